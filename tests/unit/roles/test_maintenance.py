# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No host works without a window, and no window is left open, whatever becomes of the hosts of a play."""

from __future__ import annotations

import json
import re
import sys
import time

import pytest
import yaml
from ansible.parsing.vault import VaultLib, VaultSecret
from ansible.release import __version__ as ansible_version

from ansible_collections.truewatch.openapi.plugins.action.truewatch_maintenance import at_least
from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._engine import times
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.ensure import ensure
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.run import Run
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS

from .results import results_in, shown

CORE = [int(part) for part in ansible_version.split(".")[:2]]
ROLE = "truewatch.openapi.maintenance"
OPEN = ["mutes_list", "mutes_create"]
END = ["mutes_list", "mutes_delete"]

STATE = "(lookup('order', emulator, 'state') | from_json).values()"
#: A task that fails on a host while no window is open. Its name in the output tells that the host worked.
WORK = {
    "name": "Work",
    "ansible.builtin.assert": {
        "that": f"{STATE} | map(attribute='mutes') | sum == 1",
        "success_msg": "{{ inventory_hostname }} worked in a window",
        "fail_msg": "{{ inventory_hostname }} WORKED WITHOUT A WINDOW",
    },
}
H2 = "inventory_hostname == 'h2'"


def put(play, **params):
    """A mute rule from before."""
    client = Client(Settings.from_options({"endpoint": play.emulator.url, "api_key": play.key, "rate_limit": "0"}))
    ensure(Run(params, client, Memory(client), KINDS), KINDS["mute"], params)


def around(*tasks, when=None, entry="include_role"):
    """Tasks in a block of one's own."""
    role = f"ansible.builtin.{entry}"
    block = {
        "block": [{role: {"name": ROLE, "tasks_from": "open"}}, *tasks],
        "always": [{"ansible.builtin.import_role": {"name": ROLE, "tasks_from": "close", "rolespec_validate": False}}],
    }
    return {**block, **({"when": when} if when else {})}


INCLUDED = {"ansible.builtin.include_role": {"name": ROLE}}
IMPORTED = {"ansible.builtin.import_role": {"name": ROLE}}


def rules(patches):
    """Name of each mute rule to what it says."""
    client = Client(Settings.from_options({"endpoint": patches.play.emulator.url, "api_key": patches.play.key}))
    return {row["name"]: KINDS["mute"].values(row) for row in client.rows("mutes_list").items}


class Patches:
    """Runs plays over hosts of one machine, and tells what became of each."""

    def __init__(self, play):
        self.play = play
        self.plays = []

    def add(self, name, *tasks, work=(WORK,), **keywords):
        """A play. ``work`` are the tasks that the role is to do."""
        (self.play.folder / f"patch-{len(self.plays)}.yml").write_text(yaml.safe_dump(list(work)), encoding="utf-8")
        variables = {
            "maintenance_tasks": f"patch-{len(self.plays)}.yml",
            "maintenance_retry_delay": 0,
            "emulator": self.play.emulator.url,
            **keywords.pop("vars", {}),
        }
        self.plays.append({"name": name, "tasks": list(tasks), "vars": variables, **keywords})

    def run(self, *arguments, hosts=("h1", "h2"), rc=0, **environment):
        """Name of each play to its output; and the requests of all."""
        here = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
        self.play.hosts = {"web": {"hosts": {host: {} for host in hosts}, "vars": here}}
        finished = self.play.run_plays(self.plays, *arguments, **environment)
        output = finished.stdout + finished.stderr
        assert finished.returncode == rc, output
        assert "WORKED WITHOUT A WINDOW" not in output
        parts = re.split(r"^PLAY \[(.*?)\] \**$", output, flags=re.MULTILINE)
        self.sent = [request["operationId"] for request in self.play.emulator.requests()]
        self.left = sum(workspace.get("mutes", 0) for workspace in self.play.emulator.state().values())
        return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture
def patches(play):
    return Patches(play)


def worked(output):
    """The hosts that worked, or ran a handler."""
    return sorted(set(re.findall(r"([\w-]+) worked in a window", output)))


def forms(name, when):
    """Every way to write a window around work, as keywords of a play."""
    condition = {"when": when} if when else {}
    yield f"{name} roles", {"roles": [{"role": ROLE, **condition}]}
    for form, task in {
        "import": {**IMPORTED, **condition},
        "include": {**INCLUDED, **condition},
        "block": around(WORK, when=when),
        "block of imports": around(WORK, when=when, entry="import_role"),
    }.items():
        yield f"{name} {form}", {"tasks": [task]}


@pytest.mark.parametrize("strategy", ["linear", "free", "ansible.builtin.host_pinned"])
def test_a_host_works_in_the_window_and_the_last_one_ends_it(patches, strategy):
    expected = {}
    for name, when, hosts in (("all", None, ["h1", "h2"]), ("second", H2, ["h2"])):
        for title, keywords in forms(name, when):
            patches.add(title, **keywords, strategy=strategy)
            expected[title] = hosts
    outputs = patches.run()
    assert {title: worked(output) for title, output in outputs.items()} == expected
    assert patches.left == 0
    if strategy == "linear":  # else a host may have left before another one comes
        assert patches.sent == (OPEN + END) * 10


NOTIFY = {"ansible.builtin.debug": {"msg": "changed"}, "changed_when": True, "notify": "Restart"}
FAIL = {"ansible.builtin.fail": {"msg": "The work failed"}, "when": "inventory_hostname in broken"}
#: The hosts that are away cannot be reached.
LOST = {
    "ansible.builtin.raw": "true",
    "when": "inventory_hostname in away",
    "vars": {"ansible_connection": "ssh"},
}
#: What the work notifies, and must run while a window is open.
RESTART = {**WORK, "name": "Restart"}


def test_handlers_run_inside_the_window(patches):
    for strategy in ("linear", "free"):
        patches.add(f"handlers {strategy}", INCLUDED, work=[NOTIFY], strategy=strategy, handlers=[RESTART])
        patches.add(f"handlers of a block {strategy}", around(NOTIFY, when=H2), strategy=strategy, handlers=[RESTART])
    outputs = patches.run()
    assert {title: worked(output) for title, output in outputs.items()} == {
        "handlers linear": ["h1", "h2"],
        "handlers of a block linear": ["h2"],
        "handlers free": ["h1", "h2"],
        "handlers of a block free": ["h2"],
    }
    assert patches.left == 0


#: Cases in which all hosts count as failed.
LAST = ("all", "any error is fatal", "once")
#: Those in which one error is fatal to all.
FATAL = {"any error is fatal", "once"}


@pytest.mark.parametrize(
    "cases",
    [
        {
            "first": ([0], {}),
            "second": ([1], {}),
            "free": ([0], {"strategy": "free"}),
            "a handler": ([0], {"handlers": [{**FAIL, "name": "Restart"}]}),
            "forced handlers": ([0], {"force_handlers": True}),
            "all": ([0, 1], {}),
        },
        {"any error is fatal": ([0], {"any_errors_fatal": True})},
        {"too many": ([0], {"max_fail_percentage": 10})},
        {"once": ([0], {"max_fail_percentage": 0})},
    ],
    ids=lambda cases: list(cases)[-1],
)
@pytest.mark.parametrize("block", [False, True], ids=["role", "block"])
def test_work_that_fails_ends_the_window(patches, cases, block):
    """Each play has hosts of its own: those that fail in one are missing in the next."""
    hosts, expected = [], {}
    for title, (broken, keywords) in cases.items():
        pair = [f"{title.replace(' ', '-')}-{number}" for number in range(2)]
        work = [NOTIFY, *([] if title == "a handler" else [{**FAIL, "run_once": title == "once"}])]
        patches.add(
            title,
            around(*work) if block else INCLUDED,
            work=work,
            hosts=",".join(pair),
            **{"handlers": [RESTART], "vars": {"broken": [pair[index] for index in broken]}, **keywords},
        )
        hosts += pair
        # Ansible runs no handlers where the work failed, unless they are forced.
        runs = range(2) if "forced" in title else () if title in LAST else {0, 1}.difference(broken)
        if CORE < [2, 17] and block and title == "any error is fatal":
            runs = [1]  # ansible-core 2.16 takes the other host for one that goes on
        expected[title] = [] if title == "a handler" else [pair[index] for index in runs]
    outputs = patches.run(hosts=hosts, rc=2)
    assert {title: worked(output) for title, output in outputs.items()} == expected
    if CORE < [2, 17] and not block and FATAL.intersection(cases):
        return  # ansible-core 2.16 runs no always around an included file: the window ends by itself
    assert patches.left == 0
    assert patches.sent == (OPEN + END) * len(cases)


def test_hosts_that_failed_stay_muted_if_asked_for(patches):
    """Batches of one play, whose failed hosts add up; a play whose window is free of failures is ended as ever."""
    asked = {"maintenance_keep_failed": True, "maintenance_duration": "2h", "broken": ["h1", "h3"]}
    kept = {"name": "Kept", "ansible.builtin.debug": {"msg": "kept {{ maintenance_result.kept_hosts }}"}}
    done = {"ansible.builtin.debug": {"msg": "{{ inventory_hostname }} worked in a window"}}
    patches.add("night", INCLUDED, kept, work=[done, FAIL], serial=2, hosts="h1,h2,h3,h4", vars=asked)
    patches.add("free", INCLUDED, work=[done, FAIL], strategy="free", hosts="h5,h6", vars={**asked, "broken": ["h5"]})
    told = [{"ansible.builtin.debug": {"msg": shown("maintenance", host)}} for host in ("h1", "h5")]
    patches.add("well", INCLUDED, *told, work=[done], hosts="h2,h4", vars=asked)
    again = {**asked, "maintenance_name": "Maintenance: night"}  # as a later run with --limit does
    patches.add("again", INCLUDED, kept, work=[done], hosts="h2", vars=again)
    begin = time.time()
    outputs = patches.run(hosts=[f"h{number}" for number in range(1, 7)], rc=2)
    assert all("kept ['h1', 'h3']" in outputs[title] for title in ("night", "again"))  # the output of the last batch
    results = results_in(outputs["well"])
    assert len(results) == 4 and all(result["failed"] for result in results)
    assert all(result["msg"].startswith("The work failed. ") for result in results)
    assert worked(outputs["free"]) == ["h5", "h6"] and worked(outputs["well"]) == ["h2", "h4"]
    values = rules(patches)
    assert {name: value["hosts"] for name, value in values.items()} == {
        "Maintenance: night": ["h1", "h3"],
        "Maintenance: free": ["h5"],
    }
    until = times.instant("until", values["Maintenance: free"]["until"], times.UTC)
    assert begin + 7200 - 1 <= until <= time.time() + 7200, "its end stays"


@pytest.mark.parametrize(
    ("keywords", "away", "broken", "kept"),
    [
        ({"vars": {"truewatch_fast_path": False}}, "a", "b", "ab"),
        ({"max_fail_percentage": 30}, "a", "b", "ab"),
        ({"serial": 2}, "ab", "", "ab"),  # no host could end it
        ({"any_errors_fatal": True}, "", "a", "abc"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_hosts_that_are_lost_stay_muted(patches, keywords, away, broken, kept):
    asked = {"maintenance_keep_failed": True, "away": list(away), "broken": list(broken)}
    patches.add("night", INCLUDED, work=[LOST, FAIL], **{**keywords, "vars": {**asked, **keywords.get("vars", {})}})
    rc, environment = 4 if away else 2, {"ANSIBLE_SSH_ARGS": "-F/dev/null", "ANSIBLE_SSH_RETRIES": "0"}
    (output,) = patches.run(hosts="abc", rc=rc, **environment).values()
    assert [rule["hosts"] for rule in rules(patches).values()] == [list(kept)]
    assert "mutes no longer" not in " ".join(output.split())


END_HOST = {"name": "Leave", "ansible.builtin.meta": "end_host", "when": "inventory_hostname == 'h1'"}


REFUSED = {
    "host": (INCLUDED, [WORK, END_HOST], r"The task 'Leave' in \S+/patch-0.yml is 'meta: end_host'"),
    "play": (INCLUDED, [{"block": [{"action": "meta end_play"}]}], "'meta: end_play'"),
    "batch": (INCLUDED, [{"import_tasks": "more.yml"}], r"A task in \S+/more.yml is 'meta: end_batch'"),
    "block": (around(WORK, END_HOST, entry="import_role"), [], "The task 'Leave'.* is 'meta: end_host'"),
    "blocks": (around({"block": [{"meta": "end_play"}]}), [], "'meta: end_play'"),
    "file": (
        INCLUDED,
        None,
        r"The file of tasks 'missing.yml' was not found: correct the path, or put the file there. Searched: /",
    ),
    "included": (around(WORK, {"include_tasks": "more.yml"}), [], r"A task in \S+/more.yml is 'meta: end_batch'"),
    "role": (INCLUDED, [{"include_role": {"name": "ending"}}], r"A task in \S+/ending/\S+ is 'meta: end_play'"),
    "module": (INCLUDED, [WORK, {"ansible.builtin.debgu": {}}], r"since \S+/patch-\d.yml cannot be read: .*debgu"),
    "handlers": (
        INCLUDED,
        [{"include_role": {"name": "handled"}}],
        r"The handler 'Bye' in \S+/handled/\S+ is 'meta: end_p",
    ),
    "handler": (INCLUDED, [WORK], "The handler 'Leave'.* is 'meta: end_host'"),
    "broken": (INCLUDED, [{"include_tasks": "broken.yml"}], r"since \S+/broken.yml cannot be read: "),
}


def test_work_that_would_leave_the_window_open_is_refused_before_it_opens(patches):
    (patches.play.folder / "more.yml").write_text("- meta: end_batch", encoding="utf-8")
    (patches.play.folder / "broken.yml").write_text("- debug: [", encoding="utf-8")
    (patches.play.folder / "roles/ending/tasks").mkdir(parents=True)
    (patches.play.folder / "roles/ending/tasks/main.yml").write_text("- meta: end_play", encoding="utf-8")
    (patches.play.folder / "roles/handled/handlers").mkdir(parents=True)
    (patches.play.folder / "roles/handled/handlers/main.yml").write_text(
        "- {name: Bye, meta: end_play}", encoding="utf-8"
    )
    for title, (form, work, _message) in REFUSED.items():
        handlers = {"handlers": [END_HOST]} if title == "handler" else {}
        variables = {} if work is not None else {"maintenance_tasks": "missing.yml"}
        rescued = {"block": [form], "rescue": [{"ansible.builtin.meta": "noop"}]}
        patches.add(title, rescued, work=work or [], vars=variables, **handlers)
    outputs = patches.run(hosts=["h1"])
    for title, (_form, _work, message) in REFUSED.items():
        assert re.search(message, re.sub(r"\s+", " ", outputs[title]))
        assert not worked(outputs[title])
    assert patches.sent == []


def test_work_may_be_spread_over_files(patches):
    (patches.play.folder / "more.yml").write_text(json.dumps([WORK]), encoding="utf-8")
    for way in ("import_tasks", "include_tasks"):
        patches.add(way, INCLUDED, work=[{f"ansible.builtin.{way}": "more.yml"}])
    outputs = patches.run()
    assert [worked(output) for output in outputs.values()] == [["h1", "h2"]] * 2
    assert patches.sent == (OPEN + END) * 2


def test_the_module_takes_options_in_all_their_forms_and_says_what_is_wrong(patches):
    window = {"name": "By hand", "hosts": "h1, h2", "description": "{{ secret }}"}
    other = {**window, "description": "another"}
    steps = [window, {**window, "state": "Closed"}, window, other, {**window, "state": "CLOSED"}, {"hosts": ["h1"]}]
    tasks = [
        {"truewatch.openapi.truewatch_maintenance": {**step}, "delegate_to": "localhost", "ignore_errors": True}
        for step in steps
    ]
    tasks[3]["when"] = H2
    tasks.append({**tasks[-1], "vars": {"truewatch_fast_path": False}})
    (patches.play.folder / "password").write_text("p", encoding="utf-8")
    vault = VaultLib([("default", VaultSecret(b"p"))]).encrypt("canary-8c1e55").decode()
    (patches.play.folder / "vaulted.yml").write_text(
        "secret: !vault |\n" + "".join(f"  {line}\n" for line in vault.splitlines()), encoding="utf-8"
    )
    patches.add("by hand", *tasks, vars_files=["vaulted.yml"])
    (output,) = patches.run("--vault-password-file", "password").values()
    assert patches.sent == (OPEN + END) * 2
    assert "declare the maintenance window 'By hand' differently: 'description' is not the same" in output
    assert "canary" not in output
    assert output.count("Missing required arguments: name.") >= 4
    assert "Unforeseen" not in output


def test_hosts_that_leave_the_play_do_not_keep_the_window_open(patches):
    """Ended by a task that nobody can see before, and unreachable."""
    (patches.play.folder / "ends.yml").write_text(json.dumps([END_HOST]), encoding="utf-8")
    hidden = {"ansible.builtin.include_tasks": "{{ 'ends' }}.yml"}
    for strategy in ("linear", "free"):
        patches.add(f"ended {strategy}", INCLUDED, work=[hidden, WORK], strategy=strategy)
    patches.add("unreachable", INCLUDED, work=[LOST, WORK], vars={"away": ["h1"]})
    outputs = patches.run(rc=4, ANSIBLE_SSH_ARGS="-F/dev/null", ANSIBLE_SSH_RETRIES="0")
    assert {title: worked(output) for title, output in outputs.items()} == {title: ["h2"] for title in outputs}
    assert patches.left == 0


@pytest.mark.parametrize("strategy", ["linear", "free"])
def test_a_window_that_nothing_can_end_is_over_by_itself(patches, strategy):
    """The play is ended by a task that nobody can see before: Ansible runs nothing after it."""
    (patches.play.folder / "ends.yml").write_text(json.dumps([{"ansible.builtin.meta": "end_play"}]), encoding="utf-8")
    hidden = {"ansible.builtin.include_tasks": "{{ 'ends' }}.yml"}
    patches.add("ended", INCLUDED, work=[WORK, hidden], strategy=strategy, vars={"maintenance_duration": "20m"})
    begin = time.time()
    patches.run()
    (rule,) = rules(patches).values()
    until = times.instant("until", rule["until"], times.UTC)
    assert begin + 1200 - 1 <= until <= time.time() + 1200


def test_the_end_of_a_role_ends_the_work_alone(patches):
    if CORE < [2, 18]:
        pytest.skip("meta: end_role is new in ansible-core 2.18")
    end = {"ansible.builtin.meta": "end_role", "when": "inventory_hostname == 'h1'"}
    patches.add("include", INCLUDED, work=[end, WORK])
    patches.add("roles", roles=[{"role": ROLE}], work=[end, WORK])
    outputs = patches.run()
    assert [worked(output) for output in outputs.values()] == [["h2"], ["h2"]]
    assert (patches.left, patches.sent) == (0, (OPEN + END) * 2)


@pytest.mark.parametrize(("left", "until"), [("5m", 120), ("4h", 240)])
def test_a_window_that_was_left_open_lasts_for_the_work_and_is_not_cut_short(patches, left, until):
    put(patches.play, name="Maintenance: after", duration=left, hosts=["h9"])
    ends = {"ansible.builtin.debug": {"msg": "ends in {{ (ends | int - now().timestamp() | int + 30) // 60 }} minutes"}}
    moment = "maintenance_window.window.until | to_datetime('%Y-%m-%dT%H:%M:%SZ')"
    ends["vars"] = {"ends": f"{{{{ ({moment}).strftime('%s') }}}}"}
    patches.add("after", INCLUDED, work=[WORK, ends], vars={"maintenance_duration": "2h"})
    (output,) = patches.run(TZ="UTC").values()
    assert worked(output) == ["h1", "h2"]
    assert f"ends in {until} minutes" in output
    assert patches.sent[2:] == ["mutes_list", "mutes_modify", *END]


def test_ending_the_window_is_tried_again_and_opening_it_is_not_left_to_each_host(patches):
    patches.play.emulator.fault("503", "mutes_delete", times=2)
    patches.add("end", INCLUDED)
    (output,) = patches.run().values()
    assert worked(output) == ["h1", "h2"]
    assert patches.left == 0
    patches.play.emulator.reset()
    patches.play.emulator.fault("bad_key_401", "mutes_list", times=None)
    patches.plays[0]["roles"] = [{"role": ROLE, "ignore_errors": True}]
    patches.plays[0]["tasks"] = []
    (output,) = patches.run(rc=2).values()
    assert not worked(output)
    assert patches.sent == ["mutes_list"]


def test_a_play_that_fails_before_it_opens_the_window_leaves_that_of_another_run(patches):
    put(patches.play, name="Maintenance: early", duration="1h", hosts=["h9"])
    block = around()
    block["block"].insert(0, {"ansible.builtin.fail": {"msg": "early"}})
    patches.add("early", block)
    patches.run(rc=2)
    assert (patches.left, patches.sent[2:]) == (1, [])


def test_a_play_that_has_ended_its_window_leaves_one_that_another_run_has_opened_since(patches):
    other = {"name": "Maintenance: twice", "duration": "1h", "hosts": ["h9"]}
    patches.add(
        "twice",
        INCLUDED,
        {"truewatch.openapi.truewatch_mute": other, "run_once": True},
        {"ansible.builtin.include_role": {"name": ROLE, "tasks_from": "close"}},
    )
    patches.run()
    assert (patches.left, patches.sent) == (1, [*OPEN, *END, *OPEN])


def test_a_host_that_joins_finds_most_of_the_duration_left():
    """All but five minutes, or a tenth of it."""
    assert [at_least(duration) for duration in ("2h", "50m", "10m")] == [6900, 2700, 540]


def test_null_is_not_given_and_a_plan_writes_nothing(patches):
    options = (
        "name description duration hosts monitors alert_policies tags slos attributes filter notify notify_message"
    )
    nothing = {f"maintenance_{option}": None for option in [*options.split(), "retries", "retry_delay"]}
    seen = {"ansible.builtin.debug": {"msg": "{{ maintenance_window.window | to_json }}"}}
    told = {"ansible.builtin.debug": {"msg": shown("maintenance")}}
    patches.add("null", INCLUDED, told, work=[told, seen], vars=nothing)
    (planned,) = patches.run("--check").values()
    assert patches.sent == ["mutes_list"] * 2
    (output,) = patches.run().values()
    for text, ends in ((planned, []), (output, [True])):
        during, after = results_in(text)[:2], results_in(text)[2:]
        assert [(one["ended"], one["window"]["hosts"]) for one in during] == [(False, ["h1", "h2"])] * 2
        assert [one["ended"] for one in after if one["ended"]] == ends
        assert all(one["window"]["until"] and not one["failed"] for one in after)
        window = json.loads(re.search(r'"msg": "(\{.*\})"', text)[1].replace("\\", ""))
        assert window["name"] == "Maintenance: null"
        assert (window["hosts"], window["duration"], window["description"]) == (["h1", "h2"], "1h", "")
    assert patches.sent[2:] == OPEN + END


def test_each_host_may_name_its_own_hosts_and_batches_follow_each_other(patches):
    own = {"maintenance_hosts": ["{{ inventory_hostname }}"]}
    patches.add("own", INCLUDED, vars=own)
    patches.add("batches", INCLUDED, serial=1)
    durations = {"maintenance_duration": "{{ '2h' if inventory_hostname == 'h1' else '1h' }}"}
    patches.add("different", INCLUDED, vars=durations)
    outputs = patches.run(rc=2, ANSIBLE_FORKS="1")
    joins = ["mutes_list", "mutes_modify"]
    assert patches.sent == [*OPEN, *joins, *END, *(OPEN + END) * 2, *OPEN, *END]
    assert worked(outputs["own"]) == ["h1", "h2"]
    assert "declare the maintenance window 'Maintenance: different' differently: 'duration' is" in outputs["different"]
    assert worked(outputs["different"]) == ["h1"]
    (joined,) = (one for one in patches.play.emulator.requests(bodies=True) if one["operationId"] == "mutes_modify")
    assert joined["body"]["tags"] == {"host": ["h1", "h2"]}


@pytest.mark.parametrize("fast_path", [True, False])
def test_a_run_leaves_a_window_that_another_run_has_taken_over(patches, fast_path):
    """With other hosts, or a later end; and ends the one that nobody else has touched."""
    mute = "truewatch.openapi.truewatch_mute"
    here = {"delegate_to": "localhost", "run_once": True}
    taken = {
        "hosts": {"hosts": ["h9"], "starts_at": "now", "until": "{{ then }}"},
        "end": {"hosts": ["h1"], "starts_at": "now", "duration": "3h"},
        "failed": {"hosts": ["h9"], "starts_at": "now", "duration": "3h"},
    }
    for name, given in taken.items():
        another = {mute: {"name": name, **given}, **here, "vars": {"then": "{{ maintenance_window.window.until }}"}}
        variables = {"maintenance_name": name, "truewatch_fast_path": fast_path}
        if name == "failed":
            block = around(another, {"ansible.builtin.fail": {"msg": "broken"}})
            rescued = {"block": [block], "rescue": [{"ansible.builtin.meta": "noop"}]}
            patches.add(name, rescued, vars={**variables, "maintenance_keep_failed": True}, hosts="h1")
        else:
            patches.add(name, around(another), vars=variables, hosts="h1")
    patches.add(
        "own",
        around({"ansible.builtin.debug": {}}),
        vars={"maintenance_name": "own", "truewatch_fast_path": fast_path},
        hosts="h1",
    )
    told = re.sub(r"\s+", " ", " ".join(patches.run(hosts=("h1",)).values()))
    found = rules(patches)
    assert {name: rule["hosts"] for name, rule in found.items()} == {"hosts": ["h9"], "end": ["h1"], "failed": ["h9"]}
    assert {name for name in (*taken, "own") if f"The window '{name}' stays" in told} == set(taken)

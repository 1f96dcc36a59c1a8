# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A rollout stops where live data say so, tells why, and leaves neither a window nor a marker open."""

from __future__ import annotations

import json
import re
import sys

import pytest
import yaml

from .results import facts_in

ROLE = "truewatch.openapi.rollout"
WINDOWS = "(lookup('order', emulator, 'state') | from_json).values() | map(attribute='mutes') | sum"
WORK = [
    {
        "name": "Work",
        "ansible.builtin.assert": {
            "that": f"ansible_check_mode or {WINDOWS} == 1",
            "success_msg": "{{ inventory_hostname }} worked",
        },
        "changed_when": True,
        "notify": "Restart",
    },
    {"ansible.builtin.fail": {"msg": "no disk"}, "when": "inventory_hostname in broken | default([])"},
]
HANDLERS = [
    {
        "name": "Restart",
        "ansible.builtin.assert": {
            "that": f"ansible_check_mode or {WINDOWS} == 1",
            "success_msg": "restarted in a window",
        },
    }
]
#: Asks about the last host of the batch only.
CHECK = {
    "name": "errors",
    "dql": "M::shop:(last(`errors`)) {`host` = '{{ rollout_batch | last }}'}",
    "below": 50,
    "empty_is": 0,
    "fail_fast": True,
}


class Rollouts:
    """Runs plays over groups of hosts."""

    def __init__(self, play):
        self.play = play
        self.plays = []

    def add(self, name, hosts, entry="include_role", when=None, roles=None, **keywords):
        variables = {
            "rollout_tasks": "work.yml",
            "rollout_checks": [CHECK],
            "rollout_stable_for": None,
            "rollout_interval": "1s",
            "rollout_event_tags": {"service": "shop"},
            "maintenance_retry_delay": 0,
            "emulator": self.play.emulator.url,
            **keywords.pop("vars", {}),
        }
        task = {f"ansible.builtin.{entry}": {"name": ROLE}, **({"when": when} if when else {})}
        play = {"name": name, "hosts": hosts, "tasks": [task], "handlers": HANDLERS, "vars": variables}
        self.plays.append({"serial": 2, **play, **keywords})

    def run(self, *arguments, rc=0):
        here = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
        names = {host for play in self.plays for host in play["hosts"]}
        self.play.hosts = {"web": {"hosts": {host: {} for host in names}, "vars": here}}
        (self.play.folder / "work.yml").write_text(yaml.safe_dump(WORK), encoding="utf-8")
        finished = self.play.run_plays(self.plays, "-v", *arguments)
        output = finished.stdout + finished.stderr
        assert bool(finished.returncode) == bool(rc), output  # cores tell a host that is not reached differently
        self.results = facts_in(output, "rollout")
        requests = self.play.emulator.requests(bodies=True)
        self.sent = [request["operationId"] for request in requests]
        self.told = [
            json.loads(request["body"]) if isinstance(request["body"], str) else request["body"]
            for request in requests
            if request["operationId"] == "event_create"
        ]
        assert not sum(workspace.get("mutes", 0) for workspace in self.play.emulator.state().values())
        self.worked = sorted(set(re.findall(r"(\w+) worked", output)))
        return re.sub(r"\s+", " ", output)

    @property
    def events(self):
        return [(event["title"], event["status"], event["customTags"]["unique_key"]) for event in self.told]


@pytest.fixture
def rollouts(play):
    return Rollouts(play)


def test_batches_follow_each_other_as_long_as_all_is_well(rollouts):
    rollouts.add("All", ["a1", "a2", "a3", "a4"])
    rollouts.add("Some", ["b1", "b2"], entry="import_role", when="inventory_hostname == 'b2'")
    rollouts.add("Tolerant", ["c1", "c2", "c3"], vars={"rollout_max_failed": 1, "broken": ["c1"]})
    output = rollouts.run(rc=2)  # of c1
    assert rollouts.worked == ["a1", "a2", "a3", "a4", "b2", "c1", "c2", "c3"]
    assert "restarted in a window" in output
    assert [(title, status) for title, status, _key in rollouts.events] == [
        (f"Rollout {name}", status) for name in ("All", "Some", "Tolerant") for status in ("info", "ok")
    ]
    assert len({key for _title, _status, key in rollouts.events}) == 3
    assert rollouts.told[1]["message"] == "All batches are done."
    assert all(event["customTags"]["service"] == "shop" for event in rollouts.told)
    assert rollouts.sent.count("mutes_create") == 5  # one for each batch
    results = rollouts.results
    batches = {" ".join(result["batch"]) for result in results.values()}
    assert batches == {"a1 a2", "a3 a4", "b1 b2", "c1 c2", "c3"}
    assert set(results) == {"a1", "a2", "a3", "a4", "b2", "c1", "c2", "c3"}
    assert not any(result["failed"] for result in results.values())
    assert [len(results[host]["events"]) for host in ("a1", "a3", "b2", "c3")] == [1, 1, 2, 1]
    assert (results["c1"]["failed_hosts"], results["c1"]["gate"]["passed"]) == (["c1"], True)
    assert results["a3"]["window"]["hosts"] == ["a3", "a4"] and results["a3"]["window"]["uuid"]


@pytest.mark.parametrize("strictly", [{}, {"max_fail_percentage": 0}], ids=["usual", "strictly"])
def test_a_closed_gate_stops_the_rollout_and_says_why(rollouts, strictly):
    rollouts.play.emulator.series("M::shop", {"at": -5, "errors": 87}, host="w4")
    rollouts.add("Shop 1.4.2", [f"w{number}" for number in range(1, 7)], **strictly)
    output = rollouts.run(rc=2)
    assert rollouts.worked == ["w1", "w2", "w3", "w4"]
    why = "The gate 'Shop 1.4.2' cannot open, and waiting does not help: errors: 87, must be below 50."
    assert why in output
    begin, stop, end = rollouts.events
    assert begin[:2] == ("Rollout Shop 1.4.2", "info")
    assert stop == ("Rollout Shop 1.4.2 stopped", "error", f"{begin[2]} stopped")
    assert end == ("Rollout Shop 1.4.2", "ok", begin[2])
    assert [event["message"] for event in rollouts.told[1:]] == [why, f"Stopped. {why}"]
    failed = {host: result["failed"] for host, result in rollouts.results.items()}
    assert failed == {"w1": False, "w2": False, "w3": True, "w4": True}
    stopped = rollouts.results["w4"]
    assert stopped["msg"] == why
    assert (stopped["gate"]["passed"], stopped["gate"]["checks"][0]["value"]) == (False, 87)
    assert [event["status"] for event in stopped["events"]] == ["error", "ok"]


def test_a_host_that_fails_stops_the_rollout_before_the_gate(rollouts):
    rollouts.add("Shop", ["w1", "w2", "w3"], vars={"broken": ["w1"]})
    output = rollouts.run(rc=2)
    assert rollouts.worked == ["w1", "w2"]
    assert "The rollout 'Shop' stops: w1 failed, and 'rollout_max_failed' is 0." in output
    why = "The rollout 'Shop' stops: w1 failed, and 'rollout_max_failed' is 0."
    assert [event["message"] for event in rollouts.told[1:]] == [why, f"Stopped. {why}"]


def test_nothing_begins_with_a_wrong_check_and_nothing_is_written_in_check_mode(rollouts):
    rollouts.add("Planned", ["a1", "a2", "a3"])
    wrong = [{"name": "errors", "dql": "M::shop:(last(`errors`))"}]
    rollouts.add("Wrong", ["b1", "b2"], vars={"rollout_checks": wrong})
    output = rollouts.run("--check", rc=2)
    assert rollouts.worked == ["a1", "a2", "a3"]
    assert not {"mutes_create", "mutes_delete", "event_create"}.intersection(rollouts.sent)
    assert "Check 'errors': say what the number must be: below, at_most" in output
    assert "Rollout Wrong" not in output
    assert rollouts.results["a1"]["msg"] == "The rollout 'Planned' would go to a1, a2."
    assert rollouts.results["b2"]["msg"].startswith("Check 'errors': say what")


def test_a_host_that_is_not_reached_and_events_that_are_not_taken(rollouts):
    """The last host is lost before the role; then the service takes no event from the second one of a rollout on."""
    rollouts.play.emulator.series("M::shop", {"at": -5, "errors": 87}, host="b2")
    rollouts.play.emulator.fault("500", "event_create", times=None, after=3)
    gone = {"ansible_connection": "ssh", "ansible_host": "127.0.0.1", "ansible_port": 1}
    lost = {"ansible.builtin.raw": "true", "vars": gone, "when": "inventory_hostname == 'a3'"}
    rollouts.add("Lost", ["a1", "a2", "a3"], serial=[1, 2], pre_tasks=[lost])
    rollouts.add("Mute", ["b1", "b2", "b3"])
    output = rollouts.run(rc=2)
    assert rollouts.worked == ["a1", "a2", "b1", "b2"]
    assert [event[:2] for event in rollouts.events[:3]] == [
        ("Rollout Lost", "info"),
        ("Rollout Lost", "ok"),
        ("Rollout Mute", "info"),
    ]
    why = "The gate 'Mute' cannot open, and waiting does not help: errors: 87, must be below 50."
    assert json.dumps({"changed": False, "msg": why}) in output


def test_what_would_show_only_in_the_middle_is_refused(rollouts):
    rollouts.add("Shop", ["w1", "w2"])
    role = {"ansible.builtin.include_role": {"name": ROLE}}
    wrong = [{"rollout_name": "x" * 201}, {"rollout_name": "two\nlines"}, {"rollout_max_failed": -1}]
    rollouts.plays[-1]["tasks"] = [
        {"block": [{**role, "vars": one}], "rescue": [{"ansible.builtin.debug": {"msg": "refused"}}]} for one in wrong
    ]
    output = rollouts.run()
    assert output.count("'rollout_name' must be one line of at most 200 characters.") >= 2
    assert "'rollout_max_failed' is -1: give 0 or more." in output
    assert (rollouts.worked, rollouts.sent) == ([], [])

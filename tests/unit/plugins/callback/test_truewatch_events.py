# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The callback in real plays: what it sends, what it never sends, and that it does no play any harm."""

from __future__ import annotations

import json

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret

ON = {"ANSIBLE_CALLBACKS_ENABLED": "truewatch.openapi.truewatch_events"}
VAULTED, NAMED, HIDDEN = "canary-vaulted-9c1d", "canary-named-77aa", "canary-hidden-4b2e"
FAIL = "ansible.builtin.fail"
HOSTS = {"all": {"hosts": {f"web-{number}": {} for number in range(1, 9)}}}


@pytest.fixture
def run(play):
    """Run plays with the callback; gives what was sent, and the finished process."""
    play.hosts = HOSTS

    def running(*tasks, arguments=(), plays=None, **environment):
        connection = {"TRUEWATCH_ENDPOINT": play.emulator.url, "TRUEWATCH_API_KEY": play.key}
        given = [{"name": "Roll out", "tasks": list(tasks)}] if plays is None else plays
        finished = play.run_plays(given, *arguments, **{**ON, **connection, **environment})
        requests = play.emulator.requests(bodies=True)
        return [one.get("body") for one in requests if one["operationId"] == "event_create"], finished

    running.play = play
    return running


def fail(message, host="web-2", **more):
    return {FAIL: {"msg": message}, "when": f"inventory_hostname == '{host}'", **more}


def test_what_a_run_tells_and_what_it_hides(run):
    """Eight hosts on four forks: one fails, one is rescued, one ignored, one hides why, one is not reached."""
    vault = VaultLib([("default", VaultSecret(b"password"))])
    encrypted = vault.encrypt(VAULTED.encode(), VaultSecret(b"password")).decode()
    (run.play.folder / "password").write_text("password")
    (run.play.folder / "secret.yml").write_text(
        "vaulted: !vault |\n" + "".join(f"  {line}\n" for line in encrypted.splitlines()) + f"db_password: {NAMED}\n"
    )
    rescued = {"block": [fail("rescued", "web-4")], "rescue": [{"ansible.builtin.debug": {"msg": "x"}}]}
    gone = {
        "ansible.builtin.raw": "id",
        "when": "inventory_hostname == 'web-6'",
        "vars": {"ansible_connection": "ssh", "ansible_host": "127.0.0.1", "ansible_port": 1},
    }
    of_awx = {"awx_job_id": 4711, "awx_job_template_name": "Deploy shop", "tower_user_name": "ada"}
    events, finished = run(
        {"ansible.builtin.debug": {"msg": "x"}, "changed_when": "inventory_hostname < 'web-4'"},
        fail(f"<b>{{{{ vaulted }}}}</b> {{{{ db_password }}}} https://u:pw0canary@h/?token=tok0canary {run.play.key}",
             name="Install {{ vaulted }}"),
        fail(HIDDEN, "web-3", no_log=True, name=f"task {HIDDEN}"),
        rescued,
        fail("ignored", "web-5", ignore_errors=True),
        gone,
        arguments=["--forks", "4", "--vault-password-file", "password", "-e", "@secret.yml",
                   "-e", json.dumps(of_awx)],
        JOB_ID="4711", PROJECT_REVISION="8f3e", TRUEWATCH_EVENTS_TAGS="service=shop, env=prod",
        TRUEWATCH_EVENTS_MAX_REQUESTS="4", ANSIBLE_SSH_ARGS="-o BatchMode=yes -o ConnectTimeout=1",
    )  # fmt: skip
    assert finished.returncode in (4, 6), finished.stdout
    summary, *failures = events
    assert summary["title"] == "play.yml: 3 of 8 hosts failed"
    assert summary["status"] == "error"
    tags = summary["customTags"]
    assert (tags["hosts"], tags["changed"], tags["failed"], tags["unreachable"]) == ("8", "3", "2", "1")
    assert (tags["job_id"], tags["job_template"], tags["user"]) == ("4711", "Deploy shop", "ada")
    assert (tags["revision"], tags["service"], tags["env"]) == ("8f3e", "shop", "prod")
    assert [one["customTags"]["host"] for one in failures] == ["web-2", "web-3", "web-6"]
    assert {one["customTags"]["run_id"] for one in events} == {tags["run_id"]}
    assert failures[0]["title"] == "web-2: Install ******** failed"
    assert failures[0]["message"].startswith(
        "&lt;b&gt;********&lt;/b&gt; ******** https://u:********@h/?token=********"
    )
    assert failures[1]["title"] == "web-3: a task with no_log failed"
    assert "message" not in failures[1]
    everything = json.dumps(events)
    for secret in (VAULTED, NAMED, HIDDEN, "pw0canary", "tok0canary", run.play.key, "rescued", "ignored"):
        assert secret not in everything
    assert "WARN" not in finished.stderr


def test_many_failures_are_three_requests(run):
    run.play.hosts = {"all": {"hosts": {f"web-{number}": {} for number in range(40)}}}
    events, finished = run({FAIL: {"msg": "no"}, "name": "Install"}, arguments=["--forks", "10"])
    assert finished.returncode == 2
    assert len(events) == len(run.play.emulator.requests()) == 3
    assert sum(one["message"].count("Install failed") for one in events[1:]) == 40
    assert sum(one["message"].count("Install failed: no") for one in events[1:]) == 20


def test_check_mode_sends_nothing_unless_told(run):
    events, finished = run({"ansible.builtin.debug": {"msg": "x"}}, arguments=["--check"])
    assert (finished.returncode, run.play.emulator.requests()) == (0, [])
    events, finished = run(
        fail("{{ 'x' * 990 }} {{ db_password }}"),
        arguments=["--check", "-e", f"db_password={NAMED}"],
        TRUEWATCH_EVENTS_IN_CHECK_MODE="true",
    )
    summary, failure = events
    assert summary["customTags"]["check_mode"] == "true"
    assert summary["title"] == "play.yml: 1 of 8 hosts failed (check mode)"
    # The message ends within the secret: half of it must not be told either.
    assert failure["message"].endswith("x ********")
    assert NAMED[:6] not in json.dumps(events)


def test_options_of_the_configuration(run):
    (run.play.folder / "ansible.cfg").write_text(
        "[defaults]\ncallbacks_enabled = truewatch.openapi.truewatch_events\n[callback_truewatch_events]\n"
        f"summary = play\nfailures = false\ndetails = false\ntags = service=shop\nendpoint = {run.play.emulator.url}\n"
    )
    plays = [{"name": name, "tasks": [fail("secret reason")]} for name in ("First", "Second")]
    events, finished = run(plays=plays, ANSIBLE_CONFIG=str(run.play.folder / "ansible.cfg"))
    assert finished.returncode == 2
    assert [event["title"] for event in events] == ["play.yml: First: 1 failures", "play.yml: Second: done"]
    assert "secret reason" not in json.dumps(events)
    assert events[0]["customTags"]["service"] == "shop"


@pytest.mark.parametrize(
    ("fault", "environment", "said"),
    [
        ("throttle", {"TRUEWATCH_EVENTS_WAIT": "0.5"}, "1 of 1 events were not sent"),
        (None, {"TRUEWATCH_API_KEY": ""}, "nothing is told of this run: No API key"),
        (None, {"TRUEWATCH_EVENTS_TAGS": "shop"}, "'shop' is not of the form name=value"),
        (None, {"TRUEWATCH_EVENTS_FAILURES": "maybe"}, "failures must be true or false, not 'maybe'"),
    ],
)
def test_nothing_that_goes_wrong_harms_the_play(run, fault, environment, said):
    if fault:
        run.play.emulator.fault(fault, times=None)
    _events, finished = run({"ansible.builtin.debug": {"msg": "x"}}, **environment)
    assert finished.returncode == 0, finished.stdout
    assert said in " ".join(finished.stderr.split())
    assert len(run.play.emulator.requests()) <= 1
    assert run.play.key not in finished.stdout + finished.stderr

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sources and the filter in ansible-rulebook itself, up to the playbooks that it starts."""

from __future__ import annotations

import json

import pytest
import yaml

from .conftest import TOKEN, Rulebook, free_port
from .test_webhook import ALERT, post

pytestmark = pytest.mark.rulebook

PLAY = [
    {
        "hosts": "localhost",
        "gather_facts": False,
        "tasks": [
            {"ansible.builtin.debug": {"msg": "{{ ansible_eda.event }}"}, "ignore_errors": True},
            {"ansible.builtin.debug": {"msg": "{{ given }}"}, "ignore_errors": True},
            {"ansible.builtin.assert": {"that": "{{ given_too }}"}, "ignore_errors": True},
            {"ansible.builtin.debug": {"msg": "the play {{ name }} is done"}},
        ],
    }
]


def ruleset(name, source):
    """Rules that start the play for each event of a source."""
    event = "event.payload" if "eda.builtin.webhook" in source else "event"
    given = {"name": name, "given": f"{{{{ {event}.title }}}}", "given_too": f"{{{{ {event}.message }}}}"}
    play = {"run_playbook": {"name": "play.yml", "extra_vars": given}}
    rule = {"name": "play", "condition": f"{event}.title is defined", "action": play}
    return {"name": name, "hosts": "localhost", "sources": [source], "rules": [rule]}


class Target:
    def __init__(self, port):
        self.url = f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("rulebook")


@pytest.fixture(scope="module")
def ports():
    return {name: free_port() for name in ("defused", "raw", "filtered", "odd")}


@pytest.fixture(scope="module")
def running(folder, ports):
    """One process for several tests: this source, this one with what it does turned off, another one with the filter,
    and this one with a rule that starts no play."""
    (folder / "play.yml").write_text(yaml.safe_dump(PLAY))
    own = {name: {"port": port, "token": TOKEN} for name, port in ports.items()}
    webhook = "truewatch.openapi.truewatch_webhook"
    odd = {
        "name": "any",
        "condition": "event.payload is defined",
        "action": {"debug": {"msg": "RULE {{ event.payload.number }}"}},
    }
    rulesets = [
        ruleset("defused", {webhook: own["defused"]}),
        ruleset("raw", {webhook: {**own["raw"], "defuse": False}}),
        ruleset(
            "filtered",
            {"eda.builtin.webhook": own["filtered"], "filters": [{"truewatch.openapi.truewatch_defuse": {}}]},
        ),
        {"name": "odd", "hosts": "all", "sources": [{webhook: own["odd"]}], "rules": [odd]},
    ]
    process = Rulebook(folder, rulesets, {}, {})
    try:
        process.wait_for("Waiting for events, ruleset:", len(rulesets))
        yield process
    finally:
        process.stop()


def test_a_play_runs_nothing_of_an_alert(running, folder, ports):
    names = ("defused", "raw", "filtered")
    for name in names:
        hit = folder / f"hit-{name}"
        texts = {
            "df_title": f"{{{{ lookup('pipe', 'touch {hit}-title') }}}}",
            "df_message": f"lookup('pipe', 'touch {hit}-message') == ''",
            "extra": f"#jinja2: variable_start_string:'[['\n[[ lookup('pipe', 'touch {hit}-extra') }}}}",
            f"{{{{ lookup('pipe', 'touch {hit}-key') }}}}": 1,
        }
        content = {**ALERT, **texts}
        if name == "filtered":
            content = {**content, "title": content["df_title"], "message": content["df_message"]}
        assert post(Target(ports[name]), content, path="/endpoint" if name == "filtered" else "/").ok
    for name in names:
        running.wait_for(f"the play {name} is done")
    hits = {file.name for file in folder.glob("hit-*")}
    assert {"hit-raw-title", "hit-raw-message", "hit-raw-extra"} <= hits
    assert not any("defused" in hit or "filtered" in hit for hit in hits)
    assert TOKEN not in running.text


def test_a_source_with_a_wrong_option_stops_with_a_message(rulebook):
    running = rulebook(
        [
            {
                "name": "wrong",
                "hosts": "all",
                "sources": [{"truewatch.openapi.truewatch_webhook": {"port": 5000, "token": "short"}}],
                "rules": [{"name": "any", "condition": "event.alert is defined", "action": {"debug": {"msg": "x"}}}],
            }
        ]
    )
    running.wait_for("OptionError: Source plugin failed with error message: ''token' must be a text of at least 16")


def test_odd_content_reaches_the_rules_as_text_that_they_can_take(running, ports):
    odd = [
        b'{"number": 1, "a": "\\ud800 \\u0000 \\u001b[2J", "n": 1e999, "big": 1' + b"0" * 100 + b"}",
        b'{"number": 2, "": 1, "a.b": {"c d": []}, "meta": {"hosts": "all"}, "hosts": "all", "deep": '
        + b"[" * 300
        + b"]" * 300
        + b"}",
        json.dumps({"number": 3, "long": "x" * 900_000, "many": {str(n): n for n in range(1000)}}).encode(),
    ]
    for body in odd:
        assert post(Target(ports["odd"]), body).ok
    for number in (1, 2, 3):
        running.wait_for(f"RULE {number}")

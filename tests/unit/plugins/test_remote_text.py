# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing that the service answers is run by a play, on the running ansible-core; the matrix runs it on the others."""

from __future__ import annotations

import json
import pathlib
import sys
import tempfile

import pytest
from ansible import template

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.tests import warm
from ansible_collections.truewatch.openapi.tests.emulator.running import running

KEY = "wsak-CANARY-61d0"

CALLS = ["lookup('pipe', '{}')", 'query("pipe", "{}") | first', "1 == 1 or lookup('pipe', '{}')"]
SHELLS = ["{}", "{{{{ {} }}}}", "{{% if {} %}}x{{% endif %}}"]
PAYLOADS = [shell.format(call) for call in CALLS[:2] for shell in SHELLS] + CALLS[2:]


def tasks_over(place, count):
    """Every place where the result of a template is evaluated, for each text that ``place`` (with %d) gives."""
    for number in range(count):
        text = "{{ " + place % number + " }}"
        yield {"ansible.builtin.assert": {"that": text}}
        yield {"ansible.builtin.debug": {"msg": "x"}, "when": text}
        yield {"ansible.builtin.debug": {"msg": "x"}, "failed_when": text}
        yield {"ansible.builtin.debug": {"msg": "x"}, "until": text, "retries": 1, "delay": 0}
        yield {"ansible.builtin.debug": {"var": text}}


@pytest.fixture
def short_path():
    """A folder whose path is short enough for names of dashboards, which have at most 128 characters."""
    with tempfile.TemporaryDirectory(prefix="") as folder:
        yield pathlib.Path(folder)


@pytest.mark.plays
def test_a_play_runs_nothing_of_a_row(tmp_path, short_path):
    executed, control = short_path / "x", short_path / "c"
    texts = [payload.replace("{}", f"touch {executed}") for payload in PAYLOADS]
    fields = {
        "name": "web-01",
        "host": "web-01",
        "df_label": texts,
        "word": "boom",
        **{f"f{number}": text for number, text in enumerate(texts)},
        **{f"k{number}": {text: 1} for number, text in enumerate(texts)},
        **{text: text for text in texts},
    }
    named = [{"class": "HOST", "fields": {"name": text, "host": text}} for text in texts]
    tasks = [
        {"ansible.builtin.debug": {"msg": "{{ group_names | join }} {{ groups }}"}},
        {"truewatch.openapi.truewatch_object_info": {"filters": {"name": "web-01"}}, "register": "found"},
        {"truewatch.openapi.truewatch_query_info": {"dql": "L::app"}, "register": "asked"},
        {
            "truewatch.openapi.truewatch_gate": {
                "checks": [
                    {"name": "f", "dql": "L::app:(count(`*`)) BY `f0`", "below": 0},
                    {"name": "e", "events": {}},
                ]
            },
            "check_mode": True,
            "register": "gate",
        },
        {
            "truewatch.openapi.truewatch_query_info": {
                "queries": [{"name": "grouped", "dql": "L::app:(last(`f0`)) BY `f1`", "from": "-5m"}]
            },
            "register": "many",
        },
        {
            "truewatch.openapi.truewatch_object_info": {"filters": {"name": "web-01"}},
            "vars": {"truewatch_fast_path": False, "ansible_python_interpreter": sys.executable},
            "register": "by_module",
        },
        {"truewatch.openapi.truewatch_info": {"kind": "dashboard"}, "register": "kept"},
        {"truewatch.openapi.truewatch_api": {"operation": "dashboards_list"}, "register": "called"},
        {"truewatch.openapi.truewatch_event_info": {}, "register": "open"},
        {"truewatch.openapi.truewatch_incident_info": {"full": True}, "register": "incident"},
        {"truewatch.openapi.truewatch_issue_info": {"comments": True}, "register": "issue"},
        {
            "ansible.builtin.debug": {"msg": "{{ item.f0 }}"},
            "with_truewatch.openapi.truewatch_query": ["L::app"],
            "when": "{{ item.f0 }}",
        },
        {
            "ansible.builtin.set_fact": {
                "looked_up": "{{ query('truewatch.openapi.truewatch_objects', filters={'name': 'web-01'}) }}",
                "rows": "{{ query('truewatch.openapi.truewatch_query', 'L::app') }}",
                "value": "{{ lookup('truewatch.openapi.truewatch_query', 'L::app:(last(`f0`))', value=true) }}",
                "copied": "{{ tw_f0 }}",
                "numbers": "{{ query('truewatch.openapi.truewatch_query', 'M::odd') }}",
                "boards": "{{ query('truewatch.openapi.truewatch_api', 'dashboards_list') }}",
                "names": "{{ query('truewatch.openapi.truewatch_api', 'dashboards_list', query='[].name') }}",
            }
        },
        {"ansible.builtin.assert": {"that": "{{ tw_word }}"}},
        {"ansible.builtin.debug": {"var": "{{ tw_word }}"}},
        {"ansible.builtin.assert": {"that": "{{ copied }}"}},
        {"ansible.builtin.assert": {"that": "{{ tw_df_label }}"}},
        {"ansible.builtin.assert": {"that": "{{ group_names }}"}},
        *tasks_over("tw_f%d", len(texts)),
        *tasks_over("tw_k%d.keys() | join", 1),
        *tasks_over("tw_df_label[%d]", 1),
        *tasks_over("found.objects[0].f%d", len(texts)),
        *tasks_over("found.objects[0].k%d.keys() | join", 1),
        *tasks_over("by_module.objects[0].f%d", 1),
        *tasks_over("by_module.objects[0].k%d.keys() | join", len(texts)),
        *tasks_over("looked_up[0].f%d", 1),
        *tasks_over("asked.rows[0].f%d", len(texts)),
        *tasks_over("asked.rows[0].k%d.keys() | join", 1),
        *tasks_over("many.answers.grouped.rows[%d].f1", 1),
        *tasks_over("gate.checks[%d].message", 2),
        *tasks_over("rows[0].f%d", len(texts)),
        *tasks_over("value[%d:]", 1),
        *tasks_over("numbers[0].keys() | list | sort | last | default(%d)", 1),
        *tasks_over("kept.objects[%d].name", 1),
        *tasks_over("called.content[%d].name", 1),
        *tasks_over("boards[%d].name", 1),
        *tasks_over("open.events[%d].df_title", 1),
        *tasks_over("open.events[%d].df_dimension_tags.keys() | join", 1),
        *tasks_over("incident.incidents[%d].name", 2),
        *tasks_over("incident.incidents[%d].event.keys() | join", 1),
        *tasks_over("issue.issues[%d].title", 2),
        *tasks_over("issue.issues[0].comments[%d].text", 1),
        *tasks_over("names[%d]", 1),
        {"ansible.builtin.assert": {"that": "{{ control }}"}},
        {
            "ansible.builtin.debug": {"msg": "the rows came"},
            "when": [
                "asked.rows | length == 1",
                "rows[0].f0 == value",
                "many.answers.grouped.rows | length == 1",
                "'pipe' in gate.checks[1].message",
                "'pipe' in open.events[0].df_title",
                "'pipe' in issue.issues[0].comments[0].text",
                "[incident.incidents, issue.issues] | map('length') | min == " + str(len(texts)),
                "by_module.objects | length == 1",
                "numbers[0] | length > 1",
                "[kept.objects, called.content, boards, names] | map('length') | min == " + str(len(texts)),
            ],
        },
        {"ansible.builtin.debug": {"msg": "the end"}, "name": "All of it was tried"},
    ]
    play = {
        "hosts": "web-01",
        "gather_facts": False,
        # The user's own: only remote text may not choose it.
        "vars": {
            "boom": "{{ lookup('pipe', 'touch " + str(executed) + "') }}",
            # The same as a row has, but of the user.
            "control": "{{ 'look' ~ 'up(\"pipe\", \"touch " + str(control) + "\")' }}",
        },
        "tasks": [{"ignore_errors": True, **task} for task in tasks],
    }
    with running(api_keys={KEY: None}) as emulator:
        emulator.seed(objects=[{"class": "HOST", "fields": fields}, *named])
        emulator.series("L::app", {"at": -5, **{name: fields[name] for name in fields if name != "name"}})
        emulator.series("E::monitor", *({"at": -5, "df_status": "error", "df_title": text} for text in texts),
                        df_monitor_checker_event_ref="1",
                        df_dimension_tags=json.dumps({texts[0]: texts[0]}))  # fmt: skip
        emulator.seed(incidents=[{"name": text, "event": {text: text}} for text in texts])
        emulator.series("M::odd", {"at": -5, f"zz {texts[0]}": 1.5})
        client = Client(Settings.from_options({"endpoint": emulator.url, "api_key": KEY}))
        for text in texts:
            client.call("dashboards_create", body={"name": text})
            issue = {"name": text, "level": "", "description": text, "extend": {}}
            made = client.call("issues_add", body=issue).content
            client.call("issue_replies_create", body={"issueUUID": made["uuid"], "content": text, "extend": {}})
        inventory = {
            "plugin": "truewatch.openapi.truewatch_objects",
            "compose": {"copy": "tw_f0", "made": "tw_f0 ~ ''"},
            "group_by": ["label"],
            "keyed_groups": [{"key": "tw_f0", "prefix": "k", "parent_group": "p_{{ tw_f1 }}"}],
            "groups": {"g": "tw_f0"},
        }
        (tmp_path / "truewatch.yml").write_text(json.dumps(inventory), encoding="utf-8")
        (tmp_path / "play.yml").write_text(json.dumps([play]), encoding="utf-8")
        done = warm.run(
            ["ansible-playbook", "-i", "truewatch.yml", "-c", "local", "play.yml"],
            cwd=tmp_path,
            env=warm.environment(
                tmp_path,
                ANSIBLE_FORCE_VALID_GROUP_NAMES="ignore",
                ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS="ignore",
                TRUEWATCH_ENDPOINT=emulator.url,
                TRUEWATCH_API_KEY=KEY,
            ),
        )
    assert "the rows came" in done.stdout
    assert "the end" in done.stdout, done.stdout[-2000:] + done.stderr[-2000:]
    assert not executed.exists()
    # The attack works on what bears no mark, where this ansible-core evaluates a text twice.
    assert control.exists() is not hasattr(template, "trust_as_template")

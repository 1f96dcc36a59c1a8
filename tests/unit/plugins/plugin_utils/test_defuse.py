# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of alerts, which Ansible trusts as it trusts what a user writes: that is how extra variables arrive."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from ansible import template
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.plugin_utils._defuse import can_act, defuse

HEADER = "#jinja2: variable_start_string:'[[', variable_end_string:']]'\n[[ {} ]]"
CALL = "lookup('pipe', 'touch {}')"
#: Texts that a play runs where it shows them, and texts that it runs where it evaluates them. {} is a file they make.
TEMPLATES = [
    "{{ CALL }}",
    "{% if CALL %}x{% endif %}",
    HEADER.replace("{}", "CALL"),
]
EXPRESSIONS = [
    "CALL == 'x'",
    "1 == 2 or CALL",
    "query('pipe', 'touch {}') == []",
    "['x'] | map('community', CALL)",
    "{ {CALL: 1}['x']: 1 }",
    "CALL, 1",
    "CALL == 'x' %} and words",
    "CALL == 'x' }} and words",
]
SENTENCES = [
    "",
    "CPU usage of web-01 is too high",
    "Disk is almost full",
    "Disk /dev/sda1 (95%) | almost full",
    "nginx",
    "web.example.com",
    "web-01",
    "10.0.0.0/8",
    "95%",
    "it's the host's CPU (95%), see \"runbook\"",
    "{'host': 'web-01'}",
    '{"host": "web-01", "tags": {"a": [1, 2]}}',
    "CPU > 90 and memory > 80",
    "critical",
    "Traceback (most recent call last):\n  File \"x.py\", line 1, in main\n    run('x')",
    "https://console.example.com/events?id=1&x=(a|b)",
    "2026-11-29T10:00:00Z",
    "https://console.truewatch.com",
    "\u4ef7\u683c\uff08\u9ad8\uff09",
]


def spelt(text, file="/nowhere"):
    return text.replace("CALL", CALL).replace("{}", str(file))


@pytest.mark.parametrize("text", SENTENCES)
def test_what_people_write_stays_as_it_is(text):
    assert defuse(text) == text


@pytest.mark.parametrize(
    "text, defused",
    [
        ("{{ x }}", "{ { x }}"),
        ("{% x %}", "{ % x %}"),
        ("{# x #}", "{ # x #}"),
        ("{{{{", "{ { { { "),
        ("open {", "open { "),
        ("#jinja2: x", "# jinja2: x"),
        ("$ANSIBLE_VAULT;1.1;AES256", "$ ANSIBLE_VAULT;1.1;AES256"),
        ("lookup('pipe', \"id\")", "«lookup(\u2019pipe\u2019, \u201did\u201d)»"),
        ("' ~ lookup('pipe') ~ '", "«\u2019 ~ lookup(\u2019pipe\u2019) ~ \u2019»"),
        ("9 ** 9 ** 9", "«9 ** 9 ** 9»"),
        ("x | file", "«x | file»"),
        ("x is match('y')", "«x is match(\u2019y\u2019)»"),
        ("(" * 5000 + "|", "«" + "(" * 5000 + "|»"),
    ],
)
def test_what_could_be_run_is_changed_visibly(text, defused):
    assert defuse(text) == defused


def test_what_is_too_long_to_look_at_counts_as_an_expression_and_sentences_never_are():
    assert defuse("a," * 1000 + "(b)").startswith("«")
    assert defuse("a," * 1000 + "b").startswith("a")
    log = "Traceback (most recent call last):\n" * 10_000
    assert defuse(log) == log


def test_a_whole_event_costs_little_whatever_it_holds():
    made = defuse(["a+" * 400 + "(b)"] * 1000)
    assert made[0].startswith("a")
    assert all(text.startswith("«") for text in made[100:])
    assert defuse(["(a)", *(["CPU usage (95%)"] * 2000)])[-1] == "CPU usage (95%)"


def test_mappings_and_lists_are_defused_throughout_and_nothing_is_lost():
    assert defuse({"{{x": [{"y{{": "{{"}, 1, None, 1.5, True], "{ {x": "z", 5: ("{{",)}) == {
        "{ {x": [{"y{ { ": "{ { "}, 1, None, 1.5, True],
        "{ {x_2": "z",
        5: ["{ { "],
    }


PARTS = [
    "{",
    "{",
    "%",
    "#",
    "}",
    "jinja2",
    "$",
    "ANSIBLE_VAULT",
    "(",
    ")",
    "|",
    "'",
    '"',
    "lookup",
    " ",
    "a",
    "*",
    "is",
    ",",
]


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_nothing_that_acts_is_left_and_a_second_time_changes_nothing(text):
    defused = defuse(text)
    assert not can_act(defused)
    assert not any(beginning in defused for beginning in ("{{", "{%", "{#", "#jinja2", "$ANSIBLE_VAULT"))
    assert not defused.endswith("{")
    assert defuse(defused) == defused


EVALUATED = [
    {"ansible.builtin.assert": {"that": "{{ TEXT }}"}},
    {"ansible.builtin.debug": {"msg": "x"}, "when": "{{ TEXT }}"},
    {"ansible.builtin.debug": {"var": "{{ TEXT }}"}},
]


def texts_and_tasks(variable, folder):
    """Variables of texts that leave files in the folder, and tasks that use these texts.

    Templates are in a variable of their own: before ansible-core 2.19, one that runs makes all that stands beside it in
    a variable unsafe.
    """
    shown = [{"ansible.builtin.debug": {"msg": "{{ TEXT }}"}}]
    quoted = [{"ansible.builtin.assert": {"that": "'{{ TEXT }}' == ''"}}]
    uses = {
        **{f"t{number}": (text, shown) for number, text in enumerate(TEMPLATES)},
        **{f"e{number}": (text, EVALUATED[: 3 if number == 0 else 1]) for number, text in enumerate(EXPRESSIONS)},
        "quoted": ("' + CALL + '", quoted),
    }
    texts, tasks = {f"{variable}_t": {}, f"{variable}_e": {}}, []
    for name, (text, use) in uses.items():
        place = f"{variable}_t" if name.startswith("t") else f"{variable}_e"
        texts[place][name] = spelt(text, folder / name)
        tasks += [json.loads(json.dumps(task).replace("TEXT", f"{place}.{name}")) for task in use]
    texts[f"{variable}_e"].update(left="a {", right=spelt("{ CALL }}", folder / "joined"))
    tasks += [
        {"ansible.builtin.set_fact": {"joined": f"{{{{ {variable}_e.left }}}}{{{{ {variable}_e.right }}}}"}},
        {"ansible.builtin.debug": {"msg": "{{ joined }}"}},
        {"ansible.builtin.debug": {"msg": f"{{{{ {variable}_e }}}}"}},
    ]
    return texts, [{**task, "ignore_errors": True} for task in tasks]


@pytest.mark.plays
def test_a_play_runs_what_arrives_and_nothing_of_what_was_defused(tmp_path):
    """The texts as they arrive show that the attacks are real on this ansible-core."""
    arrived, defused = tmp_path / "arrived", tmp_path / "defused"
    texts, tasks = {}, []
    for folder in (arrived, defused):
        folder.mkdir()
        made, more = texts_and_tasks(folder.name, folder)
        texts.update(made if folder is arrived else defuse(made))
        tasks += more
    # As ansible-rulebook hands them over: as extra variables in a file.
    (tmp_path / "vars.yml").write_text(json.dumps(texts), encoding="utf-8")
    (tmp_path / "play.yml").write_text(
        json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]), encoding="utf-8"
    )
    command = ["ansible.cli.playbook", "-i", "localhost,", "-c", "local", "-e", "@vars.yml", "play.yml"]
    finished = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "ANSIBLE_NOCOLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    ran = {file.name for file in arrived.iterdir()}
    assert {"t0", "t1", "t2", "e0", "e1", "e2"} <= ran, finished.stdout + finished.stderr
    if not hasattr(template, "trust_as_template"):  # before ansible-core 2.19
        assert {"e5", "e6", "quoted", "joined"} <= ran
    assert list(defused.iterdir()) == []
    assert "«lookup(\u2019pipe\u2019" in finished.stdout

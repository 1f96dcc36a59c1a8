# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of objects and inventory run as they stand."""

from __future__ import annotations

import importlib
import re
import textwrap
from pathlib import Path

import pytest
import yaml

from ansible_collections.truewatch.openapi.tests.unit.plays import play  # noqa: F401 # pylint: disable=unused-import
from ansible_collections.truewatch.openapi.tests.unit.plugins.inventory.conftest import (  # noqa: F401 # pylint: disable=unused-import
    emulator,
    source,
)

ROOT = Path(__file__).parents[3]
PLUGINS = "ansible_collections.truewatch.openapi.plugins"
PLUGIN = "truewatch.openapi.truewatch_objects"
GUIDES = ["inventory.md", "awx.md"]


def documents(text):
    return [one for one in yaml.safe_load_all(re.sub(r"!vault \|", "|", text)) if one]


def blocks(guide):
    text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
    for block in re.findall(r"^ *```yaml\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE):
        yield from documents(textwrap.dedent(block))


def examples(plugin):
    return documents(importlib.import_module(f"{PLUGINS}.{plugin}").EXAMPLES)


IN_GUIDES = [one for guide in GUIDES for one in blocks(guide)]
FILES = [one for one in examples("inventory.truewatch_objects") + IN_GUIDES if isinstance(one, dict)]
FILES = [one for one in FILES if set(one) & {"plugin", "hostnames", "group_by", "compose"}]
TASKS = [
    task
    for tasks in [
        *(examples(one) for one in ("lookup.truewatch_objects", "modules.truewatch_object_info")),
        examples("modules.truewatch_object_label"),
        [one for one in IN_GUIDES if isinstance(one, list)],
    ]
    for some in tasks
    for task in some
    if "hosts" not in task
]


@pytest.mark.parametrize("options", FILES, ids=lambda options: "-".join(options)[:40])
def test_inventory_files(emulator, source, tmp_path, monkeypatch, options):  # noqa: F811
    emulator.seed(hosts=40)
    emulator.seed(objects=[{"class": "HOST", "fields": {"name": "web-01", "host": "web-01", "lifecycle": "Active"}}])
    monkeypatch.setenv("HOME", str(tmp_path))
    given = {key: value for key, value in options.items() if key not in ("plugin", "region", "endpoint", "api_key")}
    if "cache_plugin" in given:  # full names need Ansible's loader of collections
        given["cache_plugin"] = given["cache_plugin"].rpartition(".")[2]
    made = source.parse(**given)
    undefined = [text for text in made.warnings if "undefined" in text or "no object has" in text]
    if "private_ip" not in str(given):
        assert not undefined


def test_tasks(play):  # noqa: F811
    assert len(TASKS) >= 10
    play.emulator.seed(hosts=30)
    names = ("localhost", "web-01")
    play.emulator.seed(objects=[{"class": "HOST", "fields": {"name": one, "host": one}} for one in names])
    variables = {
        "tw_name": "web-01",
        "env": "prod",
        "truewatch_endpoint": play.emulator.url,
        "truewatch_api_key": play.key,
    }
    play.hosts = {"all": {"hosts": {"localhost": {}}, "children": {"web": {"hosts": {"web-01": {}}}}}}
    finished = play.run(TASKS, "--limit", "localhost", variables=variables)
    assert "failed=0" in finished.stdout, finished.stdout[-3000:]


def test_until_asks_in_each_attempt(play):  # noqa: F811
    """As the example does it: the host begins to report while the task waits."""
    task = next(task for task in examples("lookup.truewatch_objects")[0] if "until" in task)
    connection = {"truewatch_endpoint": play.emulator.url, "truewatch_api_key": play.key}
    play.run([{**task, "retries": 2, "delay": 0}], variables=connection)
    assert len(play.emulator.requests()) >= 2

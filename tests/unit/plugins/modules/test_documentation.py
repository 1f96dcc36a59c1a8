# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documentation of the modules says, held against the declarations of the kinds."""

from __future__ import annotations

import importlib

import pytest
import yaml

from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS

MODULES = "ansible_collections.truewatch.openapi.plugins.modules.truewatch_"
#: Kinds that are read only, to find people and tags by name.
WITHOUT_MODULE = {"function", "permission", "public_dial_node", "tag"}
#: What a result tells of an option that is part of the content.
TOLD_OF_CONTENT = {"monitor": {"type"}}


@pytest.mark.parametrize("name", sorted(set(KINDS) - WITHOUT_MODULE))
def test_every_returned_value_is_documented_with_its_type(name):
    returned = yaml.safe_load(importlib.import_module(MODULES + name).RETURN)[name]["contains"]
    shown = {
        field.option: field
        for field in KINDS[name].fields
        if not (field.content or field.secret or field.file or field.adds_to or field.removes_from)
    }
    assert set(returned) == {"uuid", *shown, *TOLD_OF_CONTENT.get(name, ())}
    assert {option: returned[option]["type"] for option in shown} == {
        option: field.type for option, field in shown.items()
    }


def test_an_invocation_does_not_show_the_files_that_the_controller_sends_along():
    task = importlib.import_module(MODULES + "workspace").TASK
    assert task.shown({"src": "ws", "_files": [{"place": "notify_objects/ops.yml", "text": "url: canary"}]}) == {
        "src": "ws"
    }

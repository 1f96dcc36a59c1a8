# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input is refused before anything is sent: whatever is put into one option of an object of the table of
lifecycles, a refusal of our own that costs requests is one that only the workspace can tell."""

from __future__ import annotations

import copy
import importlib

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import CONNECTION
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import (
    CASES,
    MODULES,
    Station,
)

#: No time, span, crontab time, time zone or word; no size that anything can have.
BAD = {
    "str": ("zz zz!", "-1", "999999999999d", "3000d", "1s"),
    "raw": ("zz zz!", -1),
    "int": (-1, 10**15),
    "float": (-1.0,),
}
#: What is no bad value, or tells which object is meant.
OTHERS = {*CONNECTION, "state", "uuid", "verify", "src", "render", "force", "name", "title"}
#: Where the workspace decides.
DEPENDS = {
    ("resource_catalog", "group"): "the groups that there are",
    ("user_view", "copy_of"): "it counts for a new view only, and so does that a template says the same",
    ("mute", "duration"): "windows without an end are left as they are where the service holds them",
    ("dial_test", "type"): "the steps of the test that is there",
    **dict.fromkeys(
        [("sso", option) for option in ("metadata", "well_known_url", "client_id", "client_secret")],
        "the type of the object that is there",
    ),
    **dict.fromkeys(
        [
            ("notify_object", option)
            for option in ("type", "webhook", "url", "token", "chat_id", "message_thread_id", "secret", "to")
        ],
        "the type of the object that is there",
    ),
}


def places(spec, value, put):
    """Each option, suboptions included: its name, its spec, and a function that gives all options with another
    value of it."""
    for name, entry in spec.items():

        def put_here(other, name=name):
            return put({**copy.deepcopy(value), name: other})

        inner = value.get(name)
        if entry.get("options") and entry["type"] == "dict":
            yield from places(entry["options"], inner if isinstance(inner, dict) else {}, put_here)
        elif entry.get("options"):
            first = next(iter(inner or ()), {})
            yield from places(entry["options"], first, lambda one, put_here=put_here: put_here([one]))
        elif not entry.get("choices"):
            yield name, entry, put_here


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_bad_input_is_refused_before_anything_is_sent(case):
    spec = importlib.import_module(MODULES + case.kind.name).TASK.argument_spec
    consent = {"force": True} if "force" in spec else {}
    spec = {name: entry for name, entry in spec.items() if name not in OTHERS}
    late = {}
    with running() as emulator:
        station = Station(emulator, DEFAULT_KEY)
        station.prepare(case)
        station.run(case.kind, case.create, check_mode=True)
        for name, entry, put in places(spec, case.create, dict):
            for bad in BAD.get(entry.get("type", "str"), ()):
                result = station.result(case.kind, {**consent, **put(bad)}, check_mode=True)
                if result.get("failed") and result.get("api_calls") and (case.kind.name, name) not in DEPENDS:
                    late[name, bad] = result["msg"]
    assert late == {}

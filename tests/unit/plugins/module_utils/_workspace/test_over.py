# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A wanted set that was valid when it was written, applied later."""

from __future__ import annotations

import tempfile
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.times import instant_text

DAY = 86400
EARLIER = "2026-01-02T00:00:00Z"
EXPIRED = {"name": "weekends", "hosts": ["web"], "duration": "1h", "repeat": {"at": "02:00", "expires": EARLIER}}
WINDOW = {"name": "patch", "hosts": ["web"], "starts_at": "2026-01-01T00:00:00Z", "until": EARLIER}
OTHERS = {"dashboards": [{"name": "Web"}], "mute_rules": [{**EXPIRED, "name": "on", "repeat": {"at": "02:00"}}]}


def with_mutes(*mutes):
    return {**OTHERS, "mute_rules": [*mutes, *OTHERS["mute_rules"]]}


@pytest.mark.parametrize("continue_on_error", [False, True])
def test_what_is_over_is_passed_over_with_a_warning_and_everything_else_is_applied(workspace, continue_on_error):
    planned = workspace.apply(True, definition=with_mutes(EXPIRED, WINDOW), continue_on_error=continue_on_error)
    assert not any(operation.endswith("_create") for operation in workspace.sent)
    wanted = with_mutes(EXPIRED, WINDOW)
    done, warnings = workspace.apply(definition=wanted, continue_on_error=continue_on_error, warnings=True)
    assert planned["summary"] == done["summary"] == {"create": 2, "change": 0, "delete": 0, "nothing": 0}
    lists = ["dashboards_list", "mutes_list"] * 2  # those of the plan, and those that tell twins
    assert sorted(workspace.sent) == sorted(["dashboards_create", "mutes_create", *lists])
    over = [entry for entry in done["results"] if entry["action"] == "over"]
    assert [(entry["name"], entry["changed"]) for entry in over] == [("patch", False), ("weekends", False)]
    assert sorted(warnings) == [
        f"mute rule 'patch' in definition.mute_rules[1] is passed over. {over[0]['msg']}",
        f"mute rule 'weekends' in definition.mute_rules[0] is passed over. {over[1]['msg']}",
    ]
    assert over[1]["msg"] == (
        "The schedule would be over already: it expires at 2026-01-02T00:00:00Z. Give a later time; one without an "
        "offset is in 'timezone', or else in UTC."
    )


def test_what_is_over_is_still_wanted_so_prune_spares_it(workspace):
    workspace.desk.ensure("mute", **{**EXPIRED, "repeat": {"at": "02:00"}})
    wanted = {"mute_rules": [EXPIRED]}
    result = workspace.apply(definition=wanted, prune={"kinds": ["mute"]}, unmanaged=True)
    assert (result["summary"]["delete"], result["unmanaged"], result["changed"]) == (0, [], False)


def test_a_single_task_still_refuses_it(workspace):
    with pytest.raises(InputError, match="over already"):
        workspace.desk.ensure("mute", **EXPIRED)


mutes = st.fixed_dictionaries(
    {
        "hosts": st.just(["web"]),
        "duration": st.sampled_from(["1h", "30m"]),
        "timezone": st.sampled_from(["UTC", "Europe/Berlin"]),
    },
    optional={
        "repeat": st.fixed_dictionaries(
            {"at": st.just("02:00")}, optional={"expires": st.integers(1, 400), "days": st.just(["sun"])}
        ),
        "notify_at": st.integers(1, 400),
        "enabled": st.booleans(),
    },
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(mutes=st.lists(mutes, min_size=1, max_size=4), days=st.integers(0, 800))
def test_what_an_export_writes_today_applies_to_an_empty_workspace_at_any_later_time(workspace, mutes, days):
    desk = workspace.desk
    desk.emulator.reset()
    desk.new_task()
    # Noon, when no clock is put back: an end in the hour that clocks show twice is refused.
    today = (int(time.time()) // DAY + 1) * DAY + DAY // 2
    desk.now = lambda: today
    desk.ensure(name="Web")
    for number, mute in enumerate(mutes):
        given = dict(mute)
        if "expires" in mute.get("repeat", {}):
            expires = instant_text(today + mute["repeat"]["expires"] * DAY)
            given["repeat"] = {**mute["repeat"], "expires": expires}
        if "notify_at" in mute:
            given["notify_at"] = instant_text(today + mute["notify_at"] * DAY)
        desk.ensure("mute", name=f"mute {number}", **given)
    with tempfile.TemporaryDirectory() as folder:
        exported = workspace.export(folder)["summary"]["created"]
        desk.emulator.reset()
        desk.now = lambda: today + days * DAY
        result = workspace.apply(src=folder)
        again = workspace.apply(src=folder)
    over = [entry for entry in result["results"] if entry["action"] == "over"]
    assert result["summary"] == {"create": exported - len(over), "change": 0, "delete": 0, "nothing": 0}
    assert workspace.names == ["Web"]
    assert not again["changed"]
    assert len(over) == sum(mute.get("repeat", {}).get("expires", days + 1) <= days for mute in mutes)

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A maintenance window: a mute rule that is declared whole, and that lasts at least for a time span from now."""

from __future__ import annotations

from ..._engine import times
from ..._engine.ensure import ensure
from ..._engine.errors import InputError
from .._shared.tag import TAG
from ..people.member import MEMBER
from .alert_policy import ALERT_POLICY
from .inspection import INSPECTION
from .monitor import MONITOR
from .mute import MUTE
from .notify_object import NOTIFY_OBJECT
from .slo import SLO

#: A mute rule, and what it may refer to.
KINDS = {kind.name: kind for kind in (MUTE, MEMBER, TAG, NOTIFY_OBJECT, ALERT_POLICY, MONITOR, INSPECTION, SLO)}

#: The options of a mute rule that a maintenance window declares, each with what it is when it is not given.
DECLARED = {
    "description": "",
    "hosts": [],
    "monitors": [],
    "alert_policies": [],
    "tags": [],
    "slos": [],
    "attributes": {},
    "filter": "",
    "notify": [],
    "notify_message": "",
}
DURATION = "1h"


def maintain(run) -> dict:
    """Open or end the window that the options of the run name. Returns the result of the module."""
    name = run.params["name"]
    if not name.strip():
        raise InputError("'name' is blank: give the window a name, such as 'patch night'.")
    if run.params["state"] == "closed":
        return _renamed(ensure(run, MUTE, {"name": name, "state": "absent"}))
    if run.params["keep_failed"] and not run.params["hosts"]:
        raise InputError(
            "'keep_failed' needs 'hosts': a window without hosts cannot be kept for some of them. "
            "Set 'hosts', or leave 'keep_failed' out."
        )
    window = {option: run.params[option] for option in DECLARED}
    window.update(name=name, state="present", enabled=True, starts_at="now")
    MUTE.prepare({**window, "duration": run.params["duration"]})  # refuses what cannot be meant before anything is sent
    return _renamed(ensure(run, MUTE, {**window, **_end(run, name)}))


def _end(run, name: str) -> dict:
    """The option that says when the window ends. One that was left open lasts from now on, and is never cut short."""
    duration = run.params["duration"]
    until = run.now() + times.span("duration", duration)
    for row in run.memory.called(MUTE, name):
        begin, end = (MUTE.field(option).actual(row) for option in ("starts_at", "until"))
        if begin and end and _seconds(begin) <= run.now() < _seconds(end):
            return {"until": times.instant_text(max(int(until), _seconds(end)))}
    return {"duration": duration}


def _seconds(text: str) -> int:
    return times.instant("", text, times.UTC)


def _renamed(result: dict) -> dict:
    return {**{key: value for key, value in result.items() if key != MUTE.name}, "window": result[MUTE.name]}

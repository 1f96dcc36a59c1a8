# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A maintenance window: a mute rule that is declared whole, and that lasts at least for a time span from now."""

from __future__ import annotations

from ..._engine import times
from ..._engine.ensure import ensure
from ..._engine.errors import AmbiguousNameError, InputError
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
#: The hidden option of a play that mutes fewer hosts in its own window.
NARROWS = "_narrows"
#: The hidden option of a play that is done with its window: ``until`` and ``hosts`` of it as the play knows them.
OPENED = "_opened"


def maintain(run) -> dict:
    """Open or end the window that the options of the run name. Returns the result of the module."""
    name = run.params["name"]
    if not name.strip():
        raise InputError("'name' is blank: give the window a name, such as 'patch night'.")
    if _is_anothers(run, name):
        run.warn(
            f"The window '{name}' stays: after this run had opened it, somebody else gave it other hosts or a later "
            "end. If that was another run, give each run a window of its own name."
        )
        return {"changed": False, "window": {}, "diff": {}}
    if run.params["state"] == "closed":
        return _kept(run, {"name": name, "state": "absent"})
    if run.params["keep_failed"] and not run.params["hosts"]:
        raise InputError(
            "'keep_failed' needs 'hosts': a window without hosts cannot be kept for some of them. "
            "Set 'hosts', or leave 'keep_failed' out."
        )
    window = {option: run.params[option] for option in DECLARED}
    window.update(name=name, state="present", enabled=True, starts_at="now")
    MUTE.prepare({**window, "duration": run.params["duration"]})  # refuses what cannot be meant before anything is sent
    left = _open_rules(run, name)
    others = [host for rule in left for host in rule.get("hosts") or () if host not in window["hosts"]]
    if run.params["keep_failed"]:  # an earlier run may have kept hosts that this one does not work on
        window["hosts"] = [*window["hosts"], *others]
    elif window["hosts"] and others and not run.params.get(NARROWS):
        run.warn(
            f"The window '{name}' was open for {', '.join(others[:5])}{', ...' * (len(others) > 5)}, which it mutes no "
            "longer. If another run uses it, give this run a window of another name."
        )
    return _kept(run, {**window, **_end(run, left)})


def _is_anothers(run, name: str) -> bool:
    """Whether the window has become that of another run since the play at hand opened it. A run that opens it later
    never ends it sooner; a service that cuts off seconds would."""
    known = run.params.get(OPENED)
    return bool(known) and any(
        _seconds(rule["until"]) > _seconds(known["until"]) or set(rule.get("hosts") or ()) != set(known["hosts"])
        for rule in _open_rules(run, name)
    )


def _open_rules(run, name: str) -> list[dict]:
    """What the rules of this name say whose window is open."""
    rules = [MUTE.values(row) for row in run.memory.called(MUTE, name)]
    spans = ((rule, rule.get("starts_at"), rule.get("until")) for rule in rules)
    return [rule for rule, begin, end in spans if begin and end and _seconds(begin) <= run.now() < _seconds(end)]


def _end(run, left: list[dict]) -> dict:
    """The option that says when the window ends. One that was left open lasts from now on, and is never cut short."""
    duration = run.params["duration"]
    until = int(run.now() + times.span("duration", duration))
    ends = [_seconds(rule["until"]) for rule in left]
    return {"until": times.instant_text(max(until, *ends))} if ends else {"duration": duration}


def _seconds(text: str) -> int:
    return times.instant("", text, times.UTC)


def _kept(run, options: dict) -> dict:
    """The result of keeping the rule as the options say."""
    try:
        result = ensure(run, MUTE, options)
    except AmbiguousNameError:
        raise InputError(
            f"Several mute rules have the name '{options['name']}': delete all but one of them in the console, or give "
            "the window another name."
        ) from None
    return {**{key: value for key, value in result.items() if key != MUTE.name}, "window": result[MUTE.name]}

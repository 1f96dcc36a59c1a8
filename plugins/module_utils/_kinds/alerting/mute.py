# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mute rules: what is silent (ranges, hosts, a filter) and when (one window, or a schedule).

A window is opened for a task, not described for ever: ``duration: 2h`` means two hours from the start. So a window that
is not over and starts no later than asked for is kept as it is, and one that is over is opened anew. See
``docs/maintenance.md``.
"""

from __future__ import annotations

import typing as t

from ..._engine import times
from ..._engine.errors import InputError, OverError
from ..._engine.field import MISSING, Field
from ..._engine.kind import Kind
from ..._engine.references import refer
from ..._engine.route import Route
from ..._engine.rules import SET, Rule, overlay, subset
from ..._engine.values import accepted_texts
from .._shared import cron as _cron

#: Option -> the uuid key of its entries in ``muteRanges``, and the type of a mute that has no other entries.
_RANGES = {
    "monitors": ("checkerUUID", "checker"),
    "alert_policies": ("alertPolicyUUID", "alertPolicy"),
    "tags": ("tagUUID", "tag"),
    "slos": ("sloUUID", "custom"),
}
_ATTRIBUTES = ("hosts", "attributes")
_SCOPE = (*_RANGES, *_ATTRIBUTES, "filter")
_HOST = "host"
_NO_SCOPE = (
    "Nothing says what to mute, and a rule without that would mute everything: set one of "
    f"{', '.join(_SCOPE)}, or 'all_monitors: true' if everything is meant."
)
_NEVER = "never"
_AT_ONCE = "now"
#: Prefix of a target's uuid -> the type of its entry in ``notifyTargets``.
_TARGETS = {"acnt_": "mail", "notify_": "notifyObject"}
#: Answers that hold one of these speak of the window; those to writes may be but an id.
_WINDOW = {"start", "startTime", "end", "endTime", "timezone", "repeatTimeSet", "repeatCrontabSet", "crontab"}
_OFF = 2
_SERVER_TIMEZONE = "Asia/Shanghai"


def _in_range(key: str) -> t.Callable[[dict], t.Any]:
    def read(row: dict) -> t.Any:
        ranges = row.get("muteRanges", MISSING)
        return MISSING if ranges is MISSING else [entry[key] for entry in ranges or [] if entry.get(key)]

    return read


def _event_attributes(row: dict) -> t.Any:
    """Attribute -> accepted values. Old answers have a list of such mappings."""
    tags = row.get("tags", MISSING)
    if tags is MISSING:
        return MISSING
    found: dict[str, list] = {}
    for part in tags if isinstance(tags, list) else [tags or {}]:
        for key, values in part.items():
            found.setdefault(key, []).extend(values if isinstance(values, list) else [values])
    return found


def _hosts(row: dict) -> t.Any:
    attributes = _event_attributes(row)
    return attributes if attributes is MISSING else attributes.get(_HOST, [])


def _other_attributes(row: dict) -> t.Any:
    attributes = _event_attributes(row)
    return attributes if attributes is MISSING else {key: values for key, values in attributes.items() if key != _HOST}


def _mutes_all(row: dict) -> t.Any:
    attributes = _event_attributes(row)
    if attributes is MISSING or "muteRanges" not in row:
        return MISSING
    return not (row["muteRanges"] or attributes or row.get("filterString"))


def _targets(row: dict) -> t.Any:
    targets = row.get("notifyTargets", MISSING)
    return MISSING if targets is MISSING else [uuid for target in targets or [] for uuid in target.get("to") or []]


def _enabled(row: dict) -> t.Any:
    """Off is 2. On is 0, or a number that says how the window stands to the time."""
    return row["status"] != _OFF if "status" in row else MISSING


def _timezone(row: dict) -> str:
    return row.get("timezone") or _SERVER_TIMEZONE


def _time(number: str, text: str) -> t.Callable[[dict], str | None]:
    """The reader of one end of the window; a mute that repeats has no such ends."""

    def read(row: dict) -> str | None:
        seconds = None if _cron.from_answer(row) else times.from_answer(row.get(number), row.get(text), _timezone(row))
        return None if seconds is None else times.instant_text(seconds)

    return read


def _duration(row: dict) -> str | None:
    if _cron.from_answer(row):
        seconds = row.get("crontabDuration")
    else:
        start, end = (
            times.from_answer(row.get(number), row.get(text), _timezone(row))
            for number, text in (("start", "startTime"), ("end", "endTime"))
        )
        seconds = end - start if start and end else None
    return times.span_text(int(seconds)) if seconds else None


def _of_window(read: t.Callable[[dict], t.Any]) -> t.Callable[[dict], t.Any]:
    """The reader for answers that speak of the window at all: in these, what they leave out is the usual."""
    return lambda row: read(row) if not _WINDOW.isdisjoint(row) else MISSING


def _warn_if_short(run, plan) -> None:
    times.warn_if_short(run, "duration", times.span("duration", plan.after["duration"]))


def _repeat(row: dict) -> dict:
    cron = _cron.from_answer(row)
    if not cron:
        return {}
    text = str(row.get("repeatExpireTime") or "")
    expires = None if text in ("0", "-1") else times.from_answer(row.get("repeatExpire"), text, _timezone(row))
    return {"cron": cron, "expires": times.instant_text(expires) if expires else _NEVER}


def _notify_at(row: dict) -> t.Any:
    if "notifyTime" not in row and "notifyTimeStr" not in row:
        return MISSING
    seconds = times.from_answer(row.get("notifyTime"), row.get("notifyTimeStr"), _timezone(row))
    return times.instant_text(seconds) if seconds else _AT_ONCE


def _lists(attributes: t.Any) -> t.Any:
    """Attribute -> sorted list of values; a value alone stands for a list of one."""
    if not isinstance(attributes, dict):
        return attributes
    return {
        str(key): SET.canonical(values if isinstance(values, list) else [values]) for key, values in attributes.items()
    }


ATTRIBUTES = Rule(_lists, lambda actual, wanted: actual)
#: A schedule is compared by what is given of it; none at all is not a part of one.
SCHEDULE = Rule(
    lambda value: value,
    lambda actual, wanted: subset(actual, wanted) if wanted else actual,
    lambda actual, wanted: overlay(actual, wanted) if wanted else wanted,
)


def _is_unkept(row: dict) -> bool:
    """A single window belongs to the work that it was opened for; a schedule is part of the workspace."""
    return not _cron.from_answer(row)


class Mute(Kind):
    """A rule that suppresses notices. Events are still produced."""

    name = "mute"
    title = "mute rule"
    plural = "mute rules"
    uuid_prefix = "mute_"
    unkept = (_is_unkept,)
    list_operation = "mutes_list"
    create_operation = "mutes_create"
    modify_route = Route("mutes_modify", path="obj_uuid")
    delete_route = Route("mutes_delete", path="mute_uuid")
    enable_route = Route("mutes_enable", path="mute_uuid")
    disable_route = Route("mutes_disable", path="mute_uuid")
    fields = (
        Field("name", "name"),
        Field("description", "description"),
        Field("enabled", read=_enabled, type="bool", switch=True),
        Field(
            "monitors",
            read=_in_range("checkerUUID"),
            type="list",
            elements="str",
            rule=SET,
            resolve=refer("monitor", "inspection"),
        ),
        Field(
            "alert_policies",
            read=_in_range("alertPolicyUUID"),
            type="list",
            elements="str",
            rule=SET,
            resolve=refer("alert_policy"),
        ),
        Field("tags", read=_in_range("tagUUID"), type="list", elements="str", rule=SET, resolve=refer("tag")),
        Field("slos", read=_in_range("sloUUID"), type="list", elements="str", rule=SET, resolve=refer("slo")),
        Field("hosts", read=_hosts, type="list", elements="str", argument={"aliases": ["host"]}, rule=SET),
        Field("attributes", read=_other_attributes, type="dict", rule=ATTRIBUTES),
        Field("filter", "filterString", max_length=2048),
        Field("all_monitors", read=_mutes_all, type="bool"),
        Field("starts_at", read=_of_window(_time("start", "startTime"))),
        Field("until", read=_of_window(_time("end", "endTime"))),
        Field(
            "duration",
            read=_of_window(_duration),
            review=_warn_if_short,
            exported=lambda values: "until" not in values,
        ),
        Field(
            "repeat",
            read=_of_window(_repeat),
            type="dict",
            suboptions={
                "days": {"type": "list", "elements": "str"},
                "at": {"type": "str"},
                "cron": {"type": "str"},
                "expires": {"type": "str"},
            },
            rule=SCHEDULE,
        ),
        Field("timezone", "timezone", read=_of_window(_timezone), on_create=times.UTC),
        Field(
            "notify",
            read=_targets,
            type="list",
            elements="str",
            rule=SET,
            resolve=refer("notify_object", "member"),
            loose=True,
        ),
        Field("notify_at", read=_notify_at),
        Field("notify_message", "notifyMessage", max_length=3000),
    )

    hints: t.ClassVar[dict[str, str]] = {
        "labels": "what events are labelled with is the option 'attributes', such as attributes: {env: [prod]}",
        "monitor": "what is muted is the option 'monitors', a list of names",
        "start": "the window begins at 'starts_at'",
        "end": "the window ends at 'until', or after 'duration'",
        "ends_at": "the window ends at 'until', or after 'duration'",
        "minutes": "the length of the window is 'duration', such as duration: 30m",
        "hours": "the length of the window is 'duration', such as duration: 2h",
        "reason": "the reason goes into 'description'",
        "comment": "the comment goes into 'description'",
    }

    # -- what the options mean ---------------------------------------------------------------------

    def prepare(self, params: dict) -> dict:
        params = dict(params)
        if params.get("timezone") is not None:
            params["timezone"] = times.zone_name("timezone", params["timezone"])
        timezone = params.get("timezone") or times.UTC
        times.zone(timezone)
        if params.get("attributes"):
            params["attributes"] = accepted_texts("attributes", params["attributes"])
        _check_scope(params)
        if params.get("repeat") is not None:
            params["repeat"] = _schedule(params["repeat"], timezone)
        if params.get("repeat"):
            # Without this `at: "02:00"` would mean another time on each mute.
            params["timezone"] = timezone
        if params.get("starts_at") is not None or params.get("until") is not None:
            _check_window(params, timezone)
            params["repeat"] = {}
        if params.get("duration") is not None:
            params["duration"] = times.span_text(times.span("duration", params["duration"]))
        if params.get("notify_at") not in (None, _AT_ONCE):
            params["notify_at"] = times.instant_text(times.instant("notify_at", params["notify_at"], timezone))
        return params

    def settle(self, run, params: dict, wanted: dict, row: dict | None) -> dict:
        actual = {} if row is None else {field.option: field.actual(row) for field in self.fields}
        wanted = {**wanted, **_scope(wanted, actual)}
        if wanted.get("repeat", actual.get("repeat")):
            if not actual.get("repeat"):
                wanted["repeat"] = {"expires": _NEVER, **wanted["repeat"]}
            _check_schedule(wanted, actual, run.now())
            wanted.update({option: None for option in ("starts_at", "until") if actual.get(option)})
        else:
            wanted.update(_window(params, actual, int(run.now())))
            if not actual.get("repeat"):
                wanted.pop("repeat", None)
        wanted.update(_zone_that_tells(wanted, actual))
        return wanted

    # -- writing -----------------------------------------------------------------------------------

    def body(self, values: t.Mapping, row: dict | None = None, names: t.Mapping | None = None) -> dict:
        """The repeat switch, the time zone and the type must be sent with every change."""
        row = row or {}
        values = {option: value for option, value in values.items() if value is not None}
        body = super().body(values, row, names)
        body["type"] = _type(values, row)
        # What an answer does not tell is not sent either: an empty list would mute everything.
        if not row or any(option in values for option in _RANGES):
            body["muteRanges"] = _ranges(values, row, names or {})
        if not row or any(option in values for option in _ATTRIBUTES):
            body["tags"] = {**values.get("attributes", {}), **({_HOST: values["hosts"]} if values.get("hosts") else {})}
        if "notify" in values:
            body["notifyTargets"] = _notify_targets(values["notify"], row)
        timezone = values["timezone"]
        # The service refuses an empty time; a text is cleared where there is one, and else left out.
        if values.get("notify_at", _AT_ONCE) != _AT_ONCE:
            body["notifyTimeStr"] = _wall_clock(values["notify_at"], timezone)
        elif row.get("notifyTimeStr"):
            body["notifyTimeStr"] = ""
        if values.get("repeat"):
            expires = values["repeat"].get("expires", _NEVER)
            body["repeatTimeSet"] = 1
            body["repeatCrontabSet"] = _cron.as_set(values["repeat"]["cron"])
            body["crontabDuration"] = times.span("duration", values["duration"])
            body["repeatExpireTime"] = "0" if expires == _NEVER else _wall_clock(expires, timezone)
        else:
            body["repeatTimeSet"] = 0
            if _cron.from_answer(row):  # a service may keep what a change leaves out
                body.update(repeatCrontabSet=None, crontabDuration=0, repeatExpireTime="")
            for option, key in (("starts_at", "startTime"), ("until", "endTime")):
                if option in values:
                    body[key] = _wall_clock(values[option], timezone)
        return body


# -- what is muted ---------------------------------------------------------------------------------


def _check_scope(params: dict) -> None:
    if params.get("filter") and any(params.get(option) for option in _ATTRIBUTES):
        raise InputError("'filter' is an expression in place of 'hosts' and 'attributes': give one or the other.")
    if _HOST in (params.get("attributes") or {}):
        raise InputError("Hosts have an option of their own: set 'hosts' instead of 'attributes.host'.")
    narrowing = [option for option in _SCOPE if params.get(option)]
    if params.get("all_monitors") and narrowing:
        raise InputError(
            f"'all_monitors' mutes everything, and {', '.join(narrowing)} only a part: give one or the other."
        )
    if not params.get("all_monitors") and all(params.get(option) is not None for option in _SCOPE) and not narrowing:
        raise InputError(_NO_SCOPE)


def _scope(wanted: dict, actual: dict) -> dict:
    """What else follows for the scope: a filter takes the place of attributes and the other way round, all monitors of
    everything."""
    follows: dict[str, t.Any] = {}
    replaced: tuple[str, ...] = ()
    if wanted.get("all_monitors"):
        replaced = _SCOPE
    elif wanted.get("filter"):
        replaced = _ATTRIBUTES
    elif any(wanted.get(option) for option in _ATTRIBUTES):
        replaced = ("filter",)
    for option in replaced:
        if actual.get(option):
            follows[option] = type(actual[option])()
    scope = {**actual, **wanted, **follows}
    if any(scope.get(option) for option in _SCOPE):
        if actual.get("all_monitors"):
            follows["all_monitors"] = False
    elif not wanted.get("all_monitors") and (
        not actual or "all_monitors" in wanted or any(option in wanted for option in _SCOPE)
    ):
        raise InputError(_NO_SCOPE)
    return follows


def _type(values: t.Mapping[str, t.Any], row: dict) -> str:
    """One type for the whole rule: that of its ranges, custom when they are of several kinds. Attributes alone narrow
    all monitors."""
    types = [kind for option, (key, kind) in _RANGES.items() if values.get(option)]
    if row.get("type") == "custom" or (row.get("type") and not types):
        return row["type"]
    return "custom" if len(types) > 1 else types[0] if types else "checker"


def _ranges(values: t.Mapping[str, t.Any], row: dict, names: t.Mapping[str, str]) -> list[dict]:
    """The entries of the wanted objects, as they are where there are any; those of kinds that this module does not
    know stay. Names stand in them for display only."""
    known = [key for key, kind in _RANGES.values()]
    old = row.get("muteRanges") or []
    ranges = [entry for entry in old if not any(entry.get(key) for key in known)]
    for option, (key, _kind) in _RANGES.items():
        entries = {entry.get(key): entry for entry in old}
        ranges += [dict(entries.get(uuid, {key: uuid})) for uuid in values.get(option, [])]
    for entry in ranges:
        for uuid in list(entry.values()):
            if isinstance(uuid, str) and uuid in names:
                entry["name"] = names[uuid]
    return ranges


def _notify_targets(uuids: t.Sequence[str], row: dict) -> list[dict]:
    targets = [target for target in row.get("notifyTargets") or [] if target.get("type") not in _TARGETS.values()]
    for prefix, kind in _TARGETS.items():
        to = [uuid for uuid in uuids if uuid.startswith(prefix)]
        if to:
            targets.append({"to": to, "type": kind})
    return targets


# -- when ------------------------------------------------------------------------------------------


def _schedule(given: dict, timezone: str) -> dict:
    """The schedule in the form that is compared; empty when nothing is given of it."""
    given = {key: value for key, value in given.items() if value is not None}
    schedule: dict[str, str] = {}
    if "cron" in given:
        if "at" in given or "days" in given:
            raise InputError("'repeat.cron' says it all: leave out 'days' and 'at', or 'cron'.")
        schedule["cron"] = _cron.canonical(given["cron"])
    elif "at" in given:
        schedule["cron"] = _cron.weekly(given.get("days") or [], given["at"])
    elif given:
        raise InputError("'repeat' lacks the time at which each window starts: set 'at', or 'cron'.")
    if given.get("expires") == _NEVER:
        schedule["expires"] = _NEVER
    elif "expires" in given:
        schedule["expires"] = times.instant_text(times.instant("repeat.expires", given["expires"], timezone))
    return schedule


def _check_schedule(wanted: dict, actual: dict, now: float) -> None:
    duration = wanted.get("duration", actual.get("duration"))
    if not duration:
        raise InputError("Each window of a schedule must end by itself: set 'duration'.")
    cron = wanted.get("repeat", {}).get("cron") or actual["repeat"]["cron"]
    if (cron, duration) != (actual.get("repeat", {}).get("cron"), actual.get("duration")):
        _cron.check_windows("duration", cron, times.span("duration", duration))
    expires = wanted.get("repeat", {}).get("expires", _NEVER)
    if expires not in (_NEVER, actual.get("repeat", {}).get("expires")) and _seconds(expires) <= now:
        raise OverError(f"The schedule would be over already: it expires at {expires}. {times.LATER}")


def _check_window(params: dict, timezone: str) -> None:
    """InputError for a window that cannot be meant, before anything is sent; when it is, is settled later."""
    if params.get("repeat"):
        raise InputError(
            "A mute rule has one window ('starts_at', 'until') or a schedule ('repeat'): give one of them."
        )
    if params.get("until") is not None and params.get("duration") is not None:
        raise InputError("'until' and 'duration' both say when the window ends: give one of them.")
    if params.get("starts_at") is not None and _ahead(params["starts_at"]) is None:
        times.instant("starts_at", params["starts_at"], timezone)
    if params.get("until") is not None:
        times.instant("until", params["until"], timezone)


def _zone_that_tells(wanted: dict, actual: dict) -> dict:
    """The time zone in which the wanted times can be written: wall-clock text does not say which is meant of the two
    times that the clocks show twice. A window is the same in every zone, so it is then one in UTC; a schedule is not,
    and such a time of it is refused. What the service holds already is left as it is."""

    def told(values: dict) -> dict:
        schedule = values.get("repeat") or {}
        times_of = {option: values.get(option) for option in ("starts_at", "until", "notify_at")}
        return {**times_of, "repeat.expires": schedule.get("expires"), "timezone": values.get("timezone") or times.UTC}

    now, then = told(actual), told({**actual, **wanted})
    timezone = then.pop("timezone")
    for option, text in then.items():
        same = text == now[option] and timezone == now["timezone"]
        if same or not text or text in (_NEVER, _AT_ONCE) or not times.shown_twice(_seconds(text), timezone):
            continue
        if not {**actual, **wanted}.get("repeat"):
            return {"timezone": times.UTC}
        raise InputError(
            f"'{option}' is {text}, a time that the clocks of {timezone} show twice when summer time ends: "
            "choose one before or after that hour, or another 'timezone'."
        )
    return {}


def _window(params: dict, actual: dict, now: int) -> dict:
    """The window that the options ask for now, given the one that there is."""
    if (
        actual
        and not actual.get("repeat")
        and all(params.get(option) is None for option in ("starts_at", "until", "duration"))
    ):
        return {}
    timezone = params.get("timezone") or times.UTC
    start, end = (_seconds(actual.get(option)) for option in ("starts_at", "until"))
    asked = params.get("starts_at") or _AT_ONCE
    ahead = _ahead(asked)
    begin = times.instant("starts_at", asked, timezone) if ahead is None else now + ahead

    def finish(begin: int) -> int:
        if params.get("until") is not None:
            return times.instant("until", params["until"], timezone)
        if params.get("duration") is not None:
            return begin + times.span("duration", params["duration"])
        if end is not None and end > now:
            return end
        raise InputError("A window must end by itself, even when nobody takes it back: set 'duration' or 'until'.")

    # A start that counts from now is met by every window that starts no later and is not over, or ends as asked for.
    if (
        ahead is not None
        and start is not None
        and start <= begin
        and end is not None
        and (min(end, finish(start)) > now or (params.get("until") is not None and finish(start) == end))
    ):
        begin = start
    ends = finish(begin)
    if ends <= now and (begin, ends) != (start, end):
        raise OverError(f"The window would be over already: it ends at {times.instant_text(ends)}. {times.LATER}")
    if ends <= begin:
        raise InputError(
            f"The window would end ({times.instant_text(ends)}) before it begins ({times.instant_text(begin)}): "
            "correct 'starts_at' or the end."
        )
    return {
        "starts_at": times.instant_text(begin),
        "until": times.instant_text(ends),
        "duration": times.span_text(ends - begin),
    }


def _ahead(text: str) -> int | None:
    """Seconds from now of a start such as ``now`` or ``+10m``; None for an absolute one."""
    text = text.strip()
    if text.lower() == _AT_ONCE:
        return 0
    return times.span("starts_at", text[1:]) if text.startswith("+") else None


def _seconds(text: str | None) -> int | None:
    return times.instant("", text, times.UTC) if text else None


def _wall_clock(text: str, timezone: str) -> str:
    return times.wall_clock(_seconds(text), timezone)


MUTE = Mute()

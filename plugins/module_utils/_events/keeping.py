# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing an event, and closing one: each once, however often it is asked for.

The service has no idea of an event's identity: every write is one event more, and none can be changed or deleted. So a
key of the user's, kept as a tag, is looked up before anything is written.
"""

from __future__ import annotations

import math
import typing as t
from dataclasses import replace

from .._api.errors import ApiError
from .._engine import times
from .._engine.errors import InputError
from .._queries import dql
from .._queries.query import Query
from .._queries.reader import read_queries
from .._queries.window import NOW, Moment, Window, moment
from .columns import ALL, FAULT_STATUS, ID, REF, STATUS, TITLE, is_open
from .event import KEY_TAG, OK, Event, Monitor, key_of, texts
from .sent import SentEvents, sole_writer
from .text import printable

PRESENT, RECOVERED = "present", "recovered"
_COLUMNS = (ID, "time", STATUS, FAULT_STATUS, TITLE, REF)
# Of one key or one object; the last one counts, and no order is promised.
_MOST_EVENTS = 1000
# Clocks differ: what was written just now may be ahead of ours.
_AHEAD = Moment(-3600 * 1000, True)


def keep(run) -> dict:
    """What the options of the module ask for; returns the result."""
    wanted = _Wanted(run)
    if wanted.identity is None:
        return wanted.written(None)
    with sole_writer(run, wanted.identity):
        return wanted.recovered() if wanted.closes else wanted.present()


class _Found(t.NamedTuple):
    """The last event of a key or object. row: as a query told it; None when only this machine knows of it."""

    is_open: bool
    row: t.Mapping[str, t.Any] | None

    @property
    def id(self) -> str | None:
        return self.row.get(ID) if self.row else None


class _Wanted:
    """One run of the module. identity: what tells the event from all others; None when nothing does."""

    def __init__(self, run) -> None:
        params = run.params
        self._run = run
        self.closes = params["state"] == RECOVERED
        self._key = key_of(params["unique_key"])
        self._ref = _ref_of(params["event_ref"])
        self.identity = self._ref or self._key
        self._monitor = _monitor(params)
        self._within = times.span("unique_within", params["unique_within"])
        self._sent = SentEvents(run.client.fingerprint)
        at = moment("at", params["at"] or NOW, times.UTC)
        self._event = Event(
            title=printable((params["title"] or "").strip()),
            status=OK if self.closes else params["status"],
            message=printable(params["description"] or ""),
            at=at.at(run.now()),
            origin=params["origin"],
            tags={**texts("tags", params["tags"]), **({KEY_TAG: self._key} if self._key else {})},
        )
        self._check()

    def _check(self) -> None:
        if not self.closes:
            if self._ref:
                raise InputError("'event_ref' names an event to close: it goes with 'state: recovered'.")
            if not self._event.title:
                raise InputError("'title' is missing or empty: it says what happened.")
        elif self._ref and self._monitor:
            raise InputError("Give either 'event_ref' or the monitor's 'monitor_secret', not both.")
        elif not (self.identity or self._monitor):
            raise InputError(
                "'state: recovered' needs to know what has recovered: give 'unique_key', 'event_ref' or "
                "'monitor_secret'."
            )
        elif self._monitor and not self._event.title:
            raise InputError("'title' is missing or empty: an external event monitor wants it in every event.")
        if self._monitor and self._event.status == "nodata":
            raise InputError("'status': an external event monitor does not take nodata.")

    # -- what is there already

    def _found(self, must_tell: bool = False) -> _Found | None:
        """The last event; None when there is none. must_tell: whether what this machine remembers is not enough."""
        now = self._run.now()
        last = self._sent.last(self.identity, now)
        if last is not None and not (must_tell and last.is_open):
            return _Found(last.is_open, None)
        row = self._looked_up()
        if row is None:
            return None if last is None else _Found(last.is_open, None)
        return _Found(last.is_open if last is not None else self._row_is_open(row), row)

    def _row_is_open(self, row: t.Mapping[str, t.Any]) -> bool:
        """An event of one's own is open until one with the status ok follows: a marker of a deployment is an info."""
        return is_open(row) if row.get(REF) else row.get(STATUS) != OK

    def _looked_up(self) -> t.Mapping[str, t.Any] | None:
        column, value = (REF, self._ref) if self._ref else (KEY_TAG, self._key)
        columns = ", ".join(map(dql.identifier, _COLUMNS))
        query = Query(
            place="The search for the event",
            text=f"{ALL}:({columns}) {{{dql.one_of(column, [value])}}}",
            is_promql=False,
            window=Window(Moment(self._within * 1000, True), _AHEAD),
            timezone=None,
            interval=None,
            limit=_MOST_EVENTS,
            max_groups=1,
            complete=False,
        )
        (result,) = read_queries(self._run.client, [query], self._run.now)
        return max(result.rows, key=lambda row: row.get("time") or 0, default=None)

    # -- what is wanted

    def present(self) -> dict:
        """The event is written unless one of its key is there."""
        found = self._found()
        return self._unchanged(found) if found else self.written(found)

    def recovered(self) -> dict:
        """What is open is closed; what is not open, or was never written, stays as it is."""
        found = self._found(must_tell=True)
        if found is None and self._ref:
            raise InputError(
                f"There is no event with the reference '{self._ref}' within {times.span_text(self._within)}: look at "
                "df_monitor_checker_event_ref of the event, or raise 'unique_within'."
            )
        if found is None or not found.is_open:
            return self._unchanged(found)
        return self.written(found)

    def _unchanged(self, found: _Found | None) -> dict:
        return {"changed": False, "event_id": found.id if found else None, "event": None}

    def written(self, found: _Found | None) -> dict:
        """Write the event, or close the one that was found."""
        event, shown = self._event, None
        if self._ref is None:
            if not event.title:
                told = (found.row or {}).get(TITLE) if found else None
                event = replace(event, title=str(told or self._key))
            shown = event.shown()
        result = {"changed": True, "event_id": found.id if found else None, "event": shown}
        before = {"is_open": True} if found else {}
        after = {**(shown or {"event_ref": self._ref}), **({"is_open": False} if found else {})}
        result["diff"] = {"before": before, "after": after}
        if self._run.check_mode:
            return result
        try:
            self._send(event)
        except ApiError as error:
            if not (error.outcome_unknown and self.identity and self._is_done()):
                if error.outcome_unknown:
                    error.hint = self._advice()
                raise
        if self.identity:
            self._sent.note(self.identity, self._run.now(), not self.closes)
        return result

    def _is_done(self) -> bool:
        """Whether the write whose answer did not come was carried out, as far as a query tells."""
        try:
            row = self._looked_up()
        except ApiError:
            return False
        return row is not None and self._row_is_open(row) is not self.closes

    def _advice(self) -> str:
        if self.identity:
            return "Run the task again after some minutes: it looks before it writes"
        return "Look for the event before you run the task again; with 'unique_key' the task does that itself"

    def _send(self, event: Event) -> None:
        client = self._run.client
        if self._ref:
            client.call("event_recover", query={"monitorCheckerEventRef": self._ref})
        elif self._monitor:
            monitor = self._monitor
            answer = client.call("checkers_event_receive", path=monitor.address, body=monitor.body(event)).content
            if isinstance(answer, dict) and answer.get("ok") is False:
                raise ApiError(
                    f"the external event monitor did not take the event: {answer.get('message') or 'no reason given'}",
                    route="POST /api/v1/push-events/{secret}/{subUri}",
                )
        else:
            client.call("event_create", body=event.body())


def _ref_of(given: t.Any) -> str | None:
    if given is None:
        return None
    ref = str(given).strip()
    if not ref.isprintable():
        raise InputError("'event_ref' must be one line of text: it is df_monitor_checker_event_ref of an event.")
    return ref


def _monitor(params: t.Mapping[str, t.Any]) -> Monitor | None:
    if params["monitor_secret"] is None:
        left = [name for name in ("monitor_path", "dimensions", "value", "extra") if params[name] is not None]
        if left:
            raise InputError(f"'{left[0]}' belongs to an external event monitor: give 'monitor_secret' too.")
        return None
    for name in ("monitor_secret", "monitor_path"):
        if not (params[name] or "").strip():
            raise InputError(f"'{name}' is missing or empty: the address of the monitor is its secret and its path.")
    if not math.isfinite(params["value"] or 0):
        raise InputError("'value' must be a number that is finite.")
    return Monitor(
        params["monitor_secret"],
        params["monitor_path"].strip("/"),
        texts("dimensions", params["dimensions"]),
        params["value"] or 0,
        params["extra"] or {},
    )

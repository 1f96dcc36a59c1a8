# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading events: those that have not recovered, over any time, and single ones.

The list of unrecovered events takes at most six hours (vendor reference: POST events/abnormal/list). A longer time is
read in parts. What a part of the past calls unrecovered may have recovered since, so that is asked for afterwards.
"""

from __future__ import annotations

import typing as t

from .._api.errors import NotAnApiAnswerError, NotFoundError
from .._engine import times
from .._engine.errors import InputError
from .._objects.query import filters_of
from .._queries import dql
from .._queries.answers import mappings
from .._queries.query import Query
from .._queries.reader import read_queries
from .._queries.window import NOW, Moment, Window, moment
from .columns import ALL, FAULT_STATUS, ID, OPEN_STATUSES, REF, STATUS, is_open, readable

#: Milliseconds of the longest time that the list takes.
_LONGEST = 6 * 3600 * 1000
#: Parts of a time that one task reads: a quarter of a year, and 20 minutes under the documented limit.
_MOST_PARTS = 400
# References in one condition.
_TOGETHER = 100
_FROM = "-6h"


def read(run) -> dict:
    """What the options of the module ask for."""
    if run.params["ids"] is not None:
        return _by_id(run, run.params["ids"])
    return {"changed": False, "events": [readable(row) for row in _unrecovered(run)], "missing": []}


def _by_id(run, ids: t.Sequence[str]) -> dict:
    found, missing = [], []
    for one in dict.fromkeys(ids):
        try:
            content = run.client.call("event_get", path={"doc_id": one}).content
        except NotFoundError:
            content = None
        if isinstance(content, dict) and content:
            found.append(readable(content))
        else:
            missing.append(one)
    return {"changed": False, "events": found, "missing": missing}


def _unrecovered(run) -> list[dict]:
    """The latest event of each object that has not recovered, the newest first."""
    params = run.params
    body = _asked(params)
    start, end = _span(params, run.now())
    open_: dict[str, dict] = {}
    doubtful: list[str] = []
    parts = list(_parts(start, end))
    for number, part in enumerate(parts):
        if number:
            run.tell(f"read {number} of {len(parts)} times of six hours")
        for row in run.client.rows("event_abnormal_list", body={**body, "timeRange": part}).items:
            if not isinstance(row, dict):
                raise NotAnApiAnswerError("the list of unrecovered events holds something that is no event")
            ref = str(row.get(REF) or row.get(ID))
            if ref not in open_:
                open_[ref] = row
                if number and row.get(REF):
                    doubtful.append(ref)
    for ref in _over(run, doubtful, start, end, params["status"]):
        open_.pop(ref, None)
    return sorted(open_.values(), key=lambda row: row.get("date") or row.get("time") or 0, reverse=True)


def _asked(params: t.Mapping[str, t.Any]) -> dict:
    """The request without its time."""
    filters = [
        {"name": name, "operation": "in", "value": list(values), "condition": "and"}
        for name, values in filters_of(params["filters"] or {})
    ]
    given = {"search": params["search"], "lastStatus": params["status"], "filters": filters}
    return {name: value for name, value in given.items() if value}


def _span(params: t.Mapping[str, t.Any], now: float) -> list[int]:
    """Milliseconds since 1970."""
    zone = times.zone_name("timezone", params["timezone"]) if params["timezone"] else times.UTC
    start, end = moment("from", params["from"] or _FROM, zone), moment("to", params["to"] or NOW, zone)
    span = Window(start, end).at(now)
    if span[1] - span[0] > _MOST_PARTS * _LONGEST:
        raise InputError(
            f"From 'from' to 'to' is more than {_MOST_PARTS // 4} days: that takes more requests than one task should "
            "send. Ask for a shorter time, or count events with truewatch_query_info."
        )
    return span


def _parts(start: int, end: int) -> t.Iterator[list[int]]:
    """The time in pieces that the list takes, the newest first."""
    while end > start:
        begin = max(start, end - _LONGEST)
        yield [begin, end]
        end = begin


def _over(run, refs: t.Sequence[str], start: int, end: int, status: str | None) -> t.Iterator[str]:
    """Those of the objects whose last event says that all is well again, or has another status than the wanted one."""
    columns = [f"last({dql.identifier(column)}) AS {dql.identifier(column)}" for column in (STATUS, FAULT_STATUS)]
    queries = [
        Query(
            place="The search for what has recovered",
            text=f"{ALL}:({', '.join(columns)}) {{{dql.one_of(REF, some)}}} BY {dql.identifier(REF)}",
            is_promql=False,
            window=Window(Moment(start, False), Moment(end, False)),
            timezone=None,
            interval=None,
            limit=None,
            max_groups=len(some) + 1,
            complete=False,
        )
        for some in (refs[place : place + _TOGETHER] for place in range(0, len(refs), _TOGETHER))
    ]
    for result in read_queries(run.client, queries, run.now) if queries else ():
        for row in mappings(result.tables):
            if not is_open(row) or (status is not None and row.get(STATUS) != status):
                yield str(row.get(REF))


#: The argument spec of the module.
SPEC: dict[str, dict] = {
    "ids": {"type": "list", "elements": "str"},
    "from": {"type": "str"},
    "to": {"type": "str"},
    "timezone": {"type": "str"},
    "search": {"type": "str"},
    "status": {"type": "str", "choices": list(OPEN_STATUSES)},
    "filters": {"type": "dict"},
}

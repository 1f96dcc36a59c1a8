# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The latest event of each object that a monitor watches, by one query.

The vendor describes two statements for unrecovered events, one for each storage engine. This one needs neither: the
functions give the latest event of each object, and whoever asks tells what has recovered.
"""

from __future__ import annotations

import typing as t

from .._engine import times
from .._objects.query import filters_of
from .._queries import dql
from .._queries.query import Query, query_of
from .columns import OPEN_STATUSES, REF

# The span of the service's own list of unrecovered events.
_SPAN = 6 * 3600
_UUID = "rul_"

#: Which events are meant, as an argument spec.
CHOOSING: dict[str, dict] = {
    "monitors": {"type": "list", "elements": "str"},
    "hosts": {"type": "list", "elements": "str"},
    "tags": {"type": "dict"},
    "statuses": {"type": "list", "elements": "str", "choices": list(OPEN_STATUSES)},
    "within": {"type": "str"},
}


def latest(chosen: t.Mapping[str, t.Any], columns: t.Iterable[str], place: str, **limits: t.Any) -> Query:
    """The query for these columns of the latest events. InputError tells what is wrong with the choice.

    Statuses are left to whoever judges the answer: an event of another status may be the end of one of these.
    """
    span = times.span("within", chosen["within"]) if chosen.get("within") else _SPAN
    targets = [f"last({dql.identifier(column)}) AS {dql.identifier(column)}" for column in columns]
    conditions = [f"{dql.identifier(REF)} = exists()", *_conditions(chosen)]
    statement = dql.statement("E", "monitor", targets, conditions, [REF])
    return query_of({"dql": statement, "from": f"-{span}s", **limits}, {}, place)


def _conditions(chosen: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    monitors = chosen.get("monitors") or []
    uuids = [one for one in monitors if one.startswith(_UUID)]
    names = [one for one in monitors if one not in uuids]
    parts = [("df_monitor_checker_id", uuids), ("df_monitor_checker_name", names)]
    either = [dql.one_of(column, values) for column, values in parts if values]
    yield from [f"({' || '.join(either)})"] if either else []
    if chosen.get("hosts"):
        yield dql.one_of("host", chosen["hosts"])
    for tag, values in filters_of(chosen.get("tags") or {}, "tags"):
        yield dql.one_of(tag, values)

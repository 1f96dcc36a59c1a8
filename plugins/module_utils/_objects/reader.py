# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading objects: the query goes to the source that can answer it, and the answer is complete or an error.

``auto`` takes the list route for the classes that have one and DQL for all others, for conditions in DQL, and where the
service has no such list route, which is learned on the read itself. DQL also goes first when the list would have to
be read to its end only to find the first few objects.
"""

from __future__ import annotations

from dataclasses import dataclass

from .._api.errors import RouteNotFoundError
from . import by_catalog, by_dql, by_list
from .query import ObjectQuery
from .rows import ordered, shaper

_SOURCES = {"list": by_list, "dql": by_dql, "catalog": by_catalog}


@dataclass(frozen=True)
class Objects:
    """``rows``: the objects, in the one shape of ``rows.py``. ``total``: how many match on the service, with or without
    ``limit``; None when ``limit`` ended the read before that was known. ``source``: which source answered."""

    rows: list[dict]
    total: int | None
    source: str


def read_objects(client, query: ObjectQuery) -> Objects:
    """Every object that matches; raises ApiError, above all IncompleteListError instead of a short list."""
    names = _candidates(query)
    usable = [name for name in names if client.knows(_SOURCES[name].operation(query))] or names[-1:]
    for name in usable:
        try:
            rows, total = _SOURCES[name].read(client, query)
        except (RouteNotFoundError, by_list.AgeUnknownError):
            if name == usable[-1]:
                raise
            continue
        break
    rows = ordered(rows, query.order_by)[: query.limit]
    return Objects(list(map(shaper(query.fields), rows)), total, name)


def _candidates(query: ObjectQuery) -> list[str]:
    if query.source != "auto":
        return [query.source]
    if not query.object_class.list_operation or query.condition:
        return ["dql"]
    picks_few = query.limit and (query.filters or query.max_age or query.order_by)
    return ["dql", "list"] if picks_few else ["list", "dql"]

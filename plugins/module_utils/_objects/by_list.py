# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects by the list routes of the vendor guide: GET /api/v1/object/{host|process}/list, at most 100 rows a page.

The routes know paging and a search in the name; the rest of the query is applied to what they answer.
"""

from __future__ import annotations

import time

from .._api.errors import IncompleteListError
from .._queries.rows import compacted
from .query import ObjectQuery
from .rows import last_report, mappings, matcher


class AgeUnknownError(IncompleteListError):
    """Some object of the list has no time of its last report."""


def operation(query: ObjectQuery) -> str:
    """The operation this source uses."""
    return query.object_class.list_operation


def read(client, query: ObjectQuery) -> tuple[list[dict], int | None]:
    """The raw rows that match, and how many match in total (None when the service did not say and a limit ended it).

    Raises AgeUnknownError when ``max_age`` cannot be answered.
    """
    local = query.filters or query.max_age or query.order_by
    answer = client.rows(
        operation(query),
        query={"search": query.search} if query.search else None,
        limit=None if local else query.limit,
    )
    matches, known = matcher(query.filters), {}
    oldest = (time.time() - query.max_age) * 1000 if query.max_age else 0
    items = mappings(answer.items, operation(query))
    if query.max_age and not all(map(last_report, items)):
        raise AgeUnknownError(
            f"The list of {query.object_class} does not say when each object reported last, so max_age cannot be met.",
            hint="Use source dql, or leave max_age out",
        )
    shown = (
        compacted({"class": query.object_class.name, **row}.items(), known)
        for row in items
        if last_report(row) >= oldest
    )
    rows = [row for row in shown if matches(row)]
    return rows, answer.total if query.limit and not local else len(rows)

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading many queries at once: one request for all of them, and one more for each further page of those that are to be
complete."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Callable

from .._api.errors import ApiError, IncompleteListError, InvalidRequestError, shown
from . import answers
from .answers import Table
from .ask import ask
from .query import PAGE_SIZE, Query

_ROW_ID = "__docid"


@dataclass
class Result:
    """What one query gave. hits: how many rows match, by the word of the service, which stops counting at some number;
    None when it says nothing."""

    query: Query
    tables: list[Table] = field(default_factory=list)
    hits: int | None = None

    @property
    def rows(self) -> list[dict]:
        """The rows as mappings."""
        return answers.mappings(self.tables)

    @property
    def value(self) -> object:
        """The value of an answer that has only one."""
        return answers.single(self.tables)

    @property
    def is_cut(self) -> bool:
        """Whether there may be more groups. Those of PromQL have no bound."""
        return not self.query.is_promql and len([table for table in self.tables if table.tags]) >= self.query.max_groups


def read_queries(client, queries: Sequence[Query], now: Callable[[], float] = time.time) -> list[Result]:
    """The results of the queries, in their order. Raises ApiError, with the place of the query that is at fault.

    now: the time in seconds, asked for when the first request is about to go.
    """
    for query in queries:
        query.body(now())  # refuses what cannot be sent
    try:
        return _read(client, queries, now)
    except IncompleteListError:
        if not any(query.complete for query in queries):
            raise
        return _read(client, queries, now)


def _read(client, queries: Sequence[Query], clock: Callable[[], float]) -> list[Result]:
    readings = [_Reading(client, query) for query in queries]
    now = _Now(clock)
    waiting = readings
    while waiting:
        found, size = _asked(client, waiting, now)
        for reading, answer in zip(waiting, found):
            reading.take(answer, size)
        now.is_fixed = True  # a page continues the one before
        waiting = [reading for reading in waiting if reading.position]
    return [reading.result for reading in readings]


class _Now:
    """The time of the request that is about to go, until it is fixed."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._time = 0.0
        self.is_fixed = False

    def __call__(self) -> float:
        if not self.is_fixed:
            self._time = self._clock()
        return self._time


def _asked(client, readings: Sequence[_Reading], now: _Now) -> tuple[list[dict], int]:
    """The answers to the next page of each; when the request is refused, the error says which query is at fault."""
    try:
        found, size = ask(client, lambda: _members(readings, now))
    except InvalidRequestError as error:
        raise _traced(client, readings, now, error) from None
    except IncompleteListError as error:
        raise _placed(error, readings[0].query) from None
    if len(found) < len(readings):
        missing = readings[len(found)].query
        raise IncompleteListError(f"{missing.place}: the service answered {len(found)} of {len(readings)} queries.")
    return found, size


def _members(readings: Sequence[_Reading], now: _Now) -> list[dict]:
    moment = now()
    return [reading.query.body(moment, reading.position) for reading in readings]


def _traced(client, readings: Sequence[_Reading], now: _Now, refusal: ApiError) -> ApiError:
    """The refusal of a request with several queries, with the place of the one that is at fault, found by asking
    halves; without one when none alone is refused."""
    if len(readings) == 1:
        return _placed(refusal, readings[0].query)
    middle = len(readings) // 2
    for some in (readings[:middle], readings[middle:]):
        part = _refusal(client, some, now)
        if part is not None:
            return _traced(client, some, now, part)
    return refusal


def _refusal(client, readings: Sequence[_Reading], now: _Now) -> ApiError | None:
    try:
        ask(client, lambda: _members(readings, now))
    except InvalidRequestError as error:
        return error
    except IncompleteListError:
        pass  # carried out, which is all that matters here
    return None


def _placed(error: ApiError, query: Query) -> ApiError:
    error.message = shown(f"{query.place}: {error.message}")
    return error


class _Reading:
    """The pages of one query so far. position: where the next one begins; None when nothing more is wanted."""

    def __init__(self, client, query: Query) -> None:
        self.query = query
        self.result = Result(query)
        self.position: dict | None = None
        self._bounds = client.bounds(query.limit)
        self._seen: set = set()
        self._marker: object = None

    def take(self, answer: dict, size: int) -> None:
        """Add a page."""
        try:
            self._take(answer, size)
        except ApiError as error:
            raise _placed(error, self.query) from None

    def _take(self, answer: dict, size: int) -> None:
        found = answers.tables(answer)
        rows = sum(len(table.rows) for table in found)
        hits = answer.get("total_hits")
        hits = hits if isinstance(hits, int) and not isinstance(hits, bool) else None
        self._bounds.count(rows, size)
        if self.query.complete:
            found = [self._fresh(table) for table in found]
        self.result.tables = _appended(self.result.tables, found)
        self.result.hits = hits if self.result.hits is None else max(self.result.hits, hits or 0)
        marker, self.position = answer.get("search_after"), None
        if self.query.complete:
            self._go_on(marker, rows)

    def _fresh(self, table: Table) -> Table:
        """The rows that no page before had, where they can be told."""
        if _ROW_ID not in table.columns:
            return table
        place, rows = table.columns.index(_ROW_ID), []
        for row in table.rows:
            identity = row[place]
            if identity is None or identity not in self._seen:
                self._seen.add(identity)
                rows.append(row)
        return table._replace(rows=rows)

    def _go_on(self, marker: object, rows: int) -> None:
        """Decide whether there is another page. A short page proves nothing: the service may give fewer rows than it is
        asked for."""
        total = sum(len(table.rows) for table in self.result.tables)
        hits = self.result.hits
        if marker and rows and not (hits is not None and total >= hits and rows < PAGE_SIZE):
            if marker == self._marker:
                raise IncompleteListError("the service answers every page with the same rows.")
            self._marker, self.position = marker, {"search_after": marker}
            return
        has_groups = any(table.tags for table in self.result.tables)
        if self._marker is not None or marker:
            if hits is not None and total < hits:
                raise IncompleteListError(f"the service answered {total} of {hits} rows and then no more.")
        elif rows >= PAGE_SIZE and not has_groups:
            raise IncompleteListError(
                f"the service answered {rows} rows and nothing by which to read on.",
                hint="Read a shorter time, or ask for the values of an interval",
            )


def _appended(before: list[Table], found: list[Table]) -> list[Table]:
    """The tables with the rows of the next page behind those of the same columns."""
    if len(before) == len(found) == 1 and before[0][:2] == found[0][:2]:
        return [before[0]._replace(rows=before[0].rows + found[0].rows)]
    return before + found

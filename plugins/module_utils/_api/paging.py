# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reading every row of a list, wherever the route puts its rows, and noticing when some are missing."""

from __future__ import annotations

import math
from typing import Any, Callable, NamedTuple

from .envelope import Answer
from .errors import IncompleteListError, NotAnApiAnswerError, TooLargeError

# More than any list has: 10,000 pages of 100 rows. It only ends the reading of a service that never stops.
_MAX_PAGES = 10_000

#: Names under which rows stand in content, in the reference and in answers seen by public clients; "data" may hold
#: another object with one of them (content.data.items).
ROW_KEYS = ("data", "items", "item", "list", "buckets")
_TOTAL_KEYS = ("totalCount", "total_count", "total")
# What tells one row from all others, best first.
_IDENTITY_KEYS = ("uuid", "urn", "__docid", "id")


class Rows(NamedTuple):
    """A complete list.

    Attributes:
        items: the rows, each once, in the order of the service.
        total: how many rows the service says there are; None when it does not say.
        pages: how many pages they came on.
        is_confirmed: whether it was read twice.
    """

    items: list
    total: int | None
    pages: int = 1
    is_confirmed: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether a fault may have made it empty: no row, and no total that says so."""
        return not self.items and self.total is None and not self.is_confirmed


class Bounds:
    """Counts what one list brings. Raises TooLargeError when it is more than the user allows."""

    def __init__(self, max_rows: float, max_bytes: float, limit: int | None) -> None:
        self._max_rows = max_rows
        self._max_bytes = max_bytes
        self._limit = math.inf if limit is None else limit
        self.reset()

    def reset(self) -> None:
        """The list is read from its beginning again."""
        self._rows = self._bytes = 0

    def count(self, rows: int, size: int, total: int | None = None) -> None:
        """Another page came, with so many rows and bytes; ``total`` is how many rows the service says there are."""
        self._rows += rows
        self._bytes += size
        if min(max(self._rows, total or 0), self._limit) > self._max_rows:
            raise TooLargeError(
                f"the list has more than {self._max_rows:g} rows",
                hint="Ask for less, with filters or a limit, or raise max_rows",
            )
        if self._bytes > self._max_bytes:
            raise TooLargeError(f"the list is larger than {self._max_bytes / 2**20:g} MiB")


def rows_of(content: Any) -> list:
    """The rows of one answer's content. Raises NotAnApiAnswerError when there is no list in it."""
    if isinstance(content, list):
        return content
    if content is None or content == {}:
        return []
    if isinstance(content, dict):
        for key in ROW_KEYS:
            if isinstance(content.get(key), (list, dict)):
                return rows_of(content[key])
        if any(key in content for key in ROW_KEYS) and all(content.get(key) is None for key in ROW_KEYS):
            return []
    raise NotAnApiAnswerError("the answer holds no list")


def _says_nothing(content: Any) -> bool:
    """Whether there is nothing in the place of the rows, not even an empty list."""
    if isinstance(content, dict):
        return all(_says_nothing(content.get(key)) for key in ROW_KEYS)
    return content is None


def total_of(answer: Answer) -> int | None:
    """How many rows the list has in all, by the word of the service; None when it does not say."""
    holders = [answer.page_info]
    content = answer.content
    while isinstance(content, dict):
        holders += [content.get("pageInfo"), content]
        content = content.get("data")
    for holder in holders:
        if isinstance(holder, dict):
            for key in _TOTAL_KEYS:
                total = holder.get(key)
                if isinstance(total, int) and not isinstance(total, bool) and total >= 0:
                    return total
    return None


def read_all(fetch: Callable[[int, int], Answer], page_size: int, limit: int | None = None) -> Rows:
    """Every row of a list.

    ``fetch`` gets the number of a page, from 0, and how many rows came before it; ``page_size`` is what it asks for,
    0 when the list is not paged. With ``limit``, reading stops at so many rows. A list that changes underneath is read
    a second time; raises IncompleteListError when rows are missing even then. So is one in whose place the answer has
    nothing, which only then counts as empty.
    """
    reading = _read(fetch, page_size, limit)
    if not reading.problem and not reading.is_silent:
        return reading.rows
    reading = _read(fetch, page_size, limit)
    if reading.problem:
        raise IncompleteListError(reading.problem)
    return reading.rows._replace(is_confirmed=True)


class _Reading(NamedTuple):
    rows: Rows
    problem: str
    is_silent: bool = False


def _read(fetch: Callable[[int, int], Answer], page_size: int, limit: int | None) -> _Reading:
    items: list = []
    seen: set = set()
    previous = expected = total = None
    received = 0
    for number in range(_MAX_PAGES):
        answer = fetch(number, received)
        page = rows_of(answer.content)
        received += len(page)
        fresh = _unseen(page, seen)
        repeated = bool(page) and (not fresh or page == previous)
        previous = page
        if not repeated:
            items += fresh
        before, total = total, total_of(answer)
        # A list that only grew is complete as of its first page.
        expected = total if expected is None else expected
        if limit is not None and len(items) >= limit:
            return _Reading(Rows(items[:limit], total), "")
        rows = Rows(items, total, number + 1)
        if before is not None and total is not None and total < before:
            # Rows behind the one that went away moved forward, over the end of the page that was read.
            return _Reading(rows, "the list became shorter while it was read")
        if repeated and number == 1 and total is None:
            # Later than here it is the last page again, from a service that knows no page behind it.
            return _Reading(rows, f"the service answers every page with the same {len(page)} rows")
        if repeated or not page or _ends(page, answer, page_size, total, len(items)):
            missing = expected is not None and len(items) < expected
            problem = f"only {len(items)} of {expected} rows could be read" if missing else ""
            return _Reading(rows, problem, total is None and not items and _says_nothing(answer.content))
    return _Reading(Rows(items, total), f"the list has no end after {_MAX_PAGES} pages")


def _ends(page: list, answer: Answer, page_size: int, total: int | None, count: int) -> bool:
    """Whether nothing can follow this page. A short page proves it only when the service names no total, since some
    services give smaller pages than asked for."""
    if not page_size:
        return True
    if total is not None and total >= len(page):
        return count >= total
    given = (answer.page_info or {}).get("pageSize")
    size = min(page_size, given) if isinstance(given, int) and given > 0 else page_size
    return len(page) != size


def _unseen(page: list, seen: set) -> list:
    """The rows whose identity did not come before; a row without one is always kept."""
    fresh = []
    for row in page:
        identity = _identity(row)
        if identity is None:
            fresh.append(row)
        elif identity not in seen:
            seen.add(identity)
            fresh.append(row)
    return fresh


def _identity(row: Any) -> tuple | None:
    if isinstance(row, dict):
        for key in _IDENTITY_KEYS:
            value = row.get(key)
            # 0 and -1 stand for "none" in some rows.
            if (isinstance(value, str) and value) or (isinstance(value, int) and value > 0):
                return key, value
    return None

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a gate waits for: one check is one query, and a judgement of its answer."""

from __future__ import annotations

import typing as t

from .._engine.errors import InputError
from .._queries.query import Query
from .._queries.reader import Result

_LONGEST_TEXT = 80
_MOST_SHOWN = 3


class Finding(t.NamedTuple):
    """What a round tells of a check. value: what was found, mostly a number. text: it in words, with what is wanted."""

    holds: bool
    value: t.Any
    text: str


class Check:
    """One check.

    name: how results and messages call it. fail_fast: whether waiting is of no use once it does not hold. wanted: what
    is wanted, in words.
    """

    #: Whether waiting is of no use by the nature of what is checked.
    is_final = False

    def __init__(self, name: str, options: t.Mapping[str, t.Any]) -> None:
        self.name = name
        self.place = f"Check '{name}'"
        fail_fast = options.get("fail_fast")
        self.fail_fast = self.is_final if fail_fast is None else fail_fast
        self.wanted = ""

    def prepare(self, run) -> None:
        """Look up what the options name; sends what that takes."""

    @property
    def query(self) -> Query:
        """What is asked in each round."""
        raise NotImplementedError

    def judge(self, result: Result, now: float) -> Finding:
        """What the answer means; InputError when the statement asks for something else than can be judged."""
        raise NotImplementedError

    def wrong(self, text: str) -> InputError:
        """The error for this check."""
        return InputError(f"{self.place}: {text}")


def few(texts: t.Sequence[str]) -> str:
    """The first of some texts, each cut where it is long, and how many more there are."""
    shown = [text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 3]}..." for text in texts[:_MOST_SHOWN]]
    more = len(texts) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def number_text(number: float) -> str:
    """A number as people read it."""
    if not isinstance(number, float):
        return str(number)
    return f"{number:.6g}" if abs(number) < 1e6 else f"{number:.0f}"

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and patterns of names, as options take them."""

from __future__ import annotations

import fnmatch
import typing as t

from .._engine.errors import InputError


class Patterns:
    """The patterns (``*``, ``?``, ``[seq]``) of one option, and which of them have fitted nothing so far.

    A text that equals a pattern always fits: people write the name ``[prod] CPU`` and mean that object.
    """

    def __init__(self, option: str, patterns: t.Sequence[str]) -> None:
        if not all(pattern.strip() for pattern in patterns):
            raise InputError(
                f"'{option}' holds an empty text, which fits no name: give a name or a pattern, or leave it out."
            )
        self.option = option
        self._patterns = list(dict.fromkeys(patterns))
        self._idle = set(self._patterns)

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def fit(self, *texts: str) -> bool:
        """Whether a pattern fits one of the texts; notes every pattern that does."""
        fitting = [pattern for pattern in self._patterns if any(_fits(pattern, text) for text in texts)]
        self._idle.difference_update(fitting)
        return bool(fitting)

    @property
    def idle(self) -> list[str]:
        """The patterns that have fitted no text so far, in the order in which they were given."""
        return [pattern for pattern in self._patterns if pattern in self._idle]


def _fits(pattern: str, text: str) -> bool:
    return text == pattern or fnmatch.fnmatchcase(text, pattern)

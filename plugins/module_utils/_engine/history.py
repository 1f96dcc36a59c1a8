# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions on who created or changed an object, and when."""

from __future__ import annotations

import typing as t

from .errors import InputError
from .times import UTC, instant, instant_text, span

_BY, _BEFORE, _AFTER = "_by", "_before", "_after"
#: Condition -> the moment that it is about.
CONDITIONS = {
    f"{moment}{condition}": moment for moment in ("created", "updated") for condition in (_BY, _BEFORE, _AFTER)
}


class History:
    """``conditions``: those of CONDITIONS that must fit. ``..._by`` is a name, an e-mail address or an account, or a
    list of them; the others are times (``2026-11-23 22:00``, UTC) or time spans before ``now`` (``-30d``). InputError
    for what is neither; ``place`` is what the message calls the conditions."""

    def __init__(self, conditions: t.Mapping[str, t.Any], now: float, place: str) -> None:
        self._wanted: dict[str, t.Any] = {}
        for name, value in conditions.items():
            if name.endswith(_BY):
                people = value if isinstance(value, list) else [value]
                if not people or not all(isinstance(one, str) and one.strip() for one in people):
                    raise InputError(
                        f"'{place}.{name}' must be a name, an e-mail address or an account, or a list of them."
                    )
                self._wanted[name] = set(people)
            else:
                self._wanted[name] = instant_text(_moment(f"{place}.{name}", value, now))

    def untold(self, kind, row: dict) -> str | None:
        """The first condition about what the row does not tell."""
        for name in self._wanted:
            at, people = kind.history(row)[CONDITIONS[name]]
            if at is None or (name.endswith(_BY) and not people):
                return name
        return None

    def fits(self, kind, row: dict) -> bool:
        """Whether all conditions fit; False for one about what the row does not tell."""
        if self.untold(kind, row):
            return False
        return all(self._fits(name, *kind.history(row)[CONDITIONS[name]]) for name in self._wanted)

    def _fits(self, name: str, at: str, people: t.Collection[str]) -> bool:
        wanted = self._wanted[name]
        if name.endswith(_BY):
            return not wanted.isdisjoint(people)
        return at < wanted if name.endswith(_BEFORE) else at > wanted


def _moment(option: str, value: t.Any, now: float) -> int:
    text = str(value).strip()
    return int(now) - span(option, text[1:]) if text.startswith("-") else instant(option, text, UTC)

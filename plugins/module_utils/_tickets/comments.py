# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A comment that is not written again by a rerun."""

from __future__ import annotations

import typing as t

from .._api.errors import ApiError
from .texts import same

#: Who has written what a key wrote.
_BY_KEY = "wsak_"


def is_last(replies: t.Iterable[t.Mapping[str, t.Any]], text: str) -> bool:
    """Whether the last comment of an API key reads like this one."""
    ours = [one for one in replies if one.get("type") == "reply" and str(one.get("creator")).startswith(_BY_KEY)]
    last = max(ours, key=lambda one: one.get("createAt") or 0, default=None)
    return last is not None and same(last.get("content"), text)


def unless_done(write: t.Callable[[], t.Any], is_done: t.Callable[[], bool], advice: str) -> None:
    """Write; when the answer is lost, look whether it was carried out. A write is never repeated."""
    try:
        write()
    except ApiError as error:
        if not error.outcome_unknown:
            raise
        if not _found_done(is_done):
            error.hint = advice
            raise


def _found_done(is_done: t.Callable[[], bool]) -> bool:
    try:
        return is_done()
    except ApiError:
        return False

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of an object: a row of a list, with what single reads told and what our own writes made of it."""

from __future__ import annotations

import typing as t

from .values import MISSING

#: Key of a row: canonical values by option that our own writes gave the object and no answer has told since.
WRITTEN = "\0written"
#: Key of a row that holds all that the service tells of the object: reading it alone would tell no more.
WHOLE = "\0whole"
#: Key of exported options that holds the places of secrets inside them that the service tells.
SECRETS = "\0secrets"


def without(row: dict, keys: t.Container[str]) -> dict:
    """The row without what is never kept."""
    return {key: value for key, value in row.items() if key not in keys} if keys else row


def laid_over(kind, row: dict, answer: dict) -> dict:
    """The row with an answer over it. What we know from our own writes gives way to what the answer tells."""
    written = {option: value for option, value in row.get(WRITTEN, {}).items() if not _tells(kind, option, answer)}
    return _with_written({**row, **answer}, {**written, **answer.get(WRITTEN, {})})


def after_write(plan, row: dict, answer: dict) -> dict:
    """What is known of an object after a write of the plan: its row before, what the answer tells, and of the rest what
    was sent, since many an answer is but ``true``. Content is not kept."""
    kind, target = plan.kind, plan.target
    both = laid_over(kind, row, answer)
    sent = {
        option: target[option]
        for option in plan.after
        if kind.field(option).life.told and not kind.field(option).content and not _tells(kind, option, answer)
    }
    return _with_written(both, {**both.get(WRITTEN, {}), **sent})


def _tells(kind, option: str, answer: dict) -> bool:
    return bool(answer) and kind.field(option).actual(answer) is not MISSING


def _with_written(row: dict, written: dict) -> dict:
    row = {key: value for key, value in row.items() if key != WRITTEN}
    return {**row, WRITTEN: written} if written else row

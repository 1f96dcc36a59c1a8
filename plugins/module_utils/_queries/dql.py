# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text of DQL statements. Whatever is put in stays a name or a value: nothing can end its quotes.

Syntax (vendor reference: DQL): ``O::`class`:(`column`, ...) {condition, ...} BY `column```; names stand in backticks,
texts in ' or ", conditions joined by a comma are all required.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from .._engine.errors import InputError


def identifier(name: str) -> str:
    """The name of a class, source or column in backticks. DQL documents no escape for a backtick, so it is refused."""
    if not name or not name.isprintable() or "`" in name or "\\" in name:
        raise InputError(
            f"{name!r} cannot be the name of a field: it is empty or holds a backtick, backslash or control character."
        )
    return f"`{name}`"


def literal(value: str | int | float | bool) -> str:
    """A value as DQL writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            raise InputError(f"{value!r} is not a number that can be searched for.")
        return str(value)
    if not value.isprintable():
        raise InputError(f"{value!r} holds control characters and cannot be searched for.")
    # The quote that the text does not hold needs no escape, so that the text is read alike everywhere.
    quote = '"' if "'" in value and '"' not in value else "'"
    return quote + value.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote


def one_of(field: str, values: Iterable[str | int | float | bool]) -> str:
    """Condition: the column holds one of the values."""
    values = [literal(value) for value in values]
    if len(values) == 1:
        return f"{identifier(field)} = {values[0]}"
    return f"{identifier(field)} IN [{', '.join(values)}]"


def contains(fields: Iterable[str], part: str) -> str:
    """Condition: the text of a column holds ``part``, which has no wildcard characters of its own."""
    pattern = literal(f"*{part}*")
    return "(" + " || ".join(f"{identifier(field)} = wildcard({pattern})" for field in fields) + ")"


def at_least(field: str, value: int) -> str:
    """Condition: the column is a number not below ``value``."""
    return f"{identifier(field)} >= {literal(value)}"


def statement(
    namespace: str, source: str, targets: Iterable[str], conditions: Iterable[str], by: Iterable[str] = ()
) -> str:
    """The whole statement. ``targets`` and ``conditions`` are DQL text, ``by`` names of columns; no targets means all
    columns."""
    text = f"{namespace}::{identifier(source)}"
    targets, conditions, groups = ", ".join(targets), ", ".join(conditions), ", ".join(map(identifier, by))
    if targets:
        text += f":({targets})"
    if conditions:
        text += f" {{{conditions}}}"
    return text + f" BY {groups}" * bool(groups)

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values as texts, since the API takes most of them as such; the texts in them, which of them say nothing, and the one
that nobody knows."""

from __future__ import annotations

import decimal
import typing as t

from .errors import InputError


class _Missing:
    """The answer does not carry the value: it is unknown, which is not the same as empty."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()


class _Unset:
    """What is sent of a value that leaves the mapping around it without its key."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET = _Unset()


def text(value: str | int | float | bool) -> str:
    """The value as people write it: ``true`` and not ``True``, ``0.00001`` and not ``1e-05``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(decimal.Decimal(repr(float(value))), "f")
    return str(value)


def noun(value: t.Any) -> str:
    """What the value is, in words: ``a mapping``, ``a text``, ``true``."""
    if value is None or isinstance(value, bool):
        return "nothing" if value is None else text(value)
    if isinstance(value, (int, float)):
        return "a number"
    return "a mapping" if isinstance(value, dict) else "a list" if isinstance(value, (list, tuple)) else "a text"


def is_blank(value: t.Any) -> bool:
    """Whether the value says nothing: null, a text of blanks, or a list or mapping of nothing but such values."""
    if isinstance(value, dict):
        return all(is_blank(item) for item in value.values())
    if isinstance(value, (list, tuple, set)):
        return all(is_blank(item) for item in value)
    return value is None or (isinstance(value, str) and not value.strip())


def texts(value: t.Any) -> t.Iterator[str]:
    """Every text and number in the value, at any depth, as text; none that is empty."""
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)
    elif value not in (None, "") and not isinstance(value, bool):
        yield str(value)


def accepted_texts(option: str, values: t.Mapping[str, t.Any]) -> dict[str, list[str]]:
    """Name -> sorted texts of an option such as ``{env: [prod, test]}``, in which a value alone stands for a list.

    Raises InputError for a name without a value: left out, it would widen what the option narrows.
    """
    return {text(name).strip(): _accepted(option, name, value) for name, value in _by_name(values)}


def _by_name(values: t.Mapping[str, t.Any]) -> list[tuple[t.Any, t.Any]]:
    return sorted(values.items(), key=lambda pair: str(pair[0]))  # YAML takes numbers, too


def _accepted(option: str, name: t.Any, value: t.Any) -> list[str]:
    refuse_nothing(option, name, value)
    many = value if isinstance(value, (list, tuple, set)) else [value]
    return sorted({_single(option, name, item) for item in many if not is_blank(item)})


def plain_texts(option: str, values: t.Mapping[str, t.Any]) -> dict[str, str]:
    """Name -> text of an option such as ``{X-Team: web}``; raises InputError for a name without a value."""
    for name, value in values.items():
        refuse_nothing(option, name, value)
    return {text(name).strip(): _single(option, name, value) for name, value in values.items()}


def refuse_nothing(option: str, name: t.Any, value: t.Any) -> None:
    """InputError for a blank name in a mapping, and for a name whose value says nothing."""
    if is_blank(name) or is_blank(value):
        raise InputError(f"'{option}' has no value for '{name}': give it one, or leave '{name}' out.")


def _single(option: str, name: t.Any, value: t.Any) -> str:
    if not isinstance(value, (str, int, float)):
        raise InputError(f"'{option}' must give '{name}' as a text or a number, such as {option}: {{{name}: text}}.")
    return text(value)

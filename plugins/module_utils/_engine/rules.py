# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a wanted value is held against an actual one.

The server adds defaults, rewrites forms and forgets order. So the two are never compared as they come: both are brought
to a canonical form, and the actual value is then *seen through* the wanted one, that is, reduced to what the user
speaks of. What is left is equal or it is not, and the same two values make the diff.
"""

from __future__ import annotations

import re
import typing as t

from .values import text


class Rule(t.NamedTuple):
    """One way to compare.

    ``canonical(value)`` brings a value of either side to its canonical form; ``seen(actual, wanted)`` takes two
    canonical values and reduces the actual one to what the wanted one speaks of; ``merged(actual, wanted)`` is what a
    write must send so that nothing is lost that the user does not speak of.
    """

    canonical: t.Callable[[t.Any], t.Any]
    seen: t.Callable[[t.Any, t.Any], t.Any]
    merged: t.Callable[[t.Any, t.Any], t.Any] = lambda actual, wanted: wanted


def is_empty(value: t.Any) -> bool:
    """Whether the API treats the value like an absent one (``null``, ``""``, ``[]``, ``{}``); ``0`` and ``false`` are
    values."""
    return value is None or value in ("", [], {})


def subset(actual: t.Any, wanted: t.Any) -> t.Any:
    """The part of ``actual`` that ``wanted`` names: mappings by key, recursively; lists item by item when of one
    length.

    An empty wanted value is equal to an absent one.
    """
    if actual == wanted:  # the common case, in one comparison
        return actual
    if isinstance(wanted, dict) and isinstance(actual, dict):
        part = {}
        for key, value in wanted.items():
            if key in actual:
                part[key] = subset(actual[key], value)
            elif is_empty(value):
                part[key] = value
        return part
    if isinstance(wanted, list) and isinstance(actual, list) and len(wanted) == len(actual):
        return [subset(item, value) for item, value in zip(actual, wanted)]
    if is_empty(wanted) and is_empty(actual):
        return wanted
    return actual


def overlay(actual: t.Any, wanted: t.Any) -> t.Any:
    """``actual`` with what ``wanted`` names put over it: mappings by key, recursively; anything else whole."""
    if isinstance(wanted, dict) and isinstance(actual, dict):
        return {**actual, **{key: overlay(actual.get(key), value) for key, value in wanted.items()}}
    return wanted


def despite_line_ends(actual: t.Any, wanted: t.Any) -> t.Any:
    """``actual``, with each text as ``wanted`` has it where the two differ in their line ends only: services rewrite
    these."""
    if isinstance(actual, dict) and isinstance(wanted, dict):
        return {key: despite_line_ends(item, wanted[key]) if key in wanted else item for key, item in actual.items()}
    if isinstance(actual, list) and isinstance(wanted, list) and len(actual) == len(wanted):
        return [despite_line_ends(item, other) for item, other in zip(actual, wanted)]
    if isinstance(actual, str) and isinstance(wanted, str) and _lines(actual) == _lines(wanted):
        return wanted
    return actual


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


_MASK = re.compile(r"[*\u2022\u25cf]{3,}")


def has_mask(value: t.Any) -> bool:
    """Whether the value, or one anywhere in it, holds three or more mask characters (``*``, bullets) in a row."""
    if isinstance(value, dict):
        return any(has_mask(item) for item in value.values())
    if isinstance(value, list):
        return any(has_mask(item) for item in value)
    return isinstance(value, str) and _MASK.search(value) is not None


def may_mask(actual: t.Any, wanted: t.Any) -> bool:
    """Whether ``actual`` may be ``wanted`` with parts of it masked: then it does not tell whether the two are equal."""
    if isinstance(actual, dict) and isinstance(wanted, dict) and actual.keys() == wanted.keys():
        pairs = [(actual[key], wanted[key]) for key in wanted]
        return any(left != right for left, right in pairs) and all(
            left == right or may_mask(left, right) for left, right in pairs
        )
    if not isinstance(wanted, str) or actual == wanted or not has_mask(actual):
        return False
    return re.fullmatch(".*".join(map(re.escape, _MASK.split(actual))), wanted, re.DOTALL) is not None


def _same(value: t.Any) -> t.Any:
    return value


def _whole(actual: t.Any, wanted: t.Any) -> t.Any:
    return wanted if is_empty(wanted) and is_empty(actual) else actual


def _each_once(value: t.Any) -> t.Any:
    return list(dict.fromkeys(value)) if isinstance(value, list) else value


def _sorted_names(value: t.Any) -> t.Any:
    return sorted({text(item) for item in value}) if isinstance(value, (list, tuple, set)) else value


#: The value itself; an empty value equals an absent one.
EXACT = Rule(_same, _whole)
#: A text; blanks at its ends mean nothing.
TRIMMED = EXACT._replace(canonical=lambda value: value.strip() if isinstance(value, str) else value)
#: A list of names whose order and repetitions mean nothing.
SET = Rule(_sorted_names, _whole)
#: A list of texts whose order counts, and whose repetitions mean nothing.
ORDERED = Rule(_each_once, _whole)
#: A mapping that the server extends: only what the user names is compared.
SUBSET = Rule(_same, subset, overlay)

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A diff that a person can read: only what changes, secrets masked."""

from __future__ import annotations

import contextlib
import difflib
import re
import typing as t

from .errors import ODD
from .references import by_names
from .secret import MASK, masked_pair

#: Texts of more characters are shown around what differs only, with so many words before and after it.
_LONG, _AROUND = 100, 6
#: Lines around those that differ in a text that is shown by line.
_LINES = 3
#: Beyond so many words that differ, comparing them one by one costs more than it shows.
_MOST_WORDS = 1500


def changed_parts(before: t.Any, after: t.Any) -> tuple[t.Any, t.Any]:
    """The two values reduced to what differs between them: mappings by key, lists of mappings item by item
    (``rules[1] > to``), long texts word by word; anything else whole."""
    if isinstance(before, str) and isinstance(after, str):
        return excerpts(before, after)
    if not isinstance(before, dict) or not isinstance(after, dict):
        return before, after
    left, right = {}, {}
    for key in [*before, *(key for key in after if key not in before)]:
        if key not in after:
            left[key] = before[key]
        elif key not in before:
            right[key] = after[key]
        elif _has_mappings(before[key]) and _has_mappings(after[key]):
            for side, parts in zip((left, right), flat_parts(before[key], after[key], key)):
                side.update(parts)
        elif before[key] != after[key]:
            left[key], right[key] = changed_parts(before[key], after[key])
    return left, right


def _has_mappings(value: t.Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def flat_parts(before: t.Any, after: t.Any, path: str) -> tuple[dict[str, t.Any], dict[str, t.Any]]:
    """What differs between the two values, each with its whole path (``CPU > query A > unit``), so that every line of
    a diff says what it belongs to. Lists are compared item by item, long texts word by word."""
    left: dict[str, t.Any] = {}
    right: dict[str, t.Any] = {}
    for place, old, new in _differences(before, after, path):
        texts = isinstance(old, str) and isinstance(new, str)
        for side, value in zip((left, right), excerpts(old, new) if texts else (old, new)):
            if value is not _ABSENT:
                side[place] = value
    return left, right


_ABSENT = object()


def _differences(before: t.Any, after: t.Any, path: str) -> t.Iterator[tuple[str, t.Any, t.Any]]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from _differences(before.get(key, _ABSENT), after.get(key, _ABSENT), f"{path} > {key}")
    elif isinstance(before, list) and isinstance(after, list):
        for old, new, number in _aligned(before, after):
            yield from _differences(old, new, f"{path}[{number}]")
    elif before != after or isinstance(before, bool) is not isinstance(after, bool):
        yield path, before, after


def _aligned(before: list, after: list) -> t.Iterator[tuple[t.Any, t.Any, int]]:
    """The items of two lists that are not in both, those that took each other's place together, with their number."""
    matcher = difflib.SequenceMatcher(None, [repr(item) for item in before], [repr(item) for item in after], False)
    for kind, left, left_end, right, right_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        for number in range(max(left_end - left, right_end - right)):
            old = before[left + number] if left + number < left_end else _ABSENT
            new = after[right + number] if right + number < right_end else _ABSENT
            yield old, new, (left if new is _ABSENT else right) + number


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Two texts, cut down to what differs and the words around it when they are long."""
    if before == after or max(len(before), len(after)) <= _LONG:
        return before, after
    old, new = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (before, after))
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = [words[start : len(words) - end] for words in (old, new)]
    spans = [(0, len(middle[0]), 0, len(middle[1]))]
    if max(map(len, middle)) <= _MOST_WORDS:
        opcodes = difflib.SequenceMatcher(None, *middle, False).get_opcodes()
        spans = [places for kind, *places in opcodes if kind != "equal"]
    cut = (
        _cut(old, [(start + left, start + left_end) for left, left_end, _right, _right_end in spans]),
        _cut(new, [(start + right, start + right_end) for _left, _left_end, right, right_end in spans]),
    )
    return cut if cut[0] != cut[1] else (before, after)


def _cut(words: list[str], spans: t.Sequence[tuple[int, int]]) -> str:
    """The words of the spans and those around them; an ellipsis stands for what is left out."""
    kept: list[list[int]] = []
    for first, last in spans:
        begin, end = max(0, first - _AROUND), min(len(words), last + _AROUND)
        if kept and begin <= kept[-1][1]:
            kept[-1][1] = end
        else:
            kept.append([begin, end])
    text = " ... ".join("".join(words[begin:end]) for begin, end in kept)
    return ("... " if kept[0][0] else "") + text + (" ..." if kept[-1][1] < len(words) else "")


def differing_lines(before: str | None, after: str | None) -> tuple[list[str] | None, list[str] | None]:
    """Two texts as lists of lines, without those at both ends that are the same but for the nearest; an ellipsis stands
    for what is left out."""
    sides = [text.splitlines() if text else [] for text in (before, after)]
    shortest = min(map(len, sides))
    head = next((number for number in range(shortest) if sides[0][number] != sides[1][number]), shortest)
    tail = next((number for number in range(shortest - head) if sides[0][-1 - number] != sides[1][-1 - number]), None)
    tail = shortest - head if tail is None else tail
    begin, end = max(0, head - _LINES), max(0, tail - _LINES)
    cut = [[*(["..."] if begin else []), *side[begin : len(side) - end], *(["..."] if end else [])] for side in sides]
    if cut[0] == cut[1]:  # what differs is how lines end
        cut = [(text or "").splitlines(keepends=True) for text in (before, after)]
    return (cut[0] if before else None), (cut[1] if after else None)


def readable(plan) -> tuple[dict, dict]:
    """The ``before`` and ``after`` of a plan, as ``--diff`` shows them."""
    before, after = {}, {}
    for field in plan.kind.fields:
        pair = [side.get(field.option) for side in (plan.before, plan.after)]
        if pair[0] == pair[1] or (plan.row and not field.life.told):
            continue
        if field.resolve:
            named = by_names(pair, plan.names)
            pair = named if named[0] != named[1] else pair
        if field.secret:
            pair = [MASK if pair[0] is not None else None, f"{MASK} (changed)" if pair[1] is not None else None]
        elif field.secrets:
            pair = list(masked_pair(field, *pair))
        if field.file:
            pair = list(differing_lines(*pair))
        elif field.view and not field.secret:
            with contextlib.suppress(*ODD):  # what the service tells in an odd form is shown as it is
                pair = list(field.view(*pair))
        if pair[0] is not None:
            before[field.option] = pair[0]
        if pair[1] is not None:
            after[field.option] = pair[1]
    return changed_parts(before, after)

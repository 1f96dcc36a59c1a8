# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of content that has no suboptions, declared by an example of it.

Such content goes to the service as it is given, so only the service would refuse a list in the place of a text, and
check mode would say yes. An example says what the parts are, and shows people how they are written.
"""

from __future__ import annotations

import json
import re
import typing as t

from .errors import InputError
from .values import noun, text

_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class Names(dict):
    """The example of a mapping with any names: every value in it has the form of the one shown."""


class Word(str):
    """One word of a list, the first, and all of them in ``words``: the API takes no other."""

    words: tuple[str, ...]

    def __new__(cls, *words: str) -> Word:
        self = super().__new__(cls, words[0])
        self.words = words
        return self


class Either(tuple):
    """Examples of which a value has the form of one."""


def shaped(example: t.Any, value: t.Any, place: str) -> t.Any:
    """The value in the form of the example.

    A mapping may have any keys; those of the example are looked at. Each item of a list has the form of the one shown.
    Texts, numbers and booleans become what the example has in their place, as they do in options. Null fits anywhere.
    In the place of a Word only its words fit.
    Raises InputError that names the place, shows the example, and never the value, which may be a secret.
    """
    if value is None:
        return None
    if isinstance(example, Either):
        return shaped(next((one for one in example if _fits(one, value)), example[0]), value, place)
    if not _fits(example, value):
        key = re.sub(r"\[\d+\]$", "", place.rpartition(".")[2])
        shown = f"{key}: {_flow([example] if place.endswith(']') else example)}"
        raise InputError(f"'{place}' must be {_noun(example)}, such as {shown}; it is {noun(value)}.")
    if isinstance(example, dict):
        return {key: shaped(_part(example, key), item, f"{place}.{key}") for key, item in value.items()}
    if isinstance(example, list):
        return [shaped(example[0], item, f"{place}[{at}]") if example else item for at, item in enumerate(value)]
    if isinstance(example, Word) and text(value) not in example.words:
        raise InputError(f"'{place}' must be one of {', '.join(example.words)}.")
    return _scalar(example, value)


def _part(example: dict, key: t.Any) -> t.Any:
    """The example of what stands at a key; None when nothing is known of it."""
    return next(iter(example.values())) if isinstance(example, Names) else example.get(key)


def _fits(example: t.Any, value: t.Any) -> bool:
    """Whether the value itself, whatever is in it, can be brought into the form of the example."""
    if example is None:
        return True
    for form in (dict, list):
        if isinstance(example, form) or isinstance(value, form):
            return isinstance(example, form) and isinstance(value, form)
    if isinstance(example, str):
        return True
    if isinstance(example, bool):
        return isinstance(value, bool) or str(value).lower() in _TRUTHS
    return not isinstance(value, bool) and re.fullmatch(r"-?\d+", text(value)) is not None


def _scalar(example: t.Any, value: t.Any) -> t.Any:
    if isinstance(example, bool):
        return value if isinstance(value, bool) else _TRUTHS[str(value).lower()]
    return text(value) if isinstance(example, str) else value if example is None else int(value)


def _noun(example: t.Any) -> str:
    return "true or false" if isinstance(example, bool) else noun(example)


def _flow(example: t.Any) -> str:
    """The example as YAML in one line."""
    if isinstance(example, Either):
        return _flow(example[0])
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in example.items()) + "}"
    if isinstance(example, list):
        return "[" + ", ".join(map(_flow, example)) + "]"
    is_plain = isinstance(example, str) and re.fullmatch(r"[A-Za-z][\w./:-]*\w", example)
    return example if is_plain else json.dumps(example)

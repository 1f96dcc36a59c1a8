# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing TOML, as far as definitions of services need it."""

from __future__ import annotations

import json
import re
import typing as t

from ..._engine.rules import is_empty


def toml(value: dict) -> str:
    """The mapping as TOML text. What is empty is left out, which is all the same to who reads it."""
    return "\n".join(_table(value, "")).strip() + "\n"


def _table(table: dict, path: str) -> t.Iterator[str]:
    """The lines of a table: its values first, since what follows the head of a table inside belongs to that one."""
    inside = {key: value for key, value in table.items() if isinstance(value, dict) or _is_tables(value)}
    for key, value in table.items():
        if key not in inside and not is_empty(value):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in inside.items():
        place = f"{path}.{_key(key)}" if path else _key(key)
        if isinstance(value, dict) and value:
            yield from ("", f"[{place}]", *_table(value, place))
        for item in value if isinstance(value, list) else ():
            yield from ("", f"[[{place}]]", *_table(item, place))


def _is_tables(value: t.Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _text(key)


def _value(value: t.Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(item) for item in value if item is not None)}]"
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {_value(item)}" for key, item in value.items() if item is not None)
        return f"{{{', '.join(pairs)}}}"
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    """A basic string, whose escapes are those of JSON; DEL is the one character more that has to be escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes the table of parameters that truewatch_api checks requests against, from the reference: `make reference`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.tests.emulator.reference import Operation, load_operations
from ansible_collections.truewatch.openapi.tests.emulator.validation import body_schema

TARGET = Path(__file__).resolve().parent.parent / "plugins" / "module_utils" / "_calls" / "parameters.py"

_HEAD = '''\
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parameters of every operation of the reference. Written by `make reference`: do not edit.

One entry per operation, its further lines indented: the operationId, then ``?name:type`` for a parameter of the query
and ``name:type`` for a key at the top of the body. Types are letters: s text, i whole number, n number, b boolean,
o mapping, a list, z null, f file; no letter means any. ``*`` is required, of those with ``+`` one is. ``{}`` is a body
without keys, ``...`` one that may hold any other key too. Without a key of a body, the operation takes none.
"""

from __future__ import annotations

TABLE = """
'''
_LETTERS = {
    "string": "s",
    "integer": "i",
    "number": "n",
    "boolean": "b",
    "object": "o",
    "array": "a",
    "null": "z",
}


def text() -> str:
    """The whole module that holds the table."""
    entries = [" ".join([name, *_entry(operation)]) for name, operation in sorted(load_operations().items())]
    lines = [line for entry in entries for line in textwrap.wrap(entry, 118, subsequent_indent=" ", **_WRAP)]
    return _HEAD + "\n".join(lines) + '\n"""\n'


_WRAP: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}


def _entry(operation: Operation) -> Iterator[str]:
    for parameter in operation.parameters_in("query"):
        yield f"?{parameter['name']}:{_letters(parameter['schema'])}{'*' * parameter['required']}"
    # The one upload whose page in the reference is empty takes anything.
    body = {"additionalProperties": True} if operation.body is None and OPERATIONS[operation.id].form else None
    if operation.body is not None and operation.body.get("type") != "null":
        body = body_schema(operation)
    if body is None:
        return
    yield from _keys(body)
    if body.get("additionalProperties"):
        yield "..."
    elif not body.get("properties"):
        yield "{}"


def _keys(body: dict[str, Any]) -> Iterator[str]:
    one_of = {name for choice in body.get("anyOf", ()) for name in choice["required"]}
    for name, schema in body.get("properties", {}).items():
        mark = "*" if name in body.get("required", ()) else "+" if name in one_of else ""
        yield f"{name}:{_letters(schema)}{mark}"


def _letters(schema: dict[str, Any]) -> str:
    if schema.get("format") == "binary" or "contentMediaType" in schema:
        return "f"
    kinds = schema.get("type", [])
    return "".join(_LETTERS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The entries of the inventory's options: where names and addresses come from, which hosts are meant, how they are
grouped."""

from __future__ import annotations

import re

from jinja2 import Environment, TemplateError, TemplateSyntaxError, UndefinedError, nodes

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.classes import LABELS
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.query import filters_of
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.rows import as_text, matcher
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import trusted

_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


class Entry:
    """An entry of an option that speaks of fields. It notes whether any object had what it speaks of.

    ``option`` and ``text`` say where it stands, ``fields`` what has to be read for it. ``missing``: what no object had
    so far, as long as one was asked. ``reason``: the latest error of an expression.
    """

    def __init__(self, option, entry, fields, expression=None):
        self.option = option
        self.text = entry
        self.fields = list(fields)
        self.expression = expression
        self.reason = None
        self._asked = False
        self._unseen = set() if expression else set(self.fields)

    def look(self, row) -> None:
        """Note which of the fields an object has."""
        if self.expression is None:
            self._asked = True
            self._unseen = {field for field in self._unseen if row.get(field) is None}

    def evaluated(self, error=None) -> None:
        """Note that the expression had a value for an object, or the error that said that something is undefined."""
        if error is None:
            self._unseen = set()
        elif not self._asked:
            self._unseen, self.reason = {self.text}, error
        self._asked = True

    @property
    def missing(self) -> list[str]:
        return sorted(self._unseen) if self._asked else []


class Source(Entry):
    """Where a text comes from: ``field`` of the row or ``expression`` of the user, the other one is None."""

    def __init__(self, option, entry, prefix):
        if not isinstance(entry, str):
            raise InputError(
                f"{option} takes names of fields and expressions, not {entry!r}, such as {option}: [name]."
            )
        plain = _FIELD.fullmatch(entry)
        self.field = (entry.removeprefix(prefix) or entry) if plain else None
        super().__init__(option, entry, [self.field] if plain else _fields_of(entry, prefix), None if plain else entry)


class Condition(Entry):
    """An entry of include or exclude: ``matches`` tests the ``fields`` of a row, else ``expression`` the variables."""

    def __init__(self, option, entry, prefix):
        self.matches = None
        if isinstance(entry, dict):
            filters = filters_of(entry)
            super().__init__(option, entry, [field for field, _values in filters])
            self.matches = matcher(filters)
        elif isinstance(entry, str):
            fields = _fields_of(entry, prefix)
            super().__init__(option, entry, fields, trusted(f"true if ({entry}) else false"))
        else:
            raise InputError(
                f"include and exclude take conditions or dictionaries of fields, not {entry!r}, "
                "such as include: [{os: linux}]."
            )


def names_in(expression) -> frozenset:
    """The variables that an expression names. Raises InputError when it is no expression."""
    if "{{" in expression or "{%" in expression:
        raise InputError(f"{expression!r} holds braces: it is an expression already, write it without them.")
    try:
        tree = Environment(autoescape=True).parse("{{ " + expression + " }}")
    except TemplateSyntaxError as error:
        raise InputError(f"{expression!r} is not a Jinja expression: {error.message}") from None
    return frozenset(node.name for node in tree.find_all(nodes.Name))


def _fields_of(expression, prefix):
    """The fields whose variables an expression names."""
    names = names_in(expression)
    return sorted(name.removeprefix(prefix) for name in names if name.startswith(prefix) and name != prefix)


class Grouping(Entry):
    """An entry of group_by. ``bare``: whether the names of its groups are remote text alone."""

    def __init__(self, field, prefix=None, separator="_"):
        self.field = LABELS if field == "label" else field
        super().__init__("group_by", field, [self.field])
        prefix = field if prefix is None else prefix
        self.bare = not prefix
        self._before = f"{prefix}{separator}" if prefix else ""
        self._names = {}

    @classmethod
    def of(cls, entry):
        if isinstance(entry, str) and entry:
            return cls(entry)
        if isinstance(entry, dict) and entry.get("field") and set(entry) <= {"field", "prefix", "separator"}:
            return cls(**{key: str(value) for key, value in entry.items() if value is not None})
        raise InputError(
            f"group_by takes names of fields or dictionaries of field, prefix and separator, not {entry!r}, "
            "such as group_by: [os]."
        )

    def groups(self, row, sanitized):
        """The names of the groups that an object belongs to."""
        value = row.get(self.field)
        for member in value if isinstance(value, list) else [value]:
            if member not in (None, "") and isinstance(member, (str, int, float)):
                text = as_text(member)
                if text not in self._names:
                    self._names[text] = sanitized(self._before + text)
                yield self._names[text]


def is_wrong(error: BaseException | None) -> bool:
    """Whether it is the expression that is wrong (syntax, a filter or test that does not exist), not a value in it."""
    while error is not None and (not isinstance(error, TemplateError) or isinstance(error, UndefinedError)):
        error = error.__cause__ or error.__context__
    return error is not None

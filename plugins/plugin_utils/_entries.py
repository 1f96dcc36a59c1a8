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


class Source:
    """Where a text comes from: ``field`` of the row or ``expression`` of the user, the other one is None. ``fields``
    are all that it needs."""

    def __init__(self, entry, prefix):
        plain = _FIELD.fullmatch(entry)
        self.field = (entry.removeprefix(prefix) or entry) if plain else None
        self.expression = None if plain else entry
        self.fields = [self.field] if plain else _fields_of(entry, prefix)


class Condition:
    """An entry of include or exclude: ``matches`` tests the ``fields`` of a row, else ``expression`` the variables."""

    def __init__(self, entry, prefix):
        self.matches, self.expression = None, None
        if isinstance(entry, dict):
            filters = filters_of(entry)
            self.fields, self.matches = [field for field, _values in filters], matcher(filters)
        elif isinstance(entry, str):
            self.fields, self.expression = _fields_of(entry, prefix), trusted(f"true if ({entry}) else false")
        else:
            raise InputError(f"include and exclude take conditions or dictionaries of fields, not {entry!r}.")


def _fields_of(expression, prefix):
    """The fields whose variables an expression names. Raises InputError when it is no expression."""
    try:
        tree = Environment(autoescape=True).parse("{{ " + expression + " }}")
    except TemplateSyntaxError as error:
        raise InputError(f"{expression!r} is not a Jinja expression: {error.message}") from None
    names = {node.name for node in tree.find_all(nodes.Name)}
    return sorted(name.removeprefix(prefix) for name in names if name.startswith(prefix) and name != prefix)


class Grouping:
    """An entry of group_by."""

    def __init__(self, field, prefix=None, separator="_"):
        self.field = LABELS if field == "label" else field
        prefix = field if prefix is None else prefix
        self._before = f"{prefix}{separator}" if prefix else ""
        self._names = {}

    @classmethod
    def of(cls, entry):
        if isinstance(entry, str) and entry:
            return cls(entry)
        if isinstance(entry, dict) and entry.get("field") and set(entry) <= {"field", "prefix", "separator"}:
            return cls(**{key: str(value) for key, value in entry.items() if value is not None})
        raise InputError(
            f"group_by takes names of fields or dictionaries of field, prefix and separator, not {entry!r}."
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

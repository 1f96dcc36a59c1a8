# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to read: one description of a read, whatever source answers it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from .._engine import times
from .._engine.errors import InputError
from .._queries import dql
from .classes import ObjectClass, object_class

SOURCES = ("auto", "list", "dql", "catalog")
ALL_FIELDS = "*"

#: What people may guess as an option of a read -> what to do instead.
GUESSES = {
    "filter": "which objects are meant is the option 'filters'",
    "where": "which objects are meant is the option 'filters', or 'condition' in DQL",
    "class": "the class of the objects is the option 'object_class'",
    "classes": "the class of the objects is the option 'object_class'; a task, lookup term or file reads one class",
    "regions": "regions of a cloud are chosen with filters: {region: [...]}; 'region' is the site of TrueWatch",
    "hosts": "hosts are chosen with filters: {host: [...]}",
    "labels": "labels are chosen with filters: {df_label: [...]}",
}


@dataclass(frozen=True)
class ObjectQuery:
    """A read of objects of one class.

    ``filters``: (field, accepted values) pairs, all of which must hold. ``condition``: raw DQL. ``search``: part of the
    name. ``fields``: columns to return, empty for all but the sensitive ones. ``max_age``: seconds since the last
    report.
    ``order_by``: (field, descending) pairs. ``page_size``: rows a DQL page asks for.
    """

    object_class: ObjectClass
    filters: tuple[tuple[str, tuple], ...] = ()
    condition: str | None = None
    search: str | None = None
    fields: tuple[str, ...] = ()
    max_age: int | None = None
    limit: int | None = None
    order_by: tuple[tuple[str, bool], ...] = ()
    source: str = "auto"
    page_size: int = 1000

    @classmethod
    def from_options(cls, options: Mapping) -> ObjectQuery:
        """The query that the options of a module, lookup or inventory file describe; raises InputError."""
        query = cls(
            object_class=object_class(str(options.get("object_class") or "HOST")),
            filters=filters_of(options.get("filters") or {}),
            condition=_text(options.get("condition")),
            search=_text(options.get("search")),
            fields=tuple(_field(name) for name in options.get("fields") or ()),
            max_age=_span("max_age", options.get("max_age")),
            limit=_positive("limit", options.get("limit")),
            order_by=tuple(_order(entry) for entry in options.get("order_by") or ()),
            source=str(options.get("source") or "auto"),
            page_size=_positive("page_size", options.get("page_size")) or cls.page_size,
        )
        query._check()
        return query

    def with_fields(self, fields) -> ObjectQuery:
        """The same query that reads these fields too."""
        return replace(self, fields=tuple(dict.fromkeys([*self.fields, *fields]))) if self.fields else self

    def as_dict(self) -> dict:
        """Plain data that differs when the query differs."""
        return asdict(self)

    def _check(self) -> None:
        if self.source not in SOURCES:
            raise InputError(f"source {self.source!r} is not one of {', '.join(SOURCES)}.")
        if self.search and re.search(r"[*?\\]", self.search):
            raise InputError(
                "search is a plain part of the name and takes no wildcards. "
                "Use condition for patterns, e.g. `name` = wildcard('web*')."
            )
        if self.source == "list" and not self.object_class.list_operation:
            raise InputError(
                f"The service has a list route for HOST and host_processes only, not for "
                f"{self.object_class}. Use source auto or dql."
            )
        if self.source in ("list", "catalog") and self.condition:
            raise InputError(
                f"A condition is written in DQL, which source {self.source} does not understand. "
                "Use source auto or dql."
            )
        if self.source == "catalog" and self.max_age:
            raise InputError(
                "The catalog does not say when an object reported last, so max_age cannot be used with source catalog."
            )


def _text(value) -> str | None:
    return str(value).strip() or None if value is not None else None


def _field(value) -> str:
    name = str(value)
    dql.identifier(name)
    return name


def filters_of(filters: Mapping, option: str = "filters") -> tuple[tuple[str, tuple], ...]:
    """Checked (field, accepted values) pairs of a mapping of field to value or list of values; raises InputError."""
    if not isinstance(filters, Mapping):
        raise InputError(f"{option} must be a mapping of a field to a value or a list of values.")
    checked = []
    for field, wanted in filters.items():
        values = tuple(
            _value(option, field, value) for value in (wanted if isinstance(wanted, (list, tuple)) else [wanted])
        )
        if not values:
            raise InputError(f"{option}: the list of values of {field!r} is empty, so nothing could match.")
        checked.append((_field(field), values))
    return tuple(checked)


def _value(option, field, value):
    """A plain value: callers may pass subclasses of the builtin types."""
    if isinstance(value, bool):
        return bool(value)
    for kind in (str, int, float):
        if isinstance(value, kind):
            dql.literal(value)
            return kind(value)
    raise InputError(f"{option}: a value of {field!r} is neither text nor a number nor true or false.")


def _order(entry) -> tuple[str, bool]:
    text = str(entry)
    return _field(text.lstrip("-")), text.startswith("-")


def _positive(option: str, value) -> int | None:
    if value is None:
        return None
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = 0
    if number < 1:
        raise InputError(f"{option} must be a whole number above zero, not {value!r}, such as {option}: 100.")
    return number


def _span(option: str, value) -> int | None:
    return None if value is None or value == "" else times.span(option, value)

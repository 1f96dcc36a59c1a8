# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One property of an object: its option, its names on the wire, and how it is compared."""

from __future__ import annotations

import copy
import dataclasses
import typing as t

from .errors import InputError
from .missing import resolved
from .rules import EXACT, Rule, despite_line_ends


class _Missing:
    """The answer does not carry the value: it is unknown, which is not the same as empty."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()


@dataclasses.dataclass(frozen=True)
class Field:
    """The declaration of one property.

    option: the module's option.
    api: the name in create and modify bodies, with dots for a place inside mappings (``optSet.url``); what else such a
        mapping holds survives a change. None when the generic writer must not send it.
    read: the name in answers, or a function of the whole answer (it returns MISSING when the answer does not tell);
        default ``api``.
    type, elements, choices, suboptions, argument: the argument spec. ``choices`` may map option values to API values,
    those of a boolean too (``{True: 0, False: 2}``).
    rule: how it is compared.
    required: a new object cannot be made without it.
    on_create: value sent on create when the option was not given.
    max_length: longest text, or None.
    immutable: the API cannot change it after create.
    secret: never shown; compared in silence.
    resolve: a function (run, value) -> value that turns names into uuids (``references.refer``); shown by name again.
    loose: a relation that the object can do without: none at all means no more than none.
    mirrored: the other end of a relation that objects of another kind hold; exports name it at that end only.
    switch: a boolean that the kind's enable and disable routes set, not create and modify.
    content: a big part of the object that has its own routes; not in results, not in create and modify bodies.
    view: a function (before, after) -> (before, after) that makes the two readable in a diff.
    """

    option: str
    api: str | None = None
    read: str | t.Callable[[dict], t.Any] | None = None
    type: str = "str"
    elements: str | None = None
    choices: dict[t.Any, t.Any] | t.Sequence[str] | None = None
    suboptions: dict | None = None
    argument: t.Mapping[str, t.Any] = dataclasses.field(default_factory=dict)
    rule: Rule = EXACT
    required: bool = False
    on_create: t.Any = MISSING
    max_length: int | None = None
    immutable: bool = False
    secret: bool = False
    resolve: t.Callable[[t.Any, t.Any], t.Any] | None = None
    loose: bool = False
    mirrored: bool = False
    switch: bool = False
    content: bool = False
    view: t.Callable[[t.Any, t.Any], tuple[t.Any, t.Any]] | None = None

    def argument_spec(self) -> dict:
        """The option in the form that Ansible's argument spec takes."""
        spec: dict = {"type": self.type}
        if self.elements:
            spec["elements"] = self.elements
        if self.choices and self.type != "bool":
            spec["choices"] = list(self.choices)
        if self.suboptions:
            spec["options"] = self.suboptions
        if self.secret:
            spec["no_log"] = True
        spec.update(self.argument)
        return spec

    def wanted(self, run, value: t.Any) -> t.Any:
        """The canonical form of a given option, names resolved; None when nothing is left of it.

        InputError when it cannot be sent.
        """
        if self.max_length is not None and isinstance(value, str) and len(value) > self.max_length:
            raise InputError(
                f"'{self.option}' has {len(value)} characters, the API takes at most {self.max_length}: shorten it."
            )
        if self.resolve:
            value = resolved(run, self, value)
        return None if value is None else self.rule.canonical(value)

    def actual(self, raw: dict) -> t.Any:
        """The canonical form of the value in an answer, in the option's terms; MISSING when the answer does not
        tell."""
        value = self.read(raw) if callable(self.read) else _at(raw, self.read or self.api)
        if value is MISSING:
            return MISSING
        if isinstance(self.choices, dict):
            value = next((name for name, code in self.choices.items() if code == value), value)
        return self.rule.canonical(value)

    def seen(self, actual: t.Any, wanted: t.Any) -> t.Any:
        """``actual`` reduced to what ``wanted`` speaks of; the two are equal when nothing is to be changed."""
        seen = self.rule.seen(actual, wanted)
        return seen if seen == wanted else despite_line_ends(seen, wanted)

    def body(self, value: t.Any) -> t.Any:
        """The value in the API's terms."""
        if isinstance(self.choices, dict):
            return self.choices.get(value, value)
        return value

    def put(self, body: dict, value: t.Any, row: dict) -> None:
        """Set the value in a body, at its place in the API's terms. Mappings on the way there begin as copies of those
        in ``row``, and hold nothing new when the value is the one that ``row`` tells. A mapping that ``row`` has
        elsewhere is written whole."""
        *outer, last = self.api.split(".")
        if outer and value is None:
            return
        same = outer and value == self.actual(row)
        for key in outer:
            row = row.get(key) if isinstance(row, dict) else None
            body = body.setdefault(key, copy.deepcopy(row) if isinstance(row, dict) else {})
        if not (same and isinstance(row, dict)):
            body[last] = copy.deepcopy(self.body(value))


def _at(raw: dict, path: str) -> t.Any:
    """The value at a dotted place of an answer. What an answered mapping does not hold is None; without the mapping it
    is MISSING."""
    outermost, *inner = path.split(".")
    value = raw.get(outermost, MISSING)
    for key in inner:
        if not isinstance(value, dict):
            return MISSING if value is MISSING else None
        value = value.get(key)
    return value

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One property of an object: its option, its names on the wire, and how it is compared."""

from __future__ import annotations

import copy
import dataclasses
import functools
import itertools
import typing as t

from .codec import PLAIN, Codec, words
from .errors import InputError
from .life import USUAL, Life
from .missing import resolved
from .part import Part
from .rows import WRITTEN
from .rules import EXACT, Rule, despite_line_ends, is_empty
from .secret import Secret
from .shape import shaped
from .values import MISSING, UNSET, is_blank


@dataclasses.dataclass(frozen=True)
class Field:
    """The declaration of one property.

    option: the module's option.
    api: the name in create and modify bodies, with dots for a place inside mappings (``optSet.url``); what else such a
        mapping holds survives a change. A tuple when the value stands in several places. None when the generic writer
        must not send it.
    read: the name in answers, or a function of the whole answer (it returns MISSING when the answer does not tell);
        default ``api``.
    write: the reverse of such a function: (value, row) -> what is sent for another value than that of ``row``; one for
        each place (MISSING for one that stays as it is) when ``api`` has several.
    codec: the form of the value on the wire, when it is another one.
    sparse: answers may leave out any part of the mapping that ``read`` leads into: what it lacks is unknown, not empty.
    type, elements, choices, suboptions, argument: the argument spec. ``choices`` may map option values to API values,
    those of a boolean too (``{True: 0, False: 2}``).
    rule: how it is compared.
    required: a new object cannot be made without it.
    on_create: value sent on create when the option was not given.
    max_length: longest text, or None.
    life: when it is sent, and whether answers tell it (``life.FIXED``: the API cannot change it after create).
    secret: never shown; compared in silence.
    secrets: secrets inside the value, which is shown without them; a Secret each.
    check: a function of the given value that gives it in its right form, or raises InputError for what cannot be meant.
    shape: an example of the value, whose form the parts of a given one must have (``shape.py``).
    review: a function (run, plan) that looks at a plan to create or change which speaks of the option, before anything
    is sent; it warns, or raises InputError for one that must not be carried out.
    resolve: a function (run, value) -> value that turns names into uuids (``references.refer``); shown by name again.
    loose: a relation that the object can do without: none at all means no more than none.
    adds_to, removes_from: the option of the list that its entries are added to, or removed from, while the others there
    stay (``adding.with_entries``).
    mirrored: the other end of a relation that objects of another kind hold; exports name it at that end only.
    exported: whether an export names it beside these values of the object, by option.
    switch: a boolean that the kind's enable and disable routes set; with ``api``, bodies carry it along all the same.
    content: a big part of the object; not in results, not in create and modify bodies.
    part: how it is read and written, when it has routes of its own.
    view: a function (before, after) -> (before, after) that makes the two readable in a diff.
    file: the ending, such as ``.p``, of a file that holds the text of the option as it is: the module's ``src``, and in
        a workspace folder a file beside that of the object. Not in results; a diff shows it line by line.
    """

    option: str
    api: str | tuple[str, ...] | None = None
    read: str | t.Callable[[dict], t.Any] | None = None
    write: t.Callable[[t.Any, dict], t.Any] | None = None
    codec: Codec = PLAIN
    sparse: bool = False
    type: str = "str"
    elements: str | None = None
    choices: dict[t.Any, t.Any] | t.Sequence[str] | None = None
    suboptions: dict | None = None
    argument: t.Mapping[str, t.Any] = dataclasses.field(default_factory=dict)
    rule: Rule = EXACT
    required: bool = False
    on_create: t.Any = MISSING
    max_length: int | None = None
    life: Life = USUAL
    secret: bool = False
    secrets: tuple[Secret, ...] = ()
    check: t.Callable[[t.Any], t.Any] | None = None
    shape: t.Any = None
    review: t.Callable[[t.Any, t.Any], None] | None = None
    resolve: t.Callable[[t.Any, t.Any], t.Any] | None = None
    loose: bool = False
    adds_to: str = ""
    removes_from: str = ""
    mirrored: bool = False
    exported: t.Callable[[t.Mapping[str, t.Any]], bool] = lambda values: True
    switch: bool = False
    content: bool = False
    part: Part | None = None
    view: t.Callable[[t.Any, t.Any], tuple[t.Any, t.Any]] | None = None
    file: str = ""

    @property
    def always_there(self) -> bool:
        """Whether every object has something there, so that it cannot be emptied."""
        return self.required or (isinstance(self.on_create, str) and not is_blank(self.on_create))

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
        """The canonical form of a given option, names resolved; None when nothing is left of it. InputError when it
        cannot be sent."""
        return self.with_uuids(run, self.checked(value))

    def checked(self, value: t.Any) -> t.Any:
        """The given option as far as it can be told without the workspace: in canonical form, unless there are names to
        resolve. InputError when it cannot be sent."""
        if self.always_there and is_blank(value):
            raise InputError(f"'{self.option}' is empty: give it a value, or leave it out.")
        if self.check and not is_empty(value):
            value = self.check(value)
        value = shaped(self.shape, value, self.option)
        if self.max_length is not None and isinstance(value, str) and len(value) > self.max_length:
            raise InputError(
                f"'{self.option}' has {len(value)} characters, the API takes at most {self.max_length}: shorten it."
            )
        return value if self.resolve else self.rule.canonical(value)

    def with_uuids(self, run, value: t.Any) -> t.Any:
        """The canonical form of what was ``checked``, names resolved; None when nothing is left of it. InputError for a
        name that the workspace does not have."""
        if not self.resolve:
            return value
        value = resolved(run, self, value)
        return None if value is None else self.rule.canonical(value)

    def actual(self, raw: dict) -> t.Any:
        """The canonical form of the value in an answer, in the option's terms; MISSING when the answer does not
        tell."""
        if not self.life.told:
            return MISSING
        written = raw.get(WRITTEN)
        if written and self.option in written:
            return written[self.option]
        value = self.read(raw) if callable(self.read) else _at(raw, self.read or self.api, self.sparse)
        return MISSING if value is MISSING else self.rule.canonical(self._form.decode(value))

    @functools.cached_property
    def _form(self) -> Codec:
        return words(self.choices) if isinstance(self.choices, dict) else self.codec

    def seen(self, actual: t.Any, wanted: t.Any) -> t.Any:
        """``actual`` reduced to what ``wanted`` speaks of; the two are equal when nothing is to be changed."""
        seen = self.rule.seen(actual, wanted)
        return seen if seen == wanted else despite_line_ends(seen, wanted)

    def without_defaults(self, value: t.Any) -> t.Any:
        """The value without the suboptions that have their default: they are filled in again whenever it is given."""
        return _without_defaults(self.suboptions, value)

    def body(self, value: t.Any) -> t.Any:
        """The value in the API's terms."""
        return self._form.encode(value)

    @property
    def places(self) -> tuple[str, ...]:
        """The names in bodies."""
        return self.api if isinstance(self.api, tuple) else (self.api,) if self.api else ()

    def put(self, body: dict, value: t.Any, row: dict) -> None:
        """Set the value in a body, at its place or places in the API's terms. Mappings on the way there begin as copies
        of those in ``row``, and what is at a place stays as it is when the value is the one that ``row`` tells. A
        mapping that ``row`` has elsewhere is written whole."""
        places = [place.split(".") for place in self.places]
        is_plain = self.write is None and len(places[0]) == 1
        if is_plain:
            body[self.api] = copy.deepcopy(self.body(value))
        elif value is not None:
            has_places = all(isinstance(_inside(row, place), dict) for place in places)
            is_same = has_places and value == self.actual(row)
            parts = itertools.repeat(MISSING) if is_same else self._written(value, row)
            for place, part in zip(places, parts):
                _put_at(body, place, part, row)

    def take_out(self, body: dict) -> None:
        """Take the value out of a body, where a mapping of a row has brought it along."""
        for place in (place.split(".") for place in self.places):
            mapping = _inside(body, place)
            if isinstance(mapping, dict):
                mapping.pop(place[-1], None)

    def _written(self, value: t.Any, row: dict) -> t.Iterable[t.Any]:
        written = self.write(value, row) if self.write else self.body(value)
        return [written] if isinstance(self.api, str) else written


def _without_defaults(suboptions: t.Mapping[str, dict] | None, value: t.Any) -> t.Any:
    if not suboptions or not isinstance(value, (dict, list)):
        return value
    if isinstance(value, list):
        return [_without_defaults(suboptions, item) for item in value]
    specs = {key: suboptions.get(key, {}) for key in value}
    return {
        key: _without_defaults(specs[key].get("options"), item)
        for key, item in value.items()
        if item is None or item != specs[key].get("default")
    }


def _inside(row: t.Any, place: list[str]) -> t.Any:
    """What holds the place in an answer."""
    for key in place[:-1]:
        row = row.get(key) if isinstance(row, dict) else None
    return row


def _put_at(body: dict, place: list[str], value: t.Any, row: dict) -> None:
    """Set the value at the place of a body. MISSING keeps what ``row`` has there, unless that is nothing or off; UNSET
    takes a key out of the mapping that holds it."""
    for depth, key in enumerate(place[:-1], 2):
        inner = _inside(row, place[:depth])
        body = body.setdefault(key, copy.deepcopy(inner) if isinstance(inner, dict) else {})
    if value is UNSET:
        body.pop(place[-1], None)
    elif value is not MISSING:
        body[place[-1]] = copy.deepcopy(value)
    elif len(place) == 1 and row.get(place[0]):
        body[place[0]] = copy.deepcopy(row[place[0]])


def _at(raw: dict, path: str, sparse: bool) -> t.Any:
    """The value at a dotted place of an answer. What an answered mapping does not hold is None, or MISSING when it is
    ``sparse``; without the mapping it is MISSING."""
    outermost, *inner = path.split(".")
    value = raw.get(outermost, MISSING)
    for key in inner:
        if not isinstance(value, dict):
            return MISSING if sparse or value is MISSING else None
        value = value.get(key, MISSING if sparse else None)
    return value

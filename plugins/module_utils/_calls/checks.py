# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters held against the reference: none is missing, unknown or of a wrong type.

Only the query and the top of the body are checked; what lies deeper is the service's to judge.
"""

from __future__ import annotations

import re
import typing as t

from .._engine.words import did_you_mean
from .parameters import TABLE

_TYPES = {
    "s": ("a text", lambda value: isinstance(value, str)),
    "i": ("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    "n": ("a number", lambda value: isinstance(value, (int, float)) and not isinstance(value, bool)),
    "b": ("true or false", lambda value: isinstance(value, bool)),
    "o": ("a mapping", lambda value: isinstance(value, dict)),
    "a": ("a list", lambda value: isinstance(value, list)),
    "z": ("null", lambda value: value is None),
}
_FILE = "f"
_ENTRY = r"^{}\b(.*(?:\n .*)*)"


class Parameter(t.NamedTuple):
    """types: letters of _TYPES, any value fits none of them; mark: ``*`` required, ``+`` one of several."""

    types: str
    mark: str


class Parameters(t.NamedTuple):
    """What one operation takes. body: by key; None when it takes none. is_open: whether the body may hold any key."""

    query: dict[str, Parameter]
    body: dict[str, Parameter] | None
    is_open: bool = False

    @property
    def files(self) -> dict[str, Parameter]:
        """The keys of the body that are files."""
        return {name: one for name, one in (self.body or {}).items() if one.types == _FILE}


def parameters_of(operation: str) -> Parameters | None:
    """The parameters of an operation; None for one that the reference does not describe."""
    entry = re.search(_ENTRY.format(re.escape(operation)), TABLE, re.MULTILINE)
    if entry is None:
        return None
    query: dict[str, Parameter] = {}
    body: dict[str, Parameter] = {}
    words = entry[1].split()
    for word in words:
        name, _colon, rest = word.lstrip("?").partition(":")
        if ":" in word:
            types = rest.rstrip("*+")
            (query if word[0] == "?" else body)[name] = Parameter(types, rest[len(types) :])
    takes_body = bool(body) or "{}" in words or "..." in words
    return Parameters(query, body if takes_body else None, "..." in words)


def check(operation: str, query: dict, body: t.Any, files: t.Collection[str]) -> tuple[dict, t.Any, list[str]]:
    """Query and body in form, and a sentence for each thing that is wrong with them."""
    known = parameters_of(operation)
    if known is None:
        return query, body, []
    faults: list[str] = []
    query = {name: _listing(known.query.get(name), value) for name, value in query.items() if value is not None}
    query = _checked(known.query, query, "query_params", False, faults)
    faults += _faults_of_files(known, files)
    if known.body is None:
        if body not in (None, {}):
            faults.append("The operation takes no body: leave 'body' out.")
        return query, body, faults
    if body is not None and not isinstance(body, dict):
        return query, body, [*faults, f"'body' must be a mapping, not {_noun(body)}."]
    fields = {name: one for name, one in known.body.items() if one.types != _FILE}
    checked = _checked(fields, body or {}, "body", known.is_open, faults)
    return query, checked if body is not None else None, faults


def _faults_of_files(known: Parameters, files: t.Collection[str]) -> list[str]:
    if known.is_open:
        return []
    lacking = [name for name, one in known.files.items() if one.mark == "*" and name not in files]
    unknown = [name for name in files if name not in known.files]
    faults = [f"'files' lacks {_listed(lacking)}: give the path of the file."] if lacking else []
    if unknown and not known.files:
        faults.append("The operation takes no file: leave 'files' out.")
    elif unknown:
        faults.append(f"'files' takes {_listed(known.files)}, not {_listed(unknown)}.")
    return faults


def _checked(known: dict[str, Parameter], given: dict, option: str, is_open: bool, faults: list[str]) -> dict:
    in_form = {}
    for name, value in given.items():
        if name not in known:
            if not is_open:
                near = did_you_mean(str(name), known)
                rest = "" if near else f"; it takes {_listed(known)}" if known else "; it takes none"
                faults.append(f"'{option}' has no {name}{near}{rest}.")
            in_form[name] = value
            continue
        types = known[name].types
        in_form[name] = _in_form(types, value)
        if types and not any(_TYPES[letter][1](in_form[name]) for letter in types):
            faults.append(f"'{option}.{name}' must be {_nouns(types)}, not {_noun(value)}.")
    lacking = [name for name, one in known.items() if one.mark == "*" and name not in given]
    if lacking:
        faults.append(f"'{option}' lacks {_listed(lacking)}.")
    one_of = [name for name, one in known.items() if one.mark == "+"]
    if one_of and not any(name in given for name in one_of):
        faults.append(f"'{option}' lacks one of {_listed(one_of)}.")
    return in_form


def _in_form(types: str, value: t.Any) -> t.Any:
    """The value as the reference wants it where only its form differs: templates of older cores give texts only, and
    YAML takes a name that looks like a number for one."""
    if isinstance(value, str) and "s" not in types:
        if re.fullmatch(r"-?[0-9]{1,18}", value) and ("i" in types or "n" in types):
            return int(value)
        if re.fullmatch(r"-?[0-9]{1,18}\.[0-9]{1,18}", value) and "n" in types:
            return float(value)
        if "b" in types and value.lower() in ("true", "false"):
            return value.lower() == "true"
    if types.rstrip("z") == "s" and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value


def _listing(parameter: Parameter | None, value: t.Any) -> t.Any:
    """A list of one for a single value in the query, which looks the same when it is sent."""
    return [value] if parameter and parameter.types == "a" and isinstance(value, (str, int)) else value


def _nouns(types: str) -> str:
    return " or ".join(_TYPES[letter][0] for letter in types)


def _noun(value: t.Any) -> str:
    return next(noun for noun, fits in _TYPES.values() if fits(value))


def _listed(names: t.Iterable[str]) -> str:
    return ", ".join(map(str, names))

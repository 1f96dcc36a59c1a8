# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options as people give them, in the form that their argument spec asks for.

Ansible's own validation takes a boolean for a text, a mapping for a text and null for the word ``None``, and says of a
wrong type neither the option nor what would be right. So this comes before it: what is meant is brought into form, and
what cannot be meant gets a sentence with the option and an example. Both execution paths and the objects of a workspace
use it.
"""

from __future__ import annotations

import json
import typing as t

from ansible.module_utils.basic import AnsibleFallbackNotFound
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import DEFAULT_TYPE_VALIDATORS

from ._engine.errors import InputError
from ._engine.values import is_blank, noun, text, texts
from ._engine.words import did_you_mean, meant

_NOUNS = {
    "str": "a text",
    "path": "a path",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "dict": "a mapping",
    "list": "a list",
}
#: Examples of types, where the argument spec has nothing better.
_SAMPLES = {"str": "text", "path": "/a/path", "int": 1, "float": 1.5, "bool": True, "raw": "text"}


class _WrongError(Exception):
    """What is wrong with a value: the end of a sentence that begins with its option."""

    def __init__(self, problem: str, needs_example: bool = True) -> None:
        super().__init__(problem)
        self.needs_example = needs_example


def normalized(
    spec: t.Mapping[str, dict],
    given: t.Mapping[str, t.Any],
    hints: t.Mapping[str, str] | None = None,
    fill_in: bool = True,
    blank: t.Container[str] | None = None,
) -> tuple[dict, list[str]]:
    """The options in form, those that are wrong left out, and one sentence for each of these.

    A null option is an option that is not given, a text of blanks an empty one, and blank members of lists are dropped.
    Aliases are replaced. hints: what people may guess as an option -> what to do instead; with dots for suboptions.
    That of an option that exists is told with a wrong value.
    fill_in: whether the fallbacks of options that are not given count, such as the environment.
    blank: the options that may be an empty text or list, with dots for suboptions; None where all may. Beside these
    a list may be empty whose default is.
    """
    form = _Form(hints or {}, fill_in, blank)
    return form.options(spec, given, ""), form.faults


def checked(
    spec: t.Mapping[str, dict],
    given: t.Mapping[str, t.Any],
    constraints: t.Mapping[str, t.Any] | None = None,
    hints: t.Mapping[str, str] | None = None,
    blank: t.Container[str] | None = None,
) -> dict:
    """The options in form and complete with defaults; InputError tells everything that is wrong with them.

    constraints: the other arguments of AnsibleModule, such as ``mutually_exclusive``. The rest as of ``normalized``.
    """
    params, faults = normalized(spec, given, hints, blank=blank)
    if not faults:
        validation = ArgumentSpecValidator(dict(spec), **(constraints or {})).validate(params)
        if not validation.error_messages:
            return validation.validated_parameters
        faults = [f"{one[:1].upper()}{one[1:].rstrip('.')}." for one in validation.error_messages]
    raise InputError(" ".join(faults))


def secrets_in(spec: t.Mapping[str, dict], given: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    """The texts of the options that the argument spec marks with ``no_log``, whatever else may be wrong with them."""
    for option, entry in spec.items():
        for name in (option, *entry.get("aliases", ())):
            if entry.get("no_log"):
                yield from texts(given.get(name))
            for member in _members(given.get(name)) if entry.get("options") else ():
                yield from secrets_in(entry["options"], member)


def without_secrets(spec: t.Mapping[str, dict], given: t.Mapping[str, t.Any], mask: str) -> dict:
    """The options with ``mask`` in place of every secret that ``secrets_in`` finds."""
    entries = {name: entry for option, entry in spec.items() for name in (option, *entry.get("aliases", ()))}
    return {option: _without_secrets(entries.get(option, {}), value, mask) for option, value in given.items()}


def _without_secrets(entry: t.Mapping[str, t.Any], value: t.Any, mask: str) -> t.Any:
    if entry.get("no_log") and value is not None:
        return mask
    if isinstance(value, list):
        return [_without_secrets(entry, member, mask) for member in value]
    return without_secrets(entry["options"], value, mask) if entry.get("options") and isinstance(value, dict) else value


def sample(spec: t.Mapping[str, t.Any]) -> t.Any:
    """A value that fits the argument spec of an option, for messages."""
    kind = spec.get("type", "str")
    if kind == "list":
        return [sample({**spec, "type": spec.get("elements", "raw"), "default": None})]
    if spec.get("choices"):
        return spec["choices"][0]
    if kind != "dict":
        return spec["default"] if spec.get("default") is not None else _SAMPLES[kind]
    options = spec.get("options") or {"name": {"type": "raw"}}
    needed = [option for option in options if options[option].get("required")]
    needed += [one_of[0] for one_of in spec.get("required_one_of") or () if one_of[0] not in needed]
    return {option: sample(options[option]) for option in needed or list(options)[:1]}


def example(option: str, spec: t.Mapping[str, t.Any]) -> str:
    """How the option is written in a playbook."""
    return f"{option}: {_yaml(sample(spec))}"


def _yaml(value: t.Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    return f'"{value}"' if value == "*" else text(value)  # YAML takes a bare one for an alias


def _members(value: t.Any) -> t.Iterator[dict]:
    for member in value if isinstance(value, list) else [value]:
        if isinstance(member, dict):
            yield member


class _Form:
    """Brings options into form, and collects what is wrong."""

    def __init__(self, hints: t.Mapping[str, str], fill_in: bool, blank: t.Container[str] | None) -> None:
        self._hints = hints
        self._fill_in = fill_in
        self._blank = blank
        self.faults: list[str] = []

    def options(self, spec: t.Mapping[str, dict], given: t.Mapping[str, t.Any], place: str) -> dict:
        """The options of one mapping; ``place`` is where it stands, such as ``rules[0].``"""
        names = {alias: option for option, entry in spec.items() for alias in (option, *entry.get("aliases", ()))}
        params: dict[str, t.Any] = {}
        for name, value in given.items():
            option = names.get(name)
            if option is None:
                self._unknown(place, name, names)
            elif value is not None:
                self._set(params, spec, place, option, name, value)
        for option in spec if self._fill_in else ():
            if option not in params and given.get(option) is None and "fallback" in spec[option]:
                self._fall_back(params, spec, place, option)
        return params

    def _set(self, params: dict, spec: t.Mapping[str, dict], place: str, option: str, name: str, value: t.Any) -> None:
        known = len(self.faults)
        try:
            value = self._value(spec[option], place + name, value)
            if spec[option].get("required") and (place or spec[option]["type"] != "list") and _says_nothing(value):
                raise _WrongError("is empty: give it a value")
            if self._may_not_be_empty(spec[option], place, option) and value in ("", []):
                raise _WrongError(
                    "is empty: give it a value, or leave it out, in a template with default(omit, true)",
                    needs_example=False,
                )
        except _WrongError as fault:
            such = f", such as {example(name, spec[option])}" if fault.needs_example else ""
            such += f"; {self._hints[option]}" if not place and option in self._hints else ""
            self.faults.append(f"'{place}{name}' {fault}{such}.")
        if len(self.faults) > known:
            return
        if params.setdefault(option, value) != value:
            names = [one for one in (option, *spec[option].get("aliases", ())) if one != name]
            self.faults.append(f"'{place}{name}' is the same option as {', '.join(names)}: give one of them.")

    def _fall_back(self, params: dict, spec: t.Mapping[str, dict], place: str, option: str) -> None:
        find, *arguments = spec[option]["fallback"]
        try:
            value = find(*(arguments[0] if arguments else ()))
        except AnsibleFallbackNotFound:
            return
        self._set(params, spec, place, option, option, value)

    def _may_not_be_empty(self, entry: t.Mapping[str, t.Any], place: str, option: str) -> bool:
        if option == "uuid" and not place:
            return True  # it would mean an object by its name, and make a second one of a rename
        if self._blank is None or entry.get("required"):
            return False
        return entry.get("default") != [] and _path(place, option) not in self._blank

    def _unknown(self, place: str, name: t.Any, names: t.Mapping[str, str]) -> None:
        path = _path(place, str(name))
        if path in self._hints:
            self.faults.append(f"There is no option '{place}{name}': {self._hints[path]}.")
            return
        shown = {alias: option for alias, option in names.items() if not alias.startswith("_")}
        near = did_you_mean(str(name), shown)
        rest = "" if near else f"; the options here are {', '.join(sorted(set(shown.values())))}"
        self.faults.append(f"There is no option '{place}{name}'{near}{rest}.")

    def _value(self, spec: t.Mapping[str, t.Any], place: str, value: t.Any) -> t.Any:
        kind = spec.get("type", "str")
        if kind == "raw":
            return value
        if kind == "dict":
            return self._mapping(spec, place, value)
        if kind == "list":
            return self._list(spec, place, value)
        return _chosen(spec, _scalar(kind, value, spec.get("no_log")))

    def _mapping(self, spec: t.Mapping[str, t.Any], place: str, value: t.Any) -> dict:
        if isinstance(value, str) and not spec.get("no_log"):
            _check_json(value)
            value = _parsed(DEFAULT_TYPE_VALIDATORS["dict"], value)
        if not isinstance(value, dict):
            raise _WrongError(f"must be a mapping, not {noun(value)}")
        return self.options(spec["options"], value, f"{place}.") if spec.get("options") else value

    def _list(self, spec: t.Mapping[str, t.Any], place: str, value: t.Any) -> list:
        elements = spec.get("elements", "raw")
        if isinstance(value, str) and not spec.get("no_log"):
            _check_json(value)
        members = _as_list(elements, value)
        if elements == "raw":
            is_text = isinstance(value, str)  # whose blanks are no members; a list can mean an empty one
            return [member for member in members if not (is_blank(member) if is_text else member is None)]
        kept = [(number, member) for number, member in enumerate(members) if elements == "dict" or not is_blank(member)]
        if members and not kept:
            raise _WrongError("holds nothing but blanks: give it values, or leave it out", needs_example=False)
        one = {**spec, "type": elements}
        return [self._member(one, place, number, member) for number, member in kept]

    def _member(self, spec: t.Mapping[str, t.Any], place: str, number: int, member: t.Any) -> t.Any:
        try:
            return self._value(spec, f"{place}[{number}]", member)
        except _WrongError as fault:
            problem = f"must be a list of {_plural(spec['type'])}; number {number + 1} of it {fault}"
            raise _WrongError(problem, fault.needs_example) from None


def _path(place: str, option: str) -> str:
    """The option with dots, such as ``rules.level`` for ``level`` at ``rules[0].``."""
    return "".join(part.partition("]")[2] if "]" in part else part for part in place.split("[")) + option


def _says_nothing(value: t.Any) -> bool:
    """Whether the value is a blank text, or a list without members. What a list may hold is known where it is read."""
    return value == [] if isinstance(value, list) else is_blank(value)


def _as_list(elements: str, value: t.Any) -> list:
    """The members of what is given for a list: a single one, or several in one text, too."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        value = _parsed(json.loads, value)
    if isinstance(value, (list, tuple)):
        return list(value)
    if elements == "dict":
        if isinstance(value, dict):
            return [value]
        raise _WrongError(f"must be a list of mappings, not {noun(value)}")
    if isinstance(value, str):
        return [part.strip() for part in value.split(",")]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [value]
    raise _WrongError(f"must be a list, not {noun(value)}")


def _check_json(value: str) -> None:
    """Refuse what a parser would drop or make up without a word in a text that is JSON."""

    def once(pairs: list[tuple[str, t.Any]]) -> dict:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _value in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise _WrongError(f"has the key '{twice}' twice in one mapping: keep one of them", needs_example=False)
        return found

    def constant(word: str) -> t.NoReturn:
        raise _WrongError(f"holds {word}, which is no number that JSON knows", needs_example=False)

    if value.lstrip().startswith(("{", "[")):
        _parsed(lambda text: json.loads(text, object_pairs_hook=once, parse_constant=constant), value)


def _parsed(parse: t.Callable[[str], t.Any], value: str) -> t.Any:
    """What the text stands for, or the text."""
    try:
        return parse(value)
    except (TypeError, ValueError, RecursionError):
        return value


def _scalar(kind: str, value: t.Any, is_secret: t.Any) -> t.Any:
    if kind in ("str", "path") and isinstance(value, (str, int, float)):
        value = "" if is_blank(value) else text(value)
        return DEFAULT_TYPE_VALIDATORS[kind](value)
    is_number = kind in ("int", "float")
    if (
        not isinstance(value, (dict, list))
        and kind in DEFAULT_TYPE_VALIDATORS
        and not (is_number and isinstance(value, bool))
    ):
        try:
            return DEFAULT_TYPE_VALIDATORS[kind](value)
        except (TypeError, ValueError, ArithmeticError):
            pass
    raise _WrongError(f"must be {_NOUNS.get(kind, kind)}, not {'that' if is_secret else _quoted(value)}")


def _chosen(spec: t.Mapping[str, t.Any], value: t.Any) -> t.Any:
    choices = spec.get("choices")
    if not choices or value in choices:
        return value
    found = meant(value, choices) if isinstance(value, str) else value
    if found in choices:
        return found
    near = did_you_mean(value, choices) if isinstance(value, str) else ""
    words = ", ".join(map(str, choices))
    raise _WrongError(f"must be one of {words}, not {_quoted(value)}{near}", needs_example=False)


def _quoted(value: t.Any) -> str:
    if isinstance(value, (dict, list)):
        return noun(value)
    return f"'{value}'" if isinstance(value, str) else text(value)


def _plural(kind: str) -> str:
    return {"str": "texts", "dict": "mappings", "int": "whole numbers", "path": "paths"}.get(kind, kind)

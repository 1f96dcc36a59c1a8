# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets inside a value: where they stand, and the value with something else in their places.

A null in the place of a secret means: as it is. Exports write one there, and so does ``update_secrets: on_create``.
"""

from __future__ import annotations

import copy
import json
import re
import typing as t

from .errors import InputError
from .rules import has_mask, is_empty, may_mask
from .values import MISSING

MASK = "********"

#: The keys of mappings and the numbers in lists that lead to one place in a value.
Place = tuple

_PLAIN_KEY = re.compile(r"[\w-]+")
_STEP = re.compile(r'\.?(?:(?P<plain>[\w-]+)|"(?P<quoted>[^"]*)")|\[(?P<number>[0-9]+)\]')


class Secret(t.NamedTuple):
    """Where the value of an option holds secrets.

    path: keys with dots between them: ``auth.password``; ``*`` for any key, ``[]`` for each item of a list, ``**`` for
        any way down to what follows. Empty: the value itself.
    when: whether what stands there is one, told by its key and the mapping that holds it.
    beside: the key, in the same mapping, of what it belongs to, such as the user of a password. Where answers tell only
        that, there is a secret that they hide.
    """

    path: str = ""
    when: t.Callable[[t.Any, t.Any], bool] = lambda key, holder: True
    beside: str = ""


def places(field, value: t.Any) -> list[Place]:
    """Where a value of the field holds secrets, those included that are null."""
    found = {}
    for secret in field.secrets if not field.secret else ():
        for place in _matching(value, secret.path.replace("[]", ".[]").split("."), ()):
            holder = at(value, place[:-1])
            if secret.when(place[-1], holder):
                found[place] = None
    # What stands inside another one goes with it.
    return [place for place in found if not any(place[:length] in found for length in range(len(place)))]


def _matching(value: t.Any, steps: list[str], before: Place) -> t.Iterator[Place]:
    if not steps:
        yield before
        return
    step, *rest = steps
    children = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    if step == "**":
        yield from _matching(value, rest, before)
    for key, child in children:
        if step == "**":
            yield from _matching(child, steps, (*before, key))
        elif step in (key, "*" if isinstance(key, str) else "[]"):
            yield from _matching(child, rest, (*before, key))


def at(value: t.Any, place: Place) -> t.Any:
    """What stands at the place; MISSING when nothing does."""
    for key in place:
        is_there = key in value if isinstance(value, dict) else isinstance(value, list) and key in range(len(value))
        if not is_there:
            return MISSING
        value = value[key]
    return value


def _filled(value: t.Any, found: t.Iterable[Place], fill: t.Callable[[Place, t.Any], t.Any]) -> t.Any:
    """A copy of the value with something else in each place; what would be MISSING goes."""
    found = list(found)
    if not found:
        return value
    value = copy.deepcopy(value)
    for place in found:
        holder, new = at(value, place[:-1]), fill(place, at(value, place))
        if new is not MISSING:
            holder[place[-1]] = new
        elif isinstance(holder, dict):
            holder.pop(place[-1], None)
    return value


# -- what people give, and what they see -----------------------------------------------------------


def opened(given: t.Any) -> t.Any:
    """The given value, whatever may be wrong with it, with the mappings and lists that stand in it as JSON texts."""
    if isinstance(given, str) and given.lstrip()[:1] in ("{", "["):
        try:
            return opened(json.loads(given))
        except (ValueError, RecursionError):
            return given
    if isinstance(given, dict):
        return {key: opened(item) for key, item in given.items()}
    return [opened(item) for item in given] if isinstance(given, (list, tuple)) else given


def secrets_in(field, given: t.Any) -> t.Iterator[t.Any]:
    """The secrets in a given value, whatever may be wrong with it: all of a text that nobody can look into."""
    value = opened(given)
    if not isinstance(value, (dict, list)):
        yield value
        return
    for place in places(field, value):
        yield at(value, place)
        if at(given, place) not in (MISSING, at(value, place)):
            yield at(given, place)  # the text of what was opened


def hidden_in(field, given: t.Any) -> t.Any:
    """The given value with a mask for each secret in it, whatever may be wrong with it."""
    if not (field.secret or field.secrets):
        return given
    value = opened(given)
    if field.secret or not isinstance(value, (dict, list)):
        return MASK
    return masked(field, value) if places(field, value) else given


def masked(field, value: t.Any) -> t.Any:
    """The value with a mask for each secret in it."""
    return _filled(value, places(field, value), lambda place, secret: secret if is_empty(secret) else MASK)


def masked_pair(field, before: t.Any, after: t.Any) -> tuple[t.Any, t.Any]:
    """The two sides of a diff with a mask for each secret, which shows whether it changes."""

    def new(place: Place, secret: t.Any) -> t.Any:
        if is_empty(secret):
            return secret
        return MASK if at(before, place) == secret else f"{MASK} (changed)"

    return masked(field, before), _filled(after, places(field, after), new)


def nulled(field, value: t.Any) -> t.Any:
    """The value with null for each secret in it."""
    return _filled(value, places(field, value), lambda place, secret: None)


def told(field, value: t.Any) -> list[Place]:
    """Where the value holds secrets that are more than nothing."""
    return [place for place in places(field, value) if not is_empty(at(value, place))]


# -- what is compared, and what is sent ------------------------------------------------------------


def as_it_is(field, wanted: t.Any, actual: t.Any) -> t.Any:
    """The wanted value with what the service holds, or shows, in place of each secret that is null."""
    found = [place for place in places(field, wanted) if at(wanted, place) is None]
    return _filled(wanted, found, lambda place, _null: at(actual, place))


def hidden(field, wanted: t.Any, actual: t.Any) -> list[Place]:
    """The wanted secrets of which the service may hold another value than it shows."""
    return [place for place in told(field, wanted) if _is_hidden(at(actual, place), at(wanted, place))]


def _is_hidden(actual: t.Any, wanted: t.Any) -> bool:
    return _is_nothing(actual) or may_mask(actual, wanted)


def _is_nothing(value: t.Any) -> bool:
    return value is MISSING or is_empty(value)


def unmasked(field, target: t.Any, given: t.Any) -> t.Any:
    """What is to be sent, with the secrets that were given in place of those that the service hides."""
    if field.secret:
        is_unknown = target in (None, MISSING) or has_mask(target)
        return given if is_unknown and not isinstance(given, dict) else target

    def known(place: Place, secret: t.Any) -> t.Any:
        now = at(target, place)
        return secret if _is_nothing(now) or has_mask(now) else now

    found = [place for place in told(field, given) if at(target, place[:-1]) is not MISSING]
    own = {place: at(given, place) for place in found}
    return _filled(target, found, lambda place, _now: known(place, own[place]))


def unknown(field, sent: t.Any, holder: t.Any, given: t.Any) -> list[Place]:
    """The secrets in what would be sent of which only a mask is known, or that there is one. ``holder`` is the mapping
    that the whole value stands in, ``given`` what the user said."""
    if sent is MISSING:
        sent = None
    known = set(_texts(given))
    if field.secret:
        found = [place for place, leaf in _leaves(sent) if has_mask(leaf) and leaf not in known]
        by = next((secret.beside for secret in field.secrets), "")
        return found or ([()] if is_empty(sent) and by and not _is_nothing(at(holder, (by,))) else [])
    found = [place for place in told(field, sent) if has_mask(at(sent, place)) and at(sent, place) not in known]
    for secret in field.secrets:
        *way, last = secret.path.replace("[]", ".[]").split(".")
        for place in _matching(sent, way, ()) if secret.beside else ():
            inner = at(sent, place)
            if isinstance(inner, dict) and not is_empty(inner.get(secret.beside)) and is_empty(inner.get(last)):
                found += [(*place, last)] if secret.when(last, inner) else []
    return list(dict.fromkeys(found))


def is_there(field, row: dict) -> bool:
    """Whether a row tells that there is a secret, by what it belongs to, be it that it tells the secret or not."""
    holder: t.Any = row
    for key in field.places[0].split(".")[:-1]:
        holder = holder.get(key) if isinstance(holder, dict) else None
    by = next((secret.beside for secret in field.secrets), "")
    return bool(by) and not _is_nothing(at(holder, (by,)))


def _leaves(value: t.Any, before: Place = ()) -> t.Iterator[tuple[Place, t.Any]]:
    if isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(item, (*before, key))
    else:
        yield before, value


def _texts(value: t.Any) -> t.Iterator[t.Any]:
    return (leaf for _place, leaf in _leaves(value) if isinstance(leaf, str))


# -- places in words -------------------------------------------------------------------------------


def label(option: str, place: Place) -> str:
    """A place in the words of people: ``task.steps[0].task.headers.Authorization``."""
    text = option
    for key in place:
        plain = isinstance(key, int) or _PLAIN_KEY.fullmatch(key)
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if plain else f'."{key}"'
    return text


def with_secrets(kind, options: dict, given: t.Mapping[str, t.Any]) -> dict:
    """The options of an object with secrets that are given beside them: by option, or by a place in one as ``label``
    writes it. InputError for a place that is none."""
    options = dict(options)
    for name, value in given.items():
        steps = _steps(str(name))
        field = next((one for one in kind.fields if one.secrets and steps and one.option == steps[0]), None)
        if field is None or len(steps) == 1:
            options[name] = value
        else:
            options[field.option] = _with(kind, options.get(field.option), steps[1:], name, value)
    return options


def _steps(text: str) -> Place | None:
    steps: list[str | int] = []
    end = 0
    for found in _STEP.finditer(text):
        if found.start() != end or (not steps and text[:1] in (".", "[")):
            return None
        end = found.end()
        number = found["number"]
        steps.append(int(number) if number else found["plain"] or found["quoted"] or "")
    return tuple(steps) if end == len(text) else None


def _with(kind, value: t.Any, place: Place, name: str, secret: t.Any) -> t.Any:
    value = copy.deepcopy(opened({} if value is None else value))
    holder = value
    for key, then in zip(place, place[1:]):
        if isinstance(holder, dict) and isinstance(key, str) and isinstance(then, str):
            holder = holder.setdefault(key, {})
        else:
            holder = at(holder, (key,))
    fits = isinstance(holder, dict) and isinstance(place[-1], str)
    if not fits and not (isinstance(holder, list) and at(holder, place[-1:]) is not MISSING):
        raise InputError(f"'secrets' gives '{name}', and the {kind.title} has no such place: correct it.")
    holder[place[-1]] = secret
    return value

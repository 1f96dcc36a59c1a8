# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Relations by name: what the API wants as a uuid, people write as a name (a member as an e-mail address)."""

from __future__ import annotations

import difflib
import re
import typing as t

from .._api.errors import ForbiddenError, RouteNotFoundError
from .errors import InputError, MissingError, MissingReference
from .find import by_name, by_uuid
from .missing import Missing
from .values import texts

#: Stands for a value that only the server can give, in check mode and before the first write.
KNOWN_AFTER_APPLY = "(known after apply)"


class Renames:
    """Other names of what references speak of: old name, or ``kind/old name``, to the name or uuid that counts."""

    def __init__(self, names: t.Mapping[str, str]) -> None:
        self._names = names
        #: The old names that no reference has had so far.
        self.idle = set(names)

    def name(self, kinds: t.Iterable, old: str) -> str:
        """The name that a reference to one of the kinds means."""
        for key in (*(f"{word}/{old}" for kind in kinds for word in (kind.name, kind.folder)), old):
            if key in self._names:
                self.idle.discard(key)
                return self._names[key]
        return old


def renamed(run, kinds: t.Sequence[str], value: str, besides: str = "") -> tuple[str, str]:
    """The name that a reference means, and ``besides`` with a word about its old one."""
    name = run.renames.name([run.kinds[kind] for kind in kinds], value) if run.renames else value
    return name, besides if name == value else f"{besides} 'rename_relations' names it in place of '{value}'.".strip()


def refer(*kinds: str) -> t.Callable[[t.Any, t.Any], t.Any]:
    """A Field's ``resolve`` for a value, or a list of values, that names objects of one of the kinds."""

    def resolve(run, value: t.Any) -> t.Any:
        if isinstance(value, list):
            return [uuid_of(run, kinds, item) for item in value]
        return uuid_of(run, kinds, value) if value else value

    resolve.kinds = kinds
    return resolve


def uuid_of(run, kinds: t.Sequence[str], value: str, besides: str = "") -> str:
    """The uuid of the object that ``value``, a uuid or a name that the run may rename, means; see ``found_uuid``."""
    return found_uuid(run, kinds, *renamed(run, kinds, value, besides))


def found_uuid(run, kinds: t.Sequence[str], value: str, besides: str = "") -> str:
    """The uuid of the object that ``value``, a uuid or a name, means.

    In check mode a name may not exist yet, since an earlier task would have created it, and in a run over a whole
    wanted set another object of the set may have it: it then stands for itself, marked as known after apply. Otherwise
    it is an InputError that names what is near.
    """
    of_uuid = [kind for kind in kinds if is_uuid(run.kinds[kind], value)]
    if of_uuid:
        run.uuids_given.append((of_uuid, value))
        return value
    expected = [kind for kind in kinds if run.expected is not None and run.expected.use(kind, value)]
    for kind in map(run.kinds.get, kinds):
        row = by_name(run, kind, value) or run.memory.row(kind, value)
        if row is not None:
            return kind.uuid_of(row)
    can_be_made = any(run.kinds[kind].is_known_when_made for kind in kinds)
    expected = [kind for kind in expected if run.kinds[kind].key.known]
    if expected or (run.check_mode and run.expected is None and can_be_made):
        return f"{value} {KNOWN_AFTER_APPLY}"
    missing = _missing(run, kinds, value, besides)
    if run.missing is None:
        raise MissingError([missing])
    run.missing.append(missing)
    return Missing(missing)


def _missing(run, kinds: t.Sequence[str], value: str, besides: str) -> MissingReference:
    known = sorted({run.kinds[kind].name_of(row) for kind in kinds for row in run.memory.rows(run.kinds[kind])})
    near = difflib.get_close_matches(value, known, n=3) or known[:5]
    hint = f"; there is {', '.join(repr(name) for name in near)}" if near else "; there is none at all"
    what = " or ".join(run.kinds[kind].title for kind in kinds)
    can_be_made = tuple(kind for kind in kinds if run.kinds[kind].is_known_when_made)
    return MissingReference(tuple(kinds), what, value, hint, besides, can_be_made)


def check_uuids(run, plan) -> None:
    """InputError when a reference by uuid in the options of a plan to write leads nowhere.

    What the object refers to already is believed unless the list at hand says otherwise: an unchanged reference costs
    no request.
    """
    lost = []
    for kinds, uuid in run.uuids_given:
        of_kinds = [run.kinds[kind] for kind in kinds]
        is_listed = all(run.memory.is_listed(kind) for kind in of_kinds)
        if (is_listed or not mentions(plan.actual, uuid)) and not exists(run, of_kinds, uuid):
            option = next((option for option, value in plan.after.items() if mentions(value, uuid)), "")
            lost.append(
                f"'{option}' of {plan.title} refers to {uuid}, and this workspace has no "
                f"{' or '.join(kind.title for kind in of_kinds)} with that uuid: give its name, or correct it."
            )
    if lost:
        raise InputError(" ".join(dict.fromkeys(lost)))


def exists(run, kinds: t.Sequence, uuid: str) -> bool:
    """Whether one of the kinds has an object of the uuid, or may have it: what cannot be read is left to the
    service."""
    if any(run.memory.row(kind, uuid) is not None for kind in kinds):
        return True
    if _may_come(run, kinds, uuid):
        return True
    try:
        return any(by_uuid(run, kind, uuid) is not None for kind in kinds)
    except (ForbiddenError, RouteNotFoundError):
        return True


def _may_come(run, kinds: t.Sequence, uuid: str) -> bool:
    """Whether the object may be made by the time that it is referred to: by the same run, or, in check mode, by an
    earlier task, where the caller chose the uuid."""
    if run.expected is not None:
        return any(run.expected.use(kind.name, uuid) for kind in kinds)
    return run.check_mode and "_custom_" in uuid


def is_uuid(kind, value: str) -> bool:
    """Whether the text is surely a uuid of the kind. People begin names with the same words: ``notify_oncall``."""
    return (
        bool(kind.uuid_prefix)
        and re.fullmatch(re.escape(kind.uuid_prefix) + r"(custom_)?[0-9a-z]{32}", value) is not None
    )


def by_names(value: t.Any, names: t.Mapping[str, str]) -> t.Any:
    """The value with every known uuid in it, at any depth, replaced by the name that people know."""
    if isinstance(value, dict):
        return {key: by_names(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [by_names(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


class LeadingBack:
    """The names by uuid, as ``by_names`` takes them, that ``uuid_of`` leads back to the same object: none that several
    objects of the kinds share."""

    def __init__(self, run, resolve: t.Callable) -> None:
        self._memory, self._kinds = run.memory, [run.kinds[kind] for kind in getattr(resolve, "kinds", ())]

    def get(self, uuid: str, default: str) -> str:
        """The name of the uuid, else ``default``."""
        name = self._memory.names.get(uuid)
        meant = [kind.uuid_of(row) for kind in self._kinds for row in self._memory.called(kind, name)] if name else []
        return name if meant == [uuid] else default


def mentions(value: t.Any, uuid: str) -> bool:
    """Whether the uuid stands anywhere in the value."""
    return any(uuid in text and uuid in re.split(r"[,\s]+", text) for text in texts(value))

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with objects of the wanted set, in words: what several objects have in common is told once."""

from __future__ import annotations

import typing as t

from .._engine.errors import DangerError, IncompleteError, InputError, MissingError, MissingReference
from .item import Item

#: The most places, or names, that one message tells.
_TOLD = 10


class Fault(t.NamedTuple):
    """What keeps one object, or one file, from being applied.

    kind, name: of the object, None as long as they are not known. origin, place: as an Item's. item: the object, when
    its options are usable.
    """

    kind: t.Any
    name: str | None
    origin: str
    place: str
    error: Exception
    item: Item | None = None

    @classmethod
    def of(cls, item: Item, error: Exception) -> Fault:
        """The fault of an item."""
        return cls(item.kind, item.name, item.origin, item.place, error, item)


def refusal(
    faults: t.Iterable[Fault], more: str = "", start: str = "The wanted set cannot be applied, nothing was written."
) -> InputError:
    """The error that tells all faults."""
    told = " ".join(text for text, _errors in grouped(faults))
    return InputError(f"{start} {told}{more}")


def grouped(faults: t.Iterable[Fault]) -> list[tuple[str, list[Exception]]]:
    """The faults in words, each with its errors: what is wrong with several objects in the same way is told once."""
    groups: dict[t.Any, list[Fault]] = {}
    for fault in sorted(faults, key=lambda fault: fault.place):
        missing = fault.error.references if isinstance(fault.error, MissingError) and fault.item else ()
        for key in missing or (_text(fault),):
            groups.setdefault(key, []).append(fault)
    return [(_told(key, same), [fault.error for fault in same]) for key, same in groups.items()]


def _text(fault: Fault) -> str:
    text = str(fault.error)
    secret = {field.option for field in fault.kind.fields if field.secret} if fault.kind else set()
    lacking = fault.error.options if isinstance(fault.error, IncompleteError) else ()
    hidden = [option for option in lacking if option in secret or "." in option]
    if hidden:
        options = ", ".join(f"{option}: ..." for option in hidden)
        text += f" A secret is given beside the set: secrets: {{{fault.kind.name}/{fault.name}: {{{options}}}}}."
    if isinstance(fault.error, DangerError) and fault.kind:
        text = f"{fault.error.loss} Set 'force: [{fault.kind.name}]' in the task if that is meant."
    return text


def _told(key: str | MissingReference, faults: list[Fault]) -> str:
    places = list(dict.fromkeys(fault.place for fault in faults))
    if isinstance(key, MissingReference):
        who = people(fault.item for fault in faults)
        place = f"{places[0]}: " if len(places) == 1 else ""
        return f"{place}{who} {'needs' if len(places) == 1 else 'need'} {_need(key)}"
    if len(places) == 1 and places[0] in key:
        return key
    return f"{some(places)}: {key}"


def _need(missing: MissingReference) -> str:
    kinds = " or ".join(missing.can_be_made)
    add = f"Add it to the set (kind {kinds})" if kinds else "Add it to the workspace"
    return (
        f"{missing.what} '{missing.name}', which neither the set nor this workspace has{missing.near}. "
        f"{add}, correct the name, give the one that counts here by 'rename_relations', or set 'relations' to drop or "
        "keep where the reference can be left out."
        f"{missing.besides and f' {missing.besides}'}"
    )


def people(items: t.Iterable[Item]) -> str:
    """Objects in words: one by kind and name, several by their number first."""
    found = sorted(dict.fromkeys(items), key=lambda item: item.key)
    if len(found) == 1:
        return str(found[0])
    kinds = {item.kind.name: item.kind for item in found}
    if len(kinds) == 1:
        (kind,) = kinds.values()
        names = some([f"'{item.name}'" for item in found])
        return f"{len(found)} {kind.plural} ({names})"
    return f"{len(found)} objects ({some([str(item) for item in found])})"


def some(texts: t.Sequence[str]) -> str:
    """The texts in words, not more of them than a message should hold."""
    return ", ".join(texts[:_TOLD]) + (", ..." if len(texts) > _TOLD else "")

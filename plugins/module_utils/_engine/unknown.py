# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets that a change must send along, and that the service does not show: a mask is never sent in their place."""

from __future__ import annotations

import typing as t

from .errors import IncompleteError
from .secret import Place, label, unknown, unmasked
from .values import MISSING


def know_secrets(plan) -> None:
    """Put what was given in place of the secrets that the service hides, and leave out what holds others, where the
    change can do without. IncompleteError where it cannot."""
    kind = plan.kind
    fields = [field for field in kind.fields if (field.secret or field.secrets) and field.places]
    if not fields or plan.makes_object or plan.differing <= {kind.switch and kind.switch.option}:
        return
    target = plan.target
    for field in fields:
        given = plan.given.get(field.option)
        if given is not None:
            value = unmasked(field, target.get(field.option, MISSING), given)
            if value != target.get(field.option, MISSING):
                plan.secrets[field.option] = value
    body = kind.body_of_change(plan)
    found = [(field, place) for field in fields for place in _unknown(plan, field, body)]
    lacking = [(field, place) for field, place in found if not _has_its_own(fields, field, place)]
    touched = {_part(place) for option in plan.differing for place in kind.field(option).places}
    refused = [(field, place) for field, place in lacking if kind.replaces or _part(field.places[0]) in touched]
    if refused:
        names = list(dict.fromkeys(label(field.option, place) for field, place in refused))
        raise IncompleteError(
            f"The service does not show {' and '.join(map(repr, names))} of {plan.title}, and a change must send it: "
            "give that, too.",
            names,
        )
    plan.unsent = {_part(field.places[0]) for field, _place in lacking}


def _unknown(plan, field, body: dict) -> list[Place]:
    """Where the body holds secrets of the field that nobody knows."""
    if _part(field.places[0]) not in body:
        return []
    holder: t.Any = body
    for key in field.places[0].split(".")[:-1]:
        holder = holder.get(key) if isinstance(holder, dict) else None
    return unknown(field, field.actual(body), holder, plan.given)


def _part(place: str) -> str:
    return place.partition(".")[0]


def _has_its_own(fields: t.Iterable[t.Any], field, place: Place) -> bool:
    """Whether the place belongs to another one of the fields, which stands inside this one."""
    path = ".".join((field.places[0], *map(str, place))) + "."
    inner = [other.places[0] for other in fields if other.places[0].startswith(f"{field.places[0]}.")]
    return any(path.startswith(f"{one}.") for one in inner)

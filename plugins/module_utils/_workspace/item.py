# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One object of the wanted set."""

from __future__ import annotations

import typing as t


class Item:
    """One wanted object.

    kind: its kind. name: its name. label: its whole key as one text. origin: file, or place in the inline definition.
        place: where it stands, for messages: file and number where a file holds several. load: gives its options.
        holder: what holds it with others in an order, the file or the list of the inline definition.
    key: what it is known by in the set: kind and label, or kind and uuid when its options hold one.
    chosen_uuid: the uuid that its options choose for it, or None.
    """

    def __init__(
        self, kind, params: dict, origin: str, place: str, load: t.Callable[[], dict], holder: str = ""
    ) -> None:
        self.kind = kind
        self.name: str = kind.name_in(params)
        self.label = kind.label(params)
        self.key = (kind.name, params.get("uuid") or self.label)
        self.chosen_uuid = kind.chosen_uuid(params)
        self.origin = origin
        self.place = place
        self.load = load
        self.holder = holder

    def __str__(self) -> str:
        return f"{self.kind.title} '{self.label}'"

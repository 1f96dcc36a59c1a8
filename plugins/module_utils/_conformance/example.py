# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An example object of a kind with its life: a row of the table of lifecycles (``_kinds/<room>/lifecycle.yml``).

A row holds
    kind: the kind's word. title: which row of the kind it is, where it has several.
    needs: what must be there before: a list of [kind, options], or of [operation, body] for what no module makes.
    create: the options of a new object, all that go together, with ``force`` where that is dangerous. Several rows of
        a kind share its options out. No other object of the table has its name.
    change: other values, each for an option that can be changed.
    foreign: what somebody else sets meanwhile, while the task does not speak of it.
    rename: the options that give it another name by its uuid; left out where the name is fixed.
    again: how many requests a run without changes sends in the unit tests; left out, one per list that it needs and one
        more.
    live: why the conformance suite must not make it on a live service; left out where it may.
    beside: why the suite makes it only where there is another object of the kind already; left out where it always may.
"""

from __future__ import annotations

import typing as t

from .._kinds.registry import KINDS

#: The people whom rows name. A workspace has its own.
PEOPLE = ("ada@example.com", "grace@example.com")


class Example:
    """One row of the table."""

    def __init__(self, row: t.Mapping[str, t.Any]) -> None:
        self.kind = KINDS[row["kind"]]
        self.id = "-".join(filter(None, (row["kind"], row.get("title", "").replace(" ", "_"))))
        self.needs: list = row.get("needs", [])
        self.create: dict = row["create"]
        self.change: dict = row.get("change", {})
        self.foreign: dict = row.get("foreign", {})
        self.rename: dict = row.get("rename", {})
        self.live: str = row.get("live", "")
        chosen = self.kind.key.chosen
        keys = (*self.kind.key.options, *([chosen.option] if chosen else []))
        #: The options that say which object is meant.
        self.key = {option: self.create[option] for option in keys if option in self.create}

    @property
    def options(self) -> set[str]:
        """The options that the row speaks of."""
        return {*self.create, *self.change, *self.foreign, *self.rename}


def named_apart(row: dict, prefix: str, people: t.Sequence[str]) -> dict:
    """The row with the prefix before the name of everything that it makes, tags included, wherever it speaks of it, and
    with people of the workspace in place of those of the table; ``people`` must name one at least."""
    made = [(KINDS[what], given) for what, given in row.get("needs", []) if what in KINDS]
    made += [(KINDS[row["kind"]], options) for options in (row["create"], row.get("rename", {}))]
    others = [given for what, given in row.get("needs", []) if what not in KINDS]
    labels: dict[str, str] = {}
    names = {given["name"] for given in others if "name" in given}
    for kind, given in made:
        chosen = kind.key.chosen.option if kind.key.chosen else kind.name_option
        names |= {given[option] for option in (kind.name_option, chosen) if option in given}
        named = {**given, kind.name_option: prefix + given.get(kind.name_option, "")}
        labels[kind.label(given)] = kind.label(named)
    for options in (*(given for _kind, given in made), row.get("change", {}), row.get("foreign", {})):
        names.update(options.get("tags", ()))
    instead = {**labels, **{name: prefix + name for name in names}}
    instead.update({person: people[min(number, len(people) - 1)] for number, person in enumerate(PEOPLE)})
    kept = {key: row[key] for key in ("kind", "title") if key in row}
    return {**_replaced(row, instead), **kept}


def _replaced(value: t.Any, instead: t.Mapping[str, str]) -> t.Any:
    """The value with other texts in it; a list names nobody twice for that."""
    if isinstance(value, dict):
        return {key: _replaced(member, instead) for key, member in value.items()}
    if isinstance(value, list):
        members = [_replaced(member, instead) for member in value]
        texts = all(isinstance(member, str) for member in members)
        return list(dict.fromkeys(members)) if texts else members
    return instead.get(value, value) if isinstance(value, str) else value

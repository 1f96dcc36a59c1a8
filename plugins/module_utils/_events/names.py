# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other names for the keys of a mapping that somebody else wrote."""

from __future__ import annotations

import typing as t


def renamed(mapping: t.Mapping, name_of: t.Callable[[t.Any], t.Any]) -> t.Iterator[tuple[t.Any, t.Any]]:
    """The items of the mapping under the names that name_of gives. Names that become one get a number: ``a``, ``a_2``.

    It takes time in proportion to the number of keys, whatever their names are.
    """
    taken: set = set()
    numbers: dict = {}
    for key, value in mapping.items():
        base = name = name_of(key)
        while name in taken:
            numbers[base] = numbers.get(base, 1) + 1
            name = f"{base}_{numbers[base]}"
        taken.add(name)
        yield name, value

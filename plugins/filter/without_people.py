# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""E-mail addresses and telephone numbers replaced, for what others than the operators may read."""

from __future__ import annotations

DOCUMENTATION = r"""
name: without_people
short_description: A value without the addresses and telephone numbers of people
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Replaces each e-mail address by C(person 1), C(person 2) and so on, and each telephone number by C(phone 1) and so
    on. The same one is replaced by the same text everywhere in the value, so that differences remain readable.
  - A telephone number begins with V(+) or V(00), or is a text of the 11 digits of a Chinese mobile number.
options:
  _input:
    description: Any value.
    type: raw
    required: true
"""

EXAMPLES = r"""
- name: Tell who is added to the team, without their addresses
  ansible.builtin.debug:
    msg: "{{ ['ada@example.com', 'grace@example.com', 'ada@example.com'] | truewatch.openapi.without_people }}"
"""

RETURN = r"""
_value:
  description: The value, in the same form.
  type: raw
"""

import re
import typing as t

_ADDRESS = r"(?P<person>[\w.+'-]+@[\w-]+(?:\.[\w-]+)+)"
_NUMBER = r"(?P<phone>(?<![\w.+-])(?:\+|00)\d[\d ()/-]{5,18}\d(?!\w)|\A1[3-9]\d{9}\Z)"
_PEOPLE = re.compile(f"{_ADDRESS}|{_NUMBER}")


class _Names:
    """What stands for each address and number met so far."""

    def __init__(self) -> None:
        self._met: dict[str, dict[str, str]] = {"person": {}, "phone": {}}

    def cleared(self, value: t.Any) -> t.Any:
        """The value, at any depth, without people."""
        if isinstance(value, dict):
            return {self.cleared(key): self.cleared(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.cleared(item) for item in value]
        return _PEOPLE.sub(self._name, value) if isinstance(value, str) else value

    def _name(self, found: re.Match[str]) -> str:
        sort = found.lastgroup or ""
        met = self._met[sort]
        return met.setdefault(found[0].lower(), f"{sort} {len(met) + 1}")


def without_people(value: t.Any) -> t.Any:
    """The value without e-mail addresses and telephone numbers."""
    return _Names().cleared(value)


class FilterModule:
    """Filters of this file."""

    def filters(self) -> dict[str, t.Callable]:
        return {"without_people": without_people}

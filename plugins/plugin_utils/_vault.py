# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is encrypted in variables and options, which must not be shown wherever it goes."""

from __future__ import annotations

import collections.abc as c
import typing as t

try:
    from ansible.parsing.vault import VaultHelper
except ImportError:  # ansible-core 2.18 and older have a type for encrypted texts
    VaultHelper = None

#: Variables through which all others could be reached once more.
_VIEWS = frozenset(("hostvars", "vars", "groups", "ansible_delegated_vars"))
_MOST_VALUES = 100_000


def vaulted_texts(value: t.Any) -> set[str]:
    """The texts at any depth of the value that were encrypted one by one. Texts of files that are encrypted as a whole
    cannot be told from others."""
    found: set[str] = set()
    stack, left = [value], _MOST_VALUES
    while stack and left:
        left -= 1
        one = stack.pop()
        if isinstance(one, c.Mapping):
            stack.extend(_raw(one, key) for key in one if key not in _VIEWS)
        elif isinstance(one, (list, tuple)):
            stack.extend(one)
        elif _is_vaulted(one):
            found.add(_decrypted(one))
    return found - {""}


def _raw(mapping: c.Mapping, key: t.Any) -> t.Any:
    try:
        return mapping[key]
    except Exception:  # noqa: BLE001 - a variable whose template does not work out is none of this task's
        return None


def _is_vaulted(value: t.Any) -> bool:
    if VaultHelper is not None:
        return VaultHelper.get_ciphertext(value, with_tags=False) is not None
    return hasattr(value, "__ENCRYPTED__")


def _decrypted(value: t.Any) -> str:
    try:
        return str(value)
    except Exception:  # noqa: BLE001 - encrypted for somebody else
        return ""

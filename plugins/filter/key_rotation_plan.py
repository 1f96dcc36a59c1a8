# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The next step in the rotation of an API key, for the role key_rotation."""

from __future__ import annotations

DOCUMENTATION = r"""
name: key_rotation_plan
short_description: The next step in the rotation of a TrueWatch API key
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Says from the list of API keys what the role P(truewatch.openapi.key_rotation#role) has to do next. The keys
    themselves tell how far an earlier run came, so a run that died is continued from any machine.
  - Two keys of one name are a rotation under way when the newer one was made through the API. Everything else is
    refused.
options:
  _input:
    description: The API keys, as M(truewatch.openapi.truewatch_info) returns them with C(kind=api_key).
    type: list
    elements: dict
    required: true
  name:
    description: The name of the key to rotate. Without it the key in use is meant.
    type: str
  max_age:
    description: How old the key must be, for example V(90d). Without it, it is rotated whatever its age.
    type: str
  grace:
    description: How long the old key stays after the new one was made, for example V(7d).
    type: str
"""

EXAMPLES = r"""
- name: List the keys
  truewatch.openapi.truewatch_info:
    kind: api_key
  register: keys

- name: See whether the key in use is due
  ansible.builtin.debug:
    msg: "{{ (keys.objects | truewatch.openapi.key_rotation_plan(max_age='90d')).step }}"
"""

RETURN = r"""
_value:
  description: The step, and what it is about.
  type: dict
  contains:
    step:
      description:
        - V(create) a new key, V(continue) with the new key of an earlier run, V(finish) by deleting the old key,
          V(wait) until the old key may be deleted, V(none) since the key is young enough, or V(refuse).
      type: str
    why:
      description: The reason of V(refuse).
      type: str
    name:
      description: The name of the key.
      type: str
    old:
      description: The uuid of the key to replace.
      type: str
    new:
      description: The uuid of the key that takes its place, if it exists.
      type: str
    is_own:
      description: Whether the old key is in use, or may be.
      type: bool
    is_due:
      description: Whether the old key is to be deleted in this run.
      type: bool
    delete_after:
      description: When the old key may be deleted, in UTC.
      type: str
"""

import time
import typing as t

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.times import instant, instant_text, span

#: What the uuid of an API key begins with. That of an account begins otherwise.
_KEY = "wsak_"


def key_rotation_plan(
    keys: list[dict], name: str | None = None, max_age: str | None = None, grace: str | None = None
) -> dict[str, t.Any]:
    """The next step. See RETURN."""
    try:
        return _plan(
            keys,
            name,
            span("key_rotation_max_age", max_age) if max_age else None,
            span("key_rotation_grace", grace) if grace else 0,
        )
    except InputError as error:
        return {"step": "refuse", "why": str(error), "name": name or "", "old": "", "new": "", "delete_after": ""}


def _plan(keys: list[dict], name: str | None, max_age: int | None, grace: int) -> dict[str, t.Any]:
    found = _called(keys, name)
    name, now = found[0]["name"], time.time()
    if len(found) == 1:
        (old,) = found
        age = None if max_age is None else now - _made_at(old)
        step = "none" if age is not None and age < max_age else "create"
        return _told(step, name, old, None, now + grace, grace == 0)
    new, old = _newer_first(found)
    if any("in_use" not in key for key in found):
        raise InputError(
            f"There are two API keys named '{name}', and the service does not tell which of them is in use. Find out "
            f"which one is stored, and delete the other one: the newer one is {new['uuid']}, the older one "
            f"{old['uuid']}."
        )
    at = _made_at(new) + grace
    is_due = not grace or now >= at  # the clock of the service may be another one
    if new["in_use"]:
        return _told("finish" if is_due else "wait", name, old, new, at, is_due)
    return _told("continue", name, old, new, at, is_due)


def _told(step: str, name: str, old: dict, new: dict | None, at: float, is_due: bool) -> dict[str, t.Any]:
    return {
        "step": step,
        "name": name,
        "old": old["uuid"],
        "new": new["uuid"] if new else "",
        "is_own": old.get("in_use", True),
        "is_due": is_due,
        "delete_after": instant_text(int(at)),
    }


def _called(keys: list[dict], name: str | None) -> list[dict]:
    """The one key, or the two, of the name; of the name of the key in use where none is given."""
    if not name:
        used = [key["name"] for key in keys if key.get("in_use")]
        if not used:
            raise InputError("The service does not tell which API key is in use: set 'key_rotation_name'.")
        name = used[0]
    found = [key for key in keys if key["name"] == name]
    if not found:
        raise InputError(
            f"There is no API key named '{name}': correct 'key_rotation_name', or create the key with "
            "truewatch_api_key."
        )
    if len(found) > 2:
        raise InputError(
            f"There are {len(found)} API keys named '{name}', and a rotation has two at most. Delete those that nobody "
            f"uses: {', '.join(key['uuid'] for key in found)}."
        )
    return found


def _newer_first(found: list[dict]) -> list[dict]:
    """The two keys, where the newer one was made to take the place of the other one."""
    for new, old in (found, found[::-1]):
        if new.get("made_by") == old["uuid"]:
            return [new, old]
    new, old = sorted(found, key=_made_at, reverse=True)
    if _made_at(new) == _made_at(old) or not str(new.get("made_by")).startswith(_KEY):
        raise InputError(
            f"There are two API keys named '{new['name']}' ({new['uuid']}, {old['uuid']}), and nothing tells that one "
            "was made to take the place of the other one. Delete the one that nobody uses, or set 'key_rotation_name' "
            "to another key."
        )
    return [new, old]


def _made_at(key: dict) -> int:
    if not key.get("created_at"):
        raise InputError(f"The service does not tell when the API key '{key['name']}' ({key['uuid']}) was made.")
    return instant("created_at", key["created_at"], "UTC")


class FilterModule:
    """What Ansible asks for."""

    def filters(self) -> dict[str, t.Callable]:
        """The filters by name."""
        return {"key_rotation_plan": key_rotation_plan}

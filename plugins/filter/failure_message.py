# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a task failed, for the results of the roles."""

from __future__ import annotations

DOCUMENTATION = r"""
name: failure_message
short_description: Why a task failed, as text
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Turns the result of a task that failed into text. Of a loop it takes the items that failed, each message once. Of a
    command it takes what the command printed as its error.
  - The roles of this collection use it for C(msg) in their results.
options:
  _input:
    description: The result of the task, such as C(ansible_failed_result).
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Back up, and store the reason of a failure
  block:
    - name: Export
      truewatch.openapi.truewatch_workspace_export:
        dest: /srv/observability/workspace
  rescue:
    - name: Store the reason
      ansible.builtin.set_fact:
        reason: "{{ ansible_failed_result | truewatch.openapi.failure_message }}"
"""

RETURN = r"""
_value:
  description: The text.
  type: str
"""

import re
import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import make_unsafe

#: What git and other programs print of an address that holds a password.
_CREDENTIALS = re.compile(r"(?<=://)[^/\s@]+@")


def failure_message(result: t.Any) -> str:
    """Why a task failed."""
    if not isinstance(result, dict):
        raise AnsibleFilterError("failure_message: give it the result of a task that failed.")
    items = result.get("results")
    failed = [one for one in items if isinstance(one, dict) and one.get("failed")] if isinstance(items, list) else []
    # The modules of this collection have results of their own, whose message is that of the task.
    failed = [one for one in failed if "ansible_loop_var" in one] or [result]
    return make_unsafe(" ".join(dict.fromkeys(map(_message, failed))))


def _message(result: dict) -> str:
    told = result.get("stderr") if "rc" in result else ""
    if told and "cmd" in result:
        command = result["cmd"] if isinstance(result["cmd"], str) else " ".join(map(str, result["cmd"][:2]))
        told = f"{command}: {told}"
    text = str(told or result.get("msg") or result.get("censored") or "It gave no reason.")
    return _CREDENTIALS.sub("", text).strip()


class FilterModule:
    """What Ansible asks for."""

    def filters(self) -> dict[str, t.Callable]:
        """The filters by name."""
        return {"failure_message": failure_message}

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects that more than one file or entry declares, for the roles that apply a folder."""

from __future__ import annotations

DOCUMENTATION = r"""
name: shared_names
short_description: Objects that more than one file or entry declares
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Two sources of one object undo each other's work in every run. This names such objects and their sources.
options:
  _input:
    description: Files, as P(truewatch.openapi.object_files#filter) gives them.
    type: list
    elements: dict
    required: true
  entries:
    description: The names that a list declares beside the files.
    type: list
    elements: str
    required: true
  of:
    description: What the list is called.
    type: str
    required: true
  by:
    description: The key of a file with what names its objects, a text or a list of them.
    type: str
    default: names
"""

EXAMPLES = r"""
- name: Stop when a monitor stands in two files
  ansible.builtin.assert:
    that: twins | length == 0
    fail_msg: "{{ twins | join('; ') }}"
  vars:
    files: "{{ (playbook_dir ~ '/monitors') | truewatch.openapi.object_files('monitor') }}"
    twins: "{{ files | truewatch.openapi.shared_names([], 'monitors_list') }}"
"""

RETURN = r"""
_value:
  description: One text per object, with its name and its sources.
  type: list
  elements: str
"""

import typing as t


def shared_names(files: list[dict], entries: list[str], of: str, by: str = "names") -> list[str]:
    """One text for each name that has more than one source."""
    sources: dict[str, list[str]] = {}
    for file in files:
        names = file[by] if isinstance(file[by], list) else [file[by]]
        for name in dict.fromkeys(names):  # monitors of one pack may share a name
            sources.setdefault(name, []).append(file["src"])
    for name in entries:
        sources.setdefault(str(name), []).append(of)
    return [f"'{name}' in {', '.join(found)}" for name, found in sources.items() if len(found) > 1]


class FilterModule:
    """What Ansible asks for."""

    def filters(self) -> dict[str, t.Callable]:
        """The filters by name."""
        return {"shared_names": shared_names}

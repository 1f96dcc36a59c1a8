# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a folder that hold objects, for the roles that apply a folder."""

from __future__ import annotations

DOCUMENTATION = r"""
name: object_files
short_description: The files of a folder that hold TrueWatch objects
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Lists the files directly in a folder of the controller that end in C(.json), C(.yml) or C(.yaml), in upper or lower
    case, and the names of the objects in each. Hidden files are passed over.
  - The name of the folder is taken as it is, also with brackets or stars in it.
options:
  _input:
    description: The folder.
    type: str
    required: true
  kind:
    description: The kind of the objects.
    type: str
    choices: [dashboard, monitor]
    required: true
"""

EXAMPLES = r"""
- name: See which monitors a folder holds
  ansible.builtin.debug:
    msg: "{{ (playbook_dir ~ '/monitors') | truewatch.openapi.object_files('monitor') }}"
"""

RETURN = r"""
_value:
  description: One entry per file, sorted by name. A file that cannot be read has no names.
  type: list
  elements: dict
  contains:
    src:
      description: The full path.
      type: str
    stem:
      description: The name of the file without its ending.
      type: str
    names:
      description: The names of the objects.
      type: list
      elements: str
    identifier:
      description: The identifier that the file of a dashboard holds, else the name of the file without its ending.
      type: str
"""

import os
import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import parse_content, read_text
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import EngineError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds import _checker, _template
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.files import ENDINGS


def object_files(folder: str, kind: str) -> list[dict]:
    """The files of the folder, each with ``src``, ``stem`` and ``names``; none of a folder that is not there."""
    if kind not in _NAMES:
        raise AnsibleFilterError(f"object_files: '{kind}' is neither 'dashboard' nor 'monitor'.")
    try:
        found = sorted(os.listdir(folder)) if folder else []
    except NotADirectoryError:
        raise AnsibleFilterError(f"object_files: '{folder}' is no folder.") from None
    except FileNotFoundError:
        found = []
    except OSError as error:
        raise AnsibleFilterError(f"object_files: '{folder}' cannot be read: {error.strerror}.") from None
    paths = [f"{folder}/{name}" for name in found if name.lower().endswith(ENDINGS) and not name.startswith(".")]
    return [_described(path, kind) for path in paths if os.path.isfile(path)]


def _described(path: str, kind: str) -> dict:
    stem = os.path.splitext(os.path.basename(path))[0]
    content = _content(path)
    members = content.get("checkers", [content]) if isinstance(content, dict) else content
    members = [member for member in members if isinstance(member, dict)] if isinstance(members, list) else []
    identifier = content.get("identifier") if isinstance(content, dict) else None
    return {
        "src": path,
        "stem": stem,
        "names": [name for name in map(_NAMES[kind], members) if isinstance(name, str) and name and "<<" not in name],
        "identifier": identifier if kind == "dashboard" and isinstance(identifier, str) and identifier else stem,
    }


def _content(path: str) -> t.Any:
    try:
        return parse_content(read_text(path), path)
    except EngineError:  # the module tells, when it comes to the file
        return None


def _monitor(definition: dict) -> t.Any:
    script = definition.get("jsonScript")
    return _checker.title(definition) if isinstance(script, dict) else definition.get("name")


_NAMES = {"dashboard": _template.title, "monitor": _monitor}


class FilterModule:
    """What Ansible asks for."""

    def filters(self) -> dict[str, t.Callable]:
        """The filters by name."""
        return {"object_files": object_files}

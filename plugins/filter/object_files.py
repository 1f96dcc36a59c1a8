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
  - Lists the files in a folder of the controller, and in any folder inside it, that end in C(.json), C(.yml) or
    C(.yaml), in upper or lower case, and the names of the objects in each. Hidden files and folders are passed over.
    M(truewatch.openapi.truewatch_workspace) finds the same files.
  - A file with a list of objects counts as one source for each of them, and a zip archive like the files in it. Their
    C(src) goes on behind the file, such as C(all.json/2) and C(export.zip/nginx.json), as
    O(truewatch.openapi.truewatch_dashboard#module:src) takes it.
  - The name of the folder is taken as it is, also with brackets or stars in it.
options:
  _input:
    description: The folder, or a zip archive.
    type: str
    required: true
  kind:
    description: The kind of the objects.
    type: str
    choices: [dashboard, monitor]
    required: true
  prefix:
    description: With it the identifier of a dashboard is the prefix and C(stem), whatever the file holds.
    type: str
    default: ""
  tags:
    description: Tags of dashboards in addition to those in the files.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: See which monitors a folder holds
  ansible.builtin.debug:
    msg: "{{ (playbook_dir ~ '/monitors') | truewatch.openapi.object_files('monitor') }}"
"""

RETURN = r"""
_value:
  description: One entry per source, sorted by name. A file that cannot be read has no names.
  type: list
  elements: dict
  contains:
    src:
      description: The full path, as O(truewatch.openapi.truewatch_dashboard#module:src) takes it.
      type: str
    stem:
      description: The name of the file without its ending, with the number of the object where a file holds several.
      type: str
    names:
      description: The names of the objects.
      type: list
      elements: str
    identifier:
      description: Of a dashboard the identifier that the file holds, else C(stem).
      type: str
    tags:
      description: Of a dashboard the tags that the file holds, and those of O(tags).
      type: list
      elements: str
"""

import os
import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import EngineError
from ansible_collections.truewatch.openapi.plugins.module_utils._files import parse_content
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting import _checker
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards import _template
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.files import (
    File,
    files_at,
    files_below,
    unreadable,
)
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import make_unsafe


def object_files(folder: str, kind: str, prefix: str = "", tags: t.Sequence[str] = ()) -> list[dict]:
    """The sources of the folder, or of the zip archive, each with ``src``, ``stem`` and ``names``; none of one that is
    not there."""
    if kind not in _NAMES:
        raise AnsibleFilterError(f"object_files: '{kind}' is neither 'dashboard' nor 'monitor'.")
    if folder and folder.lower().endswith(".zip") and os.path.isfile(folder):
        files = _files_at(folder)
    else:
        files = _files_in(folder)
    return make_unsafe([_described(*source, kind, prefix, tags) for source in _in_files(files)])


def _files_in(folder: str) -> list[File]:
    if not folder or not os.path.lexists(folder):
        return []
    if not os.path.isdir(folder):
        raise AnsibleFilterError(f"object_files: '{folder}' is no folder.")
    files = list(files_below(folder, (folder,)))
    for file in files:
        if os.path.isdir(file.origin):  # one that cannot be read: as a file of objects nothing would tell why
            try:
                file.read()
            except EngineError as error:
                raise AnsibleFilterError(f"object_files: '{file.origin}': {error}") from None
    return files


def _files_at(path: str) -> list[File]:
    try:
        return files_at(path, path)
    except EngineError as error:
        return [unreadable(path, path, (), error)]


def declared_by(content: t.Any, kind: str, stem: str = "") -> tuple[list[str], str | None]:
    """The names of the objects that the content of a file declares, and the identifier that it holds itself; ``stem``
    stands for a title that the vendor left to be filled in."""
    content = _checker.titled(content, stem) if kind == "monitor" and stem else content
    members = content.get("checkers", [content]) if isinstance(content, dict) else content
    members = [member for member in members if isinstance(member, dict)] if isinstance(members, list) else []
    named = [name for name in map(_NAMES[kind], members) if isinstance(name, str) and name and "<<" not in name]
    own = content.get("identifier") if kind == "dashboard" and isinstance(content, dict) else None
    return named, own if isinstance(own, str) and own.strip() else None


def contents(path: str) -> t.Iterator[tuple[str, str, t.Any]]:
    """Path, stem and content of each source in a file, or of those in an archive."""
    return _in_files(_files_at(path))


def _in_files(files: t.Iterable[File]) -> t.Iterator[tuple[str, str, t.Any]]:
    for file in files:
        content = _content(file)
        if isinstance(content, list) and content:
            for number, member in enumerate(content, 1):
                yield f"{file.origin}/{number}", file.stem if len(content) == 1 else f"{file.stem} {number}", member
        else:
            yield file.origin, file.stem, content


def _described(path: str, stem: str, content: t.Any, kind: str, prefix: str, tags: t.Sequence[str]) -> dict:
    named, own = declared_by(content, kind, stem)
    source = {"src": path, "stem": stem, "names": named}
    if kind == "dashboard":
        source["identifier"] = f"{prefix}{stem}" if prefix else own or stem
        source["tags"] = list(dict.fromkeys([*_tags(content), *tags]))
    return source


def _tags(content: t.Any) -> list[str]:
    try:
        return _template.tags(_template.check(content)) or []
    except EngineError:
        return []


def _content(file: File) -> t.Any:
    try:
        return parse_content(file.read(), file.origin)
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

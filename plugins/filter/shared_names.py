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
  - Dashboards with two identifiers are two, also when they share a name.
options:
  _input:
    description: Files, as P(truewatch.openapi.object_files#filter) gives them.
    type: list
    elements: dict
    required: true
  entries:
    description: What a list declares beside the files, each a mapping of options of the kind's module.
    type: list
    elements: dict
    required: true
  of:
    description: What the list is called.
    type: str
    required: true
  kind:
    description: The kind of the objects.
    type: str
    choices: [dashboard, monitor]
    required: true
  folders:
    description: Where files that the entries name by a relative path are looked for.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: Stop when a monitor stands in two files
  ansible.builtin.assert:
    that: twins | length == 0
    fail_msg: "{{ twins | join('; ') }}"
  vars:
    files: "{{ (playbook_dir ~ '/monitors') | truewatch.openapi.object_files('monitor') }}"
    twins: "{{ files | truewatch.openapi.shared_names([], 'monitors_list', 'monitor') }}"
"""

RETURN = r"""
_value:
  description: One text per object, with its name and its sources.
  type: list
  elements: str
"""

import os
import typing as t

from ansible_collections.truewatch.openapi.plugins.filter.object_files import contents, declared_by

_CONTENT = ("template", "definition", "content", "json")
_FILE = ("src", "file", "path")


class _Source(t.NamedTuple):
    """What declares objects: its place in words, and by what they are known."""

    place: str
    names: t.Sequence[str] = ()
    identifier: str | None = None
    uuid: str | None = None

    @property
    def keys(self) -> list[tuple[str, str]]:
        """What two sources of one object share."""
        if self.uuid:
            return [("uuid", self.uuid)]
        known = [("identifier", self.identifier)] if self.identifier else []
        return known + [("name", name) for name in dict.fromkeys(self.names)]  # monitors of one pack may share a name


def shared_names(
    files: list[dict], entries: list[dict], of: str, kind: str, folders: t.Sequence[str] = ()
) -> list[str]:
    """One text for each object that has more than one source."""
    sources = [_Source(file["src"], file["names"], file.get("identifier")) for file in files]
    for number, entry in enumerate(entries, 1):
        sources += _declared(entry, f"entry {number} of {of}", kind, folders)
    by_key: dict[tuple[str, str], list[_Source]] = {}
    for source in sources:
        for key in source.keys:
            by_key.setdefault(key, []).append(source)
    shared = {
        name: ", ".join(source.place for source in found)
        for (by, name), found in by_key.items()
        if len(found) > 1 and (by != "name" or not all(source.identifier for source in found))
    }
    return [f"'{name}' in {places}" for name, places in shared.items()]


def _declared(entry: dict, place: str, kind: str, folders: t.Sequence[str]) -> list[_Source]:
    """What an entry declares; its options count before its content."""
    if entry.get("uuid"):
        return [_Source(place, uuid=str(entry["uuid"]))]
    name, identifier = (entry.get("name") or entry.get("title")), entry.get("identifier")
    found = [declared_by(content, kind, stem) for stem, content in _contents(entry, folders)] or [([], None)]
    return [_Source(place, [str(name)] if name else names, identifier or own) for names, own in found]


def _contents(entry: dict, folders: t.Sequence[str]) -> t.Iterator[tuple[str, t.Any]]:
    """Each content that the entry gives, with the stem of its file."""
    for option in _CONTENT:
        if entry.get(option):
            yield "", entry[option]
    for src in (entry[option] for option in _FILE if entry.get(option)):
        path = _existing(str(src), folders)
        for place, stem, content in contents(path[0]) if path else ():
            if f"{place}/".startswith(f"{path[1]}/"):
                yield stem, content


def _existing(src: str, folders: t.Sequence[str]) -> tuple[str, str] | None:
    """The file that a path leads to or into, such as ``all.json/2``, and the whole path; None when there is none."""
    for whole in (os.path.join(folder, src) for folder in (*folders, "")):
        path = whole
        while path not in ("", os.sep):
            if os.path.isfile(path):
                return path, whole
            path = os.path.dirname(path)
    return None


class FilterModule:
    """What Ansible asks for."""

    def filters(self) -> dict[str, t.Callable]:
        """The filters by name."""
        return {"shared_names": shared_names}

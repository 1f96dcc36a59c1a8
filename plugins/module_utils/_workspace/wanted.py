# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wanted set: a folder with one folder per kind and one object per file, and objects given inline.

Contents are read when they are needed and dropped again: a workspace of hundreds of dashboards is big, and most of it does not change.
"""

from __future__ import annotations

import fnmatch
import os
import typing as t

from .._ansible import parse_content, read_text, validated
from .._engine.errors import InputError
from .._kinds.registry import KINDS

_ENDINGS = (".json", ".yml", ".yaml")
#: Kind of a folder, by the folder's name.
_FOLDERS = {kind.folder: kind for kind in KINDS.values() if kind.create_operation}


class Item:
    """One wanted object.

    kind: its kind. name: its name. origin: file, or place in the inline definition, for messages.
    """

    def __init__(self, kind, name: str, origin: str, load: t.Callable[[], dict]) -> None:
        self.kind = kind
        self.name = name
        self.origin = origin
        self.load = load

    @property
    def key(self) -> t.Tuple[str, str]:
        return self.kind.name, self.name

    def __str__(self) -> str:
        return f"{self.kind.title} '{self.name}'"


class Selection:
    """Which objects a run is about: kinds, and patterns over ``kind/name`` or ``name``; ``include`` first, then ``exclude``."""

    def __init__(self, kinds: t.Optional[t.Sequence[str]], include: t.Sequence[str], exclude: t.Sequence[str]) -> None:
        unknown = sorted(set(kinds or ()) - {kind.name for kind in _FOLDERS.values()})
        if unknown:
            raise InputError(f"There is no kind {', '.join(unknown)}; there are {', '.join(sorted(kind.name for kind in _FOLDERS.values()))}.")
        self.kinds = [kind for kind in KINDS.values() if kind.create_operation and (kinds is None or kind.name in kinds)]
        self._include = include
        self._exclude = exclude

    def holds(self, kind, name: str) -> bool:
        """Whether the object is among those the run is about."""
        if kind not in self.kinds:
            return False
        texts = (name, f"{kind.name}/{name}")
        chosen = not self._include or _any_fits(self._include, texts)
        return chosen and not _any_fits(self._exclude, texts)


def _any_fits(patterns: t.Sequence[str], texts: t.Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(text, pattern) for pattern in patterns for text in texts)


def wanted_set(folder: t.Optional[str], definition: t.Optional[dict], selection: Selection) -> t.List[Item]:
    """All wanted objects; InputError tells every fault of the set at once, with the file that it is in."""
    faults: t.List[str] = []
    items = [*_from_folder(folder, faults), *_from_definition(definition or {}, faults)]
    items = [item for item in items if selection.holds(item.kind, item.name)]
    seen: t.Dict[t.Tuple[str, str], Item] = {}
    for item in items:
        other = seen.setdefault(item.key, item)
        if other is not item:
            faults.append(f"{item.origin}: {item} is in {other.origin} already; a name stands for one object")
    if faults:
        raise InputError("The wanted set is not usable, nothing was sent. " + "; ".join(faults) + ".")
    return items


def inline(folder: str, definition: t.Optional[dict] = None) -> dict:
    """The objects of a folder as a definition, for a run on a machine that does not have the folder."""
    objects: dict = {name: list(given) for name, given in (definition or {}).items()}
    for item in wanted_set(folder, None, Selection(None, (), ())):
        objects.setdefault(item.kind.folder, []).append(item.load())
    return objects


def _from_folder(folder: t.Optional[str], faults: t.List[str]) -> t.Iterator[Item]:
    if folder is None:
        return
    if not os.path.isdir(folder):
        raise InputError(f"'{folder}' is no folder: give the folder of a workspace, with one folder per kind.")
    for entry in sorted(os.listdir(folder)):
        path = os.path.join(folder, entry)
        if entry.startswith(".") or (os.path.isfile(path) and not entry.endswith(_ENDINGS)):
            continue
        if entry not in _FOLDERS or not os.path.isdir(path):
            faults.append(f"{path} is no folder of a kind; there are {', '.join(sorted(_FOLDERS))}")
            continue
        for name in sorted(os.listdir(path)):
            if not name.startswith(".") and name.endswith(_ENDINGS):
                yield from _from_file(_FOLDERS[entry], os.path.join(path, name), faults)


def _from_file(kind, path: str, faults: t.List[str]) -> t.Iterator[Item]:
    try:
        names = [params[kind.name_option] for params in _objects_in(kind, path)]
    except InputError as error:
        faults.append(str(error).rstrip("."))
        return
    for number, name in enumerate(names):
        yield Item(kind, name, path, lambda number=number: _objects_in(kind, path)[number])


def _objects_in(kind, path: str) -> t.List[dict]:
    content = parse_content(read_text(path), path)
    stem = os.path.splitext(os.path.basename(path))[0]
    return [_checked(kind, params, path, stem) for params in kind.from_file(content, stem)]


def _from_definition(definition: dict, faults: t.List[str]) -> t.Iterator[Item]:
    for name, objects in definition.items():
        kind = _FOLDERS.get(name) or KINDS.get(name)
        if kind is None or not kind.create_operation:
            faults.append(f"definition.{name} is no kind; there are {', '.join(sorted(_FOLDERS))}")
        elif not isinstance(objects, list):
            faults.append(f"definition.{name} must be a list of objects")
        else:
            for number, params in enumerate(objects):
                origin = f"definition.{name}[{number}]"
                try:
                    params = _checked(kind, params, origin, "")
                except InputError as error:
                    faults.append(str(error).rstrip("."))
                    continue
                yield Item(kind, params[kind.name_option], origin, lambda params=params: params)


def _checked(kind, params: t.Any, origin: str, stem: str) -> dict:
    """The options of one object, validated as its module would; its name may come from the file's name."""
    if not isinstance(params, dict):
        raise InputError(f"{origin}: an object must be a mapping of options, not a {type(params).__name__}")
    if not params.get(kind.name_option):
        params = {**params, kind.name_option: stem}
    if not params[kind.name_option]:
        raise InputError(f"{origin}: the object has no '{kind.name_option}'")
    if params.get("state", "present") != "present":
        raise InputError(f"{origin}: a wanted object is present; take it out of the set and use 'prune' to delete it")
    try:
        return validated(kind, params)
    except InputError as error:
        raise InputError(f"{origin}: {error}") from None

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wanted set: a folder with one folder per kind and one object per file, and objects given inline.

Beyond some megabytes contents are read when they are needed and dropped again: a workspace of hundreds of dashboards is
big, and most of it does not change.
"""

from __future__ import annotations

import os
import typing as t

from .._ansible import parse_content, read_text, validated
from .._engine.errors import InputError
from .._kinds.registry import KINDS
from .patterns import Patterns

#: Endings of the files that hold objects.
ENDINGS = (".json", ".yml", ".yaml")
#: Bytes of files whose objects are kept in memory, where they take several times as much; the rest is read once more.
_KEPT_BYTES = 16 << 20
#: Kind of a folder, by the folder's name.
_FOLDERS = {kind.folder: kind for kind in KINDS.values() if kind.create_operation}


class Item:
    """One wanted object.

    kind: its kind. name: its name. origin: file, or place in the inline definition, for messages. load: gives its
        options.
    key: what it is known by in the set: kind and name, or kind and uuid when its options hold one.
    chosen_uuid: the uuid that its options choose for it, or None.
    """

    def __init__(self, kind, params: dict, origin: str, load: t.Callable[[], dict]) -> None:
        self.kind = kind
        self.name: str = params[kind.name_option]
        self.key = (kind.name, params.get("uuid") or self.name)
        self.chosen_uuid = kind.chosen_uuid(params)
        self.origin = origin
        self.load = load

    def __str__(self) -> str:
        return f"{self.kind.title} '{self.name}'"


class Selection:
    """Which objects a run is about: kinds, and patterns over ``kind/name`` or ``name``; ``include`` first, then
    ``exclude``. InputError for an unknown kind and for an empty pattern."""

    def __init__(
        self, kinds: t.Sequence[str] | None = None, include: t.Sequence[str] = (), exclude: t.Sequence[str] = ()
    ) -> None:
        unknown = sorted(set(kinds or ()) - {kind.name for kind in _FOLDERS.values()})
        if unknown:
            raise InputError(
                f"There is no kind {', '.join(unknown)}; "
                f"there are {', '.join(sorted(kind.name for kind in _FOLDERS.values()))}."
            )
        self.kinds = [
            kind for kind in KINDS.values() if kind.create_operation and (kinds is None or kind.name in kinds)
        ]
        self._include = Patterns("include", include)
        self._exclude = Patterns("exclude", exclude)

    @property
    def is_whole(self) -> bool:
        """Whether no pattern narrows the kinds."""
        return not self._include and not self._exclude

    def holds(self, kind, name: str) -> bool:
        """Whether the object is among those the run is about."""
        texts = (name, f"{kind.name}/{name}")
        included, excluded = self._include.fit(*texts), self._exclude.fit(*texts)
        return kind in self.kinds and (included or not self._include) and not excluded

    def idle_patterns(self) -> str:
        """The patterns that have fitted no object so far, in words; empty when there are none."""
        return ", ".join(
            f"'{pattern}' of '{patterns.option}'"
            for patterns in (self._include, self._exclude)
            for pattern in patterns.idle
        )


def _given(value: t.Any) -> t.Any:
    """The value without the options in it that were not given: a second validation would take them for wrong ones."""
    if isinstance(value, dict):
        return {option: _given(item) for option, item in value.items() if item is not None}
    return [_given(item) for item in value] if isinstance(value, list) else value


def secrets(params: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    """The secrets in the objects given inline, whatever else may be wrong with them."""
    definition = params.get("definition")
    if isinstance(definition, str):
        yield definition
    for name, objects in definition.items() if isinstance(definition, dict) else ():
        kind = _FOLDERS.get(name) or KINDS.get(name)
        for options in objects if isinstance(objects, list) else [objects]:
            for possible in [kind] if kind else KINDS.values():
                yield from possible.secrets(options) if isinstance(options, dict) else ()


class Source:
    """Where the wanted set comes from.

    folder: a folder of the workspace's files. definition: folder name of a kind -> list of objects.
    secrets: ``kind/name`` -> options that the files leave out. hidden: takes every secret that is found.

    Faults are collected, so that all of them can be told at once.
    """

    def __init__(
        self,
        folder: str | None = None,
        definition: dict | None = None,
        secrets: dict | None = None,
        hidden: set[str] | None = None,
    ) -> None:
        self._folder = folder
        self._hidden = hidden if hidden is not None else set()
        self._definition = definition or {}
        self._secrets = secrets or {}
        self._faults: list[str] = []
        self._kept_bytes = 0
        #: The objects of the selected kinds that ``include`` and ``exclude`` leave out.
        self.passed_over: list[Item] = []
        #: The keys of ``secrets`` that no object of the set has.
        self.unused_secrets: list[str] = []

    def items(self, selection: Selection) -> list[Item]:
        """All wanted objects; InputError tells every fault of the set, with the file that it is in."""
        self._faults = []
        self._kept_bytes = 0
        self._check_secrets()
        items = []
        self.passed_over = []
        for item in (*self._from_folder(), *self._from_definition()):
            if selection.holds(item.kind, item.name):
                items.append(item)
            elif item.kind in selection.kinds:
                self.passed_over.append(item)
        seen: dict[tuple[str, str], Item] = {}
        for item in items:
            other = seen.setdefault(item.key, item)
            if other is not item:
                self._faults.append(f"{item.origin}: {item} is in {other.origin} already; a name stands for one object")
        if self._faults:
            raise InputError(f"The wanted set is not usable, nothing was sent. {'; '.join(self._faults)}.")
        return items

    def _check_secrets(self) -> None:
        for key, options in self._secrets.items():
            kind, slash, name = str(key).partition("/")
            if not (slash and name) or KINDS.get(kind) not in _FOLDERS.values():
                kinds = ", ".join(sorted(kind.name for kind in _FOLDERS.values()))
                self._faults.append(f"secrets: '{key}' must be kind/name of an object; the kinds are {kinds}")
            elif not isinstance(options, dict):
                self._faults.append(f"secrets: '{key}' must hold a mapping of options")
        if self._faults:
            raise InputError(f"The wanted set is not usable, nothing was sent. {'; '.join(self._faults)}.")
        self.unused_secrets = sorted(map(str, self._secrets))

    def inline(self) -> dict:
        """The whole set as a definition, for a run on a machine that does not have the folder."""
        objects: dict[str, list[dict]] = {}
        for item in self.items(Selection()):
            content = {field.option for field in item.kind.fields if field.content}
            options = {
                option: value if option in content else _given(value)
                for option, value in item.load().items()
                if value is not None
            }
            objects.setdefault(item.kind.folder, []).append(options)
        return objects

    def _from_folder(self) -> t.Iterator[Item]:
        if self._folder is None:
            return
        if not os.path.isdir(self._folder):
            raise InputError(
                f"'{self._folder}' is no folder: give the folder of a workspace, with one folder per kind."
            )
        strange = []
        for entry in sorted(os.listdir(self._folder)):
            path = os.path.join(self._folder, entry)
            if entry.startswith(".") or (os.path.isfile(path) and not entry.lower().endswith(ENDINGS)):
                continue
            if entry not in _FOLDERS or not os.path.isdir(path):
                strange.append(path)
                continue
            yield from self._from_files(_FOLDERS[entry], path)
        if strange:
            names = ", ".join(strange[:10]) + (", ..." if len(strange) > 10 else "")
            what = (
                f"{names} is no folder of a kind" if len(strange) == 1 else f"these are no folders of a kind: {names}"
            )
            self._faults.append(f"{what}; there are {', '.join(sorted(_FOLDERS))}")

    def _from_files(self, kind, folder: str) -> t.Iterator[Item]:
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            if name.startswith("."):
                continue
            if os.path.isdir(path):
                self._faults.append(f"{path} is a folder; the files of a kind lie in {folder} itself")
            elif name.lower().endswith(ENDINGS):
                yield from self._from_file(kind, path)

    def _from_file(self, kind, path: str) -> t.Iterator[Item]:
        try:
            objects = self._objects_in(kind, path)
        except InputError as error:
            self._faults.append(str(error).rstrip("."))
            return
        self._kept_bytes += os.path.getsize(path)
        keep = self._kept_bytes <= _KEPT_BYTES
        for number, params in enumerate(objects):

            def load(kept: dict | None = params if keep else None, number: int = number) -> dict:
                return kept or self._objects_in(kind, path)[number]

            yield Item(kind, params, path, load)

    def _objects_in(self, kind, path: str) -> list[dict]:
        text = read_text(path)
        if text.startswith("$ANSIBLE_VAULT;"):
            raise InputError(f"'{path}' is encrypted, which no file of a set can be: give what is secret by 'secrets'.")
        content = parse_content(text, path)
        stem = os.path.splitext(os.path.basename(path))[0]
        try:
            objects = kind.from_file(content, stem)
        except InputError as error:
            raise InputError(f"{path}: {error}") from None
        return [self._checked(kind, params, path, stem) for params in objects]

    def _from_definition(self) -> t.Iterator[Item]:
        for name, objects in self._definition.items():
            kind = _FOLDERS.get(name) or KINDS.get(name)
            if kind is None or not kind.create_operation:
                self._faults.append(f"definition.{name} is no kind; there are {', '.join(sorted(_FOLDERS))}")
            elif not isinstance(objects, list):
                self._faults.append(f"definition.{name} must be a list of objects")
            else:
                for number, params in enumerate(objects):
                    origin = f"definition.{name}[{number}]"
                    try:
                        checked = self._checked(kind, params, origin, "")
                    except InputError as error:
                        self._faults.append(str(error).rstrip("."))
                        continue
                    yield Item(kind, checked, origin, lambda checked=checked: checked)

    def _checked(self, kind, params: t.Any, origin: str, stem: str) -> dict:
        """The options of one object, validated as its module would; its name may come from the file's name."""
        if not isinstance(params, dict):
            raise InputError(f"{origin}: an object must be a mapping of options, not a {type(params).__name__}")
        name = params.get(kind.name_option) or stem
        params = {**params, **self._secrets.get(f"{kind.name}/{name}", {})}
        self._hidden.update(kind.secrets(params))
        if not name:
            raise InputError(f"{origin}: the object has no '{kind.name_option}'")
        if params.get("state", "present") != "present":
            raise InputError(
                f"{origin}: a wanted object is present; take it out of the set and use 'prune' to delete it"
            )
        key = f"{kind.name}/{name}"
        if key in self.unused_secrets:
            self.unused_secrets.remove(key)
        try:
            return validated(kind, {**params, kind.name_option: name})
        except InputError as error:
            raise InputError(f"{origin}: {error}") from None

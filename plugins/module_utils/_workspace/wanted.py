# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The wanted set: a folder with one folder per kind and one object per file, and objects given inline.

Beyond some megabytes contents are read when they are needed and dropped again: a workspace of hundreds of dashboards is
big, and most of it does not change.
"""

from __future__ import annotations

import typing as t

from .._engine.errors import InputError
from .._engine.secret import MASK, with_secrets
from .._engine.values import noun
from .._files import parse_content
from .._kinds._shared.recognize import recognized, seeming_name
from .._kinds.registry import KINDS
from .._validation import validated
from .faults import Fault
from .files import File
from .item import Item
from .selection import FOLDERS, Selection, kind_called, kind_words

#: Bytes of files whose objects are kept in memory, where they take several times as much; the rest is read once more.
_KEPT_BYTES = 16 << 20


def secrets(params: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    """The secrets in the objects given inline, whatever else may be wrong with them."""
    definition = params.get("definition")
    if isinstance(definition, str):
        yield definition
    for name, objects in definition.items() if isinstance(definition, dict) else ():
        kind = kind_called(name)
        for options in objects if isinstance(objects, list) else [objects]:
            for possible in [kind] if kind else KINDS.values():
                yield from possible.secrets(options) if isinstance(options, dict) else ()


def hidden(params: dict) -> dict:
    """The options with a mask for each secret in the objects given inline, whatever else may be wrong with them."""
    definition = params.get("definition")
    if definition is None:
        return params
    if not isinstance(definition, dict):
        return {**params, "definition": MASK}
    return {**params, "definition": {name: _hidden(name, objects) for name, objects in definition.items()}}


def _hidden(name: str, objects: t.Any) -> t.Any:
    kind = kind_called(name)
    if isinstance(objects, list):
        return [_hidden(name, one) for one in objects]
    return kind.hide(objects) if kind and isinstance(objects, dict) else objects


class Source:
    """Where the wanted set comes from.

    files: the files of the set. definition: folder name of a kind -> list of objects.
    secrets: ``kind/name`` -> options that the files leave out. hidden: takes every secret that is found.

    Faults do not end the reading: ``faults`` has them all after ``items``.
    """

    def __init__(
        self,
        files: t.Iterable[File] = (),
        definition: dict | None = None,
        secrets: dict | None = None,
        hidden: set[str] | None = None,
    ) -> None:
        self._files = list(files)
        self._hidden = hidden if hidden is not None else set()
        self._definition = definition or {}
        self._secrets = secrets or {}
        self._kept_bytes = 0
        #: What keeps objects of the set from being used.
        self.faults: list[Fault] = []
        #: The objects of the selected kinds that ``include`` and ``exclude`` leave out.
        self.passed_over: list[Item] = []
        #: Whether the set holds nothing, usable or not, of any kind.
        self.is_empty = False
        #: The keys of ``secrets`` that no object of the set has.
        self.unused_secrets: list[str] = []

    def items(self, selection: Selection) -> list[Item]:
        """All wanted objects that are usable. InputError when ``secrets`` are not."""
        self.faults = []
        self._kept_bytes = 0
        self._check_secrets()
        items = []
        self.passed_over = []
        every = [*self._from_files(), *self._from_definition()]
        self.is_empty = not (every or self.faults)
        for item in every:
            if selection.holds(item.kind, item.name, item.label):
                items.append(item)
            elif item.kind in selection.kinds:
                self.passed_over.append(item)
        return self._without_doubles(items)

    def _without_doubles(self, items: list[Item]) -> list[Item]:
        """The items without those that several places have: neither is the one that is meant."""
        places: dict[tuple[str, str], list[Item]] = {}
        for item in items:
            places.setdefault(item.key, []).append(item)
        for same in places.values():
            for number, item in enumerate(same if len(same) > 1 else ()):
                other = same[0 if number else 1]
                text = f"{item} is in {other.place} {'already' if number else 'too'}; a name stands for one object."
                self.faults.append(Fault.of(item, InputError(text)))
        return [item for item in items if len(places[item.key]) == 1]

    def _check_secrets(self) -> None:
        faults = []
        for key, options in self._secrets.items():
            word, slash, name = str(key).partition("/")
            if not (slash and name) or kind_called(word) is None:
                faults.append(f"secrets: '{key}' must be kind/name of an object; the kinds are {kind_words()}")
            elif not isinstance(options, dict):
                faults.append(f"secrets: '{key}' must hold a mapping of options")
        if faults:
            raise InputError(f"The wanted set is not usable, nothing was sent. {'; '.join(faults)}.")
        self.unused_secrets = sorted(map(str, self._secrets))

    # -- files -------------------------------------------------------------------------------------

    def _from_files(self) -> t.Iterator[Item]:
        for file in self._files:
            # The outermost one counts: inside it a folder may be called like another kind, such as dashboards/services.
            kind = next((FOLDERS[name] for name in file.folders if name in FOLDERS), None)
            yield from self._from_file(kind, file)

    def _from_file(self, kind, file: File) -> t.Iterator[Item]:
        try:
            content = self._content(file)
            kind = kind or _kind_of(content)
            members = kind.members(content)
            if not members:
                raise InputError("It holds no object.")
        except InputError as error:
            self.faults.append(Fault(kind, None, file.origin, file.place, error))
            return
        self._kept_bytes += file.size
        keep = self._kept_bytes <= _KEPT_BYTES
        for number, params in enumerate(self._named(kind, file, members)):
            if params is None:
                continue

            def load(kept: dict | None = params if keep else None, number: int = number) -> dict:
                return kept or self._read_again(kind, file, number)

            yield Item(
                kind, params, file.origin, _place(file, members, number, kind.name_in(params)), load, file.origin
            )

    def _read_again(self, kind, file: File, number: int) -> dict:
        """The options of one member, from a file that was read before."""
        again = Source(secrets=self._secrets, hidden=self._hidden)
        options = list(again._named(kind, file, kind.members(self._content(file))))[number]
        if options is None:
            raise InputError(f"{file.place} has changed while it was applied: run the task again.")
        return options

    @staticmethod
    def _content(file: File) -> t.Any:
        text = file.read()
        if text.startswith("$ANSIBLE_VAULT;"):
            raise InputError("It is encrypted, which no file of a set can be: give what is secret by 'secrets'.")
        return parse_content(text, file.place)

    def _named(self, kind, file: File, members: list) -> t.Iterator[dict | None]:
        """The options of each member; None, and a fault, for one that is not usable. Those without a name are called
        like the file."""
        found = [self._options(kind, file, members, number) for number in range(len(members))]
        nameless = [number for number, options in enumerate(found) if options and not kind.name_in(options)]
        for count, number in enumerate(nameless, 1):
            found[number][kind.name_option] = file.stem if len(nameless) == 1 else f"{file.stem} {count}"
        for number, options in enumerate(found):
            yield options and self._usable(kind, file, members, number, options)

    def _usable(self, kind, file: File, members: list, number: int, options: dict) -> dict | None:
        try:
            return self._checked(kind, options)
        except InputError as error:
            name = str(kind.name_in(options))
            self.faults.append(Fault(kind, name, file.origin, _place(file, members, number, name), error))
            return None

    def _options(self, kind, file: File, members: list, number: int) -> dict | None:
        member = members[number]
        try:
            look = recognized(member)
            if look and look.kind != kind.name and not kind.is_export(member):
                raise InputError(look.advice)
            options = kind.from_file(member)
            if not isinstance(options, dict):
                raise InputError(f"An object must be a mapping of options, not {noun(options)}.")
            if not options:
                raise InputError("It is an empty mapping: an object needs options.")
            options = {**options, **_texts_beside(kind, file, members, options)}
        except InputError as error:
            place = _place(file, members, number, seeming_name(member))
            self.faults.append(Fault(kind, None, file.origin, place, error))
            return None
        return _with_name(kind, dict(options))

    # -- inline ------------------------------------------------------------------------------------

    def _from_definition(self) -> t.Iterator[Item]:
        for word, objects in self._definition.items():
            kind, place = kind_called(word), f"definition.{word}"
            if kind is None:
                what = f"It is no kind; there are {', '.join(sorted(FOLDERS))}."
                self.faults.append(Fault(None, None, place, place, InputError(what)))
            elif not isinstance(objects, list):
                self.faults.append(Fault(kind, None, place, place, InputError("It must be a list of objects.")))
            else:
                yield from self._inline_items(kind, place, objects)

    def _inline_items(self, kind, folder: str, objects: list) -> t.Iterator[Item]:
        for number, params in enumerate(objects):
            place = f"{folder}[{number}]"
            name = kind.name_in(params) if isinstance(params, dict) else None
            try:
                if not isinstance(params, dict):
                    raise InputError(f"An object must be a mapping of options, not {noun(params)}.")
                checked = self._checked(kind, params)
            except InputError as error:
                self.faults.append(Fault(kind, name, place, place, error))
                continue
            yield Item(kind, checked, place, place, lambda checked=checked: checked, folder)

    def _checked(self, kind, params: dict) -> dict:
        """The options of one object, validated as its module would, with its secrets."""
        label = kind.label(params)
        for key in (f"{kind.name}/{label}", f"{kind.folder}/{label}"):
            params = with_secrets(kind, params, self._secrets.get(key, {}))
            if key in self.unused_secrets:
                self.unused_secrets.remove(key)
        self._hidden.update(kind.secrets(params))
        if params.get("state", "present") != "present":
            raise InputError("A wanted object is present; take it out of the set and use 'prune' to delete it.")
        checked = validated(kind, params)  # a mistyped option may be why there is no name
        if not kind.name_in(params):
            raise InputError(f"The object has no '{kind.name_option}'.")
        return checked


def _texts_beside(kind, file: File, members: list, options: dict) -> dict[str, str]:
    """The texts of the object that lie in files of their own beside its file, by option."""
    found = {}
    for field in kind.fields:
        text = file.beside(field.file) if field.file and len(members) == 1 else None
        if text is not None and options.get(field.option) is not None:
            raise InputError(f"'{field.option}' stands in it and in the file {field.file} beside it: keep one of them.")
        if text is not None:
            found[field.option] = text
    return found


def _with_name(kind, options: dict) -> dict:
    """The options with the name in its own option, where another name of it was used."""
    aliases = () if kind.only_name else kind.field(kind.name_option).argument.get("aliases", ())
    for alias in aliases:
        if alias in options and not options.get(kind.name_option):
            options[kind.name_option] = options.pop(alias)
    return options


def _kind_of(content: t.Any) -> t.Any:
    """The kind of what a file holds that is in no folder of a kind."""
    first = content[0] if isinstance(content, list) and content else content
    look = recognized(first)
    if look is None or look.kind is None:
        advice = look.advice if look else f"Put it into the folder of its kind; there are {', '.join(sorted(FOLDERS))}."
        raise InputError(f"Nothing says of what kind it is. {advice}")
    return KINDS[look.kind]


def _place(file: File, members: list, number: int, name: t.Any) -> str:
    """Where a member stands, for messages."""
    if len(members) == 1:
        return file.place
    return f"{file.place} number {number + 1}" + (f" '{name}'" if name else "")

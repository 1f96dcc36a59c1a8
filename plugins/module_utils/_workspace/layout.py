# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which file of an exported folder holds which object. People move files into subfolders, rename them, put several
objects into one and add comments: an export keeps all of that and rewrites a file only when an object in it differs."""

from __future__ import annotations

import hashlib
import json
import os
import re
import typing as t

from .._api.errors import ApiError
from .._engine.errors import ODD, AmbiguousNameError, EngineError, InputError
from .._engine.find import find
from .._engine.run import Run
from .._engine.values import is_blank
from .._files import parse_content, read_text, yaml_text
from .faults import refusal
from .files import with_ending, within
from .folder import files_of_kind
from .item import Item
from .selection import Selection
from .takes import as_new
from .wanted import Source


class _Held:
    """One object that a file holds.

    uuid: that of the object of the workspace which it means; None when there is none. options: what the export has of
    it, as soon as that is not what the file says already. is_met: whether the export has it.
    """

    def __init__(self, item: Item, path: str) -> None:
        self.item = item
        self.path = path
        self.uuid: str | None = None
        self.options: dict | None = None
        self.is_met = False


class Outcome(t.NamedTuple):
    """What becomes of a folder, by paths below it: the texts of the files to write, the files that stay although their
    bytes may differ from what would be written, and those to remove."""

    texts: dict[str, str]
    same: list[str]
    gone: list[str]


class Layout:
    """The files of some kinds below a folder. InputError for what cannot be read, and for an object in two files."""

    def __init__(self, dest: str, kinds: t.Sequence, hidden: set[str]) -> None:
        self._dest = dest
        places = [(os.path.join(dest, kind.folder), (kind.folder,)) for kind in kinds]
        files = [file for place in places if os.path.isdir(place[0]) for file in files_of_kind(*place)]
        source = Source(files, hidden=hidden)
        self._files: dict[str, list[_Held]] = {}
        for item in source.items(Selection([kind.name for kind in kinds])):
            path = os.path.relpath(item.holder, dest)
            self._files.setdefault(path, []).append(_Held(item, path))
        if source.faults:
            raise refusal(source.faults, start=f"'{dest}' holds what no export can be written beside.")
        self._stems = {_stem(path) for path in self._files}
        self._by_uuid: dict[tuple[str, str], _Held] = {}
        self._new: dict[str, str] = {}
        #: The uuids of objects that were listed and deleted since.
        self.deleted: set[str] = set()

    def recognize(self, run: Run) -> None:
        """Find the object of the workspace that each one in a file means; the kinds are listed already."""
        doubles = []
        found = [
            (held, _possible_uuids(run, held.item.kind, held.item.load()))
            for members in self._files.values()
            for held in members
        ]
        # What one file means for certain is not what another one means.
        for held, uuids in sorted(found, key=lambda one: len(one[1]) > 1):
            kind = held.item.kind
            free = [uuid for uuid in uuids if len(uuids) == 1 or (kind.name, uuid) not in self._by_uuid]
            if not free:
                continue
            held.uuid = free[0]
            other = self._by_uuid.setdefault((kind.name, held.uuid), held)
            if other is not held:
                doubles.append(f"{held.item} is in {other.item.place} and in {held.item.place}.")
        if doubles:
            raise InputError(f"Several files hold the same object. {' '.join(doubles)} Remove one of them.")

    def put(self, run: Run, kind, uuid: str, options: dict, stems: t.Sequence[str]) -> None:
        """Take an exported object: into the file that holds it, else into a new one with the first of the names that is
        free. Raises UnicodeError and ValueError for what no file can hold."""
        held = self._by_uuid.get((kind.name, uuid))
        if held is None:
            paths = [os.path.join(kind.folder, stem) for stem in stems]
            path = next((path for path in paths if path.lower() not in self._stems), None)
            if path is None:
                raise InputError(
                    f"Files with all names that its own could have hold something else: rename {paths[-1]}."
                )
            self._stems.add(path.lower())
            self._new.update(_written(kind, options, path + (".json" if _is_json(kind) else ".yml")))
            return
        written = _written(kind, options, held.path)
        held.is_met = True
        if not self._has(held, written) and not _says_the_same(run, held.item, options):
            held.options = {**options, **_unexported(kind, held.item.load(), options)}

    def _has(self, held: _Held, written: dict[str, str]) -> bool:
        """Whether just these texts lie in the files of the object, and nothing else does."""
        if len(self._files[held.path]) > 1 or not written.keys() >= {*self._beside(held.item.kind, held.path)}:
            return False
        try:
            return all(read_text(os.path.join(self._dest, path)) == text for path, text in written.items())
        except InputError:
            return False

    def outcome(self, remove: bool) -> Outcome:
        """What becomes of the folder. InputError for a difference that cannot be written. ``remove``: objects that the
        workspace does not have go."""
        texts, same, gone, fixed = dict(self._new), [], [], []
        for path, members in self._files.items():
            lost = [held for held in members if held.uuid is None or held.uuid in self.deleted] if remove else []
            changed = [held for held in members if held.options is not None]
            kind, archive = members[0].item.kind, self._archive(path)
            if archive:
                fixed += changed
                same += [archive] if any(held.is_met for held in members) else []
            elif len(lost) == len(members):
                gone += [path, *self._beside(kind, path)]
            elif changed or lost:
                written = self._rewritten(kind, path, members, lost)
                texts.update(written)
                gone += [other for other in self._beside(kind, path) if other not in written]
            elif any(held.is_met for held in members):
                same += [path, *self._beside(kind, path)]
        if fixed:
            told = ", ".join(f"{held.item} in {held.item.place}" for held in fixed)
            raise InputError(
                f"An export does not write into archives, and differs from what they hold: {told}. Unpack them."
            )
        return Outcome(texts, same, gone)

    def _archive(self, path: str) -> str:
        """The archive that the path leads into; empty when it leads to a file of its own."""
        file, member = within(os.path.join(self._dest, path))
        return os.path.relpath(file, self._dest) if member else ""

    def _rewritten(self, kind, path: str, members: list[_Held], lost: list[_Held]) -> dict[str, str]:
        """The texts of a file, and of those beside it, in which some objects differ or go."""
        if len(members) == 1:
            return _written(kind, members[0].options, path)
        place = os.path.join(self._dest, path)
        raw = kind.members(parse_content(read_text(place), place))
        left = [(held, member) for held, member in zip(members, raw) if held not in lost]
        objects = [held.options if held.options is not None else _named(held.item, member) for held, member in left]
        return {path: _text(objects, path)}

    def _beside(self, kind, path: str) -> list[str]:
        """The files beside the file of an object that hold one text of it each."""
        found = [with_ending(path, field.file) for field in kind.fields if field.file]
        return [other for other in found if os.path.isfile(os.path.join(self._dest, other))]


def _stem(path: str) -> str:
    """What file systems may take for the same name: files of one object lie side by side with one name."""
    return os.path.splitext(path)[0].lower()


# -- which object ----------------------------------------------------------------------------------


def _possible_uuids(run: Run, kind, params: dict) -> list[str]:
    """The uuids of the objects that the options can mean, in order, without a request. Several where the name is that
    of several objects and nothing tells which one is meant."""
    if params.get("uuid"):
        row = run.memory.row(kind, params["uuid"])
    else:
        params = _prepared(kind, params)
        try:
            row = find(run, kind, params)
        except AmbiguousNameError:
            return sorted(map(kind.uuid_of, kind.meant(run.memory.called(kind, kind.name_in(params)), params)))
        except InputError:
            row = None
    return [kind.uuid_of(row)] if row else []


def _prepared(kind, params: dict) -> dict:
    try:
        return kind.prepare(params)
    except InputError:
        return params


# -- what it says ----------------------------------------------------------------------------------


def _says_the_same(run: Run, item: Item, options: dict) -> bool:
    """Whether a new object would be the same by the file and by the export. So a file can hold less than an export does
    and say it in other words; what differs in the workspace is never missed."""
    given = item.load()
    if options.get("uuid") not in (None, given.get("uuid")):
        return False
    try:
        before, after = (as_new(run, item.kind, side) for side in (given, options))
    except (ApiError, EngineError, *ODD):  # such as a window that is over: what is written is compared
        return all(
            given.get(field.option) == options.get(field.option) or _is_unexported(field) for field in item.kind.fields
        )
    return all(_is_same(field, before.get(field.option), after.get(field.option)) for field in item.kind.fields)


def _is_same(field, before: t.Any, after: t.Any) -> bool:
    """Whether the values of a new object are the same by its file and by the export, as far as an export holds them:
    what is empty is as good as missing."""
    if _is_unexported(field) or (is_blank(before) and is_blank(after)):
        return True
    if is_blank(before) or is_blank(after):
        return False
    return field.seen(before, after) == after and field.seen(after, before) == before


def _is_unexported(field) -> bool:
    """Whether no export holds the option, since it is secret or no answer tells it, and yet it is one's own to give."""
    return field.secret or not (field.life.told or field.adds_to or field.removes_from)


def _unexported(kind, given: dict, options: dict) -> dict:
    """What the file of an object says that no export does, and that a new file of it still has to say."""
    kept = [field.option for field in kind.fields if _is_unexported(field)]
    if kind.hides_secrets and given.get("update_secrets") != kind.argument_spec()["update_secrets"]["default"]:
        kept.append("update_secrets")
    return {option: given[option] for option in ("uuid", *kept) if given.get(option) and option not in options}


# -- texts of files --------------------------------------------------------------------------------


def stems(kind, row: dict, is_shared: bool, is_twin: bool) -> list[str]:
    """The names, without ending, that the file of an object can have: alone of its file name, among others of it, and
    among others of its very key."""
    name, label = kind.name_of(row), kind.label_of(row)
    found = [slug(name), slug(name, of=f"{label} "), slug(name, of=f"{label} {kind.uuid_of(row)}")]
    return found[2 if is_twin else 1 if is_shared else 0 :]


def slug(name: str, of: str | None = None) -> str:
    """The name as that of a file, short enough for file systems that count bytes; with the digest of a text that others
    of this file name do not have."""
    found = (
        re.sub(r"[^\w.]+", "-", name.lower()).strip("-.")[:100].encode(errors="ignore")[:200].decode(errors="ignore")
        or "unnamed"
    )
    return found if of is None else f"{found}-{hashlib.sha256(of.encode(errors='ignore')).hexdigest()[:8]}"


def _is_json(kind) -> bool:
    """JSON for what has content, which is big and made by machines, YAML for what people read and edit."""
    return any(field.content for field in kind.fields)


def _written(kind, options: dict, path: str) -> dict[str, str]:
    """The text of the file of one object, by path, behind those of the files beside it."""
    apart = {field.option: field.file for field in kind.fields if field.file and options.get(field.option)}
    inside = {option: value for option, value in options.items() if option not in apart}
    beside = {ending: options[option] for option, ending in apart.items()}
    texts = {with_ending(path, ending): text for ending, text in beside.items()}
    texts[path] = _text(inside, path)
    for text in texts.values():
        text.encode()  # raises UnicodeError for half a character
    return texts


def _text(content: dict | list, path: str) -> str:
    if not path.lower().endswith(".json"):
        return yaml_text(content)
    objects = content if isinstance(content, list) else [content]
    ordered = [{option: _sorted(value) for option, value in options.items()} for options in objects]
    shown = ordered if isinstance(content, list) else ordered[0]
    return json.dumps(shown, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _sorted(value: t.Any) -> t.Any:
    return json.loads(json.dumps(value, sort_keys=True))


def _named(item: Item, member: dict) -> dict:
    """A member of a file as it stands there; with its name, where it has that from its place in the file."""
    options = item.kind.from_file(member)
    if item.kind.name_in(options):
        return member
    return {item.kind.name_option: item.name, **{key: value for key, value in options.items() if value is not None}}

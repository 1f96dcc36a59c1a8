# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A live workspace as a folder: one file per object, the same bytes whenever the workspace is the same."""

from __future__ import annotations

import collections
import concurrent.futures
import hashlib
import json
import os
import re
import typing as t

from .._api.errors import GENERAL, ApiError, NotFoundError, one_line
from .._engine.errors import EngineError, InputError
from .._engine.references import texts
from .._engine.rows import SECRETS
from .._engine.run import Run
from .._files import parse_content, read_text, yaml_text
from .._writing import mode_of, state_of, write
from .files import ENDINGS, with_ending
from .plan import READERS, list_all
from .selection import Selection

#: An id that the server gave, such as ``acnt_`` and 32 hexadecimal digits. Those of dial nodes are shorter.
_ID = re.compile(r"\b[a-z]{2,10}_[0-9a-f]{32}\b|\bregn?_[0-9a-z]{20}\b")


def export_workspace(run: Run) -> dict:
    """The result of ``truewatch_workspace_export``: files written, unchanged and removed, and what a file cannot
    hold."""
    params = run.params
    dest = os.path.abspath(os.path.expanduser(params["dest"]))
    mode = mode_of(params["mode"])
    selection = Selection(params["kinds"], params["include"], params["exclude"])
    _check_dest(dest, [kind.folder for kind in selection.kinds])
    list_all(run, [kind.name for kind in selection.kinds])
    export = _Export(run, selection)
    for kind in selection.kinds:
        export.read(kind)
    if selection.idle_patterns():
        run.warn(f"No object has a name that fits {selection.idle_patterns()}.")
    try:
        states, gone = _bring_about(dest, export, params["remove"], mode, run.check_mode)
    except OSError as error:
        raise InputError(f"'{error.filename or dest}' cannot be written: {error.strerror}.") from error
    entries = [
        {"path": path, "state": state} for path, state in sorted({**states, **dict.fromkeys(gone, "removed")}.items())
    ]
    counts = collections.Counter(entry["state"] for entry in entries)
    summary = {state: counts[state] for state in ("created", "updated", "unchanged", "removed")}
    changed = any(entry["state"] != "unchanged" for entry in entries)
    return {
        "changed": changed,
        "dest": dest,
        "files": entries,
        "summary": summary,
        "report": export.report,
        "diff": _diff(entries),
    }


# -- what the files hold ---------------------------------------------------------------------------


class _Export:
    """What the folder shall hold.

    files: path below the folder to text. report: what the files cannot hold. former: paths that files of these objects
    may have had to the kind and the names of the objects. kept: paths of objects that could not be read.
    """

    def __init__(self, run: Run, selection: Selection) -> None:
        self._run = run
        self.selection = selection
        self.files: dict[str, str] = {}
        self.former: dict[str, tuple[t.Any, set[str]]] = {}
        self.kept: set[str] = set()
        self.report: dict = {"secrets": {}, "duplicates": [], "ids": {}, "people": {}, "unread": {}}
        #: Kinds that objects refer to and no file holds.
        self._apart = [kind for kind in run.kinds.values() if kind.named_only and kind not in selection.kinds]

    def read(self, kind) -> None:
        """Read all selected objects of a kind. One that is odd does not keep the others from being exported."""
        self._note_duplicates(kind)
        every = [row for row in self._run.memory.rows(kind) if _is_exported(kind, row)]
        slugs = collections.Counter(_slug(kind.name_of(row)) for row in every)
        rows = [row for row in every if self.selection.holds_row(kind, row)]
        rows.sort(key=lambda row: (kind.label_of(row), kind.uuid_of(row)))
        with concurrent.futures.ThreadPoolExecutor(READERS) as readers:
            exported = readers.map(lambda row: self._exported(kind, row), rows)
            for number, (row, options) in enumerate(zip(rows, exported), 1):
                try:
                    if isinstance(options, Exception):
                        raise options
                    self._add(kind, row, options, is_shared=slugs[_slug(kind.name_of(row))] > 1)
                except _GoneError:
                    self._run.warn(f"{kind.title} '{kind.name_of(row)}' was deleted while the workspace was read.")
                except Exception as error:  # noqa: BLE001 - whatever is odd about one object
                    self._leave_out(kind, row, error)
                self._run.tell(f"{number} of {len(rows)} {kind.plural} read, {self._run.client.api_calls} requests")

    def _exported(self, kind, row: dict) -> dict | Exception:
        """The options of the object, or why there are none; raises what would meet all other objects too."""
        try:
            return kind.export(self._run, row)
        except GENERAL:
            raise
        except NotFoundError as error:
            return _GoneError() if self._is_gone(kind, row) else error
        except Exception as error:  # noqa: BLE001 - whatever is odd about one object
            return error

    def _is_gone(self, kind, row: dict) -> bool:
        """Whether the object itself is not there any more, and not something that it refers to."""
        try:
            return kind.get_route is not None and kind.get(self._run, kind.uuid_of(row)) is None
        except NotFoundError:
            return True

    def _leave_out(self, kind, row: dict, error: Exception) -> None:
        name = kind.label_of(row)
        if isinstance(error, (ApiError, EngineError)):
            why = str(error)
        elif isinstance(error, UnicodeError):
            why = "A text of it holds half a character, which no file can hold."
        else:
            why = f"What the service tells of it cannot be read ({type(error).__name__}: {error})."
        self.report["unread"][one_line(f"{kind.name}/{name}")] = why
        self.kept.update(_paths(kind, row))
        self._run.warn(f"{kind.title} '{name}' is not exported, and its file stays as it is. {why}")

    def _add(self, kind, row: dict, options: dict, is_shared: bool) -> None:
        key = f"{kind.name}/{kind.label_of(row)}"
        is_twin = key in self.report["duplicates"]
        inside = options.pop(SECRETS, [])
        if is_twin:
            options["uuid"] = kind.uuid_of(row)
        secrets = [field for field in kind.fields if field.secret and field.actual(row)]
        parts = [*secrets, *(field for field in kind.fields if field.option in options)]
        secrets = [field.option for field in secrets if not any(_is_part(part, field) for part in parts)]
        secrets += [option for option in inside if option not in secrets]
        if secrets:
            self.report["secrets"][key] = secrets
        ids = sorted(option for option, value in options.items() if option != "uuid" and _has_id(value))
        if ids:
            self.report["ids"][key] = ids
        self._note_people(kind, key, options)
        files = [field for field in kind.fields if field.file and options.get(field.option)]
        beside = {field.file: options.pop(field.option) for field in files}
        alone, shared, twin = _paths(kind, row)
        path = twin if is_twin else shared if is_shared else alone
        written = {path: _text(kind, options), **{with_ending(path, ending): beside[ending] for ending in beside}}
        for text in written.values():
            text.encode()  # raises UnicodeError for half a character
        self.files.update(written)
        for path in (alone, shared, twin):
            self.former.setdefault(path, (kind, set()))[1].add(kind.name_of(row))

    def _note_people(self, kind, key: str, options: dict) -> None:
        """The members that the object names, of which no file tells more: another workspace must have them."""
        for field in kind.fields:
            referred = [one for one in self._apart if one.name in getattr(field.resolve, "kinds", ())]
            known = {one.name_of(row) for one in referred for row in self._run.memory.listed(one)}
            for name in sorted(known.intersection(texts(options.get(field.option)))):
                users = self.report["people"].setdefault(name, [])
                if key not in users:
                    users.append(key)

    def _note_duplicates(self, kind) -> None:
        """Keys that several objects share: their files carry the uuid, which means nothing in another workspace."""
        rows = [row for row in self._run.memory.rows(kind) if self.selection.holds_row(kind, row)]
        names = collections.Counter(map(kind.label_of, rows))
        twins = sorted(name for name, number in names.items() if number > 1)
        if twins:
            self.report["duplicates"] += [f"{kind.name}/{name}" for name in twins]
            self._run.warn(
                f"Several {kind.plural} share a name ({', '.join(twins)}): their files hold the uuid and fit this "
                "workspace only."
            )


class _GoneError(Exception):
    """The object was deleted after it was listed."""


def _is_exported(kind, row: dict) -> bool:
    try:
        return kind.is_exported(row)
    except Exception:  # noqa: BLE001 - told when it is exported
        return True


def _is_part(field, whole) -> bool:
    return any(place.startswith(f"{other}.") for place in field.places for other in whole.places)


def _has_id(value: t.Any) -> bool:
    """Whether an id that the server gave stands anywhere in the value: it means nothing in another workspace."""
    return any(_ID.search(text) for text in texts(value))


def _slug(name: str, of: str | None = None) -> str:
    """The name as a file's, short enough for file systems that count bytes; with the digest of a text that others of
    this file name do not have."""
    slug = (
        re.sub(r"[^\w.]+", "-", name.lower()).strip("-.")[:100].encode(errors="ignore")[:200].decode(errors="ignore")
        or "unnamed"
    )
    return slug if of is None else f"{slug}-{hashlib.sha256(of.encode(errors='ignore')).hexdigest()[:8]}"


def _paths(kind, row: dict) -> tuple[str, str, str]:
    """The paths of an object's file: alone of its file name, among others of it, and among others of its very key."""
    name, label = kind.name_of(row), kind.label_of(row)
    ending = ".json" if _is_json(kind) else ".yml"
    stems = (_slug(name), _slug(name, of=f"{label} "), _slug(name, of=f"{label} {kind.uuid_of(row)}"))
    return tuple(os.path.join(kind.folder, stem + ending) for stem in stems)


def _is_json(kind) -> bool:
    """JSON for what has content, which is big and made by machines, YAML for what people read and edit."""
    return any(field.content for field in kind.fields)


def _text(kind, options: dict) -> str:
    if not _is_json(kind):
        return yaml_text(options)
    ordered = {option: _sorted(value) for option, value in options.items()}
    return json.dumps(ordered, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _sorted(value: t.Any) -> t.Any:
    return json.loads(json.dumps(value, sort_keys=True))


# -- the folder ------------------------------------------------------------------------------------


def _bring_about(
    dest: str, export: _Export, remove: bool, mode: int | None, check_mode: bool
) -> tuple[dict[str, str], list[str]]:
    """Write what differs. Returns the state of each file of the export, and the paths that go. Raises OSError."""
    states = {path: state_of(os.path.join(dest, path), text.encode(), mode) for path, text in export.files.items()}
    gone = _moved(dest, export)
    gone += [path for path in _beside(dest, gone, export) if path not in export.files]
    if remove:
        gone = sorted({*gone, *_gone(dest, export)})
    if not check_mode:
        for path, text in export.files.items():
            if states[path] != "unchanged":
                os.makedirs(os.path.dirname(os.path.join(dest, path)), exist_ok=True)
                write(os.path.join(dest, path), text.encode(), mode)
        for path in gone:
            os.unlink(os.path.join(dest, path))
    return states, gone


def _check_dest(dest: str, folders: t.Iterable[str]) -> None:
    """InputError when nothing could be written to ``dest``, or a write would end outside of it."""
    place = dest
    while not os.path.lexists(place):
        place = os.path.dirname(place)
    if not os.path.isdir(place):
        raise InputError(f"'{place}' is no folder: give a folder for the export.")
    if not os.access(place, os.W_OK | os.X_OK):
        raise InputError(f"'{place}' cannot be written to: give another folder for the export.")
    for folder in sorted(folders):
        path = os.path.join(dest, folder)
        if os.path.islink(path) or (os.path.exists(path) and not os.path.isdir(path)):
            raise InputError(
                f"'{path}' is a link or a file: an export writes below 'dest' only. "
                "Remove it, or choose another 'dest'."
            )


def _moved(dest: str, export: _Export) -> list[str]:
    """The files of exported objects under the name that they had before others came, or went, that are called alike.

    Left where they are, they would give the set two files for one object.
    """
    return [
        path
        for path, (kind, names) in export.former.items()
        if path not in export.files and names.issuperset(_names_in(kind, os.path.join(dest, path)) or [None])
    ]


def _names_in(kind, path: str) -> list[str]:
    if not os.path.isfile(path):
        return []
    try:
        content = parse_content(read_text(path), path)
        found = [kind.from_file(member) for member in kind.members(content)]
        return [kind.name_in(options) for options in found if isinstance(options, dict)]
    except InputError:
        return []


def _beside(dest: str, paths: t.Iterable[str], export: _Export) -> list[str]:
    """The files with one text of an object that lie beside these files of objects."""
    endings = {field.file for kind in export.selection.kinds for field in kind.fields if field.file}
    found = [with_ending(path, ending) for path in paths for ending in sorted(endings)]
    return [path for path in found if os.path.isfile(os.path.join(dest, path))]


def _gone(dest: str, export: _Export) -> list[str]:
    """The files of the selected kinds that hold no exported object any more; none when names narrow the export."""
    gone, stays = [], {*export.files, *export.kept, *_beside(dest, export.kept, export)}
    for kind in export.selection.kinds if export.selection.is_whole else ():
        folder = os.path.join(dest, kind.folder)
        if not os.path.isdir(folder) or os.path.islink(folder):
            continue
        for entry in sorted(os.listdir(folder)):
            path = os.path.join(kind.folder, entry)
            is_file = not os.path.isdir(os.path.join(folder, entry)) or os.path.islink(os.path.join(folder, entry))
            endings = (*ENDINGS, *(field.file for field in kind.fields if field.file))
            if entry.lower().endswith(endings) and not entry.startswith(".") and is_file and path not in stays:
                gone.append(path)
    return gone


def _diff(entries: t.Sequence[dict]) -> dict:
    before = [entry["path"] for entry in entries if entry["state"] in ("updated", "removed")]
    after = [entry["path"] for entry in entries if entry["state"] in ("created", "updated")]
    return {"before": "".join(f"{path}\n" for path in before), "after": "".join(f"{path}\n" for path in after)}

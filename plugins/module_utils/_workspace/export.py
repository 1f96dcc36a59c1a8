# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A live workspace as a folder: one file per object, unless the folder holds it in another way already."""

from __future__ import annotations

import collections
import concurrent.futures
import os
import re
import stat
import typing as t

from .._api.errors import GENERAL, ApiError, NotFoundError, one_line
from .._engine.errors import EngineError, InputError
from .._engine.rows import SECRETS
from .._engine.run import Run
from .._engine.values import texts
from .._files import read_bytes
from .._writing import mode_of, state_of, write
from .layout import Layout, Outcome, slug, stems
from .listing import READERS, list_all
from .selection import Selection
from .takes import why_refused

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
    layout = Layout(dest, selection.kinds, run.secrets)
    list_all(run, [kind.name for kind in selection.kinds])
    layout.recognize(run)
    export = _Export(run, selection, layout)
    for kind in selection.kinds:
        export.read(kind)
    if selection.idle_patterns():
        run.warn(f"No object has a name that fits {selection.idle_patterns()}.")
    try:
        outcome = layout.outcome(remove=params["remove"] and selection.is_whole)
        if params["kinds"] is None and not export.report["unread"]:
            _refuse_to_remove_all(dest, outcome)
        states = _bring_about(dest, outcome, mode, run.check_mode)
    except OSError as error:
        raise InputError(f"'{error.filename or dest}' cannot be written: {error.strerror}.") from error
    entries = [{"path": path, "state": state} for path, state in sorted(states.items())]
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


def _refuse_to_remove_all(dest: str, outcome) -> None:
    """The key of another workspace, which is empty, must not end a backup."""
    if outcome.gone and not outcome.texts and not outcome.same:
        raise InputError(
            f"The workspace holds nothing to export, so 'remove' would remove all files of '{dest}': check the API "
            "key, or remove the files yourself."
        )


# -- what the files hold ---------------------------------------------------------------------------


class _Export:
    """What the folder shall hold. report: what its files cannot hold."""

    def __init__(self, run: Run, selection: Selection, layout: Layout) -> None:
        self._run = run
        self._selection = selection
        self._layout = layout
        self.report: dict = {"secrets": {}, "duplicates": [], "ids": {}, "people": {}, "refused": {}, "unread": {}}
        #: Kinds that objects refer to and no file holds.
        self._apart = [kind for kind in run.kinds.values() if kind.named_only and kind not in selection.kinds]

    def read(self, kind) -> None:
        """Read all selected objects of a kind. One that is odd does not keep the others from being exported."""
        self._note_duplicates(kind)
        every = [row for row in self._run.memory.rows(kind) if _is_exported(kind, row)]
        names = collections.Counter(slug(kind.name_of(row)) for row in every)
        rows = [row for row in every if self._selection.holds_row(kind, row)]
        rows.sort(key=lambda row: (kind.label_of(row), kind.uuid_of(row)))
        with concurrent.futures.ThreadPoolExecutor(READERS) as readers:
            exported = readers.map(lambda row: self._exported(kind, row), rows)
            for number, (row, options) in enumerate(zip(rows, exported), 1):
                try:
                    if isinstance(options, Exception):
                        raise options
                    self._add(kind, row, options, is_shared=names[slug(kind.name_of(row))] > 1)
                except _GoneError:
                    self._layout.deleted.add(kind.uuid_of(row))
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
        refusal = why_refused(self._run, kind, options, secrets)
        self._layout.put(self._run, kind, kind.uuid_of(row), options, stems(kind, row, is_shared, is_twin))
        if refusal:
            self.report["refused"][one_line(key)] = refusal
            self._run.warn(
                f"{kind.title} '{kind.label_of(row)}' is exported, but no apply brings it about again. {refusal}"
            )

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
        rows = [row for row in self._run.memory.rows(kind) if self._selection.holds_row(kind, row)]
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


# -- the folder ------------------------------------------------------------------------------------


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
        links = [path] if os.path.islink(path) or (os.path.exists(path) and not os.path.isdir(path)) else []
        for above, inner, _files in os.walk(path):
            links += [found for found in (os.path.join(above, name) for name in inner) if os.path.islink(found)]
        if links:
            raise InputError(
                f"'{links[0]}' is a link or a file: an export writes below 'dest' only. "
                "Remove it, or choose another 'dest'."
            )


def _bring_about(dest: str, outcome: Outcome, mode: int | None, check_mode: bool) -> dict[str, str]:
    """Write what differs and remove what is gone; returns the state of each file. Raises OSError."""
    states = {path: state_of(os.path.join(dest, path), text.encode(), mode) for path, text in outcome.texts.items()}
    again = {path: read_bytes(os.path.join(dest, path)) for path in outcome.same if _has_other_mode(dest, path, mode)}
    states.update({path: "updated" if path in again else "unchanged" for path in outcome.same})
    states.update(dict.fromkeys(outcome.gone, "removed"))
    if not check_mode:
        for path, data in {**{path: text.encode() for path, text in outcome.texts.items()}, **again}.items():
            if states[path] != "unchanged":
                os.makedirs(os.path.dirname(os.path.join(dest, path)), exist_ok=True)
                write(os.path.join(dest, path), data, mode)
        for path in outcome.gone:
            os.unlink(os.path.join(dest, path))
            _remove_emptied(dest, os.path.dirname(path))
    return states


def _has_other_mode(dest: str, path: str, mode: int | None) -> bool:
    status = os.lstat(os.path.join(dest, path))
    return mode is not None and stat.S_ISREG(status.st_mode) and stat.S_IMODE(status.st_mode) != mode


def _remove_emptied(dest: str, folder: str) -> None:
    """Remove a folder inside that of a kind when nothing is left in it, and so on upwards."""
    while os.path.dirname(folder) and not os.listdir(os.path.join(dest, folder)):
        os.rmdir(os.path.join(dest, folder))
        folder = os.path.dirname(folder)


def _diff(entries: t.Sequence[dict]) -> dict:
    before = [entry["path"] for entry in entries if entry["state"] in ("updated", "removed")]
    after = [entry["path"] for entry in entries if entry["state"] in ("created", "updated")]
    return {"before": "".join(f"{path}\n" for path in before), "after": "".join(f"{path}\n" for path in after)}

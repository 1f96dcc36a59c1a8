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
import tempfile
import typing as t

from .._ansible import yaml_text
from .._engine.errors import InputError
from .._engine.run import Run
from .plan import READERS, list_all
from .wanted import ENDINGS, Selection

#: An id that the server gave, such as ``acnt_`` and 32 hexadecimal digits.
_ID = re.compile(r"\b[a-z]{2,10}_[0-9a-f]{32}\b")


def export_workspace(run: Run) -> dict:
    """The result of ``truewatch_workspace_export``: files written, unchanged and removed, and what a file cannot
    hold."""
    params = run.params
    dest = os.path.abspath(os.path.expanduser(params["dest"]))
    selection = Selection(params["kinds"], params["include"], params["exclude"])
    list_all(run, [kind.name for kind in selection.kinds])
    files: dict[str, str] = {}
    report: dict = {"secrets": {}, "duplicates": [], "ids": {}}
    for kind in selection.kinds:
        _note_duplicates(run, kind, selection, report)
        files.update(_files_of(run, kind, selection, report))
    _check_dest(dest, {os.path.dirname(path) for path in files})
    states = {path: _state(os.path.join(dest, path), text) for path, text in files.items()}
    gone = _gone(dest, selection, files) if params["remove"] else []
    if not run.check_mode:
        for path, text in files.items():
            if states[path] != "unchanged":
                _write(os.path.join(dest, path), text)
        for path in gone:
            os.unlink(os.path.join(dest, path))
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
        "report": report,
        "diff": _diff(entries),
    }


# -- what the files hold ---------------------------------------------------------------------------


def _files_of(run: Run, kind, selection: Selection, report: dict) -> dict[str, str]:
    rows = [row for row in run.memory.rows(kind) if selection.holds(kind, kind.name_of(row)) and kind.is_exported(row)]
    rows.sort(key=lambda row: (kind.name_of(row), kind.uuid_of(row)))
    slugs = collections.Counter(_slug(kind.name_of(row)) for row in rows)
    files = {}
    with concurrent.futures.ThreadPoolExecutor(READERS) as readers:
        exported = readers.map(lambda row: kind.export(run, row), rows)
        for number, (row, options) in enumerate(zip(rows, exported), 1):
            name = kind.name_of(row)
            if f"{kind.name}/{name}" in report["duplicates"]:
                options["uuid"] = kind.uuid_of(row)
            secrets = [field for field in kind.fields if field.secret and field.actual(row)]
            if secrets:
                report["secrets"][f"{kind.name}/{name}"] = [
                    field.option for field in secrets if not any(_is_part(other, field) for other in secrets)
                ]
            ids = sorted(option for option, value in options.items() if option != "uuid" and _has_id(value))
            if ids:
                report["ids"][f"{kind.name}/{name}"] = ids
            slug = _slug(name)
            if slugs[slug] > 1:
                slug += "-" + hashlib.sha256(f"{name} {options.get('uuid', '')}".encode()).hexdigest()[:8]
            ending, text = _text(kind, options)
            files[os.path.join(kind.folder, slug + ending)] = text
            run.tell(f"{number} of {len(rows)} {kind.plural} read, {run.client.api_calls} requests")
    return files


def _note_duplicates(run: Run, kind, selection: Selection, report: dict) -> None:
    """Names that several objects share: their files carry the uuid, which means nothing in another workspace."""
    names = collections.Counter(
        kind.name_of(row) for row in run.memory.rows(kind) if selection.holds(kind, kind.name_of(row))
    )
    twins = sorted(name for name, number in names.items() if number > 1)
    if twins:
        report["duplicates"] += [f"{kind.name}/{name}" for name in twins]
        run.warn(
            f"Several {kind.plural} share a name ({', '.join(twins)}): their files hold the uuid and fit this "
            "workspace only."
        )


def _is_part(field, whole) -> bool:
    return bool(field.api and whole.api) and field.api.startswith(f"{whole.api}.")


def _has_id(value: t.Any) -> bool:
    """Whether an id that the server gave stands anywhere in the value: it means nothing in another workspace."""
    if isinstance(value, dict):
        return any(_has_id(item) for item in value.values())
    if isinstance(value, list):
        return any(_has_id(item) for item in value)
    return isinstance(value, str) and _ID.search(value) is not None


def _slug(name: str) -> str:
    return re.sub(r"[^\w.]+", "-", name.lower()).strip("-.")[:100] or "unnamed"


def _text(kind, options: dict) -> tuple[str, str]:
    """Ending and text: JSON for what has content, which is big and made by machines, YAML for what people read and
    edit."""
    if any(field.content for field in kind.fields):
        ordered = {option: _sorted(value) for option, value in options.items()}
        return ".json", json.dumps(ordered, ensure_ascii=False, indent=2) + "\n"
    return ".yml", yaml_text(options)


def _sorted(value: t.Any) -> t.Any:
    return json.loads(json.dumps(value, sort_keys=True))


# -- the folder ------------------------------------------------------------------------------------


def _check_dest(dest: str, folders: t.Iterable[str]) -> None:
    """InputError when a write would end outside of ``dest``."""
    if os.path.exists(dest) and not os.path.isdir(dest):
        raise InputError(f"'{dest}' is no folder: give a folder for the export.")
    for folder in sorted(folders):
        path = os.path.join(dest, folder)
        if os.path.islink(path) or (os.path.exists(path) and not os.path.isdir(path)):
            raise InputError(
                f"'{path}' is a link or a file: an export writes below 'dest' only. "
                "Remove it, or choose another 'dest'."
            )


def _state(path: str, text: str) -> str:
    if not os.path.lexists(path):
        return "created"
    if os.path.islink(path):
        return "updated"
    with open(path, "rb") as file:
        return "unchanged" if file.read() == text.encode() else "updated"


def _write(path: str, text: str) -> None:
    """Replace the file as a whole; a link is replaced, not followed."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".export-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _gone(dest: str, selection: Selection, files: t.Container[str]) -> list[str]:
    """The files of the selected kinds that hold no exported object any more."""
    gone = []
    for kind in selection.kinds:
        folder = os.path.join(dest, kind.folder)
        if not os.path.isdir(folder) or os.path.islink(folder):
            continue
        for entry in sorted(os.listdir(folder)):
            path = os.path.join(kind.folder, entry)
            if entry.endswith(ENDINGS) and not entry.startswith(".") and path not in files:
                gone.append(path)
    return gone if selection.is_whole else []


def _diff(entries: t.Sequence[dict]) -> dict:
    before = [entry["path"] for entry in entries if entry["state"] in ("updated", "removed")]
    after = [entry["path"] for entry in entries if entry["state"] in ("created", "updated")]
    return {"before": "".join(f"{path}\n" for path in before), "after": "".join(f"{path}\n" for path in after)}

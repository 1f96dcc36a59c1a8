# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of a wanted set, or the zip archive of one: its files, and how they get to a machine that does not have
it."""

from __future__ import annotations

import os
import typing as t

from .._engine.errors import InputError
from .files import ENDINGS, File, files_at, files_below, holds_objects, unreadable, with_ending
from .selection import BESIDE, FOLDERS

#: The hidden option of ``truewatch_workspace`` with the files of a folder that the machine does not have.
CARRIED = "_files"


def files_of(folder: str) -> t.Iterator[File]:
    """The files of the set; to read one that is out of place raises InputError. So does a path that is no set."""
    if os.path.isdir(folder):
        return _files_in(folder)
    if os.path.isfile(folder) and folder.lower().endswith(".zip"):
        return iter(files_at(folder, os.path.basename(folder)))
    raise InputError(
        f"'{folder}' is no folder: give the folder of a workspace, with one folder per kind, or a zip archive of one."
    )


def _files_in(folder: str) -> t.Iterator[File]:
    for entry in sorted(os.listdir(folder)):
        path = os.path.join(folder, entry)
        if entry.startswith(".") or (os.path.isfile(path) and not holds_objects(entry)):
            continue
        if entry in FOLDERS and os.path.isdir(path):
            yield from files_of_kind(path, (entry,))
        else:
            what = f"It is no folder of a kind; there are {', '.join(sorted(FOLDERS))}."
            yield unreadable(path, entry, (), InputError(what))


def files_of_kind(path: str, folders: tuple[str, ...]) -> t.Iterator[File]:
    """The files in the folder of a kind, and in any folder inside it. ``folders``: its name alone."""
    (name,) = folders
    return files_below(path, folders, lambda file: _why_stray(FOLDERS[name], file))


def _why_stray(kind, path: str) -> str:
    """Why a file that is not one of objects is out of place; empty when it is not."""
    is_text = any(path.endswith(field.file) for field in kind.fields if field.file)
    if not is_text or any(os.path.isfile(with_ending(path, ending)) for ending in ENDINGS):
        return ""
    return f"No file of the same name that ends in {', '.join(ENDINGS)} says what object it is of."


# -- to another machine ----------------------------------------------------------------------------


def packed(folder: str) -> list[dict]:
    """The files of the set as plain values, each with its ``text``, or with the ``error`` why it has none."""
    entries = []
    for file in files_of(folder):
        entry = {"origin": file.origin, "place": file.place, "folders": list(file.folders)}
        try:
            entry["text"] = file.read()
            entry["beside"] = {ending: text for ending in BESIDE if (text := file.beside(ending)) is not None}
        except InputError as error:
            entry["error"] = str(error)
        entries.append(entry)
    return entries


def unpacked(entries: t.Iterable[dict]) -> t.Iterator[File]:
    """The files that ``packed`` has made plain values of."""
    for entry in entries:
        place = entry["origin"], entry["place"], tuple(entry["folders"])
        if "text" in entry:
            beside = entry.get("beside", {})
            yield File(*place, len(entry["text"]), lambda text=entry["text"]: text, beside.get)
        else:
            yield unreadable(*place, InputError(entry["error"]))

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of a wanted set, those in folders and in zip archives included: people arrange files in folders, and the
console exports many dashboards as one archive."""

from __future__ import annotations

import os
import re
import typing as t
import zipfile

from .._engine.errors import InputError
from .._files import decoded, read_text

#: Endings of the files that hold objects.
ENDINGS = (".json", ".yml", ".yaml")
_ARCHIVE = ".zip"
_NUMBERED = re.compile(r"(.*\.(?:json|ya?ml))/([0-9]{1,6})", re.IGNORECASE | re.DOTALL)
#: The most bytes that the files of one archive may have.
_LARGEST = 256 << 20


class File(t.NamedTuple):
    """One file that holds objects.

    origin: its path. place: the path as messages tell it, below the folder of the set. folders: the names of the
    folders that it is in, below the set's. size: in bytes. read: gives its text, or raises InputError. beside: gives
    the text of the file of another ending beside it, None when there is none.
    """

    origin: str
    place: str
    folders: tuple[str, ...]
    size: int
    read: t.Callable[[], str]
    beside: t.Callable[[str], str | None] = lambda ending: None

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return os.path.splitext(os.path.basename(self.place))[0]


def holds_objects(name: str) -> bool:
    """Whether a file of this name is one of objects, or an archive of such files."""
    return name.lower().endswith((*ENDINGS, _ARCHIVE))


def files_below(
    path: str,
    folders: tuple[str, ...],
    why_stray: t.Callable[[str], str] = lambda path: "",
    above: t.Container[str] = (),
) -> t.Iterator[File]:
    """The files of objects in a folder, and in any folder inside it, by name; what is hidden is passed over. To read
    one of what cannot be read raises InputError, a folder included.

    folders: the names of the folders down to ``path``. why_stray: why a file that is not one of objects, at this path,
    is out of place. above: the real paths of the folders that were gone through.
    """
    place, real = "/".join(folders), os.path.realpath(path)
    try:
        if real in above:
            raise InputError("It is a link to a folder that it is in itself: remove it.")
        names = sorted(os.listdir(path))
    except (InputError, OSError) as error:
        what = error if isinstance(error, InputError) else InputError(f"It cannot be read: {error.strerror}.")
        yield unreadable(path, place, folders, what)
        return
    for name in names:
        inner, own = os.path.join(path, name), f"{place}/{name}"
        if name.startswith("."):
            continue
        if os.path.isdir(inner):
            yield from files_below(inner, (*folders, name), why_stray, (*above, real))
        elif holds_objects(name):
            try:
                files = files_at(inner, own, folders)
            except InputError as error:
                files = [unreadable(inner, own, folders, error)]
            yield from files
        elif why_stray(inner):
            yield unreadable(inner, own, folders, InputError(why_stray(inner)))


def unreadable(origin: str, place: str, folders: tuple[str, ...], error: InputError) -> File:
    """A file, or folder, that cannot be read; to do so raises the error."""

    def read() -> str:
        raise error

    return File(origin, place, folders, 0, read)


def files_at(path: str, place: str, folders: tuple[str, ...] = ()) -> list[File]:
    """The file at the path, or the files in the archive; InputError when it cannot be read."""
    if not path.lower().endswith(_ARCHIVE):
        try:
            size = os.path.getsize(path)
        except OSError as error:
            raise InputError(f"'{place}' cannot be read: {error.strerror}.") from None
        return [
            File(
                path,
                place,
                folders,
                size,
                lambda: read_text(path, place),
                lambda ending: _text_beside(path, place, ending),
            )
        ]
    with _opened(path, place) as archive:
        found = [info for info in archive.infolist() if _is_taken(info)]
    if not found:
        raise InputError(f"{place}: the archive holds no file that ends in {', '.join(ENDINGS)}.")
    if sum(info.file_size for info in found) > _LARGEST:
        raise InputError(f"{place}: what the archive holds is bigger than {_LARGEST >> 20} MiB.")
    return [
        File(
            f"{path}/{info.filename}",
            f"{place}/{info.filename}",
            (*folders, *info.filename.split("/")[:-1]),
            info.file_size,
            lambda info=info: _text_in(path, place, info),
            lambda ending, info=info: _text_beside_in(path, place, info, ending),
        )
        for info in sorted(found, key=lambda info: info.filename)
    ]


def with_ending(path: str, ending: str) -> str:
    """The path of the file of the same name with another ending."""
    return os.path.splitext(path)[0] + ending


def _text_beside(path: str, place: str, ending: str) -> str | None:
    other = with_ending(path, ending)
    return read_text(other, with_ending(place, ending)) if os.path.lexists(other) else None


def _text_beside_in(path: str, place: str, info: zipfile.ZipInfo, ending: str) -> str | None:
    other = with_ending(info.filename, ending)
    with _opened(path, place) as archive:
        if other not in archive.namelist():
            return None
    return _text_in(path, place, other)


def _is_taken(info: zipfile.ZipInfo) -> bool:
    parts = info.filename.split("/")
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in parts)
    return info.filename.lower().endswith(ENDINGS) and not hidden


def _opened(path: str, place: str) -> zipfile.ZipFile:
    try:
        if not os.path.isfile(path):
            raise InputError(f"{place}: it is no ordinary file.")
        return zipfile.ZipFile(path)
    except OSError as error:
        raise InputError(f"{place}: it cannot be read: {error.strerror}.") from None
    except zipfile.BadZipFile:
        raise InputError(f"{place}: it is no zip archive, or a damaged one.") from None


def within(path: str) -> tuple[str, str]:
    """The file that the path leads to or into, and the path in it: ``export.zip`` and ``nginx.json``. Else the path."""
    holder, member = path, ""
    while holder.strip("/") and not os.path.exists(holder):
        holder, _slash, part = holder.rpartition("/")
        member = f"{part}/{member}" if member else part
    return (holder, member) if os.path.isfile(holder) else (path, "")


def text_at(path: str, shown: str | None = None) -> str:
    """The text of a file, which may lie in a zip archive or be followed by the number of an object in it."""
    file, member = within(path)
    if member and file.lower().endswith(_ARCHIVE):
        return _text_in(file, shown or file, numbered(member)[0])
    return read_text(file, shown)


def numbered(path: str) -> tuple[str, int | None]:
    """The path of a file, and the number of the object in it that the path goes on to, if any: ``all.json/2``."""
    found = _NUMBERED.fullmatch(path)
    return (found[1], int(found[2])) if found else (path, None)


def _text_in(path: str, place: str, info: zipfile.ZipInfo | str) -> str:
    name = info if isinstance(info, str) else info.filename
    with _opened(path, place) as archive:
        try:
            data = archive.read(info)
        except KeyError:
            raise InputError(f"'{place}' holds no file '{name}'.") from None
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
            raise InputError(f"'{place}/{name}' cannot be read: {error}.") from None
    return decoded(data, f"{place}/{name}")

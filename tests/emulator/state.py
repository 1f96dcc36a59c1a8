# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A file that keeps what is stored from one start to the next. It holds objects, and so possibly secrets: mode 0600.

Its digest tells whether it is what the emulator wrote. Kinds rely on what they stored: a row that was damaged or
changed by hand would make them stumble in every later request.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import pathlib
import sys
import tempfile

import jsonschema_rs
import orjson

from .service import Service
from .validation import first_problem
from .workspaces import Workspace

FORM = 2  # of the file, and of what is stored in it
SAVE_EVERY_SECONDS = 1.0

_FILE = jsonschema_rs.Draft202012Validator(
    {
        "type": "object",
        "required": ["form", "digest", "workspaces"],
        "properties": {"form": {"const": FORM}, "workspaces": {"type": "object"}},
    }
)


class StateError(Exception):
    """The file cannot serve: what is wrong with it, and what to do."""


class StateFile:
    def __init__(self, path: str, service: Service) -> None:
        # The file that a link points to is replaced, not the link.
        self._path = pathlib.Path(path).resolve()
        self._service = service
        self._saved_changes = service.changes

    def load(self) -> None:
        """Take over the file's workspaces; one without a key stays in the file. A missing file is an empty one.

        Raises StateError, also when the file could not be written later on.
        """
        workspaces = self._service.workspaces.by_uuid
        for workspace_uuid, dumped in self._read().items():
            workspaces.setdefault(workspace_uuid, Workspace(workspace_uuid, dumped["name"])).load(dumped)
        self.save()

    def _read(self) -> dict[str, dict]:
        try:
            saved = orjson.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise StateError(f"cannot read {self._path}: {error.strerror}") from error
        except orjson.JSONDecodeError as error:
            problem = f"not JSON: {error}"
        else:
            problem = first_problem(_FILE, saved, "file") or _changed(saved)
        if problem:
            raise StateError(
                f"{self._path} is damaged or no state file of this emulator ({problem[:200]}); "
                f"it was left as it is: name another file, or move this one away to start empty"
            )
        return saved["workspaces"]

    def save(self) -> None:
        """Replace the file as a whole, or raise StateError and leave it as it was."""
        changes = self._service.changes
        workspaces = {w.uuid: w.dump() for w in self._service.workspaces.by_uuid.values()}
        content = orjson.dumps({"form": FORM, "digest": _digest(workspaces), "workspaces": workspaces})
        try:
            _replace(self._path, content)
        except OSError as error:
            raise StateError(f"cannot write {self._path}: {error.strerror}") from error
        self._saved_changes = changes

    async def keep(self) -> None:
        """Save soon after every change, for ever; tell on the terminal when it fails, and try again."""
        told = ""
        while True:
            await asyncio.sleep(SAVE_EVERY_SECONDS)
            if self._service.changes == self._saved_changes:
                continue
            try:
                self.save()
                told = ""
            except StateError as error:
                if str(error) != told:
                    told = str(error)
                    print(f"emulator: {told}", file=sys.stderr, flush=True)


def _digest(workspaces: dict[str, dict]) -> str:
    return hashlib.sha256(orjson.dumps(workspaces)).hexdigest()


def _changed(saved: dict) -> str | None:
    return None if saved["digest"] == _digest(saved["workspaces"]) else "it was changed since the emulator wrote it"


def _replace(path: pathlib.Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:  # mode 0600
        try:
            part.write(content)
            part.flush()
            os.replace(part.name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(part.name)
            raise

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file that keeps what is stored from one start to the next. It holds objects, and so possibly secrets: mode 0600."""

from __future__ import annotations

import asyncio
import os
import pathlib
import tempfile

import orjson

from .service import Service
from .workspaces import Workspace

FORM = 1  # of the file
SAVE_EVERY_SECONDS = 1.0


class StateFile:
    def __init__(self, path: str, service: Service) -> None:
        self._path = pathlib.Path(path).absolute()
        self._service = service
        self._saved_changes = service.changes

    def load(self) -> None:
        """Take over the file's workspaces; one without a key stays in the file. A missing file is an empty one."""
        if not self._path.exists():
            return
        saved = orjson.loads(self._path.read_bytes())
        if saved.get("form") != FORM:
            raise ValueError(f"{self._path} is not a state file of this emulator")
        workspaces = self._service.workspaces.by_uuid
        for workspace_uuid, dumped in saved["workspaces"].items():
            workspaces.setdefault(workspace_uuid, Workspace(workspace_uuid, dumped["name"])).load(dumped)

    def save(self) -> None:
        """Replace the file as a whole."""
        self._saved_changes = self._service.changes
        workspaces = {w.uuid: w.dump() for w in self._service.workspaces.by_uuid.values()}
        with tempfile.NamedTemporaryFile(dir=self._path.parent, delete=False) as part:  # made with mode 0600
            part.write(orjson.dumps({"form": FORM, "workspaces": workspaces}))
        os.replace(part.name, self._path)

    async def keep(self) -> None:
        """Save soon after every change, for ever."""
        while True:
            await asyncio.sleep(SAVE_EVERY_SECONDS)
            if self._service.changes != self._saved_changes:
                self.save()

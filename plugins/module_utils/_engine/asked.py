# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was asked for and comes to be once somebody else acts, as a person does who was invited: no answer tells that it
was asked for, and to ask again would mail again.

Per workspace a private file with a digest of each key and the time of asking. Where it cannot be kept, nothing is known
of earlier tasks. It is the workspace that counts and not the API key, which may be another one at the next run.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct

from .._api.errors import ForbiddenError, RouteNotFoundError
from .._api.state import LARGEST_JOURNAL, append, journal

_ENTRY = struct.Struct(">16sd")
_UUID = struct.Struct(">64s")


class Asked:
    """What was asked for by any process of this user in the workspace of the run, with whichever of its API keys."""

    def __init__(self, run) -> None:
        workspace = _workspace(run)
        self._name = f"asked-{hashlib.sha256(workspace.encode()).hexdigest()[:16]}"

    def at(self, key: str) -> float | None:
        """When it was asked for last, in Unix seconds; None when it was not."""
        found = None
        with journal(self._name) as descriptor:
            content = os.pread(descriptor, LARGEST_JOURNAL + _ENTRY.size, 0) if descriptor is not None else b""
            whole = len(content) - len(content) % _ENTRY.size
            for digest, at in _ENTRY.iter_unpack(content[:whole]):
                found = at if digest == _digest(key) else found
        return found

    def note(self, key: str, now: float) -> bool:
        """Write down that it is asked for; whether that can be read again."""
        with journal(self._name) as descriptor:
            if descriptor is None:
                return False
            return append(descriptor, _ENTRY.pack(_digest(key), now), _ENTRY.size)
        return False


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode(errors="replace")).digest()[:16]


def _workspace(run) -> str:
    """What stands for the workspace: its uuid. A key belongs to one workspace for ever, so the service is asked once
    per key, where no row has told it. For a key that may not ask, its fingerprint."""
    if not run.memory.workspace:
        name = f"workspace-{run.client.fingerprint}"
        run.memory.workspace = _noted(name) or _told(run, name)
    return run.memory.workspace or run.client.fingerprint


def _noted(name: str) -> str | None:
    content = b""
    with journal(name) as descriptor:
        content = os.pread(descriptor, _UUID.size, 0) if descriptor is not None else b""
    uuid = content.rstrip(b"\0").decode("ascii", "replace")
    return uuid if len(content) == _UUID.size and re.fullmatch(r"wksp_\w+", uuid) else None


def _told(run, name: str) -> str | None:
    try:
        content = run.client.call("workspace_get").content
    except (ForbiddenError, RouteNotFoundError):
        return None
    uuid = content.get("uuid") if isinstance(content, dict) else None
    if not isinstance(uuid, str) or not re.fullmatch(r"wksp_\w{1,59}", uuid):
        return None
    with journal(name) as descriptor:
        if descriptor is not None:
            append(descriptor, _UUID.pack(uuid.encode()), _UUID.size)
    return uuid

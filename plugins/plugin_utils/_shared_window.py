# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the hosts of one play know together of their maintenance window.

Every host runs its tasks in a process of its own, and no strategy or condition can be counted on. So each host says
when it enters and leaves, in a file on the controller that only this play uses. The first one in opens the window, the
last one out ends it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import tempfile
import time
import typing as t

from ansible_collections.truewatch.openapi.plugins.module_utils._api.state import default_directory, open_private
from ansible_collections.truewatch.openapi.plugins.module_utils._engine import times
from ansible_collections.truewatch.openapi.plugins.module_utils._files import plain

_PREFIX = "window-"
#: A play is over after so many seconds.
_KEPT_FOR = 31 * 86400


class SharedWindow:
    """The state of a window, while its file is locked.

    entered: hosts that have entered and not left. opened: the options that the window was opened with, None while it is
    not open. window: the window as the service holds it. until: when it ends, Unix seconds. closed: whether this play
    ended it. failed: what the last try to open it returned when that failed. refused: hosts that were told so.
    names: hosts that have entered -> what the window calls each. lost: hosts that failed or left the play before they
    were done. left: what the window calls hosts that an earlier run has kept in it and that this play does not work on.
    """

    def __init__(self, saved: dict) -> None:
        self.entered: list[str] = saved.get("entered", [])
        self.opened: dict | None = saved.get("opened")
        self.window: dict = saved.get("window", {})
        self.until: float = saved.get("until", 0)
        self.closed: bool = saved.get("closed", False)
        self.failed: dict | None = saved.get("failed")
        self.refused: list[str] = saved.get("refused", [])
        self.names: dict[str, list[str]] = saved.get("names", {})
        self.lost: list[str] = saved.get("lost", [])
        self.left: list[str] = saved.get("left", [])

    def open(self, host: str, wanted: dict, window: dict) -> None:
        """Note that the host opened the window, or made it what the options want."""
        self.enter(host)
        self.opened, self.window, self.until = wanted, window, times.instant("until", window["until"], times.UTC)
        self.closed, self.failed, self.refused = False, None, []

    def close(self) -> None:
        """Note that the window was ended."""
        self.opened, self.window, self.closed = None, {}, True

    def enter(self, host: str) -> None:
        """Note that the host works in the window."""
        self.entered = [*(one for one in self.entered if one != host), host]
        self.lost = [one for one in self.lost if one != host]

    def refuse(self, host: str, result: dict) -> dict:
        """Note that the window could not be opened, for the hosts that come after. Returns the result."""
        kept = {key: plain(value) for key, value in result.items() if key in ("failed", "msg", "error")}
        self.failed, self.refused = kept, [host]
        return result

    def leave(self, host: str, active: t.Container[str]) -> bool:
        """Note that the host has finished. Returns whether nobody else works in the window; ``active`` are the hosts
        that are still part of the play."""
        self.lost += [one for one in self.entered if one not in active and one not in self.lost]
        self.entered = [one for one in self.entered if one != host and one in active]
        return not self.entered

    @property
    def kept(self) -> list[str]:
        """What the window calls the hosts that stay muted when nobody works in it any more."""
        lost = [name for host in self.lost for name in self.names.get(host, ())]
        return list(dict.fromkeys([*lost, *self.left]))


@contextlib.contextmanager
def shared_window(play: str, name: str) -> t.Iterator[SharedWindow]:
    """The window of this name of the play, for one host at a time. Raises OSError where no file can be kept."""
    digest = hashlib.sha256(json.dumps([play, name]).encode()).hexdigest()
    with _locked(f"{_PREFIX}{digest[:32]}") as descriptor:
        window = SharedWindow(_read(descriptor))
        try:
            yield window
        finally:
            data = json.dumps(vars(window)).encode()
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, data, 0)


@contextlib.contextmanager
def _locked(file: str) -> t.Iterator[int]:
    own = os.path.join(tempfile.gettempdir(), f"truewatch-openapi-{os.geteuid()}")
    directory, descriptor = _open([default_directory(), own], file)
    try:
        _remove_old(directory)
        yield descriptor
    finally:
        os.close(descriptor)


def _open(directories: t.Sequence[str | None], file: str) -> tuple[str, int]:
    """The first directory in which a file can be kept and locked, and a descriptor of the locked file."""
    trouble: OSError = FileNotFoundError("there is no directory for it")
    for directory in filter(None, directories):
        try:
            descriptor = open_private(directory, file)
        except OSError as error:
            trouble = error
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError as error:
            os.close(descriptor)
            trouble = error
            continue
        return directory, descriptor
    raise trouble


def _read(descriptor: int) -> dict:
    try:
        return json.loads(os.pread(descriptor, os.fstat(descriptor).st_size, 0) or b"{}")
    except ValueError:  # the controller was ended while it wrote
        return {}


def _remove_old(directory: str) -> None:
    with contextlib.suppress(OSError), os.scandir(directory) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and entry.stat().st_mtime < time.time() - _KEPT_FOR:
                os.unlink(entry.path)

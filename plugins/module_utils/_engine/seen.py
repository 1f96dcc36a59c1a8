# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A memory of what was last seen of a workspace, so that an unchanged object costs no request of its own.

Per endpoint and key a private file with, for each uuid, the server's times of creation and last change, and a digest of
the wanted values that were last found equal, or written. It holds no content, and nobody without the API key can try
out which values a digest is of. A file that is missing, old, damaged or
of another key only means that everything is read once more.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import tempfile
import threading
import time
import typing as t

from .._api.locks import held
from .._api.state import default_directory, make_private, open_private

#: Changes when what is compared does, so that old digests count no more.
_FORMAT = 3
#: The most objects that are remembered, those that were noted last.
_MOST = 20_000
#: Seconds to wait for another process that saves.
_PATIENCE = 5.0


@contextlib.contextmanager
def remembering(run) -> t.Iterator[None]:
    """Give the run the memory, trusted when its option ``verify`` is quick, and save what the run adds to it."""
    run.seen = Seen(run.client.fingerprint, run.params.get("verify") == "quick", run.client.sealed)
    try:
        yield
    finally:
        run.seen.save()


class Seen:
    """What was last seen. ``trust``: whether a row whose times stand here counts as unchanged. ``sealed`` gives the
    digest of bytes."""

    def __init__(self, fingerprint: str, trust: bool, sealed: t.Callable[[bytes], str]) -> None:
        self._sealed = sealed
        self._fingerprint = fingerprint
        self._name = f"seen-{fingerprint}"
        self._trust = trust
        self._lock = threading.Lock()
        self._entries = self._load() if trust else {}
        self._news: dict[str, list[t.Any]] = {}

    def unchanged(self, kind, row: dict, wanted: dict) -> bool:
        """Whether the object is known to hold what is wanted: neither side has changed since the two were found
        equal."""
        return self._trust and self.recall(kind, row, wanted) is True

    def recall(self, kind, row: dict, wanted: dict) -> bool | None:
        """Whether the object, as this row has it, is known to hold what is wanted, or something else; None when it was
        not noted since its last change."""
        uuid, stamp = kind.uuid_of(row), _stamp(row)
        *known, digest = self._news.get(uuid, self._entries.get(uuid)) or [None]
        return digest == self._digest(wanted) if stamp is not None and known == [*stamp] else None

    def note(self, kind, row: dict, wanted: dict) -> None:
        """Note that the object, as this row has it, holds what is wanted."""
        stamp = _stamp(row)
        if stamp is not None:
            with self._lock:
                self._news[kind.uuid_of(row)] = [*stamp, self._digest(wanted)]

    def _digest(self, wanted: dict) -> str:
        return self._sealed(json.dumps(wanted, sort_keys=True, default=str).encode())

    def save(self) -> None:
        """Add what is new to the file; a directory that cannot be written costs the memory, never the task."""
        directory = default_directory()
        if directory is None or not self._news:
            return
        try:
            make_private(directory)
            with held(f"saving-{self._fingerprint}", ["seen"], _Patience().wait):
                self._replace(directory, {**self._load(), **self._news})
        except OSError:
            return

    def _replace(self, directory: str, entries: dict[str, list[t.Any]]) -> None:
        kept = dict(list(entries.items())[-_MOST:])
        descriptor, path = tempfile.mkstemp(prefix=self._name, dir=directory)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump({"format": _FORMAT, "of": self._fingerprint, "entries": kept}, file)
            os.replace(path, os.path.join(directory, self._name))
        except BaseException:
            os.unlink(path)
            raise

    def _load(self) -> dict[str, list[t.Any]]:
        directory = default_directory()
        if directory is None:
            return {}
        try:
            with os.fdopen(open_private(directory, self._name), encoding="utf-8") as file:
                content = json.load(file)
            if (content["format"], content["of"]) != (_FORMAT, self._fingerprint):
                return {}
            return {
                str(uuid): [int(created), int(changed), str(digest)]
                for uuid, (created, changed, digest) in content["entries"].items()
            }
        except (OSError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError):
            return {}


class _Patience:
    def __init__(self) -> None:
        self._end = time.monotonic() + _PATIENCE

    def wait(self) -> None:
        if time.monotonic() > self._end:
            raise TimeoutError
        time.sleep(0.01)


def _stamp(row: dict) -> tuple[int, int] | None:
    """The server's times of creation and last change, whole seconds: some answers carry fractions, lists do not. None
    unless both are told. -1 means never since creation, which is why that counts too: an object that takes the place of
    another one of the same uuid is not the same."""
    stamp = [row.get("createAt"), row.get("updateAt")]
    if any(isinstance(at, bool) or not isinstance(at, (int, float)) or not math.isfinite(at) for at in stamp):
        return None
    return int(stamp[0]), int(stamp[1])

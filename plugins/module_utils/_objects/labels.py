# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels of hosts and other objects.

The service answers label lists from a cache that lags up to five minutes behind (vendor reference: label/list,
label/modify), and a write states the whole set: the reference does not say so, but names no other way to remove a
label. So a change always starts from all labels that the object has, and what was written counts as read until the
cache must have followed.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import time
import weakref
from typing import Callable

from .._api.errors import NotAnApiAnswerError
from .._api.locks import held
from .._api.state import default_directory, open_private
from .._engine.errors import ConflictError, InputError

_CACHE_SECONDS = 300
_NAMES_AT_ONCE = 500
_LOOK_AGAIN = 0.05

_labels: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()


def wanted_labels(state: str, current: list[str], labels: list[str]) -> list[str]:
    """The sorted set of labels an object should have: ``present`` adds, ``absent`` takes away, ``exact`` replaces."""
    if not all(label.strip() for label in labels):
        raise InputError("labels: a label cannot be empty.")
    given, had = set(labels), set(current)
    return sorted({"present": had | given, "absent": had - given, "exact": given}[state])


def labels_of_class(client, class_name: str) -> Labels:
    """The labels of the objects of a class; the same for all items of a loop, since these share a client."""
    by_class = _labels.setdefault(client, {})
    if class_name not in by_class:
        by_class[class_name] = Labels(client, class_name)
    return by_class[class_name]


class Labels:
    """The labels of the objects of one class."""

    def __init__(self, client, class_name: str) -> None:
        # The client holds on to this through _labels, so a strong reference back would keep both for ever.
        self._client = weakref.proxy(client)
        self._class_name = class_name
        self._written = _Written(f"labels-{client.fingerprint}-{re.sub(r'[^A-Za-z0-9_.-]', '_', class_name)}")
        self._listed: dict[str, list[str]] = {}
        self._listed_at = 0.0
        self._whole = False
        self._asked = False
        self._expected: set[str] = set()

    @contextlib.contextmanager
    def held(self, name: str, tell: Callable[[str], None] = lambda text: None):
        """While this is open, no other process of this user changes the labels of the object. Reading and writing
        belong together: what is written is the whole set, without what another process added in between. Raises
        ConflictError when another process is not done within ``total_timeout``; ``tell`` is told of the wait."""

        def wait() -> None:
            if self._client.remaining() <= _LOOK_AGAIN:
                raise ConflictError(
                    f"Another task is changing the labels of '{name}' and was not done within total_timeout; nothing "
                    "was written. Run the task again."
                )
            tell(f"waiting for another task that changes the labels of '{name}'")
            time.sleep(_LOOK_AGAIN)

        with held(self._written.name + ".lock", [name], wait):
            yield

    def of(self, name: str) -> list[str]:
        """The sorted labels of one object."""
        written = self._written.get(name)
        return sorted(set(self._read(name) if written is None else written))

    def bearers(self, labels: list[str]) -> list[str]:
        """The names of the objects that have one of these labels, sorted, as one list of the class tells them."""
        listed = {**self._list({}), **self._written.all()}
        return sorted(name for name, had in listed.items() if not set(had).isdisjoint(labels))

    def set(self, name: str, labels: list[str]) -> None:
        """Replace all labels of one object."""
        self._client.call(
            "host_labels_modify", path={"host": name}, body={"source": self._class_name, "labels": labels}
        )
        self._written.put(name, labels)

    def expect(self, names) -> None:
        """Note names that will be asked for: one request then reads all of them."""
        self._expected.update(names)

    def _read(self, name: str) -> list[str]:
        # The list lags behind the writes, which are forgotten before a long loop ends, and so must the list be.
        if not 0 <= time.time() - self._listed_at < _CACHE_SECONDS:
            self._listed, self._whole = {}, False
        if name not in self._listed:
            names = sorted({name, *self._expected.difference(self._listed)})
            if len(names) == 1 and self._asked and not self._whole:
                # A loop whose names nobody told: from the second on, one list serves it. What it does not hold is asked
                # by name all the same, since it may have a maximum and a write would drop what was missed.
                self._keep(self._list({}))
                self._whole = True
            if name not in self._listed:
                for start in range(0, len(names), _NAMES_AT_ONCE):
                    some = names[start : start + _NAMES_AT_ONCE]
                    self._keep({**{one: [] for one in some}, **self._list({"names": some})})
        self._asked = True
        return self._listed[name]

    def _keep(self, found: dict[str, list[str]]) -> None:
        if not self._listed:
            self._listed_at = time.time()
        self._listed.update({**found, **self._written.all()})

    def _list(self, selection: dict) -> dict[str, list[str]]:
        for _time in range(2):  # no answer is no proof that there are no labels, and a write would remove them
            content = self._client.call("host_labels_list", body={"source": self._class_name, **selection}).content
            if content is not None:
                break
        try:
            return {name: list(map(str, (entry or {}).get("labels") or [])) for name, entry in content.items()}
        except (AttributeError, TypeError):
            raise NotAnApiAnswerError("the answer holds no labels by name of the object") from None


class _Written:
    """What was written in the last five minutes by any process of this user, object name to labels.

    A small private file beside those of the rate limit; without it each process only remembers its own writes.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._own: dict[str, list] = {}

    def get(self, name: str) -> list[str] | None:
        """The labels last written to an object; None when that is too long ago."""
        return self.all().get(name)

    def all(self) -> dict[str, list[str]]:
        """The labels last written to each object."""
        return {name: labels for name, (_at, labels) in self._change({}).items()}

    def put(self, name: str, labels: list[str]) -> None:
        """Note what was written."""
        self._change({name: [time.time(), labels]})

    def _change(self, news: dict[str, list]) -> dict[str, list]:
        """Add ``news``, forget what is too old, return what is left: name to ``[seconds since 1970, labels]``."""
        self._own = _fresh({**self._own, **news})
        directory = default_directory()
        if directory is None:
            return self._own
        try:
            descriptor = open_private(directory, self.name)
        except OSError:
            return self._own
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            text = os.pread(descriptor, os.fstat(descriptor).st_size, 0)
            known = _newest(_parsed(text), self._own)
            if news:
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, json.dumps(known).encode(), 0)
            return known
        except OSError:  # a full disk, or a file system without locks
            return self._own
        finally:
            os.close(descriptor)


def _parsed(text: bytes) -> dict:
    """The content of the file; nothing when it is damaged."""
    try:
        content = json.loads(text)
        return {name: [float(at), [str(label) for label in labels]] for name, (at, labels) in content.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _newest(known: dict, own: dict) -> dict:
    """Both together, the latest for each name: the file may lack what could not be written."""
    later = {name: entry for name, entry in own.items() if name not in known or known[name][0] <= entry[0]}
    return _fresh({**known, **later})


def _fresh(written: dict) -> dict:
    now = time.time()
    return {name: entry for name, entry in written.items() if 0 <= now - entry[0] < _CACHE_SECONDS}

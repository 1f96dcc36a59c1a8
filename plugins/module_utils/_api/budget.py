# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The rate limit, kept by all processes of this machine that use the same key on the same endpoint.

A small file per endpoint and key, under a lock, holds the times of the last requests (a sliding window, which is
right for a service that counts in fixed minutes too) and when the service last throttled. Where the file cannot be
used, each process keeps its own count: a limit is never worth failing a task.

Others may use the key without sharing the file, such as controllers in containers. A refusal then tells how much of the
limit is left for us: as many requests as went through in the window before it. That share is kept for the next round,
each request following one of our own that leaves the window, so that several who share a limit settle into places of
their own. After that the whole limit counts again until the next refusal, which costs one request and finds whatever
the others have left.
"""

from __future__ import annotations

import fcntl
import os
import random
import threading
import time
from array import array
from typing import Callable, NamedTuple, TypeVar

from .settings import DOCUMENTED_RATE_LIMIT, RateLimit
from .state import open_private

_Told = TypeVar("_Told")

# The service stamps a request later than we do, by a time that varies.
_MARGIN = 1.02
# How long a throttle answer keeps the documented limit on, in seconds.
_LEARNED_FOR = 3600.0
# How long a refusal makes us keep to our share, in windows: past our next round, so that at most every second round
# ends with a refusal.
_SHARE_FOR = 2.1
# So few requests in a window tell nothing about a share.
_TOO_FEW = 2
# How many times longer each wait is than the one before while that is so.
_SLOWER = 4
# Requests to remember even if the own limit needs fewer, for other processes: the documented limit per workspace.
_REMEMBERED = 200
_LARGEST_FILE = 1 << 20
# Seconds after a throttle answer until the next try, whatever limit a process keeps: other processes keep others.
_LONGEST_PAUSE = 86_400.0
# Times that lie further ahead, in seconds, mean that the clock was set back.
_CLOCK_TOLERANCE = 1.0


class Usage(NamedTuple):
    """How much of the rate limit is used.

    Attributes:
        limit: the limit that is kept now; None for none.
        sent: requests in the window that ends now, of all processes that count together.
        refused_at: Unix seconds of the last refusal by the service; None when none is known.
        wait: seconds until the next request may go.
        is_shared: whether the processes of this user on this machine count together.
    """

    limit: RateLimit | None
    sent: int
    refused_at: float | None
    wait: float
    is_shared: bool


class Budget:
    """When the next request may go.

    Args:
        limit: the limit to keep; None for none until :meth:`throttled` is called, then the documented one. A count
            of 0 means never to keep one.
        directory: where the shared file is; None to count for this process only.
        name: name of the shared file.
        clock: wall clock in seconds, the same for all processes.
    """

    def __init__(
        self,
        limit: RateLimit | None,
        directory: str | None,
        name: str = "",
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._limit = limit
        self._remembered = max(_REMEMBERED, limit.count if limit else 0)
        self._directory = directory
        self._name = name
        self._clock = clock
        self._lock = threading.Lock()
        self._own = _State()

    def take(self) -> float:
        """0.0 when a request may go now (it is then counted), else the seconds after which to ask again."""
        return self._change(self._take)

    def throttled(self, repeats: int) -> None:
        """Tell that the service throttled a request, which has now been sent 1 + ``repeats`` times."""
        self._change(lambda state, now: self._throttled(state, now, repeats))

    def usage(self) -> Usage:
        """How much of the limit is used. Counts no request."""
        return self._change(self._usage)

    def _usage(self, state: _State, now: float) -> Usage:
        limit = self._kept(state, now)
        sent = len(_before(state.stamps, now, limit or DOCUMENTED_RATE_LIMIT))
        return Usage(limit, sent, state.throttled_at or None, self._wait(state, now), self._directory is not None)

    def _kept(self, state: _State, now: float) -> RateLimit | None:
        """The limit that is kept now."""
        limit = self._limit or (DOCUMENTED_RATE_LIMIT if state.throttled_at > now - _LEARNED_FOR else None)
        return limit if limit is not None and limit.count else None

    def _wait(self, state: _State, now: float) -> float:
        """Seconds until the next request may go."""
        if state.resume_at > now:
            return state.resume_at - now
        limit = self._kept(state, now)
        if limit is None:
            return 0.0
        return max(_until_room(state, limit, limit.count) - now, _until_room_in_share(state, limit) - now, 0.0)

    def _take(self, state: _State, now: float) -> float:
        wait = self._wait(state, now)
        if wait > 0:
            return wait
        state.stamps.append(now)
        del state.stamps[: -self._remembered]
        return 0.0

    def _throttled(self, state: _State, now: float, repeats: int) -> float:
        limit = self._limit if self._limit and self._limit.count else DOCUMENTED_RATE_LIMIT
        # The last stamp is the refused request itself, which the service does not count.
        del state.stamps[-1:]
        ours = _before(state.stamps, now, limit)
        if len(ours) >= min(_TOO_FEW, limit.count):
            # The first of ours that leaves the window makes room, whoever sent the others.
            pause = ours[-limit.count :][0] + limit.seconds * _MARGIN - now
        else:
            # Others have nearly all of it, and only trying can tell until when.
            pause = min(limit.seconds / limit.count * _SLOWER ** min(repeats, 10), limit.seconds)
            pause *= random.uniform(0.75, 1.25)  # noqa: S311 - spreads tries, hides nothing
        state.throttled_at = now
        state.resume_at = max(state.resume_at, now + min(pause, _LONGEST_PAUSE))
        return 0.0

    def _change(self, change: Callable[[_State, float], _Told]) -> _Told:
        with self._lock:
            if self._directory is not None:
                try:
                    return self._change_shared(change)
                except OSError:
                    self._directory = None
            now = self._clock()
            if not self._own.is_plausible(now):
                self._own = _State()
            return change(self._own, now)

    def _change_shared(self, change: Callable[[_State, float], _Told]) -> _Told:
        # Opened each time: a lock belongs to the open file, which a forked process would share with its parent.
        descriptor = open_private(self._directory, self._name)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Only now: the clock may have gone on while another process held the lock.
            now = self._clock()
            before = os.read(descriptor, _LARGEST_FILE)
            state = _State.decode(before)
            if not state.is_plausible(now):
                state = _State()
            result = change(state, now)
            after = state.encode()
            os.pwrite(descriptor, after, 0)
            if len(after) < len(before):
                os.ftruncate(descriptor, len(after))
            return result
        finally:
            os.close(descriptor)


def _until_room(state: _State, limit: RateLimit, count: int) -> float:
    """When the window of the limit holds fewer than ``count`` requests."""
    return state.stamps[-count] + limit.seconds * _MARGIN if count <= len(state.stamps) else 0.0


def _until_room_in_share(state: _State, limit: RateLimit) -> float:
    """When there is room in what the last refusal has left for us, or when that counts no more."""
    share = len(_before(state.stamps, state.throttled_at, limit))
    if not _TOO_FEW <= share < limit.count:
        return 0.0
    return min(_until_room(state, limit, share), state.throttled_at + limit.seconds * _SHARE_FOR)


def _before(stamps: list[float], moment: float, limit: RateLimit) -> list[float]:
    """The requests in the window that ends at ``moment``."""
    return [stamp for stamp in stamps if moment - limit.seconds < stamp <= moment]


class _State:
    """What the file holds, as machine doubles: time of the last throttle answer, time to go on after it, and the times
    of the last requests."""

    def __init__(self, throttled_at: float = 0.0, resume_at: float = 0.0, stamps: list[float] | None = None) -> None:
        self.throttled_at = throttled_at
        self.resume_at = resume_at
        self.stamps = stamps or []

    @classmethod
    def decode(cls, data: bytes) -> _State:
        """The state in ``data``, or an empty one when that is damaged."""
        try:
            throttled_at, resume_at, *stamps = array("d", data)
        except ValueError:
            return cls()
        return cls(throttled_at, resume_at, sorted(stamps))

    def is_plausible(self, now: float) -> bool:
        """False when it cannot have come about until now: it is damaged, or the clock was set back."""
        return 0 <= self.resume_at <= self.throttled_at + _LONGEST_PAUSE and all(
            0 <= stamp <= now + _CLOCK_TOLERANCE for stamp in (self.throttled_at, *self.stamps)
        )

    def encode(self) -> bytes:
        return array("d", [self.throttled_at, self.resume_at, *self.stamps]).tobytes()

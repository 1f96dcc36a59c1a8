# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import heapq
import os
import pathlib
import random
import statistics
import time
from array import array
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._api.budget import Budget
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import RateLimit, Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._api.state import default_directory
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import (
    KEY,
    envelope,
    run_python,
    throttled,
)

LIMIT = RateLimit(5, 10.0)


@pytest.fixture
def directory(tmp_path):
    return str(tmp_path / "state")


@pytest.fixture
def budget_of(directory, clock):
    return lambda limit=LIMIT: Budget(limit, directory, "name", clock)


def drain(budget, clock, count):
    """Times at which ``count`` requests could go."""
    times = []
    while len(times) < count:
        wait = budget.take()
        if wait:
            clock.sleep(wait)
        else:
            times.append(clock())
    return times


def never_above(times, limit):
    times = sorted(times)
    return all(later - times[index] > limit.seconds for index, later in enumerate(times[limit.count :]))


def test_usage_tells_the_window_and_counts_nothing(budget_of, clock, directory):
    budget = budget_of()
    assert budget.usage() == (LIMIT, 0, None, 0.0, True)
    drain(budget, clock, 5)
    clock.sleep(4)
    assert budget_of().usage() == (LIMIT, 5, None, pytest.approx(6.2), True)
    clock.sleep(7)
    assert budget.usage() == (LIMIT, 0, None, 0.0, True)
    budget.take()
    budget.throttled(0)
    usage = budget.usage()
    assert (usage.sent, usage.refused_at) == (0, clock())
    assert usage.wait > 0
    assert Budget(None, directory, "name", clock).usage().limit == RateLimit(20, 60.0)
    assert Budget(None, None, "name", clock).usage() == (None, 0, None, 0.0, False)
    assert Budget(RateLimit(0, 60.0), None, "name", clock).usage().limit is None


# -- keeping a limit -------------------------------------------------------------------------------------------------


@given(pauses=st.lists(st.floats(0, 8), min_size=1, max_size=40), count=st.integers(1, 6))
def test_no_window_ever_holds_more_than_the_limit(pauses, count):
    now = [1e9]
    limit = RateLimit(count, 10.0)
    budget = Budget(limit, None, clock=lambda: now[0])
    times = []
    for pause in pauses:
        now[0] += pause
        while wait := budget.take():
            now[0] += wait
        times.append(now[0])
    assert never_above(times, limit)


def test_a_burst_takes_hardly_longer_than_it_must(budget_of, clock):
    begin = clock()
    times = drain(budget_of(), clock, 21)
    assert times[4] == begin
    assert never_above(times, LIMIT)
    assert times[-1] - begin <= 1.1 * 4 * LIMIT.seconds


def test_processes_and_threads_share_what_is_left(budget_of):
    budgets = [budget_of() for _time in range(3)]
    assert [budgets[index % 3].take() for index in range(5)] == [0.0] * 5
    assert all(budget.take() > 9 for budget in budgets)


def test_keys_and_endpoints_do_not_share(directory, clock):
    for name in ("one", "other"):
        budget = Budget(LIMIT, directory, name, clock)
        assert [budget.take() for _time in range(5)] == [0.0] * 5


def test_no_limit_until_the_service_throttles_then_the_documented_one(budget_of, clock):
    budget = budget_of(None)
    assert drain(budget, clock, 21) == [clock()] * 21
    budget.throttled(0)
    # The 20 requests before the refused one explain it, so it is worth trying again when the first leaves the window.
    assert 60 < budget.take() < 62
    # Other processes know it too, and for the next hour.
    times = drain(budget_of(None), clock, 40)
    assert never_above(times, RateLimit(20, 60.0))
    clock.sleep(3700)
    assert drain(budget_of(None), clock, 30) == [clock()] * 30


def test_a_refusal_that_own_requests_do_not_explain_is_tried_again_ever_slower(budget_of, clock):
    budget = budget_of()
    waits = []
    for repeats in range(6):
        assert budget.take() == 0
        budget.throttled(repeats)
        waits.append(budget.take())
        clock.sleep(waits[-1])
    for wait, expected in zip(waits, [2, 8, 10, 10, 10, 10]):  # noqa: B905 - strict came with Python 3.10
        assert 0.75 * expected <= wait <= 1.25 * expected


def test_a_limit_of_zero_is_never_kept_but_a_refusal_is_waited_out(budget_of, clock):
    budget = budget_of(RateLimit(0, 60.0))
    drain(budget, clock, 30)
    budget.throttled(0)
    assert budget.take() > 60
    clock.sleep(budget.take())
    assert drain(budget, clock, 30) == [clock()] * 30


# -- sharing a limit without sharing a file ----------------------------------------------------------------------------


def side_by_side(processes, each, limit, seed):
    """Virtual time and refusals of processes that know nothing of each other, against a service that counts them
    together: (seconds of the least that the limit allows, refused of the useful requests)."""
    chance = random.Random(seed)
    random.seed(seed)
    now = [1e9]
    budgets = [Budget(limit, None, clock=lambda: now[0]) for _process in range(processes)]
    left, repeats = [each] * processes, [0] * processes
    passed, refused = [], 0
    turns = [(now[0] + chance.uniform(0, limit.seconds / 6), index) for index in range(processes)]
    heapq.heapify(turns)
    while turns:
        now[0], index = heapq.heappop(turns)
        if wait := budgets[index].take():
            heapq.heappush(turns, (now[0] + wait, index))
            continue
        now[0] += chance.uniform(0.002, 0.02) * limit.seconds / 3
        if sum(stamp > now[0] - limit.seconds for stamp in passed[-limit.count :]) >= limit.count:
            refused += 1
            budgets[index].throttled(repeats[index])
            repeats[index] += 1
        else:
            passed.append(now[0])
            left[index] -= 1
            repeats[index] = 0
        if left[index]:
            heapq.heappush(turns, (now[0] + chance.uniform(0.001, 0.01) * limit.seconds / 3, index))
    useful = processes * each
    return (passed[-1] - passed[0]) / ((useful - 1) // limit.count * limit.seconds), refused / useful


@pytest.mark.parametrize(
    ("processes", "each", "time", "refusals"), [(4, 31, 1.3, 0.15), (2, 60, 1.3, 0.10), (8, 31, 1.2, 0.3)]
)
def test_processes_that_do_not_share_a_file_find_their_share(processes, each, time, refusals):
    runs = [side_by_side(processes, each, RateLimit(20, 60.0), seed) for seed in range(30)]
    assert statistics.median(seconds for seconds, _refused in runs) <= time
    assert statistics.median(refused for _seconds, refused in runs) <= refusals
    assert max(seconds for seconds, _refused in runs) <= 1.5


def test_who_has_hardly_sent_anything_tries_again_soon(budget_of, clock):
    """Two requests in a minute tell nothing of a share, and the next free place may be near."""
    budget = budget_of(RateLimit(20, 60.0))
    drain(budget, clock, 2)
    budget.throttled(0)
    assert budget.take() <= 1.25 * 3


def test_what_others_leave_is_taken_after_the_next_round(budget_of, clock):
    """Refused after six requests of our own, then alone with the key."""
    budget = budget_of(RateLimit(20, 60.0))
    drain(budget, clock, 7)
    budget.throttled(0)
    begin = clock()
    times = [time - begin for time in drain(budget, clock, 26)]
    assert all(60 < time < 62 for time in times[:6])
    assert all(120 < time < 130 for time in times[6:])


# -- the file --------------------------------------------------------------------------------------------------------


def test_the_file_is_private_and_holds_no_key(directory, clock):
    settings = Settings.from_options({"api_key": KEY, "region": "us1"})
    Budget(LIMIT, directory, settings.fingerprint, clock).take()
    (file,) = pathlib.Path(directory).iterdir()
    assert file.name == settings.fingerprint
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert KEY.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"text",
        b"\xff" * 8192,
        *(
            array("d", numbers).tobytes()
            for numbers in ([1], [0, 0, nan], [0, 0, -5], [nan, 0, 1], [0, inf], [0, 0, 9e99])
        ),
    ],
)
def test_damaged_state_is_forgotten(budget_of, directory, clock, damage):
    drain(budget_of(), clock, 5)
    assert budget_of().take() > 0
    (file,) = pathlib.Path(directory).iterdir()
    file.write_bytes(damage)
    assert [budget_of().take() for _time in range(5)] == [0.0] * 5
    assert budget_of().take() > 0


@pytest.mark.parametrize("shared", [True, False])
def test_a_clock_that_was_set_back_blocks_nothing(directory, clock, shared):
    budget = Budget(LIMIT, directory if shared else None, "name", clock)
    drain(budget, clock, 5)
    budget.throttled(3)
    clock.now -= 3600
    assert budget.take() == 0


def test_processes_with_other_limits_wait_as_well_and_forget_nothing(budget_of, clock):
    budget = budget_of(RateLimit(5, 3600.0))
    drain(budget, clock, 5)
    budget.throttled(5)
    assert budget_of(None).take() > 600
    assert budget.take() > 600


def test_the_file_does_not_grow(budget_of, directory, clock):
    drain(budget_of(None), clock, 1000)
    (file,) = pathlib.Path(directory).iterdir()
    assert file.stat().st_size < 8192


def test_a_link_is_not_followed(budget_of, directory, tmp_path, clock):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    os.mkdir(directory, 0o700)
    os.symlink(victim, os.path.join(directory, "name"))
    assert keeps_count(budget_of(), clock)
    assert victim.read_text() == "precious"


def test_a_directory_that_is_a_link_is_not_used(budget_of, directory, tmp_path, clock):
    (tmp_path / "real").mkdir(mode=0o700)
    os.symlink(tmp_path / "real", directory)
    assert keeps_count(budget_of(), clock)
    assert not list((tmp_path / "real").iterdir())


@pytest.mark.parametrize("mode", [0o777, 0o770])
def test_a_directory_that_others_can_write_is_not_used(budget_of, directory, clock, mode):
    os.mkdir(directory)
    os.chmod(directory, mode)
    assert keeps_count(budget_of(), clock)
    assert not os.listdir(directory)


def test_a_file_that_others_can_read_is_not_used(budget_of, directory, clock):
    budget_of().take()
    file = os.path.join(directory, "name")
    os.chmod(file, 0o644)
    before = pathlib.Path(file).read_bytes()
    assert keeps_count(budget_of(), clock)
    assert pathlib.Path(file).read_bytes() == before


@pytest.mark.parametrize("unusable", ["/dev/null/state", "/proc/nowhere", None])
def test_without_a_directory_each_process_counts_for_itself(clock, unusable):
    assert keeps_count(Budget(LIMIT, unusable, "name", clock), clock)


def keeps_count(budget, clock):
    begin = clock()
    return drain(budget, clock, 5) == [begin] * 5 and budget.take() > 0


def test_where_the_files_are(monkeypatch, tmp_path):
    assert default_directory() == os.environ["TRUEWATCH_STATE_DIR"]
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", "~/limits")
    assert default_directory() == "/home/somebody/limits"
    monkeypatch.delenv("TRUEWATCH_STATE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_directory() == str(tmp_path / "truewatch-openapi")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert default_directory() == "/home/somebody/.cache/truewatch-openapi"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert default_directory() is None


# -- real processes, real time, a real service -----------------------------------------------------------------------


class Limiter:
    """Answers like the service: no more than the limit in any window, by its own stamps."""

    def __init__(self, limit):
        self.limit = limit
        self.stamps = []
        self.refused = 0

    def __call__(self, request):
        now = time.monotonic()
        if sum(stamp > now - self.limit.seconds for stamp in self.stamps) >= self.limit.count:
            self.refused += 1
            return throttled()
        self.stamps.append(now)
        return envelope([])


CALLS = """
import sys
from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
client = Client(Settings.from_options({"api_key": "key", "endpoint": sys.argv[1], "rate_limit": sys.argv[2]}))
for _time in range(21):
    client.call("workspace_get")
"""


def test_several_processes_under_one_limit_are_hardly_refused_and_waste_little_time(service):
    """The bounds leave room for a busy machine: half a second stands for a minute here."""
    limit = RateLimit(20, 0.5)
    limiter = service.answer = Limiter(limit)
    processes = [run_python(CALLS, service.url, "20/0.5") for _time in range(4)]
    assert [process.wait(60) for process in processes] == [0] * 4
    assert len(limiter.stamps) == 84
    assert limiter.refused <= 10
    assert limiter.stamps[-1] - limiter.stamps[0] <= 2 * ((84 - 1) // limit.count) * limit.seconds

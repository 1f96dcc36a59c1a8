# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every unit test."""

from __future__ import annotations

import gc

import pytest
from hypothesis import HealthCheck, settings

from ansible_collections.truewatch.openapi.tests import warm
from ansible_collections.truewatch.openapi.tests.unit.plays import play

__all__ = ["play"]  # what runs real plays is a matter of several folders

# A busy machine is no defect of the code: examples are bounded in number, not in time. No database of examples that
# failed, as Hypothesis has it where CI is set: a run depends on no run before it, and runs the same everywhere.
settings.register_profile("bounded", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bounded")


@pytest.fixture(scope="module", autouse=True)
def state_folder(tmp_path_factory):
    """What the collection keeps for the next task is kept for one module of tests only, also where a fixture of the
    module runs tasks: an emulator of other tests had the same key, and may have had the same port."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        yield


def pytest_configure(config):
    warm.COLD |= bool(config.getoption("forked", default=False))
    config.addinivalue_line("markers", "plays: runs whole plays, in processes of their own")


def pytest_collection_finish():
    """Have Python look for garbage less often, and not among the tests: it would take a quarter of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


def pytest_collection_modifyitems(config, items):
    for item in items:
        if "play" in item.fixturenames:
            item.add_marker(pytest.mark.plays)
    if hasattr(config, "workerinput"):
        _spread(items)


def _spread(items):
    """Order files for workers, which take tests in batches: each batch with its share of plays, the last ones without,
    so that no worker plays on while the others have nothing left to do. The tests of a file stay together: what they
    share is made once."""
    of_file = {}
    for item in items:
        of_file.setdefault(item.path, []).append(item)
    places = {}
    for share, plays in ((0.75, True), (1, False)):
        some = [path for path, tests in of_file.items() if any(map(_is_play, tests)) is plays]
        places.update({path: share * number / len(some) for number, path in enumerate(some)})
    items.sort(key=lambda item: places[item.path])


def _is_play(item):
    return item.get_closest_marker("plays") is not None

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder on the way of the playbook promote does not outlive the run."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys
import time

import pytest

from ansible_collections.truewatch.openapi.tests.unit.plays import COLLECTIONS

_PATIENCE = 60


def wait_until(is_so):
    deadline = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["TERM", "KILL"])
def test_a_signal_leaves_no_folder(play, number):
    folder = play.folder / "tmp"
    folder.mkdir()
    play.emulator.fault("slow", "dashboards_list", seconds=30, times=None)
    process = subprocess.Popen(
        [sys.executable, "-m", "ansible.cli.playbook", "-i", "localhost,", "truewatch.openapi.promote"],
        cwd=play.folder,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(play.folder),
            "LC_ALL": "C.UTF-8",
            "TMPDIR": str(folder),
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
            "ANSIBLE_PYTHON_INTERPRETER": sys.executable,
            "TRUEWATCH_STATE_DIR": str(play.folder / "state"),
            "TRUEWATCH_ENDPOINT": play.emulator.url,
            "TRUEWATCH_FROM_API_KEY": play.key,
            "TRUEWATCH_TO_API_KEY": "another",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )

    def folders() -> list[pathlib.Path]:
        return list(folder.glob("ansible.*.promote"))

    try:
        wait_until(lambda: play.emulator.requests() or process.poll() is not None)
        assert len(folders()) == 1
    finally:
        process.send_signal(number)
    process.wait(timeout=_PATIENCE)
    wait_until(lambda: not folders())

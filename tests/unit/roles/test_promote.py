# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook promote carries all kinds, says beforehand what stays, and leaves no folder behind."""

from __future__ import annotations

import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.tests import warm
from ansible_collections.truewatch.openapi.tests.emulator import running
from ansible_collections.truewatch.openapi.tests.unit.plays import Play
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CASES, Station
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._workspace.filled import Filled

_PATIENCE = 60


def wait_until(is_so):
    deadline = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def folder():
    """For temporary files: with a short path, since ansible-core 2.21 has a socket there."""
    with tempfile.TemporaryDirectory() as path:
        yield pathlib.Path(path)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["TERM", "KILL"])
def test_a_signal_leaves_no_folder(play, folder, number):
    play.emulator.fault("slow", "dashboards_list", seconds=30, times=None)
    process = subprocess.Popen(
        [sys.executable, "-m", "ansible.cli.playbook", "-i", "localhost,", "truewatch.openapi.promote"],
        cwd=play.folder,
        env=warm.environment(
            play.folder,
            TMPDIR=str(folder),
            TRUEWATCH_ENDPOINT=play.emulator.url,
            TRUEWATCH_FROM_API_KEY=play.key,
            TRUEWATCH_TO_API_KEY="another",
        ),
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


OTHER = "key-of-the-other-workspace"
#: Kinds of which no object is carried unless they are named: people, and what each workspace has of its own.
STAY = {"member", "api_key", "workspace_settings", "snapshot", "sso", "wksp_share"}


@pytest.fixture
def two(tmp_path):
    """A play that promotes, between a workspace with an object of every kind and one with none."""
    with running(api_keys={Play.key: "one", OTHER: "other"}) as emulator:
        filled = Filled(emulator, Play.key, count=1)
        everything = {"name": "everything", "type": "rum", "sources": ["*"], "filters": []}
        Station(emulator, Play.key).run(KINDS["blacklist"], everything)
        Filled.station(emulator, OTHER)
        secrets = {key: options for key, options in filled.secrets.items() if key.partition("/")[0] not in STAY}
        play = Play(emulator, tmp_path)
        keys = {"promote_from_api_key": Play.key, "promote_to_api_key": OTHER, "promote_secrets": secrets}
        play.options = {**keys, "promote_force": ["blacklist"]}
        yield play


def promote(play, *arguments, **options):
    """The finished run, with ``writes``, the operations that it wrote by."""
    before = len(play.emulator.requests())
    done = play.run_playbook("promote", "-e", json.dumps({**play.options, **options}), *arguments)
    sent = [one["operationId"] for one in play.emulator.requests()[before:]]
    done.writes = [name for name in sent if OPERATIONS[name].writes]
    done.told = " ".join(done.stdout.split())
    return done


def rows_of_the_other(play):
    memory = Station(play.emulator, OTHER).memory()
    return {name: memory.rows(KINDS[name]) for name in sorted({case.kind.name for case in CASES})}


def test_all_kinds_are_carried_and_what_stays_is_told_before(two):
    there = rows_of_the_other(two)
    refused = promote(two, promote_force=[], promote_secrets={})
    assert refused.returncode != 0 and not refused.writes
    people, stays = "people that objects name", "single sign-on and shares"
    for text in (
        rf'"{people} .*?": {{ "ada@example.com": \[ .*?"team/Payments on-call_b"',
        rf'"{stays} .*?": \[ "sso/keycloak_b.yml", "sso/okta_b.xml", "sso/okta_b.yml", "wksp_shares/[^,]*" \]',
        r'"API keys .never copied.": "create them there',
        r'"secrets .*?": {[^}]*"notify_object/Hook_b": \[ "url"',
        r"nothing was written.*Set 'force: \[blacklist\]'",
        r"secrets: {notify_object/Ding_b: {webhook: ..., secret: ...}}",
    ):
        assert re.search(text, refused.told), refused.told
    assert "sso/" not in re.search(r'"secrets .*?": {(.*?)}', refused.told)[1]
    nothing = promote(two, promote_include=["Mistyped*"])
    assert "The first workspace holds nothing to copy. Check" in nothing.told and not nothing.writes
    planned, done, again = promote(two, "--check"), promote(two), promote(two)
    assert [run.returncode for run in (planned, done, again)] == [0, 0, 0], planned.told + done.told + again.told
    assert [bool(run.writes) for run in (planned, done, again)] == [False, True, False]
    assert re.search(r"Planned: (\d+ to create)", planned.told)[1].split()[0] in done.told
    for kind, rows in rows_of_the_other(two).items():
        assert (len(rows) > len(there[kind])) is (kind not in STAY), kind

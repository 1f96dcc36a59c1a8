# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook object_report: what it refuses before it reads, what it writes, and that it acts on nothing."""

from __future__ import annotations

import csv
import json
import re
import unicodedata

import pytest

EVIL = "ab\x00c\x1b[31m\x07\x9b\u202e\u2066=d"
ROWS = [
    {"name": "h1", "host": EVIL, "os": EVIL, "region": EVIL, "df_label": [EVIL], "unicast_ip": EVIL},
    {"name": "h2", "host": "h2", "os": "linux", "last_update_time": None, "datakit_ver": "1.9.0"},
    {"name": "h3", "host": "=h3", "os": "linux", "datakit_ver": "1.10.0", "df_label": ["team:web"]},
    {"name": "h4", "host": "h4", "os": "linux", "datakit_ver": "1.72.1"},
]


@pytest.fixture
def report(play):
    """A function that runs the playbook with these variables; its output, with one blank for any."""
    play.emulator.seed(objects=[{"class": "HOST", "fields": row} for row in ROWS])

    def run(returncode=0, **variables):
        given = {f"object_report_{name}": value for name, value in variables.items()}
        done = play.run_playbook("object_report", "-e", json.dumps(given))
        assert done.returncode == returncode, done.stdout + done.stderr
        return re.sub(r"\s+", " ", done.stdout)

    run.play = play
    return run


def test_the_report_holds_nothing_that_acts_on_a_terminal(report):
    for ending in ("csv", "md"):
        report(path=f"report.{ending}")
        text = (report.play.folder / f"report.{ending}").read_text(encoding="utf-8")
        assert "ab c [31m" in text
        assert "h2" in text
        acting = [one for one in text if unicodedata.category(one) in ("Cc", "Cf", "Cs") and one != "\n"]
        assert not acting


def test_hosts_with_an_old_agent(report):
    """By a text with commas, as on a command line; a label, and a host of which nobody knows the version."""
    report(
        path="new/folder/old.csv",
        columns="host, datakit_ver,label:team",
        order_by="-datakit_ver",
        older_than={"datakit_ver": "1.72.0"},
        filters={"name": ["h1", "h2", "h3", "h4"]},
    )
    with (report.play.folder / "new" / "folder" / "old.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert rows == [
        ["host", "datakit_ver", "label:team"],
        ["'=h3", "1.10.0", "web"],
        ["h2", "1.9.0", ""],
        ["ab c [31m =d", "", ""],
    ]


def test_what_cannot_be_meant_is_refused(report):
    told = report(2, columns=["host", "datakit_version"], path="r.md")
    assert "No object has the field 'datakit_version' (did you mean 'datakit_ver'?)." in told
    assert not (report.play.folder / "r.md").exists()
    before = len(report.play.emulator.requests())
    told = report(
        2,
        path="report.html",
        columns=["host", "host", 3],
        order_by={"host": 1},
        older_than={"datakit_ver": 1.7},
        filters="linux",
        stale_minutes="soon",
    )
    for option in ("path", "columns", "order_by", "older_than", "filters", "stale_minutes"):
        assert f"'object_report_{option}'" in told, option
    assert "names a column twice" in told
    assert len(report.play.emulator.requests()) == before

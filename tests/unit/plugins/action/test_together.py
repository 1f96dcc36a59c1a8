# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The labels of all hosts of a loop or a list are read with one request."""

from __future__ import annotations

import pytest

LABEL = "truewatch.openapi.truewatch_object_label"
NAMES = [f"h{number}" for number in range(31)]


@pytest.mark.parametrize(
    "task",
    [
        {LABEL: {"host": "{{ item }}", "labels": ["new"]}, "loop": "{{ names }}"},
        {
            LABEL: {"host": "{{ one.name }}", "labels": ["new"]},
            "loop": [{"name": name} for name in NAMES],
            "loop_control": {"loop_var": "one"},
        },
        {LABEL: {"hosts": "{{ names }}", "label": ["new"]}},
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_one_request_reads_the_labels_of_all(play, task, check):
    rows = [{"name": name, "df_label": ["old"] if name == "h3" else []} for name in NAMES]
    play.emulator.seed(objects=[{"class": "HOST", "fields": row} for row in rows])
    finished = play.run([task], *(["--check"] if check else []), variables={"names": NAMES})
    assert "failed=0" in finished.stdout, finished.stdout
    asked = [request["operationId"] for request in play.emulator.requests()]
    assert asked.count("host_labels_list") == 1
    assert asked.count("host_labels_modify") == (0 if check else 31)

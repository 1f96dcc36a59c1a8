# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML holds more than JSON, which the API speaks: dates, and keys that are no text."""

from __future__ import annotations

import pytest

CONTENT = """
main:
  charts:
    - name: Release
      type: text
      queries: []
      extend:
        settings: {2: two, true: yes, since: 2026-11-23, at: 2026-11-23 22:00:00}
"""

TASKS = """
- truewatch.openapi.truewatch_dashboard:
    name: From a file
    src: content.yml
- truewatch.openapi.truewatch_dashboard:
    name: From the playbook
    extend: {2: two, since: 2026-11-23}
    template:
""" + CONTENT.replace("\n", "\n      ")


@pytest.mark.parametrize("fast_path", [True, False], ids=["fast", "module"])
def test_dates_and_keys_of_yaml_are_text_on_both_paths_and_no_difference_later(play, fast_path):
    (play.folder / "content.yml").write_text(CONTENT, encoding="utf-8")
    (play.folder / "tasks.yml").write_text(TASKS, encoding="utf-8")
    first, second = (play.run([{"include_tasks": "tasks.yml"}], fast_path=fast_path) for number in range(2))
    assert "changed=2 " in first.stdout, first.stdout
    assert "changed=0 " in second.stdout, second.stdout
    requests = play.emulator.requests(bodies=True)
    (body, other) = (request["body"] for request in requests if request["operationId"] == "dashboards_create")
    settings = body["templateInfo"]["main"]["charts"][0]["extend"]["settings"]
    assert settings == {"2": "two", "true": True, "since": "2026-11-23", "at": "2026-11-23T22:00:00"}
    assert other["templateInfo"]["main"] == body["templateInfo"]["main"]
    assert other["extend"] == {"2": "two", "since": "2026-11-23"}

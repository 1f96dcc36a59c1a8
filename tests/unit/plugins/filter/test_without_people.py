# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What replaces people in a value, and what is no person."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.filter.without_people import without_people


def test_each_person_has_one_name_at_any_depth():
    value = {
        "before": {"members": ["ada@example.com", "Grace.H+x@mail.example.org"]},
        "after": {"to: ADA@example.com": ("grace.h+x@mail.example.org", "+49 170 0000000", "13812345678")},
    }
    assert without_people(value) == {
        "before": {"members": ["person 1", "person 2"]},
        "after": {"to: person 1": ["person 2", "phone 1", "phone 2"]},
    }


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-25",
        "0 9 * * 1-5",
        "@timestamp",
        "1000000000",
        "-100123456",
        "10.0.0.1",
        "code 13812345678x",
        13812345678,
    ],
)
def test_what_is_no_person_stays(text):
    assert without_people(text) == text

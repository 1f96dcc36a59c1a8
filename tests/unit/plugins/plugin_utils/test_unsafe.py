# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import make_unsafe, trusted

CANARY = "{{ lookup('pipe', 'echo executed') }}"


def rendered(value):
    templar = Templar(loader=DataLoader(), variables={"remote": value})
    return templar.template(trusted("{{ remote }}"))


@pytest.mark.parametrize(
    "value", [CANARY, [CANARY], {"key": CANARY}, {CANARY: 1}, [{"a": [CANARY]}], "{% if x %}", "}} {{ 1 }}"]
)
def test_remote_text_is_never_a_template(value):
    assert rendered(make_unsafe(value)) == value


@pytest.mark.parametrize("value", ["plain", 1, None, True, 1.5])
def test_what_needs_no_mark_stays_what_it_is(value):
    assert make_unsafe(value) is value

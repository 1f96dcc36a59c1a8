# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ``query`` option."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._jmespath import compiled


def test_an_expression_gives_its_result():
    assert compiled("[?os == 'linux'].name")([{"name": "a", "os": "linux"}, {"name": "b", "os": "windows"}]) == ["a"]


@pytest.mark.parametrize("expression", ["[", "a b", "nothing(@)", "", "(" * 3000 + "a" + ")" * 3000])
def test_what_is_no_expression_is_refused_before_or_when_it_is_used(expression):
    with pytest.raises(InputError, match="'query'"):
        compiled(expression)([])


@pytest.mark.parametrize("expression", ["sum(@)", "[?@ > `1`]", "[::0]", "max_by(@, &@)"])
def test_an_expression_that_does_not_suit_the_data_is_a_clear_error(expression):
    with pytest.raises(InputError, match="does not suit what was read"):
        compiled(expression)(["text", 2])


def test_a_reference_to_an_expression_is_no_result():
    with pytest.raises(InputError, match="not data"):
        compiled("&name")([])

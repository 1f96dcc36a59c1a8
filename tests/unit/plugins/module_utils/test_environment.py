# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connection options from the environment: an empty variable counts as not set."""

from __future__ import annotations

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import CONNECTION

VARIABLES = {option: spec["fallback"][1] for option, spec in CONNECTION.items()}


@pytest.fixture
def read(monkeypatch):
    """Reads the connection options in an environment that holds only these variables of the collection."""
    for variables in VARIABLES.values():
        for variable in variables:
            monkeypatch.delenv(variable, raising=False)

    def options(environment, **given):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        result = ArgumentSpecValidator(CONNECTION).validate(given)
        assert result.error_messages == []
        return result.validated_parameters

    return options


@pytest.mark.parametrize("nothing", ["", " ", "\t\n"])
@pytest.mark.parametrize("option", sorted(VARIABLES))
def test_an_empty_variable_counts_as_not_set(read, option, nothing):
    assert read(dict.fromkeys(VARIABLES[option], nothing))[option] == CONNECTION[option].get("default")


@pytest.mark.parametrize("nothing", ["", " "])
def test_an_empty_variable_gives_way_to_the_next_one(read, nothing):
    assert read({"TRUEWATCH_API_KEY": nothing, "DF_API_KEY": "k1"})["api_key"] == "k1"


def test_the_first_variable_and_what_is_given_come_first(read):
    environment = {"TRUEWATCH_API_KEY": "k1", "DF_API_KEY": "k2", "TRUEWATCH_TIMEOUT": "5"}
    assert read(environment)["api_key"] == "k1"
    assert read(environment, api_key="k3", timeout=7)["api_key"] == "k3"
    assert read(environment)["timeout"] == 5

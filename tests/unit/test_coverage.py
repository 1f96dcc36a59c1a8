# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every operation of the reference is served by something, and what is made from the reference is up to date."""

from __future__ import annotations

import pathlib

import pytest

from ansible_collections.truewatch.openapi.dev import coverage, facts, parameters
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations

ROOT = pathlib.Path(__file__).parents[2]


def test_every_operation_is_claimed_by_a_kind_a_module_or_a_reason():
    """A new operation of the reference needs a kind, a module, or an entry of BY_API in dev/coverage.py."""
    assert sorted(set(load_operations()) - set(coverage.claims())) == []


def test_no_reason_is_left_over():
    """What a kind has claimed meanwhile leaves the list."""
    assert coverage.idle_patterns() == []


def test_a_reference_that_grows_is_noticed(monkeypatch):
    grown = {**coverage.OPERATIONS, "brand_news_list": coverage.OPERATIONS["pipeline_list"]}
    monkeypatch.setattr(coverage, "OPERATIONS", grown)
    assert "brand_news_list" not in coverage.claims()


def test_kinds_claim_what_they_declare():
    claims = coverage.claims()
    assert claims["slos_modify"] == ("truewatch_slo", "change")
    assert claims["slos_set_disable"] == ("truewatch_slo", "disable, enable")
    assert claims["permissions_list"] == ("truewatch_info", "list")
    assert claims["billing_balance_get"].where == "truewatch_api"


@pytest.mark.parametrize(
    ("module", "operation"), [(module, name) for module, names in coverage.MODULES.items() for name in names]
)
def test_a_module_claims_only_what_it_sends(module, operation):
    assert (ROOT / "plugins" / "modules" / f"{module}.py").exists()
    sources = [
        path.read_text("utf-8")
        for path in (ROOT / "plugins" / "module_utils").rglob("*.py")
        if path.name not in ("operations.py", "parameters.py")
    ]
    assert any(f'"{operation}"' in source for source in sources)


@pytest.mark.parametrize("made", [coverage, facts, parameters])
def test_what_is_made_from_the_reference_is_up_to_date(made):
    """If not: make reference."""
    assert made.TARGET.read_text("utf-8") == made.text()

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of facts: nothing in it is left open without a question or a reason, and no question asks in vain."""

from __future__ import annotations

import fnmatch

from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.facts import (
    MARKS,
    OUR_READING,
    QUESTIONS,
    SECTIONS,
    UNCLEAR,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.kinds import not_exercised
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.probes import PROBES
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.suite import questions
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.plugin_utils._lifecycles import table
from ansible_collections.truewatch.openapi.tests.emulator.observed import STRICT
from ansible_collections.truewatch.openapi.tests.emulator.variants import VARIANTS

FACTS = [fact for section in SECTIONS for fact in section.facts]
ASKED = questions(table())
NOT_EXERCISED = not_exercised(table())


def test_each_statement_stands_once_and_bears_a_known_mark():
    texts = [fact.text for fact in FACTS]
    assert sorted(set(texts)) == sorted(texts)
    assert {fact.mark for fact in FACTS} <= set(MARKS)


def test_what_is_our_reading_or_unclear_has_a_question_or_a_reason():
    open_facts = [fact for fact in FACTS if fact.mark in (OUR_READING, UNCLEAR)]
    assert [one.text for one in open_facts if not (one.question or one.decided_by or one.undecided)] == []
    assert [one.text for one in FACTS if sum(map(bool, (one.question, one.decided_by, one.undecided))) > 1] == []


def test_a_statement_about_kinds_names_questions_that_there_are():
    patterns = [fact.decided_by for fact in FACTS if fact.decided_by]
    assert patterns
    assert [pattern for pattern in patterns if not fnmatch.filter(ASKED, pattern)] == []


def test_each_question_of_the_table_is_asked_by_a_function_and_no_function_is_idle():
    assert set(PROBES) == set(QUESTIONS)
    assert len(QUESTIONS) == sum(fact.question is not None for fact in FACTS), "a question stands at one statement"


def test_every_variant_of_the_emulator_is_found_out_by_a_question():
    named = {variant for one in ASKED.values() for variant in one.question.variants.values()}
    assert named == {*VARIANTS, STRICT}
    assert all(one.question.expects not in one.question.variants for one in ASKED.values())


def test_every_kind_is_asked_about():
    kept = {name for name, kind in KINDS.items() if kind.is_kept and kind.plural.replace("_", " ") not in NOT_EXERCISED}
    assert {name.split(".")[1] for name in ASKED if name.startswith("list.")} == {
        name for name, kind in KINDS.items() if not kind.only_name
    }
    assert {name.split(".")[1].split("-")[0] for name in ASKED if name.startswith("life.")} == kept

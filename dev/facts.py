# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""docs/api-facts.md, from the table of facts that the collection carries: `make reference`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.facts import MARKS, SECTIONS, Fact, Section

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "api-facts.md"

_HEAD = """\
# API facts

<!-- Written by `make reference` from plugins/module_utils/_conformance/facts.py: do not edit. -->

What the collection assumes about the service, and how well each statement is known.

{marks}

The last column names the question of the [conformance suite](conformance.md) that decides the statement, with the
variants of the [emulator](emulator.md) that give other answers, or says why no question can.

This project has not checked anything against the live service."""


def text() -> str:
    """The whole of docs/api-facts.md."""
    marks = "\n".join(f"- **{mark}**: {meaning}" for mark, meaning in MARKS.items())
    parts = [_HEAD.format(marks=marks), *("\n".join(_section(section)) for section in SECTIONS)]
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}\n"
    if section.before:
        yield f"{section.before}\n"
    yield "| Fact | Mark | Question |\n|---|---|---|"
    yield from map(_row, section.facts)
    if section.after:
        yield f"\n{section.after}"


def _row(fact: Fact) -> str:
    return f"| {fact.text} | {fact.mark}{f' ({fact.source})' if fact.source else ''} | {_decided(fact)} |"


def _decided(fact: Fact) -> str:
    """What decides the statement, or why nothing does."""
    question = fact.question.name if fact.question else fact.decided_by
    if not question:
        return f"none: {fact.undecided}" if fact.undecided else ""
    variants = fact.question.variants.values() if fact.question else ()
    emulated = f" (emulator: {', '.join(f'`{one}`' for one in sorted(set(variants)))})" if variants else ""
    return f"`{question}`{emulated}"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")

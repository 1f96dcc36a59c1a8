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

What the collection rests on, and how well it is known.

{marks}

Nothing was checked by this project against the live service."""


def text() -> str:
    """The whole of docs/api-facts.md."""
    marks = "\n".join(f"- **{mark}**: {meaning}" for mark, meaning in MARKS.items())
    parts = [_HEAD.format(marks=marks), *("\n".join(_section(section)) for section in SECTIONS)]
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.title}\n"
    if section.before:
        yield f"{section.before}\n"
    yield "| Fact | |\n|---|---|"
    yield from map(_row, section.facts)
    if section.after:
        yield f"\n{section.after}"


def _row(fact: Fact) -> str:
    return f"| {fact.text} | {fact.mark}{f' ({fact.source})' if fact.source else ''} |"


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")

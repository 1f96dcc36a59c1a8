# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether filters of mute rules and alert policies fit an event."""

from __future__ import annotations

import re
from typing import Any

Record = dict[str, Any]
_TERM = re.compile(r'\s*(-?)([\w.]+):("[^"]*"|[^\s()]+)\s*')


def tags_fit(tags: Record, event: Record) -> bool:
    """Field -> values: each field holds one of them; with a - before its name none of them."""
    for name, values in tags.items():
        wanted = [str(value) for value in (values if isinstance(values, list) else [values])]
        if (str(event.get(name.lstrip("-"))) in wanted) == name.startswith("-"):
            return False
    return True


def filter_fits(text: str, event: Record) -> bool:
    """field:value joined by AND and OR, where AND binds more; ValueError for what else the explorers know."""
    return any(
        all(_term_fits(term, event) for term in re.split(r"\s+AND\s+", part)) for part in re.split(r"\s+OR\s+", text)
    )


def _term_fits(term: str, event: Record) -> bool:
    found = _TERM.fullmatch(term)
    if not found:
        raise ValueError(f"the emulator reads filters of the form field:value with AND and OR, not {term!r}")
    negated, name, value = found.groups()
    return (str(event.get(name)) == value.strip('"')) != bool(negated)


def fits(rule: Record, event: Record) -> bool:
    """Whether the filter of a rule fits: filterString wins over tags (vendor reference)."""
    if rule.get("filterString"):
        return filter_fits(rule["filterString"], event)
    return tags_fit(rule.get("tags") or {}, event)

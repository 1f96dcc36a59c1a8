# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that people give for one of a few known ones."""

from __future__ import annotations

import difflib
import re
import typing as t


def meant(word: str, known: t.Collection[str]) -> str:
    """The known word that is meant: itself, or that of another case or in the plural; else the word as it is."""
    if word in known:
        return word
    found = {one for one in known if _bare(one) == _bare(word)}
    return found.pop() if len(found) == 1 else word


def _bare(word: str) -> str:
    return re.sub(r"(?<=x)es$|(?<=[a-z])(?:ie|y)?s$|y$", "", re.sub(r"[\s-]+", "_", word.strip().lower()))


def near(word: str, known: t.Iterable[str]) -> list[str]:
    """The known words that look like this one, the most similar first."""
    by_lower = {one.lower(): one for one in sorted(known)}
    return [by_lower[one] for one in difflib.get_close_matches(word.lower(), by_lower, n=3, cutoff=0.65)]


def did_you_mean(word: str, known: t.Iterable[str]) -> str:
    """`` (did you mean 'title'?)``, or nothing when no known word is near."""
    found = near(word, known)
    return f" (did you mean {' or '.join(repr(one) for one in found)}?)" if found else ""

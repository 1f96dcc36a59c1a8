# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Behaving as a service that somebody observed: from a report of the conformance suite to variants."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson

from .variants import VARIANTS

#: An answer that an option of the emulator gives, and no variant.
STRICT = "strict"
_FORMAT = 1


class Observed(NamedTuple):
    """variants: those that answer as the service does. strict: whether it refuses unknown query parameters.

    others: the questions that the service answers otherwise than the emulator, and no variant answers so.
    """

    variants: tuple[str, ...] = ()
    strict: bool = False
    others: tuple[str, ...] = ()


def observed(report: str) -> Observed:
    """What the text of a report (conformance.json) says; ValueError for another file."""
    try:
        known: Any = orjson.loads(report)
        differing = {name: one for name, one in known["answers"].items() if one["status"] == "differs"}
    except (ValueError, LookupError, TypeError, AttributeError):
        known, differing = {}, {}
    if not known or known.get("format") != _FORMAT:
        raise ValueError("this is no report of the conformance suite that this emulator knows")
    named = {one.get("variant") for one in differing.values()}
    return Observed(
        tuple(sorted(named & set(VARIANTS))),
        STRICT in named,
        tuple(sorted(name for name, one in differing.items() if one.get("variant") not in {*VARIANTS, STRICT})),
    )

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Units of values, which the API writes as one text."""

from __future__ import annotations

import json
import typing as t

from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.rules import EXACT
from ..._engine.values import is_blank


def _check(unit: t.Any) -> t.Any:
    is_pair = isinstance(unit, list) and len(unit) == 2 and all(isinstance(part, str) for part in unit)
    if not is_pair and not isinstance(unit, str):
        raise InputError("'unit' must be a list of two texts, such as [time, ms], or the text that the console keeps.")
    return unit


def _as_text(unit: t.Any) -> t.Any:
    if is_blank(unit):
        return "" if unit is not None else None
    return f"custom/{json.dumps(unit, separators=(',', ':'))}" if isinstance(unit, list) else unit


def unit_field(api: str, **more: t.Any) -> Field:
    """The option ``unit``: a list such as ``[time, ms]``, or the text that the API makes of it."""
    return Field("unit", api, type="raw", rule=EXACT._replace(canonical=_as_text), check=_check, **more)

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time spans as options: written ``90m`` or ``1h30m``, compared by their length, in the form that a route takes."""

from __future__ import annotations

import typing as t

from ..._engine import times
from ..._engine.codec import Codec
from ..._engine.errors import InputError
from ..._engine.times import span, span_text

_UNITS = (("d", 86400), ("h", 3600), ("m", 60), ("s", 1))


def given(option: str) -> t.Callable[[t.Any], str]:
    """A Field's ``check`` for a time span, which it brings into its shortest form."""
    return lambda value: span_text(span(option, value))


def warn_if_short(run, option: str, text: str) -> None:
    """Warn of a time span below a minute, for which the unit has probably been forgotten."""
    times.warn_if_short(run, option, span(option, text))


def _in_one_unit(value: t.Any) -> t.Any:
    seconds = span("", value)
    return next(f"{seconds // length}{unit}" for unit, length in _UNITS if seconds % length == 0)


def _shortest(value: t.Any) -> t.Any:
    try:
        return span_text(span("", value))
    except InputError:
        return value


def _from_seconds(value: t.Any) -> t.Any:
    return span_text(int(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


#: A whole number and its largest unit: ``90m`` for one and a half hours.
ONE_UNIT = Codec(_in_one_unit, _shortest)
#: A number of minutes: ``90m`` for one and a half hours.
MINUTES = Codec(lambda value: f"{span('', value) // 60}m", _shortest)
#: A number of seconds.
SECONDS = Codec(lambda value: span("", value), _from_seconds)

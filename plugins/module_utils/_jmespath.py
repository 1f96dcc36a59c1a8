# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ``query`` option: a JMESPath expression over what was read."""

from __future__ import annotations

import typing as t

from ._api.errors import MissingLibraryError
from ._engine.errors import InputError


def compiled(expression: str) -> t.Callable[[t.Any], t.Any]:
    """A function that gives the result of the expression over some data; InputError when it is none. Call it before
    anything is sent. The function raises InputError when the data does not suit the expression."""
    try:
        import jmespath
    except ImportError:
        raise MissingLibraryError("jmespath needed", name="jmespath") from None
    # Besides its own errors, which are ValueErrors, the library lets those of Python pass: a comparison of a text with
    # a number, a slice step of 0, brackets deeper than it can follow.
    failures = (ValueError, TypeError, RecursionError)
    try:
        parsed = jmespath.compile(expression)
    except failures as error:
        raise InputError(f"'query' is not a JMESPath expression: {' '.join(str(error).split())}") from None

    def select(data: t.Any) -> t.Any:
        try:
            picked = parsed.search(data)
        except failures as error:
            raise InputError(f"'query' does not suit what was read: {' '.join(str(error).split())}") from None
        if picked is not None and not isinstance(picked, (str, int, float, list, dict)):
            raise InputError("'query' gives an expression, not data.")
        return picked

    return select

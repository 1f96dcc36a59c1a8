# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine refuses, each with a message that says what to do."""

from __future__ import annotations

import contextlib
import typing as t

#: What code raises that meets a value of a type or size that nobody foresaw.
ODD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class EngineError(Exception):
    """Base of all refusals; ``str(error)`` is one clear line."""


class InputError(EngineError):
    """What the user asked for cannot be meant; nothing was written."""


class OverError(InputError):
    """What was asked for would be over already: a time that has passed, which was valid when it was written down."""


class AmbiguousNameError(EngineError):
    """A name fits several objects and nothing else tells which one is meant."""


class ConflictError(EngineError):
    """The service holds something that stands in the way of what was asked for."""


class UnfinishedError(EngineError):
    """A change stopped half-way; the message says what was done and what was not."""


class OddAnswerError(EngineError):
    """What the service tells of one object cannot be understood."""


@contextlib.contextmanager
def reading(kind, row: dict | None) -> t.Iterator[None]:
    """An odd value in what the service tells of an object ends in an OddAnswerError that names the object."""
    try:
        yield
    except ODD as error:
        if row is None:
            raise
        raise OddAnswerError(
            f"What the service tells of the {kind.title} '{kind.name_of(row)}' ({kind.uuid_of(row)}) cannot be "
            "understood: one of its values has another form than the API documents. Look at it in the console."
        ) from error

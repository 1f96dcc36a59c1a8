# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine refuses, each with a message that says what to do."""

from __future__ import annotations

import contextlib
import typing as t

from .._api.errors import shown

#: What code raises that meets a value of a type or size that nobody foresaw.
ODD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class EngineError(Exception):
    """Base of all refusals; ``str(error)`` is one clear line, whatever the names in it hold."""

    def __init__(self, text: str) -> None:
        super().__init__(shown(text))


class InputError(EngineError):
    """What the user asked for cannot be meant; nothing was written."""


class MissingReference(t.NamedTuple):
    """A reference by name that leads nowhere.

    kinds: names of the kinds that it may be of. what: these in words. name: the name. near: what there is, in words.
    besides: a sentence about what else could be given; may be empty. can_be_made: the kinds among these that can
    be created.
    """

    kinds: tuple[str, ...]
    what: str
    name: str
    near: str
    besides: str
    can_be_made: tuple[str, ...]


class MissingError(InputError):
    """An object refers by name to what does not exist; ``references`` has all of it."""

    def __init__(self, references: t.Sequence[MissingReference]) -> None:
        self.references = list(dict.fromkeys(references))
        super().__init__(
            " ".join(
                f"There is no {one.what} named '{one.name}' in this workspace{one.near}. "
                f"Create it first, or correct the name.{one.besides and f' {one.besides}'}"
                for one in self.references
            )
        )


class IncompleteError(InputError):
    """An object lacks the named ``options``."""

    def __init__(self, text: str, options: t.Sequence[str]) -> None:
        super().__init__(text)
        self.options = list(options)


class DangerError(InputError):
    """What the plan would destroy besides, and nobody consented. ``loss`` says it without what to do about it."""

    def __init__(self, loss: str) -> None:
        super().__init__(f"{loss} Set 'force: true' if that is meant.")
        self.loss = loss


class OverError(InputError):
    """What was asked for would be over already: a time that has passed, which was valid when it was written down."""


class AmbiguousNameError(EngineError):
    """A name fits several objects and nothing else tells which one is meant."""


class ConflictError(EngineError):
    """The service holds something that stands in the way of what was asked for."""


class UnfinishedError(EngineError):
    """A change stopped half-way; the message says what was done and what was not. ``will_recur`` says whether another
    run will stop there again as long as nothing is corrected."""

    def __init__(self, text: str, will_recur: bool = False) -> None:
        super().__init__(text)
        self.will_recur = will_recur


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
            f"What the service tells of the {kind.title} '{kind.label_of(row)}' ({kind.uuid_of(row)}) cannot be "
            "understood: one of its values has another form than the API documents. Look at it in the console."
        ) from error

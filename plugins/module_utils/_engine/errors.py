# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine refuses, each with a message that says what to do."""

from __future__ import annotations


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

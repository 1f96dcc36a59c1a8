# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an apply takes what an export writes. The service holds more than options can say: what other clients sent,
older versions stored, or nobody finished."""

from __future__ import annotations

import typing as t

from .._api.errors import ApiError, one_line
from .._engine.errors import ODD, EngineError, OverError
from .._engine.plan import new_values, plan_new
from .._engine.references import LeadingBack, by_names
from .._engine.run import Run
from .._engine.secret import with_secrets
from .._validation import validated


def as_new(run: Run, kind, options: dict) -> dict[str, t.Any]:
    """What a new object would get from the options of a file, by option, whether they are enough for one or not. Raises
    EngineError, or one of ODD, for what cannot be meant."""
    return new_values(*_anew(run, kind, options))[1]


def _anew(run: Run, kind, options: dict) -> tuple[Run, t.Any, dict]:
    """What to plan a new object with: a run of its own, whose warnings nobody sees, and the validated options without
    the uuid, which counts where it comes from."""
    own = Run({}, run.client, run.memory, run.kinds, now=run.now)
    given = {option: value for option, value in options.items() if option != "uuid"}
    return own, kind, validated(kind, given)


def why_refused(run: Run, kind, options: dict, secrets: t.Iterable[str]) -> str:
    """Why an apply of these options, to a workspace that has all that they refer to, would be refused or bring about
    something else; empty when it would not. ``secrets``: the options and places in them that the user gives beside the
    file. What was over is passed over, and a uuid counts in its own workspace only: neither is a refusal."""
    if not kind.create_operation:  # each workspace has its own, which an apply changes
        return ""
    try:
        plan = plan_new(*_anew(run, kind, with_secrets(kind, options, dict.fromkeys(secrets, "given"))))
        lost = [option for option in options if option in plan.after and not _is_same(run, plan, option, options)]
    except (OverError, ApiError):  # what cannot be read to judge it is left to the apply
        return ""
    except EngineError as error:
        return one_line(str(error))
    except ODD as error:
        return one_line(f"What it holds cannot be read back ({type(error).__name__}: {error}).")
    return f"An apply would give another value to {' and '.join(map(repr, lost))}." if lost else ""


def _is_same(run: Run, plan, option: str, options: dict) -> bool:
    """Whether the option comes out as the export has it; a secret is not in it."""
    field = plan.kind.field(option)
    if field.secret or field.secrets:
        return True
    wanted = plan.after[option]
    if field.resolve:
        wanted = field.rule.canonical(by_names(wanted, LeadingBack(run, field.resolve)))
    wanted = field.without_defaults(wanted)  # as an export has it
    return field.seen(options[option], wanted) == wanted

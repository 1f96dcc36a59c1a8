# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks of modules that keep objects as they are declared. A module that only reads has no need of this file, and of
what it imports to plan and write."""

from __future__ import annotations

import typing as t

from ._ansible import Task, environment_option
from ._engine.ensure import ensure
from ._engine.run import Run
from ._engine.seen import remembering

#: Whether the content of unchanged objects is read. Its documentation is the fragment ``truewatch.openapi.kind``.
VERIFY = {"verify": environment_option(["TRUEWATCH_VERIFY"], type="str", choices=["full", "quick"], default="full")}


def kind_task(
    kind,
    keep: t.Callable[[Run], dict] | None = None,
    options: dict[str, dict] | None = None,
    related: t.Sequence = (),
    **task,
) -> Task:
    """The Task of a module that keeps objects of a kind as they are declared: one, unless ``keep`` does otherwise.
    ``options`` are specs of options that are none of the kind's, ``related`` the other kinds that its objects refer to,
    or are referred to by; ValueError when one of them is missing."""
    kinds = {one.name: one for one in (kind, *related)}
    missing = sorted(kind.related - set(kinds))
    if missing:
        raise ValueError(f"the module of {kind.name} must name its related kinds, too: {', '.join(missing)}")

    def work(run: Run) -> dict:
        with remembering(run):
            return keep(run) if keep else ensure(run, kind, run.params)

    spec = {**kind.argument_spec(), **VERIFY, **(options or {})}
    return Task(spec, work, secrets=kind.secrets, hide=kind.hide, hints=kind.hints, kinds=kinds, blank=None, **task)

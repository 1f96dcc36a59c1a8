# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole workspace in one run: plan everything, then write in order, and always be able to tell what was done and what
was not."""

from __future__ import annotations

import contextlib
import typing as t

from .._api.errors import GENERAL, ApiError
from .._engine.ensure import apply
from .._engine.errors import EngineError, InputError, OverError, UnfinishedError
from .._engine.plan import DELETE, NOTHING, Plan
from .._engine.run import Run
from .alone import alone
from .plan import Step, list_all, plan_all, plan_item
from .prune import check_scope, named_apart, plan_prune, unmanaged
from .seen import Seen
from .wanted import Item, Selection, Source


def ensure_workspace(run: Run) -> dict:
    """The result of ``truewatch_workspace``; UnfinishedError, with the result so far, when not all could be done."""
    params = run.params
    selection = Selection(params["kinds"], params["include"], params["exclude"])
    if params["prune"] is not None:
        check_scope(params["prune"])
    source = Source(params["src"], params["definition"], params["secrets"], run.secrets)
    items = source.items(selection)
    if source.unused_secrets:
        run.warn(f"'secrets' has what is not in the wanted set: {', '.join(source.unused_secrets)}.")
    with contextlib.nullcontext() if run.check_mode else alone(run):
        run.seen = Seen(run.client.fingerprint, trust=params["verify"] == "quick")
        try:
            unread: list[tuple[Item, ApiError]] = []
            over: list[tuple[Item, OverError]] = []
            steps = plan_all(run, items, over, unread if params["continue_on_error"] else None)
            kept = {step.uuid for step in steps if step.uuid}
            if params["prune"] is not None or params["unmanaged"]:
                unplanned = [item for item, _error in (*over, *unread)]
                kept |= named_apart(run, [*source.passed_over, *unplanned])
                kept |= {
                    item.kind.uuid_of(row) for item in unplanned for row in run.memory.called(item.kind, item.name)
                }
            doomed = []
            if params["prune"] is not None and not unread:
                doomed = plan_prune(run, params["prune"], selection, kept, steps, params["max_deletions"])
            work = _Work(run, steps, doomed, unread, over)
            others = {}
            if params["unmanaged"]:
                others["unmanaged"] = _unmanaged(run, selection, kept | {plan.uuid for plan in doomed})
            _tell_idle(run, selection, deletes=params["prune"] is not None and not unread)
            if not run.check_mode:
                work.do(params["continue_on_error"])
            return {**work.outcome(), **others}
        finally:
            run.seen.save()


def _tell_idle(run: Run, selection: Selection, deletes: bool) -> None:
    """Tell the patterns that fit nothing; before something is deleted they are an InputError, since what they were to
    spare may be deleted."""
    idle = selection.idle_patterns()
    if idle and deletes:
        raise InputError(
            f"No object has a name that fits {idle}; nothing was written. With 'prune' a wrong pattern may delete what "
            "it was to spare: correct it, or leave it out."
        )
    if idle:
        run.warn(f"No object has a name that fits {idle}.")


def _unmanaged(run: Run, selection: Selection, kept: set[str]) -> list[dict]:
    """One entry per object of the selected kinds that is neither wanted nor about to be deleted."""
    list_all(run, [kind.name for kind in selection.kinds])
    found = unmanaged(run, selection.kinds, selection, kept)
    entries = [
        {"kind": kind.name, "name": kind.name_of(row), "uuid": kind.uuid_of(row), **kind.last_change(row)}
        for kind, row in found
    ]
    return sorted(entries, key=lambda entry: (entry["kind"], entry["name"], entry["uuid"]))


class _Work:
    """What is to be done, in order, and how far it is."""

    def __init__(
        self,
        run: Run,
        steps: t.Sequence[Step],
        doomed: t.Sequence[Plan],
        unread: t.Sequence[tuple[Item, ApiError]] = (),
        over: t.Sequence[tuple[Item, OverError]] = (),
    ) -> None:
        self.run = run
        self.steps = steps
        self.doomed = doomed
        self.failures: list[str] = []
        self.results = [_wanted_entry(step) for step in steps] + [_doomed_entry(plan) for plan in doomed]
        self.over = [_unplanned_entry(*pair, "over") for pair in sorted(over, key=lambda pair: pair[0].key)]
        self.unread = [_failed_entry(*pair) for pair in sorted(unread, key=lambda pair: pair[0].key)]
        for entry in self.unread:
            self._note(entry, entry["msg"])

    def do(self, continue_on_error: bool) -> None:
        """Write step by step. A failure stops the run, or with ``continue_on_error`` only what it is about, and the
        deletions: what could not be written may be what takes the place of something deleted."""
        jobs = [
            *(lambda step=step: self._write(step) for step in self.steps),
            *(lambda plan=plan: self._delete(plan) for plan in self.doomed),
        ]
        left = [(entry, job) for entry, job in zip(self.results, jobs) if entry["changed"]]
        for entry in self.results:
            entry["status"] = "left" if entry["changed"] else "unchanged"
        total = len(left)
        unwritten = False
        for number, (entry, job) in enumerate(left, 1):
            if entry["action"] == DELETE and unwritten:
                break
            try:
                plan = job()
                if plan is not None:
                    entry.update(uuid=plan.uuid, action=plan.action, changed=plan.changed)
                entry["status"] = "done" if entry["changed"] else "unchanged"
            except (ApiError, EngineError) as error:
                entry["status"], entry["msg"] = "failed", str(error)
                self._note(entry, error)
                unwritten = unwritten or entry["action"] != DELETE
                if not continue_on_error or isinstance(error, GENERAL):
                    break
            self.run.tell(
                f"{number} of {total} changes, {entry['kind']} '{entry['name']}', {self.run.client.api_calls} requests"
            )

    def _note(self, entry: dict, error: object) -> None:
        self.failures.append(f"{entry['kind']} '{entry['name']}': {error}")

    def outcome(self) -> dict:
        """The result; UnfinishedError, with the result of what changes or failed, when anything failed."""
        if self.failures:
            error = UnfinishedError(self._story())
            error.result = self.result()
            error.result["results"] = [entry for entry in self.results if entry["changed"]] + self.unread
            raise error
        return self.result()

    def _write(self, step: Step) -> Plan | None:
        plan = step.plan
        if step.uses:
            # The names that the plan took for known have uuids now.
            plan = plan_item(self.run, step.item, None).plan
        if plan is None:
            return None
        plan = apply(self.run, plan)
        step.plan = None
        row = self.run.memory.row(plan.kind, plan.uuid) or {}
        own = Run({}, self.run.client, self.run.memory, self.run.kinds)
        self.run.seen.note(plan.kind, row, plan.kind.wanted(own, plan.params))
        return plan

    def _delete(self, plan: Plan) -> Plan:
        users = plan.kind.users(self.run, plan.uuid)
        if users:
            raise InputError(f"It is still used by {', '.join(users)}.")
        return apply(self.run, plan)

    def result(self) -> dict:
        """One result per object, what was done in numbers, and the diffs."""
        actions = [entry["action"] for entry in self.results]
        summary = {action: actions.count(action) for action in ("create", "change", "delete", "nothing")}
        done = [
            entry for entry in self.results if entry["changed"] and entry.get("status", "done") in ("done", "failed")
        ]
        diffs = [entry["diff"] for entry in self.results if entry["changed"]]
        return {"changed": bool(done), "results": [*self.results, *self.over], "summary": summary, "diff": diffs}

    def _story(self) -> str:
        states = [entry.get("status", "left") for entry in self.results if entry["changed"]]
        left = [
            f"{e['kind']} '{e['name']}'" for e in self.results if e["changed"] and e.get("status", "left") == "left"
        ]
        total = len(states) + len(self.unread)
        story = f"{len(self.failures)} of {total} changes failed. {' '.join(self.failures)}"
        story += f" Done: {states.count('done')}. Not begun: {len(left)}"
        return (
            story
            + (f" ({', '.join(left[:10])}{', ...' if len(left) > 10 else ''})" if left else "")
            + ". Run the task again."
        )


def _wanted_entry(step: Step) -> dict:
    entry = _entry(step.item.kind, step.item.name, step.uuid, step.action, step.diff, step.last_change)
    return {**entry, "origin": step.item.origin}


def _unplanned_entry(item: Item, error: Exception, action: str) -> dict:
    entry = {"kind": item.kind.name, "name": item.name, "uuid": None, "action": action, "changed": False}
    return {**entry, "msg": str(error), "origin": item.origin}


def _failed_entry(item: Item, error: Exception) -> dict:
    return {**_unplanned_entry(item, error, "unknown"), "status": "failed"}


def _doomed_entry(plan: Plan) -> dict:
    kind, row = plan.kind, plan.row
    return _entry(kind, kind.name_of(row), plan.uuid, DELETE, plan.diff(), kind.last_change(row))


def _entry(kind, name: str, uuid: str | None, action: str, diff: dict, last_change: dict) -> dict:
    entry = {"kind": kind.name, "name": name, "uuid": uuid, "action": action, "changed": action != NOTHING}
    return {**entry, **last_change, **({"diff": diff} if entry["changed"] else {})}

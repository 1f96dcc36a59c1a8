# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole workspace in one run: plan everything, then write in order, and always be able to tell what was done and what
was not."""

from __future__ import annotations

import contextlib
import itertools
import typing as t

from .._api.errors import GENERAL, ApiError
from .._engine.batch import MOST, apply_many, together
from .._engine.ensure import apply
from .._engine.errors import EngineError, InputError, MissingError, UnfinishedError
from .._engine.plan import CREATE, DELETE, NOTHING, Plan, plan_deletion
from .._engine.references import Renames
from .._engine.run import Run
from .._engine.seen import remembering
from .._engine.use import users_of
from .alone import alone
from .faults import Fault, grouped
from .files import File
from .folder import CARRIED, files_of, unpacked
from .item import Item
from .listing import list_all
from .plan import Planned, Step, plan_all, plan_item
from .prune import check_scope, named_apart, plan_prune, unmanaged
from .selection import Selection, consented
from .twins import Made, losers
from .wanted import Source


def ensure_workspace(run: Run) -> dict:
    """The result of ``truewatch_workspace``; UnfinishedError, with the result so far, when not all could be done."""
    params = run.params
    selection = Selection(params["kinds"], params["include"], params["exclude"])
    consented(params.get("force"), run.check_mode)  # refuses what is no kind
    if params["prune"] is not None:
        check_scope(params["prune"])
    run.renames = _renames(params.get("rename_relations") or {})
    source = Source(_files(params), params["definition"], params["secrets"], run.secrets)
    items = source.items(selection)
    if params["src"] is not None and source.is_empty:
        _tell_nothing(run, params["src"])
    if source.unused_secrets:
        run.warn(f"'secrets' has what is not in the wanted set: {', '.join(source.unused_secrets)}.")
    with contextlib.nullcontext() if run.check_mode else alone(run), remembering(run):
        planned = plan_all(run, items, source.faults, params["continue_on_error"])
        if run.renames.idle:
            run.warn(f"'rename_relations' has what no reference names: {', '.join(sorted(run.renames.idle))}.")
        deletes = params["prune"] is not None and not planned.faults
        kept = {step.uuid for step in planned.steps if step.uuid}
        if params["prune"] is not None or params["unmanaged"]:
            kept |= _kept(run, source.passed_over, planned)
        doomed = []
        if deletes:
            doomed = plan_prune(run, params["prune"], selection, kept, planned.steps, params["max_deletions"])
        work = _Work(run, planned, doomed)
        others = {}
        if params["unmanaged"]:
            others["unmanaged"] = _unmanaged(run, selection, kept | {plan.uuid for plan in doomed})
        _tell_idle(run, selection, deletes)
        if not run.check_mode:
            work.do(params["continue_on_error"])
        return {**work.outcome(), **others}


def _files(params: dict) -> t.Iterable[File]:
    """The files of the set: those that came along, else those of the folder."""
    if params.get(CARRIED) is not None:
        return unpacked(params[CARRIED])
    return files_of(params["src"]) if params["src"] is not None else ()


def _tell_nothing(run: Run, folder: str) -> None:
    """A folder without objects is a wrong path more often than meant; before something is deleted it is refused."""
    told = f"'{folder}' holds no object: check the path."
    if run.params["prune"] is not None:
        raise InputError(f"{told} With 'prune' everything in its scope would be deleted.")
    run.warn(told)


def _renames(names: dict) -> Renames:
    for old, new in names.items():
        if not isinstance(new, str) or not new.strip():
            raise InputError(
                f"'rename_relations' must give '{old}' another name, such as rename_relations: "
                f"{{{old}: On-call}}; 'relations: drop' leaves out what is not there."
            )
    return Renames(names)


def _kept(run: Run, passed_over: t.Sequence[Item], planned: Planned) -> set[str]:
    """The uuids of the objects that the set wants although no step is about them."""
    unplanned = [item for item, _error in planned.over] + [fault.item for fault in planned.faults if fault.item]
    named = [(item.kind, item.name) for item in unplanned]
    named += [(fault.kind, fault.name) for fault in planned.faults if not fault.item and fault.name]
    kept = {kind.uuid_of(row) for kind, name in named for row in run.memory.called(kind, name)}
    return kept | named_apart(run, [*passed_over, *unplanned])


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


class _Job(t.NamedTuple):
    """Something to be written, and its entry of the result."""

    entry: dict
    what: Step | Plan


class _Work:
    """What is to be done, in order, and how far it is."""

    def __init__(self, run: Run, planned: Planned, doomed: t.Sequence[Plan]) -> None:
        self.run = run
        self.steps = steps = planned.steps
        self.doomed = doomed
        self.made: list[Made] = []
        self.failures: list[str] = []
        #: Whether the same failure will come again, so that nothing is gained by another run alone.
        self.recurs = False
        self.results = [_wanted_entry(step) for step in steps] + [_doomed_entry(plan) for plan in doomed]
        self.over = [_unplanned_entry(*pair, "over") for pair in sorted(planned.over, key=lambda pair: pair[0].key)]
        self.faulty = [_faulty_entry(fault) for fault in planned.faults]
        for text, errors in grouped(planned.faults):
            self._note(text, *errors)

    def do(self, continue_on_error: bool) -> None:
        """Write step by step, in one request what one can carry out. A failure stops the run, or with
        ``continue_on_error`` only what it is about, and the deletions: what could not be written may be what takes the
        place of something deleted."""
        for entry in self.results:
            entry["status"] = "left" if entry["changed"] else "unchanged"
        jobs = [_Job(*pair) for pair in zip(self.results, [*self.steps, *self.doomed]) if pair[0]["changed"]]
        number = 0
        unwritten = is_hopeless = stops = False
        for key, group in _groups(jobs):
            if stops or (unwritten and group[0].entry["action"] == DELETE):
                break
            outcomes = self._done_together(key, group)
            # What is done already is told before anything stops the run.
            for job, outcome in sorted(zip(group, outcomes), key=lambda pair: pair[1] is None):
                if stops and outcome is None:
                    break
                number += 1
                error = self._finish(job, outcome)
                if error is not None:
                    unwritten = unwritten or job.entry["action"] != DELETE
                    is_hopeless = is_hopeless or isinstance(error, GENERAL)
                    stops = is_hopeless or not continue_on_error
                self.run.tell(
                    f"{number} of {len(jobs)} changes, {job.entry['kind']} '{job.entry['name']}', "
                    f"{self.run.client.api_calls} requests"
                )
        if self.made and not is_hopeless:
            self._settle_twins()

    def _finish(self, job: _Job, outcome: Plan | Exception | None) -> Exception | None:
        """Note what came of a job, which is carried out now unless it has an outcome; returns what went wrong."""
        entry = job.entry
        try:
            plan = self._outcome(job.what, outcome)
        except (ApiError, EngineError) as error:
            entry["status"], entry["msg"] = "failed", str(error)
            self._note(f"{entry['kind']} '{entry['name']}': {error}", error)
            return error
        if plan is not None:
            entry.update(uuid=plan.uuid, action=plan.action, changed=plan.changed)
        entry["status"] = "done" if entry["changed"] else "unchanged"
        return None

    def _done_together(self, key: t.Hashable, group: t.Sequence[_Job]) -> list[Plan | Exception | None]:
        """What came of jobs that one request can carry out; None for each that is to go alone."""
        outcomes: list[Plan | Exception | None] = [None] * len(group)
        ready = {}
        gone = {job.what.uuid for job in group} if group[0].entry["action"] == DELETE else ()
        for number, job in enumerate(group if len(group) > 1 else ()):
            with contextlib.suppress(ApiError, EngineError):  # it is met, and told, when the job goes alone
                plan = self._planned(job.what) if isinstance(job.what, Step) else job.what
                if plan is not None and together(plan) == key and not (gone and self._users(plan, gone)):
                    ready[number] = plan
        if len(ready) < 2:
            return outcomes
        try:
            told = apply_many(self.run, list(ready.values()))
        except ApiError as error:
            told = [error]
        for number, outcome in zip(ready, told):
            outcomes[number] = outcome
        return outcomes

    def _outcome(self, what: Step | Plan, outcome: Plan | Exception | None) -> Plan | None:
        """What came of something that was done together with others, or else what comes of it alone."""
        if isinstance(outcome, Exception):
            raise outcome
        if outcome is None:
            return self._write(what) if isinstance(what, Step) else self._delete(what)
        if isinstance(what, Step):
            what.plan = None
        return outcome

    def _settle_twins(self) -> None:
        """Delete what another controller made at the same time and earlier, once nothing of the set refers to it."""
        were_failures = bool(self.failures)
        try:
            lost = losers(self.run, self.made)
            keys = {made.step.item.key for made, _row in lost}
            for entry, step in zip(self.results, self.steps):
                if entry.get("status") in ("done", "unchanged") and (step.item.key in keys or step.uses & keys):
                    anew = plan_item(self.run, step.item, None)
                    if anew.plan is not None:
                        apply(self.run, anew.plan)
                    if step.item.key in keys:
                        entry.update(uuid=anew.uuid, action=anew.action, changed=anew.action != NOTHING)
                        entry["status"] = "done" if entry["changed"] else "unchanged"
            for made, row in reversed(lost):
                plan = plan_deletion(self.run, made.plan.kind, {"uuid": made.plan.uuid, "state": "absent"}, row)
                if were_failures:
                    self._delete(plan)  # unless what failed refers to it
                else:
                    apply(self.run, plan)  # nobody else has known it
        except (ApiError, EngineError) as error:
            self._note(f"What other runs made at the same time could not be told apart: {error}", error)

    def _note(self, text: str, *errors: Exception) -> None:
        self.failures.append(text)
        self.recurs = self.recurs or any(map(_will_recur, errors))

    def outcome(self) -> dict:
        """The result; UnfinishedError, with the result of what changes or failed, when anything failed."""
        if self.failures:
            error = UnfinishedError(self._story())
            error.result = self.result()
            error.result["results"] = [entry for entry in self.results if entry["changed"]] + self.over + self.faulty
            raise error
        return self.result()

    def _planned(self, step: Step) -> Plan | None:
        """The plan of a step, now that everything it refers to is there."""
        if not step.uses:
            return step.plan
        # The names that the plan took for known have uuids now.
        again = plan_item(self.run, step.item, None)
        known = {(one.kinds, one.name) for one in step.left_out}
        unmade = [one for one in again.left_out if (one.kinds, one.name) not in known]
        if unmade:  # by this very run, which was to make it before
            raise MissingError(unmade)
        return again.plan

    def _write(self, step: Step) -> Plan | None:
        plan = self._planned(step)
        if plan is None:
            return None
        step.plan = None
        plan = apply(self.run, plan)
        if plan.action == CREATE:
            self.made.append(Made(step, plan))
        return plan

    def _users(self, plan: Plan, gone: t.Container[str] = ()) -> list[str]:
        return users_of(self.run, plan.kind, plan.uuid, gone)

    def _delete(self, plan: Plan) -> Plan:
        users = self._users(plan)
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
        failed = states.count("failed") + len(self.faulty)
        story = f"{failed} of {len(states) + len(self.faulty)} changes failed. {' '.join(self.failures)}"
        story += f" Done: {states.count('done')}. Not begun: {len(left)}"
        return (
            story
            + (f" ({', '.join(left[:10])}{', ...' if len(left) > 10 else ''})" if left else "")
            + (". Correct what failed; the next run does the rest." if self.recurs else ". Run the task again.")
        )


def _groups(jobs: t.Sequence[_Job]) -> t.Iterator[tuple[t.Hashable, list[_Job]]]:
    """The jobs in their order, each alone, or neighbours that one request can carry out with what they share."""
    for key, neighbours in itertools.groupby(jobs, _shared):
        group = list(neighbours)
        size = MOST if key else 1
        yield from ((key, group[start : start + size]) for start in range(0, len(group), size))


def _shared(job: _Job) -> t.Hashable:
    return together(job.what.plan if isinstance(job.what, Step) else job.what)


def _will_recur(error: Exception) -> bool:
    return getattr(error, "will_recur", True)


def _wanted_entry(step: Step) -> dict:
    entry = _entry(step.item.kind, step.item.name, step.uuid, step.action, step.diff, step.last_change)
    return {**entry, **({"dangers": step.dangers} if step.dangers else {}), "origin": step.item.origin}


def _unplanned_entry(item: Item, error: Exception, action: str) -> dict:
    entry = {"kind": item.kind.name, "name": item.name, "uuid": None, "action": action, "changed": False}
    return {**entry, "msg": str(error), "origin": item.origin}


def _faulty_entry(fault: Fault) -> dict:
    entry = {"kind": fault.kind.name if fault.kind else None, "name": fault.name, "uuid": None, "action": "unknown"}
    return {**entry, "changed": False, "status": "failed", "msg": str(fault.error), "origin": fault.origin}


def _doomed_entry(plan: Plan) -> dict:
    kind, row = plan.kind, plan.row
    return _entry(kind, kind.name_of(row), plan.uuid, DELETE, plan.diff(), kind.last_change(row))


def _entry(kind, name: str, uuid: str | None, action: str, diff: dict, last_change: dict) -> dict:
    entry = {"kind": kind.name, "name": name, "uuid": uuid, "action": action, "changed": action != NOTHING}
    return {**entry, **last_change, **({"diff": diff} if entry["changed"] else {})}

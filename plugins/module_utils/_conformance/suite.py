# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run of the conformance suite: what is to be asked, in order, and an empty workspace afterwards."""

from __future__ import annotations

import contextlib
import signal
import threading
import typing as t

from .._api.errors import ApiError, BadKeyError, RouteNotFoundError, ThrottledError, UnreachableError
from .._engine.errors import ODD, EngineError, InputError, UnfinishedError
from .._kinds.registry import KINDS
from .._workspace.alone import alone
from .._workspace.patterns import Patterns
from .asking import WORKSPACE, Asking, UndecidedError
from .facts import INVITE, READ, SECTIONS, WRITE
from .kinds import Asked, about_kinds, not_exercised
from .probes import PROBES
from .public import shown
from .report import Report

#: What a run may do, in the order in which the levels contain each other.
LEVELS = (READ, WRITE)
#: Option by which the controller hands the table of lifecycles over.
ROWS = "_lifecycles"
#: What ends a run.
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: No question is worth going on with.
_ENDS = (BadKeyError, ThrottledError, UnreachableError)


def questions(rows: t.Sequence[dict]) -> dict[str, Asked]:
    """Every question by name: those of the table of facts, then those about every kind."""
    facts = [fact for section in SECTIONS for fact in section.facts]
    asked = [Asked(fact.question, fact.text, PROBES[fact.question.name]) for fact in facts if fact.question]
    asked += about_kinds(rows)
    return {one.question.name: one for one in asked}


def statements(asked: t.Mapping[str, Asked]) -> dict[str, list[str]]:
    """Question -> the statements that it decides."""
    texts = {name: [one.text] for name, one in asked.items()}
    for fact in (fact for section in SECTIONS for fact in section.facts):
        if fact.decided_by in texts:
            texts[fact.decided_by].append(fact.text)
    return texts


def run_suite(run) -> dict:
    """Ask what is to be asked. The result of the module."""
    params = run.params
    if params.get(ROWS) is None:
        raise InputError("The suite runs as a task of a playbook, or with 'ansible -m truewatch_conformance'.")
    asked = questions(params[ROWS])
    report = Report(params["dest"], run.client.fingerprint, not_exercised(params[ROWS]), params["anew"])
    asking = Asking(run, params["invite"] or "")
    if params["remove"]:
        return _removed(run, asking)
    open_questions = [one for one in _chosen(asked, params) if not report.is_answered(one.question.name)]
    writes = any(one.question.level != READ for one in open_questions)
    if run.check_mode:
        return {"changed": bool(open_questions), "questions": [one.question.name for one in open_questions]}
    suite = _Suite(run, asking, report, statements(asked), asked)
    try:
        with alone(run) if writes else contextlib.nullcontext(), _ended_by_a_signal(), asking.watching():
            if writes:
                _take_possession(asking, params["other_objects"])
            for number, one in enumerate(open_questions, 1):
                run.tell(f"question {number} of {len(open_questions)}: {one.question.name}")
                if not report.is_answered(one.question.name):  # on the way of another one
                    suite.ask(one)
            suite.look_back()
    finally:
        report.write(suite.texts, run.now())
    return suite.result()


def _chosen(asked: t.Mapping[str, Asked], params: dict) -> list[Asked]:
    """The questions of the level that the patterns fit; reads come first. InputError for a pattern that fits none."""
    levels = {READ: 0} if params["level"] == READ else {READ: 0, WRITE: 1, **({INVITE: 2} if params["invite"] else {})}
    patterns = Patterns("questions", params["questions"] or ["*"])
    chosen = [one for name, one in asked.items() if patterns.fit(name) and one.question.level in levels]
    if not chosen:
        raise InputError(
            f"No question of the level '{params['level']}' fits 'questions': the report and docs/conformance.md name "
            "them all."
        )
    return sorted(chosen, key=lambda one: levels[one.question.level])


def _removed(run, asking: Asking) -> dict:
    """Remove what an earlier run has left."""
    own = [(kind, f"{kind}/{KINDS[kind].name_of(row)}") for kind, row, is_own in _survey(asking, run) if is_own]
    if own and not run.check_mode:
        kinds = {kind for kind, _name in own}
        with alone(run):
            left = asking.remove(kinds)
            _refuse_to_be_silent(left or _still_there(asking, kinds))
    return {"changed": bool(own), "removed": [name for _kind, name in own]}


#: The kinds of which the suite may make or mark objects.
_KEPT = (*(name for name, kind in KINDS.items() if kind.create_operation and kind.delete_route), WORKSPACE)


#: Kinds that say nothing about what a workspace is for: there is a key at least, the one in use.
_ANYWHERE = ("api_key",)
#: What a service has, or makes when the only alert policy of a monitor goes (vendor guide).
OF_THE_SERVICE = ("alert_policy", "default")


def _survey(asking: Asking, run) -> t.Iterator[tuple[str, dict, bool]]:
    """The kind and row of each object that the service has not made itself, and whether the suite has."""
    for name in _KEPT:
        kind = KINDS[name]
        with contextlib.suppress(RouteNotFoundError):
            own = [kind.uuid_of(row) for row in asking.own(name, run)]
            for row in run.memory.rows(kind):
                if kind.uuid_of(row) in own:
                    yield name, row, True
                elif _is_of_somebody(kind, row):
                    yield name, row, False


def _is_of_somebody(kind, row: dict) -> bool:
    """Whether somebody has made the object to use it, rather than the service."""
    if kind.name in _ANYWHERE or kind.named_only or (kind.name, kind.name_of(row)) == OF_THE_SERVICE:
        return False
    return kind.is_exported(row) and not kind.is_permanent(row)


def _take_possession(asking: Asking, with_others: bool) -> None:
    """See that nobody else's objects are there, and remove what an earlier run has left."""
    run = asking.fresh()
    others = [
        f"{KINDS[kind].title} '{KINDS[kind].label_of(row)}'" for kind, row, own in _survey(asking, run) if not own
    ]
    if others and not with_others:
        raise InputError(
            f"The workspace is not empty: it holds {', '.join(others[:5])}{', ...' if len(others) > 5 else ''}. "
            "Take the key of an empty one. Set 'other_objects: true' if these may be there: the suite never touches "
            "them, but a service that behaves otherwise than it should might."
        )
    _refuse_to_be_silent(asking.remove(_KEPT, run))


def _still_there(asking: Asking, kinds: t.Iterable[str]) -> list[str]:
    """What the suite has made of these kinds and the service still has, although it may say that it was deleted."""
    run = asking.fresh()
    return [
        f"{asking.called(KINDS[kind], row)} is still there" for kind in sorted(kinds) for row in asking.own(kind, run)
    ]


def _refuse_to_be_silent(left: list[str]) -> None:
    if left:
        raise UnfinishedError(f"What the suite has made could not be removed: {'; '.join(left)}. Run it again.")


@contextlib.contextmanager
def _ended_by_a_signal() -> t.Iterator[None]:
    """The first signal ends the run as Ctrl-C does: what was made is removed. Others do not end that, as Ansible sends
    several to a task that it gives up."""

    def end(_number, _frame):
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = {number: signal.signal(number, end) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


class _Suite:
    """Asks one question after the other, and removes what each has made."""

    def __init__(self, run, asking: Asking, report: Report, texts: dict, asked: t.Mapping[str, Asked]) -> None:
        self._run = run
        self._asking = asking
        self._report = report
        self._asked = asked
        self.texts = texts
        #: What could not be removed.
        self._left: list[str] = []
        #: The kinds of which it may have made objects.
        self._touched: set[str] = set()

    def ask(self, one: Asked) -> None:
        """Ask a question, and take its answer down."""
        asking, report, question = self._asking, self._report, one.question
        asking.begin()
        try:
            report.note(question, one.ask(asking), lambda: shown(asking, asking.exchanges))
        except UndecidedError as error:
            report.note_unknown(question, str(error))
        except _ENDS:
            raise
        except (ApiError, EngineError) as error:
            report.note_unknown(question, str(error))
        except ODD as error:
            report.note_unknown(question, f"an answer has another form than foreseen ({type(error).__name__}: {error})")
        finally:
            besides = dict(asking.besides)
            for name, (answer, exchanges) in besides.items():
                report.note(self._asked[name].question, answer, lambda told=exchanges: shown(asking, told))
            self._left += asking.remove(asking.touched)
            self._touched |= asking.touched
        report.write(self.texts, self._run.now())

    def look_back(self) -> None:
        """See that nothing is left."""
        self._left += _still_there(self._asking, self._touched)

    def result(self) -> dict:
        """The result of the module. UnfinishedError when something could not be removed."""
        report = self._report
        found = {name: report.answers[name] for name in report.of_status("differs")}
        result = {
            "changed": report.changed,
            "report": report.path,
            "page": report.page,
            "summary": report.summary(),
            "differs": [
                {"question": name, "answer": known["answer"], "expects": known["expects"]}
                for name, known in found.items()
            ],
            "unknown": {name: report.answers[name]["reason"] for name in report.of_status("unknown")},
            "variants": sorted({known["variant"] for known in found.values() if "variant" in known}),
        }
        try:
            _refuse_to_be_silent(self._left)
        except UnfinishedError as error:
            error.result = result
            raise
        return result

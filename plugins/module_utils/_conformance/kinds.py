# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions about every kind, asked by its own declaration: where its list has the rows, whether an object keeps
what it is given all through its life, and what becomes of a second object of one name."""

from __future__ import annotations

import dataclasses
import typing as t

from .._api.errors import ApiError, NotAnApiAnswerError
from .._api.paging import ROW_KEYS
from .._engine.ensure import apply
from .._engine.errors import ConflictError, EngineError, IncompleteError, MissingError
from .._engine.plan import Plan, make_plan
from .._kinds.registry import KINDS
from .asking import Asking, UndecidedError
from .example import Example, named_apart
from .facts import READ, WRITE, Question

#: The kinds whose lists are no bare ones, by the place of their rows.
_PLACES = {
    "content.data": frozenset(
        (
            "alert_notice_date",
            "alert_policy",
            "data_access_rule",
            "data_mask_rule",
            "field",
            "generated_metric",
            "inspection",
            "issue_discovery",
            "issue_policy",
            "llm_app",
            "login_mapping",
            "member",
            "monitor",
            "mute",
            "note",
            "notification_schedule",
            "notify_object",
            "pipeline",
            "slo",
            "user_view",
            "wksp_share",
        )
    ),
    "content.items": frozenset({"catalog_entity", "catalog_entity_type"}),
}
_REFUSED, _SAME, _ANOTHER = "refused", "the same one", "another one"
#: What a second object of one name becomes, where that is no object of its own.
_SECONDS = {
    "catalog_entity": _REFUSED,
    "catalog_entity_type": _REFUSED,
    "data_forwarding": _REFUSED,
    "dial_node": _REFUSED,
    "external_log_index": _REFUSED,
    "field": _REFUSED,
    "generated_metric": _REFUSED,
    "inspection": _REFUSED,
    "llm_app": _REFUSED,
    "log_index": _REFUSED,
    "resource_catalog": _REFUSED,
    "rum_app": _REFUSED,
    "snapshot": _REFUSED,
    "tag": _SAME,
    "user_view": _REFUSED,
}
#: Lists that older services answer otherwise, which the emulator imitates.
_OLDER = {"content": "bare_lists"}
_NEWER = ("monitor", "mute", "member", "notify_object")
AS_DECLARED = "as declared"
LIST, LIFE, TAKEN = "list", "life", "taken"


class Asked(t.NamedTuple):
    """A question with what it says, and the function that asks it. That one returns the answer, or raises
    UndecidedError."""

    question: Question
    text: str
    ask: t.Callable[[Asking], str]


def about_kinds(rows: t.Sequence[dict]) -> t.Iterator[Asked]:
    """The questions about every kind; ``rows`` are those of the table of lifecycles."""
    for kind in KINDS.values():
        if not kind.only_name:
            yield _about_list(kind)
    known: set[str] = set()
    for row in rows:
        is_first = row["kind"] not in known
        known.add(row["kind"])
        if row.get("live"):
            continue
        life = _about_life(row, is_first)
        yield life
        if is_first and KINDS[row["kind"]].create_operation:
            yield _about_second(life, KINDS[row["kind"]])


def not_exercised(rows: t.Sequence[dict]) -> dict[str, str]:
    """What the suite never writes, with the reason."""
    return {KINDS[row["kind"]].plural.replace("_", " "): row["live"] for row in rows if row.get("live")}


def _about_second(life: Asked, kind) -> Asked:
    """The question of a second object of one name, which is answered on the way through a life."""

    def ask(asking: Asking) -> str:
        life.ask(asking)
        if name not in asking.besides:
            raise UndecidedError("the first object could not be made")
        return asking.besides[name][0]

    name = _second(kind)
    expects = _SECONDS.get(kind.name, _ANOTHER)
    return Asked(Question(name, WRITE, expects), f"What a second {kind.title} of one name becomes", ask)


def _second(kind) -> str:
    return f"{TAKEN}.{kind.name}"


# -- lists -----------------------------------------------------------------------------------------


def _about_list(kind) -> Asked:
    def ask(asking: Asking) -> str:
        try:
            rows = [row for part in kind.lists(asking.client) for row in part.items]
        except NotAnApiAnswerError:
            rows = []
        place = place_of_rows(getattr(asking.exchanges[0].answer, "content", None))
        lacking = {
            word: any(not isinstance(row, dict) or not of(row) for row in rows)
            for word, of in (("uuid", kind.uuid_of), ("name", kind.name_of))
        }
        return "; ".join([place, *(f"rows without a {word}" for word, lacks in lacking.items() if lacks)])

    place = next((place for place, names in _PLACES.items() if kind.name in names), "content")
    variants = _OLDER if kind.name in _NEWER else {}
    text = f"The list of {kind.plural} has its rows in `{place}`, each with a uuid and a name"
    return Asked(Question(f"{LIST}.{kind.name}", READ, place, variants), text, ask)


def place_of_rows(content: t.Any, place: str = "content") -> str:
    """Where the content of a list has its rows."""
    if isinstance(content, list):
        return place
    for key in ROW_KEYS if isinstance(content, dict) else ():
        if isinstance(content.get(key), (list, dict)):
            return place_of_rows(content[key], f"{place}.{key}")
    return "nowhere"


# -- lives -----------------------------------------------------------------------------------------


def _about_life(row: dict, is_first: bool) -> Asked:
    kind = KINDS[row["kind"]]
    name = Example(row).id

    def ask(asking: Asking) -> str:
        if row.get("beside") and not asking.rows(kind.name):
            raise UndecidedError(f"there is no {kind.title} yet: {row['beside']}")
        return _Life(asking, Example(named_apart(row, asking.prefix, asking.people())), is_first).answer()

    what = f"{kind.title} ({row['title']})" if "title" in row else kind.title
    text = f"Every option of a {what} is taken and told again, at its creation, a change and a rename; a delete deletes"
    return Asked(Question(f"{LIFE}.{name}", WRITE, AS_DECLARED), text, ask)


class _Life:
    """One example object: made, read, changed, renamed and deleted."""

    def __init__(self, asking: Asking, example: Example, is_first: bool) -> None:
        self._asking = asking
        self._example = example
        self._is_first = is_first
        self._faults: list[str] = []

    def answer(self) -> str:
        """What the service does otherwise than the kind declares it, step by step."""
        self._prepare()
        example = self._example
        plan = self._step("create", example.create)
        if plan is not None:
            if self._is_first:
                self._make_again(plan)
            self._look("create", example.create)
            secrets = [field.option for field in example.kind.fields if field.secret]
            always = {option: example.create[option] for option in secrets if option in example.create}
            change, rename = {**example.key, **always, **example.change}, {**always, **example.rename}
            if example.change and self._step("change", change):
                self._look("change", change)
            if example.rename and self._step("rename", {"uuid": plan.uuid, **rename}):
                self._look("rename", {"uuid": plan.uuid, **rename})
            if example.kind.delete_route and self._step("delete", {"uuid": plan.uuid, "state": "absent"}):
                self._look_for(plan.uuid)
        return "; ".join(self._faults) or AS_DECLARED

    def _prepare(self) -> None:
        what = ""
        makers = {kind.create_operation: name for name, kind in KINDS.items()}
        try:
            for what, given in self._example.needs:
                if what in KINDS:
                    self._asking.keep(what, given)
                else:
                    self._asking.make(makers[what], what, given)
        except (ApiError, EngineError) as error:
            raise UndecidedError(f"what it needs ({what}) could not be made: {error}") from error

    def _step(self, step: str, options: dict) -> Plan | None:
        try:
            return self._asking.keep(self._example.kind.name, options)
        except MissingError as error:
            raise UndecidedError(str(error)) from error
        except IncompleteError as error:
            raise UndecidedError(f"the service hides what a {step} must send: {error}") from error
        except ApiError as error:
            if error.status and error.status >= 500:
                raise
            self._faults.append(f"{step} is refused ({error.error_code or error.status or type(error).__name__})")
        except EngineError as error:
            self._faults.append(f"{step} fails ({type(error).__name__})")
        return None

    def _look(self, step: str, options: dict) -> None:
        """Read the object anew, and note what it does not tell as it was given."""
        kind = self._example.kind
        run = self._asking.anew(kind.name)
        try:
            plan = make_plan(run, kind, self._asking.options(kind.name, options))
        except EngineError as error:
            self._faults.append(f"{step} cannot be read back ({type(error).__name__})")
            return
        fields = [field for field in kind.fields if field.option in options]
        expected = [one.option for one in fields if one.life.told and one.life.certain and not one.secret]
        untold = [option for option in expected if option not in plan.actual and plan.row]
        if not plan.row:
            self._faults.append(f"{step}: the object is not found again")
        elif plan.changed:
            self._faults.append(f"{step} is told otherwise: {', '.join(sorted(plan.differing))}")
        if untold:
            self._faults.append(f"{step} is not told: {', '.join(sorted(untold))}")

    def _look_for(self, uuid: str | None) -> None:
        rows = self._asking.anew(self._example.kind.name).memory.rows(self._example.kind)
        if uuid in [self._example.kind.uuid_of(row) for row in rows]:
            self._faults.append("delete leaves the object")

    def _make_again(self, plan: Plan) -> None:
        """Send the create once more, which the engine never does."""
        kind, asking = self._example.kind, self._asking
        if plan.uuid is None:
            return
        begun = len(asking.exchanges)
        try:
            again = dataclasses.replace(plan, uuid=kind.chosen_uuid(plan.params))
            row = kind.create(asking.anew(kind.name), again)
        except ConflictError:
            answer = _REFUSED
        except ApiError as error:
            if error.outcome_unknown or (error.status and error.status >= 500):
                return
            answer = _REFUSED
        else:
            answer = _SAME if kind.uuid_of(row) == plan.uuid else _ANOTHER
            self._drop_others(plan)
        asking.answer_too(_second(kind), answer, asking.exchanges[begun:])

    def _drop_others(self, plan: Plan) -> None:
        """Delete what the second create has made: a name must mean one object again."""
        kind, run = self._example.kind, self._asking.anew(self._example.kind.name)
        for row in run.memory.rows(kind):
            if kind.label_of(row) == plan.label and kind.uuid_of(row) != plan.uuid and kind.delete_route:
                absent = self._asking.options(kind.name, {"uuid": kind.uuid_of(row), "state": "absent"})
                apply(run, make_plan(run, kind, absent))

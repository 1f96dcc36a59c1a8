# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a question works with: requests as they are, objects by the engine, and the removal of everything it made."""

from __future__ import annotations

import contextlib
import typing as t

from .._api.errors import ApiError, RouteNotFoundError
from .._engine.ensure import apply
from .._engine.errors import EngineError
from .._engine.memory import Memory
from .._engine.plan import Plan, make_plan
from .._engine.run import Run
from .._kinds.registry import KINDS
from .._validation import validated

_LETTERS = "bcdfghjklmnpqrst"
#: The kind of the workspace itself, which the suite does not make: it marks the description.
WORKSPACE = "workspace_settings"


class UndecidedError(Exception):
    """The question cannot be answered in this workspace; the text says why."""


class Exchange(t.NamedTuple):
    """One call of an operation: (operation, path, query, body), and its Answer or ApiError."""

    asked: tuple
    answer: t.Any


class Asking:
    """One run of the suite against one workspace.

    prefix: what the names of all objects begin with that the suite makes. It follows from endpoint and key, so that the
    next run knows what one that was killed has left.
    invite: the address that may be invited; empty for none.
    """

    def __init__(self, run: Run, invite: str = "") -> None:
        self.client = run.client
        self.pause = run.sleep
        self.tell = run.tell
        self.invite = invite
        digits = run.client.fingerprint[:6]
        self.prefix = f"twconf_{''.join(_LETTERS[int(digit, 16)] for digit in digits)}_"
        #: What was asked and answered since the question began.
        self.exchanges: list[Exchange] = []
        #: The kinds of which the question may have made objects.
        self.touched: set[str] = set()
        #: Secrets of the objects that it made.
        self.secrets: set[str] = set()
        #: What it has read of the workspace and sent back.
        self.theirs: set[str] = set()
        #: What was answered on the way: name of a question -> its answer and the exchanges that tell it.
        self.besides: dict[str, tuple[str, list[Exchange]]] = {}
        self._rows: dict[str, list[dict]] = {}
        self._memory = Memory(self.client)

    def begin(self) -> None:
        """Another question begins."""
        self.exchanges, self.touched, self.secrets, self.theirs, self.besides = [], set(), set(), set(), {}
        self._memory = Memory(self.client)

    def answer_too(self, question: str, answer: str, exchanges: list[Exchange]) -> None:
        """Answer another question, too."""
        self.besides[question] = (answer, exchanges)

    @contextlib.contextmanager
    def watching(self) -> t.Iterator[None]:
        """Take down what the client asks and is answered meanwhile."""
        former = self.client.on_answer
        self.client.on_answer = lambda asked, answer: self.exchanges.append(Exchange(asked, answer))
        try:
            yield
        finally:
            self.client.on_answer = former

    # -- reading -----------------------------------------------------------------------------------

    def call(self, operation, path=None, query=None, body=None) -> t.Any:
        """The content of the answer to an operation that reads, or that writes to what the question has made."""
        return self.client.call(operation, path=path, query=query, body=body).content

    def refuses(self, operation, path=None, query=None, body=None) -> ApiError | None:
        """The error with which an operation is refused, or None."""
        try:
            self.call(operation, path, query, body)
        except ApiError as error:
            if error.outcome_unknown or isinstance(error, RouteNotFoundError):
                raise
            return error
        return None

    def rows(self, kind: str) -> list[dict]:
        """All objects of a kind, read once in the run: for what the suite does not change."""
        if kind not in self._rows:
            self._rows[kind] = self.fresh().memory.rows(KINDS[kind])
        return self._rows[kind]

    def people(self) -> list[str]:
        """Addresses of members of the workspace. UndecidedError when there is none."""
        found = [KINDS["member"].name_of(row) for row in self.rows("member")]
        if not any(found):
            raise UndecidedError("the workspace has no member with an address")
        return [address for address in found if address]

    def fresh(self) -> Run:
        """A run that knows nothing of the workspace yet."""
        return Run({}, self.client, Memory(self.client), KINDS)

    def anew(self, kind: str) -> Run:
        """A run that reads the kind anew, and knows of the others what the question has read so far."""
        self._memory.forget(KINDS[kind])
        return Run({}, self.client, self._memory, KINDS)

    # -- making ------------------------------------------------------------------------------------

    def name(self, text: str) -> str:
        """The name of an object of the suite."""
        return self.prefix + text

    def make(self, kind: str, operation: str, body: dict, **request: t.Any) -> t.Any:
        """The content of the answer to a request that makes an object of the kind."""
        self.touched.add(kind)
        return self.call(operation, body=body, **request)

    def keep(self, kind: str, options: dict) -> Plan:
        """Bring an object to a state as its module does; the plan that was carried out. ``uuid`` is the object's."""
        self.touched.add(kind)
        run = self.anew(kind)
        plan = make_plan(run, KINDS[kind], self.options(kind, options))
        return apply(run, plan) if plan.changed else plan

    def mark(self) -> Plan:
        """Append a mark to the description of the workspace; the plan that was carried out."""
        row = self.workspace()
        described = {option: row.get(option) or "" for option in ("name", "description")}
        marked = described["description"] + self._mark
        self.theirs.update(described.values(), [marked])
        return self.keep(WORKSPACE, {**described, "description": marked})

    def workspace(self) -> dict:
        """What the service tells of the workspace, by option, read anew."""
        kind = KINDS[WORKSPACE]
        return kind.values(self.anew(WORKSPACE).memory.rows(kind)[0])

    @property
    def _mark(self) -> str:
        return f"({self.prefix}description)"

    def options(self, kind: str, options: dict) -> dict:
        """The options of an object as its module would take them, with consent to what it destroys."""
        spec = KINDS[kind].argument_spec()
        self.secrets.update(KINDS[kind].secrets(options))
        consent = {"force": True} if "force" in spec else {}
        once = {"update_secrets": "on_create"} if "update_secrets" in spec else {}
        return validated(KINDS[kind], {**consent, **once, **options})

    # -- looking at what was made ------------------------------------------------------------------

    def answer_to(self, operation: str) -> t.Any:
        """The content of the latest answer to an operation. UndecidedError when it was refused or never asked."""
        for asked, answer in reversed(self.exchanges):
            if asked[0].name == operation and not isinstance(answer, ApiError):
                return answer.content
        raise UndecidedError(f"{operation} did not answer")

    def sent_to(self, operation: str) -> dict:
        """The latest body that an operation was sent. UndecidedError when it was never asked."""
        for asked, _answer in reversed(self.exchanges):
            if asked[0].name == operation:
                return asked[3]
        raise UndecidedError(f"{operation} was not asked: what it makes seems to be there")

    def read(self, kind: str, uuid: str) -> dict:
        """What the single read of an object answers."""
        return KINDS[kind].get_route.call(self.client, uuid).content

    def row(self, kind: str, uuid: str) -> dict:
        """The row of an object in the list of its kind, read anew. UndecidedError when it is not there."""
        for row in self.anew(kind).memory.rows(KINDS[kind]):
            if KINDS[kind].uuid_of(row) == uuid:
                return row
        raise UndecidedError(f"the list of {KINDS[kind].plural} does not show a new one")

    def change(self, kind: str, uuid: str, body: dict) -> t.Any:
        """What a change of an object answers, the body sent as it is."""
        return KINDS[kind].modify_route.call(self.client, uuid, body).content

    # -- removing ----------------------------------------------------------------------------------

    def own(self, kind: str, run: Run | None = None) -> list[dict]:
        """The rows of the objects of a kind that the suite has made, read anew, or as the run knows them."""
        rows = (run or self.anew(kind)).memory.rows(KINDS[kind])
        return [row for row in rows if self._is_own(KINDS[kind], row)]

    def _is_own(self, kind, row: dict) -> bool:
        """Whether the suite has made the object, or marked it."""
        if kind.name == WORKSPACE:
            return self._mark in (kind.values(row).get("description") or "")
        return kind.name_of(row).startswith(self.prefix)

    def called(self, kind, row: dict) -> str:
        """What people call that which the suite has made."""
        if kind.name == WORKSPACE:
            return f"the mark '{self._mark}' in the description of the workspace"
        return f"{kind.title} '{kind.label_of(row)}'"

    def remove(self, kinds: t.Iterable[str], run: Run | None = None) -> list[str]:
        """Delete every object of these kinds that the suite has made, users first. Returns those that are left, with
        the reason; an error of one does not keep the others. ``run``: one that knows the kinds already."""
        wanted = set(kinds)
        ordered = [kind for name, kind in reversed(list(KINDS.items())) if name in wanted]
        return [text for kind in ordered for text in self._remove_own(kind, run or self.fresh())]

    def _remove_own(self, kind, run: Run) -> t.Iterator[str]:
        try:
            rows = self.own(kind.name, run)
        except RouteNotFoundError:
            return
        except (ApiError, EngineError) as error:
            yield f"{kind.plural}, if any: {error}"
            return
        for row in rows:
            reason = self._not_removed(kind, row, run)
            if reason:
                yield f"{self.called(kind, row)}: {reason}"

    def _not_removed(self, kind, row: dict, run: Run) -> str:
        """Delete one object; why that failed, or nothing."""
        absent = {"uuid": kind.uuid_of(row), "state": "absent"}
        if kind.name == WORKSPACE:
            told = kind.values(row)
            absent = {"name": told["name"], "description": told["description"].replace(self._mark, "")}
        try:
            plan = make_plan(run, kind, self.options(kind.name, absent))
            if plan.changed:
                apply(run, plan)
        except (ApiError, EngineError) as error:
            return str(error)
        return ""

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulated service: from a request to its answer, independent of HTTP serving."""

from __future__ import annotations

import dataclasses
import traceback
from urllib.parse import unquote

import orjson

from . import envelope, variants
from .clock import Clock
from .dialects import Router, operations
from .envelope import ApiFailure, Response
from .faults import AFTERWARDS, INSTEAD, REPEAT_PAGE, RESET_BEFORE, SERVER_ERROR, Fault, Faults
from .kinds import registry
from .kinds.base import Call
from .kinds.boards.dashboards import INNER
from .limits import Limits
from .recorder import Recorder
from .reference import Operation
from .validation import Validator
from .workspaces import Workspace, Workspaces

READING_ACTIONS = ("get", "info", "list", "quick_list", "export", "call")


@dataclasses.dataclass(frozen=True)
class Settings:
    """keys: API key -> workspace (see Workspaces). rate: (count, seconds) per key. hosts and seed: what is seeded.

    variants: names of variants.VARIANTS. strict: refuse query parameters that the reference does not know.
    allow_remote: let the control routes be called by any host name and from any web page.
    """

    keys: dict[str, str | None]
    dialect: str = "both"
    rate: tuple[int, float] | None = None
    hosts: int = 0
    seed: int = 1
    variants: frozenset[str] = frozenset()
    strict: bool = False
    allow_remote: bool = False


@dataclasses.dataclass(frozen=True)
class Request:
    """path: as sent, still percent-encoded. query: the text after "?". host, origin: the headers of these names."""

    method: str
    path: str
    query: str
    key: str | None
    content_type: str
    body: bytes
    host: str | None = None
    origin: str | None = None


@dataclasses.dataclass
class Outcome:
    """response None means that the connection is to be reset. operation None: no such route."""

    response: Response | None
    operation: Operation | None = None
    fault: Fault | None = None


class Service:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = Clock()
        self.limits = Limits(self.clock, settings.rate)
        self.faults = Faults({operation.id for operation in operations("both")})
        self.recorder = Recorder()
        self.workspaces = Workspaces(
            settings.keys, "InvalidApiKey" if settings.dialect == "guide" else "ft.InvalidAPIKey"
        )
        known = operations(settings.dialect)
        self._router = Router(known)
        self._kinds = registry.build(known)
        self._validator = Validator(settings.strict)
        self.variants = settings.variants
        self.changes = 0  # calls so far that may have changed what is stored
        self._kept = b"{}"
        self._seed()

    def _seed(self) -> None:
        for workspace in self.workspaces.by_uuid.values():
            workspace.seed(self.settings.hosts, self.settings.seed, self.clock.now())

    def handle(self, request: Request) -> Outcome:
        """Answer one request, faults included."""
        outcome = Outcome(None)
        try:
            self._carry_out(request, outcome)
        except ApiFailure as error:
            outcome.response = envelope.failure(error)
        except Exception:  # noqa: BLE001 - a defect of the emulator: answered as a service does, told on its terminal
            traceback.print_exc()
            outcome.response = envelope.failure(SERVER_ERROR)
        if outcome.fault and outcome.fault.fault in AFTERWARDS:
            outcome.response = AFTERWARDS[outcome.fault.fault](outcome.response)
        return outcome

    def _carry_out(self, request: Request, outcome: Outcome) -> None:
        steps = [unquote(step) for step in request.path.split("/")]
        routes = self._router.match(request.method, steps)
        names = {request.path, f"{request.method} {request.path}"}
        for operation, _values in routes:
            names |= {operation.id, operation.path, f"{operation.method} {operation.path}"}
        outcome.operation = routes[0][0] if routes else None
        fault = outcome.fault = self.faults.strike(names)
        if fault and fault.fault == RESET_BEFORE:
            return
        if fault and fault.fault in INSTEAD:
            outcome.response = INSTEAD[fault.fault]()
            return
        if routes and routes[0][0].keyless:
            workspace = self.workspaces.first()
        else:
            workspace = self.workspaces.of_key(request.key)
            self.limits.check(request.key or "", workspace.uuid)
        if not routes:
            raise ApiFailure(400, "RouterNotFound", "Requested route address does not exist.")
        operation, values = _chosen(routes, workspace)
        outcome.operation = operation
        kind, action = self._kinds[operation.id]
        body = self._validator.body(operation, request.content_type, request.body)
        call = Call(
            operation=operation,
            action=action,
            workspace=workspace,
            key=request.key or "",
            now=self.clock.now(),
            path=values,
            query=self._validator.query(operation, request.query),
            body=body if action in READING_ACTIONS else variants.received(body, self.variants),
            variants=self.variants,
        )
        if fault and fault.fault == REPEAT_PAGE:
            _forget_page(call)
        outcome.response = envelope.success(variants.answered(operation.id, action, kind.answer(call), self.variants))
        self.changes += action not in READING_ACTIONS

    def keep(self) -> None:
        """Have what is stored now (objects of all kinds, added rows, labels) there again after each reset."""
        self._kept = orjson.dumps({uuid: workspace.dump() for uuid, workspace in self.workspaces.by_uuid.items()})

    def reset(self) -> None:
        """Back to the state after the start, and to what was kept."""
        self.changes += 1
        self.faults.clear()
        self.variants = self.settings.variants
        self.limits = Limits(self.clock, self.settings.rate)
        self.recorder.clear()
        self.clock.reset()
        for workspace in self.workspaces.by_uuid.values():
            workspace.clear()
        self._seed()
        for uuid, dumped in orjson.loads(self._kept).items():
            self.workspaces.by_uuid[uuid].load(dumped)


def _forget_page(call: Call) -> None:
    call.query.pop("pageIndex", None)
    call.body.pop("pageIndex", None)
    for member in call.body.get("queries", ()):
        member["query"].pop("search_after", None)


def _chosen(routes: list, workspace: Workspace) -> tuple[Operation, dict[str, str]]:
    """The guide's dashboards and the reference's user views share paths: the stored object tells which is meant."""
    if len(routes) == 1:
        return routes[0]
    stored = workspace.collection("dashboards").get(routes[0][1].get("dashboard_uuid"), {})
    family = "inner_dashboard" if stored.get("ownerType") == INNER else "dashboards"
    return next(route for route in routes if route[0].id.startswith(family))

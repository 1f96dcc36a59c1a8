# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Control of the emulator over HTTP under /_emulator/: needs no key, counts in no limit, is not recorded.

Without a key, whoever reaches the port controls the emulator. A browser on this machine reaches it too, so what a
foreign web page sends (it has an Origin), or sends by a name that leads here (DNS rebinding), is refused.
"""

from __future__ import annotations

import asyncio
import dataclasses
import ipaddress
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema_rs
import orjson

from .alerts import firing
from .alerts.faults import STATUSES
from .envelope import Response
from .kinds.issues.issues import opened
from .objects.seed import given, hostile
from .service import Request, Service
from .validation import first_problem
from .variants import checked

PREFIX = "/_emulator/"


def _taking(required: tuple[str, ...] = (), **members: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object with these members and no others."""
    return {"type": "object", "properties": members, "required": required, "additionalProperties": False}


_TEXT, _AT_LEAST_0 = {"type": "string"}, {"type": "integer", "minimum": 0}
_AT_LEAST_1 = {"type": "integer", "minimum": 1}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_FAULT = _taking(
    ("fault",),
    fault=_TEXT,
    route=_TEXT_OR_NULL,
    operationId=_TEXT_OR_NULL,
    times={**_AT_LEAST_1, "type": ["integer", "null"]},
    after=_AT_LEAST_0,
    seconds={"type": "number", "minimum": 0},
)
_OBJECT = _taking(
    ("class", "fields"), **{"class": {**_TEXT, "pattern": "^((O|CO)::)?[^:]+$"}, "fields": {"type": "object"}}
)
_INCIDENT = _taking(("name",), name=_TEXT, level=_TEXT, event={"type": "object"})
_SERIES = _taking(
    ("source", "points"),
    source={**_TEXT, "pattern": "^[MLET]::[^:]+$"},
    tags={"type": "object"},
    points={"type": "array", "items": {"type": "object", "required": ["at"], "properties": {"at": {"type": "number"}}}},
)
_FIRE = _taking(
    ("monitor",),
    monitor=_TEXT,
    status={"enum": STATUSES},
    tags={"type": "object", "additionalProperties": _TEXT},
    value={"type": "number"},
    title=_TEXT,
    message=_TEXT,
    workspace=_TEXT_OR_NULL,
)
_BODIES = {
    name: jsonschema_rs.Draft202012Validator(schema)
    for name, schema in {
        "reset": _taking(),
        "keep": _taking(),
        "faults": {"if": {"type": "array"}, "then": {"items": _FAULT}, "else": _FAULT},
        "fire": {"if": {"type": "array"}, "then": {"items": _FIRE, "minItems": 1}, "else": _FIRE},
        "limits": _taking(
            count={**_AT_LEAST_1, "type": ["integer", "null"]},
            seconds={"type": "number", "exclusiveMinimum": 0},
            dql_rows=_AT_LEAST_1,
        ),
        "clock": _taking(
            ("advance",), advance={"type": "number", "minimum": 0, "maximum": 1e9}, hold={"type": "boolean"}
        ),
        "series": _taking(
            ("series",),
            series={"type": "array", "items": _SERIES},
            replace={"type": "boolean"},
            workspace=_TEXT_OR_NULL,
        ),
        "variants": _taking(("variants",), variants={"type": "array", "items": _TEXT}),
        "seed": _taking(
            hosts=_AT_LEAST_0,
            seed={"type": "integer"},
            hostile={"type": "boolean"},
            objects={"type": "array", "items": _OBJECT},
            incidents={"type": "array", "items": _INCIDENT},
            workspace=_TEXT_OR_NULL,
        ),
    }.items()
}


class Control:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._routes: dict[tuple[str, str], Callable[[dict, Any], Any]] = {
            ("GET", "health"): lambda query, body: {"ready": True},
            ("GET", "requests"): self._requests,
            ("GET", "state"): self._state,
            ("POST", "reset"): self._reset,
            ("POST", "keep"): self._keep,
            ("POST", "faults"): self._faults,
            ("POST", "fire"): self._fire,
            ("POST", "limits"): self._limits,
            ("POST", "clock"): self._clock,
            ("POST", "variants"): self._variants,
            ("POST", "seed"): self._seed,
            ("POST", "series"): self._series,
        }

    async def handle(self, request: Request) -> Response:
        if not self._service.settings.allow_remote and (foreign := _foreign(request)):
            return _answer(403, {"error": f"{foreign} is not this machine; --allow-remote lets others control this"})
        name = request.path[len(PREFIX) :]
        action = self._routes.get((request.method, name))
        if action is None:
            known = ", ".join(f"{method} {PREFIX}{route}" for method, route in self._routes)
            return _answer(404, {"error": f"no such control route; known are {known}"})
        try:
            body = orjson.loads(request.body or b"{}")
            body = {} if body is None else body  # as some clients send none
            problem = first_problem(_BODIES[name], body, "body") if name in _BODIES else None
            if problem:
                raise ValueError(problem)
            answer = action(parse_qs(request.query), body)
            return _answer(200, await answer if isinstance(answer, Awaitable) else answer)
        except orjson.JSONDecodeError as error:
            return _answer(400, {"error": f"The body is not JSON: {error}"})
        except ValueError as error:
            return _answer(400, {"error": str(error)})

    def _requests(self, query: dict[str, list[str]], body: Any) -> Any:
        return self._service.recorder.entries(with_bodies=query.get("bodies") == ["1"])

    def _state(self, query: dict[str, list[str]], body: Any) -> Any:
        workspaces = self._service.workspaces.by_uuid.values()
        return {w.uuid: {name: len(records) for name, records in w.collections.items()} for w in workspaces}

    def _reset(self, query: dict[str, list[str]], body: Any) -> Any:
        self._service.reset()
        return {}

    def _keep(self, query: dict[str, list[str]], body: Any) -> Any:
        self._service.keep()
        return {}

    def _faults(self, query: dict[str, list[str]], body: Any) -> Any:
        ordered = self._service.faults.order(body if isinstance(body, list) else [body])
        return [dataclasses.asdict(fault) for fault in ordered]

    def _fire(self, query: dict[str, list[str]], body: Any) -> Awaitable[Any]:
        """{"monitor": name or uuid, "status": "critical", "tags": {"host": "web-1"}, "value": 97, ...}

        A list of these is told merged. status ok and its like: the fault is over. Only to what is on this machine is
        posted.
        """
        asked = body if isinstance(body, list) else [body]
        if len({one.get("workspace") for one in asked}) > 1:
            raise ValueError("one list is for one workspace")
        workspaces = self._service.workspaces
        named = asked[0].get("workspace")
        workspace = workspaces.named(named) if named else workspaces.first()
        self._service.changes += 1
        events, due = firing.fire(workspace, asked, self._service.clock.now())
        return self._posted(events, due)

    async def _posted(self, events: list[Any], due: list[Any]) -> Any:
        """Post beside everything else: whoever is told may call the emulator before it answers."""
        answers = []
        for one in due:
            if is_loopback(_host_of(one["url"])):
                answers.append(await asyncio.to_thread(firing.post, one))
            else:
                answers.append({"notify_object": one["notify_object"], "error": "it is not on this machine"})
        return {"events": events, "posts": answers}

    def _variants(self, query: dict[str, list[str]], body: Any) -> Any:
        self._service.variants = checked(body["variants"])
        return {"variants": sorted(self._service.variants)}

    def _limits(self, query: dict[str, list[str]], body: Any) -> Any:
        """{"count": 20, "seconds": 60} per key, {"count": null} for none; {"dql_rows": 500} per DQL answer."""
        limits = self._service.limits
        if "count" in body:
            limits.change((body["count"], float(body.get("seconds", 60))) if body["count"] else None)
        if "dql_rows" in body:
            for workspace in self._service.workspaces.by_uuid.values():
                workspace.objects.row_cap = int(body["dql_rows"])
        return {"rate": limits.rate}

    def _seed(self, query: dict[str, list[str]], body: Any) -> Any:
        """{"hosts": N, "seed": S, "hostile": true, "objects": [{"class": .., "fields": {..}}], "workspace": which}

        All are optional, as is "incidents": [{"name": .., "level": .., "event": {..}}], each as a monitor opens it.
        hosts replaces what was seeded; hostile, objects and incidents add to it; without workspace (a uuid or
        the name that --api-key gave it), in all.
        """
        workspaces, named = self._service.workspaces, body.get("workspace")
        number = int(body.get("seed", self._service.settings.seed))
        self._service.changes += 1
        for workspace in [workspaces.named(named)] if named else list(workspaces.by_uuid.values()):
            if "hosts" in body:
                workspace.seed(int(body["hosts"]), number, self._service.clock.now())
            if body.get("hostile"):
                workspace.add_objects("HOST", hostile())
            for one in body.get("incidents", []):
                opened(workspace, one, self._service.clock.now())
            for one in body.get("objects", []):
                workspace.add_objects(one["class"], [given(one["class"].rpartition("::")[2], one["fields"])])
        return {}

    def _series(self, query: dict[str, list[str]], body: Any) -> Any:
        """{"series": [{"source": "M::cpu", "tags": {"host": "web-1"}, "points": [{"at": -60, "usage_total": 12.5}]}]}

        Metrics, logs, events and traces (M::, L::, E::, T::). `at`: seconds from now; what lies ahead shows when its
        time has come. replace: in place of all that the sources had. workspace: a uuid or a name; else all.
        """
        workspaces, named, now = self._service.workspaces, body.get("workspace"), self._service.clock.now()
        for workspace in [workspaces.named(named)] if named else list(workspaces.by_uuid.values()):
            parted = [(*one["source"].split("::"), one) for one in body["series"]]
            for namespace, source, _one in parted if body.get("replace") else ():
                workspace.series.drop(namespace, source)
            for namespace, source, one in parted:
                points = (
                    {"time": int((now + point["at"]) * 1000), **{k: v for k, v in point.items() if k != "at"}}
                    for point in one["points"]
                )
                workspace.series.add(namespace, source, one.get("tags", {}), points)
        return {}

    def _clock(self, query: dict[str, list[str]], body: Any) -> Any:
        self._service.clock.advance(body["advance"])
        if "hold" in body:
            self._service.clock.hold(body["hold"])
        return {"now": self._service.clock.now()}


def _foreign(request: Request) -> str | None:
    """The Host or Origin of a request that does not come from this machine to itself."""
    if request.host is not None and not is_loopback(_host_of(f"//{request.host}")):
        return f"Host {request.host!r}"
    if request.origin is not None and request.origin != f"http://{request.host}":
        return f"Origin {request.origin!r}"
    return None


def _host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _answer(status: int, content: Any) -> Response:
    return Response(status, orjson.dumps(content))

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Control of the emulator over HTTP under /_emulator/: needs no key, counts in no limit, is not recorded."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import orjson

from .envelope import Response
from .objects.seed import given, hostile
from .service import Request, Service

PREFIX = "/_emulator/"


class Control:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._routes: dict[tuple[str, str], Callable[[dict, Any], Any]] = {
            ("GET", "health"): lambda query, body: {"ready": True},
            ("GET", "requests"): self._requests,
            ("GET", "state"): self._state,
            ("POST", "reset"): self._reset,
            ("POST", "faults"): self._faults,
            ("POST", "limits"): self._limits,
            ("POST", "clock"): self._clock,
            ("POST", "seed"): self._seed,
        }

    def handle(self, request: Request) -> Response:
        action = self._routes.get((request.method, request.path[len(PREFIX) :]))
        if action is None:
            known = ", ".join(f"{method} {PREFIX}{name}" for method, name in self._routes)
            return _answer(404, {"error": f"no such control route; known are {known}"})
        try:
            body = orjson.loads(request.body) if request.body else {}
            return _answer(200, action(parse_qs(request.query), body))
        except (ValueError, TypeError, KeyError) as error:
            return _answer(400, {"error": f"{type(error).__name__}: {error}"})

    def _requests(self, query: dict[str, list[str]], body: Any) -> Any:
        return self._service.recorder.entries(with_bodies=query.get("bodies") == ["1"])

    def _state(self, query: dict[str, list[str]], body: Any) -> Any:
        workspaces = self._service.workspaces.by_uuid.values()
        return {w.uuid: {name: len(records) for name, records in w.collections.items()} for w in workspaces}

    def _reset(self, query: dict[str, list[str]], body: Any) -> Any:
        self._service.reset()
        return {}

    def _faults(self, query: dict[str, list[str]], body: Any) -> Any:
        wanted = body if isinstance(body, list) else [body]
        return [dataclasses.asdict(self._service.faults.order(one)) for one in wanted]

    def _limits(self, query: dict[str, list[str]], body: Any) -> Any:
        """{"count": 20, "seconds": 60} per key, {"count": null} for none; {"dql_rows": 500} per DQL answer."""
        limits = self._service.limits
        if "count" in body:
            limits.change((body["count"], float(body["seconds"])) if body["count"] else None)
        if "dql_rows" in body:
            for workspace in self._service.workspaces.by_uuid.values():
                workspace.objects.row_cap = int(body["dql_rows"])
        return {"rate": limits.rate}

    def _seed(self, query: dict[str, list[str]], body: Any) -> Any:
        """{"hosts": N, "seed": S, "hostile": true, "objects": [{"class": .., "fields": {..}}], "workspace": uuid}

        All are optional. hosts replaces what was seeded; hostile and objects add to it; without workspace, in all.
        """
        unknown = set(body) - {"hosts", "seed", "hostile", "objects", "workspace"}
        if unknown:
            raise ValueError(f"unknown fields {sorted(unknown)}")
        by_uuid = self._service.workspaces.by_uuid
        chosen = [by_uuid[body["workspace"]]] if body.get("workspace") else list(by_uuid.values())
        for workspace in chosen:
            if "hosts" in body:
                workspace.seed(body["hosts"], body.get("seed", self._service.settings.seed), self._service.clock.now())
            if body.get("hostile"):
                workspace.add_objects("HOST", hostile())
            for one in body.get("objects", []):
                workspace.add_objects(one["class"], [given(one["class"].rpartition("::")[2], one["fields"])])
        return {}

    def _clock(self, query: dict[str, list[str]], body: Any) -> Any:
        self._service.clock.advance(float(body["advance"]))
        return {"now": self._service.clock.now()}


def _answer(status: int, content: Any) -> Response:
    return Response(status, orjson.dumps(content))

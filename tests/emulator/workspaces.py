# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workspaces: each with its own keys and its own objects. The key alone decides the workspace (vendor reference)."""

from __future__ import annotations

import functools
import hashlib
import itertools
import uuid
from typing import Any

from .alerts.faults import Faults
from .envelope import ApiFailure
from .objects import seed
from .objects.rows import CUSTOM, OBJECTS, Objects, Row
from .queries.series import Series

DEFAULT_WORKSPACE = "default"
#: Collections of a workspace: the keys that were made or used in it, and the uuids of those that were deleted.
KEYS, REVOKED = "access_keys", "revoked_keys"


def new_uuid(prefix: str) -> str:
    """An identifier of the documented form: prefix and 32 lower-case hex digits."""
    return f"{prefix}{uuid.uuid4().hex}"


def derived_uuid(prefix: str, text: str) -> str:
    """Like new_uuid, but always the same for one text."""
    return f"{prefix}{hashlib.sha256(text.encode()).hexdigest()[:32]}"


class Workspace:
    """collections: per family of operations its stored objects by uuid, least recently changed first."""

    def __init__(self, workspace_uuid: str, name: str) -> None:
        self.uuid = workspace_uuid
        self.name = name
        self.objects = Objects()
        self.series = Series()
        self.faults = Faults()
        self.collections: dict[str, dict[str, dict[str, Any]]] = {}
        self._numbers = itertools.count(1001)

    def collection(self, family: str) -> dict[str, dict[str, Any]]:
        return self.collections.setdefault(family, {})

    def next_number(self) -> int:
        """The next value for the internal `id` of an object."""
        return next(self._numbers)

    def tag(self, name: str) -> dict[str, str]:
        """A tag as it is answered; a name always has the same uuid within a workspace."""
        return {"id": derived_uuid("tag_", f"{self.uuid} {name}"), "name": name}

    def clear(self) -> None:
        self.collections.clear()
        self.series = Series()
        self.faults = Faults()
        self._numbers = itertools.count(1001)

    def seed(self, hosts: int, seed_number: int, now: float) -> None:
        """Replace all infrastructure objects by seeded ones."""
        self.objects = Objects(functools.partial(seed.objects, hosts, seed_number), now)

    def add_objects(self, class_name: str, rows: list[Row]) -> None:
        """class_name: such as HOST, or CO::class for a custom one."""
        namespace, _sign, name = class_name.rpartition("::")
        self.objects.add((CUSTOM if namespace == CUSTOM else OBJECTS, name), rows)

    def dump(self) -> dict[str, Any]:
        number = self.next_number()
        self._numbers = itertools.count(number)
        return {
            "name": self.name,
            "collections": self.collections,
            "next_number": number,
            "rows": self.objects.dump_rows(),
            "labels": self.objects.dump_labels(),
        }

    def load(self, dumped: dict[str, Any]) -> None:
        self.name = dumped["name"]
        self.collections = dumped["collections"]
        self._numbers = itertools.count(dumped["next_number"])
        self.objects.load(dumped.get("rows", []), dumped["labels"])


class Workspaces:
    def __init__(self, keys: dict[str, str | None], bad_key_code: str) -> None:
        """keys: API key -> its workspace, named by uuid (wksp_...) or by any name; None is the default one."""
        self._bad_key_code = bad_key_code
        self.by_uuid: dict[str, Workspace] = {}
        self._by_key: dict[str, Workspace] = {}
        for key, named in keys.items():
            name = named or DEFAULT_WORKSPACE
            workspace_uuid = name if name.startswith("wksp_") else derived_uuid("wksp_", name)
            self._by_key[key] = self.by_uuid.setdefault(workspace_uuid, Workspace(workspace_uuid, name))

    def named(self, name: str) -> Workspace:
        """A workspace by its uuid or its name."""
        for workspace in self.by_uuid.values():
            if name in (workspace.uuid, workspace.name):
                return workspace
        raise ValueError(f"no workspace {name!r}; there are {', '.join(w.name for w in self.by_uuid.values())}")

    def of_key(self, key: str | None) -> Workspace:
        workspace = self._by_key.get(key or "") or next(
            (one for one in self.by_uuid.values() if key and key_uuid(key) in one.collections.get(KEYS, {})), None
        )
        if workspace is None or key_uuid(key or "") in workspace.collections.get(REVOKED, {}):
            raise ApiFailure(403, self._bad_key_code, "Invalid request API KEY")
        return workspace

    def first(self) -> Workspace:
        """The workspace of routes that carry no key."""
        return next(iter(self.by_uuid.values()))


def key_uuid(key: str) -> str:
    """The uuid (wsak_...) under which a key appears as the creator of objects."""
    return derived_uuid("wsak_", f"key {key}")

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Behaviour of a family derived from its description alone.

A family with a create route keeps what is sent: the fields of the request, renamed where the reference renames them,
and shown with every field that the schema of an answer lists. All other families answer their documented example.
Subclasses refine a family: they set `renames` or replace the method of an action.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import orjson

from .. import paging
from ..envelope import Reply
from ..reference import Operation, uuid_prefix
from .base import SERVER_FILLED, TIMES, Call, Kind, Record
from .shapes import empty, kind_of, row_schema, rows_at

_CREATING = ("create", "create_v2", "add", "regist")
_LISTING = ("list", "quick_list")
_PAGING_FIELDS = ("pageIndex", "pageSize", "search", "order", "orderBy", "sortKey", "sortMethod")
# What else than its uuid an object is addressed by.
_NATURAL_KEYS = ("appId", "refKey", "name", "service")
# Families of one single object, or whose create makes something else than what the others read.
_NOT_KEPT = ("workspace", "workspace_members_batch", "event")
_NAMES = ("name", "title", "idpName", "alias")
# Where no example answer shows a uuid.
_PREFIXES = {"notify_objects": "notify_"}
# Request field -> answer field.
_RENAMES = {"notice_dates": {"noticeDates": "dates"}}


class Generic(Kind):
    renames: Mapping[str, str] = MappingProxyType({})

    def __init__(self, family: str = "", operations: dict[str, Operation] | None = None) -> None:
        super().__init__(family, operations)
        self.prefix = (
            self.prefix or _PREFIXES.get(self.family) or uuid_prefix(list(self.operations.values())) or "objt_"
        )
        self.renames = self.renames or _RENAMES.get(self.family, {})
        self.stateful = self.family not in _NOT_KEPT and any(action in self.operations for action in _CREATING)

    def answer(self, call: Call) -> Reply:
        if self.stateful and hasattr(self, f"on_{call.action}"):
            return self._enveloped(call, super().answer(call))
        return documented(call.operation)

    @staticmethod
    def _enveloped(call: Call, reply: Reply) -> Reply:
        """A few routes answer without the envelope (their pages say so)."""
        return reply if call.operation.enveloped else Reply(None, raw=orjson.dumps(reply.content))

    # What is stored and shown

    def stored(self, body: Record) -> Record:
        """The fields of a record that a request sets."""
        fields = {self.renames.get(name, name): value for name, value in body.items()}
        if "isDisable" in fields:
            fields["status"] = 2 if fields["isDisable"] else 0
        return fields

    def shown(self, call: Call, record: Record, schema: dict[str, Any] | None = None) -> Any:
        """The record in the shape of an answer's content (or of schema)."""
        schema = call.operation.content_schema if schema is None else schema
        if kind_of(schema) == "boolean":
            return True
        members = schema.get("properties", {})
        values = {
            **_server_filled(call, record, members),
            **{k: v for k, v in record.items() if k not in SERVER_FILLED},
        }
        for name in ("tagInfo", "tag_info"):
            if kind_of(members.get(name, {})) == "array":
                values[name] = [call.workspace.tag(tag) for tag in self._tag_names(record)]
        return {**{name: empty(member) for name, member in members.items()}, **values}

    @staticmethod
    def _tag_names(record: Record) -> list[str]:
        names = record.get("tagNames") or record.get("tags") or []
        return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []

    # Which records a call means

    def addressed(self, call: Call) -> Record:
        """The one record that the path, else a parameter or body field that ends in UUID, names."""
        if call.path:
            identity = next(reversed(call.path.values()))
        else:
            sent = {**call.query, **call.body}
            identity = next(
                (v for name, v in sent.items() if name.lower().endswith("uuid") and isinstance(v, str)), None
            )
            named = {self.renames.get(name, name): value for name, value in sent.items()}
            identity = identity or next((named[key] for key in _NATURAL_KEYS if key in named), "")
        record = self._lookup(call, identity)
        if record is None:
            raise self.not_found(identity)
        return record

    def addressed_many(self, call: Call) -> list[Record]:
        """The records of a bulk call; unknown uuids are passed over (undocumented; our reading)."""
        if call.path:
            return [self.addressed(call)]
        lists = [value for value in {**call.query, **call.body}.values() if isinstance(value, list)]
        if not lists:
            return [self.addressed(call)]
        found = [self._lookup(call, identity) for identity in lists[0] if isinstance(identity, str)]
        return [record for record in found if record is not None]

    def _lookup(self, call: Call, identity: str) -> Record | None:
        records = self.records(call.workspace)
        if identity in records:
            return records[identity]
        matching = (r for r in records.values() if identity in [r.get(key) for key in _NATURAL_KEYS if r.get(key)])
        return next(matching, None)

    # Actions

    def on_create(self, call: Call) -> Any:
        return self.shown(call, self.store(call, self.stored(call.body)))

    on_add = on_create_v2 = on_regist = on_create

    def on_list(self, call: Call) -> Any:
        asked = {**call.query, **call.body}
        schema = call.operation.content_schema
        rows = [record for record in self.newest_first(call) if self.matches(record, asked)]
        info = None
        if call.operation.page_place:
            rows, info = paging.cut(rows, asked)
        content: Any = [self.shown(call, record, row_schema(schema)) for record in rows]
        place = rows_at(schema)
        if place is not None:
            content = {**empty(schema), place: content}
            if "pageInfo" in schema.get("properties", {}):
                content["pageInfo"] = info
        return Reply(content, info)

    on_quick_list = on_list

    @staticmethod
    def matches(record: Record, asked: dict[str, Any]) -> bool:
        """Substring of a name for search, equality or membership for filters on fields that the record has."""
        text = str(asked.get("search") or "").lower()
        if text and not any(text in str(record.get(name, "")).lower() for name in _NAMES):
            return False
        for name, wanted in asked.items():
            if name in _PAGING_FIELDS or name not in record or wanted in ("", [], {}):
                continue
            if record[name] not in (wanted if isinstance(wanted, list) else [wanted]):
                return False
        return True

    def on_get(self, call: Call) -> Any:
        return self.shown(call, self.addressed(call))

    on_info = on_get

    def on_modify(self, call: Call) -> Any:
        record = self.addressed(call)
        old_name = record.get("name", "")
        record.update(self.stored(call.body))
        self.touch(call, record)
        answer = self.shown(call, record)
        if isinstance(answer, dict):
            answer.update({name: old_name for name in ("old_name", "oldName") if name in answer})
        return answer

    on_modify_v2 = on_replace = on_modify

    def on_delete(self, call: Call) -> Any:
        gone = self.addressed_many(call)
        for record in gone:
            self.records(call.workspace).pop(record["uuid"], None)
        return self.told(call, gone)

    on_batch_delete = on_delete

    def on_set_disable(self, call: Call) -> Any:
        return self._set_status(call, bool(call.body.get("isDisable")))

    on_batch_set_disable = on_set_disable

    def on_enable(self, call: Call) -> Any:
        return self._set_status(call, False)

    def on_disable(self, call: Call) -> Any:
        return self._set_status(call, True)

    def _set_status(self, call: Call, disabled: bool) -> Any:
        records = self.addressed_many(call)
        for record in records:
            record["status"] = 2 if disabled else 0
            self.touch(call, record)
        return self.told(call, records)

    def told(self, call: Call, records: list[Record]) -> Any:
        """What a delete or a change of status answers: true, names, or a map uuid -> name, as documented."""
        kind = kind_of(call.operation.content_schema)
        names = {record["uuid"]: next((record[n] for n in _NAMES if n in record), "") for record in records}
        if kind == "array":
            return list(names.values())
        if kind != "object":
            return True if kind == "boolean" else None
        if "properties" not in call.operation.content_schema:
            return names
        gone = next(iter(names.values()), "")
        return {
            member: gone if member.lower().endswith("name") else value
            for member, value in empty(call.operation.content_schema).items()
        }

    def on_export(self, call: Call) -> Any:
        schema = call.operation.content_schema
        place = rows_at(schema)
        if call.path:
            return self.shown(call, self.addressed(call))
        records = self.addressed_many(call) if call.body else self.newest_first(call)
        rows = [self.shown(call, record, row_schema(schema)) for record in records]
        return rows if place is None else {place: rows}

    def on_import(self, call: Call) -> Any:
        if call.path:
            return self.on_modify(call)
        rows = next(value for value in call.body.values() if isinstance(value, list))
        made = [self.store(call, self.stored(row)) for row in rows if isinstance(row, dict)]
        content = empty(call.operation.content_schema)
        if isinstance(content, dict) and "success_count" in content:
            content["success_count"] = len(made)
        elif isinstance(content, dict):
            schema = row_schema(call.operation.content_schema)
            content[rows_at(call.operation.content_schema)] = [self.shown(call, record, schema) for record in made]
        return content


def _server_filled(call: Call, record: Record, members: dict[str, Any]) -> Record:
    """The fields that the server adds to every object, in the form that this answer documents for them."""
    example = call.operation.content_example
    example = example if isinstance(example, dict) else {}
    values: Record = {}
    for name in SERVER_FILLED:
        value = record[name]
        wanted = kind_of(members.get(name, {}))
        if name in TIMES and not isinstance(example.get(name), float):
            value = int(value)
        if wanted == "string" and not isinstance(value, str):
            value = record["uuid"] if name == "id" else empty(members[name])
        values[name] = value
    return values


def documented(operation: Operation) -> Reply:
    """The documented example answer, or an empty answer of the documented shape where the page shows none."""
    if not operation.enveloped:
        example = operation.answer_example
        raw = example.encode() if isinstance(example, str) else orjson.dumps(example) if example is not None else b""
        return Reply(None, raw=raw, media=operation.answer_media or "application/json")
    example = operation.answer_example or {}
    if "content" not in example:
        return Reply(empty(operation.content_schema))
    return Reply(example["content"], example.get("pageInfo"))

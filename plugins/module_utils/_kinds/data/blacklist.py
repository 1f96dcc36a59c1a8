# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blacklists: data that is dropped before it is sent. Rules that are older than their names lack them in the list."""

from __future__ import annotations

import typing as t

from ..._engine.errors import InputError
from ..._engine.field import MISSING, Field
from ..._engine.guard import CHANGE, CREATE, DELETE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import ALWAYS
from ..._engine.route import Listing, Route
from ..._engine.rules import SET
from ._filters import filter_field, from_console

_ALL, _ALL_ON_THE_WIRE = "*", "re(`.*`)"
_TYPES = (
    "object",
    "custom_object",
    "logging",
    "keyevent",
    "tracing",
    "rum",
    "network",
    "security",
    "profiling",
    "metric",
)


def _read_sources(row: dict) -> t.Any:
    """Several sources, or the one that stands elsewhere."""
    if row.get("sources"):
        return row["sources"]
    source = row.get("source")
    return [_ALL if source == _ALL_ON_THE_WIRE else source] if source else MISSING


def _write_sources(sources: list, row: dict) -> tuple[t.Any, t.Any]:
    """``sources`` and ``source``: one of them, and nothing at the other where the rule had something."""
    if sources == [_ALL]:
        return None if row.get("sources") else MISSING, _ALL_ON_THE_WIRE
    return sources, None if row.get("source") else MISSING


def _check_sources(sources: list) -> list:
    if _ALL in sources and len(sources) > 1:
        raise InputError(f"'sources' holds '{_ALL}', which means all of them, beside others: leave either out.")
    return sources


def _drops_all(plan) -> bool:
    return plan.target.get("sources") == [_ALL] and not plan.target.get("filters")


class Blacklist(Kind):
    """A rule for data that is dropped."""

    name = title = "blacklist"
    plural = console_key = "blacklists"
    uuid_prefix = "blist_"
    key = Key(complete=True)
    list_operation = "blacklist_list"
    listings = (Listing({"type": "all"}),)
    create_operation = "blacklist_add"
    get_route = Route("blacklist_get", path="blist_uuid")
    modify_route = Route("blacklist_modify", path="blist_uuid")
    replaces = True
    delete_route = Route("blacklist_delete", query_list="blacklistUUIDs")
    guards = (
        Guard("drops all data of the type, for good", CREATE, when=_drops_all),
        Guard("drops all data of the type, for good", CHANGE, ("type", "sources", "filters"), when=_drops_all),
        Guard("lets in, and bills, what it drops", DELETE, mild=True),
    )
    fields = (
        Field("name", "name", max_length=50, life=ALWAYS),
        Field("description", "desc", max_length=256),
        Field("type", "type", choices=_TYPES, required=True, life=ALWAYS),
        Field(
            "sources",
            ("sources", "source"),
            read=_read_sources,
            write=_write_sources,
            type="list",
            elements="str",
            rule=SET,
            required=True,
            check=_check_sources,
        ),
        filter_field(),
    )

    def from_file(self, member: t.Any) -> t.Any:
        """An export of the console has the source, and the filters in the form of the API."""
        if not isinstance(member, dict) or "source" not in member:
            return member
        told = {option: member[api] for option, api in (("name", "name"), ("description", "desc")) if member.get(api)}
        sources = _read_sources(member)
        return {**told, "type": member.get("type"), "sources": sources, "filters": from_console(member.get("filters"))}


BLACKLIST = Blacklist()

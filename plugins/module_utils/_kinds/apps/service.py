# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entries of the service catalogue: written as one TOML text, read as mappings."""

from __future__ import annotations

import typing as t

from ..._engine.adding import with_entries
from ..._engine.answers import Answers
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.kind import Kind
from ..._engine.references import refer
from ..._engine.route import Listing, Route
from ..._engine.rules import EXACT, ORDERED, SET, is_empty
from .._shared.colours import COLOUR
from ._toml import toml
from ._views import view_field

_CATALOG = "serviceCatelog"  # so spelt by the API
_STRUCTURED = {"originStr": "0"}
_LINK = {"link": {"type": "str", "required": True}, "name": {"type": "str"}, "provider": {"type": "str"}}
_ON_CALL = {
    "name": {"type": "str", "required": True},
    "type": {"type": "str", "choices": ["email", "mobile", "slack"], "required": True},
    "emails": {"type": "list", "elements": "str"},
    "mobiles": {"type": "list", "elements": "str"},
    "slack": {"type": "str"},
}


def _without_empty(items: t.Any) -> t.Any:
    """The items with what they hold; older entries name an on-call contact by an e-mail address alone."""
    if not isinstance(items, list):
        return items
    mappings = [{"name": one, "type": "email", "emails": [one]} if isinstance(one, str) else one for one in items]
    return [{key: ORDERED.canonical(value) for key, value in one.items() if not is_empty(value)} for one in mappings]


_ITEMS = EXACT._replace(canonical=_without_empty)


def _is_unkept(row: dict) -> bool:
    """What the platform found in traces."""
    return row.get("createType") == "automatic"


class Service(Kind):
    """A service. Entries that the platform found in traces are changed by their name, but neither exported nor
    pruned."""

    name = title = "service"
    plural = "services"
    uuid_prefix = "sman_"
    unkept = (_is_unkept,)
    list_operation = "service_manage_list"
    listings = (Listing(query=_STRUCTURED),)
    create_operation = "service_manage_add"
    get_route = Route("service_manage_get", path="service_uuid", asking=_STRUCTURED)
    modify_route = Route("service_manage_modify", path="service_uuid")
    replaces = True
    delete_route = Route("service_manage_delete", body_list="serviceUUIDs")
    answers = Answers(believed=False)
    fields = (
        Field("name", f"{_CATALOG}.Team.service", read="service"),
        Field(
            "type",
            f"{_CATALOG}.Team.type",
            choices=("app", "framework", "cache", "message_queue", "custom", "db", "web"),
            on_create="custom",
        ),
        Field("team", f"{_CATALOG}.Team.team", resolve=refer("team"), loose=True),
        Field("colour", f"{_CATALOG}.Team.colour", rule=COLOUR),
        Field("oncall", f"{_CATALOG}.Team.oncall", type="list", elements="dict", suboptions=_ON_CALL, rule=_ITEMS),
        Field("repositories", f"{_CATALOG}.Repos", type="list", elements="dict", suboptions=_LINK, rule=_ITEMS),
        Field("docs", f"{_CATALOG}.Docs", type="list", elements="dict", suboptions=_LINK, rule=_ITEMS),
        Field("app", f"{_CATALOG}.Related.AppId", resolve=refer("rum_app"), loose=True),
        view_field(f"{_CATALOG}.Related.DashboardUUIDs", rule=SET),
        *with_entries(Field("tags", f"{_CATALOG}.Related.Tags", type="list", elements="str", rule=SET)),
    )

    def review(self, run, plan) -> None:
        """The whole text is written: its parts must be known, and the team of it by name."""
        if plan.changed and isinstance(plan.row.get(_CATALOG), str):
            raise InputError(
                f"The service tells the definition of {plan.title} as TOML text although it was asked for its parts, "
                "so what it holds besides the options would be lost: change it in the console."
            )
        if plan.changed and plan.target.get("team"):
            run.memory.rows(run.kinds["team"])

    def body(
        self, values: t.Mapping[str, t.Any], row: dict | None = None, names: t.Mapping[str, str] | None = None
    ) -> dict:
        """One text. The row says what the service is called, whatever the text of it says; the team is sent by name
        and told by uuid."""
        catalog = super().body(values, row, names)[_CATALOG]
        team = catalog["Team"]
        team["service"] = values["name"]
        team["team"] = (names or {}).get(team.get("team"), team.get("team"))
        return {_CATALOG: toml(catalog)}


SERVICE = Service()

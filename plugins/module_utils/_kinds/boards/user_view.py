# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""User views: built-in views of one's own, which open beside the service, host or application that they are bound to.
Their content is given at creation; no route changes it."""

from __future__ import annotations

import typing as t

from ..._engine.answers import Answers
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE, CREATE, Guard
from ..._engine.key import Chosen, Key
from ..._engine.life import ALWAYS, SELDOM, UNTOLD_AND_FIXED
from ..._engine.references import refer
from ..._engine.route import Route
from ..._engine.rules import EXACT
from ..._engine.shape import Names
from ..._engine.values import is_blank, refuse_nothing, text
from . import _template, _template_view
from ._content import TEMPLATE, Content, repeated
from ._views import View

_OPERATORS = ("in", "wildcard")


def _conditions(given: t.Any) -> t.Any:
    """A value, or a list of values, stands for a condition that takes any of them."""
    items = [item for item in (given if isinstance(given, list) else [given]) if not is_blank(item)]
    if items and all(isinstance(item, dict) for item in items):
        return items
    return [{"op": "in", "value": items}]


def _check_binding(binding: dict) -> dict:
    for field, given in binding.items():
        refuse_nothing("binding", field, given)
    checked = {field: _conditions(given) for field, given in binding.items()}
    for field, conditions in checked.items():
        for one in conditions:
            if one.get("op") not in _OPERATORS or not isinstance(one.get("value"), list) or is_blank(one["value"]):
                raise InputError(
                    f"'binding.{field}' is a value, a list of values, or a list of mappings with an 'op', "
                    f"{' or '.join(_OPERATORS)}, and a list 'value'."
                )
    return checked


def _in_order(binding: t.Any) -> t.Any:
    if not isinstance(binding, dict):
        return binding

    def texts(values: t.Iterable[t.Any]) -> list[str]:
        return sorted({text(value) for value in values if not is_blank(value)})

    return {
        field: [{**one, "value": texts(one.get("value") or ())} for one in conditions]
        for field, conditions in binding.items()
        if conditions
    }


def _check_source(_run, plan) -> None:
    if plan.after.get(TEMPLATE):
        raise InputError("'copy_of' and 'template' both say what a new user view shows: give one of them.")


def _own_identifier(export: dict) -> str | None:
    """The identifier in the export of a user view; that of a dashboard may be in use, by this dashboard."""
    identifier = export.get("identifier")
    is_own = isinstance(identifier, str) and export.get("dashboardOwnerType") != "node"
    return (identifier.strip() or None) if is_own else None


class _Content(Content):
    """Create takes it along, by another name than elsewhere."""

    def along(self, run, plan) -> dict | None:
        return {"templateInfos": {"title": plan.target["name"], **self.info(plan)}} if plan.action == CREATE else None


class UserView(View):
    """A user view. The service wants their names to be unique."""

    name = "user_view"
    title = "user view"
    plural = "user views"
    owner_type = "inner"
    of_export: t.ClassVar = {
        "name": lambda member: _template.title(member) or None,
        "identifier": _own_identifier,
        TEMPLATE: lambda member: member,
    }
    key = Key(chosen=Chosen("identifier", "dsbd_custom_", "specifyDashboardUUID"))
    list_operation = "inner_dashboard_list"
    create_operation = "inner_dashboard_add"
    answers = Answers(refused=repeated("user views"))
    get_route = Route("inner_dashboard_get", path="dashboard_uuid")
    modify_route = Route("inner_dashboard_modify", path="dashboard_uuid")
    replaces = True
    delete_route = Route("inner_dashboard_delete", path="dashboard_uuid")
    guards = (
        Guard(
            "no route changes the content of a user view, so delete and create it again, or import it in the console",
            CHANGE,
            options=(TEMPLATE,),
            never=True,
        ),
    )
    content_keys = (TEMPLATE,)
    fields = (
        Field("name", "name", argument={"aliases": ["title"]}, max_length=256),
        Field("identifier", "identifier", max_length=128, life=SELDOM),
        Field("description", "desc", max_length=2048, life=SELDOM),
        Field(
            "binding",
            "dashboardBidding",  # so spelt
            type="dict",
            on_create={},
            rule=EXACT._replace(canonical=_in_order),
            check=_check_binding,
            shape=Names({"host": [{"op": "in", "value": ["web-1"]}]}),
            life=ALWAYS,
        ),
        Field(
            "copy_of",
            "sourceDashboardUUID",
            resolve=refer("user_view", "dashboard"),
            life=UNTOLD_AND_FIXED,
            review=_check_source,
        ),
        Field(
            TEMPLATE,
            read=TEMPLATE,
            type="dict",
            argument={"aliases": ["content", "json"]},
            rule=_template.TEMPLATE,
            content=True,
            check=_template.check,
            part=_Content(Route("inner_dashboard_export", path="dashboard_uuid")),
            view=_template_view.view,
        ),
    )

    def is_own_sort(self, export: dict) -> bool:
        """A dashboard can be made a user view of, too."""
        return super().is_own_sort(export) or export["dashboardOwnerType"] == "node"


USER_VIEW = UserView()

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dashboards: metadata through modify, content through import."""

from __future__ import annotations

import typing as t

from ..._api.errors import RouteNotFoundError
from ..._engine.adding import with_entries
from ..._engine.answers import Answers
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CREATE
from ..._engine.key import Chosen, Key
from ..._engine.route import Route
from ..._engine.rules import SET, SUBSET, is_empty
from .._shared.people import permitted, warn_of_lock_out
from .._shared.roles import without_owner
from .._shared.tags import tags
from . import _template, _template_view
from ._content import TEMPLATE as _TEMPLATE
from ._content import Content, repeated
from ._views import Board

#: What a template may be of, when it is not of a dashboard.
_OTHER_VIEWS = {"inner": "a user view", "viewer": "an explorer"}
_MAPPING = [{"class": "host_processes", "field": "host", "mapping": "hostname", "datasource": "object"}]
#: The options that say who sees a dashboard of custom visibility.
_AUDIENCE = ("permissions", "read_permissions")


def _is_restricted(values: t.Mapping[str, t.Any]) -> bool:
    """Whether the audience counts: with custom visibility only."""
    return values.get("visibility") == "custom"


#: Parts of a template that options of their own hold, since the API writes them without an import too.
_HELD_BY_OPTIONS = {"dashboardExtend": "extend", "dashboardMapping": "mapping"}


def _check_audience(run, plan) -> None:
    target = plan.target
    restricted = target.get("visibility") == "custom" and plan.differing & {"visibility", *_AUDIENCE}
    if restricted and not any(target.get(option) for option in _AUDIENCE):
        raise InputError(
            f"Nobody could see the {plan.title}: with 'visibility: custom' set 'permissions' or 'read_permissions'."
        )
    if "permissions" in plan.after:
        warn_of_lock_out(run, plan)


def _warn_of_other_view(run, plan) -> None:
    owner_type = plan.params[_TEMPLATE].get("dashboardOwnerType") or "node"
    if owner_type != "node" and _TEMPLATE in plan.differing:
        run.warn(
            f"The template of {plan.title} was exported from {_OTHER_VIEWS.get(owner_type, 'another view')} "
            f"('dashboardOwnerType' is {owner_type!r}). It becomes an ordinary dashboard, without the bindings of "
            "the other one."
        )


class _Content(Content):
    """A service that knows only the guide's routes takes the content with modify. ``mapping`` and ``extend`` are
    part of it, and options, too."""

    def template(self, run, kind, row: dict) -> dict | None:
        if run.client.knows(self.export_route.operation):
            try:
                return super().template(run, kind, row)
            except RouteNotFoundError:
                pass
        return row.get("templateInfo") or kind.get(run, kind.uuid_of(row)).get("templateInfo")

    def along(self, run, plan) -> dict | None:
        if plan.action != CREATE and run.client.knows(self.import_route.operation):
            return None
        return {"templateInfo": self.info(plan)}

    def info(self, plan) -> dict:
        """The template as it is sent: with what the dashboard holds beside its content, which an import would drop."""
        beside = {key: value for key, value in (plan.actual.get(_TEMPLATE) or {}).items() if key != "main"}
        held = {key: plan.target[option] for key, option in _HELD_BY_OPTIONS.items() if option in plan.target}
        return {"title": plan.target.get("name") or "", **beside, **super().info(plan), **held}


class Dashboard(Board):
    """A dashboard of the workspace (not a built-in view, not an explorer)."""

    name = title = "dashboard"
    plural = "dashboards"
    uuid_prefix = "dsbd_"
    # The form that the API accepts for uuids of one's own.
    key = Key(chosen=Chosen("identifier", "dsbd_custom_", "specifyDashboardUUID"))
    # An export is a template; one whose title is still a placeholder of the vendor is called like its file.
    of_export: t.ClassVar = {"name": lambda member: _template.title(member) or None, _TEMPLATE: lambda member: member}
    list_operation = "dashboards_list"
    create_operation = "dashboards_create"
    answers = Answers(refused=repeated("dashboards"))
    get_route = Route("dashboards_get", path="dashboard_uuid")
    modify_route = Route("dashboards_modify", path="dashboard_uuid")
    delete_route = Route("dashboards_delete", path="dashboard_uuid")
    content_keys = (_TEMPLATE, "templateInfo")
    used_by = (("report", "dashboard"), ("dashboard_carousel", "dashboards"))
    fields = (
        Field("name", "name", argument={"aliases": ["title"]}, max_length=128),
        Field("identifier", "identifier", max_length=128, exported=lambda values: bool(values["identifier"])),
        Field("description", "desc", max_length=2048),
        *with_entries(Field("tags", "tagNames", read=tags, type="list", elements="str", rule=SET)),
        # A dashboard that is private to an API key is invisible to every human, hence public.
        Field(
            "visibility",
            "isPublic",
            choices={"public": 1, "private": 0, "custom": -1},
            on_create="public",
            review=_check_audience,
        ),
        Field(
            "permissions",
            "permissionSet",
            type="list",
            elements="str",
            rule=SET,
            check=without_owner("permissions", "who may do everything anyway"),
            resolve=permitted,
            review=_check_audience,
            exported=_is_restricted,
        ),
        Field(
            "read_permissions",
            "readPermissionSet",
            type="list",
            elements="str",
            rule=SET,
            check=without_owner("read_permissions", "who may do everything anyway"),
            resolve=permitted,
            review=_check_audience,
            exported=_is_restricted,
        ),
        Field("mapping", "mapping", type="list", elements="dict", shape=_MAPPING, rule=SUBSET),
        Field("extend", "extend", type="dict", rule=SUBSET),
        Field(
            _TEMPLATE,
            read=_TEMPLATE,
            type="dict",
            argument={"aliases": ["content", "json"]},
            rule=_template.TEMPLATE,
            content=True,
            part=_Content(
                Route("dashboards_export", path="dashboard_uuid"), Route("dashboards_import", path="dashboard_uuid")
            ),
            view=_template_view.view,
            review=_warn_of_other_view,
        ),
    )
    hints: t.ClassVar[dict[str, str]] = {
        "charts": "charts are part of the content: give an export of the console as 'src' or 'template'",
        "folder": "a dashboard has no folder: use 'tags'",
        "dashboard": "the dashboard is named by 'name'; its content is 'src' or 'template'",
        "definition": "the content of a dashboard is the option 'template', or a file in 'src'",
    }

    def prepare(self, params: dict) -> dict:
        params = dict(params)
        if params.get("identifier") is not None and not params["identifier"].strip():
            raise InputError("'identifier' is empty: give the dashboard a key of your own, or leave the option out.")
        if params.get("visibility") != "custom" and any(params.get(option) for option in _AUDIENCE):
            raise InputError(
                "'permissions' and 'read_permissions' count with 'visibility: custom' only: set it, or leave them out."
            )
        if params.get(_TEMPLATE) is not None:
            self._follow_template(params)
        return params

    @staticmethod
    def _follow_template(params: dict) -> None:
        """What the template says beside its content counts as given by the options; these win where both speak."""
        template = _template.check(params[_TEMPLATE])
        if not params.get("name") and _template.title(template):
            params["name"] = _template.title(template)
        if params.get("identifier") is None and (template.get("identifier") or "").strip():
            params["identifier"] = template["identifier"]
        if params.get("tags") is None:
            params["tags"] = _template.tags(template)
        for key, option in _HELD_BY_OPTIONS.items():
            if params.get(option) is None:
                params[option] = template.get(key)

    def settle(self, run, params: dict, wanted: dict[str, t.Any], row: dict | None) -> dict[str, t.Any]:
        """Exports always tell ``extend`` and ``mapping``; empty ones are not worth a word about a new dashboard."""
        if row is not None:
            return wanted
        template = params.get(_TEMPLATE) or {}
        held = [option for key, option in _HELD_BY_OPTIONS.items() if is_empty(template.get(key))]
        return {option: value for option, value in wanted.items() if option not in held or not is_empty(value)}

    # -- showing -----------------------------------------------------------------------------------

    def describe(self, values: t.Mapping[str, t.Any], uuid: str, names: t.Mapping[str, str]) -> dict:
        """Without the permissions that do not count."""
        shown = super().describe(values, uuid, names)
        idle = () if _is_restricted(shown) else _AUDIENCE
        return {option: value for option, value in shown.items() if option not in idle}


DASHBOARD = Dashboard()

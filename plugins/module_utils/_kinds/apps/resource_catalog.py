# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Classes of the resource catalog: known by sort and name, and read by their export."""

from __future__ import annotations

import copy
import typing as t

from ..._engine.answers import Answers
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import FIXED_BUT_SENT
from ..._engine.route import Listing, Route
from ..._engine.rows import WHOLE
from ..._engine.rules import EXACT, SUBSET, is_empty, overlay
from ..._engine.shape import Either, Word

_CUSTOM, _BUILT_IN = "custom_object", "object"
_VIEW = {
    "title": "Metrics",
    "keys": {},
    "timerange": Either(("1h", ["1h"])),
    "viewType": Word("component", "dashboard"),
    "viewName": "Host",
}
_SHAPE = {
    "title": "Shelves",
    "iconSet": {},
    "main": [
        {
            "class": "shelf",
            "filters": [{"key": "host"}],
            "fills": [None],
            "groups": [None],
            "table": {
                "columns": [{"key": "host"}],
                "detail": {"views": [_VIEW]},
            },
        }
    ],
}
#: Parts of an exported template that options of their own hold.
_HELD_BY_OPTIONS = ("source", "fields", "groupCfg")


def _main(template: t.Any) -> dict:
    """The part of a template that describes its class, or what stands there instead."""
    main = template.get("main") if isinstance(template, dict) else None
    return main[0] if isinstance(main, list) and main and isinstance(main[0], dict) else {}


def _template(template: t.Any) -> t.Any:
    """The template in one form: without what options of their own hold, whether tabs are required as a boolean."""
    if not isinstance(template, dict):
        return template
    template = copy.deepcopy(template)
    for key in _HELD_BY_OPTIONS:
        _main(template).pop(key, None)
    for view in ((_main(template).get("table") or {}).get("detail") or {}).get("views") or []:
        if isinstance(view.get("required"), str):
            view["required"] = view["required"].lower() == "true"
    return {key: value for key, value in template.items() if not is_empty(value)}


def _merged(actual: t.Any, wanted: dict) -> dict:
    """The wanted template, with what it does not name of the class as it is."""
    main = {**wanted, "main": [overlay(_main(actual), _main(wanted))]} if _main(wanted) else wanted
    return overlay(actual, main)


def _check_template(template: dict) -> dict:
    if template.get("main") is not None and not _main(template):
        raise InputError("'template' holds no class: its 'main' must be a list with one mapping, as in an export.")
    return template


def _fields(fields: t.Any) -> t.Any:
    """The fields by name, each without an empty alias."""
    if not isinstance(fields, list):
        return fields
    known = {field.get("name"): {key: value for key, value in field.items() if not is_empty(value)} for field in fields}
    return [known[name] for name in sorted(known)]


def _group(run, value: str) -> str:
    """The uuid of a group, which nothing but the classes in it tells."""
    if not value or value.startswith("objcg_"):
        return value
    infos = [row.get("objcGroupInfo") for row in run.memory.rows(RESOURCE_CATALOG)]
    known = {str(info.get("name")): info.get("uuid") for info in infos if isinstance(info, dict)}
    if value not in known:
        raise InputError(
            f"No class is in a group named '{value}', and groups are told by their classes only: give the uuid of the "
            "group (objcg_...), or put a class into it in the console."
        )
    return known[value]


def _requires_more(plan) -> bool:
    before, after = ({one["name"] for one in side.get("required_fields") or ()} for side in (plan.before, plan.after))
    return bool(after - before)


def _is_unkept(row: dict) -> bool:
    """What is built in."""
    return row.get("sourceType") == _BUILT_IN


class ResourceCatalog(Kind):
    """A class of custom objects, or of the platform's own. Routes name it by sort and name; modify takes all of it and
    answers another object."""

    name = "resource_catalog"
    title = "resource class"
    plural = "resource classes"
    folder = "resource_catalogs"
    uuid_prefix = "objc_"
    key = Key(("source_type", "name"), address={"objc_name": "name", "sourceType": "source_type"})
    unkept = (_is_unkept,)
    list_operation = "object_catalogs_list"
    listings = tuple(Listing({"sourceType": sort}, {"sourceType": sort}) for sort in (_CUSTOM, _BUILT_IN))
    create_operation = "object_catalogs_create"
    answers = Answers(believed=False)
    get_route = Route("object_catalogs_export")
    get_is_partial = True
    modify_route = Route("object_catalogs_modify")
    replaces = True
    delete_route = Route("object_catalogs_delete")
    prunable = False
    content_keys = ("templateInfo",)
    guards = (
        Guard("it is a class of the platform", DELETE, rows=lambda row: row.get("sourceType") == _BUILT_IN, never=True),
        Guard(
            "discards all data that lacks a newly required field",
            CHANGE,
            options=("required_fields",),
            when=_requires_more,
        ),
    )
    fields = (
        Field("name", read="name", life=FIXED_BUT_SENT),
        Field(
            "source_type",
            "sourceType",
            choices=(_CUSTOM, _BUILT_IN),
            argument={"default": _CUSTOM},
            life=FIXED_BUT_SENT,
        ),
        Field("alias", read="alias"),
        Field("group", "objcGroupUUID", resolve=_group, max_length=64),
        Field(
            "required_fields",
            "fields",
            type="list",
            elements="dict",
            suboptions={"name": {"type": "str", "required": True}, "alias": {"type": "str"}},
            rule=EXACT._replace(canonical=_fields),
            on_create=[{"name": "name"}],
        ),
        Field(
            "template",
            "templateInfo",
            type="dict",
            rule=SUBSET._replace(canonical=_template, merged=_merged),
            check=_check_template,
            shape=_SHAPE,
        ),
    )

    def from_file(self, member: t.Any) -> t.Any:
        """An export of the console says of itself what options say."""
        main = _main(member)
        if not main:
            return member
        source, group = main.get("source") or {}, main.get("groupCfg") or {}
        told = {
            "name": source.get("key"),
            "source_type": main.get("class"),
            "alias": source.get("name") if source.get("name") != source.get("key") else None,
            "group": group.get("name"),
            "required_fields": main.get("fields"),
        }
        return {**{option: value for option, value in told.items() if value}, "template": member}

    def get(self, run, uuid: str) -> dict:
        template = super().get(run, uuid)
        whole = template.pop(WHOLE, False)
        return {"templateInfo": template, "fields": _main(template).get("fields") or [], WHOLE: whole}

    def body(
        self, values: t.Mapping[str, t.Any], row: dict | None = None, names: t.Mapping[str, str] | None = None
    ) -> dict:
        """With a template that says what the class is called; without one, the least that there is."""
        body = super().body(values, row, names)
        source = {"key": values["name"], "name": values.get("alias") or ""}
        main = {"class": body["sourceType"], **_main(body.get("templateInfo")), "source": source}
        return {**body, "templateInfo": {"title": values["name"], **(body.get("templateInfo") or {}), "main": [main]}}


RESOURCE_CATALOG = ResourceCatalog()

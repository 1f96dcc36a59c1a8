# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pipelines: scripts that cut data into fields. Rows of the list tell little, and answers to writes are not believed:
they lack sources or show none."""

from __future__ import annotations

import re
import typing as t

from ..._engine.answers import Answers
from ..._engine.codec import BASE64
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE, DELETE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import ALWAYS, FIXED_BUT_SENT, SELDOM, UNTOLD
from ..._engine.references import refer
from ..._engine.route import Listing, Route
from ..._engine.rules import EXACT, SET, is_empty

_CATEGORIES = (
    "logging",
    "object",
    "custom_object",
    "network",
    "tracing",
    "rum",
    "security",
    "keyevent",
    "metric",
    "profiling",
    "dialtesting",
    "billing",
)
_FLAG = {True: 1, False: 0}


def _is_built_in(row: dict) -> bool:
    return row.get("isSysTemplate") == 1


def _is_default(row: dict) -> bool:
    return row.get("asDefault") == 1


def _check_name(name: str) -> str:
    if not re.fullmatch(r"[a-zA-Z0-9_\u4e00-\u9fa5-]+", name):
        raise InputError(f"A pipeline cannot be named '{name}': use letters, digits, underscores and hyphens.")
    return name


def _without_none(text: t.Any) -> t.Any:
    """Test data, of which an empty list means none."""
    return "" if text == "[]" else text


class Pipeline(Kind):
    """A script for one category of data."""

    name = title = "pipeline"
    plural = console_key = "pipelines"
    uuid_prefix = "pl_"
    key = Key(("category", "name"))
    list_operation = "pipeline_list"
    listings = (Listing({"type": "local"}), Listing({"type": "central"}))
    create_operation = "pipeline_add"
    answers = Answers(believed=False)
    get_route = Route("pipeline_get", path="pl_uuid")
    modify_route = Route("pipeline_modify", path="pl_uuid")
    replaces = True
    delete_route = Route("pipeline_delete", query_list="pipelineUUIDs")
    enable_route = Route("pipeline_batch_set_disable", body_list="plUUIDs", extra={"isDisable": False})
    disable_route = Route("pipeline_batch_set_disable", body_list="plUUIDs", extra={"isDisable": True})
    content_keys = ("content", "testData")
    guards = (
        Guard("it is the platform's own", CHANGE, rows=_is_built_in, never=True),
        Guard("it is the platform's own", DELETE, rows=_is_built_in, never=True),
        Guard("leaves its category without a default", DELETE, rows=_is_default),
    )
    fields = (
        Field("name", "name", max_length=256, check=_check_name, life=ALWAYS),
        Field("category", "category", choices=_CATEGORIES, life=FIXED_BUT_SENT),
        Field("type", "type", choices=("local", "central"), on_create="local", life=ALWAYS._replace(certain=False)),
        Field("sources", "source", type="list", elements="str", rule=SET, on_create=[]),
        Field("script", "content", codec=BASE64, required=True, life=ALWAYS, file=".p"),
        Field("test_data", "testData", codec=BASE64, rule=EXACT._replace(canonical=_without_none)),
        Field("test_data_type", "dataType", choices=("line_protocol", "json", "message", ""), life=SELDOM),
        Field("default", "asDefault", type="bool", choices=_FLAG, on_create=False),
        Field("replace_default", "isForce", type="bool", life=UNTOLD),
        Field("process_forwarded", "enableByLogBackup", type="bool", choices=_FLAG, life=SELDOM),
        Field("app_ids", "extend.appID", type="list", elements="str", rule=SET, resolve=refer("rum_app")),
        Field("measurements", "extend.measurement", type="list", elements="str", rule=SET),
        Field("log_index", "extend.loggingIndex"),
        Field("enabled", read="status", type="bool", choices={True: 0, False: 2}, switch=True),
    )

    def from_file(self, member: t.Any) -> t.Any:
        """An export of the console is what answers tell, with a word for the switch."""
        if not isinstance(member, dict) or "script" in member or "content" not in member:
            return member
        told = self.values({**member, "status": 2 if member.get("isDisable") else 0})
        return {option: value for option, value in told.items() if not is_empty(value)}

    def review_set(self, run, members: t.Sequence[tuple[str, dict]]) -> None:
        defaults: dict[str, list[str]] = {}
        for _file, params in members:
            if params.get("default"):
                defaults.setdefault(params.get("category"), []).append(params["name"])
        for category, names in defaults.items():
            if len(names) > 1:
                raise InputError(
                    f"The pipelines {' and '.join(map(repr, names))} are each declared as the default of {category}, "
                    "which has one: each run would take it from the other."
                )

    def objections(self, run, plan) -> list[Guard]:
        """A category has one default, which another pipeline may lose."""
        found = super().objections(run, plan)
        if plan.action == DELETE or "default" not in plan.differing or not plan.after["default"]:
            return found
        category = plan.target["category"]
        for row in run.memory.rows(self):
            if _is_default(row) and row.get("category") == category and self.uuid_of(row) != plan.uuid:
                if not plan.params.get("replace_default"):
                    raise InputError(
                        f"The default of {category} is the pipeline '{self.name_of(row)}', and there is one only: set "
                        f"'replace_default: true' to make it {plan.title}."
                    )
                says = f"takes the default of {category} from '{self.name_of(row)}'"
                found.append(Guard(says, plan.action, mild=True))
        return found


PIPELINE = Pipeline()

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of the workspace that the key belongs to: one object, which is there from the beginning."""

from __future__ import annotations

import typing as t

from ..._engine.answers import Answers
from ..._engine.codec import Codec
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.life import SHOWN
from ..._engine.part import Section
from ..._engine.route import Route
from ..._engine.rules import Rule, is_empty
from ..._engine.values import is_blank, text
from . import _menu

_ATTRIBUTES, _LEVELS = "attributes", "default_issue_levels"
#: What the platform sets, and what the answer holds besides attributes.
_PLATFORMS, _STRAY = "organization", "declaration"
#: The service tells it as a text.
_COUNT = Codec(str, lambda told: int(told) if isinstance(told, str) and told.isdecimal() else told)


def _check(attributes: dict) -> dict:
    if _PLATFORMS in attributes:
        raise InputError(f"'attributes' holds {_PLATFORMS}, which the platform sets: leave it out.")
    for name, value in attributes.items():
        if is_blank(name):
            raise InputError("'attributes' holds one without a name: name it, or leave it out.")
        parts = value if isinstance(value, list) else [value]
        if not all(isinstance(part, (str, int, float)) for part in parts):
            raise InputError(f"'attributes' must give '{name}' as a text or a list of texts.")
    return attributes


def _canonical(attributes: t.Any) -> t.Any:
    if not isinstance(attributes, dict):
        return attributes
    return {name: _texts(value) for name, value in attributes.items() if name not in (_PLATFORMS, _STRAY)}


def _texts(value: t.Any) -> t.Any:
    return list(map(text, value)) if isinstance(value, list) else "" if value is None else text(value)


def _parts(value: t.Any) -> list:
    """One text and a list of it mean the same, and so do nothing and none."""
    return [] if is_empty(value) else sorted(value) if isinstance(value, list) else [value]


def _seen(actual: t.Any, wanted: t.Any) -> t.Any:
    if not isinstance(actual, dict):
        return actual
    return {
        name: value if _parts(actual.get(name)) == _parts(value) else actual[name]
        for name, value in wanted.items()
        if name in actual or is_empty(value)
    }


def _declared(attributes: dict, row: dict) -> dict:
    """All of them, since it is not documented whether what is left out is lost."""
    told = row.get(_ATTRIBUTES) or {}
    own = {_PLATFORMS: told[_PLATFORMS]} if _PLATFORMS in told else {}
    return {"declaration": {**attributes, **own}}


def _turns_levels_off(plan) -> bool:
    return plan.after[_LEVELS] is False


class WorkspaceSettings(Kind):
    """The settings. The answer to a change is another workspace's in the reference, and not believed."""

    name = plural = "workspace_settings"
    title = "workspace settings"
    uuid_prefix = "wksp_"
    key = Key(())
    named_only = True
    prunable = False
    list_operation = "workspace_get"
    modify_route = Route("workspace_modify")
    answers = Answers(believed=False)
    dropped_keys = ("token", "cliToken", "rumDataWayToken", "exterId", "declaration")
    guards = (
        Guard(
            "lets monitors and rules that name a built-in level open issues without one",
            CHANGE,
            options=(_LEVELS,),
            when=_turns_levels_off,
            mild=True,
        ),
    )
    fields = (
        Field("name", "name", max_length=256, required=True),
        Field("description", "desc"),
        Field(
            _ATTRIBUTES,
            read=_ATTRIBUTES,
            type="dict",
            check=_check,
            rule=Rule(_canonical, _seen, lambda actual, wanted: {**(actual or {}), **wanted}),
            part=Section(
                _ATTRIBUTES,
                "workspace_declaration_get",
                "workspace_declaration_modify",
                lambda content: content if isinstance(content, dict) else {},
                _declared,
            ),
        ),
        Field(
            _LEVELS,
            read=_LEVELS,
            type="bool",
            part=Section(
                _LEVELS,
                "issue_levels_config_get",
                "issue_levels_config_set",
                lambda content: not content["isDisabled"],
                lambda value, row: {"isDisabled": not value},
            ),
        ),
        Field(
            _menu.MENU,
            read=_menu.MENU,
            codec=_menu.CODEC,
            type="list",
            elements="dict",
            suboptions=_menu.ITEM,
            check=_menu.check,
            rule=_menu.RULE,
            review=_menu.review,
            exported=lambda values: bool(values[_menu.MENU]),
            part=_menu.PART,
        ),
        Field("version_type", read="versionType", life=SHOWN),
        Field("billing_state", read="billingState", life=SHOWN),
        Field("retention", read="durationSet", type="dict", life=SHOWN),
        Field("datastore", read="datastore", type="dict", life=SHOWN),
        Field("timezone", read="timezone", life=SHOWN),
        Field("language", read="language", life=SHOWN),
        Field("enable_mfa", read="enableMFA", type="bool", life=SHOWN),
        Field("invite_audit", read="inviteAudit", type="bool", choices={True: 1, False: 0}, life=SHOWN),
        Field("member_count", read="memberCount", codec=_COUNT, type="int", life=SHOWN),
    )


WORKSPACE_SETTINGS = WorkspaceSettings()

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notify objects: where notices are sent. The settings of every type live in one mapping of the API, ``optSet``."""

from __future__ import annotations

import re
import typing as t

from ..._engine.errors import IncompleteError, InputError
from ..._engine.field import MISSING, Field
from ..._engine.guard import CREATE
from ..._engine.kind import Kind
from ..._engine.life import ANEW
from ..._engine.route import Route
from ..._engine.rules import EXACT, SET, SUBSET
from ..._engine.secret import Secret
from ..._engine.values import plain_texts, text
from ..._engine.words import did_you_mean, meant
from .._shared import headers
from .._shared.people import PERMISSIONS, person

#: type of the API -> (options that it needs, options that it may have)
TYPES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "dingTalkRobot": (("webhook", "secret"), ()),
    "feishuRobot": (("webhook", "secret"), ()),
    "wechatRobot": (("webhook",), ()),
    "slackIncomingWebhook": (("webhook",), ()),
    "teamsWorkflowWebhook": (("webhook",), ()),
    "googleChatWebhook": (("webhook",), ()),
    "telegramBot": (("token", "chat_id"), ("message_thread_id",)),
    "HTTPRequest": (("url",), ()),
    "simpleHTTPRequest": (("url",), ("headers",)),
    "mailGroup": (("to",), ()),
    "sms": (("to",), ()),
    "vms": (("to",), ()),
}
#: What people call a type -> the type.
_OTHER_NAMES = {
    "mail": "mailGroup",
    "email": "mailGroup",
    "slack": "slackIncomingWebhook",
    "teams": "teamsWorkflowWebhook",
    "googleChat": "googleChatWebhook",
    "telegram": "telegramBot",
    "dingtalk": "dingTalkRobot",
    "feishu": "feishuRobot",
    "lark": "feishuRobot",
    "wechat": "wechatRobot",
    "http": "HTTPRequest",
    "webhook": "HTTPRequest",
}
_SETTINGS = {
    "webhook": "https://hooks.example.com/ops",
    "secret": "text",
    "url": "https://hooks.example.com/ops",
    "to": ["acnt_ops"],
    "headersConfig": {"isOpen": True, "items": [{"key": "X-Team", "value": "web"}]},
    "token": "text",
    "chat_id": "42",
    "message_thread_id": "7",
}
_PHONE_NUMBER = re.compile(r"\+?[0-9][0-9 ()-]{4,}")


def _type(value: str) -> str:
    kind = meant(value, TYPES)
    return _OTHER_NAMES.get(meant(kind, _OTHER_NAMES), kind)


def _addressee(run, value: list[str]) -> list[str]:
    return [entry if _PHONE_NUMBER.fullmatch(entry) else person(run, entry) for entry in value]


_addressee.kinds = ("member", "team")


def _headers_read(raw: dict) -> t.Any:
    settings = raw.get("optSet", MISSING)
    if not isinstance(settings, dict):
        return MISSING
    config = settings.get("headersConfig") or {}
    return {item.get("key"): item.get("value") for item in config.get("items") or []} if config.get("isOpen") else None


def _headers_written(value: t.Mapping[str, str], row: dict) -> dict:
    """A switch with a list of pairs. What else these hold survives a change."""
    config = (row.get("optSet") or {}).get("headersConfig") or {}
    old = {item.get("key"): item for item in config.get("items") or []}
    items = [{**old.get(name, {}), "key": name, "value": value[name]} for name in value]
    return {**config, "isOpen": bool(value), "items": items}


def _headers(value: t.Mapping[str, t.Any]) -> dict[str, str | None]:
    """Headers as texts, of which null stands for a secret that stays as it is."""
    given = {name: item for name, item in value.items() if item is not None}
    return {**plain_texts("headers", given), **{name: None for name, item in value.items() if item is None}}


def _texts(value: t.Any) -> t.Any:
    if not isinstance(value, dict):
        return value
    return {str(name): None if item is None else text(item) for name, item in value.items()}


class NotifyObject(Kind):
    """A notify object."""

    name = "notify_object"
    title = "notify object"
    plural = "notify objects"
    uuid_prefix = "notify_"
    list_operation = "notify_objects_list"
    create_operation = "notify_objects_create"
    get_route = Route("notify_objects_get", query="notifyObjectUUID")
    modify_route = Route("notify_objects_modify", body="notifyObjectUUID")
    delete_route = Route("notify_objects_delete", body="notifyObjectUUID")
    hides_secrets = True
    used_by = (
        ("alert_policy", "targets"),
        ("mute", "notify"),
        ("notification_schedule", "targets"),
        ("issue_channel", "targets"),
        ("issue_channel", "escalation"),
        ("report", "recipients"),
        ("issue_discovery", "assignees"),
    )
    fields = (
        Field("name", "name"),
        Field("type", "type", check=_type, life=ANEW),
        # First of the settings: the others are put into it.
        Field("opt_set", "optSet", type="dict", shape=_SETTINGS, rule=SUBSET, secret=True),
        Field("webhook", "optSet.webhook", secret=True),
        Field("secret", "optSet.secret", secret=True),
        Field("url", "optSet.url", secret=True),
        Field(
            "headers",
            "optSet.headersConfig",
            read=_headers_read,
            write=_headers_written,
            check=_headers,
            type="dict",
            rule=EXACT._replace(canonical=_texts),
            secrets=(Secret("*", when=headers.is_secret),),
        ),
        Field("token", "optSet.token", secret=True),
        Field("chat_id", "optSet.chat_id"),
        Field("message_thread_id", "optSet.message_thread_id"),
        Field(
            "to",
            "optSet.to",
            type="list",
            elements="str",
            argument={"aliases": ["members"]},
            rule=SET,
            resolve=_addressee,
        ),
        PERMISSIONS,
    )
    #: option -> its key in the settings
    _keys: t.ClassVar[dict[str, str]] = {
        field.option: place.partition(".")[2]
        for field in fields
        for place in field.places
        if place.startswith("optSet.")
    }

    not_taken_along = ("opt_set", *_keys)

    hints: t.ClassVar[dict[str, str]] = {
        "address": "where a robot or an HTTP request goes is the option 'webhook' or 'url', people are 'to'",
        "settings": "the settings are options of their own, or 'opt_set' as the API has them",
        "optSet": "the settings are options of their own, or 'opt_set' as the API has them",
        "bot_token": "the token of a Telegram bot is the option 'token'",
    }

    # -- what may be asked for ---------------------------------------------------------------------

    def review(self, run, plan) -> None:
        kind, anew = plan.target.get("type"), plan.action == CREATE or "type" in plan.differing
        if kind or anew:
            self._check_options(kind, plan.params, anew)
        if kind == "mailGroup":
            _refuse_numbers(plan.after.get("to"))

    def _check_options(self, kind: str | None, params: dict, anew: bool) -> None:
        """Hold the given settings against what the type needs and takes."""
        if not kind:
            raise InputError(f"A notify object needs a type: set 'type' to one of {', '.join(TYPES)}.")
        given = [option for option in self._keys if params.get(option) is not None]
        if kind not in TYPES:
            if given or (anew and params.get("opt_set") is None):
                raise InputError(
                    f"The settings of the type '{kind}' are not known here{did_you_mean(kind, TYPES)}: give them as "
                    f"'opt_set', or correct the type. Known are {', '.join(TYPES)}."
                )
            return
        needed, possible = TYPES[kind]
        stray = [option for option in given if option not in needed + possible]
        if stray:
            raise InputError(
                f"The type '{kind}' does not take {_quoted(stray)}: its settings are {_quoted(needed + possible)}."
            )
        twice = [option for option in needed + possible if self._keys[option] in (params.get("opt_set") or {})]
        if twice:
            raise InputError(f"'opt_set' holds what has an option of its own: give {_quoted(twice)} as option.")
        missing = [option for option in needed if anew and params.get(option) in (None, [])]
        blank = [option for option in needed if option != "secret" and params.get(option) == ""]
        if missing or blank:
            hint = " Give an empty text for a robot without one." if missing == ["secret"] else ""
            raise IncompleteError(f"The type '{kind}' needs {_quoted([*missing, *blank])}.{hint}", [*missing, *blank])


def _refuse_numbers(to: list[str] | None) -> None:
    numbers = [entry for entry in to or [] if _PHONE_NUMBER.fullmatch(entry)]
    if numbers:
        raise InputError(
            "The type 'mailGroup' writes to members, not to numbers: give e-mail addresses of members in place of "
            f"{_quoted(numbers)}."
        )


def _quoted(words: t.Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


NOTIFY_OBJECT = NotifyObject()

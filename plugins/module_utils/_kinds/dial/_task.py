# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a dial test does, in the API's words: one form of each thing that may be written in several, how two are
compared, and the form that each type takes.

Source: the reference, and ``dialtesting`` of GuanceCloud/cliutils, the library that the nodes run.
"""

from __future__ import annotations

import json
import typing as t

from ..._engine.rules import Rule, is_empty, overlay, subset
from ..._engine.secret import Secret, opened
from ..._engine.shape import Either, Names, Word
from ..._engine.values import text
from .._shared import headers
from .._shared.urls import has_user

#: What the options of the module hold, and what the service fills in; ``post_url`` holds a token of the workspace.
OPTIONS = ("name", "frequency", "status", "schedule_type", "crontab")
_FILLED_IN = (
    "external_id",
    "owner_external_id",
    "post_url",
    "tagInfo",
    "access_key",
    "region",
    "update_time",
    "disabled",
)
#: Mappings and lists that mean what they say as a whole.
_WHOLE = ("success_when", "headers", "metadata")
#: Checks whose conditions are operators with texts.
_OPERATORS = ("body", "status_code", "response_message", "ssl_cert_not_after", "subject", "issuer", "tls_version")
#: Types that take the greatest response time as a text.
_TIME_AS_TEXT = ("http", "grpc", "ssl")
_STEPS = "steps"


def _is_secure(_key: t.Any, variable: t.Any) -> bool:
    return variable.get("secure") in (True, "true", 1)


SECRETS = (
    Secret("**.auth.password", beside="username"),
    Secret("**.certificate.private_key", beside="certificate"),
    Secret("**.cookies"),
    Secret("**.headers.*", when=headers.is_secret),
    Secret("**.metadata.*", when=headers.is_secret),
    Secret("**.url", when=has_user),
    Secret("**.proxy_url", when=has_user),
    Secret("**.config_vars[].value", when=_is_secure),
    Secret("**.config_vars[].example", when=_is_secure),
)

# -- the shape -------------------------------------------------------------------------------------

_OPERATOR = Names({"is": "200"})
_AUTH = {"username": "probe", "password": "text"}
_HEADERS = Names({"Accept": "text/html"})
_RULES = [
    {
        "status_code": Either(([_OPERATOR], _OPERATOR)),
        "body": Either(([_OPERATOR], _OPERATOR)),
        "header": Names({"Server": Either(([_OPERATOR], _OPERATOR))}),
        "response_time": Either(("800ms", [{"target": "800ms"}])),
    }
]
_SETTINGS = {
    "url": "https://shop.example.com",
    "method": "GET",
    "name": "shop front page",
    "status": "ok",
    "frequency": "5m",
    "schedule_type": "crontab",
    "crontab": "0 8 * * 1",
    "desc": "text",
    "server": "shop.example.com:443",
    "server_name": "shop.example.com",
    "domain": "shop.example.com",
    "host": "shop.example.com",
    "port": "443",
    "timeout": "10s",
    "message": "text",
    "packet_count": 3,
    "enable_traceroute": True,
    "browser_config": "text",
    "config_vars": [{"type": "text", "name": "user", "value": "text"}],
    "post_mode": Word("default", "script"),
    "post_script": "text",
    "success_when_logic": Word("and", "or"),
    "success_when": _RULES,
    "advance_options": {
        "request_options": {
            "follow_redirect": True,
            "headers": _HEADERS,
            "cookies": "text",
            "auth": _AUTH,
            "timeout": "10s",
            "metadata": Names({"key": None}),
        },
        "request_body": {"body_type": "application/json", "body": "text"},
        "certificate": {"ignore_server_certificate_error": True, "private_key": "text", "certificate": "text"},
        "proxy": {"url": "http://proxy.example.com", "headers": _HEADERS},
        "secret": {"not_save": True},
        "auth": _AUTH,
    },
    "advance_options_headless": {},
}
SHAPE = {
    **_SETTINGS,
    _STEPS: [
        {
            "type": Word("http", "wait"),
            "name": "log in",
            "task": _SETTINGS,
            "allow_failure": True,
            "extracted_vars": [{"name": "session", "field": "header.Set-Cookie", "secure": True}],
            "value": 2,
            "retry": {"retry": 2, "interval": 1000},
        }
    ],
}


def unpacked(task: dict) -> dict:
    """The settings with those of each step as a mapping: some of the vendor's programs send them as a JSON text."""
    steps = task.get(_STEPS)
    return {**task, _STEPS: [_unpacked_step(one) for one in steps]} if isinstance(steps, list) else task


def _unpacked_step(step: t.Any) -> t.Any:
    inner = opened(step.get("task")) if isinstance(step, dict) else None
    return {**step, "task": inner} if isinstance(inner, dict) else step


# -- one form --------------------------------------------------------------------------------------


def canonical(task: t.Any) -> t.Any:
    """The settings without what is told elsewhere, each in one of the forms in which it may be written."""
    if not isinstance(task, dict):
        return task
    left = {key: value for key, value in task.items() if key not in OPTIONS and key not in _FILLED_IN}
    return _settings(left)


def _settings(task: dict) -> dict:
    found = dict(task)
    if "port" in found and not is_empty(found["port"]):
        found["port"] = text(found["port"])
    if isinstance(found.get("success_when"), list):
        found["success_when"] = [_condition(one) for one in found["success_when"]]
    if isinstance(found.get(_STEPS), list):
        found[_STEPS] = [_step(one) for one in found[_STEPS]]
    return found


def _step(step: t.Any) -> t.Any:
    """A step, whose settings some of the vendor's programs send as a JSON text."""
    inner = opened(step.get("task")) if isinstance(step, dict) else None
    return {**step, "task": _settings(inner)} if isinstance(inner, dict) else step


def _condition(condition: t.Any) -> t.Any:
    """What must be true at once: check to conditions."""
    if not isinstance(condition, dict):
        return condition
    found = {}
    for check, conditions in condition.items():
        if check in _OPERATORS:
            value = _operators(conditions)
        elif check == "header" and isinstance(conditions, dict):
            value = {name: _operators(one) for name, one in conditions.items() if _operators(one)}
        else:
            value = _targets(check, conditions)
        if not is_empty(value):
            found[check] = value
    return found


def _operators(conditions: t.Any) -> t.Any:
    """A list of mappings of one operator each, without those that say nothing, in one order."""
    found = []
    for one in conditions if isinstance(conditions, list) else [conditions]:
        if not isinstance(one, dict):
            return conditions
        found += [{name: text(value)} for name, value in one.items() if not is_empty(value)]
    return sorted(found, key=lambda one: json.dumps(one, sort_keys=True))


def _targets(check: str, conditions: t.Any) -> t.Any:
    """The greatest response time as a text where that says all; a list of mappings else."""
    if not isinstance(conditions, list) or not all(isinstance(one, dict) for one in conditions):
        return conditions
    found = [
        {key: value for key, value in one.items() if not is_empty(value) and value is not False} for one in conditions
    ]
    is_plain = check == "response_time" and len(found) == 1 and found[0].keys() == {"target"}
    return found[0]["target"] if is_plain else found


# -- comparing -------------------------------------------------------------------------------------


def _seen(actual: t.Any, wanted: t.Any) -> t.Any:
    """What the wanted settings name; a part that means what it says as a whole is seen whole."""
    if isinstance(wanted, dict) and isinstance(actual, dict):
        named = {key: value for key, value in wanted.items() if key in actual or is_empty(value)}
        return {key: _seen_part(key, actual.get(key), value) for key, value in named.items()}
    if _are_alike(actual, wanted):
        return [_seen(one, other) for one, other in zip(actual, wanted)]
    return subset(actual, wanted)


def _seen_part(key: str, actual: t.Any, wanted: t.Any) -> t.Any:
    if key in _WHOLE:
        return wanted if is_empty(actual) and is_empty(wanted) else actual
    return _seen(actual, wanted)


def _merged(actual: t.Any, wanted: t.Any) -> t.Any:
    """The wanted settings over the actual ones."""
    if isinstance(wanted, dict) and isinstance(actual, dict):
        parts = {key: value if key in _WHOLE else _merged(actual.get(key), value) for key, value in wanted.items()}
        return {**actual, **parts}
    if _are_alike(actual, wanted):
        return [_merged(one, other) for one, other in zip(actual, wanted)]
    return overlay(actual, wanted)


def _are_alike(actual: t.Any, wanted: t.Any) -> bool:
    """Whether two lists hold the same things, such as steps, one by one."""
    if not (isinstance(actual, list) and isinstance(wanted, list) and len(actual) == len(wanted)):
        return False
    pairs = list(zip(actual, wanted))
    return all(isinstance(one, dict) and isinstance(other, dict) for one, other in pairs) and all(
        one.get(key) == other.get(key) for one, other in pairs for key in ("type", "name") if key in other
    )


RULE = Rule(canonical, _seen, _merged)


# -- the wire --------------------------------------------------------------------------------------


def sent(kind: str | None, task: dict) -> dict:
    """The whole ``task`` of a body in the form that the type takes, without what the service fills in."""
    found = {key: value for key, value in task.items() if key not in _FILLED_IN}
    if isinstance(found.get("success_when"), list):
        found["success_when"] = [_in_form(kind, one) for one in found["success_when"]]
    if isinstance(found.get(_STEPS), list):
        found[_STEPS] = [_step_sent(number, one) for number, one in enumerate(found[_STEPS], 1)]
    return found


def _in_form(kind: str | None, condition: t.Any) -> t.Any:
    value = condition.get("response_time") if isinstance(condition, dict) else None
    if isinstance(value, str) and kind not in (None, *_TIME_AS_TEXT):
        return {**condition, "response_time": [{"target": value}]}
    return condition


def _step_sent(number: int, step: t.Any) -> t.Any:
    """A step with everything that the reference asks of one over HTTP."""
    inner = opened(step.get("task")) if isinstance(step, dict) else None
    if not isinstance(inner, dict):
        return step
    task = {"name": step.get("name") or f"step {number}", **sent("http", inner)}
    return {"allow_failure": False, "extracted_vars": [], **step, "task": task}

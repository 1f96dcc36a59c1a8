# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dial tests: calls from outside that tell whether a service answers. A test of several steps has routes of its own."""

from __future__ import annotations

import typing as t

from ..._engine.adding import with_entries
from ..._engine.errors import IncompleteError, InputError
from ..._engine.field import MISSING, Field
from ..._engine.kind import Kind
from ..._engine.life import FIXED
from ..._engine.references import refer
from ..._engine.route import Route
from ..._engine.rules import EXACT, SET, is_empty
from ..._engine.words import did_you_mean, meant
from .._shared import cron
from .._shared.tags import tags
from . import _task

_MULTI = "multi"
#: Type -> what its settings must hold, and whether a rule of ``success_when`` is among that.
_NEEDS: dict[str, tuple[tuple[str, ...], bool]] = {
    "http": (("url", "method"), True),
    "tcp": (("host", "port"), True),
    "icmp": (("host",), True),
    "websocket": (("url", "message"), True),
    "grpc": (("server",), True),
    "ssl": (("host", "port"), True),
    "dns": ((), False),
    "browser": (("url",), False),
    "netpath": ((), False),
    _MULTI: (("steps",), False),
}
_FREQUENCIES = ("1m", "5m", "15m", "30m", "1h", "6h", "12h", "24h")
#: The longest wait of a step in seconds, the most repeats of one, and the longest pause between them in milliseconds.
_LONGEST_WAIT, _MOST_RETRIES, _LONGEST_PAUSE = 180, 5, 5000


def _type(row: dict) -> t.Any:
    """A test of steps has its own route, and no page says what answers call it."""
    if isinstance(row.get("task"), dict) and row["task"].get("steps"):
        return _MULTI
    told = row.get("type", MISSING)
    return told.lower() if isinstance(told, str) else told


def _settings(row: dict) -> t.Any:
    task = row.get("task", MISSING)
    return task if isinstance(task, dict) else MISSING


def _schedule(row: dict) -> t.Any:
    task = _settings(row)
    if task is MISSING:
        return MISSING
    return task.get("crontab") if task.get("schedule_type") == "crontab" else ""


def _enabled(row: dict) -> t.Any:
    task = _settings(row)
    return MISSING if task is MISSING or "status" not in task else str(task["status"]).lower() != "stop"


def _check_type(word: str) -> str:
    return meant(word, _NEEDS).lower()


def _review_type(run, plan) -> None:
    kind = plan.target.get("type")
    if kind not in _NEEDS:
        run.warn(
            f"The type '{kind}' of {plan.title} is not known here{did_you_mean(kind, _NEEDS)}: what it needs is not "
            f"checked. Known are {', '.join(_NEEDS)}."
        )


def _review_settings(_run, plan) -> None:
    """Hold the settings against what the type needs, as far as it is known."""
    kind, settings = plan.target.get("type"), plan.target.get("task") or {}
    if kind != _MULTI and settings.get("steps"):
        raise InputError(
            f"{plan.title} has steps, which a test of the type {kind} does not take: make a test with 'type: multi', "
            "or take 'steps' out of 'task'."
        )
    missing = [f"task.{key}" for key in _lacking(kind, settings)]
    if missing:
        why = " A node refuses a test without any rule of success." if "task.success_when" in missing else ""
        raise IncompleteError(f"{plan.title} of the type {kind} needs more: set {', '.join(missing)}.{why}", missing)
    for number, step in enumerate(settings.get("steps") or [] if kind == _MULTI else [], 1):
        fault = _fault_of(step)
        if fault:
            raise InputError(f"Step {number} of {plan.title} {fault}.")


def _lacking(kind: str | None, settings: dict) -> list[str]:
    needed, is_ruled = _NEEDS.get(kind, ((), False))
    if is_ruled and settings.get("post_mode") != "script":
        needed = (*needed, "success_when")
    return [key for key in needed if is_empty(settings.get(key))]


def _fault_of(step: t.Any) -> str | None:
    """What is wrong with a step, as the end of a sentence."""
    if not isinstance(step, dict) or step.get("type") not in ("http", "wait"):
        return "must be a mapping with 'type: http' or 'type: wait'"
    if step["type"] == "wait":
        return None if _is_within(step.get("value"), 1, _LONGEST_WAIT) else "needs a 'value' of 1 to 180 seconds"
    if not isinstance(step.get("task"), dict):
        return "needs a 'task', the settings of an HTTP test"
    lacking = _lacking("http", step["task"])
    if lacking:
        return f"needs more in its 'task': set {', '.join(lacking)}"
    retry = step.get("retry") or {}
    if not isinstance(retry, dict):
        return "must give 'retry' as a mapping, such as retry: {retry: 2, interval: 1000}"
    if not _is_within(retry.get("retry", 0), 0, _MOST_RETRIES):
        return "must give 'retry.retry' as a number from 0 to 5"
    if not _is_within(retry.get("interval", 0), 0, _LONGEST_PAUSE):
        return "must give 'retry.interval' as a number from 0 to 5000 milliseconds"
    return None


def _is_within(value: t.Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


class DialTest(Kind):
    """A test that nodes run at times."""

    name = "dial_test"
    title = "dial test"
    plural = "dial tests"
    uuid_prefix = "dial_"
    list_operation = "dialing_task_list"
    create_operation = "dialing_task_add"
    multi_create_operation = "dialing_task_multi_task_add"
    get_route = Route("dialing_task_get", path="task_uuid")
    modify_route = Route("dialing_task_modify", path="task_uuid")
    multi_modify_route = Route("dialing_task_multi_task_modify", path="task_uuid")
    replaces = True
    delete_route = Route("dialing_task_delete", body_list="taskUUIDs")
    hides_secrets = True
    fields = (
        # First of those in task: the others are put into it.
        Field(
            "task",
            "task",
            read=_settings,
            write=lambda value, row: {**(row.get("task") or {}), **value},
            type="dict",
            required=True,
            check=_task.unpacked,
            shape=_task.SHAPE,
            rule=_task.RULE,
            secrets=_task.SECRETS,
            review=_review_settings,
        ),
        Field("name", "task.name", max_length=256),
        Field("type", "type", read=_type, required=True, check=_check_type, review=_review_type, life=FIXED),
        Field(
            "nodes",
            "regions",
            type="list",
            elements="str",
            rule=SET,
            required=True,
            resolve=refer("dial_node", "public_dial_node"),
        ),
        Field("frequency", "task.frequency", choices=_FREQUENCIES, required=True),
        Field(
            "schedule",
            ("task.schedule_type", "task.crontab"),
            read=_schedule,
            write=lambda value, row: ("crontab" if value else "frequency", value),
            rule=EXACT._replace(canonical=lambda value: value or ""),
            check=cron.canonical,
        ),
        *with_entries(Field("tags", "tags", read=tags, type="list", elements="str", rule=SET)),
        Field(
            "enabled", "task.status", read=_enabled, type="bool", choices={True: "ok", False: "stop"}, on_create=True
        ),
    )

    hints: t.ClassVar[dict[str, str]] = {
        "regions": "where it runs is the option 'nodes'",
        "status": "whether it runs is the option 'enabled'",
        "crontab": "times in crontab terms are the option 'schedule'",
        **dict.fromkeys(
            ("url", "method", "host", "port", "server", "message", "steps", "success_when", "assertions"),
            "what the test does is the option 'task', such as task: {method: GET, url: https://shop.example.com}",
        ),
    }

    def from_file(self, member: t.Any) -> t.Any:
        """The options, or what the API answers of a test."""
        if not isinstance(member, dict) or "regions" not in member or not isinstance(member.get("task"), dict):
            return member
        told = self.values(member)
        return {option: value for option, value in told.items() if not is_empty(value)}

    def prepare(self, params: dict) -> dict:
        """What the settings say beside what the test does, where no option does: its name and times."""
        task = params.get("task")
        if not isinstance(task, dict):
            return params
        told = {option: self.field(option).actual({"task": task}) for option in ("frequency", "schedule", "enabled")}
        given = {option: value for option, value in told.items() if not is_empty(value) and value is not MISSING}
        name = {"name": task["name"]} if isinstance(task.get("name"), str) and not params.get("uuid") else {}
        # The options, which win, say what these do.
        settings = {key: task[key] for key in task if not (key in _task.OPTIONS and isinstance(task[key], str))}
        options = {option: value for option, value in params.items() if value is not None}
        return {**name, **given, **options, "task": settings}

    def body(
        self, values: t.Mapping[str, t.Any], row: dict | None = None, names: t.Mapping[str, str] | None = None
    ) -> dict:
        """In the form that the type takes."""
        body = super().body(values, row, names)
        kind = values.get("type") or (_type(row) if row else None)
        if kind == _MULTI:
            body.pop("type", None)
        return {**body, "task": _task.sent(kind, body["task"])} if "task" in body else body

    def creating(self, plan) -> str:
        return self.multi_create_operation if plan.after["type"] == _MULTI else self.create_operation

    def modifying(self, plan) -> Route:
        return self.multi_modify_route if plan.target.get("type") == _MULTI else self.modify_route


DIAL_TEST = DialTest()

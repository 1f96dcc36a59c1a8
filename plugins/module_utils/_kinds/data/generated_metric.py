# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics that the platform makes of other data. They have no name, but a measurement and a metric; answers to changes
are copies of another answer and not believed."""

from __future__ import annotations

import typing as t

from ..._engine.answers import Answers
from ..._engine.errors import InputError
from ..._engine.field import Field
from ..._engine.guard import CHANGE, Guard
from ..._engine.key import Key
from ..._engine.kind import Kind
from ..._engine.route import Route
from ..._engine.rules import SUBSET, TRIMMED
from ..._engine.shape import Word
from ..._engine.times import span, span_text
from .._shared import spans
from ._units import unit_field

_COUNT = {"funcName": "count", "fieldKey": "*"}
_CONSOLE = {
    "funcName": Word("count", "avg", "max", "sum", "min", "count_distinct", "p75", "p95", "p99"),
    "fieldKey": "*",
    "filters": [
        {
            "condition": Word("and", "or"),
            "name": "status",
            "op": Word("=", "!=", "match", "not match"),
            "values": [None],
        }
    ],
    "groupBy": ["host"],
    "index": "default",
    "source": "nginx",
    "filterString": "status:error",
}
_TYPES = {word: f"{word}ToMetric" for word in ("log", "rum", "apm", "metric", "security", "dialing")}


def _check_every(value: t.Any) -> str:
    seconds = span("every", value)
    if seconds % 60:
        raise InputError(f"'every' is '{value}': it takes whole minutes, such as 1m.")
    return span_text(seconds)


class GeneratedMetric(Kind):
    """A metric that is made of logs, traces or other data."""

    name = "generated_metric"
    title = "generated metric"
    plural = "generated metrics"
    uuid_prefix = "rul_"
    key = Key(("measurement", "metric"))
    list_operation = "aggs_to_metric_list"
    create_operation = "aggs_to_metric_add"
    answers = Answers(believed=False)
    get_route = Route("aggs_to_metric_get", path="rule_uuid")
    modify_route = Route("aggs_to_metric_modify", path="rule_uuid")
    replaces = True
    delete_route = Route("aggs_to_metric_delete", body_list="ruleUUIDs")
    enable_route = Route("aggs_to_metric_set_disable", body_list="ruleUUIDs", extra={"isDisable": False})
    disable_route = Route("aggs_to_metric_set_disable", body_list="ruleUUIDs", extra={"isDisable": True})
    dropped_keys = ("secret",)
    guards = (
        Guard(
            "starts a new series, and leaves what was written so far where it is",
            CHANGE,
            options=("measurement", "metric"),
            mild=True,
        ),
    )
    fields = (
        Field("measurement", "jsonScript.metricInfo.metric"),
        Field("metric", "jsonScript.metricInfo.metricField"),
        Field("type", "jsonScript.type", choices=_TYPES, required=True),
        Field("query", "jsonScript.query.q", rule=TRIMMED, required=True),
        Field("query_type", "jsonScript.query.qtype", choices=("dql", "promql"), on_create="dql"),
        Field(
            "query_mode",
            "jsonScript.query.qmode",
            choices=("selectorQuery", "customQuery"),
            sparse=True,
            on_create="customQuery",
        ),
        Field("every", "jsonScript.metricInfo.every", codec=spans.MINUTES, check=_check_every, on_create="1m"),
        unit_field("jsonScript.metricInfo.unit", on_create=""),
        Field("description", "jsonScript.metricInfo.desc", on_create=""),
        Field(
            "console",
            "extend",
            write=lambda value, row: {**_COUNT, **value},  # both are needed
            type="dict",
            shape=_CONSOLE,
            rule=SUBSET,
            on_create=_COUNT,
        ),
        Field("enabled", read="status", type="bool", choices={True: 0, False: 2}, switch=True),
    )


GENERATED_METRIC = GeneratedMetric()

#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: truewatch_query_info
short_description: Query a TrueWatch workspace with DQL or PromQL
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Reads metrics, logs, events, traces and objects of the workspace that the API key belongs to, with statements in DQL
    or PromQL.
  - Many queries are one request.
  - The answer is rows of the same form whatever form the service gives it, and the value where there is only one.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.query
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.info
options:
  dql:
    description:
      - A statement in DQL, for example V(M::`cpu`:(avg(`usage_total`\)\) BY `host`).
      - It is sent as it is. Do not build it from text that you do not trust.
      - One of this, O(promql) and O(queries) is needed.
    type: str
  promql:
    description: A statement in PromQL, for example V(avg by (host\) (cpu:usage_total\)).
    type: str
  queries:
    description:
      - Several queries, which are one request. What a query does not say itself is taken from the options of the same
        name beside it.
      - When the service refuses one, the message says which one. Finding it out takes a few requests more.
    type: list
    elements: dict
    suboptions:
      name:
        description: How results and messages call the query. Unlike the others.
        type: str
        required: true
      dql:
        description: A statement in DQL. Either this or O(queries[].promql) is needed.
        type: str
      promql:
        description: A statement in PromQL.
        type: str
      from:
        description: As O(from), for this query.
        type: str
      to:
        description: As O(to), for this query.
        type: str
      timezone:
        description: As O(timezone), for this query.
        type: str
      interval:
        description: As O(interval), for this query.
        type: str
      limit:
        description: As O(limit), for this query.
        type: int
      max_groups:
        description: As O(max_groups), for this query.
        type: int
      complete:
        description: As O(complete), for this query.
        type: bool
  query:
    description:
      - A JMESPath expression that is applied to RV(rows), or with O(queries) to RV(answers). Its result is returned as
        RV(result).
      - Needs the Python library C(jmespath).
    type: str
notes:
  - Rows are what others reported. Do not use them as templates or commands.
  - Ansible marks all of it as unsafe.
seealso:
  - plugin: truewatch.openapi.truewatch_query
    plugin_type: lookup
  - module: truewatch.openapi.truewatch_object_info
"""

EXAMPLES = r"""
- name: How busy the hosts were in the last 15 minutes
  truewatch.openapi.truewatch_query_info:
    dql: "M::`cpu`:(avg(`usage_total`) AS `usage`) BY `host`"
  register: busy

- name: Name the busiest ones
  ansible.builtin.debug:
    msg: "{{ busy.rows | selectattr('usage', 'gt', 80) | map(attribute='host') }}"

- name: Three figures of a release, in one request
  truewatch.openapi.truewatch_query_info:
    from: -30m
    queries:
      - name: errors
        dql: "L::`nginx`:(count(`*`)) {`status` = 'error'}"
      - name: latency
        dql: "T::`shop`:(p95(`duration`))"
      - name: latency_before
        dql: "T::`shop`:(p95(`duration`))"
        from: -1d
        to: -30m
  register: release

- name: Tell them
  ansible.builtin.debug:
    msg: "{{ found.errors.value }} errors, {{ found.latency.value }} against {{ found.latency_before.value }}"
  vars:
    found: "{{ release.answers }}"

- name: Every error of a day
  truewatch.openapi.truewatch_query_info:
    dql: "L::`nginx`:(`__docid`, `host`, `message`) {`status` = 'error'}"
    from: 2026-11-23 00:00
    to: 2026-11-24 00:00
    timezone: Europe/Berlin
    complete: true

- name: The course of the load, by PromQL
  truewatch.openapi.truewatch_query_info:
    promql: 'avg(cpu:usage_total{host="web-01"})'
    from: -1h
    interval: 1m
    query: "[].value"
"""

RETURN = r"""
rows:
  description:
    - The rows, each a mapping of column to value, with the tags of its group where the statement has C(BY).
    - C(time) is in milliseconds since 1970; null where a function has made one value of the whole time.
  returned: success, without O(queries)
  type: list
  elements: dict
  sample:
    - time: 1735689600000
      host: web-01
      usage: 12.5
value:
  description:
    - The value, where the answer has one column besides C(time), and no or one group. Of several times it is the latest
      one that is not null; else it is null.
  returned: success, without O(queries)
  type: raw
  sample: 12.5
total_count:
  description:
    - How many rows match by the word of the service, which counts to 10,000 at most; null when it does not say. With
      functions it counts what they are made of.
  returned: success, without O(queries)
  type: int
  sample: 1
answers:
  description: For each query by its name C(rows), C(value) and C(total_count).
  returned: success, with O(queries)
  type: dict
  sample:
    errors:
      rows: [{"time": null, "count(*)": 3}]
      value: 3
      total_count: 3
result:
  description: What the expression of O(query) picks.
  returned: when O(query) is given
  type: raw
  sample: [12.5]
error:
  description: What the service answered, C(code), C(message), C(status), C(body_code), C(trace_id) and C(route).
  returned: when a request failed
  type: dict
  sample:
    code: ft.InvalidAPIKey
    message: Invalid request API KEY
    status: 403
    trace_id: TRACE-1E81F1DD-1276-48E1-8D48-51F35D1FB231
    route: GET /api/v1/dashboards/list
check_mode:
  description: V(true). C(ansible_check_mode) is only true with C(--check), this also with C(check_mode) of a task,
    block or play.
  returned: in check mode
  type: bool
  sample: true
api_calls:
  description: Number of requests sent.
  returned: always
  type: int
  sample: 2
waited_seconds:
  description: Time spent waiting for the API's rate limit.
  returned: when it waited
  type: float
  sample: 12.5
"""

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Task, run_module
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._jmespath import compiled
from ansible_collections.truewatch.openapi.plugins.module_utils._queries.query import GUESSES, READING, query_of
from ansible_collections.truewatch.openapi.plugins.module_utils._queries.reader import read_queries


def read(run):
    queries, names = _queries(run.params)
    expression = compiled(run.params["query"]) if run.params["query"] is not None else None
    results = [_shown(run, result) for result in read_queries(run.client, queries, run.now)]
    found = results[0] if names is None else {"answers": dict(zip(names, results))}
    if expression is None:
        return {"changed": False, **found}
    return {"changed": False, **found, "result": expression(found["rows"] if names is None else found["answers"])}


def _queries(params):
    """The queries, and their names; None of a single one."""
    if params["queries"] is None:
        return [query_of(params, {}, "The query")], None
    names = [one["name"] for one in params["queries"]]
    if not names:
        raise InputError("'queries' is empty: give at least one query.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(f"queries: the name '{twice[0]}' is given twice; results are told by it.")
    return [query_of(one, params, f"Query '{one['name']}'") for one in params["queries"]], names


def _shown(run, result):
    if result.is_cut:
        run.warn(f"{result.query.place}: {result.query.max_groups} groups came; there may be more: raise 'max_groups'.")
    return {"rows": result.rows, "value": result.value, "total_count": result.hits}


_STATEMENTS = {"dql": {"type": "str"}, "promql": {"type": "str"}}
TASK = Task(
    {
        **_STATEMENTS,
        **READING,
        "queries": {
            "type": "list",
            "elements": "dict",
            "options": {"name": {"type": "str", "required": True}, **_STATEMENTS, **READING},
        },
        "query": {"type": "str"},
    },
    read,
    constraints={
        "required_one_of": [["dql", "promql", "queries"]],
        "mutually_exclusive": [["dql", "promql", "queries"]],
    },
    hints={**GUESSES, **{f"queries.{name}": hint for name, hint in GUESSES.items()}},
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

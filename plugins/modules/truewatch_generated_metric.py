#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a generated metric as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_generated_metric
short_description: Manage a metric that TrueWatch generates from other data
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes the rules of a TrueWatch (Guance) workspace that make metrics of logs, traces and
    other data. See the guide R(Data, ansible_collections.truewatch.openapi.docsite.data).
  - A rule has no name. O(measurement) and O(metric) together say which one is meant.
  - Each series is billed. A query that groups by a field of many values makes many.
  - Two rules over the same O(measurement) and O(metric) write the same series.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.described
  - truewatch.openapi.kind.switched
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  measurement:
    description:
      - The measurement that is written. Together with O(metric) it says which rule is meant.
      - Together with O(uuid) another one starts a new series; what was written so far stays where it is.
    type: str
  metric:
    description:
      - The metric that is written. Together with O(measurement) it says which rule is meant.
      - Together with O(uuid) another one starts a new series; what was written so far stays where it is.
    type: str
  type:
    description: What the metric is made of. Needed to create a rule.
    type: str
    choices: [log, rum, apm, metric, security, dialing]
  query:
    description: The query whose result is written, in DQL or PromQL. Needed to create a rule.
    type: str
  query_type:
    description: The language of O(query). A new rule without it has V(dql).
    type: str
    choices: [dql, promql]
  query_mode:
    description:
      - How the console shows the query. A new rule without it has V(customQuery).
      - Not every service returns it; it is compared if the service does.
    type: str
    choices: [selectorQuery, customQuery]
  every:
    description: How often it runs, as a time span of whole minutes such as V(1m), V(5m) or V(15m). A new rule
      without it has V(1m).
    type: str
  unit:
    description: The unit of the values, as a list of family and unit such as V([time, ms]), or the text that the
      console keeps.
    type: raw
  description:
    description: The description of the metric.
  console:
    description:
      - What the console shows of the rule, in the form of the API (C(funcName), C(fieldKey), C(filters), C(groupBy),
        C(index), C(source), C(filterString)). Only what is named is compared and changed, lists whole.
      - It does not change what runs. Keep it in step with O(query). A new rule without it shows a count.
    type: dict
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Count errors of each service
  truewatch.openapi.truewatch_generated_metric:
    measurement: shop
    metric: errors
    type: log
    every: 1m
    query: "L('default')::RE(`.*`):(count(`*`)) { `source` = 'nginx' and `status` = 'error' } BY `service`"
    console:
      funcName: count
      fieldKey: '*'
      source: nginx
      groupBy: [service]

- name: Stop for a while
  truewatch.openapi.truewatch_generated_metric:
    measurement: shop
    metric: errors
    enabled: false

- name: Delete it
  truewatch.openapi.truewatch_generated_metric:
    measurement: shop
    metric: errors
    state: absent
"""

RETURN = r"""
generated_metric:
  description: The generated metric; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: rul_541083cc19ec4d27ad597839a0477a97
    measurement:
      description: The measurement that is written.
      type: str
      sample: shop
    metric:
      description: The metric that is written.
      type: str
      sample: errors
    type:
      description: What the metric is made of.
      type: str
      sample: log
    query:
      description: The query whose result is written.
      type: str
      sample: L::nginx:(count(`*`))
    query_type:
      description: The language of the query.
      type: str
      sample: dql
    query_mode:
      description: How the console shows the query, if the service returns it.
      type: str
      sample: customQuery
    every:
      description: How often it runs.
      type: str
      sample: 1m
    unit:
      description: The unit, as the service stores it.
      type: raw
      sample: 'custom/["time","ms"]'
    description:
      description: The description of the metric.
      type: str
      sample: Errors of each service
    console:
      description: What the console shows of it.
      type: dict
      sample: {funcName: count, fieldKey: '*'}
    enabled:
      description: Whether it is in force.
      type: bool
      sample: true
diff:
  description: What changes. The same in check mode and in a real run.
  returned: success
  type: dict
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

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import run_module
from ansible_collections.truewatch.openapi.plugins.module_utils._keeping import kind_task
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.generated_metric import GENERATED_METRIC

TASK = kind_task(GENERATED_METRIC)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

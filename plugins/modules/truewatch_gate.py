#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: truewatch_gate
short_description: Wait until checks on live data of a TrueWatch workspace pass
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Waits until all checks pass. A check is a number of DQL or PromQL within thresholds, no unrecovered event, hosts
    that report, or an SLO with error budget left.
  - All checks together are one request in each round.
  - It fails if the checks do not pass within O(wait_timeout), and says which ones and why. So a rollout stops.
  - Use it with C(run_once). One gate serves all hosts of a play, and with C(serial) each batch has one.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
options:
  name:
    description: How messages call the gate.
    type: str
  checks:
    description:
      - The checks. Each check has exactly one of O(checks[].dql), O(checks[].promql), O(checks[].events),
        O(checks[].hosts) and O(checks[].slo).
    type: list
    elements: dict
    required: true
    suboptions:
      name:
        description: How results and messages call the check. Unlike the others. By default what it checks.
        type: str
      dql:
        description:
          - A DQL statement that returns one number. With C(BY) the number of each group must be within the
            thresholds.
        type: str
      promql:
        description: A statement in PromQL that gives one number for each series.
        type: str
      from:
        description:
          - Where the time begins that the statement reads, for example V(-10m). It ends now.
          - By default V(-5m), unless a statement in DQL has a time of its own.
        type: str
      below:
        description: The number must be below this.
        type: float
      at_most:
        description: The number must be at most this.
        type: float
      above:
        description: The number must be above this.
        type: float
      at_least:
        description: The number must be at least this.
        type: float
      equals:
        description: The number must be this.
        type: float
      empty_is:
        description:
          - The number that counts when the statement finds nothing, for example V(0) where errors are counted.
          - Without it, a check without data does not pass.
        type: float
      events:
        description:
          - No event may be unrecovered. An empty mapping means those of all monitors.
        type: dict
        suboptions:
          monitors:
            description:
              - Only events of these monitors, by name or uuid. Whether there is such a monitor is not looked up.
            type: list
            elements: str
          hosts:
            description: Only events of these hosts.
            type: list
            elements: str
          tags:
            description: Only events with these tags, each with the value or the list of values that it may have.
            type: dict
          statuses:
            description: Only events of these levels. By default all that are not fine.
            type: list
            elements: str
            choices: [fatal, critical, error, warning, nodata]
          within:
            description: How far back events are looked for, by default V(6h).
            type: str
      hosts:
        description: These hosts must have reported within O(checks[].within). At most 1,000.
        type: list
        elements: str
      within:
        description: How long ago a host may have reported last. By default V(10m), as the console calls it online.
        type: str
      slo:
        description:
          - The name or uuid of an SLO, which must have error budget left. It counts the last seven days.
          - The SLOs are listed once, which is one request more.
        type: str
      budget_left:
        description: More than so many percent of the error budget must be left, by default V(0).
        type: float
      fail_fast:
        description:
          - Fail at once if this check does not pass, because waiting would not help.
          - By default V(true) for O(checks[].slo), whose seven days nobody waits for, and V(false) for all others.
        type: bool
  wait_timeout:
    description:
      - How long to wait, for example V(10m). O(stable_for) is part of it.
    type: str
    default: 10m
  stable_for:
    description: How long all checks must pass without interruption, for example V(2m). By default once is enough.
    type: str
  interval:
    description:
      - The time from one round to the next. A round waits for the rate limit when that is used up, so rounds may be
        further apart.
    type: str
    default: 15s
attributes:
  check_mode:
    support: full
    details:
      - The checks are evaluated once. The module reports the result, and does not fail.
  diff_mode:
    support: N/A
    details:
      - This module only reads.
  idempotent:
    support: full
    details:
      - This module only reads.
notes:
  - A round that the service does not answer proves nothing. It restarts O(stable_for), and the gate goes on until
    O(wait_timeout).
seealso:
  - module: truewatch.openapi.truewatch_query_info
  - module: truewatch.openapi.truewatch_maintenance
"""

EXAMPLES = r"""
- name: Go on only when the shop is well
  truewatch.openapi.truewatch_gate:
    name: shop
    wait_timeout: 10m
    stable_for: 1m
    checks:
      - name: error rate
        dql: "L::`shop`:(count(`*`)) {`status` = 'error'}"
        below: 50
        empty_is: 0
      - name: latency
        dql: "T::`shop`:(p95(`duration`)) BY `host`"
        below: 800
      - name: alerts
        events:
          hosts: "{{ ansible_play_batch }}"
          statuses: [fatal, critical]
      - name: hosts are back
        hosts: "{{ ansible_play_batch }}"
        within: 10m
  run_once: true

- name: Do not begin when the error budget is nearly spent
  truewatch.openapi.truewatch_gate:
    wait_timeout: 30s
    checks:
      - slo: Shop availability
        budget_left: 10
  run_once: true
"""

RETURN = r"""
passed:
  description: Whether all checks passed for the required time. In check mode, whether they pass now.
  returned: always
  type: bool
  sample: true
checks:
  description: What was found of each check, in the order of the option.
  returned: always
  type: list
  elements: dict
  contains:
    name:
      description: The name of the check.
      type: str
      sample: latency
    holds:
      description: Whether it held in the last round.
      type: bool
      sample: true
    value:
      description:
        - What the last round with an answer found. The number, or the worst one of several groups; how many events are
          unrecovered; how many hosts report; the percentage of the error budget that is left.
        - Null when nothing was found.
      type: raw
      sample: 412.5
    wanted:
      description: What is wanted, in words.
      type: str
      sample: below 800
    message:
      description: What was found, in words.
      type: str
      sample: 412.5 of host web-01, must be below 800
    first_held:
      description: When it held for the first time; null when it never did.
      type: str
      sample: "2026-11-23T22:00:00Z"
    held_since:
      description: Since when it has passed without interruption; null if it does not pass.
      type: str
      sample: "2026-11-23T22:04:30Z"
    history:
      description:
        - The last 100 rounds, the latest one last, as C(at), C(holds) and C(value). C(holds) is null for a round that
          the service did not answer.
      type: list
      elements: dict
      sample: [{at: "2026-11-23T22:00:00Z", holds: true, value: 412.5}]
rounds:
  description: How many rounds there were.
  returned: always
  type: int
  sample: 12
elapsed:
  description: Seconds from the first round to the last one.
  returned: always
  type: float
  sample: 165.0
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
from ansible_collections.truewatch.openapi.plugins.module_utils._gates.checks import SPEC
from ansible_collections.truewatch.openapi.plugins.module_utils._gates.gate import Gate, evaluate, wait
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.slo import SLO


def keep(run):
    gate = Gate.of(run.params)
    return evaluate(run, gate) if run.check_mode else wait(run, gate)


TASK = Task(
    {
        "name": {"type": "str"},
        "checks": {"type": "list", "elements": "dict", "required": True, "options": SPEC},
        "wait_timeout": {"type": "str", "default": "10m"},
        "stable_for": {"type": "str"},
        "interval": {"type": "str", "default": "15s"},
    },
    keep,
    hints={
        "check": "what has to hold is the option 'checks', a list",
        "retries": "the gate ends after 'wait_timeout'",
        "timeout": "how long the gate waits is the option 'wait_timeout'",
        "delay": "the time from one round to the next is the option 'interval'",
        "poll": "the time from one round to the next is the option 'interval'",
        "sleep": "the time from one round to the next is the option 'interval'",
        "checks.query": "the statement is the option 'dql', or 'promql'",
        "checks.threshold": "thresholds are below, at_most, above, at_least and equals",
        "checks.operator": "thresholds are below, at_most, above, at_least and equals",
        "checks.monitors": "events of monitors are checked by events: {monitors: [...]}",
    },
    kinds={SLO.name: SLO},
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: truewatch_event_info
short_description: Read unrecovered events of a TrueWatch workspace
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Lists the events that have not recovered, over any time, or reads events by their ids.
  - Of each object that a monitor watches the latest event counts.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.info
options:
  from:
    description:
      - Where the time begins, for example V(-2d) or V(2026-11-23 22:00). By default V(-6h).
      - The service reads six hours in one request. A longer time is read in parts, one request for each, and one more
        to learn what has recovered since. At most 100 days.
    type: str
  to:
    description: Where the time ends. By default V(now).
    type: str
  timezone:
    description: The time zone of times without an offset, for example V(Europe/Berlin). By default UTC.
    type: str
  search:
    description: Only events with this text in the title.
    type: str
  status:
    description: Only events whose latest status is this one.
    type: str
    choices: [fatal, critical, error, warning, nodata]
  filters:
    description: Only events with these columns, each with the value or the list of values that it may have.
    type: dict
  ids:
    description:
      - Read these events instead, by their C(__docid). One request for each.
    type: list
    elements: str
notes:
  - Events contain text that others reported. Do not use them as templates or commands.
  - Ansible marks all of it as unsafe.
seealso:
  - module: truewatch.openapi.truewatch_event
  - module: truewatch.openapi.truewatch_query_info
"""

EXAMPLES = r"""
- name: What is wrong right now
  truewatch.openapi.truewatch_event_info:
  register: current

- name: What has been critical for up to three days on the hosts of the shop
  truewatch.openapi.truewatch_event_info:
    from: -3d
    status: critical
    filters:
      host: [web-01, web-02]

- name: Read one of them whole
  truewatch.openapi.truewatch_event_info:
    ids: "{{ [current.events[0].__docid] }}"
  when: current.events | length > 0
"""

RETURN = r"""
events:
  description:
    - The events, the newest first, each a mapping of the columns that it has. C(df_dimension_tags) and C(df_meta) are
      mappings. C(time) is in milliseconds since 1970.
  returned: success
  type: list
  elements: dict
  sample:
    - __docid: E_c7jodqs24loo3v53qc4g
      df_title: CPU of web-01 is too high
      df_status: critical
      df_monitor_checker_event_ref: 899faaa6f042871f32fc58fe53b16e46
      df_dimension_tags: {"host": "web-01"}
      time: 1735689600000
missing:
  description: The ids among O(ids) of which there is no event.
  returned: success
  type: list
  elements: str
  sample: []
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
from ansible_collections.truewatch.openapi.plugins.module_utils._events.reading import SPEC, read

TASK = Task(
    SPEC,
    read,
    constraints={
        "mutually_exclusive": [["ids", name] for name in ("from", "to", "search", "status", "filters", "timezone")]
    },
    hints={
        "start": "the time is read from 'from' to 'to'",
        "end": "the time is read from 'from' to 'to'",
        "since": "the time is read from 'from' to 'to'",
        "time_range": "the time is read from 'from' to 'to'",
        "doc_id": "ids of events are the option 'ids', a list",
        "id": "ids of events are the option 'ids', a list",
        "host": "give it as a filter: filters: {host: ...}",
    },
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

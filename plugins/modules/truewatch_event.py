#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: truewatch_event
short_description: Write an event or a deployment marker into a TrueWatch workspace
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Writes an event, for example the marker of a deployment, or hands one to an external event monitor.
  - Closes an event that is open, one of your own or one that a monitor has made.
  - With O(unique_key) an event is written once, however often the task runs and on however many hosts.
  - An event can be neither changed nor deleted.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
options:
  state:
    description:
      - V(present) writes the event.
      - V(recovered) closes what O(unique_key), O(event_ref) or O(monitor_secret) name. What is not open, or was never
        written, stays as it is. An event of your own is closed by a second one with the same key and the status V(ok),
        since the service has no other way.
    type: str
    choices: [present, recovered]
    default: present
  title:
    description:
      - What happened. Needed with V(present) and with O(monitor_secret). When an event of your own is closed, by
        default the title of that event.
    type: str
  status:
    description: How bad it is. V(recovered) always writes V(ok). An external event monitor does not take V(nodata).
    type: str
    choices: [critical, error, warning, ok, info, nodata]
    default: info
  description:
    description: Details, in several lines if needed. The console reads Markdown in it.
    type: str
  at:
    description:
      - When it happened, for example V(-5m) or V(2026-11-23T22:00:00Z). By default now. A time without an offset is in
        UTC.
    type: str
  origin:
    description: What wrote the event. An external event monitor does not take it.
    type: str
    default: ansible
  tags:
    description:
      - Tags by name, to find the event by and to show it on charts, for example V(service) and V(version).
      - Numbers and truth values become texts. Names that begin with C(df_) or C(_) are the service's own.
    type: dict
  unique_key:
    description:
      - Identifies the event, for example V(deploy-shop-1.4.2). It is the tag C(unique_key) of the event.
      - An event with this key that is there already is not written again. It is looked for with a query, which is one
        request; on this machine an event of the last five minutes is known without one.
      - A closed event stays closed. A new incident needs a new key.
    type: str
  unique_within:
    description: How far back an event of O(unique_key) or O(event_ref) is looked for.
    type: str
    default: 7d
  event_ref:
    description:
      - The reference of an event that a monitor has made, C(df_monitor_checker_event_ref), which V(recovered) closes.
        M(truewatch.openapi.truewatch_event_info) returns it.
      - Mutually exclusive with O(unique_key).
    type: str
  monitor_secret:
    description:
      - The secret in the address of an external event monitor, which takes the event. The service answers alike
        whether there is such a monitor or not.
    type: str
  monitor_path:
    description: What follows the secret in the address of the monitor. Needed with O(monitor_secret).
    type: str
  dimensions:
    description:
      - What the event is about, by name, for example V(host). The monitor opens and closes one fault for each
        combination of values. Only with O(monitor_secret).
    type: dict
  value:
    description: The number that was measured, by default V(0). Only with O(monitor_secret).
    type: float
  extra:
    description: Further data, which the event keeps in C(df_meta). Only with O(monitor_secret).
    type: dict
attributes:
  check_mode:
    support: full
    details:
      - With O(unique_key) or O(event_ref) the event is looked for, so that the prediction is right.
  diff_mode:
    support: full
  idempotent:
    support: partial
    details:
      - With O(unique_key) or O(event_ref). Without them each run writes one event more.
notes:
  - The service allows 20 requests per minute. Use C(run_once), or write one event for a play and not for each host.
  - When the outcome of a write is not known, the module looks for the event before it fails. It never writes twice.
seealso:
  - module: truewatch.openapi.truewatch_event_info
  - module: truewatch.openapi.truewatch_gate
  - module: truewatch.openapi.truewatch_maintenance
"""

EXAMPLES = r"""
- name: Mark the deployment, once for all hosts and runs
  truewatch.openapi.truewatch_event:
    title: Shop 1.4.2 goes live
    description: "By {{ ansible_user | default('the pipeline') }}"
    unique_key: deploy-shop-1.4.2
    tags:
      service: shop
      version: 1.4.2
  run_once: true

- name: Close the marker
  truewatch.openapi.truewatch_event:
    state: recovered
    unique_key: deploy-shop-1.4.2
    description: All hosts are done.
  run_once: true

- name: Tell an external event monitor that the backup failed
  truewatch.openapi.truewatch_event:
    title: Backup failed
    description: The disk is full.
    status: critical
    monitor_secret: "{{ vault_monitor_secret }}"
    monitor_path: backup
    dimensions:
      host: "{{ inventory_hostname }}"

- name: Find what is still open on a host that was repaired
  truewatch.openapi.truewatch_event_info:
    filters:
      host: web-01
  register: open

- name: Close it
  truewatch.openapi.truewatch_event:
    state: recovered
    event_ref: "{{ item.df_monitor_checker_event_ref }}"
  loop: "{{ open.events }}"
  loop_control:
    label: "{{ item.df_title }}"
"""

RETURN = r"""
event:
  description:
    - The event as it was written, or would be; null when nothing is written, or an event of a monitor is closed.
  returned: success
  type: dict
  sample:
    title: Shop 1.4.2 goes live
    status: info
    description: By the pipeline
    at: 1735689600000
    origin: ansible
    tags: {"service": "shop", "version": "1.4.2", "unique_key": "deploy-shop-1.4.2"}
event_id:
  description:
    - The id, C(__docid), of the event that was there already; null when there was none, or only this machine knows of
      it yet. The service returns no id of a new event.
  returned: success
  type: str
  sample: E_c7jodqs24loo3v53qc4g
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
from ansible_collections.truewatch.openapi.plugins.module_utils._events.event import STATUSES
from ansible_collections.truewatch.openapi.plugins.module_utils._events.keeping import PRESENT, RECOVERED, keep

TASK = Task(
    {
        "state": {"type": "str", "choices": [PRESENT, RECOVERED], "default": PRESENT},
        "title": {"type": "str"},
        "status": {"type": "str", "choices": list(STATUSES), "default": "info"},
        "description": {"type": "str"},
        "at": {"type": "str"},
        "origin": {"type": "str", "default": "ansible"},
        "tags": {"type": "dict"},
        "unique_key": {"type": "str", "no_log": False},
        "unique_within": {"type": "str", "default": "7d"},
        "event_ref": {"type": "str"},
        "monitor_secret": {"type": "str", "no_log": True},
        "monitor_path": {"type": "str"},
        "dimensions": {"type": "dict"},
        "value": {"type": "float"},
        "extra": {"type": "dict"},
    },
    keep,
    blank=("description",),
    constraints={"mutually_exclusive": [["event_ref", "unique_key"]]},
    hints={
        "name": "what happened is the option 'title'",
        "text": "details are the option 'description'",
        "message": "details are the option 'description'",
        "date": "when it happened is the option 'at'",
        "time": "when it happened is the option 'at'",
        "level": "how bad it is is the option 'status'",
        "priority": "how bad it is is the option 'status'",
        "alert_type": "how bad it is is the option 'status'",
        "key": "what names the event is the option 'unique_key'; the API key is 'api_key'",
        "secret": "the secret of an external event monitor is the option 'monitor_secret'",
        "aggregation_key": "what names the event is the option 'unique_key'",
        "host": "give it as a tag: tags: {host: ...}",
    },
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a maintenance window open while the hosts of a play work."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_maintenance
short_description: Keep a TrueWatch maintenance window open while hosts work
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Opens one mute rule for all hosts of a play that work at the same time, and ends it when the last of them is done.
    The role P(truewatch.openapi.maintenance#role) puts it around work; use the role unless you need something else.
  - Run it on every host, without C(run_once), with C(delegate_to=localhost). The first host that comes opens the window
    and the last one that leaves ends it; for the others no request is sent. So it works with conditions, with every
    strategy, and with hosts that fail, end or become unreachable.
  - A window that an earlier run left open is taken over, and lasts at least O(duration) from now.
  - A window always ends by itself. If no host can end it, it is over after O(duration).
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(open) says that the host begins to work, and opens the window when it is not open.
      - V(closed) says that the host is done, and ends the window when no other host of the play works in it. In a play
        that has not opened the window, it ends the window at once, except on a host that failed.
    type: str
    choices: [open, closed]
    default: open
  name:
    description: The name of the window. Two runs at the same time need two names.
    type: str
    required: true
  duration:
    description: How long the window lasts from now if nobody ends it, for example V(90m).
    type: str
    default: 1h
  hosts:
    description:
      - The hosts to silence, as they are called in the event attribute C(host).
      - When hosts of the play give different lists, the window is for all of them.
    type: list
    elements: str
    default: []
  monitors:
    description: Names of the monitors, or keys of the self-built inspections, to silence.
    type: list
    elements: str
    default: []
  alert_policies:
    description: Names of the alert policies to silence.
    type: list
    elements: str
    default: []
  tags:
    description: Names of tags; everything with one of them is muted.
    type: list
    elements: str
    default: []
  slos:
    description: Names of the SLOs to silence.
    type: list
    elements: str
    default: []
  attributes:
    description: Other event attributes to narrow the window by, each with the list of its values.
    type: dict
    default: {}
  filter:
    description: An expression over event attributes, instead of O(hosts) and O(attributes).
    type: str
    default: ""
  description:
    description: The description of the window.
    type: str
    default: ""
  notify:
    description: Names of notify objects and e-mail addresses of members that are notified about the window.
    type: list
    elements: str
    default: []
  notify_message:
    description: The text of the notification.
    type: str
    default: ""
  keep_failed:
    description:
      - Keep muting hosts that failed, became unreachable or left the play before they were done. The window is then
        narrowed to them instead of ended, and is over when O(duration) ends.
      - Hosts that an earlier run kept stay in the window, unless this play works on them.
      - Give it with both states. It needs O(hosts). A host is kept by its inventory name if O(hosts) contains it, and
        otherwise by all O(hosts) that it gave.
    type: bool
    default: false
  _narrows:
    description:
      - Whether the play mutes fewer hosts in its own window from now on. The controller fills this in. Do not set it.
    type: bool
    default: false
  _opened:
    description:
      - What the play knows of the window that it opened. A window that another run has changed since is not ended. The
        controller fills this in. Do not set it.
    type: dict
  work:
    description:
      - The file with the tasks that are the work, searched in the role that asks, beside the playbook and in the
        working directory. It is looked through before the window opens.
      - A C(meta) task C(end_host), C(end_batch) or C(end_play) in it, or in files and roles that it includes by a plain
        name, is refused, since Ansible would run nothing after it that could end the window. So is what Ansible cannot
        parse.
      - Without it the block around this task is looked through, the nearest one with C(always).
    type: str
seealso:
  - module: truewatch.openapi.truewatch_mute
notes:
  - The hosts of a play agree through a small file on the controller, in E(TRUEWATCH_STATE_DIR) or the user's cache
    directory.
"""

EXAMPLES = r"""
# First in a block.
- name: Open the window, or join it
  truewatch.openapi.truewatch_maintenance:
    name: Database upgrade
    hosts: "{{ ansible_play_batch }}"
    duration: 2h
  delegate_to: localhost

# In the "always" of the block.
- name: End the window after the last host
  truewatch.openapi.truewatch_maintenance:
    name: Database upgrade
    state: closed
  delegate_to: localhost
"""

RETURN = r"""
window:
  description: The window, as M(truewatch.openapi.truewatch_mute) returns a rule; empty when it was ended.
  returned: success
  type: dict
  sample: {name: Database upgrade, hosts: [db-1, db-2], until: "2026-11-23T23:00:00Z"}
kept_hosts:
  description:
    - The hosts for which the window stays, as they are called in the event attribute C(host).
    - A host that is done while others still work does not return it.
  returned: when O(keep_failed=true) kept the window
  type: list
  elements: str
  sample: [db-2]
work:
  description: The full path of the file O(work).
  returned: when O(work) is given
  type: str
  sample: /srv/playbooks/patch.yml
force_handlers:
  description:
    - Whether handlers of hosts that failed run inside the window, too. That is so where the play has C(force_handlers)
      and no C(max_fail_percentage), since a play that stops for the latter may run a single task more.
  returned: when the window was opened or joined
  type: bool
  sample: false
diff:
  description: What changes. The same in check mode and in a real run, but for times that count from now.
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

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Task, run_module
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting._maintenance import (
    DECLARED,
    DURATION,
    KINDS,
    NARROWS,
    OPENED,
    maintain,
)

_LISTS = ("hosts", "monitors", "alert_policies", "tags", "slos", "notify")


def _spec(option: str) -> dict:
    """The entry of an option that says what the window is."""
    typed = {"type": "list", "elements": "str"} if option in _LISTS else {"type": type(DECLARED[option]).__name__}
    return {**typed, "default": DECLARED[option]}


TASK = Task(
    {
        "state": {"type": "str", "choices": ["open", "closed"], "default": "open"},
        "name": {"type": "str", "required": True},
        "duration": {"type": "str", "default": DURATION},
        **{option: _spec(option) for option in DECLARED},
        "keep_failed": {"type": "bool", "default": False},
        NARROWS: {"type": "bool", "default": False},
        OPENED: {"type": "dict"},
        "work": {"type": "str"},
    },
    maintain,
    kinds=KINDS,
    blank=DECLARED,
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep the description of a field as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_field
short_description: Manage the description of a TrueWatch field
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, changes and deletes what a TrueWatch (Guance) workspace says of fields, their alias, type and unit. See
    the guide R(Data, ansible_collections.truewatch.openapi.docsite.data).
  - A field of a named source beats one of any source, and one of your own beats one of the platform.
  - The platform's own fields cannot be changed or deleted. They are no part of exports and prunes.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.described
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(present) creates the field or brings it to the declared state.
      - V(absent) deletes it. A field of the platform that it hid comes back.
  name:
    description:
      - The name. Together with O(source) it says which field is meant. At most 256 characters.
      - Together with O(uuid) another name renames the field.
    type: str
  source:
    description:
      - The kind of data that has the field; V(any) for all of them.
      - It cannot be changed. A new field without it is one of V(any).
    type: str
    choices: [any, logging, object, custom_object, keyevent, tracing, rum, security, network, billing]
  alias:
    description: The name that is shown, at most 256 characters. Needed to create a field.
    type: str
  type:
    description: The type of its values.
    type: str
    choices: ['', int, float, boolean, string, long]
  unit:
    description:
      - The unit of its values, as a list of family and unit such as V([time, ms]), or the text that the console
        keeps. An empty text removes it.
      - The service takes none for a string.
    type: raw
  description:
    description: The description, at most 3000 characters.
  replace_builtin:
    description:
      - Hide the platform's own field of this source and name. Without it such a field is refused.
      - It says nothing of the state of a field, so it is not compared.
    type: bool
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Say what a field means
  truewatch.openapi.truewatch_field:
    name: resp_ms
    source: logging
    alias: Response time
    type: float
    unit: [time, ms]

- name: Describe the message of logs in your own words
  truewatch.openapi.truewatch_field:
    name: message
    source: logging
    alias: Text
    replace_builtin: true

- name: Go back to what the platform says
  truewatch.openapi.truewatch_field:
    name: message
    source: logging
    state: absent
"""

RETURN = r"""
field:
  description: The field; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: field_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: resp_ms
    source:
      description: The kind of data that has the field.
      type: str
      sample: logging
    alias:
      description: The name that is shown.
      type: str
      sample: Response time
    type:
      description: The type of its values.
      type: str
      sample: float
    unit:
      description: The unit, as the service stores it.
      type: raw
      sample: 'custom/["time","ms"]'
    description:
      description: The description.
      type: str
      sample: Until the last byte
    replace_builtin:
      description: What was given.
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.field import FIELD

TASK = kind_task(FIELD)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

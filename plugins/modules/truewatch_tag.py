#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a tag as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_tag
short_description: Manage a TrueWatch tag
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Creates, describes, colours and deletes the tags of a TrueWatch (Guance) workspace, which dashboards, monitors and
    SLOs use. See the guide R(Data, ansible_collections.truewatch.openapi.docsite.data).
  - Objects make the tags that they name. Use this module to say what a tag means, or to take it off everything.
  - A prune of M(truewatch.openapi.truewatch_workspace) never deletes one.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.kind
  - truewatch.openapi.kind.named
  - truewatch.openapi.kind.described
  - truewatch.openapi.kind.forced
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  state:
    description:
      - V(present) creates the tag or brings it to the declared state.
      - V(absent) deletes it and so takes it off every object.
  force:
    description: With O(state=absent), delete the tag even if dashboards, monitors or SLOs still use it.
  name:
    description:
      - The name. It says which tag is meant, and is needed to create one. At most 50 characters.
      - Together with O(uuid) another name renames the tag.
  description:
    description: The description, at most 100 characters.
  colour:
    description: The colour, by the key of one of the fixed pairs of text and background.
    type: str
    choices: [default, style_key1, style_key2, style_key3, style_key4, style_key5, style_key6, style_key7, style_key8,
      style_key9, style_key10, style_key11, style_key12, style_key13, style_key14, style_key15, style_key16,
      style_key17, style_key18, style_key19, style_key20, style_key21, style_key22, style_key23]
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Say what a tag means
  truewatch.openapi.truewatch_tag:
    name: payments
    description: Owned by the payments team
    colour: style_key3

- name: Take a tag off everything
  truewatch.openapi.truewatch_tag:
    name: payment
    state: absent
    force: true
"""

RETURN = r"""
tag:
  description: The tag; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    uuid:
      description: The uuid; V((known after apply\)) in check mode when only the server can give it.
      type: str
      sample: tag_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: payments
    description:
      description: The description.
      type: str
      sample: Owned by the payments team
    colour:
      description: The key of its colour.
      type: str
      sample: style_key3
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds._shared.tag import TAG
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.monitor import MONITOR
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.mute import MUTE
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting.slo import SLO
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.dashboard import DASHBOARD
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.boards.explorer import EXPLORER
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.dial.dial_test import DIAL_TEST

TASK = kind_task(
    TAG,
    related=(DASHBOARD, MONITOR, SLO, DIAL_TEST, EXPLORER, MUTE),
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

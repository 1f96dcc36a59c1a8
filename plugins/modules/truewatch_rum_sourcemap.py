#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Upload and delete source maps of RUM applications."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_rum_sourcemap
short_description: Upload and delete source maps of TrueWatch RUM applications
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Uploads the source map of a release of a RUM application, or deletes it. An application has one for each version and
    environment. See the guide R(Applications, ansible_collections.truewatch.openapi.docsite.apps).
  - The service returns that a source map exists and its time, but neither size nor digest. What was uploaded from
    this machine is remembered, so another archive for the same version and environment is uploaded again. Content that
    was uploaded from elsewhere is unknown and stays, unless O(force=true).
  - An upload takes three requests, and one for each 10 MiB.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  app:
    description: The application, by name or id.
    type: str
    required: true
    aliases: [app_id]
  version:
    description: The version of the release. Without it the source map is that of no version.
    type: str
    default: ""
  env:
    description: The environment. Without it the source map is that of no environment.
    type: str
    default: ""
  src:
    description:
      - The zip archive of the source maps, at most 512 MiB. Needed with O(state=present).
      - It is searched as M(ansible.builtin.copy) does, and read on the controller.
      - Links, encrypted files, paths that lead out of the archive, and more than 8 GiB unpacked are refused.
    type: str
  force:
    description: Upload the archive although a source map is there that is, or may be, the same.
    type: bool
    default: false
  state:
    description: V(present) sees that there is a source map, V(absent) that there is none.
    type: str
    choices: [present, absent]
    default: present
seealso:
  - module: truewatch.openapi.truewatch_rum_app
attributes:
  idempotent:
    support: partial
    details:
      - A source map that is there counts as the right one, unless this machine uploaded another archive. With
        O(force=true) each run uploads.
"""

EXAMPLES = r"""
- name: Upload the source maps of a release
  truewatch.openapi.truewatch_rum_sourcemap:
    app: shop_web_prod
    version: 2.7.1
    env: prod
    src: dist/sourcemaps.zip

- name: Upload them again after a rebuild of the same version
  truewatch.openapi.truewatch_rum_sourcemap:
    app: shop_web_prod
    version: 2.7.1
    env: prod
    src: dist/sourcemaps.zip
    force: true

- name: Delete those of an old release
  truewatch.openapi.truewatch_rum_sourcemap:
    app: shop_web_prod
    version: 1.0.0
    env: prod
    state: absent
"""

RETURN = r"""
rum_sourcemap:
  description: The source map; empty after O(state=absent). In check mode as it would be.
  returned: success
  type: dict
  contains:
    app_id:
      description: The id of the application.
      type: str
      sample: shop_web_prod
    version:
      description: The version.
      type: str
      sample: 2.7.1
    env:
      description: The environment.
      type: str
      sample: prod
    created_at:
      description: When it was uploaded, in UTC.
      type: str
      sample: "2026-11-23T22:00:00Z"
    content:
      description: Whether it is what the archive holds, V(same), or V(unknown) when it was not uploaded from here.
      type: str
      sample: same
rum_sourcemaps:
  description: All source maps of the application, with C(version), C(env) and C(created_at).
  returned: success
  type: list
  elements: dict
  sample:
    - version: 2.7.1
      env: prod
      created_at: "2026-11-23T22:00:00Z"
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

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Task, run_module
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps._sourcemaps import keep
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.rum_app import RUM_APP

TASK = Task(
    {
        "app": {"type": "str", "required": True, "aliases": ["app_id"]},
        "version": {"type": "str", "default": ""},
        "env": {"type": "str", "default": ""},
        "src": {"type": "str"},
        "force": {"type": "bool", "default": False},
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    },
    keep,
    blank=("version", "env"),
    constraints={"required_if": [["state", "present", ["src"]]]},
    hints={
        **dict.fromkeys(("file", "path", "archive"), "the zip archive is the option 'src'"),
        "platform": "a source map belongs to an application, a version and an environment, and to no platform",
        "environment": "the environment is the option 'env'",
    },
    kinds={RUM_APP.name: RUM_APP},
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

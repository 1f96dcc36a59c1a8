#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check the connection to a TrueWatch workspace."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_connection_info
short_description: Check the connection to a TrueWatch workspace
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Checks the connection options from the outside inwards - endpoint, proxy, TLS certificate, clock, API key, routes of
    the service, what the key may read, rate limit - and returns what it finds, as data and as one page of text.
  - Each trouble comes with its remedy. A trouble does not fail the task, unless O(fail_on) says so. Options that cannot
    be used, such as an unknown O(region), fail it as in every module.
  - The first request carries no key and accepts any certificate, to show the certificate that the other requests
    refuse. Whatever is surely no Open API does not get the key.
  - It sends four requests, and one for each of O(reads).
  - The playbook C(truewatch.openapi.check) prints the page.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.info
options:
  reads:
    description:
      - What to try to read, one request each. Names of kinds, as in O(truewatch.openapi.truewatch_info#module:kind),
        and V(query) for data by DQL, as the inventory and the lookups read it.
      - What is named here and cannot be read is an error. V(all) tries everything, and reports what cannot be read in
        RV(reads) only. That is about 50 requests, which take more than two minutes at 20 requests a minute.
    type: list
    elements: str
    default: []
  certificate_days:
    description: A certificate that expires within so many days is a warning.
    type: int
    default: 14
  clock_tolerance:
    description: A clock that differs by more seconds from that of the service is a warning.
    type: float
    default: 60
  fail_on:
    description:
      - Fail when there is a trouble of this severity. V(warning) includes errors.
      - The result is complete anyway.
    type: str
    choices: [error, warning]
seealso:
  - module: truewatch.openapi.truewatch_info
  - module: truewatch.openapi.truewatch_workspace_settings
"""

EXAMPLES = r"""
- name: Check the connection
  truewatch.openapi.truewatch_connection_info:
  register: connection

- name: Show the page
  ansible.builtin.debug:
    msg: "{{ connection.page }}"

- name: Stop a pipeline before its first change when the key cannot read what it needs
  truewatch.openapi.truewatch_connection_info:
    reads: [dashboard, monitor, alert_policy, query]
    fail_on: error

- name: Warn a month before the certificate of a private deployment expires
  truewatch.openapi.truewatch_connection_info:
    certificate_days: 30
  register: connection
  changed_when: connection.troubles | length > 0
"""

RETURN = r"""
ok:
  description: Whether there is no trouble of the severity V(error).
  returned: always
  type: bool
  sample: true
troubles:
  description: What is wrong, errors first.
  returned: always
  type: list
  elements: dict
  contains:
    severity:
      description: V(error) for what makes requests fail, else V(warning).
      type: str
      sample: warning
    what:
      description: What is wrong, in one sentence.
      type: str
      sample: The clock of this machine is 312 s behind the service.
    remedy:
      description: What to do about it.
      type: str
      sample: Synchronize it (NTP).
endpoint:
  description: The service.
  returned: always
  type: dict
  contains:
    url:
      description: URL of the Open API.
      type: str
      sample: https://us1-openapi.truewatch.com
    regions:
      description: The names of the site; none for a private deployment.
      type: list
      elements: str
      sample: [oregon, us1]
proxy:
  description: URL of the proxy, without user and password; null without one.
  returned: always
  type: str
  sample: http://proxy.example.com:3128
tls:
  description: What the service shows in the TLS handshake; null without TLS, and where no handshake came about.
  returned: always
  type: dict
  contains:
    version:
      description: Version of the protocol.
      type: str
      sample: TLSv1.3
    checked:
      description: Whether the certificate has to be valid, see O(validate_certs).
      type: bool
      sample: true
    ca_file:
      description: The file or folder with the CA certificates that count; null where none is looked at.
      type: str
      sample: /etc/ssl/certs/ca-certificates.crt
    certificates:
      description:
        - The certificates that the service sends, its own first. Only its own with Python 3.9.
        - Empty where the Python library C(cryptography) is missing; ansible-core brings it on the controller.
      type: list
      elements: dict
      contains:
        subject:
          description: Common name, or organization.
          type: str
          sample: us1-openapi.truewatch.com
        issuer:
          description: Common name of the issuer, or its organization.
          type: str
          sample: R11
        names:
          description: The host names and addresses that it is for.
          type: list
          elements: str
          sample: [us1-openapi.truewatch.com]
        not_before:
          description: When it begins to be valid, in UTC.
          type: str
          sample: "2026-10-01T00:00:00Z"
        not_after:
          description: When it expires, in UTC.
          type: str
          sample: "2026-12-30T00:00:00Z"
        days_left:
          description: Whole days until then, negative afterwards.
          type: int
          sample: 31
        self_signed:
          description: Whether it is issued by its own subject.
          type: bool
          sample: false
clock:
  description: The clock of the service; null when its answers do not tell the time.
  returned: always
  type: dict
  contains:
    ahead:
      description: Seconds that it is ahead of the clock of this machine; negative when it is behind.
      type: float
      sample: 0.2
    margin:
      description: Seconds by which that may be wrong. The service returns whole seconds.
      type: float
      sample: 0.5
service:
  description: What answers; null when nothing does.
  returned: always
  type: dict
  contains:
    seconds:
      description: Seconds that the first request took, with connecting.
      type: float
      sample: 0.042
    dialect:
      description: Whose routes the service has, V(reference) or V(guide); null when it does not tell.
      type: str
      sample: reference
    routes_missing:
      description: Routes that the check tried and the service does not have.
      type: list
      elements: str
      sample: []
workspace:
  description: The workspace that the key belongs to; null when the service does not tell. Each part may be null, too.
  returned: always
  type: dict
  contains:
    uuid:
      description: The uuid.
      type: str
      sample: wksp_541083cc19ec4d27ad597839a0477a97
    name:
      description: The name.
      type: str
      sample: Shop
    version:
      description: The version of the workspace, C(versionType) of the service.
      type: str
      sample: pay
    station:
      description: The site, C(bossStation) of the service.
      type: str
      sample: US1
    timezone:
      description: The time zone.
      type: str
      sample: Europe/Berlin
key:
  description:
    - The API key in use; null when the service does not tell which one it is, or the key may not list keys. Each part
      may be null, too. The secret of a key is never returned.
  returned: always
  type: dict
  contains:
    uuid:
      description: Its ID.
      type: str
      sample: wsak_0123456789abcdef0123456789abcdef
    name:
      description: Its name.
      type: str
      sample: ansible
    created_at:
      description: When it was created, in UTC.
      type: str
      sample: "2026-11-20T09:30:00Z"
    created_by:
      description: Who created it.
      type: str
      sample: Ada Lovelace
reads:
  description: What was tried to read; null without O(reads).
  returned: always
  type: list
  elements: dict
  contains:
    name:
      description: The kind, or V(query).
      type: str
      sample: dashboard
    allowed:
      description: Whether the key may read it; null when the service has no such route or fails.
      type: bool
      sample: true
    total:
      description: How many there are; null when the list does not tell.
      type: int
      sample: 12
    msg:
      description: Why it cannot be read; null when it can.
      type: str
      sample: null
rate_limit:
  description: The state of the rate limit after the check.
  returned: always
  type: dict
  contains:
    kept:
      description: Whether requests wait for it now, because of O(rate_limit) or since the service refused one.
      type: bool
      sample: false
    count:
      description: Requests that it allows; the documented ones where no limit is kept.
      type: int
      sample: 20
    seconds:
      description: In how many seconds.
      type: float
      sample: 60
    sent:
      description: Requests in the last seconds, of all processes of this user on this machine.
      type: int
      sample: 4
    refused_at:
      description: When the service last refused a request because of its limit, in UTC; null when that is not known.
      type: str
      sample: null
    wait:
      description: Seconds until the next request may go.
      type: float
      sample: 0
    shared:
      description: Whether the processes of this user on this machine count together.
      type: bool
      sample: true
page:
  description: All of it as lines of text.
  returned: always
  type: list
  elements: str
  sample:
    - Endpoint    https://us1-openapi.truewatch.com (oregon, us1)
    - No problems.
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
from ansible_collections.truewatch.openapi.plugins.module_utils._connection.check import check_connection
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS

TASK = Task(
    {
        "reads": {"type": "list", "elements": "str", "default": []},
        "certificate_days": {"type": "int", "default": 14},
        "clock_tolerance": {"type": "float", "default": 60},
        "fail_on": {"type": "str", "choices": ["error", "warning"]},
    },
    check_connection,
    kinds=KINDS,
    hints={
        "kinds": "what to try to read is the option 'reads'",
        "kind": "what to try to read is the option 'reads', a list",
    },
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Call any operation of the Open API."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_api
short_description: Call any operation of the TrueWatch Open API
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Calls one operation of the Open API of TrueWatch (Guance), for what no other module of this collection does.
  - The connection, the rate limit, repeats and errors are those of every module of this collection. A read is repeated
    after a failure of the network, a write never.
  - Parameters are checked against the vendor's reference before anything is sent. Missing and unknown ones and wrong
    types are refused.
  - A write is always C(changed). Use C(changed_when) where you know better.
  - In check mode reads are sent, and writes are not. What would be sent is in RV(request).
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
options:
  operation:
    description:
      - The name of the operation, the C(operationId) of the vendor's reference, for example V(pipeline_list). The guide
        C(docs/coverage.md) lists all of them.
      - Either this or O(method) and O(path).
    type: str
  method:
    description: The HTTP method of O(path).
    type: str
    choices: [GET, POST, PUT, PATCH, DELETE]
  path:
    description:
      - The path of the route, for example V(/api/v1/pipeline/list), without the address of the service and without a
        query.
      - Values of placeholders are in the path itself, or in O(path_params) for V({pipeline_uuid}) in the path, by the
        name that the path gives them.
      - A route that the reference has is checked as O(operation) is. Any other route is sent as it is.
    type: str
  writes:
    description:
      - Whether a route that the reference does not have changes anything. A V(GET) reads and all else writes, unless
        you say otherwise.
      - For a route that the reference has, it can only say that a read is to be treated as a write.
    type: bool
  path_params:
    description: Values of the placeholders in the path, by name.
    type: dict
    default: {}
  query_params:
    description:
      - Parameters of the query, by name. A list is sent as the reference says, mostly joined by commas, and a mapping
        as JSON. V(null) leaves a parameter out.
    type: dict
    default: {}
  body:
    description:
      - The body, which is sent as JSON; for an operation that takes a form, its fields except for the files.
      - JSON text is read.
    type: raw
  src:
    description:
      - A JSON or YAML file with the O(body), searched as M(ansible.builtin.copy) does (C(files/) of the role, folder of
        the playbook).
      - It is read on the controller and not templated, unless O(render) says so.
      - An ordinary file in UTF-8 of at most 64 MiB.
    type: str
    aliases: [file]
  render:
    description:
      - Render O(src) as an Ansible template before it is read.
      - Variables that are vaulted one by one are hidden in results and diffs, wherever the template puts them. Texts of
        variable files that are encrypted as a whole are not.
    type: bool
    default: false
  files:
    description:
      - Files to send in a form, by the name of the field. The value is the path of a file on the controller, searched
        as M(ansible.builtin.copy) does, or a mapping of C(path) and of C(filename), the name that is sent.
      - A route that the reference does not have is sent a form when this is given, and else JSON.
      - Each is an ordinary file of at most 64 MiB.
    type: dict
    default: {}
  all_pages:
    description:
      - Read a list over all its pages. RV(content) is then the list of the rows. It is complete, or the module fails.
      - A route that the reference does not have is asked for C(pageIndex) and C(pageSize).
    type: bool
    default: false
  limit:
    description: Read at most this many rows of a list, over as many pages as that takes.
    type: int
  query:
    description:
      - A JMESPath expression applied to RV(content); its result is returned as RV(result).
      - Needs the Python library C(jmespath).
    type: str
  dest:
    description:
      - The file that takes the answer of an operation that answers a file, such as a chart. It is a path on the machine
        where the task runs, in a folder that exists. The file is replaced as a whole, and only when it differs.
      - In check mode the file is read from the service, and not written.
    type: path
  mode:
    description:
      - The permissions of O(dest), as an octal number in quotes such as V("0640"). The owner must be able to read and
        write.
      - Without it the umask decides, for a file that replaces another one too.
    type: raw
  reveal_secrets:
    description:
      - Return the secrets in the answer. By default the values of keys, tokens, passwords, webhooks, headers and the
        like are masked, also inside texts.
      - Set C(no_log) for such a task. Secrets that you send, the API key among them, are masked anyway.
    type: bool
    default: false
  check_parameters:
    description:
      - Check O(query_params), O(body) and O(files) against the reference. Switch it off for a parameter that is newer
        than the reference.
    type: bool
    default: true
attributes:
  check_mode:
    support: full
  diff_mode:
    support: partial
    details:
      - The diff of a write shows the request, since what it changes is not known.
  idempotent:
    support: partial
    details:
      - A read changes nothing. A write is sent every time.
seealso:
  - plugin: truewatch.openapi.truewatch_api
    plugin_type: lookup
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: Read all pipelines
  truewatch.openapi.truewatch_api:
    operation: pipeline_list
    all_pages: true
    query: "[].{name: name, uuid: uuid}"
  register: pipelines

- name: Subscribe to a channel
  truewatch.openapi.truewatch_api:
    operation: channels_subscribe
    path_params:
      channel_uuid: "{{ channel }}"
    body:
      type: responsible

- name: Delete a note, which is a GET
  truewatch.openapi.truewatch_api:
    method: GET
    path: "/api/v1/notes/{{ note }}/delete"

- name: Keep the figures of the services as CSV
  truewatch.openapi.truewatch_api:
    operation: service_performance_export
    query_params:
      start: 1764000000000
      end: 1764086400000
    dest: services.csv
    mode: "0640"

- name: Upload the logo of the workspace
  truewatch.openapi.truewatch_api:
    operation: workspace_upload_logo_image
    query_params:
      filename: logo.png
      language: en
    files:
      file: logo.png

- name: Read a route that is newer than the reference and a POST
  truewatch.openapi.truewatch_api:
    method: POST
    path: /api/v1/forecast/list
    writes: false
    body:
      horizon: 7d
  register: forecast
"""

RETURN = r"""
content:
  description:
    - What the service answered, the C(content) of its envelope, or the rows with O(all_pages) and O(limit). Secrets are
      masked unless O(reveal_secrets=true).
  returned: when something was sent and no file was answered
  type: raw
  sample: [{name: nginx, uuid: pl_7c9f6e0a52b04d0f8b3a8f5f2a1d6c3e}]
result:
  description: What the expression of O(query) picks from C(content).
  returned: when O(query) is given
  type: raw
  sample: [nginx]
operation:
  description: The name of the operation; null for a route that the reference does not have.
  returned: success
  type: str
  sample: pipeline_list
request:
  description:
    - What was sent, or would be in check mode, without secrets, as C(method), C(path), C(query) and C(body), and with
      O(files) the names of the files as C(files).
  returned: success
  type: dict
  sample:
    method: POST
    path: /api/v1/channel/chan_2c7d5a3e9b3d4c0e8f6a1b2c3d4e5f60/subscribe
    query: {}
    body: {type: responsible}
total_count:
  description: How many rows the list has on the service; null when it does not say.
  returned: with O(all_pages) and O(limit)
  type: int
  sample: 12
page_info:
  description: The C(pageInfo) of the answer; null when there is none.
  returned: when one answer was read
  type: dict
  sample: {pageIndex: 1, pageSize: 100, count: 12, totalCount: 12}
trace_id:
  description: The identifier of the request, for the support of the vendor.
  returned: when one answer was read
  type: str
  sample: TRACE-1E81F1DD-1276-48E1-8D48-51F35D1FB231
dest:
  description: The file with the response.
  returned: when O(dest) is given
  type: str
  sample: /srv/report/services.csv
size:
  description: The size of that file in bytes.
  returned: when O(dest) is given
  type: int
  sample: 4711
state:
  description: What became of the file, V(created), V(updated) or V(unchanged).
  returned: when O(dest) is given
  type: str
  sample: created
outcome_unknown:
  description: That the service may have carried out the write although the task failed. Read back before you repeat it.
  returned: when a write failed so
  type: bool
  sample: true
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
from ansible_collections.truewatch.openapi.plugins.module_utils._calls.call import Call
from ansible_collections.truewatch.openapi.plugins.module_utils._calls.request import METHODS, without_secret_options
from ansible_collections.truewatch.openapi.plugins.module_utils._content import Content


def call(run):
    one = Call(run.params)
    run.secrets.update(one.secrets)
    if run.check_mode and one.writes:
        return one.planned()
    try:
        return one.send(run.client, run.check_mode)
    finally:
        run.secrets.update(one.secrets)


TASK = Task(
    {
        "operation": {"type": "str"},
        "method": {"type": "str", "choices": list(METHODS)},
        "path": {"type": "str"},
        "writes": {"type": "bool"},
        "path_params": {"type": "dict", "default": {}},
        "query_params": {"type": "dict", "default": {}},
        "body": {"type": "raw"},
        "files": {"type": "dict", "default": {}},
        "all_pages": {"type": "bool", "default": False},
        "limit": {"type": "int"},
        "query": {"type": "str"},
        "dest": {"type": "path"},
        "mode": {"type": "raw"},
        "reveal_secrets": {"type": "bool", "default": False},
        "check_parameters": {"type": "bool", "default": True},
    },
    call,
    constraints={
        "required_one_of": [["operation", "path"]],
        "mutually_exclusive": [["operation", "path"], ["operation", "method"], ["operation", "writes"]],
        "required_together": [["method", "path"]],
    },
    content=Content("body"),
    secrets=lambda options: without_secret_options(options)[1],
    hide=lambda options: without_secret_options(options)[0],
    hints={
        "params": "they are 'path_params', 'query_params' and 'body'",
        "url": "the path of a route is the option 'path', the address of the service 'endpoint'",
        "data": "what is sent is the option 'body'",
        "json": "what is sent is the option 'body'",
        "jmespath": "a JMESPath expression is the option 'query', parameters of the URL are 'query_params'",
    },
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

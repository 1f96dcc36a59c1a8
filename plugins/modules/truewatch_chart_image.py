#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: truewatch_chart_image
short_description: Save a chart of a TrueWatch workspace as an image
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Lets the service draw a chart over time and saves it as a file, for a report or a chat.
  - The file is on the machine where the task runs. It is replaced as a whole, and only when it differs.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
options:
  client_token:
    description:
      - A client token of the workspace, which begins with C(wctn_). The service wants it for images instead of the API
        key. It is sent in the URL of the request, and never shown.
      - O(api_key) is still needed, since it is what the rate limit is counted by.
      - If not set, the environment variable E(TRUEWATCH_CLIENT_TOKEN) is used.
    type: str
    required: true
  dql:
    description: A statement in DQL, for example V(M::`cpu`:(avg(`usage_total`\)\) BY `host`).
    type: str
  promql:
    description: A statement in PromQL.
    type: str
  from:
    description: Where the chart begins, for example V(-1d) or V(2026-11-23 22:00). By default V(-1h).
    type: str
  to:
    description: Where the chart ends. By default V(now).
    type: str
  timezone:
    description:
      - The time zone of the axis, and of times without an offset, for example V(Europe/Berlin).
    type: str
    default: UTC
  interval:
    description: The time from one point to the next, for example V(1m). By default the service chooses.
    type: str
  dest:
    description: The path of the image. Its folder must be there.
    type: path
    required: true
  mode:
    description:
      - The permissions of O(dest), as an octal number in quotes such as V("0640"). The owner must be able to read and
        write.
      - Without it the umask decides, for a file that replaces another one too.
    type: raw
attributes:
  check_mode:
    support: full
    details:
      - The chart is drawn, and no file is written.
  diff_mode:
    support: none
  idempotent:
    support: partial
    details:
      - A chart that ends now is another one a minute later.
notes:
  - The vendor does not document the image format. RV(format) contains it; a response that is not an image is an error.
seealso:
  - module: truewatch.openapi.truewatch_query_info
  - module: truewatch.openapi.truewatch_report
"""

EXAMPLES = r"""
- name: Keep how busy the hosts were in the last day
  truewatch.openapi.truewatch_chart_image:
    client_token: "{{ vault_client_token }}"
    dql: "M::`cpu`:(avg(`usage_total`)) BY `host`"
    from: -1d
    interval: 10m
    timezone: Europe/Berlin
    dest: /srv/report/cpu.png
    mode: "0640"
"""

RETURN = r"""
dest:
  description: The path of the image.
  returned: success
  type: str
  sample: /srv/report/cpu.png
state:
  description: What became of the file, V(created), V(updated) or V(unchanged); in check mode what would.
  returned: success
  type: str
  sample: created
size:
  description: The size in bytes.
  returned: success
  type: int
  sample: 18422
format:
  description: The format of the image, V(png), V(jpeg), V(gif) or V(svg).
  returned: success
  type: str
  sample: png
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

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Task, environment_option, run_module
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._queries.image import Chart, drawn
from ansible_collections.truewatch.openapi.plugins.module_utils._writing import destination, kept, mode_of


def keep(run):
    params = run.params
    token, chart = params["client_token"].strip(), Chart.of(params)
    if not token:
        raise InputError("'client_token' is empty: give a client token of the workspace, which begins with wctn_.")
    path, mode = destination(params["dest"]), mode_of(params["mode"])
    content, form = drawn(run.client, chart, token, run.now())
    state = kept(path, content, mode, run.check_mode)
    return {"changed": state != "unchanged", "dest": path, "state": state, "size": len(content), "format": form}


TASK = Task(
    {
        "client_token": environment_option(["TRUEWATCH_CLIENT_TOKEN"], type="str", required=True, no_log=True),
        "dql": {"type": "str"},
        "promql": {"type": "str"},
        "from": {"type": "str"},
        "to": {"type": "str"},
        "timezone": {"type": "str", "default": "UTC"},
        "interval": {"type": "str"},
        "dest": {"type": "path", "required": True},
        "mode": {"type": "raw"},
    },
    keep,
    constraints={"required_one_of": [["dql", "promql"]], "mutually_exclusive": [["dql", "promql"]]},
    hints={
        "q": "the statement is the option 'dql', or 'promql'",
        "query": "the statement is the option 'dql', or 'promql'",
        "start": "the time is drawn from 'from' to 'to'",
        "end": "the time is drawn from 'from' to 'to'",
        "path": "the path of the image is the option 'dest'",
        "file": "the path of the image is the option 'dest'",
        "token": "the client token is the option 'client_token', the API key 'api_key'",
    },
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write a whole workspace to files."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_workspace_export
short_description: Export a whole TrueWatch workspace to files
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Writes every object of a live workspace to a folder that M(truewatch.openapi.truewatch_workspace) applies, one
    folder per kind and one file per object, relations by name, without uuids, times and other things that belong to one
    workspace only.
  - The same workspace gives the same bytes in an empty folder. Only files that differ are written, each as a whole;
    nothing outside of O(dest) is touched.
  - A new file is called like its object. Where several names give one file name, the file has a digest in its name.
  - An object that a file below O(dest) contains already stays in this file, whatever its name, in any subfolder of the
    folder of its kind, alone or with others. The file is written again, in its place and format, only if applying it
    to an empty workspace would not make the same object. Comments are lost then.
  - An object in two files, a file in the folder of a kind that cannot be read, and an object in a zip archive that
    differs are errors. Nothing is written then.
  - Secrets are left out and listed in RV(report).
  - An object that is deleted while the workspace is read is left out with a warning. One that cannot be read causes a
    warning and in RV(report); the others are exported.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  dest:
    description: The folder. It is made when it does not exist.
    type: path
    required: true
  kinds:
    description: Only objects of these kinds.
    type: list
    elements: str
  include:
    description:
      - Only objects that fit one of these patterns (V(*), V(?), V([seq])), held against the name and against
        C(kind/name). A name given as it is always fits, brackets in it included.
      - Where more than the name distinguishes objects, the whole key can also be used as the name, such as
        C(pipeline/logging/shop).
      - A pattern that matches nothing causes a warning.
    type: list
    elements: str
    default: []
  exclude:
    description: No objects that fit one of these patterns, which are read like those of O(include); counts after it.
    type: list
    elements: str
    default: []
  remove:
    description:
      - Remove the files of the selected kinds of objects that the workspace does not have. From a file that contains
        others as well, only these objects are removed. Folders inside the folder of a kind that become empty are
        removed too.
      - Only when neither O(include) nor O(exclude) narrows the export.
      - Without O(kinds), an export of a workspace without objects is refused when it would remove all files of O(dest),
        because O(api_key) may be that of another workspace.
    type: bool
    default: false
  mode:
    description:
      - The permissions of the files, as an octal number in quotes such as V("0640"). The owner must be able to read and
        write. Folders that are made follow the umask.
      - Without it the umask decides, for a file that replaces another one too.
    type: raw
seealso:
  - module: truewatch.openapi.truewatch_workspace
"""

EXAMPLES = r"""
- name: Write the workspace into a working tree of git
  truewatch.openapi.truewatch_workspace_export:
    dest: "{{ playbook_dir }}/workspace"
    remove: true

- name: Only the dashboards of one team
  truewatch.openapi.truewatch_workspace_export:
    dest: /srv/backup/team-web
    kinds: [dashboard]
    include: ["Web *"]
"""

RETURN = r"""
dest:
  description: The folder.
  returned: success
  type: str
  sample: /srv/backup/workspace
files:
  description: One entry per file, with its path below O(dest) and what became of it, V(created), V(updated),
    V(unchanged) or V(removed).
  returned: success
  type: list
  elements: dict
  sample:
    - {path: dashboards/nginx-overview.json, state: created}
summary:
  description: How many files were created, updated, left unchanged and removed.
  returned: success
  type: dict
  sample: {created: 1, updated: 0, unchanged: 41, removed: 0}
diff:
  description: The files that are written and removed, one a line.
  returned: success
  type: dict
report:
  description: What the files cannot store.
  returned: success
  type: dict
  contains:
    secrets:
      description: C(kind/name) of an object to the options that were left out since they are secret, and to places of
        secrets inside options, which its file has null for.
      type: dict
      sample: {notify_object/Ops: [webhook]}
    duplicates:
      description: C(kind/name) that several objects share. Their files contain the uuid and only work in this
        workspace.
      type: list
      elements: str
      sample: [dashboard/Overview]
    ids:
      description: C(kind/name) of an object to the options with ids that have no name here, such as accounts in
        permissions. They mean nothing in another workspace.
      type: dict
      sample: {dashboard/Payment: [permissions]}
    people:
      description: Members by e-mail address, each with the C(kind/name) of the objects that name it. Another workspace
        must have these members. Empty when O(kinds) names C(member), since files hold them then.
      type: dict
      sample: {ada@example.com: [team/On-call]}
    refused:
      description: C(kind/name) of an object that holds what no options can say, to the reason. Its file is written as a
        record, and M(truewatch.openapi.truewatch_workspace) refuses it, or would make something else of it.
      type: dict
      sample: {"alert_policy/Night": "Missing required arguments: after found in targets -> rules -> escalations."}
    unread:
      description: C(kind/name) of an object that could not be read or written to a file, to the reason. Its file, if
        there is one, stays as it is.
      type: dict
      sample: {dashboard/Payment: A text of it holds half a character, which no file can hold.}
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
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.export import export_workspace

TASK = Task(
    {
        "dest": {"type": "path", "required": True},
        "kinds": {"type": "list", "elements": "str"},
        "include": {"type": "list", "elements": "str", "default": []},
        "exclude": {"type": "list", "elements": "str", "default": []},
        "remove": {"type": "bool", "default": False},
        "mode": {"type": "raw"},
    },
    export_workspace,
    kinds=KINDS,
    hints={
        "src": "the folder that is written is the option 'dest'",
        "path": "the folder that is written is the option 'dest'",
        "kind": "the kinds are the option 'kinds', a list",
        "prune": "files of objects that are gone are removed with 'remove: true'",
    },
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

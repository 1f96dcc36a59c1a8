#!/usr/bin/python
# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep a whole workspace as it is declared."""

from __future__ import annotations

DOCUMENTATION = r"""
---
module: truewatch_workspace
short_description: Manage a whole TrueWatch workspace
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Takes the wanted set of objects as a folder, inline, or both; reads each kind of the workspace once; plans what is
    to be created, changed and deleted, in the order that relations need; shows the plan as a diff per object, and
    applies it.
  - Names are resolved inside the wanted set, so that check mode works on an empty workspace too.
  - A run that was interrupted is finished by the next one. See the guide
    R(Workspace, ansible_collections.truewatch.openapi.docsite.workspace).
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  src:
    description:
      - A folder with one folder per kind (C(dashboards), C(monitors), C(alert_policies) and so on) and one object per
        file, JSON or YAML, in subfolders of any name too.
      - A file contains the options of the kind's own module, or what the console exports (a dashboard, a pack of
        monitors), or a list of such. A zip archive of files is read like the files in it, and may be the whole set.
      - An object without a name is called like its file, with a number where a file holds several.
      - A folder without objects causes a warning; with O(prune) it is an error.
      - The folder is searched as M(ansible.builtin.copy) does, and then in the working directory. It is read on the
        controller.
    type: str
  definition:
    description:
      - Folder name of a kind to the list of its objects, each with the options of the kind's own module.
    type: dict
  secrets:
    description:
      - >-
        C(kind/name) of an object to the options that its file leaves out since they are secret, such as
        C({"notify_object/Ops": {"webhook": "https://..."}}). A secret inside an option goes by its place, such as
        C(headers.Authorization). Keep it in a vault. A key that matches no object of the set causes a warning.
    type: dict
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
      - A pattern that matches nothing causes a warning; with O(prune) it is an error.
    type: list
    elements: str
    default: []
  exclude:
    description: No objects that fit one of these patterns, which are read like those of O(include); counts after it.
    type: list
    elements: str
    default: []
  verify:
    description:
      - V(full) compares the content of every object.
      - V(quick) takes an object for unchanged when neither its file nor the service's time of its last change differs
        from when the two were last found equal, or written, on this controller; an unchanged workspace then costs its
        lists alone.
      - If not set, the environment variable E(TRUEWATCH_VERIFY) is used.
    type: str
    choices: [full, quick]
    default: full
  continue_on_error:
    description:
      - Go on with the other objects when one is wrong, or cannot be read or written. The task fails at the end anyway,
        and lists what was done and what was not. Then O(prune) deletes nothing. A refused key, a rate limit that
        does not let go and an unreachable service stop the run still.
      - Otherwise nothing is written when anything in the set is wrong, and the first write that fails stops the run.
    type: bool
    default: false
  _files:
    description:
      - The files of the set. The controller fills this in for a machine that does not have them. Do not set it.
    type: list
    elements: dict
  relations:
    description:
      - What becomes of a reference by name to an object that neither the set nor the workspace has, such as an alert
        policy of a monitor that is carried to another workspace.
      - V(fail) refuses the run.
      - V(drop) leaves the reference out, with a warning.
      - V(keep) leaves the option that holds the reference as it is in the workspace; a new object is made without the
        reference.
      - A reference that an object needs is refused anyway, such as the monitors of an SLO, what a mute rule mutes
        and the last recipient of a rule.
      - A reference by uuid that leads nowhere is always refused; O(rename_relations) can give a name in its place.
    type: str
    choices: [fail, drop, keep]
    default: fail
  rename_relations:
    description:
      - A mapping of what references in the set name to the name that counts in this workspace, such as
        V(alert_policy/Oncall) to V(Oncall EU). The key is the name, the e-mail address or the uuid in the set, alone or
        after its kind and a slash. The objects of the set keep their own names.
      - It counts before O(relations), which concerns what is still missing then.
      - A key that no reference uses causes a warning.
    type: dict
  prune:
    description:
      - Delete the objects in this scope that are not in the wanted set. All conditions given must fit; at least one
        must be given, and none may be empty.
      - When anything that stays, or that the wanted set holds, still uses one of them, nothing at all is written.
      - Objects of kinds that are not selected by O(kinds), O(include) and O(exclude) are never deleted.
    type: dict
    suboptions:
      tag:
        description: Only objects with this tag; kinds without tags are then never deleted.
        type: str
      name_prefix:
        description: Only objects whose name begins so.
        type: str
      kinds:
        description: Only objects of these kinds.
        type: list
        elements: str
      created_by:
        description:
          - Only objects that one of these created. Each is a name, an e-mail address, or the id of an account or API
            key, such as V(wsak_0123456789abcdef0123456789abcdef). People can choose their names, so an id is safer.
          - An object of which the service does not return the creator is never deleted.
        type: list
        elements: str
      updated_by:
        description: Only objects that one of these changed last, or created if nobody has changed them since.
        type: list
        elements: str
      updated_before:
        description:
          - Only objects that were last changed before this time, such as V(-30d) or V(2026-11-23 22:00), in UTC.
        type: str
  max_deletions:
    description: The most objects that O(prune) may delete; when it would be more, nothing at all is written.
    type: int
    default: 10
  force:
    description:
      - Kinds whose objects may be created and changed although that destroys or gives away more than the object, such
        as data that other workspaces may read from then on. Without it such a plan is refused, and the message says
        what it would do. C(force) in the file of an object means nothing, since it would hold for every run to come.
      - In check mode, V(*) means every kind, so that a report shows what is dangerous too. A run that writes
        refuses it.
      - O(prune) deletes no object that takes more with it, whatever is said here.
    type: list
    elements: str
  unmanaged:
    description:
      - Also list the objects of the selected kinds that are not in the wanted set, in RV(unmanaged).
      - Without O(kinds) that lists every kind of the workspace, one request or few for each.
    type: bool
    default: false
seealso:
  - module: truewatch.openapi.truewatch_info
"""

EXAMPLES = r"""
- name: See what would change
  truewatch.openapi.truewatch_workspace:
    src: workspace
  check_mode: true
  diff: true

- name: Apply the folder, and delete what carries the team's tag and is not in it
  truewatch.openapi.truewatch_workspace:
    src: workspace
    verify: quick
    prune:
      tag: team-web

- name: Apply the set of another workspace, where the alert policy has another name
  truewatch.openapi.truewatch_workspace:
    src: workspace
    rename_relations:
      alert_policy/Oncall: Oncall EU
    relations: drop

- name: A small set, inline
  truewatch.openapi.truewatch_workspace:
    definition:
      dashboards:
        - name: Payment
          description: Made by Ansible
"""

RETURN = r"""
results:
  description: One entry per object, in the order of work. When the task fails half-way, only the objects that change.
  returned: when the plan could be made
  type: list
  elements: dict
  contains:
    kind:
      description: The kind; null if the file or folder has no known kind.
      type: str
      sample: dashboard
    name:
      description: The name; null when the object could not be read so far.
      type: str
      sample: NGINX overview
    uuid:
      description: The uuid; null before the object exists.
      type: str
      sample: dsbd_541083cc19ec4d27ad597839a0477a97
    action:
      description: What the plan says, V(create), V(change), V(delete) or V(nothing); V(unknown) for an object that is
        wrong or could not be read, with O(continue_on_error); V(over) for a mute rule whose time has passed, which is
        left as it is.
      type: str
      sample: change
    changed:
      description: Whether the plan changes the object.
      type: bool
      sample: true
    updated_at:
      description: When the object was last changed before this run, in UTC; null before it exists.
      type: str
      sample: "2026-11-23T22:00:00Z"
    updated_by:
      description: Who changed it, a name, an account or the name of an API key; null when the service does not tell.
      type: str
      sample: Ada Lovelace
    dangers:
      description: What the change does to more than the object, in words.
      returned: when it is dangerous and O(force) consents
      type: list
      elements: str
      sample: [lets another workspace read data]
    diff:
      description: What changes, in the form of RV(diff).
      returned: when the plan changes the object
      type: dict
    status:
      description: Outside check mode V(done), V(failed), V(left) (not begun) or V(unchanged).
      type: str
      sample: done
    msg:
      description: Why it failed.
      type: str
      sample: There is no notify object named 'Ops' in this workspace.
    origin:
      description: The file, or the place in O(definition).
      type: str
      sample: workspace/dashboards/nginx.json
summary:
  description: How many objects the plan creates, changes, deletes and leaves alone.
  returned: when the plan could be made
  type: dict
  sample: {create: 1, change: 2, delete: 0, nothing: 297}
unmanaged:
  description: The objects that are not in the wanted set and stay, sorted by kind and name.
  returned: with O(unmanaged), unless the task fails
  type: list
  elements: dict
  sample:
    - kind: dashboard
      name: Try-out
      uuid: dsbd_541083cc19ec4d27ad597839a0477a97
      updated_at: "2026-11-23T22:00:00Z"
      updated_by: Ada Lovelace
diff:
  description: One diff per object that changes.
  returned: when the plan could be made
  type: list
  elements: dict
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
from ansible_collections.truewatch.openapi.plugins.module_utils._keeping import VERIFY
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.apply import ensure_workspace
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.folder import CARRIED
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.wanted import hidden, secrets

PRUNE = {
    "tag": {"type": "str"},
    "name_prefix": {"type": "str"},
    "kinds": {"type": "list", "elements": "str"},
    "created_by": {"type": "list", "elements": "str"},
    "updated_by": {"type": "list", "elements": "str"},
    "updated_before": {"type": "str"},
}

TASK = Task(
    {
        "src": {"type": "str"},
        CARRIED: {"type": "list", "elements": "dict"},
        "definition": {"type": "dict"},
        "secrets": {"type": "dict", "no_log": True},
        "kinds": {"type": "list", "elements": "str"},
        "include": {"type": "list", "elements": "str", "default": []},
        "exclude": {"type": "list", "elements": "str", "default": []},
        **VERIFY,
        "relations": {"type": "str", "choices": ["fail", "drop", "keep"], "default": "fail"},
        "rename_relations": {"type": "dict"},
        "continue_on_error": {"type": "bool", "default": False},
        "prune": {"type": "dict", "options": PRUNE},
        "max_deletions": {"type": "int", "default": 10},
        "force": {"type": "list", "elements": "str"},
        "unmanaged": {"type": "bool", "default": False},
    },
    ensure_workspace,
    kinds=KINDS,
    # To leave out a condition of 'prune' deletes more: it says so itself.
    blank=(CARRIED, "force", *(f"prune.{option}" for option in PRUNE)),
    constraints={"required_one_of": [["src", "definition"]]},
    folder=True,
    secrets=secrets,
    hide=hidden,
    hints={
        "state": "the whole set is present; 'prune' deletes what is not in it",
        "path": "the folder of the workspace is the option 'src'",
        "dir": "the folder of the workspace is the option 'src'",
        "folder": "the folder of the workspace is the option 'src'",
        "dest": "the folder of the workspace is the option 'src'; truewatch_workspace_export writes one to 'dest'",
        "objects": "objects are given by 'definition', such as definition: {dashboards: [{name: Web}]}",
        "relations": "other names for references are given by 'rename_relations'",
        **dict.fromkeys(
            ("rename", "renames", "relation_names", "mapping"),
            "other names for references are given by 'rename_relations', such as "
            "rename_relations: {alert_policy/Oncall: Oncall EU}",
        ),
        "kind": "the kinds are the option 'kinds', a list",
        "delete": "what may be deleted is said by 'prune', such as prune: {tag: team-web}",
    },
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

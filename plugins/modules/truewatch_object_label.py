#!/usr/bin/python

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: truewatch_object_label
short_description: Manage the labels of a host or another infrastructure object in TrueWatch
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
version_added: 1.0.0
description:
  - Adds, removes or replaces the labels that TrueWatch keeps of an object, addressed by its class and name.
  - The labels of all objects in O(hosts), or of all items of a loop, are read with one request.
  - The service shows a change of labels only up to five minutes later. What this module wrote counts as read for that
    time, so that a second run reports no change. For this it keeps a small file beside the one of O(rate_limit).
  - A change that somebody else makes to the labels of the same object within these five minutes is not seen. Tasks of
    the same user on the same controller know of each other, also when they run at the same time.
  - Check mode cannot tell whether the object exists.
extends_documentation_fragment:
  - truewatch.openapi.connection
  - truewatch.openapi.attributes
  - truewatch.openapi.attributes.object
options:
  host:
    description:
      - Name of the host, or of an object of another O(object_class).
      - One of O(host), O(hosts) and O(everywhere) is required.
    type: str
    aliases: [name]
  hosts:
    description:
      - Names of several objects, each of which gets the labels. They are read with one request.
    type: list
    elements: str
  everywhere:
    description:
      - With V(true) and O(state=absent), remove the labels from every object of O(object_class) that has one of them.
      - All labels of the class are read with one request, and each object that changes takes one more.
      - Whether the service lists the labels of all objects at once, or has a maximum, is not documented. Run the task
        again until it reports no change.
    type: bool
  object_class:
    description:
      - Class of the object.
    type: str
    default: HOST
  labels:
    description:
      - The labels. An empty list with O(state=exact) removes all labels.
    type: list
    elements: str
    required: true
    aliases: [label]
  state:
    description:
      - V(present) adds the labels that are missing and keeps all others.
      - V(absent) removes the labels.
      - V(exact) leaves the object with these labels and no others.
    type: str
    choices: [present, absent, exact]
    default: present
seealso:
  - module: truewatch.openapi.truewatch_object_info
"""

EXAMPLES = r"""
- name: Mark the hosts of this play
  truewatch.openapi.truewatch_object_label:
    host: "{{ inventory_hostname }}"
    labels: [managed-by-ansible, "{{ env }}"]
  delegate_to: localhost
  throttle: 1

- name: Mark all hosts of a group
  truewatch.openapi.truewatch_object_label:
    hosts: "{{ groups['web'] }}"
    labels: [web]
  delegate_to: localhost
  run_once: true

- name: Take the mark of the patch window away
  truewatch.openapi.truewatch_object_label:
    host: web-01
    labels: [patching]
    state: absent

- name: Retire a label
  truewatch.openapi.truewatch_object_label:
    everywhere: true
    labels: [old-datacenter]
    state: absent

- name: Exactly these labels
  truewatch.openapi.truewatch_object_label:
    host: web-01
    labels: [production, web]
    state: exact
"""

RETURN = r"""
labels:
  description: The labels of the object after the task, sorted.
  returned: when O(host) is given
  type: list
  elements: str
  sample: [production, web]
labels_by_host:
  description: The labels of each object after the task, sorted. With a failure, those of the objects that were done.
  returned: when O(hosts) or O(everywhere) is given
  type: dict
  sample: {web-01: [production, web], web-02: [web]}
diff:
  description: The labels before and after; with O(hosts) by name, of those that change.
  returned: success
  type: dict
  sample:
    before: {labels: [web]}
    after: {labels: [production, web]}
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
from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.labels import labels_of_class, wanted_labels


def set_labels(run):
    params = run.params
    labels = labels_of_class(run.client, params["object_class"])
    if params["everywhere"]:
        if params["state"] != "absent":
            raise InputError("everywhere: it removes labels, so set 'state: absent'.")
        if not params["labels"]:
            raise InputError("labels: the list is empty, so there is nothing to remove.")
        wanted_labels("absent", [], params["labels"])  # refuses an empty one before anything is read
        return change_labels(run, labels, labels.bearers(params["labels"]), one=False)
    one, names = params["host"] is not None, [params["host"]] if params["host"] is not None else params["hosts"]
    if not all(name.strip() for name in names):
        raise InputError(f"{'host' if one else 'hosts'}: the name of an object is missing.")
    return change_labels(run, labels, names, one)


def change_labels(run, labels, names, one):
    """Change the labels of the objects; ``one`` says in which form the result is returned."""
    params = run.params
    labels.expect([*names, *run.together])
    before, after = {}, {}
    for name in dict.fromkeys(names):
        with labels.held(name, run.tell):
            had = labels.of(name)
            wanted = wanted_labels(params["state"], had, params["labels"])
            if wanted != had and not run.check_mode:
                try:
                    labels.set(name, wanted)
                except ApiError as error:
                    if not one:
                        error.result = {"changed": before != after, "labels_by_host": after}
                    raise
        before[name], after[name] = had, wanted
    if one:
        diff = {when: {"labels": those[names[0]]} for when, those in (("before", before), ("after", after))}
        return {"changed": before != after, "labels": after[names[0]], "diff": diff}
    changed = [name for name in after if after[name] != before[name]]
    diff = {when: {name: those[name] for name in changed} for when, those in (("before", before), ("after", after))}
    return {"changed": bool(changed), "labels_by_host": after, "diff": diff}


TASK = Task(
    {
        "host": {"type": "str", "aliases": ["name"]},
        "hosts": {"type": "list", "elements": "str"},
        "everywhere": {"type": "bool"},
        "object_class": {"type": "str", "default": "HOST"},
        "labels": {"type": "list", "elements": "str", "required": True, "aliases": ["label"]},
        "state": {"type": "str", "choices": ["present", "absent", "exact"], "default": "present"},
    },
    set_labels,
    constraints={
        "mutually_exclusive": [["host", "hosts", "everywhere"]],
        "required_one_of": [["host", "hosts", "everywhere"]],
    },
    together="host",
)


def main():
    run_module(TASK)


if __name__ == "__main__":
    main()

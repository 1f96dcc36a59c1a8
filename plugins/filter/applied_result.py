# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of a role that applies objects."""

from __future__ import annotations

DOCUMENTATION = r"""
name: applied_result
short_description: The result of a role that applies objects
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Makes the result of the roles P(truewatch.openapi.workspace#role), P(truewatch.openapi.dashboards#role) and
    P(truewatch.openapi.monitors#role) from what their task returned. It holds names and numbers, but no content and
    no differences.
options:
  _input:
    description:
      - What the task returned. One result of M(truewatch.openapi.truewatch_workspace), or those of a loop over
        M(truewatch.openapi.truewatch_dashboard) or M(truewatch.openapi.truewatch_monitor). Empty if the task did not
        run.
    type: dict
    required: true
  reason:
    description: Why the role failed, empty if it did not.
    type: str
    default: ""
  kind:
    description: The kind of the objects of a loop.
    type: str
"""

EXAMPLES = r"""
- name: Apply
  truewatch.openapi.truewatch_dashboard:
    name: "{{ item }}"
  loop: [Web, Shop]
  register: applied

- name: Show what changed
  ansible.builtin.debug:
    msg: "{{ (applied | truewatch.openapi.applied_result(kind='dashboard')).summary }}"
"""

RETURN = r"""
_value:
  description: C(changed), C(failed), C(msg), C(summary), C(objects), C(api_calls) and C(waited_seconds), as the README
    files of the roles describe them.
  type: dict
"""

import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import make_unsafe

_ACTIONS = ("create", "change", "delete", "nothing")


def applied_result(applied: t.Any, reason: str = "", kind: str | None = None) -> dict:
    """What a role returns that applied objects: changed, failed, msg, summary, objects, api_calls, waited_seconds."""
    if not isinstance(applied, dict):
        raise AnsibleFilterError("applied_result: give it the registered result of a task.")
    results = applied.get("results") or []
    runs = [applied] if kind is None else results
    entries = results if kind is None else [entry for one in results for entry in _of_item(one, kind)]
    # A run over a workspace that failed leaves out of its results what was unchanged, but counts it.
    summary = applied.get("summary") or {
        action: sum(entry["action"] == action for entry in entries) for action in _ACTIONS
    }
    check_mode = any("check_mode" in one for one in runs)
    shown = [entry for entry in entries if entry.get("changed") or entry.get("status") in ("failed", "left")]
    result = {
        "changed": bool(applied.get("changed")),
        "failed": bool(reason),
        "summary": summary,
        "objects": [_object(entry, "planned" if check_mode else "done") for entry in shown],
        "api_calls": sum(one.get("api_calls") or 0 for one in runs),
        "waited_seconds": sum(one.get("waited_seconds") or 0 for one in runs),
    }
    told = "" if reason and not entries and "summary" not in applied else _told(result, check_mode)
    return make_unsafe({**result, "msg": f"{told} {reason}".strip()})


def _of_item(item: dict, kind: str) -> t.Iterator[dict]:
    """One entry for each object of an item of a loop, in the form of truewatch_workspace."""
    has_failed = bool(item.get("failed"))
    if item.get(f"{kind}s"):  # a pack
        for entry in item[f"{kind}s"]:
            action = entry.get("action", "unknown")
            is_left = has_failed and action != "nothing" and not entry["changed"]
            status = {"status": "failed"} if entry.get("failed") else {"status": "left"} if is_left else {}
            yield {**entry, "kind": kind, "action": action, **status}
        return
    made, given = item.get(kind) or {}, item.get("item") or {}
    names = (given.get(key) for key in ("name", "title", "identifier", "uuid", "src", "file", "path"))
    entry = {
        "kind": kind,
        "name": made.get("name") or next(filter(None, names), None),
        "uuid": made.get("uuid") or given.get("uuid"),
        "changed": bool(item.get("changed")),
        "action": "unknown" if has_failed else _action(item),
    }
    yield {**entry, "status": "failed", "msg": item.get("msg")} if has_failed else entry


def _action(item: dict) -> str:
    if not item.get("changed"):
        return "nothing"
    diff = item.get("diff") or {}
    return "create" if not diff.get("before") else "change" if diff.get("after") else "delete"


def _object(entry: dict, status: str) -> dict:
    uuid = str(entry.get("uuid") or "(unknown)")
    return {
        "kind": entry["kind"],
        "name": entry["name"],
        "uuid": None if uuid.startswith("(") else uuid,  # (known after apply)
        "action": entry["action"],
        "status": entry.get("status") or status,
        "msg": entry.get("msg") or "",
    }


def _told(result: dict, check_mode: bool) -> str:
    begin = "Planned" if check_mode else "Not finished" if result["failed"] else "Applied"
    words = {"create": "created", "change": "changed", "delete": "deleted"}
    counts = result["summary"]
    parts = [f"{counts[one]} {word if begin == 'Applied' else 'to ' + one}" for one, word in words.items()]
    if begin == "Not finished" and result["objects"]:
        done = sum(one["status"] == "done" for one in result["objects"])
        begin += f", {done} of {len(result['objects'])} done"
    return (
        f"{begin}: {', '.join(parts)}, {counts['nothing']} unchanged; {result['api_calls']} requests, "
        f"{round(result['waited_seconds'])} s waited for the rate limit."
    )


class FilterModule:
    """What Ansible asks for."""

    def filters(self) -> dict[str, t.Callable]:
        """The filters by name."""
        return {"applied_result": applied_result}

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that would leave its maintenance window open is refused before the window opens.

After ``meta: end_play`` and its kind Ansible runs nothing of the play on a host, not even what stands in ``always``.
"""

from __future__ import annotations

import contextlib
import os
import typing as t

from ansible.errors import AnsibleError

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError

_ENDS = ("end_host", "end_batch", "end_play")
_FOLLOWED = ("import_tasks", "include_tasks")
_PARTS = ("block", "rescue", "always")


def check_file(find: t.Callable[[str], str | None], load: t.Callable[[str], t.Any], path: str) -> None:
    """Refuse a file of tasks, and those that it includes by a plain name, when one ends hosts or the play.

    find: gives the full path of a file of tasks, or None. load: gives the content of a full path. What cannot be
    found or read is passed over, since Ansible says so when it comes to it.
    """
    waiting, seen = [path], set()
    while waiting:
        found = find(waiting.pop())
        if found is None or found in seen:
            continue
        seen.add(found)
        with contextlib.suppress(AnsibleError):
            waiting += _check_tasks(load(found), found)


def _check_tasks(content: t.Any, path: str) -> t.Iterator[str]:
    """Check the tasks of a file, and give the files that they include by a plain name."""
    for task in _tasks(content):
        _check(_argument(task, "meta"), task.get("name"), path)
        for word in _FOLLOWED:
            included = _argument(task, word)
            if included and "{{" not in included:
                beside = os.path.join(os.path.dirname(path), included)
                yield beside if os.path.isfile(beside) else included


def check_block(task) -> None:
    """Refuse the block around a task, the nearest one with ``always``, when it ends hosts or the play."""
    while task is not None and not getattr(task, "always", None):
        task = getattr(task, "_parent", None)
    waiting = list(getattr(task, "block", ()))
    while waiting:
        one = waiting.pop()
        for part in _PARTS:
            waiting += getattr(one, part, ())
        if str(getattr(one, "action", "")).rpartition(".")[2] == "meta":
            _check(one.args.get("_raw_params"), one.name, None)


def _check(meta: str | None, name: str | None, path: str | None) -> None:
    if meta in _ENDS:
        where = f" in {path}" if path else ""
        named = f"The task '{name}'{where}" if name and name != "meta" else f"A task{where}"
        raise InputError(
            f"{named} is 'meta: {meta}'. After it Ansible runs nothing that could end the maintenance window. "
            "Put the tasks that come after it into a block with 'when', or use 'meta: end_role' (ansible-core 2.18) in "
            "the file of the work."
        )


def _tasks(content: t.Any) -> t.Iterator[dict]:
    for task in content if isinstance(content, list) else ():
        if isinstance(task, dict):
            yield task
            for part in _PARTS:
                yield from _tasks(task.get(part))


def _argument(task: dict, word: str) -> str | None:
    """What a task gives to an action of Ansible, in any of the forms that people write."""
    words = (word, f"ansible.builtin.{word}", f"ansible.legacy.{word}")
    value = next((task[key] for key in words if key in task), None)
    if value is None and isinstance(task.get("action"), str):
        action, _space, rest = task["action"].partition(" ")
        value = rest.strip() if action.rpartition(".")[2] == word else None
    if isinstance(value, dict):
        value = value.get("file", value.get("_raw_params"))
    return str(value).strip() if isinstance(value, str) else None

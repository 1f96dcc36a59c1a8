# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that would leave its maintenance window open is refused before the window opens.

After ``meta: end_play`` and its kind Ansible runs nothing of the play on a host, not even what stands in ``always``.
Tasks that cannot be parsed end the whole run. So the work is loaded beforehand, as Ansible loads it.
"""

from __future__ import annotations

import os
import typing as t

from ansible.errors import AnsibleError, AnsibleParserError
from ansible.playbook.handler import Handler
from ansible.playbook.helpers import load_list_of_blocks
from ansible.playbook.role_include import IncludeRole
from ansible.playbook.task_include import TaskInclude

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError

_ENDS = ("end_host", "end_batch", "end_play")
_PARTS = ("block", "rescue", "always")

_Find = t.Callable[[str], str | None]


def check_file(task, path: str, find: _Find) -> None:
    """Refuse a file of tasks, and what it imports and includes by a plain name, when some of it ends hosts or the play
    or cannot be parsed.

    task: the one that opens the window. find: gives the full path of a file of tasks, or None.
    """
    include = TaskInclude.load(
        {"include_tasks": path},
        block=task._parent,
        role=task._role,
        variable_manager=task._variable_manager,
        loader=task._loader,
    )
    _check([*_tasks_of(include, path), *_handlers(task)], find)


def check_block(task, find: _Find) -> None:
    """Refuse the block around a task, the nearest one with ``always``, as ``check_file`` refuses a file."""
    block = task
    while block is not None and not getattr(block, "always", None):
        block = getattr(block, "_parent", None)
    _check([*getattr(block, "block", ()), *_handlers(task)], find)


def _handlers(task) -> list:
    """The handlers of the play, in blocks: those that the work notifies run inside the window, and which these are is
    told by the run only."""
    play = task._parent._play
    return [*play.handlers, *play.compile_roles_handlers()]


def _check(waiting: list, find: _Find) -> None:
    """Check tasks and blocks of tasks, and what they include by a plain name."""
    seen: set[str] = set()
    while waiting:
        one = waiting.pop()
        for part in _PARTS:
            waiting += getattr(one, part, None) or ()
        if isinstance(one, TaskInclude):
            included = _included(one, find)
            if included and included not in seen:
                seen.add(included)
                waiting += _tasks_of(one, included)
        elif str(getattr(one, "action", "")).rpartition(".")[2] == "meta":
            _check_meta(one)


def _included(include: TaskInclude, find: _Find) -> str | None:
    """The role or the full path of the file that is included; None where that is told by the run only, or was loaded
    with the rest."""
    name = include._role_name if isinstance(include, IncludeRole) else include.args.get("_raw_params")
    if include.statically_loaded or not isinstance(name, str) or "{{" in name:
        return None
    if isinstance(include, IncludeRole):
        return " ".join(["role", name, *include._from_files.values()])
    beside = os.path.join(os.path.dirname(_file(include)), name)
    return beside if os.path.isfile(beside) else find(name)


def _tasks_of(include: TaskInclude, path: str) -> list:
    """What an include would load. What cannot be found is nothing: the host fails when it comes to it, and ``always``
    runs."""
    known = {"variable_manager": include._variable_manager, "loader": include._loader}
    try:
        if isinstance(include, IncludeRole):
            tasks, handlers = include.copy().get_block_list(**known)
            return [*tasks, *handlers]
        data = _load(include._loader, path)
        if not isinstance(data, list):
            return []
        play = include._parent._play
        return list(load_list_of_blocks(data, play=play, parent_block=include, role=include._role, **known))
    except AnsibleParserError as error:
        raise InputError(f"The maintenance window is not opened, since {path} cannot be read: {error}") from error
    except AnsibleError:
        return []


def _load(loader, path: str) -> t.Any:
    try:
        return loader.load_from_file(path, trusted_as_template=True)
    except TypeError:  # ansible-core 2.18 and older trust every file
        return loader.load_from_file(path)


def _check_meta(task) -> None:
    meta = task.args.get("_raw_params")
    if meta in _ENDS:
        what = "handler" if isinstance(task, Handler) else "task"
        named = f"The {what} '{task.name}'" if task.name and task.name != "meta" else f"A {what}"
        where = f" in {_file(task)}" if _file(task) else ""  # ansible-core 2.18 and older do not tell it of JSON
        raise InputError(
            f"{named}{where} is 'meta: {meta}'. After it Ansible runs nothing that could end the "
            "maintenance window. Put the tasks that come after it into a block with 'when', or use 'meta: end_role' "
            "(ansible-core 2.18) in the file of the work."
        )


def _file(task) -> str:
    return task.get_path().rpartition(":")[0]

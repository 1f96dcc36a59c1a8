# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One maintenance window for all hosts of a play: the first host in opens it, the last one out ends it."""

from __future__ import annotations

import os
import time

from ansible_collections.truewatch.openapi.plugins.action.truewatch_dashboard import ActionModule as _Shared
from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import EXPECTED
from ansible_collections.truewatch.openapi.plugins.module_utils._engine import times
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._files import plain
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds._maintenance import DECLARED, DURATION
from ansible_collections.truewatch.openapi.plugins.plugin_utils._shared_window import SharedWindow, shared_window
from ansible_collections.truewatch.openapi.plugins.plugin_utils._work import check_block, check_file

#: A host that joins finds at least this much less of the duration, in seconds, or a tenth of it.
_LATE = 300


class ActionModule(_Shared):
    """Counts the hosts in and out, and runs the module for the first and the last of them."""

    def run(self, tmp=None, task_vars=None):
        task_vars = task_vars or {}
        try:
            arguments = plain(self._task.args)
            with shared_window(self._play(), str(arguments.get("name"))) as window:
                if arguments.get("state") == "closed":
                    return self._leave(window, tmp, task_vars)
                forced = bool(self._task._parent._play.force_handlers)
                return {**self._enter(window, arguments, tmp, task_vars), "force_handlers": forced}
        except EXPECTED as error:
            return {"failed": True, "msg": str(error)}
        except OSError as error:
            return {
                "failed": True,
                "msg": f"The hosts of the play cannot share a window, since no file can be kept for it: {error}. "
                "Set TRUEWATCH_STATE_DIR to a folder of your own that is writable.",
            }

    def _play(self) -> str:
        """What no other play shares, not in another run either; plans are apart from real runs."""
        return f"{self._task._parent._play._uuid} {bool(self._task.check_mode)}"

    def _checked_work(self, path: str | None, task_vars: dict) -> dict:
        """The full path of the work, when it is in a file of its own. InputError when it would leave the window
        open."""
        if path is None:
            check_block(self._task)
            return {}
        # Not in the role that asks: its own files may be called like the work.
        own = task_vars.get("role_path", "")
        places = [place for place in self._task.get_search_path() if own not in (place, os.path.dirname(place))]
        places += [self._loader.get_basedir(), os.environ.get("PWD", "")]

        def find(path: str) -> str | None:
            tries = [os.path.join(place, *part, path) for place in places for part in (["tasks"], [])]
            return next(filter(os.path.isfile, tries), None)

        found = find(str(path))
        if found is None:
            raise InputError(f"The file of tasks '{path}' was not found. Searched: {', '.join(dict.fromkeys(places))}.")
        check_file(find, self._loader.load_from_file, found)
        return {"work": found}

    # -- in ----------------------------------------------------------------------------------------

    def _enter(self, window: SharedWindow, arguments: dict, tmp, task_vars: dict) -> dict:
        host = task_vars["inventory_hostname"]
        others = [one for one in window.entered if one != host and one in task_vars["ansible_play_hosts"]]
        if window.failed and host not in window.refused:
            window.refused.append(host)  # a host that comes again has a try of its own
            return dict(window.failed)
        try:
            work = self._checked_work(arguments.get("work"), task_vars)
        except InputError as error:
            return window.refuse(host, {"failed": True, "msg": str(error)})
        wanted = declared(arguments)
        if window.opened is not None and others:
            wanted = _together(str(arguments.get("name")), window.opened, wanted)
        if window.opened == wanted and window.until >= time.time() + _at_least(wanted["duration"]):
            window.enter(host)
            return {"window": window.window, **work, "changed": False, "diff": {}, "api_calls": 0}
        self._task.args["hosts"] = wanted["hosts"]
        result = super().run(tmp, task_vars)
        if result.get("failed"):
            return result if others else window.refuse(host, result)
        window.open(host, wanted, plain(result["window"]))
        return {**result, **work}

    # -- out ---------------------------------------------------------------------------------------

    def _leave(self, window: SharedWindow, tmp, task_vars: dict) -> dict:
        known = window.opened is not None
        last = window.leave(task_vars["inventory_hostname"], task_vars["ansible_play_hosts"])
        if (known and not last) or (not known and (window.closed or window.failed)):
            return {"changed": False, "window": {}, "diff": {}, "api_calls": 0}
        result = super().run(tmp, task_vars)
        if not result.get("failed"):
            window.close()
        return result


def declared(arguments: dict) -> dict:
    """The options that say what the window is, all of them. They are kept in a file, so without the connection."""
    window = {**DECLARED, "duration": DURATION}
    window.update({option: arguments[option] for option in window if arguments.get(option) is not None})
    if isinstance(window["hosts"], str):
        window["hosts"] = [host.strip() for host in window["hosts"].split(",") if host.strip()]
    return window


def _together(name: str, opened: dict, wanted: dict) -> dict:
    """What the window must be for the hosts that work in it and one that joins them."""
    for option in sorted({*opened, *wanted} - {"hosts"}):
        if opened.get(option) != wanted.get(option):
            raise InputError(
                f"Hosts of this play declare the maintenance window '{name}' differently: '{option}' is "
                f"{opened.get(option)!r} and {wanted.get(option)!r}. Give each window a name of its own."
            )
    hosts, more = opened.get("hosts"), wanted.get("hosts")
    if not hosts or not more:  # not narrowed to hosts
        return {**opened, "hosts": []}
    return {**opened, "hosts": [*hosts, *(host for host in more if host not in hosts)]}


def _at_least(duration: str) -> float:
    seconds = times.span("duration", duration)
    return seconds - min(_LATE, seconds / 10)

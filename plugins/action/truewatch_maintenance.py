# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One maintenance window for all hosts of a play: the first host in opens it, the last one out ends it."""

from __future__ import annotations

import os
import time
import typing as t

from ansible.module_utils.parsing.convert_bool import boolean

from ansible_collections.truewatch.openapi.plugins.action.truewatch_dashboard import ActionModule as _Shared
from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import EXPECTED, failure
from ansible_collections.truewatch.openapi.plugins.module_utils._engine import times
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._files import plain
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.alerting._maintenance import (
    DECLARED,
    DURATION,
    NARROWS,
    OPENED,
)
from ansible_collections.truewatch.openapi.plugins.plugin_utils._shared_window import SharedWindow, shared_window
from ansible_collections.truewatch.openapi.plugins.plugin_utils._work import check_block, check_file

#: A host that joins finds at least this much less of the duration, in seconds, or a tenth of it.
_LATE = 300
#: Runs the module, with the options that are changed.
_Run = t.Callable[..., dict]


class ActionModule(_Shared):
    """Counts the hosts in and out, and runs the module for the first and the last of them."""

    def _perform(self, task, arguments: dict, task_vars: dict, secrets: set[str]) -> dict:
        def run(**changed) -> dict:
            return super(ActionModule, self)._perform(task, {**arguments, **changed}, task_vars, secrets)

        if not arguments.get("name"):
            return run()  # says so
        try:
            with shared_window(self._play(), arguments["name"]) as window:
                if arguments.get("state") == "closed":
                    return self._leave(window, run, arguments, task_vars)
                return self._enter(window, run, arguments, task_vars)
        except OSError as error:
            raise InputError(
                f"The hosts of the play cannot share a window, since no file can be kept for it: {error}. "
                "Set TRUEWATCH_STATE_DIR to a folder of your own that is writable."
            ) from error

    def _play(self) -> str:
        """What no other play shares, not in another run either; plans are apart from real runs."""
        return f"{self._task._parent._play._uuid} {bool(self._task.check_mode)}"

    def _checked_work(self, path: str | None, task_vars: dict) -> dict:
        """The full path of the work, when it is in a file of its own. InputError when it would leave the window
        open."""
        # Not in the role that asks: its own files may be called like the work.
        own = task_vars.get("role_path", "")
        places = [place for place in self._task.get_search_path() if own not in (place, os.path.dirname(place))]
        places += [self._loader.get_basedir(), os.getcwd()]

        def find(path: str) -> str | None:
            tries = [os.path.join(place, *part, path) for place in places for part in (["tasks"], [])]
            return next(filter(os.path.isfile, tries), None)

        if path is None:
            check_block(self._task, find)
            return {}
        found = find(path)
        if found is None:
            searched = ", ".join(dict.fromkeys(places))
            advice = "correct the path, or put the file there"
            raise InputError(f"The file of tasks '{path}' was not found: {advice}. Searched: {searched}.")
        check_file(self._task, found, find)
        return {"work": found}

    # -- in ----------------------------------------------------------------------------------------

    def _enter(self, window: SharedWindow, run: _Run, arguments: dict, task_vars: dict) -> dict:
        host = task_vars["inventory_hostname"]
        others = [one for one in window.entered if one != host and one in task_vars["ansible_play_hosts"]]
        if window.failed and host not in window.refused:
            window.refused.append(host)  # a host that comes again has a try of its own
            return dict(window.failed)
        try:
            known = self._checked_work(arguments.get("work"), task_vars)
        except InputError as error:
            return window.refuse(host, failure(error))
        play = self._task._parent._play
        known["force_handlers"] = bool(play.force_handlers) and play.max_fail_percentage is None
        wanted = declared(arguments)
        own = wanted["hosts"] or []
        keeps = boolean(arguments.get("keep_failed") or False)
        if keeps and own:  # with those that an earlier batch of the play, or an earlier run, has left in it
            window.left = [name for name in window.left if name not in own]
            wanted["hosts"] = [*own, *(name for name in window.kept if name not in own)]
        if window.opened is not None and others:
            wanted = _together(arguments["name"], window.opened, wanted)
        window.names[host] = [host] if host in own else own
        if window.opened == wanted and window.until >= time.time() + at_least(wanted["duration"]):
            window.enter(host)
            return {"window": window.window, **known, "changed": False, "diff": {}, "api_calls": 0}
        try:
            result = run(hosts=wanted["hosts"])
        except EXPECTED as error:
            result = failure(error)
        if result.get("failed"):
            return result if others else window.refuse(host, result)
        opened = plain(result["window"])
        if keeps:
            found = [name for name in opened.get("hosts") or () if name not in wanted["hosts"]]
            window.left += found
            wanted["hosts"] += found
        window.open(host, wanted, opened)
        return {**result, **known}

    # -- out ---------------------------------------------------------------------------------------

    def _leave(self, window: SharedWindow, run: _Run, arguments: dict, task_vars: dict) -> dict:
        known = window.opened is not None
        keeps = boolean(arguments.get("keep_failed") or False)
        host, active = task_vars["inventory_hostname"], task_vars["ansible_play_hosts"]
        last = window.leave(host, active)
        # A host that failed before the play opened the window must not end that of another run.
        is_over = window.closed or window.failed or host not in active
        if (known and not last) or (not known and is_over):
            kept = {"kept_hosts": window.kept} if keeps and window.closed and window.kept else {}
            return {"changed": False, "window": {}, "diff": {}, "api_calls": 0, **kept}
        # What check mode has opened is nowhere to be found.
        seen = {} if not known or self._task.check_mode else {OPENED: _seen(window.window)}
        if keeps and known and window.kept and window.until > time.time():
            # The window ends when it would have ended anyway, which is later than this duration.
            narrowed = {"state": "open", "duration": "1s", "hosts": window.kept, "keep_failed": False, NARROWS: True}
            result = run(**{**window.opened, **narrowed, **seen})
            if result.get("window"):
                result["kept_hosts"] = window.kept
        else:
            result = run(**seen)
            window.lost = window.left = []
        if not result.get("failed"):
            window.close()
        return result


def declared(arguments: dict) -> dict:
    """The options that say what the window is, all of them. They are kept in a file, so without the connection."""
    window = {**DECLARED, "duration": DURATION}
    window.update({option: arguments[option] for option in window if arguments.get(option) is not None})
    return window


def _seen(window: dict) -> dict:
    """By what the play recognizes its window."""
    return {"until": window["until"], "hosts": window.get("hosts") or []}


def _together(name: str, opened: dict, wanted: dict) -> dict:
    """What the window must be for the hosts that work in it and one that joins them."""
    for option in sorted({*opened, *wanted} - {"hosts"}):
        if opened.get(option) != wanted.get(option):
            raise InputError(
                f"Hosts of this play declare the maintenance window '{name}' differently: '{option}' is not the same. "
                "Give each window a name of its own."
            )
    hosts, more = opened.get("hosts"), wanted.get("hosts")
    if not hosts or not more:  # not narrowed to hosts
        return {**opened, "hosts": []}
    return {**opened, "hosts": [*hosts, *(host for host in more if host not in hosts)]}


def at_least(duration: str) -> float:
    """How much of the duration a host finds that joins, in seconds."""
    seconds = times.span("duration", duration)
    return seconds - min(_LATE, seconds / 10)

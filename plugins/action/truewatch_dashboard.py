# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fast path of every module: the same Task in the controller's own process.

A module task costs a process, a payload and the imports before it does anything; here it costs a function call, and all
items of a loop share one client and what it listed. The file bears the name of one module, as the sanity tests want it;
``meta/runtime.yml`` routes the other modules here.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import pathlib
import sys
import typing as t

from ansible import constants as C
from ansible.errors import AnsibleConnectionFailure, AnsibleError, AnsibleFileNotFound
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action import ActionBase

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import (
    CONNECTION,
    REFUSED_BEFORE,
    Connections,
    failure,
    run_task,
    told_of_check,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._api.envelope import is_bad_key
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._files import check_regular, plain
from ansible_collections.truewatch.openapi.plugins.module_utils._masking import masked
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.files import text_at, within
from ansible_collections.truewatch.openapi.plugins.plugin_utils._diff import printable
from ansible_collections.truewatch.openapi.plugins.plugin_utils._progress import Progress
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import make_unsafe
from ansible_collections.truewatch.openapi.plugins.plugin_utils._vault import vaulted_texts

try:
    from ansible.template import trust_as_template
except ImportError:  # ansible-core 2.18 and older trust every text
    trust_as_template = None

_MODULES = "ansible_collections.truewatch.openapi.plugins.modules."
_MODULE_UTILS = "ansible_collections.truewatch.openapi.plugins.module_utils."

#: Shared by the items of a loop, which run in one process; a task has a process of its own, so nothing outlives it.
_PROGRESS = Progress()
_CONNECTIONS = Connections(_PROGRESS.tell, _PROGRESS.tell_wait)
#: What a module says of the next item after the service refused its key: environment and connection -> result.
_REFUSED: dict[str, dict] = {}


def _is_of_collection(path: str) -> bool:
    """Whether the path leads to what the collection's own playbooks or roles hold."""
    collection = pathlib.Path(__file__).resolve().parents[2]
    resolved = pathlib.Path(path).resolve()
    return any(collection / folder in resolved.parents for folder in ("playbooks", "roles"))


class ActionModule(ActionBase):
    """Runs the Task of the module in process, or hands over to the real module when something asks for it."""

    _supports_check_mode = True
    _supports_async = True
    _supports_diff = True

    #: Of this process. Every item of a loop has a task object of its own; repetitions of ``until`` share one.
    _last_task = None
    #: The file that the content comes from.
    _file: str | None = None

    def run(self, tmp=None, task_vars=None):
        super().run(tmp, task_vars)
        task_vars = task_vars or {}
        if ActionModule._last_task is self._task:
            # ``until`` asks whether anything is new
            _CONNECTIONS.forget()
            _REFUSED.clear()
        ActionModule._last_task = self._task
        _PROGRESS.begin(task_vars)
        secrets: set[str] = set()
        try:
            task = importlib.import_module(_MODULES + self._task.action.rsplit(".", 1)[-1]).TASK
            result = self._perform(task, self._arguments(task, task_vars, secrets), task_vars, secrets)
        except AnsibleConnectionFailure:
            raise
        except Exception as error:  # noqa: BLE001 - the text of an exception would be shown unmasked
            result = failure(error)
        return self._shown(told_of_check(masked(result, secrets), self._task.check_mode))

    def _perform(self, task, arguments: dict, task_vars: dict, secrets: set[str]) -> dict:
        """Run the Task with options in form, here or as the module. Returns its result, not yet masked; raises what
        stops it."""
        if self._is_local(task_vars):
            _CONNECTIONS.together = self._in_all_items(task.together, task_vars) if task.together else ()
            with self._environment():
                return self._run_in_process(task, arguments, secrets)
        key = json.dumps([str(self._task.environment), {name: str(arguments.get(name)) for name in CONNECTION}])
        if key in _REFUSED:
            return _REFUSED[key]
        # Ansible marks the values of a module's result, but before 2.19 not every key.
        result = make_unsafe(
            self._execute_module(
                module_name=self._task.action,  # ansible-core 2.16 puts the name of this plugin into resolved_action
                module_args=arguments,
                task_vars=task_vars,
                wrap_async=self._task.async_val,
            )
        )
        if is_bad_key(str((result.get("error") or {}).get("code", ""))):
            message = make_unsafe(f"{result['msg'].rstrip('.')}; {REFUSED_BEFORE}.")
            _REFUSED[key] = {**result, "api_calls": 0, "msg": message}
        return result

    # -- options -----------------------------------------------------------------------------------

    def _arguments(self, task, task_vars: dict, secrets: set[str]) -> dict:
        """The options in form, with the content of ``src``; InputError tells what is wrong with them. ``secrets`` takes
        those that are found on the way."""
        arguments = plain(self._task.args)
        secrets.update(task.secrets_in(arguments), vaulted_texts(self._task.args))
        arguments, faults = task.normalized(arguments, fill_in=False)
        if faults:
            raise InputError(" ".join(faults))
        arguments = self._found_folder(task, arguments)
        self._file = arguments.get("src") if task.content else None
        arguments = task.with_content(arguments, lambda path: self._read(path, arguments, task_vars, secrets))
        if task.content:
            arguments.pop("render", None)  # done here
        secrets.update(task.secrets_in(arguments))
        return {option: value for option, value in arguments.items() if value is not None}

    def _in_all_items(self, option: str, task_vars: dict) -> list[str]:
        """What an option has in each item of the loop; nothing where that cannot be told beforehand."""
        written = self._task.get_ds()
        loop = written.get("loop") if isinstance(written, dict) else None
        if not loop:
            return []
        arguments = written.get(self._task.action)
        template = arguments.get(option) if isinstance(arguments, dict) else None
        variable = self._task.loop_control.loop_var if self._task.loop_control else "item"
        try:
            items = self._templar.copy_with_new_env(available_variables=task_vars).template(loop)
            values = [
                self._templar.copy_with_new_env(available_variables={**task_vars, variable: item}).template(template)
                for item in items
            ]
        except Exception:  # noqa: BLE001 - the items that cannot be told now fail by themselves, or not
            return []
        return [str(value) for value in values if isinstance(value, str)]

    # -- src ---------------------------------------------------------------------------------------

    def _found_folder(self, task, arguments: dict) -> dict:
        """The arguments with the folder in ``src`` found as ``copy`` finds it; for another machine or user its content
        goes along, since they may not be able to read it."""
        if not task.folder or arguments.get("src") is None:
            return arguments
        if not arguments["src"]:
            raise InputError("'src' is empty: give the folder of a workspace.")
        found = self._find(arguments["src"])
        if self._connection.transport == "local" and not self._play_context.become:
            return {**arguments, "src": found}
        folder = importlib.import_module(_MODULE_UTILS + "_workspace.folder")  # it brings every kind
        return {**arguments, "src": found, folder.CARRIED: folder.packed(found)}

    def _find(self, path: str) -> str:
        """The file or folder that ``src`` means, as ``copy`` finds it, and else in the working directory. The path may
        go on into a zip archive, or to the number of an object in a file.

        The playbooks and roles of the collection itself are run by people whose files are not there, so a relative path
        does not lead into their folders.
        """
        here = os.path.join(os.getcwd(), path)
        places: list[str] = []
        try:
            found = self._find_needle("files", path)
            if os.path.isabs(path) or not _is_of_collection(found):
                return found
        except AnsibleFileNotFound as error:
            places = list(error.paths or [])
        if within(here)[0] != here or os.path.exists(here):
            return here
        holder, member = path, ""
        while "/" in holder.strip("/"):
            holder, _slash, part = holder.rpartition("/")
            member = f"{part}/{member}" if member else part
            with contextlib.suppress(AnsibleFileNotFound):
                found = self._find_needle("files", holder)
                if os.path.isfile(found):
                    return f"{found}/{member}"
        searched = ", ".join(dict.fromkeys([*places, here]))
        raise InputError(f"'{path}' was not found: correct the path, or put the file there. Searched: {searched}.")

    def _read(self, path: str, arguments: dict, task_vars: dict, secrets: set[str]) -> str:
        """The text of a file, found as ``copy`` finds it and decrypted when vaulted; a template only when asked for."""
        found = self._find(path)
        file, member = within(found)
        check_regular(os.stat(file), file)
        try:
            decrypted = self._loader.get_real_file(file)
        except AnsibleError as error:
            raise InputError(f"'{file}' cannot be read: {error}") from error
        try:
            text = text_at(f"{decrypted}/{member}" if member else decrypted, file)
        finally:
            self._loader.cleanup_tmp_file(decrypted)
        return self._rendered(text, found, task_vars, secrets) if arguments.get("render") else text

    def _rendered(self, text: str, path: str, task_vars: dict, secrets: set[str]) -> str:
        """The text as a template. What is vaulted in the variables is hidden from now on."""
        templar = self._templar.copy_with_new_env(available_variables=task_vars)
        secrets.update(vaulted_texts(task_vars))
        try:
            if trust_as_template is None:  # older cores read what begins like JSON as Python
                rendered = templar.template(text, convert_data=False)
            else:
                rendered = templar.template(trust_as_template(text))
        except AnsibleError as error:
            raise InputError(f"'{path}' cannot be rendered: {error}") from error
        return rendered if isinstance(rendered, str) else json.dumps(plain(rendered, path))

    # -- in process or not -------------------------------------------------------------------------

    def _is_local(self, task_vars: dict) -> bool:
        """Whether the module would run here and as this user, so that running it in process makes no difference but
        time."""
        wish = task_vars.get("truewatch_fast_path", os.environ.get("TRUEWATCH_FAST_PATH", "").strip() or "true")
        return (
            boolean(self._templar.template(wish), strict=False)
            and getattr(self._connection, "transport", None) == "local"
            and not self._play_context.become
            and not self._task.async_val
            and self._is_this_interpreter(task_vars)
        )

    def _is_this_interpreter(self, task_vars: dict) -> bool:
        """Whether the module would use this one; of a delegated task the host that it is delegated to decides."""
        variables = task_vars
        if self._task.delegate_to:
            variables = task_vars.get("ansible_delegated_vars", {}).get(self._task.delegate_to, task_vars)
        interpreter = C.config.get_config_value("INTERPRETER_PYTHON", variables=variables)
        interpreter = str(self._templar.template(interpreter)).strip()
        return interpreter.startswith("auto") or os.path.realpath(interpreter) == os.path.realpath(sys.executable)

    @contextlib.contextmanager
    def _environment(self) -> t.Iterator[None]:
        """The ``environment`` of play and task: a module would see it, so the Task must (API key, proxies)."""
        given: dict = {}
        self._compute_environment_string(given)
        saved = dict(os.environ)
        os.environ.update({name: str(value) for name, value in given.items()})
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(saved)

    # -- running -----------------------------------------------------------------------------------

    def _run_in_process(self, task, arguments: dict, secrets: set[str]) -> dict:
        params = task.checked(arguments)
        secrets.update(task.secrets_in(params))
        result, warnings = run_task(task, params, self._task.check_mode, _CONNECTIONS, secrets)
        return {**result, "warnings": warnings} if warnings else result

    def _shown(self, result: dict) -> dict:
        """The result, with diffs as people can read them when they are printed, and a failure with its file."""
        if result.get("failed") and self._file and self._file not in str(result.get("msg")):
            result = {**result, "msg": f"{self._file}: {result.get('msg')}"}
        if self._task.diff and "diff" in result:
            result = {**result, "diff": printable(result["diff"])}
        return make_unsafe(result)

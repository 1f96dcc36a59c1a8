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
import sys
import typing as t

from ansible import constants as C
from ansible.errors import AnsibleError, AnsibleFileNotFound
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.errors import UnsupportedError
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action import ActionBase

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import (
    EXPECTED,
    Connections,
    failure,
    masked,
    plain,
    read_content,
    run_task,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._workspace.wanted import Source
from ansible_collections.truewatch.openapi.plugins.plugin_utils._progress import Progress
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import make_unsafe

_MODULES = "ansible_collections.truewatch.openapi.plugins.modules."

#: Shared by the items of a loop, which run in one process; a task has a process of its own, so nothing outlives it.
_PROGRESS = Progress()
_CONNECTIONS = Connections(_PROGRESS.tell, _PROGRESS.tell_wait)


class ActionModule(ActionBase):
    """Runs the Task of the module in process, or hands over to the real module when something asks for it."""

    _supports_check_mode = True
    _supports_async = True
    _supports_diff = True

    #: Of this process. Every item of a loop has a task object of its own; repetitions of ``until`` share one.
    _last_task = None

    def run(self, tmp=None, task_vars=None):
        super().run(tmp, task_vars)
        task_vars = task_vars or {}
        if ActionModule._last_task is self._task:
            _CONNECTIONS.forget()  # ``until`` asks whether anything is new
        ActionModule._last_task = self._task
        name = self._task.action  # ansible-core 2.16 puts the name of this plugin into resolved_action
        task = importlib.import_module(_MODULES + name.rsplit(".", 1)[-1]).TASK
        arguments, secrets = plain(self._task.args), set()
        try:
            arguments = self._found_folder(task, self._with_render(task, arguments), secrets)
            arguments = read_content(task, arguments, lambda path: self._read(path, task_vars))
        except EXPECTED as error:
            return self._shown({"failed": True, "msg": str(error)}, secrets.union(task.secrets(arguments)))
        arguments = {option: value for option, value in arguments.items() if value is not None}
        if not self._is_local(task_vars):
            return self._execute_module(
                module_name=name, module_args=arguments, task_vars=task_vars, wrap_async=self._task.async_val
            )
        with self._environment():
            return self._run_in_process(task, arguments)

    # -- src ---------------------------------------------------------------------------------------

    def _found_folder(self, task, arguments: dict, secrets: set[str]) -> dict:
        """The arguments with the folder in ``src`` found as ``copy`` finds it; for another machine its content goes
        along inline."""
        if not task.folder or arguments.get("src") is None:
            return arguments
        if not str(arguments["src"]).strip():
            raise InputError("'src' is empty: give the folder of a workspace.")
        found = self._find(arguments["src"])
        if self._connection.transport == "local":
            return {**arguments, "src": found}
        return {
            **arguments,
            "src": None,
            "definition": Source(found, arguments.get("definition"), hidden=secrets).inline(),
        }

    def _with_render(self, task, arguments: dict) -> dict:
        """The arguments without ``render``, which is done here."""
        if task.content and arguments.get("src") is not None:
            render = arguments.pop("render", None)
            try:
                self._render = render is not None and boolean(render)
            except TypeError as error:
                raise InputError(f"'render': {error}") from None
        return arguments

    def _find(self, path: str) -> str:
        """The file or folder that ``src`` means, as ``copy`` finds it."""
        try:
            return self._find_needle("files", path)
        except AnsibleFileNotFound as error:
            raise InputError(f"'{path}' was not found. Searched: {', '.join(error.paths or [])}.") from error

    def _read(self, path: str, task_vars: dict) -> str:
        """The text of a file, found as ``copy`` finds it and decrypted when vaulted; a template only when asked for."""
        found = self._find(path)
        try:
            text = (
                self._loader.get_text_file_contents(found) if hasattr(self._loader, "get_text_file_contents") else None
            )
            if text is None:
                text = self._loader._get_file_contents(found)[0].decode("utf-8")
        except AnsibleError as error:
            raise InputError(f"'{found}' cannot be read: {error}") from error
        except UnicodeDecodeError as error:
            raise InputError(f"'{found}' is not a text file in UTF-8.") from error
        return self._render_text(text, task_vars) if self._render else text

    def _render_text(self, text: str, task_vars: dict) -> str:
        templar = self._templar.copy_with_new_env(available_variables=task_vars)
        try:
            from ansible.template import trust_as_template
        except ImportError:  # ansible-core 2.18 and older trust every text, and read what begins like JSON as Python
            rendered = templar.template(text, convert_data=False)
        else:
            rendered = templar.template(trust_as_template(text))
        return rendered if isinstance(rendered, str) else json.dumps(plain(rendered))

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

    def _run_in_process(self, task, arguments: dict) -> dict:
        validation = ArgumentSpecValidator(task.argument_spec, **task.constraints).validate(arguments)
        params = validation.validated_parameters
        secrets = {*map(str, validation._no_log_values), *task.secrets(params)}
        warnings = [
            f"Both option {two['option']} and its alias {two['alias']} are set." for two in validation._warnings
        ]
        try:
            if validation.error_messages:
                result = {"failed": True, "msg": self._first_error(validation)}
            else:
                result, more = run_task(task, params, self._task.check_mode, _CONNECTIONS, secrets)
                warnings += more
        except Exception as error:  # noqa: BLE001 - must become a result here: the text of an exception would be shown unmasked
            result = failure(error)
        if warnings:
            result["warnings"] = warnings
        return self._shown(result, secrets)

    def _first_error(self, validation) -> str:
        """What a module says of wrong options."""
        text = validation.errors.msg
        if isinstance(validation.errors[0], UnsupportedError):
            text = f"Unsupported parameters for ({self._task.action}) module: {text}"
        return text

    @staticmethod
    def _shown(result: dict, secrets: set[str]) -> dict:
        return make_unsafe(masked(result, secrets))

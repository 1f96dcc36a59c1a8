# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the collection meets Ansible: connection options, and running one task as a module or in process.

A module file declares a Task. ``run_module`` runs it as an ordinary module; the shared action plugin runs the same Task
in the controller's process (``run_task``). Both give the same result.
"""

from __future__ import annotations

import copy
import functools
import os
import traceback
import typing as t

from ansible.module_utils.basic import AnsibleFallbackNotFound, AnsibleModule, missing_required_lib

from ._api.client import Client
from ._api.errors import ApiError, BadKeyError, MissingLibraryError, SettingsError, shown
from ._api.settings import Settings
from ._engine.errors import EngineError
from ._engine.memory import Memory
from ._engine.run import Run
from ._engine.secret import MASK
from ._masking import masked, masked_text
from ._options import checked, normalized, secrets_in, without_secrets


def _of_environment(*names: str) -> str:
    """The first of these environment variables that holds something: an empty one counts as not set."""
    for name in names:
        if os.environ.get(name, "").strip():
            return os.environ[name]
    raise AnsibleFallbackNotFound


def environment_option(environment: t.Sequence[str], **spec) -> dict:
    """The spec of an option that these environment variables give where the task does not."""
    return {**spec, "fallback": (_of_environment, list(environment))}


#: The connection options of every module. Their documentation is the fragment ``truewatch.openapi.connection``.
CONNECTION = {
    "api_key": environment_option(["TRUEWATCH_API_KEY", "DF_API_KEY"], type="str", no_log=True),
    "endpoint": environment_option(["TRUEWATCH_ENDPOINT"], type="str"),
    "region": environment_option(["TRUEWATCH_REGION"], type="str"),
    "allow_http": environment_option(["TRUEWATCH_ALLOW_HTTP"], type="bool", default=False),
    "validate_certs": environment_option(["TRUEWATCH_VALIDATE_CERTS"], type="bool", default=True),
    "ca_path": environment_option(["TRUEWATCH_CA_PATH"], type="path"),
    "timeout": environment_option(["TRUEWATCH_TIMEOUT"], type="float", default=60),
    "rate_limit": environment_option(["TRUEWATCH_RATE_LIMIT"], type="str"),
    "rate_limit_timeout": environment_option(["TRUEWATCH_RATE_LIMIT_TIMEOUT"], type="float", default=600),
    "total_timeout": environment_option(["TRUEWATCH_TOTAL_TIMEOUT"], type="float", default=0),
    "max_rows": environment_option(["TRUEWATCH_MAX_ROWS"], type="int", default=100000),
    "max_size": environment_option(["TRUEWATCH_MAX_SIZE"], type="float", default=128),
}

#: What people may guess as a connection option -> what to do instead.
HINTS = {
    "key": "the API key is the option 'api_key'",
    "token": "the API key is the option 'api_key'",
    "url": "the address of the service is the option 'endpoint'",
    "host_url": "the address of the service is the option 'endpoint'",
    "site": "the site of the service is the option 'region'",
    "workspace": "each API key belongs to one workspace, so 'api_key' says which one is meant",
    "workspace_uuid": "each API key belongs to one workspace, so 'api_key' says which one is meant",
    "verify_ssl": "whether certificates are checked is the option 'validate_certs'",
    "insecure": "whether certificates are checked is the option 'validate_certs'",
}

#: Failures that a user can do something about; their text is complete without a traceback.
EXPECTED = (ApiError, SettingsError, EngineError)


class Task:
    """What one module does.

    argument_spec: the module's own options; the connection options that are not among them are added.
    run: function of a Run that returns the result.
    constraints: the other arguments of AnsibleModule (``mutually_exclusive``, ``required_if``, ...).
    content: the option that takes big content, a Content; ``src`` and ``render`` come with it.
    folder: whether ``src`` names a folder, which the Task reads itself.
    secrets: function of the options that gives the texts in them that must never be shown and that no argument spec can
        name. It is asked about wrong options too.
    hide: function of the options that gives them with a mask in place of these texts.
    hints: what people may guess as an option -> what to do instead.
    words: option -> function of a text that gives the choice it means, where more words than the choices mean one.
    together: the option whose values in all items of a loop are known to the first one already: ``run.together``.
    kinds: the kinds that it has to do with, by name: ``run.kinds``. A module carries these to another machine, no more.
    blank: the options that may be an empty text or list, with dots for suboptions; None where the Task itself looks at
        that. Emptiness is most often a template that has come to nothing: taken for an option that is not given it
        would mean everything.
    """

    def __init__(
        self,
        argument_spec: dict,
        run: t.Callable[[Run], dict],
        constraints: dict | None = None,
        content=None,
        folder: bool = False,
        secrets: t.Callable[[t.Mapping[str, t.Any]], t.Iterable[str]] = lambda options: (),
        hide: t.Callable[[dict], dict] = lambda options: options,
        hints: t.Mapping[str, str] | None = None,
        words: t.Mapping[str, t.Callable[[str], str]] | None = None,
        together: str | None = None,
        kinds: t.Mapping[str, t.Any] | None = None,
        blank: t.Container[str] | None = (),
    ) -> None:
        self.kinds = kinds or {}
        self.together = together
        self._words = words or {}
        self.argument_spec = {**CONNECTION, **argument_spec}
        self.run = run
        self.constraints = dict(constraints or {})
        self.content = content
        self.folder = folder
        self._blank = None if blank is None else {*blank, *CONNECTION}
        self._secrets = secrets
        self._hide = hide
        self.hints = {**{name: hint for name, hint in HINTS.items() if name not in argument_spec}, **(hints or {})}
        if content:
            self.argument_spec.update(content.options(argument_spec))
            exclusive = self.constraints.get("mutually_exclusive", [])
            self.constraints["mutually_exclusive"] = [*exclusive, ["src", content.option]]

    def normalized(self, given: t.Mapping[str, t.Any], fill_in: bool = True) -> tuple[dict, list[str]]:
        """The options in form, and a sentence for each that is wrong; ``fill_in`` asks the environment for others."""
        return normalized(self.argument_spec, self._in_our_words(given), self.hints, fill_in, self._blank)

    def checked(self, given: t.Mapping[str, t.Any]) -> dict:
        """The options in form, complete with defaults; InputError tells everything that is wrong with them."""
        return checked(self.argument_spec, self._in_our_words(given), self.constraints, self.hints, self._blank)

    def _in_our_words(self, given: t.Mapping[str, t.Any]) -> t.Mapping[str, t.Any]:
        found = {option: given[option] for option in self._words if isinstance(given.get(option), str)}
        return {**given, **{option: self._words[option](text) for option, text in found.items()}} if found else given

    def with_content(self, params: dict, read: t.Callable[[str], str] | None = None) -> dict:
        """The options with ``src`` replaced by the content of its file; ``read`` gives the text of a path, by default
        that of a file here. InputError when that cannot be the content."""
        return self.content.read(self.argument_spec, params, read) if self.content else params

    def secrets_in(self, given: t.Mapping[str, t.Any]) -> set[str]:
        """The texts in the options that must never be shown, whatever is wrong with the options."""
        return {*secrets_in(self.argument_spec, given), *self._secrets(given)}

    def shown(self, given: t.Mapping[str, t.Any]) -> dict:
        """The options with a mask in place of every secret, without those that the controller fills in: files may hold
        secrets."""
        public = {option: value for option, value in given.items() if not option.startswith("_")}
        return self._hide(without_secrets(self.argument_spec, public, MASK))


#: What the failure of another item of a loop says: the answer would be the same.
REFUSED_BEFORE = "the key was refused for an earlier item, so nothing was sent for this one"


class Connections:
    """The clients of this process, one per set of connection options, and what was listed, once per endpoint and key.

    tell: called with how far a task is. tell_wait: called with the fingerprint of endpoint and key and the seconds of
    each wait for the rate limit, before it.
    """

    def __init__(
        self,
        tell: t.Callable[[str], None] = lambda text: None,
        tell_wait: t.Callable[[str, float], None] = lambda limit, seconds: None,
    ) -> None:
        self.tell = tell
        self._tell_wait = tell_wait
        self._clients: dict[Settings, Client] = {}
        self._memories: dict[str, Memory] = {}
        #: What ``run.together`` is for the task at hand.
        self.together: t.Sequence[str] = ()
        #: Fingerprint of endpoint and key -> the error with which the service refused the key.
        self.refused: dict[str, BadKeyError] = {}

    def memory(self, params: t.Mapping[str, t.Any]) -> Memory:
        """The memory of endpoint and key among ``params``, and in it the client of all their connection options."""
        settings = Settings.from_options({name: params.get(name) for name in CONNECTION})
        if settings not in self._clients:
            self._clients[settings] = Client(settings, on_wait=functools.partial(self._tell_wait, settings.fingerprint))
        if settings.fingerprint not in self._memories:
            memory = self._memories[settings.fingerprint] = Memory(self._clients[settings])
            memory.on_write = lambda: self._make_stale(memory)
        memory = self._memories[settings.fingerprint]
        memory.client = self._clients[settings]
        return memory

    def _make_stale(self, writer: Memory) -> None:
        """Let the others list anew what may be the same workspace, by another key or another address."""
        for memory in self._memories.values():
            known = writer.workspace and memory.workspace
            if memory is not writer and not (known and writer.workspace != memory.workspace):
                memory.forget()

    def forget(self) -> None:
        """List everything anew from now on, and try refused keys again."""
        self.refused.clear()
        self._memories.clear()


def run_task(
    task: Task, params: dict, check_mode: bool, connections: Connections, secrets: set[str] | None = None
) -> tuple[dict, list[str]]:
    """Run a Task with validated options. Returns its result, with what it cost, and the warnings; raises one of
    EXPECTED. Nothing of it is masked: ``secrets`` is completed by what the Task finds in files."""
    memory = connections.memory(params)
    client = memory.client
    client.begin()
    if client.fingerprint in connections.refused:
        raise _refused_before(connections.refused[client.fingerprint])
    calls, waited = client.api_calls, client.waited_seconds
    run = Run(params, client, memory, task.kinds, check_mode)
    run.tell = connections.tell
    run.together = connections.together
    run.secrets = secrets if secrets is not None else set()
    try:
        result = task.run(run)
    except EXPECTED as error:
        error.cost, error.warnings = _cost(client, calls, waited), run.warnings
        raise
    finally:
        if client.bad_key is not None:
            connections.refused[client.fingerprint] = client.bad_key
    return {**result, **_cost(client, calls, waited)}, run.warnings


def _refused_before(error: BadKeyError) -> BadKeyError:
    """The error for another item of a loop, which costs no request: the answer would be the same."""
    again = copy.copy(error)
    again.message += f"; {REFUSED_BEFORE}"
    again.cost = {"api_calls": 0}
    return again


def _cost(client, calls: int, waited: float) -> dict:
    cost = {"api_calls": client.api_calls - calls}
    if client.waited_seconds > waited:
        cost["waited_seconds"] = round(client.waited_seconds - waited, 3)
    return cost


def told_of_check(result: dict, check_mode: bool) -> dict:
    """The result, which says that it is one of check mode. Ansible's own ``ansible_check_mode`` only knows ``--check``,
    not the ``check_mode`` of a task, a block or a play."""
    return {**result, "check_mode": True} if check_mode else result


def failure(error: Exception) -> dict:
    """The result of a failed task: the message, what it cost, and the API's own words where there are any. What nobody
    foresaw gives a traceback too."""
    if isinstance(error, MissingLibraryError):
        return {"failed": True, "msg": missing_required_lib(error.name)}
    if not isinstance(error, EXPECTED):
        text = f"Unforeseen {type(error).__name__}: {error}"
        return {"failed": True, "msg": shown(text), "exception": traceback.format_exc()}
    result = {"failed": True, **getattr(error, "result", {}), "msg": str(error), **getattr(error, "cost", {})}
    if getattr(error, "warnings", None):
        result["warnings"] = list(error.warnings)
    if isinstance(error, ApiError):
        result["error"] = {
            "code": error.error_code,
            "message": error.message,
            "status": error.status,
            "body_code": error.body_code,
            "trace_id": error.trace_id,
            "route": error.route,
        }
    return result


class _Module(AnsibleModule):
    """A module whose options are brought into form before Ansible validates them, and whose secrets, also those that no
    argument spec can name, are neither in results nor in the system log."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._given: dict = {}
        self._faults: list[str] = []
        super().__init__(argument_spec=task.argument_spec, supports_check_mode=True, **task.constraints)
        if self._faults:
            self.fail_json("")

    def _load_params(self):
        super()._load_params()
        internal = {name: value for name, value in self.params.items() if name.startswith("_ansible_")}
        self._given = {name: value for name, value in self.params.items() if name not in internal}
        try:
            params, self._faults = self._task.normalized(self._given)
            if not self._faults:
                self._task.checked(params)  # in the words that the same options get in process
        except Exception as error:  # noqa: BLE001 - its text may hold anything
            params, self._faults = {}, [str(error)]
        self.params = {**internal, **params}

    def hide_secrets(self, params: dict) -> None:
        """Mask the secrets in these options from now on."""
        self.no_log_values.update(self._task.secrets_in(params))

    def log(self, msg, log_args=None):
        """Write nothing: the arguments would be written whole."""

    def add_path_info(self, kwargs):
        """Add nothing of the file in ``dest``: Ansible would put words of its own in place of ``state``."""
        return kwargs

    def warn(self, warning, **kwargs):
        """Unlike results, warnings are not masked by every ansible-core."""
        super().warn(masked_text(warning, self.no_log_values), **kwargs)

    def fail_json(self, msg, **kwargs):
        self.hide_secrets({**self._given, **self.params})  # wrong arguments fail before anything else could do this
        super().fail_json(" ".join(self._faults) or msg, **kwargs)

    def _return_formatted(self, kwargs):
        """Ansible's own masking would also replace ids, counts and words that a secret happens to occur in."""
        arguments = {name: value for name, value in self.params.items() if not name.startswith("_")}
        kwargs["invocation"] = {"module_args": self._task.shown(arguments)}
        hidden, self.no_log_values = self.no_log_values, set()
        super()._return_formatted(masked(kwargs, hidden))


def run_module(task: Task) -> None:
    """Run a Task as an ordinary module: validated options in, masked result out."""
    module = _Module(task)
    secrets, warnings = module.no_log_values, []
    try:
        params = task.with_content(module.params)
        module.hide_secrets(params)
        result, warnings = run_task(task, params, module.check_mode, Connections(), secrets)
    except Exception as error:  # noqa: BLE001 - its text may hold anything
        result = failure(error)
    for text in result.pop("warnings", warnings):
        module.warn(text)
    result = told_of_check(result, module.check_mode)
    finish = module.fail_json if result.get("failed") else module.exit_json
    finish(**result)

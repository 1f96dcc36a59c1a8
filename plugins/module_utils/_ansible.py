# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the collection meets Ansible: connection options, and running one task as a module or in process.

A module file declares a Task. ``run_module`` runs it as an ordinary module; the shared action plugin runs the same Task
in the controller's process (``run_task``). Both give the same result.
"""

from __future__ import annotations

import copy
import datetime
import json
import os
import traceback
import typing as t
from urllib.parse import quote

from ansible.module_utils.basic import AnsibleFallbackNotFound, AnsibleModule, missing_required_lib
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.parameters import remove_values, sanitize_keys
from ansible.module_utils.common.yaml import HAS_YAML, yaml_dump, yaml_load

from ._api.client import Client
from ._api.errors import ApiError, BadKeyError, MissingLibraryError, SettingsError
from ._api.settings import Settings
from ._engine.ensure import ensure
from ._engine.errors import EngineError, InputError
from ._engine.memory import Memory
from ._engine.run import Run
from ._engine.seen import remembering
from ._kinds.registry import KINDS


def _of_environment(*names: str) -> str:
    """The first of these environment variables that holds something: an empty one counts as not set."""
    for name in names:
        if os.environ.get(name, "").strip():
            return os.environ[name]
    raise AnsibleFallbackNotFound


def _option(environment: t.Sequence[str], **spec) -> dict:
    return {**spec, "fallback": (_of_environment, list(environment))}


#: The connection options of every module. Their documentation is the fragment ``truewatch.openapi.connection``.
CONNECTION = {
    "api_key": _option(["TRUEWATCH_API_KEY", "DF_API_KEY"], type="str", no_log=True),
    "endpoint": _option(["TRUEWATCH_ENDPOINT"], type="str"),
    "region": _option(["TRUEWATCH_REGION"], type="str"),
    "allow_http": _option(["TRUEWATCH_ALLOW_HTTP"], type="bool", default=False),
    "validate_certs": _option(["TRUEWATCH_VALIDATE_CERTS"], type="bool", default=True),
    "ca_path": _option(["TRUEWATCH_CA_PATH"], type="path"),
    "timeout": _option(["TRUEWATCH_TIMEOUT"], type="float", default=60),
    "rate_limit": _option(["TRUEWATCH_RATE_LIMIT"], type="str"),
    "rate_limit_timeout": _option(["TRUEWATCH_RATE_LIMIT_TIMEOUT"], type="float", default=600),
    "total_timeout": _option(["TRUEWATCH_TOTAL_TIMEOUT"], type="float", default=0),
    "max_rows": _option(["TRUEWATCH_MAX_ROWS"], type="int", default=100000),
    "max_size": _option(["TRUEWATCH_MAX_SIZE"], type="float", default=128),
}

#: Failures that a user can do something about; their text is complete without a traceback.
EXPECTED = (ApiError, SettingsError, EngineError)


#: Secrets of fewer characters may be part of the words that name the parts of a result.
_SHORTEST_IN_KEYS = 8


class Task:
    """What one module does.

    argument_spec: the module's own options; the connection options are added.
    run: function of a Run that returns the result.
    constraints: the other arguments of AnsibleModule (``mutually_exclusive``, ``required_if``, ...).
    content: the option that takes big content; with it come ``src``, a file that holds the content, and ``render``.
    folder: whether ``src`` names a folder, which the Task reads itself.
    secrets: function of the options that gives the texts in them that must never be shown and that no argument spec can
        name. It is asked about wrong options too.
    """

    def __init__(
        self,
        argument_spec: dict,
        run: t.Callable[[Run], dict],
        constraints: dict | None = None,
        content: str | None = None,
        folder: bool = False,
        secrets: t.Callable[[t.Mapping[str, t.Any]], t.Iterable[str]] = lambda options: (),
    ) -> None:
        self.argument_spec = {**argument_spec, **CONNECTION}
        self.run = run
        self.constraints = dict(constraints or {})
        self.content = content
        self.folder = folder
        self.secrets = secrets
        if content:
            self.argument_spec.update(src={"type": "str"}, render={"type": "bool", "default": False})
            self.constraints["mutually_exclusive"] = [*self.constraints.get("mutually_exclusive", []), ["src", content]]


#: Whether the content of unchanged objects is read. Its documentation is the fragment ``truewatch.openapi.kind``.
VERIFY = {"verify": _option(["TRUEWATCH_VERIFY"], type="str", choices=["full", "quick"], default="full")}


def kind_task(kind, keep: t.Callable[[Run], dict] | None = None, **task) -> Task:
    """The Task of a module that keeps objects of a kind as they are declared: one, unless ``keep`` does otherwise."""

    def work(run: Run) -> dict:
        with remembering(run):
            return keep(run) if keep else ensure(run, kind, run.params)

    return Task({**kind.argument_spec(), **VERIFY}, work, secrets=kind.secrets, **task)


class Connections:
    """The clients of this process, one per set of connection options, and what was listed, once per endpoint and key.

    tell: called with how far a task is. tell_wait: called with the seconds of each wait for the rate limit, before it.
    """

    def __init__(
        self,
        tell: t.Callable[[str], None] = lambda text: None,
        tell_wait: t.Callable[[float], None] | None = None,
    ) -> None:
        self.tell = tell
        self._tell_wait = tell_wait
        self._clients: dict[Settings, Client] = {}
        self._memories: dict[str, Memory] = {}
        #: Fingerprint of endpoint and key -> the error with which the service refused the key.
        self.refused: dict[str, BadKeyError] = {}

    def memory(self, params: t.Mapping[str, t.Any]) -> Memory:
        """The memory of endpoint and key among ``params``, and in it the client of all their connection options."""
        settings = Settings.from_options({name: params.get(name) for name in CONNECTION})
        if settings not in self._clients:
            self._clients[settings] = Client(settings, on_wait=self._tell_wait)
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
    run = Run(params, client, memory, KINDS, check_mode)
    run.tell = connections.tell
    run.secrets = secrets if secrets is not None else set()
    try:
        result = task.run(run)
    except EXPECTED as error:
        error.cost = _cost(client, calls, waited)
        raise
    finally:
        if client.bad_key is not None:
            connections.refused[client.fingerprint] = client.bad_key
    return {**result, **_cost(client, calls, waited)}, run.warnings


def _refused_before(error: BadKeyError) -> BadKeyError:
    """The error for another item of a loop, which costs no request: the answer would be the same."""
    again = copy.copy(error)
    again.message += "; the key was refused for an earlier item, so nothing was sent for this one"
    again.cost = {"api_calls": 0}
    return again


def _cost(client, calls: int, waited: float) -> dict:
    cost = {"api_calls": client.api_calls - calls}
    if client.waited_seconds > waited:
        cost["waited_seconds"] = round(client.waited_seconds - waited, 3)
    return cost


def masked(result: dict, secrets: t.Iterable[str]) -> dict:
    """The result without secrets, in the keys of mappings too.

    What Ansible and playbooks go by stays: a secret such as ``e`` must neither make ``failed`` or ``name`` another word
    nor ``true`` a text.
    """
    hidden = all_forms(secrets)
    no_words = {secret for secret in hidden if len(secret) >= _SHORTEST_IN_KEYS}
    shown = sanitize_keys(remove_values(result, hidden), no_words, ignore_keys=frozenset(result))
    return {**shown, **{word: value for word, value in result.items() if value is None or isinstance(value, bool)}}


def all_forms(secrets: t.Iterable[str]) -> set[str]:
    """The secrets, and what becomes of them in a URL or in quotes, as answers and errors repeat them."""
    forms = set()
    for secret in map(str, secrets):
        quoted = json.dumps(secret)[1:-1]
        forms |= {secret, quote(secret), quote(secret, safe=""), repr(secret)[1:-1], quoted}
        forms |= {quoted.replace("/", "\\/"), json.dumps(secret, ensure_ascii=False)[1:-1].replace("&", "\\u0026")}
    return forms - {""}


def failure(error: Exception) -> dict:
    """The result of a failed task: the message, what it cost, and the API's own words where there are any. What nobody
    foresaw gives a traceback too."""
    if isinstance(error, MissingLibraryError):
        return {"failed": True, "msg": missing_required_lib(error.name)}
    if not isinstance(error, EXPECTED):
        text = f"Unforeseen {type(error).__name__}: {error}"
        return {"failed": True, "msg": text, "exception": traceback.format_exc()}
    result = {"failed": True, **getattr(error, "result", {}), "msg": str(error), **getattr(error, "cost", {})}
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


def parse_content(text: str, path: str) -> t.Any:
    """The content of a JSON or YAML file; InputError names file, line and column of a fault."""
    try:
        return json.loads(text)
    except ValueError as error:
        if path.endswith(".json") or not HAS_YAML:
            raise InputError(f"'{path}' is not valid JSON: {error}.") from None
    try:
        return plain(yaml_load(text.encode()))  # libyaml refuses the tagged texts of ansible-core 2.19 and newer
    except Exception as error:  # noqa: BLE001 - PyYAML's own class cannot be imported unguarded here
        # Not the whole text of the error, which quotes the line: a secret may stand in it.
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        place = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
        raise InputError(
            f"'{path}' is neither valid JSON nor valid YAML: {problem or type(error).__name__}{place}."
        ) from None


def plain(value: t.Any) -> t.Any:
    """The value as JSON can hold it, and as a module on another machine would get it: no marks of the controller,
    nothing encrypted, dates and keys as text."""
    if isinstance(value, dict):
        return {_key_text(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str) or hasattr(value, "__ENCRYPTED__"):
        return str(value)
    for number in (int, float):
        if isinstance(value, number) and not isinstance(value, bool):
            return number(value)
    return value


def _key_text(key: t.Any) -> str:
    key = plain(key)
    return key if isinstance(key, str) else json.dumps(key)


def yaml_text(value: t.Any) -> str:
    """The value as YAML in the order that it has; InputError without PyYAML."""
    if not HAS_YAML:
        raise InputError("PyYAML is needed to write YAML files and is not installed where this task runs.")
    return yaml_dump(value, allow_unicode=True, default_flow_style=False, sort_keys=False, width=120)


def read_content(task: Task, params: dict, read: t.Callable[[str], str]) -> dict:
    """The options with ``src`` replaced by the parsed content of its file; ``read`` gives the text of a path."""
    path = params.get("src") if task.content else None
    if path is None:
        return params
    if params.get(task.content) is not None:
        raise InputError(f"'src' and '{task.content}' both give the content: set one of them.")
    content = parse_content(read(path), path)
    if not isinstance(content, dict) and task.argument_spec[task.content]["type"] == "dict":
        raise InputError(f"'{path}' must hold a mapping; it holds a {type(content).__name__}.")
    return {**params, task.content: content, "src": None}


def read_text(path: str) -> str:
    """The text of a file of this machine; InputError when it cannot be read."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise InputError(f"'{path}' cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise InputError(f"'{path}' is not a text file in UTF-8.") from None


def validated(kind, params: dict) -> dict:
    """The options of one object of a kind, validated as the kind's own module does; InputError names what is wrong.

    Content is passed over: it is big, and the kind checks it itself.
    """
    content = {field.option for field in kind.fields if field.content}
    spec = {option: entry for option, entry in kind.argument_spec().items() if option not in content}
    checked = ArgumentSpecValidator(spec).validate(
        {option: value for option, value in params.items() if option not in content}
    )
    if checked.error_messages:
        raise InputError(" ".join(checked.error_messages))
    return {**checked.validated_parameters, **{option: params[option] for option in content if option in params}}


def filter_values(kind, filters: dict) -> dict:
    """Filters by options of a kind, each value validated as the kind's own module does; InputError names what is
    wrong."""
    specs = kind.argument_spec()
    checked = {}
    for option, wanted in filters.items():
        spec = specs.get(option, {"type": "raw"})
        one = {"type": spec.get("elements", "raw")} if spec["type"] == "list" else {"type": spec["type"]}
        if "choices" in spec:
            one["choices"] = spec["choices"]
        values = [_checked(option, one, value) for value in (wanted if isinstance(wanted, list) else [wanted])]
        checked[option] = values if isinstance(wanted, list) else values[0]
    return checked


def _checked(option: str, spec: dict, value: t.Any) -> t.Any:
    result = ArgumentSpecValidator({option: spec}).validate({option: value})
    if result.error_messages:
        raise InputError(f"'filters' cannot be met: {' '.join(result.error_messages)}.")
    return result.validated_parameters[option]


class _Module(AnsibleModule):
    """A module that knows of the secrets that no argument spec can name: not in results, not in the system log."""

    def __init__(self, task: Task) -> None:
        self._task = task
        super().__init__(argument_spec=task.argument_spec, supports_check_mode=True, **task.constraints)

    def hide_secrets(self, params: dict) -> None:
        """Mask the secrets in these options from now on."""
        self.no_log_values.update(self._task.secrets(params))

    def log(self, msg, log_args=None):
        """Write nothing: the arguments would be written whole."""

    def warn(self, warning, **kwargs):
        """Unlike results, warnings are not masked by every ansible-core."""
        super().warn(masked({"text": warning}, self.no_log_values)["text"], **kwargs)

    def fail_json(self, msg, **kwargs):
        self.hide_secrets(self.params)  # wrong arguments fail before anything else could do this
        super().fail_json(msg, **kwargs)


def run_module(task: Task) -> None:
    """Run a Task as an ordinary module: validated options in, masked result out."""
    module = _Module(task)
    secrets, warnings = module.no_log_values, []
    try:
        params = read_content(task, module.params, read_text)
        module.hide_secrets(params)
        result, warnings = run_task(task, params, module.check_mode, Connections(), secrets)
    except Exception as error:  # noqa: BLE001 - its text may hold anything
        result = failure(error)
    for text in warnings:
        module.warn(text)
    finish = module.fail_json if result.get("failed") else module.exit_json
    finish(**masked(result, secrets))

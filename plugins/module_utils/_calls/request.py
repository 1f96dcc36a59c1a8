# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the options of a call to one checked request."""

from __future__ import annotations

import json
import re
import typing as t
from urllib.parse import quote, unquote

from .._api.operations import BARE, OPERATIONS, RAW, Operation
from .._engine.errors import InputError
from .._engine.secret import MASK
from .._engine.values import texts
from .._engine.words import near
from .._secrets import without_secrets
from .checks import check

#: The methods that the API may be asked with.
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_PREFIX = "/api/"
#: What needs no encoding in a step of a path.
_SAFE = ":@!$&'()*+,;=~"
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
#: Names under which a list is told where to go on, which is for all_pages to say.
_PLACES = ("pageIndex", "pageSize", "offset")


class Request(t.NamedTuple):
    """One call. name: the operationId; empty for a route that the reference does not know. spec: how the client sends
    it. path, query, body: as Client.call takes them, without files."""

    name: str
    spec: Operation
    path: dict[str, str]
    query: dict[str, t.Any]
    body: t.Any

    def shown(self) -> tuple[dict[str, t.Any], set[str]]:
        """The request for people, without its secrets, and the secrets."""
        told = {"path_params": self.path, "query": self.query, "body": self.body}
        hidden, found = without_secrets(told)
        values = hidden["path_params"].items()
        steps = {name: value if value == MASK else quote(value, safe="") for name, value in values}  # as it is sent
        route = _PLACEHOLDER.sub(lambda match: steps.get(match[1], match[0]), self.spec.path)
        return {"method": self.spec.method, "path": route, "query": hidden["query"], "body": hidden["body"]}, found


def without_secret_options(options: t.Mapping[str, t.Any]) -> tuple[dict[str, t.Any], set[str]]:
    """The options without the secrets in them, and the secrets, whatever else may be wrong with the options."""
    shown, found = dict(options), set()
    for option in ("path_params", "query_params", "body"):
        if options.get(option) is not None:
            shown[option], secrets = without_secrets(_body_or_mask(options[option]))
            found |= secrets
    path = options.get("path")
    if isinstance(path, str) and isinstance(options.get("method"), str):
        params = options.get("path_params") if isinstance(options.get("path_params"), dict) else {}
        given = {str(name): str(value) for name, value in params.items()}
        known = _known(options["method"], _filled(path, given))
        _shown, secrets = without_secrets(known[2] if known else {})
        for secret in secrets:
            shown["path"] = shown["path"].replace(secret, MASK)
        for name, value in given.items():
            if value in secrets:
                shown["path_params"] = {**shown["path_params"], name: MASK}
        found |= secrets
    return shown, found


def request_of(params: t.Mapping[str, t.Any], reads_only: bool = False) -> Request:
    """The request that the options mean; InputError tells everything that is wrong with them. Sends nothing.

    params: operation, or method, path and writes; path_params, query_params, body, files, dest, check_parameters.
    reads_only: whether a write is wrong, too.
    """
    name, spec, path = _by_name(params) if params.get("operation") is not None else _by_route(params)
    if reads_only and spec.writes:
        raise InputError(f"{name or _route(spec)} changes something: use the module truewatch_api, a lookup reads.")
    if reads_only and spec.answer is RAW:
        raise InputError(f"{name} answers a file: use the module truewatch_api, which has 'dest'.")
    body = _parsed(params.get("body"))
    query = dict(params.get("query_params") or {})
    files = params.get("files") or {}
    faults = _faults_of_path(spec, path)
    if name and params.get("check_parameters", True):
        query, body, more = check(name, query, body, files)
        faults += more
    if files and not spec.form:
        faults = [one for one in faults if "'files'" not in one] + [_takes_no_files(spec)]
    if spec.form and body is not None and not isinstance(body, dict):
        faults.append("'body' must be a mapping, since the operation takes a form.")
    if any(MASK in one for one in texts([path, query, body])):
        faults.append(f"A value is {MASK}, the mask of a secret: read it with 'reveal_secrets', or give the value.")
    if faults:
        raise InputError(f"{name or _route(spec)}: {' '.join(dict.fromkeys(faults))}")
    return Request(name, spec, path, query, body)


def methods_of(path: str) -> list[str]:
    """The methods by which the reference knows a path."""
    return [method for method in METHODS if _known(method, path) is not None]


def paged(request: Request) -> Request:
    """The same request, to be read over all its pages; InputError when that is not possible."""
    spec = request.spec
    if spec.writes:
        raise InputError(f"{request.name or _route(spec)} changes something: 'all_pages' and 'limit' are for lists.")
    if not spec.page_size and not request.name.endswith("_list"):
        raise InputError(f"{request.name} is no list: leave 'all_pages' and 'limit' out.")
    asked = request.query if spec.method == "GET" else (request.body or {})
    places = [name for name in _PLACES if name in asked]
    if places:
        raise InputError(f"'all_pages' and 'limit' ask for the pages themselves: leave {', '.join(places)} out.")
    return request


def _by_name(params: t.Mapping[str, t.Any]) -> tuple[str, Operation, dict]:
    name = params["operation"]
    if name not in OPERATIONS:
        alike = near(name, OPERATIONS)
        hint = f" Did you mean {' or '.join(map(repr, alike))}?" if alike else ""
        raise InputError(
            f"The reference has no operation '{name}'.{hint} docs/coverage.md lists all of them; "
            "a newer route is called by 'method' and 'path'."
        )
    return name, OPERATIONS[name], _texts(params.get("path_params") or {})


def _by_route(params: t.Mapping[str, t.Any]) -> tuple[str, Operation, dict]:
    method, template = params["method"], params["path"]
    _check_path(template)
    given = _texts(params.get("path_params") or {})
    found = _known(method, _filled(template, given))
    if found is not None:
        name, spec, values = found
        if spec.writes and params.get("writes") is False:
            raise InputError(f"{method} {template} changes something (it is {name}): leave 'writes' out.")
        writes = spec.writes or bool(params.get("writes"))
        unplaced = {key: value for key, value in given.items() if f"{{{key}}}" not in template.split("/")}
        return name, spec._replace(writes=writes), {**unplaced, **values}
    if not template.startswith(_PREFIX):
        raise InputError(f"The paths of the API begin with /api/v1/, not '{template}'.")
    steps = [step if _PLACEHOLDER.fullmatch(step) else quote(unquote(step), safe=_SAFE) for step in template.split("/")]
    writes = params.get("writes")
    spec = Operation(
        "",
        method,
        "/".join(steps),
        writes=method != "GET" if writes is None else writes,
        page_size=100,
        answer=RAW if params.get("dest") is not None else BARE,
        form=bool(params.get("files")),
    )
    return "", spec, given


def _filled(path: str, given: t.Mapping[str, str]) -> str:
    """The path with values in the place of the placeholders that have one, by whatever name."""
    return _PLACEHOLDER.sub(lambda match: quote(given[match[1]], safe="") if match[1] in given else match[0], path)


def _known(method: str, path: str) -> tuple[str, Operation, dict] | None:
    """The operation of a route, which may have values in place of placeholders, and these values. It is the same one
    however its steps are encoded. The routes of the vendor guide come after those of the reference."""
    for steps in (path.split("/"), unquote(path).split("/")):
        found = _operation(method, steps)
        if found is not None:
            return found
    return None


def _operation(method: str, steps: list[str]) -> tuple[str, Operation, dict] | None:
    for guide in (False, True):
        fitting = []
        for name, spec in OPERATIONS.items():
            template = spec.guide if guide else spec.path
            values = _values(template.split("/"), steps) if template and spec.method == method else None
            if values is not None:
                fitting.append((len(values), name, spec._replace(path=template, guide=None), values))
        if fitting:
            _count, name, spec, values = min(fitting, key=lambda one: one[:2])
            return name, spec, {key: value for key, value in values.items() if value is not None}
    return None


def _values(template: list[str], steps: list[str]) -> dict[str, str | None] | None:
    """The values of the placeholders of a template in a path, None for one that is a placeholder there too; None when
    the path is another one."""
    if len(template) != len(steps):
        return None
    values: dict[str, str | None] = {}
    for part, step in zip(template, steps):
        name = _PLACEHOLDER.fullmatch(part)
        if name:
            values[name[1]] = None if _PLACEHOLDER.fullmatch(step) else unquote(step)
        elif part != unquote(step):
            return None
    return values


def _check_path(path: str) -> None:
    if "://" in path:
        raise InputError("'path' is the path alone, such as /api/v1/dashboards/list: 'endpoint' names the service.")
    if "?" in path or "#" in path:
        raise InputError("'path' holds a query: give its parameters as 'query_params'.")
    if not path.startswith("/"):
        raise InputError(f"'path' begins with a slash, such as /api/v1/dashboards/list, not '{path}'.")
    if any(re.search("[{}]", step) and not _PLACEHOLDER.fullmatch(step) for step in path.split("/")):
        raise InputError(f"'path' {path!r} has a brace in it: a placeholder such as {{role_uuid}} is a whole step.")
    if re.search(r"[\x00-\x20\x7f]", path) or any(unquote(step) in ("", ".", "..") for step in path[1:].split("/")):
        raise InputError(f"'path' {path!r} has an empty step, a step of dots, or a blank in it.")


def _faults_of_path(spec: Operation, path: t.Mapping[str, str]) -> list[str]:
    wanted = _PLACEHOLDER.findall(spec.path)
    lacking = [name for name in wanted if name not in path]
    unknown = [name for name in path if name not in wanted]
    bad = [name for name in wanted if path.get(name) in ("", ".", "..")]
    faults = [f"'path_params' lacks {', '.join(lacking)}, for {_route(spec)}."] if lacking else []
    if unknown:
        takes = f"takes {', '.join(wanted)}" if wanted else "takes none"
        faults.append(f"'path_params' {takes}, not {', '.join(unknown)}.")
    return faults + [f"'path_params.{name}' cannot be {path[name]!r}." for name in bad]


def _takes_no_files(spec: Operation) -> str:
    return f"{_route(spec)} takes JSON and no form: leave 'files' out."


def _route(spec: Operation) -> str:
    return f"{spec.method} {spec.path}"


def _texts(values: t.Mapping[str, t.Any]) -> dict[str, str]:
    wrong = [name for name, value in values.items() if isinstance(value, (dict, list, bool)) or value is None]
    if wrong:
        raise InputError(f"'path_params.{wrong[0]}' must be a text.")
    return {name: str(value) for name, value in values.items()}


def _body_or_mask(value: t.Any) -> t.Any:
    """What is given as an option, its JSON text read; of another text nobody can tell what is a secret in it."""
    try:
        return _parsed(value)
    except InputError:
        return {"secret": value}


def _parsed(body: t.Any) -> t.Any:
    """The body; one that is given as JSON text, as lookups give it, is read."""
    if not isinstance(body, str):
        return body
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise InputError("'body' is a text that is no JSON: give it as YAML, or the JSON file as 'src'.") from None

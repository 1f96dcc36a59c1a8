# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection, looked at from the outside inwards: the way, TLS, the clock, the key, what it may read, the limit.

It ends at the first thing that would meet every further request too.
"""

from __future__ import annotations

import contextlib
import typing as t

from .._api import envelope
from .._api.errors import (
    ApiError,
    BadKeyError,
    ForbiddenError,
    NotAnApiAnswerError,
    RouteNotFoundError,
    ServerError,
    ThrottledError,
    UnreachableError,
    one_line,
)
from .._api.operations import OPERATIONS
from .._api.probe import Probe, probe
from .._api.settings import Settings
from .._engine.errors import EngineError, InputError
from .._engine.query import read
from .._engine.words import did_you_mean
from .._kinds.registry import name_called
from .._queries.ask import OPERATION as QUERY_OPERATION
from .._queries.ask import ask, in_dql
from . import facts
from .facts import ERROR, WARNING, Trouble
from .page import page

_WORKSPACE, _LEARNS_DIALECT = "workspace_get", "dashboards_list"
#: Besides the kinds: reading data by a query, as inventories and lookups do, and all of it.
QUERY, ALL = "query", "all"
#: Of the answer to workspace_get: our word, theirs. It holds tokens too, which are never taken.
_TOLD = {"uuid": "uuid", "name": "name", "version": "versionType", "station": "bossStation", "timezone": "timezone"}
_MINUTE_MS = 60_000


class _EndError(Exception):
    """What would meet every further request too; the trouble is noted."""


class Check:
    """One look at the connection of a run. ``reads``: what to try to read, names of kinds, QUERY and ALL;
    ``certificate_days``, ``clock_tolerance``: from when on a certificate or a clock is a trouble."""

    def __init__(self, run, reads: t.Sequence[str], certificate_days: int, clock_tolerance: float) -> None:
        self._run = run
        self._client = run.client
        self._settings = Settings.from_options(run.params)
        self._reads = reads
        self._days = certificate_days
        self._tolerance = clock_tolerance
        self.troubles: list[Trouble] = []
        self._found: dict[str, t.Any] = dict.fromkeys(
            ("endpoint", "proxy", "tls", "clock", "service", "workspace", "key", "reads", "rate_limit")
        )

    def result(self) -> dict:
        """What was found: each part null where the check did not come so far."""
        began = self._run.now()
        self._found["endpoint"] = facts.endpoint_facts(self._settings)
        self.troubles += facts.way_troubles(self._settings)
        with contextlib.suppress(_EndError):
            self._look()
        usage = self._client.usage()
        self._found["rate_limit"] = facts.rate_limit_facts(usage)
        self.troubles += facts.refusal_troubles(usage, began)
        self.troubles.sort(key=lambda trouble: trouble.severity != ERROR)
        found = {
            "ok": not any(trouble.severity == ERROR for trouble in self.troubles),
            "troubles": [trouble._asdict() for trouble in self.troubles],
            **self._found,
        }
        return {"changed": False, **found, "page": page(found)}

    def _look(self) -> None:
        self._client.api_calls += 1
        way = probe(self._settings, OPERATIONS[_WORKSPACE].path)
        self._found["proxy"] = way.proxy or None
        self._found["tls"] = facts.tls_facts(way, self._settings.verify is not False, self._run.now())
        self._found["clock"] = facts.clock_facts(way)
        self._stop_without_api(way)
        self._found["service"] = {"seconds": round(way.seconds, 3), "dialect": None, "routes_missing": []}
        workspace = self._workspace(way)
        self.troubles += facts.tls_troubles(way, self._days, self._run.now())
        self.troubles += facts.clock_troubles(way, self._tolerance)
        self._found["workspace"] = workspace
        self._learn_dialect()
        self._found["key"] = self._key()
        self._found["reads"] = self._try_reads() if self._reads else None

    def _stop_without_api(self, way: Probe) -> None:
        """End where nothing answers, or where what answers is surely no Open API: it must not get the key."""
        if way.error is not None:
            if not way.error.delivered or not way.error.passing:
                self._trouble(ERROR, way.error.reason, way.error.hint, end=True)
            return  # perhaps the answer got lost; the request with the key is repeated and tells
        spec = OPERATIONS[_WORKSPACE]
        try:
            envelope.parse(spec, way.response, f"{spec.method} {spec.path}", str)
        except NotAnApiAnswerError as error:
            self._trouble(ERROR, error.message, error.hint, end=True)
        except ApiError:
            pass  # it wants a key

    # -- with the key ------------------------------------------------------------------------------

    def _workspace(self, way: Probe) -> dict | None:
        """The workspace of the key, as far as the service tells."""
        answer, error = self._tried(_WORKSPACE, lambda: self._client.call(_WORKSPACE), way)
        if isinstance(error, ForbiddenError):
            self._trouble(WARNING, f"The key may not read its workspace: {error.message}", error.hint)
        if error is not None:
            return None
        told = answer.content if isinstance(answer.content, dict) else {}
        return {name: _text(told.get(theirs)) for name, theirs in _TOLD.items()}

    def _learn_dialect(self) -> None:
        _rows, error = self._tried(_LEARNS_DIALECT, lambda: self._client.rows(_LEARNS_DIALECT, limit=1))
        self._found["service"]["dialect"] = self._client.dialect
        if isinstance(error, RouteNotFoundError) and self._found["workspace"] is None:
            self._trouble(ERROR, f"The service knows no route of the Open API: {error.message}", error.hint, end=True)

    def _key(self) -> dict | None:
        """The key in use, by its id and name; None where the service does not tell."""
        kind = self._run.kinds["api_key"]
        found, _error = self._tried(kind.list_operation, lambda: read(self._run, kind, filters={"in_use": True}))
        names = ("uuid", "name", "created_at", "created_by")
        return {name: found[0].get(name) for name in names} if found and len(found) == 1 else None

    def _try_reads(self) -> list[dict]:
        """One request for each kind: whether the key may read it, and how many there are."""
        every = [*self._run.kinds, QUERY]
        tried = every if ALL in self._reads else [name for name in every if name in self._reads]
        results = []
        for number, name in enumerate(tried, 1):
            self._run.tell(f"{number} of {len(tried)} reads tried")
            results.append(self._try_read(name))
        return results

    def _try_read(self, name: str) -> dict:
        operation = QUERY_OPERATION if name == QUERY else self._run.kinds[name].list_operation
        total, error = self._tried(operation, lambda: self._first(name))
        refused = isinstance(error, (ForbiddenError, RouteNotFoundError))
        if refused and ALL not in self._reads:
            self._trouble(ERROR, f"The key cannot read {self._plural(name)}: {error.message}", error.hint)
        allowed = True if error is None else False if isinstance(error, ForbiddenError) else None
        return {"name": name, "allowed": allowed, "total": total, "msg": None if error is None else str(error)}

    def _first(self, name: str) -> int | None:
        """Ask for as little as there is; how many the service says there are."""
        if name == QUERY:
            now = int(self._run.now() * 1000)
            query = {"q": "O::HOST:(`name`)", "limit": 1, "timeRange": [now - 15 * _MINUTE_MS, now]}
            ask(self._client, lambda: [in_dql(query)])
            return None
        kind = self._run.kinds[name]
        if kind.only_name:
            self._client.call(kind.list_operation)
            return None
        place = "query" if OPERATIONS[kind.list_operation].method == "GET" else "body"
        first = kind.listings[0]
        rows = self._client.rows(kind.list_operation, limit=1, **{place: first.query})
        return rows.total if len(kind.listings) == 1 and not first.inside else None

    def _plural(self, name: str) -> str:
        return "data by queries" if name == QUERY else self._run.kinds[name].plural.replace("_", " ")

    # -- troubles ----------------------------------------------------------------------------------

    def _tried(
        self, operation: str, question: t.Callable[[], t.Any], way: Probe | None = None
    ) -> tuple[t.Any, ApiError | None]:
        """The answer, or the error of this question alone. What would meet every further one ends the check, and so
        does a service that fails at the first question, which is asked with the ``way``."""
        spec = OPERATIONS[operation]
        try:
            return question(), None
        except BadKeyError as error:
            what, remedy = f"The service refuses the key: {error.message}", self._other_site(error.hint)
            self._trouble(ERROR, what, remedy, end=True)
        except UnreachableError as error:
            untrusted = way is not None and "not trusted" in error.message
            self._trouble(ERROR, error.message, facts.untrusted(way, error.hint) if untrusted else error.hint, end=True)
        except ThrottledError as error:
            self._trouble(ERROR, f"The rate limit lets no request through: {error.message}", error.hint, end=True)
        except ForbiddenError as error:
            return None, error
        except RouteNotFoundError as error:
            self._found["service"]["routes_missing"].append(f"{spec.method} {spec.path}")
            return None, error
        except ApiError as error:
            end = way is not None and isinstance(error, (ServerError, NotAnApiAnswerError))
            self._trouble(ERROR, f"{spec.method} {spec.path} fails: {error.message}", error.hint, end)
            return None, error

    def _other_site(self, hint: str) -> str:
        regions = self._found["endpoint"]["regions"]
        site = f"This is {' or '.join(regions)}" if regions else "This is none of the public sites"
        return f"{hint}. {site}: compare with the address of the console where the key is listed"

    def _trouble(self, severity: str, what: str, remedy: str, end: bool = False) -> None:
        self.troubles.append(Trouble(severity, _sentence(what), _sentence(remedy or "Try again later")))
        if end:
            raise _EndError


def _sentence(text: str) -> str:
    text = one_line(text, 1000)
    if not text.startswith("http"):
        text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _text(value: t.Any) -> str | None:
    return one_line(value) if isinstance(value, str) and value else None


class FailedCheckError(EngineError):
    """The check found a trouble that the task has to fail on. ``result``: what it returns besides."""

    def __init__(self, result: dict) -> None:
        first = result["troubles"][0]
        more = f" ({len(result['troubles'])} troubles in all, see troubles)" if len(result["troubles"]) > 1 else ""
        super().__init__(f"{first['what']} {first['remedy']}{more}")
        self.result = result


def check_connection(run) -> dict:
    """The result of truewatch_connection_info; FailedCheckError where ``fail_on`` says so."""
    params = run.params
    known = {*run.kinds, QUERY, ALL}
    reads = [name if name in known else name_called(name) for name in params["reads"]]
    unknown = [name for name in reads if name not in known]
    if unknown:
        near = did_you_mean(unknown[0], known)
        raise InputError(f"'reads' holds '{unknown[0]}'{near}, which cannot be read: use {', '.join(sorted(known))}.")
    for option in ("certificate_days", "clock_tolerance"):
        if params[option] < 0:
            raise InputError(f"'{option}' is {params[option]}: give 0 or more.")
    result = Check(run, reads, params["certificate_days"], params["clock_tolerance"]).result()
    severities = {trouble["severity"] for trouble in result["troubles"]}
    if params["fail_on"] in severities or (params["fail_on"] and ERROR in severities):
        raise FailedCheckError(result)
    return result

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The Open API client: every operation of the reference, by its operationId."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Mapping
from typing import Any, Callable
from urllib.parse import quote

from . import envelope, paging
from .budget import Budget, Usage
from .envelope import Answer
from .errors import (
    ApiError,
    BadKeyError,
    IncompleteListError,
    InvalidRequestError,
    NotAnApiAnswerError,
    NotFoundError,
    RouteNotFoundError,
    ServerError,
    ThrottledError,
    TooLargeError,
    UnreachableError,
)
from .operations import OFFSET, OPERATIONS, Operation
from .paging import Bounds, Rows
from .session import Response, Session, TransportError
from .settings import Settings

_READ_ATTEMPTS = 3
_RETRY_DELAY = 0.5

_REFERENCE = "reference"
_GUIDE = "guide"


class Client:
    """Calls operations of one service with one key. Sends nothing before the first call; safe to share between threads.

    Args:
        settings: how to reach the service.
        on_wait: called with the seconds of each wait for the rate limit, before it begins.
        sleep, clock: for tests; the wall clock.

    Attributes:
        api_calls: requests sent so far, repeats and refused ones included.
        waited_seconds: seconds waited so far for the rate limit.
        bad_key: the error with which the service refused the key in the work at hand; None as long as it has not.
        on_answer: called with what each call asked (operation, path, query, body) and its Answer or ApiError.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        on_wait: Callable[[float], None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.api_calls = 0
        self.waited_seconds = 0.0
        self.bad_key: BadKeyError | None = None
        self.on_answer: Callable[[tuple, Answer | ApiError], None] = lambda asked, answer: None
        self._settings = settings
        self._session = Session(settings)
        self._budget = Budget(settings.rate_limit, settings.state_directory, settings.fingerprint, clock)
        self._on_wait = on_wait
        self._sleep = sleep
        self._lock = threading.Lock()
        self._deadline: float | None = None
        self._dialect: str | None = None
        self._missing: set[str] = set()

    def is_own_key(self, text: str) -> bool:
        """Whether the text is the API key in use."""
        return hmac.compare_digest(text.encode(errors="replace"), self._settings.api_key.encode())

    @property
    def fingerprint(self) -> str:
        """16 hex digits that stand for endpoint and key; safe to show."""
        return self._settings.fingerprint

    def sealed(self, data: bytes) -> str:
        """A digest in hexadecimal digits that nobody can compute without the API key."""
        return hmac.new(self._settings.api_key.encode(), data, hashlib.sha256).hexdigest()

    def begin(self) -> None:
        """Another piece of work begins: ``total_timeout`` counts anew, from its first call on, and so does the key."""
        with self._lock:
            self._deadline = None
            self.bad_key = None

    def call(
        self,
        operation: str | Operation,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
    ) -> Answer:
        """Call one operation.

        Args:
            operation: operationId, e.g. ``dashboards_get``, or how to send a route that the table lacks.
            path: values of the placeholders of its path.
            query: query parameters; None leaves one out, a list is sent as the reference says, an object as JSON.
            body: what is sent as JSON, or a function that gives it when the request is about to go, which may be long
                after the call; for a form operation a mapping of field to text, bytes or (file name, bytes).

        Raises an ApiError. One for a write whose ``outcome_unknown`` is True must be read back, not repeated.
        """
        spec = _spec(operation)
        arguments = (spec, path or {}, query or {}, body)
        try:
            answer = self._call(*arguments)
        except ApiError as exc:
            self.on_answer(arguments, exc)
            raise
        self.on_answer(arguments, answer)
        return answer

    def _call(self, spec: Operation, path: Mapping, query: Mapping, body: Any) -> Answer:
        """Call one operation in the dialect of the service."""
        arguments = (spec, path, query, body)
        if spec.guide is None:
            return self._noting_missing(spec, spec.path, arguments)
        if self._dialect == _GUIDE:
            if not spec.guide:
                raise RouteNotFoundError(
                    "the service knows only the routes of the vendor guide",
                    route=f"{spec.method} {spec.path}",
                )
            return self._noting_missing(spec, spec.guide, arguments)
        if self._dialect == _REFERENCE or spec.writes or not spec.guide:
            return self._noting_missing(spec, spec.path, arguments)
        return self._read_learning_dialect(spec, arguments)

    def rows(
        self,
        operation: str | Operation,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        limit: int | None = None,
    ) -> Rows:
        """Every row of a list, all pages of it; with ``limit`` no more rows than that.

        Raises IncompleteListError rather than return a list that lacks rows, TooLargeError for one beyond the bounds of
        the settings, and the errors of :meth:`call`.
        """
        spec = _spec(operation)
        page_size = spec.page_size if limit is None else min(spec.page_size, max(limit, 1))

        bounds = self.bounds(limit)

        def fetch(number: int, offset: int) -> Answer:
            if number == 0:
                bounds.reset()
            answer = ask(number, offset)
            bounds.count(len(paging.rows_of(answer.content)), answer.size, paging.total_of(answer))
            return answer

        def ask(number: int, offset: int) -> Answer:
            if not page_size:
                place = {}
            elif spec.paging == OFFSET:
                place = {"offset": offset, "limit": page_size}
            else:
                place = {"pageIndex": number + 1, "pageSize": page_size}
            if spec.method == "GET":
                return self.call(spec, path=path, query={**(query or {}), **place}, body=body)
            return self.call(spec, path=path, query=query, body={**(body or {}), **place} or None)

        try:
            return paging.read_all(fetch, page_size, limit)
        except (IncompleteListError, NotAnApiAnswerError, TooLargeError) as exc:
            exc.route = exc.route or f"{spec.method} {spec.path}"
            raise

    def remaining(self) -> float:
        """Seconds that ``total_timeout`` leaves to the work at hand."""
        return self._remaining()

    def bounds(self, limit: int | None = None) -> Bounds:
        """What one list may bring; ``limit`` rows are all that is wanted of it."""
        return Bounds(self._settings.max_rows, self._settings.max_bytes, limit)

    def knows(self, operation: str) -> bool:
        """False once the service has been found to have no route for the operation; True as long as that is open."""
        if operation in self._missing:
            return False
        return not (self._dialect == _GUIDE and OPERATIONS[operation].guide == "")

    @property
    def dialect(self) -> str | None:
        """Whose routes the service has: "reference" or "guide"; None as long as that is open."""
        return self._dialect

    def usage(self) -> Usage:
        """How much of the rate limit is used."""
        return self._budget.usage()

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        self._session.close()

    # -- dialects ----------------------------------------------------------------------------------

    def _read_learning_dialect(self, spec: Operation, arguments: tuple) -> Answer:
        """Try the route of the reference, then the guide's, and remember which one the service has."""
        try:
            answer = self._send(spec.path, *arguments)
        except RouteNotFoundError as exc:
            missing = exc
        except NotFoundError:
            self._dialect = _REFERENCE
            raise
        else:
            self._dialect = _REFERENCE
            return answer
        try:
            answer = self._send(spec.guide, *arguments)
        except RouteNotFoundError:
            self._missing.add(spec.name)
            raise missing from None
        except NotFoundError:
            # The guide's path of one dashboard is another object's path in the reference: without the code of the
            # router, a 404 there proves nothing about the dialect.
            if missing.error_code:
                self._dialect = _GUIDE
            raise
        self._dialect = _GUIDE
        return answer

    def _noting_missing(self, spec: Operation, template: str, arguments: tuple) -> Answer:
        try:
            return self._send(template, *arguments)
        except RouteNotFoundError:
            if self._dialect or not spec.guide:
                self._missing.add(spec.name)
            raise

    # -- sending -----------------------------------------------------------------------------------

    def _send(self, template: str, spec: Operation, path: Mapping, query: Mapping, body: Any) -> Answer:
        """Send one operation, repeating what may be repeated."""
        route = f"{spec.method} {_fill(template, path, hide=('secret',))}"
        request = {
            "method": spec.method,
            "path": _fill(template, path),
            "query": _query(spec, query),
            "body": None if spec.form or callable(body) else _json_body(spec, body, route),
            "form": _form(body) if spec.form else None,
        }
        # Before the budget counts the request: it has to be sent at once then.
        self._session.open()
        throttled: ThrottledError | None = None
        throttles = failures = 0
        waited = 0.0
        while True:
            waited = self._wait_for_budget(route, waited, throttled)
            if callable(body):
                request["body"] = _json_body(spec, body(), route)
            try:
                return self._send_once(spec, request, route)
            except ThrottledError as exc:
                # Refused, so not carried out: a write may be repeated as well.
                throttled = exc
                self._budget.throttled(throttles)
                throttles += 1
            except (UnreachableError, ServerError) as exc:
                failures += 1
                delay = _RETRY_DELAY * failures
                given_up = failures == _READ_ATTEMPTS or delay >= self._remaining()
                if spec.writes or given_up or not getattr(exc, "passing", True):
                    raise
                self._sleep(delay)

    def _send_once(self, spec: Operation, request: dict, route: str) -> Answer:
        remaining = self._remaining()
        if remaining <= 0:
            raise self._used_up(route)
        with self._lock:
            self.api_calls += 1
        answer = self._exchange(spec, request, route, remaining)
        if isinstance(answer, ApiError):
            raise answer
        try:
            parsed = envelope.parse(spec, answer, route, self._mask)
        except ApiError as exc:
            if isinstance(exc, BadKeyError):
                self.bad_key = exc
            if isinstance(exc, ServerError) or (isinstance(exc, NotAnApiAnswerError) and 200 <= exc.status < 300):
                exc.outcome_unknown = spec.writes
            raise
        # Reading a big answer takes time too. A write is done, however late it is.
        if not spec.writes and self._remaining() <= 0:
            raise self._used_up(route)
        return parsed

    def _exchange(self, spec: Operation, request: dict, route: str, remaining: float) -> Response | ApiError:
        """The answer, or the error to raise: raised in here it would carry the library's exception along, and with it
        the request's headers."""
        try:
            return self._session.send(timeout=self._settings.timeout, deadline=remaining, **request)
        except TransportError as exc:
            kind = TooLargeError if exc.too_large else UnreachableError
            error = kind(exc.reason, route=route, hint=exc.hint, outcome_unknown=spec.writes and exc.delivered)
            error.passing = exc.passing
            return error

    def _used_up(self, route: str) -> UnreachableError:
        error = UnreachableError(
            f"total_timeout of {self._settings.total_timeout:g} s is used up", route=route, hint="Raise total_timeout"
        )
        error.passing = False
        return error

    def _wait_for_budget(self, route: str, waited: float, throttled: ThrottledError | None) -> float:
        """Wait until the rate limit lets a request go; returns the seconds that this call waited so far."""
        while True:
            wait = self._budget.take()
            if wait <= 0:
                return waited
            allowed, remaining = self._settings.rate_limit_timeout - waited, self._remaining()
            if wait > min(allowed, remaining):
                error = throttled or ThrottledError("the rate limit is used up", route=route)
                error.message += f"; waited {waited:.0f} s, and the next try is in {wait:.0f} s"
                if wait <= allowed:
                    error.hint = error.hint.replace("rate_limit_timeout", "total_timeout")
                raise error
            if self._on_wait is not None:
                self._on_wait(wait)
            self._sleep(wait)
            waited += wait
            with self._lock:
                self.waited_seconds += wait

    def _remaining(self) -> float:
        """Seconds until the deadline of the work at hand, which begins to run with its first call."""
        now = time.monotonic()
        with self._lock:
            if self._deadline is None:
                self._deadline = now + self._settings.total_timeout
            return self._deadline - now

    def _mask(self, text: str) -> str:
        return text.replace(self._settings.api_key, "********")


def _spec(operation: str | Operation) -> Operation:
    return operation if isinstance(operation, Operation) else OPERATIONS[operation]


def _fill(template: str, values: Mapping[str, str], hide: tuple[str, ...] = ()) -> str:
    """The path with its placeholders replaced, except those named in ``hide``."""
    parts = template.split("/")
    for index, part in enumerate(parts):
        if part.startswith("{") and part[1:-1] not in hide:
            value = str(values[part[1:-1]] or "")
            if value in ("", ".", ".."):
                # These would make it the path of another operation.
                raise InvalidRequestError(f"{value!r} cannot be the {part[1:-1]} of an object", route=template)
            parts[index] = quote(value, safe="")
    return "/".join(parts)


def _query(spec: Operation, query: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(name, _query_text(spec, name, value)) for name, value in query.items() if value is not None]


def _query_text(spec: Operation, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping) or name in spec.json_query:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, (list, tuple)):
        return ",".join(_query_text(spec, "", item) for item in value)
    return str(value)


def _json_body(spec: Operation, body: Any, route: str) -> bytes | None:
    if body is None:
        return spec.no_body if spec.method == "POST" else None
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    except (TypeError, ValueError) as exc:
        raise InvalidRequestError(f"the body cannot be sent as JSON: {type(exc).__name__}", route=route) from None


def _form(body: Mapping[str, Any] | None) -> dict[str, tuple]:
    """Parts for requests: text as a plain field, bytes as a file."""
    parts = {}
    for name, value in (body or {}).items():
        if isinstance(value, bytes):
            parts[name] = (name, value)
        else:
            parts[name] = tuple(value) if isinstance(value, (list, tuple)) else (None, str(value))
    return parts

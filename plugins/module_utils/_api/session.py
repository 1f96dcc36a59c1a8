# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""HTTP to one service with one key: one requests.Session, kept alive, that never follows a redirect."""

from __future__ import annotations

import math
import ssl
import threading
from http.client import BadStatusLine
from socket import gaierror
from typing import Any, Callable, NamedTuple

from .errors import MissingLibraryError
from .settings import Settings

# The version is that of galaxy.yml, which is not there on a managed host.
USER_AGENT = "truewatch.openapi/1.0.0-dev0 (Ansible collection)"

_CONNECT_TIMEOUT = 10.0
_POOL_SIZE = 16
# Bytes of one decompressed answer; no page of rows comes near it. It only ends what never stops.
_LARGEST_ANSWER = 1 << 28
_CHUNK = 1 << 16

_CHECK = "Check endpoint, firewall and proxy"
_BROKEN = "the connection broke in the middle of the answer"
_CLOSED = "the connection was closed before the answer"
_AGAIN = "Try again; if it stays so, check proxies and firewalls on the way"


class Response(NamedTuple):
    """What came back: HTTP status, Content-Type, Location (of a redirect) and the decompressed body."""

    status: int
    content_type: str
    location: str
    body: bytes


class TransportError(Exception):
    """No complete answer. ``delivered`` is False when the request surely did not reach the service."""

    def __init__(self, reason: str, hint: str = "", delivered: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
        self.delivered = delivered


class Session:
    """Sends requests; opens nothing and imports nothing before the first one. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._session = None
        self._environment: dict = {}

    def send(
        self,
        method: str,
        path: str,
        *,
        query: list[tuple[str, str]],
        body: bytes | None,
        form: dict | None,
        timeout: float,
        deadline: float = math.inf,
    ) -> Response:
        """Send one request; ``body`` is JSON text, ``form`` goes as multipart/form-data. ``timeout`` is in seconds of
        silence, ``deadline`` in seconds until the whole answer is there.

        Raises TransportError, and MissingLibraryError without requests.
        """
        session = self.open()
        import requests

        headers = {"Content-Type": "application/json"} if body is not None else {}
        url = self._settings.endpoint + path
        timeouts = (min(_CONNECT_TIMEOUT, timeout), timeout)

        def exchange() -> Response | TransportError:
            try:
                request = session.prepare_request(
                    requests.Request(method, url, headers=headers, params=query, data=body, files=form)
                )
                # Not session.send: it works out where a redirect leads even if told not to go there, and fails on a
                # bad one.
                answer = session.get_adapter(url).send(request, timeout=timeouts, **self._environment)
                return _received(answer)
            except TransportError as exc:
                return exc
            except (requests.RequestException, OSError, ValueError) as exc:
                return _explain(exc, timeouts, self._settings.endpoint)

        answer = exchange() if deadline == math.inf else _before(deadline, exchange)
        # Raised out here so that no exception of the library, which may quote a URL with a token, is chained to it.
        if isinstance(answer, Exception):
            raise answer
        return answer

    def open(self):
        """Import the library and make the session, so that neither delays the first request. Connects to nothing."""
        with self._lock:
            if self._session is None:
                self._session = self._new_session()
            return self._session

    def close(self) -> None:
        with self._lock:
            session, self._session = self._session, None
        if session is not None:
            session.close()

    def _new_session(self):
        try:
            import requests
            import requests.adapters
        except ImportError as exc:
            raise MissingLibraryError(f"The Python library requests is missing: {exc}", name="requests") from exc

        settings = self._settings
        session = requests.Session()
        session.mount(settings.endpoint, requests.adapters.HTTPAdapter(pool_maxsize=_POOL_SIZE))
        session.headers["User-Agent"] = USER_AGENT
        session.headers["Accept"] = "application/json, */*"
        # With an auth object of our own, requests never looks into a netrc file.
        session.auth = _KeyAuth(settings.api_key)
        if settings.verify is False:
            import urllib3

            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
        # Proxies and CA bundle of the environment, worked out once: it costs more than the rest of a request.
        self._environment = session.merge_environment_settings(settings.endpoint, {}, False, settings.verify, None)
        del self._environment["stream"]
        return session


class _KeyAuth:
    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request):
        request.headers["DF-API-KEY"] = self._key
        return request


def _received(answer) -> Response:
    """The whole answer. Raises TransportError when it ends early or never, and what the library raises."""
    body = bytearray()
    for chunk in answer.iter_content(_CHUNK):
        body += chunk
        if len(body) > _LARGEST_ANSWER:
            answer.close()
            raise TransportError(f"the answer is larger than {_LARGEST_ANSWER >> 20} MiB", _CHECK)
    # urllib3 before 2.0 takes an answer that ends early for a whole one.
    if getattr(answer.raw, "length_remaining", None):
        raise TransportError(_BROKEN, _AGAIN)
    headers = answer.headers
    return Response(answer.status_code, headers.get("Content-Type", ""), headers.get("Location", ""), bytes(body))


def _before(deadline: float, exchange: Callable[[], Any]) -> Any:
    """What ``exchange`` returns or raises within so many seconds, else a TransportError.

    The library's timeouts end silence, not an answer that trickles in: so another thread exchanges, and is left behind.
    """
    answers: list = []

    def work() -> None:
        try:
            answers.append(exchange())
        except Exception as exc:  # noqa: BLE001 - raised again in the thread that waits
            answers.append(exc)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(deadline)
    return answers[0] if answers else TransportError("no whole answer within total_timeout", "Raise total_timeout")


def _explain(exc: BaseException, timeouts: tuple[float, float], endpoint: str) -> TransportError:
    """What went wrong, in words that hold neither the URL nor a header."""
    import requests.exceptions
    import urllib3.exceptions

    # Kind of exception, what it means, what to do, whether the request may have reached the service. The first that is
    # found among the causes counts.
    meanings = (
        (
            ssl.SSLCertVerificationError,
            "the TLS certificate of {endpoint} is not trusted: {cause.verify_message}",
            "Give the CA with ca_path or REQUESTS_CA_BUNDLE",
            False,
        ),
        # Before the errors of a proxy, into which the library turns them although the proxy has passed on the request.
        ((ConnectionResetError, BrokenPipeError), _CLOSED, _AGAIN, True),
        (urllib3.exceptions.ReadTimeoutError, "no answer within {timeouts[1]:g} s", "A longer timeout may help", True),
        (
            requests.exceptions.ProxyError,
            "the proxy refuses or cannot be reached",
            "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY",
            False,
        ),
        (gaierror, "the host name of {endpoint} cannot be resolved", "Check endpoint or region", False),
        (requests.exceptions.ConnectTimeout, "no connection to {endpoint} within {timeouts[0]:g} s", _CHECK, False),
        (ConnectionRefusedError, "{endpoint} refuses the connection", _CHECK, False),
        (urllib3.exceptions.NewConnectionError, "cannot connect to {endpoint}", _CHECK, False),
        ((ssl.SSLEOFError, ssl.SSLZeroReturnError), "the TLS connection ended before the answer", _AGAIN, True),
        (ssl.SSLError, "TLS failure: {cause.reason}", "Check that the endpoint speaks https, and ca_path", False),
        (BadStatusLine, "what answers at {endpoint} does not speak HTTP", _CHECK, True),
        (urllib3.exceptions.IncompleteRead, _BROKEN, _AGAIN, True),
        (requests.exceptions.ConnectionError, _CLOSED, _AGAIN, True),
        (requests.exceptions.ChunkedEncodingError, _BROKEN, _AGAIN, True),
        (requests.exceptions.ContentDecodingError, "the compression of the answer is damaged", _CHECK, True),
        (
            requests.exceptions.InvalidSchema,
            "the proxy is a SOCKS proxy, and the Python library PySocks is missing",
            "Install PySocks, or use an HTTP proxy",
            False,
        ),
        # What is left is refused before sending, such as an unusable CA bundle.
        (
            Exception,
            "the request could not be sent: {cause.__class__.__name__}",
            "Check endpoint, proxy variables and CA bundle",
            False,
        ),
    )
    causes = _causes(exc)
    cause, (_kind, reason, hint, delivered) = next(
        (cause, meaning) for meaning in meanings for cause in causes if isinstance(cause, meaning[0])
    )
    return TransportError(reason.format(endpoint=endpoint, timeouts=timeouts, cause=cause), hint, delivered)


def _causes(exc: BaseException) -> list[BaseException]:
    """The exception and everything it was made from; requests and urllib3 wrap each other in several ways."""
    found: list[BaseException] = []
    todo: list = [exc]
    while todo:
        current = todo.pop(0)
        if isinstance(current, BaseException) and not any(current is known for known in found):
            found.append(current)
            todo += [current.__cause__, current.__context__, getattr(current, "reason", None), *current.args]
    return found

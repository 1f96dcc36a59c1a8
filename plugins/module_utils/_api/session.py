# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""HTTP to one service with one key: one requests.Session, kept alive, that never follows a redirect."""

from __future__ import annotations

import math
import re
import ssl
import sys
import threading
from http.client import BadStatusLine
from socket import gaierror
from typing import Any, Callable, NamedTuple

from .errors import MissingLibraryError, TooLargeError
from .settings import Settings

# The version is that of galaxy.yml, which is not there on a managed host.
USER_AGENT = "truewatch.openapi/1.0.0 (Ansible collection)"

_CONNECT_TIMEOUT = 10.0
_POOL_SIZE = 16
_CHUNK = 1 << 16

_CHECK = "Check endpoint, firewall and proxy"
_BROKEN = "the connection broke in the middle of the answer"
_CLOSED = "the connection was closed before the answer"
_AGAIN = "Try again; if it stays so, check proxies and firewalls on the way"


class Response(NamedTuple):
    """What came back: HTTP status, Content-Type, Location (of a redirect), the decompressed body, and Date."""

    status: int
    content_type: str
    location: str
    body: bytes | bytearray
    date: str = ""


class TransportError(Exception):
    """No complete answer.

    Attributes:
        delivered: False when the request surely did not reach the service.
        passing: False when the next try would end in the same way.
        too_large: True when the answer is larger than the settings allow.
    """

    def __init__(
        self, reason: str, hint: str = "", *, delivered: bool = True, passing: bool = True, too_large: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
        self.delivered = delivered
        self.passing = passing
        self.too_large = too_large


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
        # The library waits a little longer for an answer than the deadline, so that it is the deadline which is told.
        timeouts = (min(_CONNECT_TIMEOUT, timeout, deadline), min(timeout, deadline + 1))

        def exchange() -> Response | TransportError:
            try:
                request = session.prepare_request(
                    requests.Request(method, url, headers=headers, params=query, data=body, files=form)
                )
                # Not session.send: it works out where a redirect leads even if told not to go there, and fails on a
                # bad one.
                answer = session.get_adapter(url).send(request, timeout=timeouts, **self._environment)
                return _received(answer, self._settings.max_bytes)
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
        # Worked out once: it costs more than the rest of a request.
        self._environment = {"proxies": proxies_of(settings), "verify": settings.verify, "cert": None}
        return session


class _KeyAuth:
    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, request):
        request.headers["DF-API-KEY"] = self._key
        return request


def proxies_of(settings: Settings) -> dict[str, str]:
    """The proxies to the endpoint, by scheme, as the library wants them."""
    proxies = dict(settings.proxies)
    direct = proxies.pop("no", "")
    if not proxies:
        return {}  # not to be asked about: the answer may come from the system, see Settings.proxies
    from requests.utils import should_bypass_proxies

    return {} if should_bypass_proxies(settings.endpoint, no_proxy=direct) else proxies


def _received(answer, largest: float) -> Response:
    """The whole answer. Raises TransportError when it ends early or never or is too large, and what the library
    raises."""
    length = answer.headers.get("Content-Length", "")
    body = bytearray()
    too_large = length.isdigit() and int(length) > largest
    for chunk in () if too_large else answer.iter_content(_CHUNK):
        body += chunk
        too_large = len(body) > largest
        if too_large:
            break
    if too_large:
        answer.close()
        body.clear()  # an error keeps the variables of where it was raised
        reason = f"the answer is larger than {largest / 2**20:g} MiB"
        raise TransportError(reason, TooLargeError.default_hint, passing=False, too_large=True)
    # urllib3 before 2.0 takes an answer that ends early for a whole one.
    if getattr(answer.raw, "length_remaining", None):
        raise TransportError(_BROKEN, _AGAIN)
    headers = answer.headers
    return Response(
        answer.status_code,
        headers.get("Content-Type", ""),
        headers.get("Location", ""),
        body,
        headers.get("Date", ""),
    )


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

    # Kind of exception, what it means, what to do, whether the request may have reached the service, whether the next
    # try may end otherwise. The first that is found among the causes counts.
    meanings = (
        (
            ssl.SSLCertVerificationError,
            "the TLS certificate of {endpoint} is not trusted: {certificate[0]}",
            "{certificate[1]}",
            False,
            False,
        ),
        # Before the errors of a proxy, into which the library turns them although the proxy has passed on the request.
        ((ConnectionResetError, BrokenPipeError), _CLOSED, _AGAIN, True, True),
        (
            urllib3.exceptions.ReadTimeoutError,
            "no answer within {timeouts[1]:g} s",
            "A longer timeout may help",
            True,
            True,
        ),
        (
            # PySocks need not be there.
            (requests.exceptions.ProxyError, getattr(sys.modules.get("socks"), "ProxyError", ())),
            "{proxy[0]}",
            "{proxy[1]}",
            False,
            True,
        ),
        (gaierror, "the host name of {endpoint} cannot be resolved", "Check endpoint or region", False, True),
        (
            requests.exceptions.ConnectTimeout,
            "no connection to {endpoint} within {timeouts[0]:.3g} s",
            _CHECK,
            False,
            True,
        ),
        (ConnectionRefusedError, "{endpoint} refuses the connection", _CHECK, False, True),
        (urllib3.exceptions.NewConnectionError, "cannot connect to {endpoint}", _CHECK, False, True),
        ((ssl.SSLEOFError, ssl.SSLZeroReturnError), "the TLS connection ended before the answer", _AGAIN, True, True),
        (
            ssl.SSLError,
            "TLS failure: {cause.reason}",
            "Check that the endpoint speaks https, and ca_path",
            False,
            False,
        ),
        (BadStatusLine, "what answers at {endpoint} does not speak HTTP", _CHECK, True, True),
        (urllib3.exceptions.IncompleteRead, _BROKEN, _AGAIN, True, True),
        (requests.exceptions.ConnectionError, _CLOSED, _AGAIN, True, True),
        (requests.exceptions.ChunkedEncodingError, _BROKEN, _AGAIN, True, True),
        (requests.exceptions.ContentDecodingError, "the compression of the answer is damaged", _CHECK, True, True),
        (
            requests.exceptions.InvalidSchema,
            "the proxy is a SOCKS proxy, and the Python library PySocks is missing",
            "Install PySocks on the machine where the task runs, or use an HTTP proxy",
            False,
            False,
        ),
        # What is left is refused before sending, such as an unusable CA bundle.
        (
            Exception,
            "the request could not be sent: {cause.__class__.__name__}",
            "Check endpoint, proxy variables and CA bundle",
            False,
            False,
        ),
    )
    causes = _causes(exc)
    cause, (_kind, reason, hint, delivered, passing) = next(
        (cause, meaning) for meaning in meanings for cause in causes if isinstance(cause, meaning[0])
    )
    facts = {
        "endpoint": endpoint,
        "timeouts": timeouts,
        "cause": cause,
        "certificate": _certificate(cause),
        "proxy": _proxy(causes),
    }
    return TransportError(reason.format(**facts), hint.format(**facts), delivered=delivered, passing=passing)


def _certificate(exc: BaseException) -> tuple[str, str]:
    """What is wrong with a certificate, and what to do about it."""
    # Numbers of OpenSSL. An older urllib3 compares the names itself and gives none.
    code = getattr(exc, "verify_code", None)
    message = getattr(exc, "verify_message", None) or "it does not name this host"
    if code == 10:
        return message, "The operator of the service has to renew it; check the clock of this machine too"
    if code == 9:
        return message, "Check the clock of this machine"
    if code in (None, 62, 64):
        return message, "It belongs to another host: check endpoint, and proxies on the way that answer in its place"
    return message, "Give the CA with ca_path or REQUESTS_CA_BUNDLE"


def _proxy(causes: list[BaseException]) -> tuple[str, str]:
    """What a proxy did, and what to do about it."""
    refused = next(filter(None, (re.match(r"Tunnel connection failed: (\d{3})", str(cause)) for cause in causes)), None)
    if refused is None:
        return "the proxy refuses or cannot be reached", "Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY"
    if refused[1] == "407":
        return (
            "the proxy wants a user and a password (407)",
            "Give them in HTTPS_PROXY, such as http://user:password@proxy:3128",
        )
    return (
        f"the proxy does not let the request through ({refused[1]})",
        "Let its operator allow the endpoint, or name the host in NO_PROXY if it can be reached directly",
    )


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

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The way to the service, looked at with one request that carries no key and trusts every certificate.

So it tells the certificate also where it is refused, and asks the service itself before a key is sent.
"""

from __future__ import annotations

import contextlib
import ssl
import time
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from .certificate import READABLE, Certificate
from .session import Response, Session, TransportError, proxies_of
from .settings import Settings

# _ssl.ENCODING_DER
_DER = 2


class Handshake(NamedTuple):
    """What the service shows in a TLS handshake: the version of the protocol, and its certificates, its own first."""

    version: str
    certificates: tuple[Certificate, ...]


class Probe(NamedTuple):
    """The way to the service.

    Attributes:
        proxy: URL of the proxy without user and password; "" without one.
        ca: the file or folder with the CA certificates to trust; "" where none is looked at.
        handshake: None without TLS, or where the handshake failed.
        response: the answer to a request without a key; None when there was none.
        error: why there was none.
        seconds: how long it took, with connecting.
        ahead: seconds that the clock of the service is ahead; None when the answer does not tell its time.
        margin: seconds by which ``ahead`` may be wrong.
    """

    proxy: str
    ca: str
    handshake: Handshake | None = None
    response: Response | None = None
    error: TransportError | None = None
    seconds: float = 0.0
    ahead: float | None = None
    margin: float = 0.0


def probe(settings: Settings, path: str, clock=time.time) -> Probe:
    """Look at the way to the service with ``GET path``. Raises MissingLibraryError without requests."""
    session = _Keyless(settings)
    session.open()  # the import is no part of the time
    error = response = ahead = None
    began = clock()
    try:
        response = session.send("GET", path, query=[], body=None, form=None, timeout=settings.timeout)
    except TransportError as exc:
        error = exc
    ended = clock()
    session.close()
    told = _seconds(response.date) if response else None
    if told is not None:
        # Half a second, since the header has whole seconds and cuts the rest off.
        ahead = told + 0.5 - (began + ended) / 2
    margin = 0.5 + (ended - began) / 2
    return Probe(
        _shown_proxy(settings), _ca(settings), session.handshake(), response, error, ended - began, ahead, margin
    )


class _Keyless(Session):
    """A session that sends no key, trusts every certificate, and notes what it is shown."""

    def _new_session(self):
        import requests.adapters

        session = super()._new_session()
        context = self._context = _Noting(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE

        class Adapter(requests.adapters.HTTPAdapter):
            def init_poolmanager(self, *args, **kwargs):
                return super().init_poolmanager(*args, ssl_context=context, **kwargs)

            def proxy_manager_for(self, proxy, **kwargs):
                return super().proxy_manager_for(proxy, ssl_context=context, **kwargs)

        session.mount(self._settings.endpoint, Adapter())
        session.auth = lambda request: request
        self._environment["verify"] = False
        import urllib3

        urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
        return session

    def handshake(self) -> Handshake | None:
        """What the service showed."""
        return self._context.handshake


class _Noting(ssl.SSLContext):
    handshake: Handshake | None = None

    def wrap_socket(self, *args, **kwargs):
        connection = super().wrap_socket(*args, **kwargs)
        certificates = []
        with contextlib.suppress(ValueError):
            for der in _chain(connection) if READABLE else ():
                certificates.append(Certificate.of(der))  # noqa: PERF401 - those before an odd one count
        self.handshake = Handshake(connection.version() or "", tuple(certificates))
        return connection


def _chain(connection: ssl.SSLSocket) -> list[bytes]:
    """The certificates that the service sends, in DER; only its own before Python 3.10."""
    own = connection.getpeercert(binary_form=True)
    # Python 3.13 has made it public.
    holder = connection if hasattr(connection, "get_unverified_chain") else getattr(connection, "_sslobj", None)
    ask = getattr(holder, "get_unverified_chain", None)
    sent = (ask() or []) if ask else []
    chain = [one if isinstance(one, bytes) else one.public_bytes(_DER) for one in sent]
    return chain or ([own] if own else [])


def _seconds(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (TypeError, ValueError, IndexError):
        return None


def _shown_proxy(settings: Settings) -> str:
    from requests.utils import select_proxy

    url = select_proxy(settings.endpoint, proxies_of(settings)) or ""
    scheme, _separator, place = url.rpartition("://")
    return f"{scheme or 'http'}://{place.rpartition('@')[2]}" if url else ""


def _ca(settings: Settings) -> str:
    if not settings.endpoint.startswith("https:") or settings.verify is False:
        return ""
    if isinstance(settings.verify, str):
        return settings.verify
    from requests.certs import where

    return where()

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Everything that can go wrong between this collection and the Open API, one class per meaning."""

from __future__ import annotations

import re

_MESSAGE_LIMIT = 500
_CODE_LIMIT = 100
# Control characters, line ends, half characters that no terminal takes, and what changes the direction of text.
_UNSHOWABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]+"
)


class SettingsError(ValueError):
    """The connection options cannot be used; nothing was sent."""


class MissingLibraryError(ImportError):
    """A library that the client needs is not installed; ``name`` is the one to install."""


class ApiError(Exception):
    """A call failed.

    Attributes:
        message: what the service, or the transport, said.
        error_code: ``errorCode`` of the answer, e.g. ``ft.InvalidAPIKey``; empty when there was none.
        status: HTTP status; None when there was no answer.
        body_code: ``code`` of the answer where it is another number than the HTTP status; else None.
        trace_id: ``traceId`` of the answer, for the vendor's support; empty when there was none.
        route: method and path, e.g. ``GET /api/v1/dashboards/list``.
        hint: what to do about it; may be empty.
        outcome_unknown: True for a write that the service may have carried out all the same.
        will_recur: whether the same call will fail in the same way as long as nothing is corrected.

    ``str()`` gives all of it in one line. No attribute ever holds the API key.
    """

    default_hint = ""
    will_recur = False

    def __init__(
        self,
        message: str,
        *,
        error_code: str = "",
        status: int | None = None,
        body_code: int | None = None,
        trace_id: str = "",
        route: str = "",
        hint: str | None = None,
        outcome_unknown: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = one_line(message)
        self.error_code = one_line(error_code, _CODE_LIMIT)
        self.status = status
        self.body_code = body_code
        self.trace_id = one_line(trace_id, _CODE_LIMIT)
        self.route = route
        self.hint = self.default_hint if hint is None else hint
        self.outcome_unknown = outcome_unknown

    def __str__(self) -> str:
        facts = [self.error_code]
        if self.body_code is not None:
            facts.append(f"code {self.body_code}")
        if self.status is not None:
            facts.append(f"HTTP {self.status}")
        if self.trace_id:
            facts.append(f"traceId {self.trace_id}")
        message = self.message.rstrip(".")
        text = f"{self.route}: {message}" if self.route else message
        known = ", ".join(fact for fact in facts if fact)
        if known:
            text += f" ({known})"
        if self.outcome_unknown:
            text += ". The service may have carried out this change anyway"
        if self.hint:
            text += ". " + self.hint
        return text if text.endswith(".") else text + "."


class BadKeyError(ApiError):
    """The service does not accept the API key."""

    will_recur = True
    default_hint = (
        "Give the secret of an API key (older installations took its ID; a RUM client token never works) of a "
        "workspace on this endpoint; each site has its own keys"
    )


class ForbiddenError(ApiError):
    """The service refuses this request of the API key, without saying that the key is bad."""

    will_recur = True
    default_hint = "Check the roles of the API key"


class NotFoundError(ApiError):
    """The addressed object does not exist."""

    will_recur = True


class RouteNotFoundError(ApiError):
    """The service has no such route."""

    will_recur = True
    default_hint = "Check that the endpoint is an Open API; an older or private deployment may lack newer routes"


class ThrottledError(ApiError):
    """The rate limit kept the call from being carried out for longer than it may wait."""

    default_hint = "Raise rate_limit_timeout, or use the key from fewer places at once"


class InvalidRequestError(ApiError):
    """The service refuses what was asked."""

    will_recur = True


class ServerError(ApiError):
    """The service failed."""

    default_hint = "Try again later"


class UnreachableError(ApiError):
    """No answer: no connection, TLS failure, timeout, or a connection that broke.

    ``passing`` is False when the next try would end in the same way, as with a certificate that has expired.
    """

    passing = True


class TooLargeError(ApiError):
    """An answer or a list has more rows or bytes than the settings allow."""

    default_hint = "Ask for less, with filters or a limit, or raise max_size"


class NotAnApiAnswerError(ApiError):
    """Something answered, but not the Open API: a gateway's page, a redirect, damaged JSON."""


class IncompleteListError(ApiError):
    """A list could not be read completely."""

    default_hint = "Try again when the list is not being changed"


#: What would meet every other request too, each after a wait.
GENERAL = (BadKeyError, ThrottledError, UnreachableError)


def shown(text: str) -> str:
    """The text in one line, with a blank for what a terminal must not get."""
    return _UNSHOWABLE.sub(" ", str(text))


def one_line(text: str, limit: int = _MESSAGE_LIMIT) -> str:
    """The text without line breaks and what a terminal must not get, at most ``limit`` characters long."""
    text = " ".join(shown(text).split())
    return text if len(text) <= limit else text[: limit - 3] + "..."

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From an HTTP answer to its content, or to the one error class that says what happened."""

from __future__ import annotations

import json
import re
from typing import Any, Callable, NamedTuple
from urllib.parse import urlsplit

from . import errors
from .operations import BARE, RAW, Operation
from .session import Response


class Answer(NamedTuple):
    """A successful answer.

    Attributes:
        content: ``content`` of the envelope; the whole JSON document, or bytes, of a route that has no envelope.
        page_info: ``pageInfo`` of the envelope (pageIndex, pageSize, count, totalCount); None when there is none.
        trace_id: the service's identifier of the request; "" when there is none.
        size: bytes of the answer, decompressed.
    """

    content: Any
    page_info: dict | None = None
    trace_id: str = ""
    size: int = 0


# errorCode in lower case and without its "ft." prefix, which the two vendor sources write differently.
_BY_CODE = {
    "triggerapiakcurrentlimiting": errors.ThrottledError,
    "triggerapiworkspacecurrentlimiting": errors.ThrottledError,
    "invalidapikey": errors.BadKeyError,
    "routernotfound": errors.RouteNotFoundError,
    "internalerror": errors.ServerError,
}

_BY_STATUS = {
    # Throttling comes with 401 too, so that a code that is not known here proves nothing about the key.
    401: errors.ForbiddenError,
    403: errors.ForbiddenError,
    404: errors.NotFoundError,
    429: errors.ThrottledError,
}

# What to do about codes whose class alone does not tell; the first pattern that fits counts.
_HINTS = (
    (r"checkobjecttargetaliaserror", "A monitor of the type simpleCheck takes one query, with the alias Result"),
    (r"kodo\.tokennotfound", "The data service does not know the workspace: it may have expired or be of another site"),
    (r"kodo\.", "The data service behind the API refuses this; the API key is not at fault"),
    (r"dql\.parse", "Correct the DQL of the query"),
)
_HINT_401 = "The service does not say that the API key is bad: check what the code means, then the roles of the key"


def parse(operation: Operation, response: Response, route: str, mask: Callable[[str], str]) -> Answer:
    """The answer of ``operation``, or an ApiError. ``mask`` hides the key in texts that the service echoes."""
    document = _json(response.body)
    if _is_envelope(document):
        return _from_envelope(document, response, route, mask)
    if response.status == 200:
        if operation.answer is RAW and not _is_page(response):
            return Answer(bytes(response.body), size=len(response.body))
        if operation.answer is BARE and isinstance(document, (dict, list)):
            page_info = document.get("pageInfo") if isinstance(document, dict) else None
            return Answer(document, page_info if isinstance(page_info, dict) else None, size=len(response.body))
    raise _not_from_the_api(response, document, route, mask)


def _from_envelope(envelope: dict, response: Response, route: str, mask: Callable[[str], str]) -> Answer:
    code = envelope.get("code")
    error_code = mask(str(envelope.get("errorCode") or ""))
    trace_id = mask(str(envelope.get("traceId") or ""))
    failed_code = isinstance(code, int) and code >= 400
    # A few examples of the reference end after content; without success, code has to say it.
    succeeded = envelope["success"] is True if "success" in envelope else code == 200
    if response.status == 200 and succeeded and not error_code and not failed_code:
        page_info = envelope.get("pageInfo")
        page_info = page_info if isinstance(page_info, dict) else None
        return Answer(envelope.get("content"), page_info, trace_id, len(response.body))
    status = code if response.status == 200 and failed_code else response.status
    message = envelope.get("message") or error_code or "the service reports a failure and gives no reason"
    kind = _class_of(error_code, status)
    raise kind(
        mask(str(message)),
        error_code=error_code,
        status=response.status,
        body_code=code if failed_code and code != response.status else None,
        trace_id=trace_id,
        route=route,
        hint=_hint(kind, error_code, status),
    )


def _hint(kind: type[errors.ApiError], error_code: str, status: int) -> str | None:
    """What to do about this code; None for what the class of the error says."""
    code = _canonical(error_code)
    known = next((hint for pattern, hint in _HINTS if re.match(pattern, code)), None)
    return known or (_HINT_401 if status == 401 and kind is errors.ForbiddenError else None)


def _canonical(error_code: str) -> str:
    return re.sub(r"^ft\.", "", error_code.lower())


def is_bad_key(error_code: str) -> bool:
    """Whether the code says that the service does not accept the API key."""
    return _BY_CODE.get(_canonical(error_code)) is errors.BadKeyError


def _class_of(error_code: str, status: int) -> type[errors.ApiError]:
    code = _canonical(error_code)
    if code in _BY_CODE:
        return _BY_CODE[code]
    if code.startswith("notfound"):
        return errors.NotFoundError
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if 200 < status < 300:
        # The Open API knows no such status: whether anything was carried out is open.
        return errors.NotAnApiAnswerError
    return errors.ServerError if status >= 500 else errors.InvalidRequestError


def _not_from_the_api(response: Response, document: object, route: str, mask: Callable[[str], str]) -> errors.ApiError:
    status, kind, hint = (
        response.status,
        errors.NotAnApiAnswerError,
        "Check the endpoint, and proxies on the way to it",
    )
    if _is_html(response):
        title = re.search(rb"<title[^>]*>([^<]{1,200})", response.body[: 1 << 16], re.IGNORECASE)
        said = "an HTML page" + (f" ({title[1].decode('utf-8', 'replace').strip()})" if title else "")
    elif document is not _NOT_JSON:
        said = "JSON without the envelope of the Open API"
    elif response.body:
        said = "damaged JSON" if response.body[:_HEAD].lstrip()[:1] in (b"{", b"[") else "something that is not JSON"
    else:
        said = "nothing"
    if re.search(rb"\b1010\b", response.body[: 1 << 16]) and status in (403, 503):
        hint = "A content delivery network in front of the service refuses this client (error 1010)"
    elif 300 <= status < 400:
        said = f"a redirect{_target(response.location)}"
        hint = "Redirects are not followed, since they would carry the API key elsewhere; set endpoint to the right URL"
    elif status in (400, 404):
        kind, hint = errors.RouteNotFoundError, None
    elif status == 429:
        kind, hint = errors.ThrottledError, None
    elif status >= 500:
        kind, hint = errors.ServerError, None
    return kind(mask(f"the answer is {said}"), status=status, route=route, hint=hint)


def _target(location: str) -> str:
    """Where a redirect leads, without what may be secret in it: user, password and all behind the host."""
    try:
        target = urlsplit(location)
    except ValueError:
        return ""
    return f" to {target.scheme}://{target.netloc.rpartition('@')[2]}" if target.netloc else ""


_NOT_JSON = object()
# Bytes that tell what an answer is: it may be big.
_HEAD = 1024


def _json(body: bytes | bytearray) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return _NOT_JSON


def _is_envelope(document: object) -> bool:
    return isinstance(document, dict) and ("code" in document or "errorCode" in document or "success" in document)


def _is_page(response: Response) -> bool:
    """Whether a gateway's page came in place of a file, which may be XML and begin like one."""
    return _is_html(response) and (not response.content_type or "text/html" in response.content_type.lower())


def _is_html(response: Response) -> bool:
    return "text/html" in response.content_type.lower() or response.body[:_HEAD].lstrip()[:1] == b"<"

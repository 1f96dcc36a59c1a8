# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One call of any operation: what is sent, and what is told of the answer."""

from __future__ import annotations

import json
import os
import typing as t

from .._api.errors import ApiError, NotAnApiAnswerError, RouteNotFoundError
from .._api.operations import RAW
from .._engine.errors import EngineError, InputError
from .._files import read_bytes
from .._jmespath import compiled
from .._secrets import without_secrets
from .._writing import destination, kept, mode_of
from .request import Request, methods_of, paged, request_of


class Call:
    """A call whose options have been checked; nothing has been sent yet. Raises InputError.

    params: those of ``request_of``, and all_pages, limit, query, mode and reveal_secrets.
    reads_only: whether a write is wrong, too.

    Attributes:
        request: what will be sent.
        secrets: texts in the request and in the answer that must not be shown.
    """

    def __init__(self, params: t.Mapping[str, t.Any], reads_only: bool = False) -> None:
        self.request: Request = request_of(params, reads_only)
        self._limit = params.get("limit")
        self._pages = bool(params.get("all_pages")) or self._limit is not None
        if self._limit is not None and self._limit < 1:
            raise InputError(f"'limit' is {self._limit}: it is a number of rows, from 1 on.")
        if self._pages:
            paged(self.request)
        self._select = compiled(params["query"]) if params.get("query") is not None else None
        self._reveal = bool(params.get("reveal_secrets"))
        self._mode = mode_of(params.get("mode"))
        self._dest = _checked_dest(self.request, params.get("dest"), self._mode, self._pages or self._select)
        self._files = {field: _part(field, given) for field, given in (params.get("files") or {}).items()}
        self._shown, self.secrets = self.request.shown()
        if self._files:
            self._shown["files"] = {field: filename for field, (filename, _content) in self._files.items()}

    @property
    def writes(self) -> bool:
        """Whether the call changes something on the service."""
        return self.request.spec.writes

    def planned(self) -> dict:
        """The result of a write that is not sent."""
        return {**self._told(), "changed": True}

    def send(self, client, check_mode: bool = False) -> dict:
        """The result of the call; in check mode no file is written. Raises ApiError and EngineError."""
        try:
            answer = self._answer(client)
        except ApiError as error:
            if error.outcome_unknown:
                error.result = {"outcome_unknown": True}
            if not self.request.name:
                error.hint = ". ".join(filter(None, [error.hint, self._hint(error)]))
            raise
        result = {**self._told(), "changed": self.writes, **answer}
        if self._dest is not None:
            content = result.pop("content")
            return {**result, **self._stored(content, check_mode)}
        return self._selected(result)

    def _told(self) -> dict:
        told: dict[str, t.Any] = {"operation": self.request.name or None, "request": self._shown}
        if self.writes:
            told["diff"] = {"before": {}, "after": {name: part for name, part in self._shown.items() if part}}
        return told

    def _hint(self, error: ApiError) -> str:
        """What to do about a failure of a route that the reference does not have."""
        if isinstance(error, NotAnApiAnswerError) and self._dest is None:
            return "For a route that answers a file give 'dest'"
        methods = methods_of(self.request.spec.path) if isinstance(error, RouteNotFoundError) else []
        return f"The reference has this path with {' and '.join(methods)}" if methods else ""

    def _answer(self, client) -> dict:
        request = self.request
        arguments = {"path": request.path, "query": request.query, "body": request.body}
        if self._pages:
            rows = client.rows(request.spec, **arguments, limit=self._limit)
            return {"content": self._visible(rows.items), "total_count": rows.total}
        if request.spec.form:
            arguments["body"] = {**{name: _field(value) for name, value in (request.body or {}).items()}, **self._files}
        answer = client.call(request.spec, **arguments)
        content = answer.content if self._dest is not None else self._visible(answer.content)
        return {"content": content, "page_info": answer.page_info, "trace_id": answer.trace_id}

    def _visible(self, content: t.Any) -> t.Any:
        """The content as it may be shown."""
        if self._reveal:
            return content
        shown, found = without_secrets(content)
        self.secrets |= found
        return shown

    def _selected(self, result: dict) -> dict:
        if self._select is None:
            return result
        try:
            return {**result, "result": self._select(result["content"])}
        except InputError as error:
            if not self.writes:
                raise
            late = EngineError(f"The call was carried out, but {error}")
            late.result = result
            raise late from None

    def _stored(self, content: bytes, check_mode: bool) -> dict:
        """Keep a file that was answered."""
        if not isinstance(content, bytes):
            raise EngineError("The answer is no file: leave 'dest' out, to have it in the result.")
        state = kept(self._dest, content, self._mode, check_mode)
        changed = self.writes or state != "unchanged"
        return {"dest": self._dest, "size": len(content), "state": state, "changed": changed}


def _checked_dest(request: Request, dest: str | None, mode: int | None, picks: t.Any) -> str | None:
    """The whole path of the file that takes the answer. InputError when it cannot be one."""
    name = request.name or f"{request.spec.method} {request.spec.path}"
    answers_file = request.spec.answer is RAW
    if dest is None:
        if answers_file:
            raise InputError(f"{name} answers a file: give 'dest', the path to keep it.")
        if mode is not None:
            raise InputError("'mode' is the mode of the file in 'dest', which is not given.")
        return None
    if not answers_file:
        raise InputError(f"{name} answers JSON and no file: leave 'dest' out, and write the result with copy.")
    if picks:
        raise InputError("'dest' takes a file as it is: leave 'all_pages', 'limit' and 'query' out.")
    return destination(dest)


def _part(field: str, given: t.Any) -> tuple[str, bytes]:
    """Name and content of a file to send."""
    path, filename = path_and_name(field, given)
    return filename, read_bytes(os.path.expanduser(path))


def path_and_name(field: str, given: t.Any) -> tuple[str, str]:
    """The path of a file to send, and the name that the service is told; InputError when it is none."""
    given = {"path": given} if isinstance(given, str) else given
    if not isinstance(given, dict) or set(given) - {"path", "filename"} or not given.get("path"):
        raise InputError(f"'files.{field}' must be the path of a file, or a mapping of 'path' and 'filename'.")
    path = str(given["path"])
    return path, str(given.get("filename") or os.path.basename(path))


def _field(value: t.Any) -> str:
    """The text of a field of a form."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

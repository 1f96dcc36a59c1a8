# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exchanges in a form that can be shown to anybody: the shape of an answer, the suite's own values, and nothing that
tells whose workspace it is."""

from __future__ import annotations

import re
import typing as t

from .._api.errors import ApiError
from .._engine.secret import MASK
from .._masking import all_forms
from .._secrets import without_secrets
from .asking import Asking, Exchange

#: So many members of a list are shown, and so many exchanges of a question: the first half and the last.
_MEMBERS = 3
_EXCHANGES = 12
#: A secret of fewer characters is a part of ordinary words.
_SHORTEST = 4
#: Texts that say nothing about a workspace, by the name they stand under.
_WORDS = frozenset(("type", "status", "errorCode", "fieldType", "qtype", "query_status", "method", "timezone"))
_UUID = re.compile(r"\b([a-z]{2,10})_(?:custom_)?[0-9a-zA-Z]{16,}\b|\b[0-9a-f]{32}\b")
_ADDRESS = re.compile(r"[^\s@\"'<>/]+@[^\s@\"'<>/]+")
_URL = re.compile(r"\bhttps?://[^\s\"'<>]+")
_KEY = re.compile(r"[A-Za-z_][\w.-]{0,63}")


def shown(asking: Asking, exchanges: t.Sequence[Exchange]) -> list[dict]:
    """The exchanges as mappings of operation, method, path, query, body and either content or error."""
    if len(exchanges) > _EXCHANGES:
        exchanges = [*exchanges[: _EXCHANGES // 2], *exchanges[-_EXCHANGES // 2 :]]
    public = _Public(asking, exchanges)
    return [public.exchange(one) for one in exchanges]


class _Public:
    def __init__(self, asking: Asking, exchanges: t.Sequence[Exchange]) -> None:
        self._asking = asking
        self._secrets = sorted((form for form in all_forms(asking.secrets) if len(form) >= _SHORTEST), key=len)[::-1]
        #: What the suite has sent, and answers may therefore show.
        self._sent: set[str] = set()
        for one in exchanges:
            _operation, path, query, body = one.asked
            self._note([path, query, None if callable(body) else body])
        self._sent -= asking.theirs

    def _note(self, value: t.Any) -> None:
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, (list, tuple)):
            for member in value:
                self._note(member)
        elif isinstance(value, str):
            self._sent.add(value)

    def exchange(self, one: Exchange) -> dict:
        """One of them."""
        operation, path, query, body = one.asked
        request = {"path": path, "query": query, "body": None if callable(body) else body}
        told = {"operation": operation.name, "method": operation.method, "route": operation.path}
        told.update({part: self._value(without_secrets(value)[0], part) for part, value in request.items() if value})
        if isinstance(one.answer, ApiError):
            error = one.answer
            found = {"status": error.status, "errorCode": error.error_code, "message": self._text(error.message)}
            return {**told, "error": {name: value for name, value in found.items() if value}}
        content = self._value(without_secrets(one.answer.content)[0], "content")
        return {**told, "content": content, **({"pageInfo": one.answer.page_info} if one.answer.page_info else {})}

    def _value(self, value: t.Any, name: str) -> t.Any:
        if isinstance(value, dict):
            return {self._key(key): self._value(member, key) for key, member in value.items()}
        if isinstance(value, (list, tuple)):
            told = [self._value(member, name) for member in value[:_MEMBERS]]
            return [*told, f"<{len(value) - _MEMBERS} more>"] if len(value) > _MEMBERS else told
        if isinstance(value, bytes):
            return f"<{len(value)} bytes>"
        if not isinstance(value, str):
            return value
        if value in ("", MASK) or value in self._sent or (name in _WORDS and _KEY.fullmatch(value)):
            return self._text(value)
        uuid = _UUID.fullmatch(value)
        return self._text(value) if uuid else f"<text of {len(value)}>"

    def _key(self, key: t.Any) -> str:
        text = self._text(str(key))
        return text if key in self._sent or (_KEY.fullmatch(str(key)) and text == key) else "<key>"

    def _text(self, text: str) -> str:
        """A text without secrets, ids, addresses and the prefix of the suite."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        text = text.replace(self._asking.prefix, "")
        text = _URL.sub("<URL>", text)
        text = _ADDRESS.sub("<address>", text)
        return _UUID.sub(lambda match: f"<{match[1]}>" if match[1] else "<id>", text)

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which values in any request or answer are secrets, told by the names they stand under and by how they look.

Kinds know their secrets by declaration. A call of any operation has nothing but JSON, in which the API names its
secrets in many ways: ``sk``, ``keySk``, ``clientToken``, ``private_key``, ``webhook``, ``autoLoginUrl``.
"""

from __future__ import annotations

import json
import re
import typing as t

from ._engine.secret import MASK

#: How the names of secrets end, in words.
_ENDINGS = frozenset(
    {"ak", "sk", "secret", "secrets", "token", "tokens", "password", "passwords", "passwd", "pwd", "passphrase"}
    | {"cookie", "cookies", "authorization", "credential", "credentials", "webhook", "webhooks", "webhook url"}
    | {"api key", "access key", "secret key", "private key", "sign key", "signing key", "encryption key", "auth key"}
    | {"apikey", "login ticket", "extraction code", "authorization code", "auto login url", "autologinurl"}
)
#: Mappings in which every value is a secret, such as the headers of a request.
_HOLDERS = frozenset(("headers", "headers config"))
#: The settings of a notify object, in which the URL is the secret.
_SETTINGS, _URL = "opt set", "url"
#: What names a value that stands beside it, as in ``{key: token, value: ...}``.
_NAMES = ("name", "key", "field")
_VALUES = ("value", "values", "example")

#: How secrets look inside any text; the group is what is hidden.
_LOOKS = re.compile(
    r"(?i)[?&#;](?:[\w-]*(?:token|secret|password|passwd|signature|ticket)|api_?key|key|sign|sig|ak|sk)=([^&\s\"'<>#;]+)"
    r"|\b(?:bearer|basic)\s+((?=[\w.~+/=-]*[0-9])[\w.~+/=-]{8,})"
    r"|://[^/\s:@\"']*:([^/\s@\"']+)@"
    r"|(-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$))",
    re.DOTALL,
)


def is_secret_name(name: t.Any) -> bool:
    """Whether a value of this name is a secret."""
    words = _words(name)
    return any(" ".join(words[-count:]) in _ENDINGS for count in (1, 2, 3))


def without_secrets(value: t.Any, name: t.Any = "") -> tuple[t.Any, set[str]]:
    """The value with a mask in place of each secret in it, and the secrets. ``name`` is what the value stands under."""
    hiding = _Hiding()
    return hiding.value(value, name, is_secret_name(name)), hiding.found


def _words(name: t.Any) -> list[str]:
    """The words of a name in any style: ``keySk`` and ``key_sk`` are two."""
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", str(name))
    return re.sub(r"[^0-9A-Za-z]+", " ", parted).lower().split()


class _Hiding:
    """Copies a value without its secrets, and collects them."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def value(self, value: t.Any, name: t.Any, is_secret: bool) -> t.Any:
        """The value that stands under the name; ``is_secret``: whether everything in it is one."""
        if isinstance(value, dict):
            return self._mapping(value, " ".join(_words(name)), is_secret)
        if isinstance(value, (list, tuple)):
            return [self.value(item, name, is_secret) for item in value]
        if value is None or isinstance(value, bool):
            return value
        if is_secret:
            return self._hidden(str(value)) if value != "" else value
        return self._text(value) if isinstance(value, str) else value

    def _mapping(self, value: dict, words: str, is_secret: bool) -> dict:
        inside = is_secret or words in _HOLDERS
        named = value.get("secure") is True or any(is_secret_name(value.get(one)) for one in _NAMES)
        copied = {}
        for key, item in value.items():
            names_another = key in _NAMES and any(one in value for one in _VALUES)
            secret = inside and not names_another
            secret = secret or is_secret_name(key) or (named and key in _VALUES)
            secret = secret or (words == _SETTINGS and _words(key) == [_URL])
            copied[key] = self.value(item, key, secret)
        return self._columns(copied)

    def _columns(self, table: dict) -> dict:
        """The rows of a query, in which the names of the columns stand apart, with secret columns hidden."""
        columns, rows = table.get("columns") or table.get("column_names"), table.get("values")
        if not isinstance(columns, list) or not isinstance(rows, list):
            return table
        secret = {number for number, column in enumerate(columns) if is_secret_name(column)}
        if not secret:
            return table
        return {
            **table,
            "values": [
                [self.value(cell, "", number in secret) for number, cell in enumerate(row)]
                if isinstance(row, list)
                else row
                for row in rows
            ],
        }

    def _text(self, text: str) -> str:
        if text.lstrip()[:1] in ("{", "["):
            try:
                held = json.loads(text)
            except (ValueError, RecursionError):
                held = None
            hidden = self.value(held, "", False)
            if hidden != held:
                return json.dumps(hidden, ensure_ascii=False)
        return _LOOKS.sub(self._covered, text)

    def _covered(self, match: re.Match) -> str:
        """The look of a secret, with a mask in place of the secret itself."""
        start, end = (place - match.start() for place in match.span(match.lastindex))
        return match[0][:start] + self._hidden(match[match.lastindex]) + match[0][end:]

    def _hidden(self, secret: str) -> str:
        if secret != MASK:
            self.found.add(secret)
        return MASK

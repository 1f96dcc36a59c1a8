# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets kept out of results, without making anything unusable that the next task goes by.

Results hold no secret where one belongs: kinds leave them out. So only texts can quote one. Ansible's own masking also
replaces every digit, letter and id that a short secret happens to occur in.
"""

from __future__ import annotations

import json
import re
import typing as t
from urllib.parse import quote

from ._api.errors import shown
from ._engine.secret import MASK

#: Secrets of at least this length are hidden wherever they occur. Shorter ones are parts of ordinary words and ids.
_LONG = 8
#: In messages secrets of this length are hidden where they stand as a word, shorter ones only in quotes.
_WORD = 4
#: Where a result, and each of the results in it, quotes what was sent and answered. All else is data.
_MESSAGES = frozenset(("msg", "error", "exception", "warnings", "deprecations", "module_stderr", "module_stdout"))
_RESULTS = frozenset(("results", "monitors"))
#: An id that the server gave, or a time.
_MACHINE_READABLE = re.compile(
    r"[a-z]{2,10}_(?:custom_)?[0-9a-f]{32}|TRACE-[0-9A-Fa-f-]{36}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:\.[0-9]+)?Z"
)
#: Halves of a character: the service's JSON can hold them, the result of a module cannot.
_HALVES = re.compile("[\ud800-\udfff]")


def masked(result: t.Mapping[str, t.Any], secrets: t.Iterable[str]) -> dict:
    """The result without secrets: in its texts and in the keys of mappings, never in ids, times, numbers and booleans.

    Messages lose what a terminal must not get, too.
    """
    return _Masking(secrets).result(result)


def masked_text(text: str, secrets: t.Iterable[str]) -> str:
    """A message without secrets, and without what a terminal must not get."""
    return _Masking(secrets).message(text)


def all_forms(secrets: t.Iterable[str]) -> set[str]:
    """The secrets, and what becomes of them in a URL or in quotes, as answers and errors repeat them."""
    forms = set()
    for secret in map(str, secrets):
        quoted = json.dumps(secret)[1:-1]
        forms |= {secret, repr(secret)[1:-1], quoted, quoted.replace("/", "\\/"), secret.strip(), shown(secret)}
        forms |= {quote(secret, errors="replace"), quote(secret, safe="", errors="replace")}
        forms.add(json.dumps(secret, ensure_ascii=False)[1:-1].replace("&", "\\u0026"))
    return forms - {""}


class _Masking:
    def __init__(self, secrets: t.Iterable[str]) -> None:
        forms = sorted(all_forms(secrets), key=lambda form: (-len(form), form))
        self._forms = frozenset(forms)
        self._long = _any_of([form for form in forms if len(form) >= _LONG])
        words = [form for form in forms if _WORD <= len(form) < _LONG]
        letters = [form for form in forms if len(form) < _WORD]
        self._words = _any_of(words, "(?<![0-9A-Za-z_])", "(?![0-9A-Za-z_])")
        self._letters = _any_of(letters, "(?<=['\"`])", "(?=['\"`])")

    def result(self, result: t.Mapping[str, t.Any]) -> dict:
        return {name: self._part(name, value) for name, value in result.items()}

    def _part(self, name: str, value: t.Any) -> t.Any:
        if name in _MESSAGES:
            return self._each(value, self.message)
        if name in _RESULTS and isinstance(value, list):
            return [self.result(one) if isinstance(one, dict) else self._each(one, self._text) for one in value]
        return self._each(value, self._text)

    def _each(self, value: t.Any, change: t.Callable[[str], str]) -> t.Any:
        if isinstance(value, dict):
            return {self._each(name, self._text): self._each(item, change) for name, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._each(item, change) for item in value]
        return change(value) if isinstance(value, str) else value

    def message(self, text: str) -> str:
        """A text that quotes; its lines stay."""
        text = "\n".join(map(shown, text.split("\n"))) if "\n" in text else shown(text)
        for pattern in (self._long, self._words, self._letters):
            text = pattern.sub(MASK, text) if pattern else text
        return text

    def _text(self, text: str) -> str:
        if not text.isascii():
            text = _HALVES.sub("\ufffd", text)
        if self._long is None or (text not in self._forms and _MACHINE_READABLE.fullmatch(text)):
            return text
        return self._long.sub(MASK, text)


def _any_of(forms: list[str], before: str = "", behind: str = "") -> re.Pattern | None:
    return re.compile(f"{before}(?:{'|'.join(map(re.escape, forms))}){behind}") if forms else None

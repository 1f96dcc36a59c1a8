# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Headers of requests that the service sends: which of them hold secrets."""

from __future__ import annotations

import re
import typing as t

#: Words such as production or application/json, and the names in which even such words are secrets.
_WORDS = re.compile(r"[A-Za-z]+(?:[ ./_-][A-Za-z]+)*")
_CREDENTIAL = re.compile("auth|cookie|credential|key|pass|secret|sign|token", re.IGNORECASE)


def is_secret(name: t.Any, headers: t.Mapping[str, t.Any]) -> bool:
    """Whether the value of a header is a secret: unless it is a plain word, and its name does not speak of one."""
    value = headers[name]
    return not (isinstance(value, str) and _WORDS.fullmatch(value)) or bool(_CREDENTIAL.search(str(name)))

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Diffs for the terminal.

Callbacks write mappings as JSON in ASCII, in which no Chinese or Japanese name can be read. They print texts as they
are, so these must hold nothing that a terminal takes for a command.
"""

from __future__ import annotations

import json
import re
import typing as t

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import shown

#: What JSON leaves as it is, and a terminal must not get.
_COMMANDS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]")


def printable(diff: t.Any) -> t.Any:
    """The diff, or each diff of a list, with ``before`` and ``after`` as texts."""
    if isinstance(diff, list):
        return [printable(one) for one in diff]
    if not isinstance(diff, dict):
        return diff
    headers = {name: shown(diff[name]) for name in ("before_header", "after_header") if name in diff}
    return {**diff, **headers, **{side: _text(diff[side]) for side in ("before", "after") if side in diff}}


def _text(side: t.Any) -> str:
    if isinstance(side, str):
        return "\n".join(map(shown, side.split("\n")))
    if not side:
        return ""
    text = json.dumps(side, ensure_ascii=False, indent=4, sort_keys=True) + "\n"
    return _COMMANDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)

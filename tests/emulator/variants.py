# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services that answer otherwise than the emulator does by default: older ones, and ones that somebody observed.

A fault strikes some requests; a variant is how the whole service is. Those that concern one kind stand in its file and
ask Call.variants; what concerns every kind is done here, to the request before and to the answer after the kind.
"""

from __future__ import annotations

import dataclasses
import re
import time
import unicodedata
import uuid
from collections.abc import Callable, Collection, Iterable
from typing import Any

from .envelope import Reply

BARE_LISTS = "bare_lists"
CRLF_TEXTS = "crlf_texts"
INVITATIONS_WAIT = "invitations_wait"
MUTES_KEEP = "mutes_keep"
NEW_IDS = "new_ids"
NORMAL_NAMES = "normal_names"
SINGLE_COLUMNS = "single_columns"
COLUMN_NAMES = "column_names"
SINGLE_ROLE = "single_role"
SECRETS_ABSENT = "secrets_absent"
SECRETS_MASKED = "secrets_masked"
TERSE = "terse"

#: What each variant does, for --help and the documents.
VARIANTS = {
    BARE_LISTS: "lists of monitors, mutes, members and notify objects answer the rows directly in content (older)",
    COLUMN_NAMES: "DQL answers name the columns of a series in column_names instead of columns",
    CRLF_TEXTS: "line ends in texts are kept as CRLF",
    INVITATIONS_WAIT: "people who are invited have not joined yet; they join when the variant is off again",
    MUTES_KEEP: "a change of a mute keeps what the request leaves out",
    NEW_IDS: "ids and times within charts, queries, variables and groups are made anew by every write",
    NORMAL_NAMES: "names are trimmed, their blanks collapsed, and brought to the Unicode form NFC",
    SECRETS_ABSENT: "answers leave out the secrets of stores of one's own, dial tests, API keys and single sign-on",
    SECRETS_MASKED: "answers mask the secrets of stores of one's own, dial tests, API keys and single sign-on",
    SINGLE_COLUMNS: "DQL answers have one series per column",
    SINGLE_ROLE: "members have one role instead of a list of roles (older)",
    TERSE: "a change answers true, a create the ids only; times are fractions, and what is null is left out",
}
#: The lists that newer services answer as a mapping with the rows in data; dated observations of public clients.
_MAPPED = {
    "checkers_list": {"declaration": {"business": "", "organization": ""}},
    "mutes_list": {"declaration": {}},
    "notify_objects_list": {},
    "workspace_members_list": {},
}
# What actions do, as far as it matters to a terse service.
_CHANGING = ("modify", "modify_v2", "delete", "batch_delete", "enable", "disable", "set_disable", "batch_set_disable")
_CREATING = ("create", "create_v2", "add", "regist")
_READING = ("get", "info", "list", "quick_list")
# Members of an answer to a create that no later answer has: ids of another name, secrets, and why nothing was made.
_ONLY_TOLD = ("appId", "ak", "sk", "urn", "repeatInfo")
_NAMES = ("name", "title")
# Members of a request whose members have ids, and so has what these hold.
_WITH_IDS = ("charts", "groups", "queries", "querylist", "vars")
# Members of a request that hold an object with a name of its own.
_NAMED = ("jsonScript", "jsonContent", "templateInfo", "checkers", "checker", "task")


def checked(names: Iterable[str]) -> frozenset[str]:
    """The variants of these names. Raises ValueError for an unknown one."""
    unknown = sorted(set(names) - set(VARIANTS))
    if unknown:
        raise ValueError(f"unknown variant {unknown[0]!r}; known are {', '.join(VARIANTS)}")
    return frozenset(names)


def received(body: Any, variants: Collection[str]) -> Any:
    """The body of a writing request as this service takes it."""
    if NORMAL_NAMES in variants:
        body = _with_names(body, normal_name)
    if CRLF_TEXTS in variants:
        body = _with_texts(body, lambda text: re.sub("\r?\n", "\r\n", text))
    if NEW_IDS in variants:
        body = _with_new_ids(body)
    return body


def answered(operation_id: str, action: str, reply: Reply, variants: Collection[str]) -> Reply:
    """The reply of a kind in the shape that this service gives it."""
    if TERSE in variants and reply.raw is None:
        reply = dataclasses.replace(reply, content=_terse(action, reply.content))
    around, content = _MAPPED.get(operation_id), reply.content
    if around is None:
        return reply
    rows = content["data"] if isinstance(content, dict) else content
    return Reply(rows if BARE_LISTS in variants else {**around, "data": rows}, reply.page_info)


def _terse(action: str, content: Any) -> Any:
    if action in _CHANGING:
        return True
    if action in _CREATING and isinstance(content, dict):
        return {key: value for key, value in content.items() if _names_object(key, value)}
    return _sparse(content) if action in _READING else content


def _names_object(key: str, value: Any) -> bool:
    """Whether a member of the answer to a create says which object was made, or is a secret that nothing else tells."""
    inner = value if isinstance(value, dict) else {}
    return key.lower().endswith("uuid") or key in _ONLY_TOLD or any(_names_object(*item) for item in inner.items())


def _sparse(value: Any) -> Any:
    """What is read, with times as fractions of seconds and without what is null."""
    if isinstance(value, list):
        return [_sparse(member) for member in value]
    if not isinstance(value, dict):
        return value
    members = {key: _sparse(member) for key, member in value.items() if member is not None}
    return {key: float(member) if _is_time(key, member) else member for key, member in members.items()}


def _is_time(key: str, value: Any) -> bool:
    return key in ("createAt", "updateAt", "deleteAt") and isinstance(value, int)


def normal_name(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _with_names(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_with_names(member, change) for member in value]
    if not isinstance(value, dict):
        return value
    changed = {}
    for key, member in value.items():
        if key in _NAMES and isinstance(member, str):
            changed[key] = change(member)
        else:
            changed[key] = _with_names(member, change) if key in _NAMED else member
    return changed


def _with_new_ids(value: Any, is_inside: bool = False) -> Any:
    """Ids are of whatever a list of queries, charts or variables holds, at any depth: of filters, and of the queries
    and whole charts within a chart, which show times and owners, too. Settings have none."""
    if isinstance(value, list):
        return [_with_new_ids(member, is_inside) for member in value]
    if not isinstance(value, dict):
        return value
    changed = {
        key: _with_new_ids(member, (is_inside or key in _WITH_IDS) and key != "extend") for key, member in value.items()
    }
    if is_inside:
        changed.update({key: uuid.uuid4().hex for key in ("id", "uuid", "dashboardUUID", "creator") if key in value})
        changed.update({key: time.time() for key in ("createAt", "updateAt") if key in value})
    return changed


def _with_texts(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_with_texts(member, change) for member in value]
    if isinstance(value, dict):
        return {key: _with_texts(member, change) for key, member in value.items()}
    return value

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Issues: opened once for a key, changed, commented, closed (vendor reference: issue).

The service knows no key, and no delete. So the key stands at the end of the description, where a search finds it.
"""

from __future__ import annotations

import contextlib
import re
import typing as t

from .._api.errors import NotFoundError
from .._engine.errors import InputError
from .._engine.references import KNOWN_AFTER_APPLY, uuid_of
from .._events.event import key_of
from .._events.sent import sole_writer
from .._events.text import harmless, printable
from .._kinds.issues._levels import level
from .comments import is_last, unless_done
from .texts import LONGEST_NAME, assignee, plain, same, written

#: The word for a status -> its number.
STATUSES = {"open": 10, "working": 15, "resolved": 20, "closed": 25, "pending": 30}
DONE = ("resolved", "closed")
DEFAULT_CHANNEL = "default"
_BRACKET = re.compile(r"[%\[\]]")
_MARK = re.compile(r"\[key: [^\[\]]*\]")
_WRITTEN_OTHERWISE = re.compile(r"[^\w.:/-]+", re.ASCII)
_ADVICE = "Run the task again: it looks before it writes"
_ADVICE_WITHOUT_KEY = "Look for the issue before you run the task again; with 'unique_key' the task does that itself"


def keep(run) -> dict:
    """What the options of the module ask for; returns the result."""
    wanted = _Wanted(run)
    with sole_writer(run, f"issue {wanted.key}") if wanted.key else contextlib.nullcontext():
        return wanted.kept()


def mark(key: str) -> str:
    """How a key stands in a description. Brackets in a key would end it, or begin another one."""
    return f"[key: {_BRACKET.sub(lambda found: f'%{ord(found[0]):02X}', key)}]"


def channel_uuid(run, name: str) -> str | None:
    """The uuid of a channel; None of one that only check mode takes for granted."""
    uuid = uuid_of(run, ("issue_channel",), name)
    return None if KNOWN_AFTER_APPLY in uuid else uuid


def rows_of_key(run, channel: str | None, key: str) -> list[dict]:
    """The issues with the key in a channel, the newest first."""
    if channel is None:
        return []
    # Descriptions are HTML, in which a key may be written otherwise: the search is for a part that is not.
    part = max(_WRITTEN_OTHERWISE.split(key), key=len)
    rows = run.client.rows("issues_list", body={"channelUUID": channel, "search": part, "filters": []}).items
    wanted = " ".join(mark(key).split())
    found = [row for row in rows if isinstance(row, dict) and _marks(row)[-1:] == [wanted]]
    return sorted(found, key=lambda row: row.get("createAt") or 0, reverse=True)


def _marks(row: t.Mapping[str, t.Any]) -> list[str]:
    """The marks in a description. The last one is the issue's own, others are in what somebody wrote."""
    return _MARK.findall(plain(row.get("description")))


def shown(row: t.Mapping[str, t.Any]) -> dict:
    """An issue as results show it."""
    extend = row.get("extend") or {}
    told = row.get("levelInfo") or {}
    words = {number: word for word, number in STATUSES.items()}
    return {
        "uuid": row.get("uuid"),
        "title": row.get("name"),
        "status": words.get(row.get("statusType"), str(row.get("statusType"))),
        "level": told.get("name") or row.get("level") or None,
        "description": plain(row.get("description")),
        "assignees": list(extend.get("manager") or []),
        "channels": [one.get("name") or one.get("uuid") for one in row.get("bindChannels") or []],
    }


class _Wanted:
    """One run of the module. key: what the issue is found by; None when it is not, or addressed by its uuid."""

    def __init__(self, run) -> None:
        params = run.params
        self._run = run
        self.key = key_of(params["unique_key"])
        self._uuid = params["issue"]
        self._title = printable((params["title"] or "").strip()) or None
        self._status = params["status"]
        if self._title and len(self._title) > LONGEST_NAME:
            raise InputError(f"'title' has {len(self._title)} characters: the service takes {LONGEST_NAME}.")
        if self._uuid is not None and not self._uuid.startswith("issue_"):
            raise InputError(f"'issue' is '{self._uuid}': give the uuid of an issue, which begins with issue_.")
        if not (self.key or self._uuid or self._title):
            raise InputError("Say which issue is meant: give 'unique_key' or 'issue', or a 'title' to open one.")
        self._comment = written(run, "comment", params["comment"]) or None
        self._description = written(run, "description", params["description"])
        self._level = level(run, params["level"]) if params["level"] is not None else None
        people = params["assignees"]
        self._assignees = None if people is None else [assignee(run, one) for one in people]
        self._channel = None

    def kept(self) -> dict:
        """Open the issue, or bring the one that there is to what is wanted."""
        row = self._found()
        if row is None:
            if self._status in DONE:
                return self._result(False, None, {}, False)
            return self._opened()
        return self._changed(row)

    def _found(self) -> dict | None:
        if self._uuid is not None:
            try:
                return self._read(self._uuid)
            except NotFoundError:
                raise InputError(f"There is no issue {self._uuid} in this workspace.") from None
        self._channel = channel_uuid(self._run, self._run.params["channel"] or DEFAULT_CHANNEL)
        row = self._of_key()
        return self._read(row["uuid"]) if row else None

    def _of_key(self) -> dict | None:
        """The open issue of the key."""
        if not self.key:
            return None
        closed = [STATUSES[word] for word in DONE]
        rows = [row for row in rows_of_key(self._run, self._channel, self.key) if row.get("statusType") not in closed]
        if len(rows) > 1:
            self._run.warn(f"{len(rows)} open issues have the key '{self.key}': the newest one is meant.")
        return rows[0] if rows else None

    def _read(self, uuid: str) -> dict:
        content = self._run.client.call("issues_get", path={"issue_uuid": uuid}).content
        return {"uuid": uuid, **(content if isinstance(content, dict) else {})}

    # -- writing

    def _opened(self) -> dict:
        if not self._title:
            raise InputError(f"There is no open issue with the key '{self.key}': give 'title' so that one is opened.")
        description = self._with_mark(self._description or "")
        body = {
            "name": self._title,
            "level": self._level or "",
            "description": description,
            "extend": {"manager": self._assignees} if self._assignees else {},
            "channelUUIDs": [self._channel] if self._run.params["channel"] else [],
        }
        row = {"uuid": None, "statusType": STATUSES[self._status or "open"], **body}
        if self._run.check_mode:
            return self._result(True, row, {}, bool(self._comment))
        made: list = []

        def write() -> None:
            made.append(self._run.client.call("issues_add", body=body).content)

        def is_there() -> bool:
            made.append(self._of_key())
            return made[-1] is not None

        unless_done(write, is_there, _ADVICE if self.key else _ADVICE_WITHOUT_KEY)
        if not (isinstance(made[-1], dict) and made[-1].get("uuid")) and self.key:
            made.append(self._of_key())  # the answer told nothing
        answer = made[-1] if isinstance(made[-1], dict) else {}
        uuid = answer.get("uuid")
        if uuid:
            if self._status not in (None, "open"):
                self._modify(uuid, answer, {"statusType": STATUSES[self._status]})
            if self._comment:
                self._reply(uuid)
        elif self._comment or self._status not in (None, "open"):
            raise InputError(
                "The issue was opened, but the service told no uuid of it: 'comment' and 'status' were not written."
            )
        return self._result(True, {**row, "uuid": uuid}, {}, bool(self._comment))

    def _changed(self, row: dict) -> dict:
        differing = self._differing(row)
        comments = self._comment is not None and not is_last(self._replies(row["uuid"]), self._comment)
        extend = {**(row.get("extend") or {}), **differing.get("extend", {})}
        after = {**row, **differing, "extend": extend}
        if "level" in differing:
            after["levelInfo"] = {}
        if not self._run.check_mode:
            if differing:
                self._modify(row["uuid"], row, differing)
            if comments:
                self._reply(row["uuid"])
        return self._result(bool(differing or comments), after, row, comments)

    def _differing(self, row: dict) -> dict:
        """The members of a change, of what differs only."""
        wanted: dict[str, t.Any] = {}
        if self._title is not None and self._title != row.get("name"):
            wanted["name"] = self._title
        if self._description is not None:
            description = self._with_mark(self._description)
            if not same(description, row.get("description")):
                wanted["description"] = description
        if self._level is not None and self._level != row.get("level"):
            wanted["level"] = self._level
        if self._status is not None and STATUSES[self._status] != row.get("statusType"):
            wanted["statusType"] = STATUSES[self._status]
        managers = (row.get("extend") or {}).get("manager") or []
        if self._assignees is not None and sorted(self._assignees) != sorted(managers):
            wanted["extend"] = {"manager": self._assignees}
        return wanted

    def _with_mark(self, description: str) -> str:
        return f"{description}\n{harmless(mark(self.key))}".strip() if self.key else description

    def _modify(self, uuid: str, row: dict, differing: dict) -> None:
        """A change replaces what the service keeps in ``extend``, so all of it goes along."""
        body = {**differing, "extend": {**(row.get("extend") or {}), **differing.get("extend", {})}}
        unless_done(
            lambda: self._run.client.call("issues_modify", path={"issue_uuid": uuid}, body=body),
            lambda: not self._differing(self._read(uuid)),
            _ADVICE,
        )

    def _reply(self, uuid: str) -> None:
        body = {"issueUUID": uuid, "content": self._comment, "extend": {}}
        unless_done(
            lambda: self._run.client.call("issue_replies_create", body=body),
            lambda: is_last(self._replies(uuid), self._comment or ""),
            _ADVICE,
        )

    def _replies(self, uuid: str) -> list:
        return replies_of(self._run.client, uuid)

    def _result(self, changed: bool, row: dict | None, before: dict, commented: bool) -> dict:
        issue = shown(row) if row else None
        added = {"comment": plain(self._comment)} if commented else {}
        after = {**(issue or {}), **added}
        return {
            "changed": changed,
            "issue": issue,
            "commented": commented,
            "diff": {"before": shown(before) if before else {}, "after": after},
        }


def replies_of(client, uuid: str) -> list[dict]:
    """The comments of an issue, and what the service notes of it."""
    rows = client.rows("issue_replies_list", path={"issue_uuid": uuid}).items
    return [row for row in rows if isinstance(row, dict)]

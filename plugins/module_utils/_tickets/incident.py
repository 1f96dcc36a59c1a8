# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Incidents: claimed, commented and resolved. Only monitors open them, and no route lists their comments."""

from __future__ import annotations

import typing as t

from .._engine.errors import InputError
from .._events.sent import SentEvents, sole_writer
from .._kinds.issues._levels import level
from .comments import unless_done
from .found import OPEN, checked, listed, read, shown
from .texts import member, plain, written

ONE, NEWEST, ALL = "one", "newest", "all"
_ADVICE = "Run the task again: it looks before it writes"
_ADVICE_FOR_COMMENTS = (
    "No route tells the comments of an incident, so look in the console before you run the task again"
)
#: Seconds for which a comment is remembered: a day.
_REMEMBERED = 86400


def keep(run) -> dict:
    """What the options of the module ask for; returns the result."""
    wanted = _Wanted(run)
    rows = wanted.rows()
    before = [shown(row) for row in rows]
    results = [wanted.kept(row) for row in rows]
    changed = [one for one in results if one["changed"]]
    return {
        "changed": bool(changed),
        "incidents": results,
        "diff": {
            "before": {one["uuid"]: one for one, result in zip(before, results) if result["changed"]},
            "after": {one["uuid"]: one for one in changed},
        },
    }


class _Wanted:
    def __init__(self, run) -> None:
        params = run.params
        self._run = run
        self._uuid = params["incident"]
        self._match = checked(params["match"])
        if self._uuid is None and not self._match:
            raise InputError("Say which incident is meant: give 'incident', its uuid, or 'match', what it is about.")
        if self._uuid is not None and not self._uuid.startswith("incident_"):
            raise InputError(f"'incident' is '{self._uuid}': give the uuid of one, which begins with incident_.")
        given = [params[name] is not None for name in ("status", "level", "assignees", "tags", "comment")]
        if not any(given):
            raise InputError("Say what to do: give 'status', 'level', 'assignees', 'tags' or 'comment'.")
        self._comment = written(run, "comment", params["comment"]) or None
        people = params["assignees"]
        wanted = {
            "incidentsStatus": params["status"],
            "level": level(run, params["level"]) if params["level"] is not None else None,
            "assigner": None if people is None else [member(run, one) for one in people],
            "tags": params["tags"],
        }
        self._wanted = {name: value for name, value in wanted.items() if value is not None}
        self._sent = SentEvents(run.client.fingerprint)

    def rows(self) -> list[dict]:
        """The incidents that are meant, whole."""
        client, params = self._run.client, self._run.params
        if self._uuid is not None:
            row = read(client, self._uuid)
            if row is None:
                raise InputError(f"There is no incident {self._uuid} in this workspace.")
            return [row]
        rows = listed(client, self._match, params["among"] or OPEN)
        if not rows and params["must_exist"]:
            raise InputError(f"No incident fits 'match' and has one of the statuses {', '.join(self._among())}.")
        if len(rows) > 1 and params["which"] == ONE:
            names = ", ".join(f"'{row.get('name')}' ({row['uuid']})" for row in rows[:3])
            raise InputError(
                f"{len(rows)} incidents fit 'match', such as {names}: narrow it, or say 'which: newest' or 'all'."
            )
        rows = rows[:1] if params["which"] == NEWEST else rows
        return [row if "resourceContent" in row else {**row, **(read(client, row["uuid"]) or {})} for row in rows]

    def _among(self) -> t.Sequence[str]:
        return self._run.params["among"] or OPEN

    def kept(self, row: dict) -> dict:
        """Bring one incident to what is wanted; returns the result for it."""
        differing = self._differing(row)
        comment = self._is_new(row["uuid"])
        if not self._run.check_mode:
            if differing:
                self._modify(row["uuid"], differing)
            if comment:
                comment = self._write_comment(row["uuid"])
        added = {"comment": plain(self._comment)} if comment else {}
        return {**shown({**row, **differing}), "changed": bool(differing or comment), "commented": comment, **added}

    def _differing(self, row: dict) -> dict:
        return {name: value for name, value in self._wanted.items() if not _alike(name, value, row.get(name))}

    def _modify(self, uuid: str, differing: dict) -> None:
        def is_done() -> bool:
            row = read(self._run.client, uuid)
            return row is not None and not self._differing(row)

        unless_done(
            lambda: self._run.client.call("incidents_modify", path={"incident_uuid": uuid}, body=differing),
            is_done,
            _ADVICE,
        )

    # -- comments

    def _identity(self, uuid: str) -> str:
        return f"comment {uuid} {plain(self._comment)}"

    def _is_new(self, uuid: str) -> bool:
        """Whether there is a comment that this machine has not written yet."""
        if self._comment is None:
            return False
        if not self._run.params["comment_once"]:
            return True
        return self._sent.last(self._identity(uuid), self._run.now(), _REMEMBERED) is None

    def _write_comment(self, uuid: str) -> bool:
        """Write the comment, unless another task has written it meanwhile; returns whether it was written."""
        with sole_writer(self._run, self._identity(uuid)):
            if not self._is_new(uuid):
                return False
            body = {"comment": self._comment, "attachmentUUIDs": [], "extend": {}}
            unless_done(
                lambda: self._run.client.call("incident_comments_add", path={"incident_uuid": uuid}, body=body),
                lambda: False,
                _ADVICE_FOR_COMMENTS,
            )
            self._sent.note(self._identity(uuid), self._run.now(), is_open=False)
        return True


def _alike(name: str, value: t.Any, actual: t.Any) -> bool:
    if isinstance(value, list):
        told = [one.get("uuid") or one.get("name") if isinstance(one, dict) else one for one in actual or []]
        if name == "tags":
            told = [one.get("name") if isinstance(one, dict) else one for one in actual or []]
        return sorted(map(str, value)) == sorted(map(str, told))
    return value == actual

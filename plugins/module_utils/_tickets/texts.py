# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of issues and incidents, and who and what is meant in them. The console keeps texts as HTML."""

from __future__ import annotations

import html
import re
import typing as t

from .._engine.find import by_name
from .._engine.references import renamed, uuid_of
from .._events.text import cut, harmless
from .._kinds._shared.people import person

LONGEST_NAME = 256
_LONGEST_TEXT = 4000
_TAG = re.compile(r"<[^>]*>")


def written(run, option: str, text: str | None) -> str | None:
    """The text as it is sent: what looks like HTML is shown as it stands. One that is too long ends early, with a
    warning."""
    if text is None:
        return None
    if len(text) > _LONGEST_TEXT:
        run.warn(f"'{option}' has {len(text)} characters: the first {_LONGEST_TEXT} are sent.")
    return harmless(cut(text.strip(), _LONGEST_TEXT))


def plain(text: t.Any) -> str:
    """The text that people read, to compare by: elements, escapes and the number of blanks make no difference."""
    return " ".join(html.unescape(_TAG.sub(" ", str(text or ""))).split())


def same(text: t.Any, other: t.Any) -> bool:
    """Whether people read the same."""
    return plain(text) == plain(other)


def assignee(run, value: str) -> str:
    """The uuid of a member or team; an e-mail address of nobody in the workspace as it is, which an issue may have."""
    name, _besides = renamed(run, ("team", "member"), value)
    if "@" in name and by_name(run, run.kinds["member"], name) is None:
        run.warn(f"'assignees': {name} is nobody in the workspace. Look whether it is written right.")
        return name
    return person(run, value)


def member(run, value: str) -> str:
    """The uuid of a member."""
    return uuid_of(run, ("member",), value)

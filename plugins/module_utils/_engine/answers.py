# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to take from the answers to a kind's writes."""

from __future__ import annotations

import typing as t


class Answers(t.NamedTuple):
    """How a kind's create and modify answer.

    believed: what they answer is the object. If not, as when they answer another record, only the new uuid is taken.
    uuid: the place of the new object's uuid, with dots; None when create does not tell it. The object is then looked
        for by its key.
    once: result of the module -> key of the answer to a create, for what no later answer tells, such as a secret. It is
        in the result of that task and nowhere else.
    refused: gives the sentence for the content of an answer that reports success although nothing was created, or None.
    """

    believed: bool = True
    uuid: str | None = "uuid"
    once: t.Mapping[str, str] = {}
    refused: t.Callable[[t.Any], str | None] = lambda content: None

    def row(self, answer) -> dict:
        """What an answer of the client tells of the object."""
        return answer.content if self.believed and isinstance(answer.content, dict) else {}

    def told_once(self, answer) -> dict[str, t.Any]:
        """What only this answer to a create tells, by its name in the result."""
        content = answer.content if isinstance(answer.content, dict) else {}
        return {name: content[key] for name, key in self.once.items() if content.get(key) is not None}

    def new_uuid(self, answer) -> str:
        """The uuid of the new object in the answer to a create; empty when there is none."""
        content = answer.content
        for key in self.uuid.split(".") if self.uuid else ():
            content = content.get(key) if isinstance(content, dict) else None
        return content if self.uuid and isinstance(content, str) else ""

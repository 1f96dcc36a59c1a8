# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Content with routes of its own: an export tells it, an import writes it."""

from __future__ import annotations

import typing as t

from ..._engine.part import Part
from ..._engine.route import Route

#: The option that holds it.
TEMPLATE = "template"


def repeated(plural: str) -> t.Callable[[t.Any], str | None]:
    """What is wrong with a create that was answered with the objects that stand in its way (``Answers.refused``)."""

    def refusal(answer: t.Any) -> str | None:
        if not isinstance(answer, dict) or not answer.get("repeatInfo") or answer.get("uuid"):
            return None
        listed = [f"'{row.get('name')}' ({row.get('uuid')})" for rows in answer["repeatInfo"].values() for row in rows]
        return (
            f"The service created nothing, since it holds {plural} of the same name or identifier: "
            f"{', '.join(listed)}. Set 'uuid' to the one that is meant, or choose another name; if another task made "
            "it just now, run this one again."
        )

    return refusal


class Content(Part):
    """Export and import. A change imports on a difference of content only, since an import rebuilds all charts and
    breaks share links."""

    what = "content"

    def __init__(self, export_route: Route, import_route: Route | None = None) -> None:
        self.export_route, self.import_route = export_route, import_route

    def read(self, run, kind, row: dict) -> dict:
        template = None if TEMPLATE in row else self.template(run, kind, row)
        return {TEMPLATE: template} if isinstance(template, dict) else {}

    def template(self, run, kind, row: dict) -> dict | None:
        """The content as the service exports it; None when it cannot be told."""
        return self.export_route.call(run.client, kind.uuid_of(row)).content

    def along(self, run, plan) -> dict | None:
        return None

    def write(self, run, plan) -> dict:
        answer = self.import_route.call(run.client, plan.uuid, {"templateInfo": self.info(plan)})
        return plan.kind.answers.row(answer)

    def info(self, plan) -> dict:
        """The template as it is sent."""
        return {key: value for key, value in plan.params[TEMPLATE].items() if value is not None}

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carousels that show dashboards in turn, on a wall screen. A modify replaces the whole, and its documented answer is
the object as it was."""

from __future__ import annotations

from ..._engine.answers import Answers
from ..._engine.field import Field
from ..._engine.guard import DELETE, Guard
from ..._engine.kind import Kind
from ..._engine.references import refer
from ..._engine.route import Route
from .._shared import spans
from .._shared.origin import is_a_persons


class DashboardCarousel(Kind):
    """A carousel of dashboards."""

    name = "dashboard_carousel"
    title = "dashboard carousel"
    plural = "dashboard carousels"
    uuid_prefix = "csel_"
    list_operation = "dashboard_carousel_list"
    create_operation = "dashboard_carousel_add"
    answers = Answers(believed=False)
    get_route = Route("dashboard_carousel_get", path="carousel_uuid")
    modify_route = Route("dashboard_carousel_modify", path="carousel_uuid")
    replaces = True
    delete_route = Route("dashboard_carousel_delete", path="carousel_uuid")
    guards = (Guard("takes it from the person who made it", DELETE, rows=is_a_persons),)
    fields = (
        Field("name", "name", max_length=256),
        Field(
            "dashboards", "dashboardUUIDs", type="list", elements="str", required=True, resolve=refer("dashboard")
        ),  # in this order
        Field("interval", "intervalTime", codec=spans.ONE_UNIT, required=True, check=spans.given("interval")),
    )


DASHBOARD_CAROUSEL = DashboardCarousel()

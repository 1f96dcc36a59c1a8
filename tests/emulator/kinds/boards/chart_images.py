# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts as images: always the same one, of a single white pixel. That it is PNG, and needs a time that does not end
before it begins, is our reading."""

from __future__ import annotations

import base64

from ...envelope import Reply, refused
from ..base import Call, Kind

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)


class ChartImages(Kind):
    family = "chart_image"

    def on_get(self, call: Call) -> Reply:
        if call.query["startTime"] > call.query["endTime"]:
            raise refused("startTime must not be after endTime")
        return Reply(None, raw=_PIXEL, media="image/png")

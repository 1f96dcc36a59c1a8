# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A chart as an image (vendor reference: GET chart_image/get). The route goes by a client token, which stands in the
URL; times and intervals are in seconds."""

from __future__ import annotations

import typing as t

from .._api.errors import NotAnApiAnswerError
from .._engine import times
from .._engine.errors import InputError
from .window import NOW, Window, moment

OPERATION = "chart_image_get"
#: How a file begins -> what it is. The vendor does not say what the route answers.
_FORMATS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"<svg": "svg",
}
_FROM = "-1h"


class Chart(t.NamedTuple):
    """statement: in DQL, unless is_promql. interval: seconds from one point to the next; None leaves it to the
    service."""

    statement: str
    is_promql: bool
    window: Window
    timezone: str
    interval: int | None

    @classmethod
    def of(cls, params: t.Mapping[str, t.Any]) -> Chart:
        """The chart that the options describe; InputError tells what is wrong with them."""
        name = "dql" if params["dql"] is not None else "promql"
        statement = params[name].strip()
        zone = times.zone_name("timezone", params["timezone"] or times.UTC)
        window = Window(moment("from", params["from"] or _FROM, zone), moment("to", params["to"] or NOW, zone))
        interval = times.span("interval", params["interval"]) if params["interval"] else None
        return cls(statement, name == "promql", window, zone, interval)

    def query(self, token: str, now: float) -> dict[str, t.Any]:
        """The parameters of the request; InputError when the time ends before it begins."""
        start, end = (milliseconds // 1000 for milliseconds in self.window.at(now))
        if start >= end:
            raise InputError("From 'from' to 'to' must be at least a second.")
        return {
            "clientToken": token,
            "qtype": "promql" if self.is_promql else "dql",
            "q": self.statement,
            "startTime": start,
            "endTime": end,
            "interval": self.interval,
            "tz": self.timezone,
        }


def drawn(client, chart: Chart, token: str, now: float) -> tuple[bytes, str]:
    """The image, and its format. Raises ApiError."""
    content = client.call(OPERATION, query=chart.query(token, now)).content
    found = next((name for start, name in _FORMATS.items() if content.startswith(start)), None)
    if found is None:
        raise NotAnApiAnswerError(
            f"the answer is no image but {len(content)} bytes of something else",
            route="GET /api/v1/chart_image/get",
            hint="Check the statement, and that the client token is one of this workspace",
        )
    return content, found

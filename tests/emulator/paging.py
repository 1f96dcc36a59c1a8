# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of a list: pageIndex from 1, pageSize, and the pageInfo that stands at the top level of the envelope."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

# No default is documented; answers to calls without pageSize show 50 (dashboards/list) or 100.
DEFAULT_PAGE_SIZE = 50


def cut(
    rows: Sequence[Any], asked: Mapping[str, Any], default_size: int = DEFAULT_PAGE_SIZE
) -> tuple[list, dict[str, int]]:
    """The page of rows that asked (a query or body with pageIndex and pageSize) wants, and its pageInfo."""
    index = _counted(asked.get("pageIndex") or 1)
    size = _counted(asked.get("pageSize") or default_size)
    page = list(rows[(index - 1) * size : index * size])
    return page, {"count": len(page), "pageIndex": index, "pageSize": size, "totalCount": len(rows)}


def _counted(number: float) -> int:
    """A whole number above zero that JSON can carry: bodies may hold 1.0 or 1e30, and some pages name no minimum."""
    return int(min(max(number, 1), sys.maxsize))

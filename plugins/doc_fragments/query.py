# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # How a statement is read: module and lookup
    DOCUMENTATION = r"""
options:
  from:
    description:
      - Where the time begins that is read, V(-15m) if neither this nor a time in the statement is given.
      - A time ago such as V(-15m) or V(-1h30m), a time such as V(2026-11-23 22:00) in the O(timezone) or with an offset
        of its own, or seconds or milliseconds since 1970.
      - A statement in DQL with a time of its own, such as C([15m]), takes neither this nor O(to).
    type: str
  to:
    description: Where the time ends that is read, V(now) if not given. As O(from).
    type: str
  timezone:
    description:
      - The time zone of times without an offset, such as V(Europe/Berlin), by default V(UTC).
      - If given, it is sent to the service too. It determines where days begin.
    type: str
  interval:
    description:
      - The functions of a statement give one value for each interval of this length, for example V(1m).
      - The service keeps to at most 720 of them. More are refused.
      - PromQL gives a value for each step of this length, and without it those at O(to).
    type: str
  limit:
    description:
      - The most rows that the service may answer. With C(BY) and O(interval) it counts for each group.
      - Without it the service decides. O(complete) reads all rows.
    type: int
  max_groups:
    description:
      - The most groups that a statement in DQL with C(BY) may give. There is a warning when so many came, since there
        may be more.
      - By default V(1000).
    type: int
  complete:
    description:
      - Read all rows, over as many requests as that takes, 1,000 rows each. They are complete, or reading fails.
      - For rows of logs, events, traces and objects. Name the column C(__docid) too, and rows that come twice are
        dropped.
      - Not possible with O(limit) and with PromQL.
    type: bool
"""

    # For plugins, before DOCUMENTATION: what may be a template has no type before it is rendered
    PLUGIN = r"""
options:
  limit:
    type: raw
  max_groups:
    type: raw
  complete:
    type: raw
"""

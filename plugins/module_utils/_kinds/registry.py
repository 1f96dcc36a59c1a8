# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind, by name: what ``truewatch_info`` reads, and what tools over all kinds walk."""

from __future__ import annotations

from .alert_notice_date import ALERT_NOTICE_DATE
from .alert_policy import ALERT_POLICY
from .dashboard import DASHBOARD
from .inspection import INSPECTION
from .member import MEMBER
from .monitor import MONITOR
from .mute import MUTE
from .notify_object import NOTIFY_OBJECT
from .slo import SLO
from .tag import TAG
from .team import TEAM

#: What others refer to comes before them: objects are made in this order and deleted in the reverse.
KINDS = {
    kind.name: kind
    for kind in (
        MEMBER,
        TEAM,
        TAG,
        DASHBOARD,
        NOTIFY_OBJECT,
        ALERT_NOTICE_DATE,
        ALERT_POLICY,
        MONITOR,
        INSPECTION,
        SLO,
        MUTE,
    )
}

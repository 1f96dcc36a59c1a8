# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who refers to people and teams. No list shows who is in a team."""

from __future__ import annotations

#: Options that hold members and teams; the first are those that decide who is told of an alert.
NAMED_IN = (
    ("alert_policy", "targets"),
    ("alert_policy", "permissions"),
    ("notify_object", "to"),
    ("notify_object", "permissions"),
    ("notification_schedule", "targets"),
    ("issue_channel", "targets"),
    ("issue_channel", "escalation"),
    ("issue_discovery", "assignees"),
    ("report", "recipients"),
    ("dashboard", "permissions"),
    ("dashboard", "read_permissions"),
    ("monitor", "permissions"),
)

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Behaviour of a family derived from its description alone."""

from __future__ import annotations

from ..envelope import Reply
from .base import Call, Kind


class Generic(Kind):
    def answer(self, call: Call) -> Reply:
        return Reply(call.operation.content_example)

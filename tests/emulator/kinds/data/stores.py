# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a store of one's own is reached, as answers tell it: what becomes of secrets is not documented."""

from __future__ import annotations

from ...variants import SECRETS_ABSENT, SECRETS_MASKED
from ..base import Call, Record

_SECRETS = ("sk", "password")


def access_told(call: Call, access: Record) -> Record:
    """With its secrets, unless the service is of another sort."""
    if SECRETS_ABSENT in call.variants:
        return {key: value for key, value in access.items() if key not in _SECRETS}
    if SECRETS_MASKED in call.variants:
        return {key: "******" if key in _SECRETS and value else value for key, value in access.items()}
    return access

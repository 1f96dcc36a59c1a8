# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""URLs of requests that the service sends: which of them hold secrets."""

from __future__ import annotations

import typing as t


def has_user(key: t.Any, holder: t.Any) -> bool:
    """Whether a URL holds a user or a password. Null stands for one that does, and that stays as it is."""
    url = holder[key]
    return url is None or (isinstance(url, str) and "@" in url.partition("://")[2].partition("/")[0])

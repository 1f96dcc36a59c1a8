# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which variable holds which field."""

from __future__ import annotations

import re

_FIELD_TAIL = re.compile(r"[A-Za-z0-9_]+", re.ASCII)  # behind a prefix a digit may come first


def variable_names(prefix, fields):
    """Field to name of its variable. Two fields never share one, and no odd field takes the name of an ordinary one,
    whoever reports it."""
    names = {field: prefix + field for field in fields if _FIELD_TAIL.fullmatch(field)}
    taken = set(names.values())
    for field in sorted(fields.difference(names)):
        name = prefix + re.sub(r"[^A-Za-z0-9_]", "_", field)
        while name in taken:
            name += "_"
        names[field] = name
        taken.add(name)
    return names

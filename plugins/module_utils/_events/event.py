# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One event to write, as the options of a module describe it.

Routes: POST events/create for one of its own; POST push-events/{secret}/{subUri} for one that an external event monitor
takes (vendor reference: keyevent, checker/receive).
"""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from .._engine.errors import InputError
from .text import printable

#: The tag that holds the key of an event.
KEY_TAG = "unique_key"
STATUSES = ("critical", "error", "warning", "ok", "info", "nodata")
OK = "ok"
# Names that an external event monitor keeps for itself.
_RESERVED = frozenset(
    ("date", "status", "source", "title", "message", "dimension_tags", "check_value", "time", "time_us", "timestamp")
).union(("workspace_uuid", "workspace_name", "extra_data", "create_time"))
_LONGEST_KEY = 256


@dataclass(frozen=True)
class Event:
    """title, status, message, origin: texts. at: milliseconds since 1970. tags: texts by name; with a key that too."""

    title: str
    status: str
    message: str
    at: int
    origin: str
    tags: t.Mapping[str, str]

    def body(self) -> dict:
        """The request that writes an event of its own."""
        told = {"message": self.message, "origin": self.origin, "customTags": dict(self.tags)}
        given = {name: value for name, value in told.items() if value}
        return {"date": self.at, "status": self.status, "title": self.title, **given}

    def shown(self) -> dict:
        """The event as results and differences show it."""
        return {
            "title": self.title,
            "status": self.status,
            "description": self.message,
            "at": self.at,
            "origin": self.origin,
            "tags": dict(self.tags),
        }


@dataclass(frozen=True)
class Monitor:
    """The external event monitor that takes an event. secret, path: the two parts of its address."""

    secret: str = field(repr=False)
    path: str
    dimensions: t.Mapping[str, str]
    value: float
    extra: t.Mapping[str, t.Any]

    def body(self, event: Event) -> dict:
        """The request. The vendor's manual wants all five members there for a match, so none is left out."""
        told = {
            **event.tags,
            "date": event.at // 1000,
            "status": event.status,
            "title": event.title,
            "message": event.message,
            "dimension_tags": dict(self.dimensions),
            "check_value": self.value,
        }
        return {"event": told, **({"extraData": dict(self.extra)} if self.extra else {})}

    @property
    def address(self) -> dict[str, str]:
        """The values of the placeholders of the route."""
        return {"secret": self.secret, "subUri": self.path}


def key_of(given: t.Any) -> str | None:
    """The key of an event; InputError when it can be none."""
    if given is None:
        return None
    key = str(given).strip()
    if not key or not key.isprintable() or len(key) > _LONGEST_KEY:
        raise InputError(
            f"'unique_key' must be a text of 1 to {_LONGEST_KEY} characters without line ends: it names what the "
            "event tells, such as deploy-shop-1.4.2."
        )
    return key


def texts(option: str, given: t.Mapping | None) -> dict[str, str]:
    """The tags, each as a text; InputError names the one that cannot be a tag."""
    made = {}
    for name, value in (given or {}).items():
        if not isinstance(name, str) or not name.strip():
            raise InputError(f"'{option}': the name of a tag must be a text, not {name!r}.")
        if name == KEY_TAG:
            raise InputError(f"'{option}': the tag '{KEY_TAG}' is written by the option of this name.")
        if option == "tags" and (name.startswith(("_", "df_")) or name in _RESERVED):
            raise InputError(
                f"'{option}': the service keeps names like '{name}' for itself. Choose another one, such as app_{name}."
            )
        if value is None or isinstance(value, (dict, list, tuple)):
            raise InputError(f"'{option}.{name}' must be a text, a number, or true or false.")
        made[printable(name)] = ("true" if value else "false") if isinstance(value, bool) else printable(str(value))
    return made

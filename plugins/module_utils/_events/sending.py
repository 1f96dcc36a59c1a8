# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sending the events of a run, within the time that the settings leave. A write is never repeated."""

from __future__ import annotations

import typing as t

from .._api.client import Client
from .._api.errors import GENERAL, ApiError, MissingLibraryError
from .._api.settings import Settings
from .event import Event


def send(settings: Settings, events: t.Sequence[Event]) -> tuple[int, str]:
    """Send the events, one request each. Returns how many were not sent, and why."""
    client, missed, reason = Client(settings), 0, ""
    try:
        for number, event in enumerate(events):
            error = _refusal(client, event)
            if error is not None:
                missed, reason = missed + 1, str(error)
            if isinstance(error, GENERAL):  # the next one would meet the same, after another wait
                return missed + len(events) - number - 1, reason
    except MissingLibraryError as error:
        return len(events), f"the Python library {error.name} is not installed"
    finally:
        client.close()
    return missed, reason


def _refusal(client: Client, event: Event) -> ApiError | None:
    try:
        client.call("event_create", body=event.body())
    except ApiError as error:
        return error
    return None

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The secret of an API key that is there already, told on request only."""

from __future__ import annotations

from ..._api.errors import NotFoundError
from ..._engine.ensure import ensure
from ..._engine.errors import InputError
from ..._engine.rules import has_mask
from .api_key import API_KEY, SECRET


def keep(run) -> dict:
    """The result of the module: with ``reveal`` it holds the secret of a key that is there, too, outside check mode. It
    is read alone and kept nowhere."""
    reveal = run.params.get("reveal")
    if reveal and run.params.get("state") == "absent":
        raise InputError("'reveal' tells the secret of a key that stays: leave it out with 'state: absent'.")
    result = ensure(run, API_KEY, run.params)
    if not reveal or run.check_mode or result["changed"]:
        return result
    return {**result, "secret": _revealed(run, result[API_KEY.name])}


def _revealed(run, key: dict) -> str:
    try:
        content = API_KEY.secret_route.call(run.client, key["uuid"]).content
    except NotFoundError:
        content = None
    secret = content.get(SECRET) if isinstance(content, dict) else None
    if not isinstance(secret, str) or not secret or has_mask(secret):
        raise InputError(
            f"The service does not show the secret of the API key '{key['name']}' ({key['uuid']}), so it cannot be "
            "told again: create a new key with 'rotate: true'."
        )
    return secret

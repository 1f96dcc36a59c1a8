# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine needs to run dial tests as a node of one's own, told on request only."""

from __future__ import annotations

from ..._engine.ensure import ensure
from .dial_node import DIAL_NODE


def keep(run) -> dict:
    """The result of the module: with ``return_credentials`` it holds what the DataKit of the node needs."""
    result = ensure(run, DIAL_NODE, run.params)
    uuid = result["dial_node"].get("uuid", "")
    if not run.params.get("return_credentials") or not uuid.startswith(DIAL_NODE.uuid_prefix):
        return result
    told = DIAL_NODE.keys_route.call(run.client, uuid).content or {}
    keys = {**(told.get("ak") or {}), "server": told.get("server")}
    return {**result, "credentials": {name: keys[name] for name in ("ak", "sk", "server") if keys.get(name)}}

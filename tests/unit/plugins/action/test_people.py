# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What no play may do, whatever it forces: refused on both execution paths before any write, in check mode, too."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS

_GONE = {"state": "absent", "force": True}
_OWN_KEY = "API key of the emulator"
_LAST_RULE = {"attribute": "dept", "value": "ops"}
#: (Module, options, what the message says).
_NEVER = (
    ("api_key", {"name": _OWN_KEY, **_GONE}, "it is the key that the task uses"),
    ("api_key", {"name": _OWN_KEY, "roles": ["wsAdmin"], "rotate": True, "force": True}, "keep_old: true"),
    ("member", {"email": "owner@example.com", **_GONE}, "it is the owner of the workspace"),
    ("member", {"email": "owner@example.com", "roles": ["general"], "force": True}, "it is the owner of the workspace"),
    ("member", {"email": "ada@example.com", "roles": ["owner"]}, "which nobody can be given"),
    ("role", {"name": "wsAdmin", **_GONE}, "it is built in"),
    ("role", {"name": "wsAdmin", "description": "ours", "force": True}, "it is built in"),
    ("issue_level", {"name": "P0", **_GONE}, "it is built in"),
    ("issue_level", {"name": "P0", "colour": "#000000", "force": True}, "it is built in"),
    ("issue_channel", {"name": "default", **_GONE}, "it is the default channel"),
    ("login_mapping", {**_LAST_RULE, **_GONE}, "it is the last one"),
    ("team", {"name": "Ops", "members": ["nobody@nowhere.example"]}, "There is no member named"),
)


@pytest.mark.parametrize("fast_path", [True, False])
def test_what_is_never_done(play, fast_path):
    tasks = [{"truewatch.openapi.truewatch_login_mapping": {**_LAST_RULE, "roles": ["readOnly"]}}]
    for module, options, says in _NEVER:
        for check_mode in (True, False) if fast_path else (False,):
            tasks += [
                {
                    f"truewatch.openapi.truewatch_{module}": options,
                    "check_mode": check_mode,
                    "register": "r",
                    "ignore_errors": True,
                },
                {"ansible.builtin.assert": {"that": ["r is failed", f"{says!r} in r.msg"], "quiet": True}},
            ]
    finished = play.run(tasks, fast_path=fast_path)
    assert "failed=0" in finished.stdout, finished.stdout
    sent = [request["operationId"] for request in play.emulator.requests()]
    assert [name for name in sent if OPERATIONS[name].writes] == ["login_mappings_add"]

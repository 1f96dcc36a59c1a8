# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The virtual environment of a checkout."""

from __future__ import annotations

import dataclasses

import pytest

from ansible_collections.truewatch.openapi.dev import environment


def test_one_that_is_a_link_is_never_cleared(tmp_path, monkeypatch):
    """As in a working tree beside the checkout, which shares the environment with it."""
    linked = dataclasses.replace(environment.project_environment(), path=tmp_path / "venv")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "_run", lambda *command: pytest.fail(" ".join(map(str, command))))
    (tmp_path / "theirs").mkdir()
    (tmp_path / "venv").symlink_to(tmp_path / "theirs")
    assert linked.ensure() is linked
    with pytest.raises(pytest.fail.Exception, match="venv --clear"):
        dataclasses.replace(linked, path=tmp_path / "own").ensure()

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of lifecycles: in the folder of each family of kinds a file with a row, or a few, for each kind."""

from __future__ import annotations

import pathlib

import yaml

_KINDS = pathlib.Path(__file__).parents[1] / "module_utils" / "_kinds"


def table() -> list[dict]:
    """All rows; ``_conformance/example.py`` says what they hold."""
    files = sorted(_KINDS.glob("*/lifecycle.yml"))
    return [row for path in files for row in yaml.safe_load(path.read_text(encoding="utf-8"))]

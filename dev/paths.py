# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where things are. Everything that a task makes goes below ``.work``, which git ignores."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".work"

NAMESPACE = "truewatch"
NAME = "openapi"
COLLECTION = f"{NAMESPACE}.{NAME}"

# Exported dashboards and monitors that may lie beside the checkout; tests read them as ../shared/data when present.
SAMPLE_DATA = ROOT.parent / "shared" / "data"

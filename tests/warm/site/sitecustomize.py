# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Python runs first in each process that a warm command starts: real modules, and further commands of Ansible."""

from __future__ import annotations

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(__file__)))
try:
    import compiled
    import modules
finally:
    del sys.path[0]

program = "".join(getattr(sys, "orig_argv", [])[1:2])  # from Python 3.10 on
name = os.path.basename(program)
if name.startswith("ansible"):
    compiled.read_collections()
    compiled.read_templates()
elif name.startswith("AnsiballZ_") and "WARM_MODULES" in os.environ:
    modules.hand_over(os.environ["WARM_MODULES"])
else:
    compiled.read_modules()

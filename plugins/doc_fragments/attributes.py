# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every module of the collection supports."""

from __future__ import annotations


class ModuleDocFragment:
    # What holds for every module
    DOCUMENTATION = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/truewatch.openapi.truewatch) in C(module_defaults) to set connection options for all
      modules at once.
    support: full
    membership:
      - truewatch.openapi.truewatch
  platform:
    description: Where the module can run. It needs the network, nothing of the target host.
    support: full
    platforms: posix
  check_mode:
    description: Can run in check mode and return the changed status prediction without sending a write.
  diff_mode:
    description: Will return details on what has changed (or would change in check mode), when in diff mode.
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second invocation indicates no
      change.
  fast_path:
    description:
      - With a local connection the work is done in the controller's own process instead of a module process.
      - Set the variable C(truewatch_fast_path) or the environment variable E(TRUEWATCH_FAST_PATH) to V(false) to switch
        it off.
    support: full
"""

    # A module that keeps an object as it is declared
    OBJECT = r"""
options: {}
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
  idempotent:
    support: full
"""

    # A module that only reads
    INFO = r"""
options: {}
attributes:
  check_mode:
    support: full
    details:
      - This module only reads.
  diff_mode:
    support: N/A
    details:
      - This module only reads.
  idempotent:
    support: full
    details:
      - This module only reads.
"""

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which incidents are meant, for the module that writes and the one that reads."""

from __future__ import annotations


class ModuleDocFragment:
    """Documentation of the option ``match``."""

    DOCUMENTATION = r"""
options:
  match:
    description: What the incidents are about. All that is given must fit.
    type: dict
    suboptions:
      host:
        description: The host.
        type: str
      service:
        description: The service.
        type: str
      resource:
        description: The resource.
        type: str
      pod_name:
        description: The pod.
        type: str
      app_name:
        description: The application.
        type: str
      env:
        description: The environment, for example V(prod).
        type: str
      url:
        description: The URL.
        type: str
      monitor:
        description:
          - The name or uuid of the monitor that opened it. Only the incident itself contains it, so each
            incident that matches otherwise takes a request; 20 at most.
        type: str
      search:
        description: A text to look for.
        type: str
"""

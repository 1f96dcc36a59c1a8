# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Event filter that changes text of events which Ansible would run."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

DOCUMENTATION = r"""
---
short_description: Change text of events which Ansible would run
description:
  - Text of an event is a template in every playbook that ansible-rulebook starts. Whoever can write a log line or
    name a host can so run commands on the machine that runs the playbook.
  - >-
    This filter changes such text in all values and keys of an event. The text C({{) becomes C({ {), C({%) becomes
    C({ %), C({#) becomes C({ #), C(#jinja2) becomes C(# jinja2) and C($ANSIBLE_VAULT) becomes C($ ANSIBLE_VAULT). Text
    that is a whole expression with a call, a filter, a product or the like is put between « and », and its quotes
    become typographic ones.
  - Control characters and half characters become U+FFFD, numbers of more than 64 bits or without end a text, nesting of
    more than 32 levels a text, and an empty key C(_), after which ansible-rulebook would take no more events. Keys that
    become one are distinguished by a number.
  - Sentences, numbers, addresses, single words and dotted names stay as they are.
  - The event sources of this collection do this by themselves. Use the filter with others, such as
    eda.builtin.webhook, or event streams of Automation Platform.
options: {}
"""

EXAMPLES = r"""
- name: Alerts by an event stream or another webhook
  hosts: all
  sources:
    - eda.builtin.webhook:
        port: 5000
        token: "{{ webhook_token }}"
      filters:
        - truewatch.openapi.truewatch_defuse:
"""


def _shared(name: str) -> ModuleType:
    """Import what the plugins share: ansible-rulebook knows this file by its path only."""
    package = "truewatch_openapi_plugins"
    if package not in sys.modules:
        sys.modules[package] = ModuleType(package)
        sys.modules[package].__path__ = [str(Path(__file__).parents[4] / "plugins")]
    return importlib.import_module(f"{package}.{name}")


_notice = _shared("module_utils._events.notice")
_defuse = _shared("plugin_utils._defuse")


def main(event: dict[str, Any]) -> dict[str, Any]:
    """Return the event with nothing in it that Ansible would run or rules stumble over."""
    return _defuse.defuse(_notice.legible(event))

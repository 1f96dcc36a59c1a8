# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a workspace as Markdown, for a pull request or an issue."""

from __future__ import annotations

DOCUMENTATION = r"""
name: plan_markdown
short_description: The plan of a TrueWatch workspace as Markdown
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Turns the result of M(truewatch.openapi.truewatch_workspace) into Markdown for a comment of a pull request. The
    result may be that of check mode, of a run, or of a run that failed.
  - It begins with the counts. Each object that changes has one line, under which its difference is folded.
  - Names and values of the workspace are text, whatever is in them. They are no markup, mention nobody, and give no
    commands to the platform.
options:
  _input:
    description: The registered result.
    type: dict
    required: true
  title:
    description: The heading.
    type: str
    default: TrueWatch plan
  limit:
    description:
      - The most characters of the Markdown. GitHub takes 65536 in a comment, GitLab 1000000.
      - Differences are cut first, the largest of them first, and then lines of objects. The Markdown says so.
    type: int
    default: 65536
"""

EXAMPLES = r"""
- name: Compare the folder with the workspace
  truewatch.openapi.truewatch_workspace:
    src: workspace
  check_mode: true
  register: plan

- name: Write the comment of the pull request
  ansible.builtin.copy:
    content: "{{ plan | truewatch.openapi.plan_markdown(title='Plan for production') }}"
    dest: "{{ playbook_dir }}/plan.md"
    mode: "0644"
"""

RETURN = r"""
_value:
  description: The Markdown.
  type: str
"""

import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.truewatch.openapi.plugins.plugin_utils._plan_markdown import LEAST, plan_text
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import make_unsafe


def plan_markdown(result: t.Any, title: str = "TrueWatch plan", limit: int = 65536) -> str:
    """The result of truewatch_workspace as Markdown of at most ``limit`` characters."""
    if not isinstance(result, dict) or not ("results" in result or "msg" in result):
        raise AnsibleFilterError("plan_markdown: give it the registered result of truewatch_workspace.")
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < LEAST:
        raise AnsibleFilterError(f"plan_markdown: 'limit' is {limit!r}: give a number of characters from {LEAST} on.")
    return make_unsafe(plan_text(result, str(title), limit))


class FilterModule:
    """What Ansible asks for."""

    def filters(self) -> dict[str, t.Callable]:
        """The filters by name."""
        return {"plan_markdown": plan_markdown}

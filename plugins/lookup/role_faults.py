# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: role_faults
short_description: Options of a role that have a value of a wrong type
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - The roles of this collection begin with it.
  - Ansible validates the options of a role in a converted copy. A list that is given for a text, or a text for a list,
    passes, and the role then works with the value as it was given. This looks at the values as they were given.
options:
  _terms:
    description: The folder of a role, such as C(role_path). Its file C(meta/argument_specs.yml) names the options.
    type: list
    elements: path
    required: true
"""

EXAMPLES = r"""
- name: Refuse options of a wrong type
  ansible.builtin.assert:
    that: my_role_faults | length == 0
    fail_msg: "{{ my_role_faults | join(' ') }}"
  vars:
    my_role_faults: "{{ query('truewatch.openapi.role_faults', role_path) }}"
"""

RETURN = r"""
_raw:
  description: One sentence for each option, with an example of a right value.
  type: list
  elements: str
"""

import os
import typing as t

import yaml
from ansible.plugins.lookup import LookupBase

from ansible_collections.truewatch.openapi.plugins.module_utils._options import example, normalized


class LookupModule(LookupBase):
    """The lookup plugin."""

    def run(self, terms: list[str], variables: dict | None = None, **kwargs: t.Any) -> list[str]:
        """One sentence for each option of a wrong type."""
        self.set_options(var_options=variables, direct=kwargs)
        self._templar.available_variables = variables or {}
        faults: list[str] = []
        for role in terms:
            options = options_of(role)
            given = {name: self._templar.template(variables[name]) for name in options if name in (variables or {})}
            faults += faults_of(options, given)
        return faults


def options_of(role: str | os.PathLike) -> dict[str, dict]:
    """The options of every entry point of a role."""
    with open(os.path.join(role, "meta", "argument_specs.yml"), encoding="utf-8") as file:
        specs = yaml.safe_load(file)["argument_specs"]
    return {name: option for spec in specs.values() for name, option in spec["options"].items()}


def faults_of(options: t.Mapping[str, dict], given: t.Mapping[str, t.Any]) -> list[str]:
    """One sentence for each option of a wrong type."""
    # The role goes through a list member by member: a text would be its letters.
    texts = [name for name, value in given.items() if options[name]["type"] == "list" and isinstance(value, str)]
    told = [f"'{name}' must be a list, not a text, such as {example(name, options[name])}." for name in texts]
    return told + normalized(options, {name: given[name] for name in given if name not in texts}, fill_in=False)[1]

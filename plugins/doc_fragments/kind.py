# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules that keep objects of one kind have in common."""

from __future__ import annotations


class ModuleDocFragment:
    # For every kind; the argument specification is Kind.argument_spec in module_utils/_engine/kind.py, and VERIFY in
    # module_utils/_ansible.py.
    DOCUMENTATION = r"""
options:
  state:
    description:
      - V(present) creates the object or brings it to the declared state.
      - V(absent) deletes it. Names are exact; they are no patterns.
    type: str
    choices: [present, absent]
    default: present
  uuid:
    description: The uuid of an existing object. Nothing is created when there is none of this uuid.
    type: str
  verify:
    description:
      - V(full) compares everything that is declared, which may cost a request for each object.
      - V(quick) takes an object for unchanged when neither what is declared nor the service's time of its last change
        differs from when the two were last found equal, or written, on this controller. A loop over unchanged objects
        then costs one or two requests in all. What the list of the kind shows is compared all the same.
      - V(quick) does not notice what somebody else changes within the second of that time, and content that the service
        itself altered while it was written.
      - If not set, the environment variable E(TRUEWATCH_VERIFY) is used.
    type: str
    choices: [full, quick]
    default: full
"""

    # For kinds with big content; the argument specification is Task in module_utils/_ansible.py.
    CONTENT = r"""
options:
  src:
    description:
      - A JSON or YAML file with the content, searched as M(ansible.builtin.copy) does (C(files/) of the role, folder of
        the playbook), and then in the working directory.
      - A path may go on into a zip archive (C(export.zip/nginx.json)), and to an object of a file that holds a list, by
        its number from 1 (C(all.json/2)).
      - It is read on the controller and not templated, unless O(render) says so.
      - An ordinary file in UTF-8 of at most 64 MiB.
    type: str
    aliases: [file, path]
  render:
    description:
      - Render O(src) as an Ansible template before it is read.
      - Variables that are vaulted one by one are hidden in results and diffs, wherever the template puts them. Texts of
        variable files that are encrypted as a whole are not.
    type: bool
    default: false
"""

    # The options below are those of many kinds. A module may put a description of its own in place of the general one.
    NAMED = r"""
options:
  name:
    description:
      - The name. It says which object is meant, and is needed to create one.
      - Together with O(uuid) another name renames the object.
    type: str
"""

    DESCRIBED = r"""
options:
  description:
    description: The description.
    type: str
"""

    TAGGED = r"""
options:
  tags:
    description: The names of all tags. An empty list takes all away.
    type: list
    elements: str
"""

    SWITCHED = r"""
options:
  enabled:
    description: Whether the object is in force. A new object is; an existing one is left as it is when this is not set.
    type: bool
"""

    PERMITTED = r"""
options:
  permissions:
    description:
      - Who may change or delete the object, besides its creator and the owner of the workspace. Roles by
        name, the built-in ones as V(wsAdmin), V(general), V(readOnly), members by e-mail address, teams by name.
        Where a team and a role share a name, the team is meant; give the uuid of the role then.
      - An empty list leaves it to the ordinary permissions.
      - Name a role of the API key, or only its creator can change the object afterwards.
    type: list
    elements: str
"""

    # For kinds that others refer to; Kind.used_by.
    FORCED = r"""
options:
  force:
    description: With O(state=absent), delete the object even if others still use it.
    type: bool
    default: false
"""

    # For kinds with guards, whether others refer to them or not; Kind.guards.
    GUARDED = r"""
options:
  force:
    description:
      - Consent to a change or a deletion that destroys data or locks people out. Without it the task fails before
        anything is sent, also in check mode, and the message says what would be lost.
      - With O(state=absent), delete the object even if others still use it.
    type: bool
    default: false
"""

    # For kinds whose secrets the service may hide; Kind.hides_secrets.
    SECRETS = r"""
options:
  update_secrets:
    description:
      - V(always) writes secrets that differ from what the service holds. What the service does not show in clear counts
        as different, so it is written in every run, with a warning.
      - V(on_create) sends secrets to a new object only, and with another change where it cannot do without.
    type: str
    choices: [always, on_create]
    default: always
"""

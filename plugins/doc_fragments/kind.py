# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules that keep objects of one kind have in common."""

from __future__ import annotations


class ModuleDocFragment:
    # For every kind; the argument specification is Kind.argument_spec in module_utils/_engine/kind.py, and VERIFY in
    # module_utils/_keeping.py.
    DOCUMENTATION = r"""
options:
  state:
    description:
      - V(present) creates or changes the object.
      - V(absent) deletes it. Names are exact, not patterns.
    type: str
    choices: [present, absent]
    default: present
  uuid:
    description: The uuid of an existing object. If it does not exist, nothing is created.
    type: str
  verify:
    description:
      - V(full) compares all options, which can take one request for each object.
      - V(quick) skips this request if neither the options nor the modification time of the service differ from those of
        the last run on this controller that found the object equal or wrote it. A loop over unchanged objects then
        takes one or two requests in all. Values in the list of the kind are always compared.
      - V(quick) does not detect changes by others within the same second, and changes that the service itself made to
        the content while writing it.
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
      - A JSON or YAML file with the content. It is searched as M(ansible.builtin.copy) does (C(files/) of the role,
        then the folder of the playbook), and then in the working directory.
      - A path can continue into a zip archive (C(export.zip/nginx.json)), or select an object of a file with a list by
        its number from 1 (C(all.json/2)).
      - The controller reads the file. It is not templated, unless O(render=true).
      - It must be a regular file in UTF-8 of at most 64 MiB.
    type: str
    aliases: [file, path]
  render:
    description:
      - Render O(src) as an Ansible template before it is read.
      - Variables that are vaulted individually are hidden in results and diffs, wherever the template uses them.
        Variables from files that are encrypted as a whole are not.
    type: bool
    default: false
"""

    # The options below are those of many kinds. A module may put a description of its own in place of the general one.
    NAMED = r"""
options:
  name:
    description:
      - The name. It identifies the object, and is required to create one.
      - Together with O(uuid), another name renames the object.
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
    description:
      - The names of all tags. An empty list removes all.
      - O(add_tags) and O(remove_tags) change some tags and keep the others.
    type: list
    elements: str
  add_tags:
    description:
      - The names of tags to add. The other tags of the object are kept.
      - Tags in the content of the object, if its module takes content, are added too.
      - Cannot be combined with O(tags).
    type: list
    elements: str
  remove_tags:
    description:
      - The names of tags to remove. The other tags of the object are kept. A tag that the object does not have is
        ignored.
      - Cannot be combined with O(tags).
    type: list
    elements: str
"""

    SWITCHED = r"""
options:
  enabled:
    description: Whether the object is enabled. A new object is by default; an existing one is not changed if not set.
    type: bool
"""

    PERMITTED = r"""
options:
  permissions:
    description:
      - Who can change or delete the object besides its creator and the owner of the workspace. Give roles and teams by
        name, and members by e-mail address. The built-in roles are V(wsAdmin), V(general) and V(readOnly). If a team
        and a role have the same name, the team is meant; give the uuid of the role instead.
      - An empty list restores the ordinary permissions.
      - Include a role of the API key. Otherwise, only its creator can change the object afterwards.
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
      - Allow a change or deletion that destroys data or locks people out. Otherwise, the task fails before anything is
        sent, in check mode too, and the message says what would be lost.
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

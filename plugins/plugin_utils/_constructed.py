# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible's constructed features with a short cut for plain paths such as ``tw_os`` or ``tw_meta.kernel``.

Jinja costs about half a millisecond per host and expression, nearly all of it for compiling the same expression
again. A plain path is walked here instead, but only where the result is known to be what Jinja gives; everything else
goes to Jinja.
"""

# pylint: disable=unidiomatic-typecheck

from __future__ import annotations

import functools
import keyword
import re

from ansible import constants as C
from ansible.errors import AnsibleUndefinedVariable
from ansible.plugins.inventory import BaseInventoryPlugin, Constructable
from ansible.template import Templar
from ansible.utils.vars import combine_vars

_UNSAFE_IN_GROUP_NAMES = re.compile(r"[^\w.:@ +-]")
_PATH = re.compile(r"\s*[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)*\s*", re.ASCII)
# Names that Jinja reads as something else than a variable, and those that Ansible's templating treats apart.
_RESERVED = frozenset(keyword.kwlist) | {"true", "false", "none", "ignore", "vars", "environment", "omit"}
_DICT_ATTRIBUTES = frozenset(dir(dict))

_NATIVE = hasattr(Templar, "evaluate_expression")  # from ansible-core 2.19 on: results keep their type
_CONFIGURED_NATIVE = not _NATIVE and C.DEFAULT_JINJA2_NATIVE

_JINJA = object()
"""The answer "leave this one to Jinja"."""


@functools.lru_cache(maxsize=1024)
def _path(expression: str) -> tuple[str, ...]:
    """The names of a plain path; empty when the expression is more than that."""
    if _CONFIGURED_NATIVE or not _PATH.fullmatch(expression):
        return ()
    names = tuple(expression.strip().split("."))
    if names[0] in _RESERVED or not _DICT_ATTRIBUTES.isdisjoint(names):
        return ()
    return names


def _walk(expression, variables: dict):
    names = _path(expression) if isinstance(expression, str) else ()
    if not names:
        return _JINJA
    value = variables
    for name in names:
        # Exact types: what Ansible wraps or marks has rules of its own.
        if type(value) is not dict or name not in value:
            return _JINJA
        value = value[name]
    return value


def _plain(value) -> bool:
    """Whether text, or each text of a list, comes out of Jinja as it is: no template in it, no look of a literal."""
    if isinstance(value, list):
        return all(type(item) is str and "{" not in item for item in value)
    if not isinstance(value, str) or "{" in value:
        return False
    return _NATIVE or not (value.startswith("[") or value in ("True", "False"))


def _truth(value, strict: bool):
    """What a condition that is only this value means: True, False, or up to Jinja."""
    if isinstance(value, bool):
        return value
    if not (isinstance(value, (int, float)) or _plain(value)):
        return _JINJA
    if not _NATIVE:
        return bool(value)
    # A condition that is not boolean is an error, which without strict leaves the host out of the group.
    return _JINJA if strict or C.ALLOW_BROKEN_CONDITIONALS else False


class FastConstructable(Constructable):
    """Constructable whose plain paths do without Jinja, with identical results.

    ``own_prefix``: no name with this prefix is anything but a variable of the host.
    """

    own_prefix = None

    # One group name comes up for many hosts. Ansible can be told to leave odd characters in names of groups, and
    # before 2.19 the list group_names would then be a template.
    @staticmethod
    @functools.cache
    def _sanitize_group_name(name):
        return _UNSAFE_IN_GROUP_NAMES.sub("_", str(BaseInventoryPlugin._sanitize_group_name(name)))

    def _compose(self, template, variables, *args, **kwargs):
        value = _walk(template, variables)
        if value is _JINJA:
            self._refuse_undefined(template, variables)
        elif not self._overridden(template):
            if _plain(value) or isinstance(value, bool):
                return value
            if isinstance(value, (int, float)):
                # Before 2.19 a number stays a number only as the whole of a variable.
                return value if _NATIVE or len(_path(template)) == 1 else str(value)
        return super()._compose(template, variables, *args, **kwargs)

    def _add_host_to_composed_groups(self, groups, variables, host, strict=False, fetch_hostvars=True):
        if fetch_hostvars:
            variables = combine_vars(variables, self.inventory.get_host(host).get_vars())
        for group, condition in (groups or {}).items():
            member = _truth(_walk(condition, variables), strict)
            if member is _JINJA:
                super()._add_host_to_composed_groups({group: condition}, variables, host, strict, fetch_hostvars=False)
            elif member:
                name = self.inventory.add_group(self._sanitize_group_name(group))
                self.inventory.add_child(name, host)

    def _add_host_to_keyed_groups(self, keys, variables, host, strict=False, fetch_hostvars=True):
        if fetch_hostvars:
            variables = combine_vars(variables, self.inventory.get_host(host).get_vars())
        if any(isinstance(keyed, dict) and keyed.get("parent_group") for keyed in keys or ()):
            # Rendered with what the key was composed from, which the short cut does not tell Jinja.
            seen = combine_vars(variables, self._vars) if self._extra_vars_win else variables
            self.templar.available_variables = seen
        super()._add_host_to_keyed_groups(keys, variables, host, strict, fetch_hostvars=False)

    def _refuse_undefined(self, template, variables) -> None:
        """Without strict the text of an error is not shown, so an undefined variable needs no Jinja to say so."""
        names = _path(template) if isinstance(template, str) else ()
        if (
            names
            and self.own_prefix
            and names[0].startswith(self.own_prefix)
            and names[0] not in variables
            and not self._overridden(template)
            and not self.get_option("strict")
        ):
            raise AnsibleUndefinedVariable(f"{names[0]!r} is undefined")

    def _overridden(self, template) -> bool:
        """Whether an extra variable takes the place of the variable that the path begins with."""
        return self._extra_vars_win and _path(template)[0] in self._vars

    @functools.cached_property
    def _extra_vars_win(self) -> bool:
        return bool(self.get_option("use_extra_vars"))

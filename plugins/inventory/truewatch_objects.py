# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: truewatch_objects
short_description: Hosts from the infrastructure objects of a TrueWatch workspace
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
version_added: 1.0.0
description:
  - Makes every infrastructure object of one class an inventory host, by default the hosts that report to the workspace.
  - The name of the inventory file must end in C(truewatch.yml), C(truewatch.yaml), C(truewatch_objects.yml) or
    C(truewatch_objects.yaml).
  - An API key belongs to one workspace. Use one inventory file per workspace to read several.
  - All that comes from the service is kept in variables with the prefix O(vars_prefix), and text in it is never a
    template.
  - The inventory is complete or it fails. Ansible itself only warns when an inventory source fails; set
    E(ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED) to V(true) to make that an error.
extends_documentation_fragment:
  - truewatch.openapi.connection.plugin
  - truewatch.openapi.connection
  - truewatch.openapi.objects.plugin
  - truewatch.openapi.objects
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
options:
  plugin:
    description: Marks the file as one for this plugin.
    type: str
    required: true
    choices: [truewatch.openapi.truewatch_objects]
  hostnames:
    description:
      - Where the name of a host comes from. Each entry is a field, or a Jinja expression over the variables of the
        host; the first that gives a text is used.
      - Fields that an expression names are read even if O(fields) does not list them, here and in O(ansible_host),
        O(include) and O(exclude).
      - By default the field that names an object of the class for people, for example C(host) for V(HOST) and
        C(node_name) for V(kubernetes_nodes), then C(name).
      - An object whose name cannot be used (empty, no letter or digit at the beginning, braces, slashes, blanks,
        control characters or what a host pattern is made of, a port, more than 200 bytes, a name or address of this
        machine, the name of a group) is left out, and a warning says how many and why.
    type: list
    elements: str
  ansible_host:
    description:
      - Where the address to connect to comes from, in the same way as O(hostnames). Only an IP address or a host name
        is taken, and none that means the controller itself, such as C(127.0.0.1).
      - By default C(ansible_host) is not set, and Ansible connects to the name of the host.
    type: list
    elements: str
  group_by:
    description:
      - Groups by the values of fields, made without templates and therefore quick.
      - Each entry is the name of a field, or a dictionary with C(field), C(prefix) (the name of the field by default,
        may be empty, which lets whoever sets a label choose the name of a group) and C(separator) (C(_) by default).
        V(label) is short for C(df_label), the labels.
      - A field that holds a list gives a group for each member. An object without the field gets no group.
    type: list
    elements: raw
  include:
    description:
      - Keep only hosts that meet one of these conditions. Each entry is a Jinja condition over the variables of the
        host, or a dictionary of fields and values like O(filters).
      - An undefined variable means that the condition is not met, unless O(strict) makes that an error. A condition
        that is wrong in itself, for example one that names an unknown filter, is always an error.
      - This is done after reading. O(filters) and O(condition) let the service do it.
    type: list
    elements: raw
  exclude:
    description:
      - Leave out hosts that meet one of these conditions, which are written as in O(include).
    type: list
    elements: raw
  duplicates:
    description:
      - What to do when several objects give the same host name.
      - V(newest) takes the object that reported last and warns.
      - V(merge) takes the variables of the object that reported last, and the groups of O(group_by) of all of them.
        It groups hosts by what runs on them, for example O(object_class=host_processes), O(hostnames=host),
        O(group_by=process_name).
      - V(fail) fails the inventory.
      - The same goes for a host that a source read before has made, such as a file of another workspace. Ansible merges
        the variables of both. V(newest) warns and names the other source, V(merge) does not, V(fail) fails.
    type: str
    choices: [newest, merge, fail]
    default: newest
  fail_on_empty:
    description:
      - Whether it is an error when no host is left. By default that is an empty inventory, from which AWX with
        I(Overwrite) deletes all hosts.
    type: bool
    default: false
  vars_prefix:
    description:
      - Text before the name of each field to make the name of a variable. It must end in an underscore and must not
        begin with C(ansible).
    type: str
    default: tw_
notes:
  - O(ignore:compose), O(ignore:groups) and O(ignore:keyed_groups) cost about half a millisecond per host and
    expression, except for plain variables such as C(tw_os) or paths such as C(tw_meta.kernel), which are nearly free.
  - The cache holds the rows as they were read, in a file that other users of the machine may be able to read,
    depending on the cache plugin. It never holds the API key.
"""

EXAMPLES = r"""
# truewatch.yml: all hosts, grouped by operating system, cloud region and label.
# The key comes from TRUEWATCH_API_KEY.
plugin: truewatch.openapi.truewatch_objects
region: us1
ansible_host: [private_ip, unicast_ip]
group_by:
  - os
  - region
  - label

# prod.truewatch.yml: the production hosts that are online, of a big workspace.
# DQL filters on the server and needs a tenth of the requests.
# plugin: truewatch.openapi.truewatch_objects
# endpoint: https://us1-openapi.truewatch.com
# api_key: "{{ lookup('ansible.builtin.env', 'PROD_TRUEWATCH_KEY') }}"
# source: dql
# filters:
#   env: prod
#   region: [eu-central-1, eu-west-1]
# max_age: 10m
# fields: [host, os, arch, unicast_ip, df_label]
# ansible_host: [unicast_ip]
# exclude:
#   - df_label: decommissioned
#   - "'canary' in tw_host"
# group_by:
#   - field: os
#     prefix: platform
#   - field: df_label
#     prefix: is
# compose:
#   patch_window: "'early' if 'stage' in (tw_df_label | default([], true)) else 'late'"
# keyed_groups:
#   - key: tw_arch
#     prefix: arch
# cache: true
# cache_plugin: ansible.builtin.jsonfile
# cache_connection: ~/.cache/ansible-inventory
# cache_timeout: 300

# nodes.truewatch.yml: the nodes of Kubernetes clusters.
# plugin: truewatch.openapi.truewatch_objects
# object_class: kubernetes_nodes
# ansible_host: [internal_ip]
# group_by: [cluster_name_k8s, role]

# services.truewatch.yml: hosts grouped by the processes that run on them.
# plugin: truewatch.openapi.truewatch_objects
# object_class: host_processes
# source: dql
# fields: [host, process_name]
# hostnames: [host]
# duplicates: merge
# group_by: [process_name]
"""

import difflib
import hashlib
import json
import re

from ansible.errors import AnsibleError, AnsibleParserError, AnsibleUndefinedVariable
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import (
    ApiError,
    MissingLibraryError,
    SettingsError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.query import ALL_FIELDS, GUESSES
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.reader import read_objects
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.rows import as_text, in_one_order, last_report
from ansible_collections.truewatch.openapi.plugins.plugin_utils._constructed import FastConstructable
from ansible_collections.truewatch.openapi.plugins.plugin_utils._draft import Draft
from ansible_collections.truewatch.openapi.plugins.plugin_utils._entries import (
    Condition,
    Grouping,
    Source,
    is_wrong,
    names_in,
)
from ansible_collections.truewatch.openapi.plugins.plugin_utils._host_names import is_address, is_host_name
from ansible_collections.truewatch.openapi.plugins.plugin_utils._options import (
    TypedOptions,
    client_of,
    query_of,
    refuse_unknown,
    rendered,
    settings_of,
)
from ansible_collections.truewatch.openapi.plugins.plugin_utils._skipped import Skipped
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import variable as remote_variable
from ansible_collections.truewatch.openapi.plugins.plugin_utils._variable_names import variable_names

# Changes when the shape of cached rows does.
_CACHE_FORMAT = 1

_PREFIX = re.compile(r"(?!ansible)[a-z][a-z0-9_]*_", re.ASCII | re.IGNORECASE)
_NAMED_LIKE_GROUP = "objects left out, named like a group"


class InventoryModule(TypedOptions, FastConstructable, BaseInventoryPlugin, Cacheable):
    NAME = "truewatch.openapi.truewatch_objects"

    def verify_file(self, path):
        endings = ("truewatch.yml", "truewatch.yaml", "truewatch_objects.yml", "truewatch_objects.yaml")
        return super().verify_file(path) and path.endswith(endings)

    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path, cache)
        try:
            given = self._read_config_data(path)
        except InputError as error:
            raise AnsibleParserError(f"{path}: {error}") from None
        self.templar.available_variables = self._vars
        # Ansible keeps what a failed source added, and a part of the hosts is worse than none: compute, then write.
        self.inventory = self._draft = Draft(inventory)
        self._existing = inventory
        try:
            self._refuse_wrong(given)
            self._take_options()
            self._populate(self._rows(cache))
        except (ApiError, SettingsError, InputError) as error:
            raise AnsibleParserError(f"{path}: {error}") from None
        except MissingLibraryError as error:
            raise AnsibleParserError(f"{path}: the Python library {error.name} is not installed.") from None

    # -- options -----------------------------------------------------------------------------------

    def _refuse_wrong(self, given):
        """Refuse what Ansible passes over, or takes for something else."""
        refuse_unknown(given, self.get_options(), GUESSES)
        for option in ("compose", "groups"):
            for name, expression in (given.get(option) or {}).items():
                _refuse_braces(f"{option}: {name}", expression)
        for entry in given.get("keyed_groups") or []:
            if not isinstance(entry, dict) or not entry.get("key"):
                raise InputError(
                    f"keyed_groups takes dictionaries with a key, not {entry!r}, "
                    "such as keyed_groups: [{key: tw_os}]."
                )
            if entry.get("default_value") is not None and entry.get("trailing_separator") is not None:
                raise InputError("keyed_groups: default_value and trailing_separator exclude each other.")
            for name in ("key", "prefix", "separator", "default_value"):
                _refuse_braces(f"keyed_groups: {name}", entry.get(name))

    def _take_options(self):
        prefix = self._rendered("vars_prefix")
        if not isinstance(prefix, str) or not _PREFIX.fullmatch(prefix):
            raise InputError(
                f"vars_prefix {prefix!r} must be the beginning of a variable name, end in an underscore and not begin "
                "with 'ansible'."
            )
        self.own_prefix = prefix
        self._strict = self.get_option("strict")
        self._duplicates = self.get_option("duplicates")
        query = query_of(self, self.templar)
        self._shown = frozenset(query.fields) if query.fields and ALL_FIELDS not in query.fields else None
        given_names = self.get_option("hostnames")
        self._hostnames = [
            Source("hostnames", entry, prefix) for entry in given_names or query.object_class.name_fields
        ]
        self._addresses = [Source("ansible_host", entry, prefix) for entry in self.get_option("ansible_host") or []]
        self._groupings = [Grouping.of(entry) for entry in self._rendered("group_by") or []]
        self._include, self._exclude = (
            [
                Condition(option, rendered(option, entry, self.templar) if isinstance(entry, dict) else entry, prefix)
                for entry in self.get_option(option) or []
            ]
            for option in ("include", "exclude")
        )
        #: What the user wrote and may have mistyped.
        self._entries = [
            *(self._hostnames if given_names else ()),
            *self._addresses,
            *self._groupings,
            *self._include,
            *self._exclude,
        ]
        # What naming, grouping and choosing need has to be read as well; it makes no variables.
        readers = [*self._hostnames, *self._addresses, *self._groupings, *self._include, *self._exclude]
        self._query = query.with_fields(["last_update_time", *(field for reader in readers for field in reader.fields)])

    def _rendered(self, option):
        return rendered(option, self.get_option(option), self.templar)

    # -- reading -----------------------------------------------------------------------------------

    def _rows(self, use_cache):
        """The rows: from the cache without any request, else from the service."""
        settings = settings_of(self, self.templar)
        caching = self.get_option("cache")
        identity = json.dumps([_CACHE_FORMAT, settings.fingerprint, self._query.as_dict()], sort_keys=True)
        key = "truewatch_objects_" + hashlib.sha256(identity.encode()).hexdigest()[:32]
        if caching and use_cache:
            try:
                return json.loads(self._cache[key])
            except (KeyError, ValueError, TypeError, AnsibleError):
                pass  # nothing there, or damaged
        rows = read_objects(client_of(settings), self._query).rows
        if caching:
            # As one text: Ansible copies, compares and tags each value of a structure.
            self._cache[key] = json.dumps(rows)
        return rows

    # -- building ----------------------------------------------------------------------------------

    def _populate(self, rows):
        skipped = Skipped(self.display)
        self._names = variable_names(self.own_prefix, set().union(*rows))
        read = len(rows)
        rows = in_one_order(rows)  # so that groups, and what counts of equals, do not change from run to run
        for row in rows:
            for entry in self._entries:
                entry.look(row)
        hosts, members = self._choose(rows, skipped)
        del rows
        names = sorted(hosts)
        self._add_hosts(names, hosts, skipped)
        self._add_native_groups(members)
        self._add_constructed_groups(names, skipped)
        self._settle(skipped)
        self._tell_missing(read)
        skipped.tell()
        if self.get_option("fail_on_empty") and not self._draft.hosts:
            raise InputError(
                f"There are no hosts: {read} objects of {self._query.object_class} were read, and none is left. See "
                "filters, condition, max_age, include, exclude and the warnings. fail_on_empty makes this an error."
            )
        turned = self._draft.write()
        if turned:
            raise AnsibleParserError(f"keyed_groups: another source has {turned[0]!r} above its parent group.")

    def _add_hosts(self, names, hosts, skipped):
        compose, strict = self.get_option("compose"), self._strict
        for name in names:
            # Big inventories: what has become variables need not stay in memory as a row too.
            variables = self._variables(row := hosts.pop(name), self._shown)
            address = self._address(name, row, skipped)
            if address:
                variables["ansible_host"] = address
            self._draft.take_host(name, variables)
            if compose:
                self._set_composite_vars(compose, self._draft.get_host(name).get_vars(), name, strict)

    def _settle(self, skipped):
        """See to what shares a name with something else: in this source, and in those read before."""
        hosts, groups = self._draft.settle()
        for name in hosts:
            skipped.note(_NAMED_LIKE_GROUP, name)
        for name in groups:
            skipped.note("groups left out, named like a host", name)
        for name in self._draft.groups_elsewhere():
            skipped.note("groups named by the service alone are groups of other sources too", name)
        for source, names in self._draft.hosts_elsewhere().items():
            if self._duplicates == "fail":
                raise InputError(f"The host {names[0]!r} is also in {source}, and duplicates is 'fail'.")
            if self._duplicates == "newest":
                for name in names:
                    skipped.note(f"hosts are also in {source} and get variables of both sources", name)

    def _tell_missing(self, read):
        """Tell what no object has: a mistyped name would choose or name other hosts than meant."""
        if not read:
            return
        for entry in self._entries:
            for missing in entry.missing:
                known = self._names.values() if entry.expression else self._names
                text = f"{entry.option}: {missing!r} is undefined for every object."
                guesses = names_in(missing) - set(known) if entry.expression else [missing]
                near = sorted({near for name in guesses for near in self._near(name, known)})
                if entry.reason:
                    text += f" {ascii(str(entry.reason))[1:-1][:200]}."
                if near:
                    text += f" Did you mean {' or '.join(near)}?"
                if self._strict:
                    raise InputError(text)
                self.display.warning(f"truewatch_objects: {text}")
        self._tell_unknown_variables()

    def _tell_unknown_variables(self):
        """The same for the constructed options, of which strict makes an error anyway."""
        compose, groups = self.get_option("compose") or {}, self.get_option("groups") or {}
        expressions = [*compose.values(), *groups.values(), *(e["key"] for e in self.get_option("keyed_groups") or [])]
        known = {*self._names.values(), *compose, *self._vars}
        for expression in filter(lambda one: isinstance(one, str), expressions):
            try:
                names = names_in(expression)
            except InputError:
                continue  # Ansible has its own rules for what is none
            for name in sorted(name for name in names - known if name.startswith(self.own_prefix)):
                near = self._near(name, known)
                hint = f" Did you mean {' or '.join(near)}?" if near else ""
                self.display.warning(f"truewatch_objects: {expression!r}: no object has {name}.{hint}")

    def _near(self, name, known):
        """The names that a mistyped one may mean."""
        prefixed = self.own_prefix + name
        if prefixed in known:
            return [prefixed]
        return difflib.get_close_matches(name, known, 2) or difflib.get_close_matches(prefixed, known, 2)

    def _choose(self, rows, skipped):
        """The object of each host, by name, and the names in each native group."""
        hosts, members = {}, {}
        merging = self._duplicates == "merge"
        for row in rows:
            name = self._host_name(row, skipped) if self._admits(row, skipped) else None
            if name is None:
                continue
            if name in hosts:
                self._note_duplicate(name, skipped)
            if name not in hosts or last_report(row) > last_report(hosts[name]):
                hosts[name] = row
            if merging:
                self._note_groups(members, name, row)
        if not merging:
            for name, row in hosts.items():
                self._note_groups(members, name, row)
        return hosts, members

    def _admits(self, row, skipped):
        """Whether include and exclude let an object through."""
        if self._include and not any(self._meets(row, condition, skipped) for condition in self._include):
            return False
        return not any(self._meets(row, condition, skipped) for condition in self._exclude)

    def _note_duplicate(self, name, skipped):
        if self._duplicates == "fail":
            raise InputError(f"Several objects give the host name {name!r}, and duplicates is 'fail'.")
        if self._duplicates == "newest":
            skipped.note("objects left out, older than another of the same name", name)

    def _add_native_groups(self, members):
        for (bare, group), names in members.items():
            self._draft.remote_names = bare
            self._draft.add_group(group)
            for name in names:
                if not self._draft.gives_way(name):
                    self._draft.add_child(group, name)
        self._draft.remote_names = False

    def _add_constructed_groups(self, names, skipped):
        groups, keyed_groups = self.get_option("groups"), self.get_option("keyed_groups") or []
        if not groups and not keyed_groups:
            return
        for name in names:
            if self._draft.gives_way(name):
                continue
            variables = self._draft.get_host(name).get_vars()
            self._add_host_to_composed_groups(groups, variables, name, self._strict, fetch_hostvars=False)
            for entry in keyed_groups:
                self._draft.remote_names = self._is_bare(entry)
                try:
                    self._add_host_to_keyed_groups([entry], variables, name, self._strict, fetch_hostvars=False)
                except Exception as error:
                    if self._strict:
                        raise AnsibleParserError(f"keyed_groups: {error}") from error
                    # One odd value costs this host this group, and no other host anything.
                    skipped.note(f"hosts have no group of the key {entry['key']!r} ({error})", name)
                self._draft.remote_names = False

    def _is_bare(self, entry):
        """Whether remote text alone names the groups of an entry of keyed_groups, or their parent."""
        bare = not entry.get("prefix") and (not entry.get("separator", "_") or not self.get_option("leading_separator"))
        return bare or str(entry.get("parent_group") or "").lstrip().startswith("{{")

    def _note_groups(self, members, name, row):
        for grouping in self._groupings:
            for group in grouping.groups(row, self._sanitize_group_name):
                members.setdefault((grouping.bare, group), {})[name] = None

    def _variables(self, row, shown=None):
        """The variables of the host: the ``shown`` fields, or all, under their names with the prefix."""
        names = self._names
        return {
            names[field]: remote_variable(value)
            for field, value in row.items()
            if value is not None and (shown is None or field in shown)
        }

    def _meets(self, row, condition, skipped):
        if condition.matches:
            return condition.matches(row)
        return self._evaluated(condition, row, skipped) is True

    def _host_name(self, row, skipped):
        """The name of the host, or None, which has been noted."""
        name = next(self._texts(self._hostnames, row, skipped), None)
        if name is None:
            skipped.note("objects left out, without a name", row.get("name"))
        elif not is_host_name(name):
            skipped.note("objects left out, with a name that is not safe for a host", name)
        elif name in self._existing.groups:
            skipped.note(_NAMED_LIKE_GROUP, name)
        else:
            return name
        return None

    def _address(self, name, row, skipped):
        """The first address to connect to that is one, or None."""
        refused = False
        for text in self._texts(self._addresses, row, skipped):
            if is_address(text):
                return text
            refused = True
        if refused:
            skipped.note("hosts without ansible_host, since what was found is no address", name)
        return None

    def _texts(self, sources, row, skipped):
        """The texts that the sources give, in their order."""
        for source in sources:
            value = self._evaluated(source, row, skipped) if source.expression else row.get(source.field)
            if value not in (None, "") and isinstance(value, (str, int, float)):
                yield as_text(value)

    def _evaluated(self, entry, row, skipped):
        """The value of an expression over the variables of the host; None when this object has none and strict is off.

        An object without a variable is nothing special. One with an unsuitable value, such as a text in place of a
        number, is told. An expression that suits no object is an error: hosts would silently be missing, or not be.
        """
        try:
            value = self._compose(entry.expression, self._variables(row))
        except Exception as error:
            undefined = isinstance(error, AnsibleUndefinedVariable)
            if self._strict or (not undefined and is_wrong(error)):
                raise AnsibleParserError(f"The expression {entry.text!r} cannot be evaluated: {error}") from error
            entry.evaluated(error if undefined else None)
            if not undefined:
                skipped.note(f"objects that {entry.text!r} does not suit", row.get("name"))
            return None
        entry.evaluated()
        return value


def _refuse_braces(place, expression):
    if isinstance(expression, str) and expression.lstrip().startswith("{{"):
        raise InputError(f"{place}: {expression!r} holds braces. It is not rendered; write an expression or a text.")

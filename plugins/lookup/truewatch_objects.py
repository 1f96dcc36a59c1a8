# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: truewatch_objects
short_description: Infrastructure objects of a TrueWatch workspace inside an expression
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
version_added: 1.0.0
description:
  - Reads infrastructure objects (hosts, processes, containers, Kubernetes objects, network devices, custom objects)
    of the workspace that the API key belongs to.
  - The list is complete, or the lookup fails.
extends_documentation_fragment:
  - truewatch.openapi.connection.plugin
  - truewatch.openapi.connection
  - truewatch.openapi.objects.plugin
  - truewatch.openapi.objects
  - truewatch.openapi.objects.selection
options:
  _terms:
    description:
      - Classes of objects to read, O(object_class) if none is given. A list of classes may be one term.
    type: list
    elements: str
notes:
  - A lookup runs each time its expression is evaluated. Keep what you need more than once with
    M(ansible.builtin.set_fact), since the service allows 20 requests per minute.
  - C(module_defaults) do not reach lookups. Set the connection through the variables C(truewatch_api_key),
    C(truewatch_region) and so on, or through the environment.
seealso:
  - module: truewatch.openapi.truewatch_object_info
  - plugin: truewatch.openapi.truewatch_objects
    plugin_type: inventory
"""

EXAMPLES = r"""
- name: Names of the Linux hosts that reported in the last ten minutes
  ansible.builtin.debug:
    msg: "{{ query('truewatch.openapi.truewatch_objects', filters={'os': 'linux'}, max_age='10m', query='[].host') }}"

- name: Wait until the new host reports, asking four times a minute
  ansible.builtin.debug:
    msg: The host reports.
  # Arguments such as msg are evaluated once, until is evaluated in each attempt.
  until: >-
    query('truewatch.openapi.truewatch_objects', filters={'host': inventory_hostname}, max_age='10m') | length == 1
  retries: 20
  delay: 15

- name: The five containers that use most memory, of the cluster prod
  ansible.builtin.debug:
    var: item.container_name
  loop: "{{ query('truewatch.openapi.truewatch_objects', 'docker_containers', filters={'cluster_name_k8s': 'prod'},
                  fields=['container_name', 'mem_usage'], order_by=['-mem_usage'], limit=5) }}"
"""

RETURN = r"""
_list:
  description:
    - The objects, each a dictionary of its fields. With O(query) what the expression picks; a single value is the
      only member.
  type: list
  elements: raw
  sample:
    - host: web-01
      os: linux
      unicast_ip: 10.0.0.11
      df_label: [production]
"""

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import (
    ApiError,
    MissingLibraryError,
    SettingsError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._jmespath import compiled
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.query import GUESSES
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.reader import read_objects
from ansible_collections.truewatch.openapi.plugins.plugin_utils._options import (
    TypedOptions,
    client_of,
    query_of,
    refuse_unknown,
    rendered_options,
    settings_of,
)
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import make_unsafe


class LookupModule(TypedOptions, LookupBase):
    def run(self, terms, variables=None, **kwargs):
        try:
            self.set_options(var_options=variables, direct=kwargs)
            return self._read(terms, {name for name, value in kwargs.items() if value is not None})
        except (ApiError, SettingsError, InputError) as error:
            raise AnsibleLookupError(f"truewatch_objects: {error}") from None
        except MissingLibraryError as error:
            raise AnsibleLookupError(f"truewatch_objects: the Python library {error.name} is not installed.") from None

    def _read(self, terms, given):
        refuse_unknown(given, self.get_options(), GUESSES)
        # What stands in the expression has its final value: templates in it are text, and may be remote text.
        expression = rendered_options(self, self._templar, ["query"], done=given).get("query")
        picker = compiled(str(expression)) if expression is not None else None
        settings = settings_of(self, self._templar, done=given)
        queries = [query_of(self, self._templar, done=given, object_class=term) for term in _classes(terms)] or [
            query_of(self, self._templar, done=given)
        ]
        client = client_of(settings)
        objects = [row for query in queries for row in read_objects(client, query).rows]
        if picker:
            objects = picker(objects)
            if not isinstance(objects, list):
                objects = [] if objects is None else [objects]
        return make_unsafe(objects)


def _classes(terms):
    """The classes that the terms name; a list of them may be one term."""
    for term in terms:
        for one in term if isinstance(term, (list, tuple)) else [term]:
            if not isinstance(one, str) or not one.strip():
                raise InputError(f"A term is the name of a class of objects, such as HOST, not {one!r}.")
            yield one

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: truewatch_query
short_description: Ask a TrueWatch workspace with DQL or PromQL inside an expression
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Reads metrics, logs, events, traces and objects of the workspace that the API key belongs to.
  - All terms are one request.
extends_documentation_fragment:
  - truewatch.openapi.connection.plugin
  - truewatch.openapi.connection
  - truewatch.openapi.query.plugin
  - truewatch.openapi.query
options:
  _terms:
    description: Statements, in DQL unless O(promql) says otherwise.
    type: list
    elements: str
    required: true
  promql:
    description: The statements are PromQL.
    type: raw
    default: false
  value:
    description:
      - Return the value of each statement instead of its rows. An answer without exactly one value is an error, unless
        it is empty, which is null.
    type: raw
    default: false
  query:
    description:
      - A JMESPath expression that is applied to the list of rows.
      - Needs the Python library C(jmespath). Not possible with O(value).
    type: str
notes:
  - A lookup runs each time its expression is evaluated. Keep what you need more than once with
    M(ansible.builtin.set_fact), since the service allows 20 requests per minute.
  - C(module_defaults) do not reach lookups. Set the connection through the variables C(truewatch_api_key),
    C(truewatch_region) and so on, or through the environment.
seealso:
  - module: truewatch.openapi.truewatch_query_info
  - plugin: truewatch.openapi.truewatch_objects
    plugin_type: lookup
"""

EXAMPLES = r"""
- name: The errors of the last five minutes
  ansible.builtin.debug:
    msg: "{{ lookup('truewatch.openapi.truewatch_query', errors, from='-5m', value=true) }} errors"
  vars:
    errors: "L::`nginx`:(count(`*`)) {`status` = 'error'}"

- name: The hosts that are busy
  ansible.builtin.debug:
    msg: "{{ query('truewatch.openapi.truewatch_query', usage, query='[?usage > `80`].host') }}"
  vars:
    usage: "M::`cpu`:(avg(`usage_total`) AS `usage`) BY `host`"
"""

RETURN = r"""
_list:
  description:
    - The rows of all statements, each a dictionary. With O(value) the value of each statement, with O(query) what the
      expression picks; a single one is the only member.
  type: list
  elements: raw
  sample:
    - time: 1735689600000
      host: web-01
      usage: 12.5
"""

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import (
    ApiError,
    MissingLibraryError,
    SettingsError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._files import plain
from ansible_collections.truewatch.openapi.plugins.module_utils._jmespath import compiled
from ansible_collections.truewatch.openapi.plugins.module_utils._options import checked
from ansible_collections.truewatch.openapi.plugins.module_utils._queries.query import GUESSES, READING, query_of
from ansible_collections.truewatch.openapi.plugins.module_utils._queries.reader import read_queries
from ansible_collections.truewatch.openapi.plugins.plugin_utils._options import (
    TypedOptions,
    client_of,
    refuse_unknown,
    rendered_options,
    settings_of,
)
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import make_unsafe

_OPTIONS = {
    **READING,
    "promql": {"type": "bool", "default": False},
    "value": {"type": "bool", "default": False},
    "query": {"type": "str"},
}


class LookupModule(TypedOptions, LookupBase):
    def run(self, terms, variables=None, **kwargs):
        try:
            self.set_options(var_options=variables, direct=kwargs)
            return self._read(terms, {name for name, value in kwargs.items() if value is not None})
        except (ApiError, SettingsError, InputError) as error:
            raise AnsibleLookupError(f"truewatch_query: {error}") from None
        except MissingLibraryError as error:
            raise AnsibleLookupError(f"truewatch_query: the Python library {error.name} is not installed.") from None

    def _read(self, terms, given):
        refuse_unknown(given, self.get_options(), GUESSES)
        # What stands in the expression has its final value: templates in it are text, and may be remote text.
        settings = settings_of(self, self._templar, done=given)
        options = checked(_OPTIONS, plain(rendered_options(self, self._templar, _OPTIONS, done=given)))
        if options["value"] and options["query"] is not None:
            raise InputError("'query' picks from rows, so it cannot go with 'value'.")
        picker = compiled(options["query"]) if options["query"] is not None else None
        kind = "promql" if options["promql"] else "dql"
        statements = list(_statements(terms))
        queries = [
            query_of({kind: text}, options, f"Statement {number}" if len(statements) > 1 else "The statement")
            for number, text in enumerate(statements, 1)
        ]
        results = read_queries(client_of(settings), queries)
        if options["value"]:
            return make_unsafe([_value(result) for result in results])
        found = [row for result in results for row in result.rows]
        if picker:
            found = picker(found)
            if not isinstance(found, list):
                found = [] if found is None else [found]
        return make_unsafe(found)


def _statements(terms):
    """The statements; a list of them may be one term."""
    for term in terms:
        for one in term if isinstance(term, (list, tuple)) else [term]:
            if not isinstance(one, str) or not one.strip():
                raise InputError(f"A term is a statement such as M::`cpu`:(avg(`usage_total`)), not {one!r}.")
            yield str(one)
    if not terms:
        raise InputError("Give a statement as the term, such as M::`cpu`:(avg(`usage_total`)).")


def _value(result):
    if result.value is None and any(
        value is not None for table in result.tables for row in table.rows for value in row
    ):
        raise InputError(f"{result.query.place}: 'value' needs an answer of one value: one function, and no groups.")
    return result.value

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: truewatch_api
short_description: Read by any operation of the TrueWatch Open API
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Reads what an operation of the Open API of TrueWatch (Guance) answers, for what no other plugin of this collection
    reads.
  - An operation that changes something is refused. Use M(truewatch.openapi.truewatch_api) for it.
  - Parameters are checked against the vendor's reference before anything is sent.
extends_documentation_fragment:
  - truewatch.openapi.connection.plugin
  - truewatch.openapi.connection
options:
  _terms:
    description:
      - Names of operations, the C(operationId) of the vendor's reference, for example V(pipeline_list). The guide
        C(docs/coverage.md) lists all of them.
      - Either these or O(method) and O(path).
    type: list
    elements: str
  method:
    description: The HTTP method of O(path).
    type: str
    choices: [GET, POST, PUT, PATCH, DELETE]
  path:
    description:
      - The path of the route, for example V(/api/v1/pipeline/list), without the address of the service and without a
        query.
      - Values of placeholders are in the path itself, or in O(path_params) for V({pipeline_uuid}) in the path.
    type: str
  writes:
    description: Set it to V(false) for a route that only reads, is no V(GET), and that the reference does not have.
    type: raw
  path_params:
    description: Values of the placeholders in the path, by name.
    type: dict
  query_params:
    description:
      - Parameters of the query, by name. A list is sent as the reference says, mostly joined by commas, and a mapping
        as JSON. V(null) leaves a parameter out.
    type: dict
  body:
    description: The body of an operation that reads by V(POST), which is sent as JSON.
    type: raw
  all_pages:
    description: Read a list over all its pages. It is complete, or the lookup fails.
    type: raw
    default: false
  limit:
    description: Read at most this many rows of a list, over as many pages as that takes.
    type: raw
  query:
    description:
      - A JMESPath expression applied to what was answered; its result is returned.
      - Needs the Python library C(jmespath).
    type: str
  reveal_secrets:
    description:
      - Return the secrets in the answer, which are masked by default.
    type: raw
    default: false
  check_parameters:
    description: Check O(query_params) and O(body) against the reference. Switch it off for a parameter that is newer.
    type: raw
    default: true
notes:
  - A lookup runs each time its expression is evaluated. Keep what you need more than once with
    M(ansible.builtin.set_fact), since the service allows 20 requests per minute.
  - C(module_defaults) do not reach lookups. Set the connection through the variables C(truewatch_api_key),
    C(truewatch_region) and so on, or through the environment.
seealso:
  - module: truewatch.openapi.truewatch_api
  - plugin: truewatch.openapi.truewatch_objects
    plugin_type: lookup
"""

EXAMPLES = r"""
- name: Names of all pipelines
  ansible.builtin.debug:
    msg: "{{ query('truewatch.openapi.truewatch_api', 'pipeline_list', all_pages=true, query='[].name') }}"

- name: The workspace that the key belongs to
  ansible.builtin.debug:
    msg: "{{ lookup('truewatch.openapi.truewatch_api', 'workspace_get', query='name') }}"

- name: One note
  ansible.builtin.debug:
    msg: "{{ lookup('truewatch.openapi.truewatch_api', 'notes_get', path_params={'notes_uuid': note}) }}"

- name: A route that is newer than the reference
  ansible.builtin.debug:
    msg: "{{ query('truewatch.openapi.truewatch_api', method='GET', path='/api/v1/forecast/list', all_pages=true) }}"
"""

RETURN = r"""
_list:
  description:
    - What was answered, with O(query) what the expression picks of it. The rows of a list are members of their own, and
      anything else is the only member.
  type: list
  elements: raw
  sample:
    - name: nginx
      uuid: pl_7c9f6e0a52b04d0f8b3a8f5f2a1d6c3e
"""

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import (
    ApiError,
    MissingLibraryError,
    SettingsError,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._calls.call import Call
from ansible_collections.truewatch.openapi.plugins.module_utils._calls.request import METHODS, without_secret_options
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import EngineError, InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._files import plain
from ansible_collections.truewatch.openapi.plugins.module_utils._masking import masked_text
from ansible_collections.truewatch.openapi.plugins.module_utils._options import checked
from ansible_collections.truewatch.openapi.plugins.plugin_utils._options import (
    TypedOptions,
    client_of,
    refuse_unknown,
    rendered_options,
    settings_of,
)
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import make_unsafe

_OPTIONS = {
    "method": {"type": "str", "choices": list(METHODS)},
    "path": {"type": "str"},
    "writes": {"type": "bool"},
    "path_params": {"type": "dict", "default": {}},
    "query_params": {"type": "dict", "default": {}},
    "body": {"type": "raw"},
    "all_pages": {"type": "bool", "default": False},
    "limit": {"type": "int"},
    "query": {"type": "str"},
    "reveal_secrets": {"type": "bool", "default": False},
    "check_parameters": {"type": "bool", "default": True},
}


class LookupModule(TypedOptions, LookupBase):
    def run(self, terms, variables=None, **kwargs):
        secrets = without_secret_options(kwargs)[1]
        try:
            self.set_options(var_options=variables, direct=kwargs)
            return self._read(terms, {name for name, value in kwargs.items() if value is not None})
        except (ApiError, SettingsError, EngineError) as error:
            raise AnsibleLookupError(f"truewatch_api: {masked_text(str(error), secrets)}") from None
        except MissingLibraryError as error:
            raise AnsibleLookupError(f"truewatch_api: the Python library {error.name} is not installed.") from None

    def _read(self, terms, given):
        refuse_unknown(given, self.get_options(), {})
        # What stands in the expression has its final value: templates in it are text, and may be remote text.
        settings = settings_of(self, self._templar, done=given)
        options = checked(_OPTIONS, plain(rendered_options(self, self._templar, _OPTIONS, done=given)))
        calls = [Call({**options, **target}, reads_only=True) for target in _targets(terms, options)]
        client = client_of(settings)
        found = []
        for call in calls:
            result = call.send(client)
            content = result.get("result") if options["query"] is not None else result["content"]
            found += content if isinstance(content, list) else [] if content is None else [content]
        return make_unsafe(found)


def _targets(terms, options):
    """The operations that the terms name, or the route; a list of operations may be one term."""
    names = [one for term in terms for one in (term if isinstance(term, (list, tuple)) else [term])]
    wrong = [name for name in names if not isinstance(name, str) or not name.strip()]
    if wrong:
        raise InputError(f"A term is the name of an operation, such as pipeline_list, not {wrong[0]!r}.")
    has_route = [options[name] is not None for name in ("method", "path")]
    if any(has_route) is bool(names) or any(has_route) is not all(has_route):
        raise InputError("Give the name of an operation as the term, or 'method' and 'path'.")
    return [{"operation": str(name)} for name in names] or [{}]

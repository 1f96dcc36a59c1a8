# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # For every module; the argument specification with the same options is CONNECTION in module_utils/_ansible.py.
    DOCUMENTATION = r"""
options:
  api_key:
    description:
      - The secret of an API key. It also decides the workspace, since each key belongs to exactly one.
      - A key has an ID and a secret. Give the secret; older installations took the ID. The client token of a RUM
        application never works.
      - If not set, the environment variable E(TRUEWATCH_API_KEY) is used, then E(DF_API_KEY).
    type: str
  endpoint:
    description:
      - URL of the Open API, for example V(https://us1-openapi.truewatch.com), or the address of a private deployment.
      - One of O(endpoint) and O(region) is needed. If both are set, they must name the same service.
      - If not set, the environment variable E(TRUEWATCH_ENDPOINT) is used.
    type: str
  region:
    description:
      - Name of the site that the workspace is on, instead of its URL.
      - 'TrueWatch: V(us1) or V(oregon), V(eu1) or V(frankfurt), V(ap1) or V(singapore), V(za1) or V(southafrica),
        V(id1) or V(jakarta), V(alibaba), V(aws).'
      - 'Guance: V(cn1) or V(guance-hangzhou), V(cn2) or V(guance-ningxia), V(cn3) or V(guance-zhangjiakou), V(cn4) or
        V(guance-guangzhou), V(cn5) or V(guance-21vianet), V(cn6) or V(guance-hongkong), V(guance-us1) or
        V(guance-oregon), V(guance-eu1) or V(guance-frankfurt), V(guance-ap1) or V(guance-singapore), V(guance-za1) or
        V(guance-southafrica), V(guance-id1) or V(guance-jakarta), V(me1), V(guance-me1) or V(guance-uae).'
      - If not set, the environment variable E(TRUEWATCH_REGION) is used.
    type: str
  allow_http:
    description:
      - Whether an O(endpoint) that starts with C(http://) may be used, which sends the API key unencrypted.
      - Loopback addresses need no permission.
      - If not set, the environment variable E(TRUEWATCH_ALLOW_HTTP) is used.
    type: bool
    default: false
  validate_certs:
    description:
      - Whether the TLS certificate of the service is checked.
      - If not set, the environment variable E(TRUEWATCH_VALIDATE_CERTS) is used.
    type: bool
    default: true
  ca_path:
    description:
      - Path of a file or directory with the CA certificates to trust.
      - If not set, the environment variable E(TRUEWATCH_CA_PATH) is used, then E(REQUESTS_CA_BUNDLE) and
        E(CURL_CA_BUNDLE).
    type: path
  timeout:
    description:
      - Seconds without a sign of the service after which a request fails, and at most 10 of them to connect.
      - If not set, the environment variable E(TRUEWATCH_TIMEOUT) is used.
    type: float
    default: 60
  rate_limit:
    description:
      - How many requests to send at most, either per minute (V(20)) or per number of seconds (V(20/60)). All processes
        of this user on this machine that use the same key on the same endpoint count together.
      - If not set, there is no limit until the service refuses a request because of its own limit. From then on the
        documented limit of 20 requests per minute is kept, for an hour after the last refusal.
      - V(0) never keeps a limit. A refused request is still repeated.
      - If not set, the environment variable E(TRUEWATCH_RATE_LIMIT) is used.
    type: str
  rate_limit_timeout:
    description:
      - Seconds that one request may wait for the rate limit, in all its attempts. V(-1) means for ever, V(0) not at
        all.
      - If not set, the environment variable E(TRUEWATCH_RATE_LIMIT_TIMEOUT) is used.
    type: float
    default: 600
  total_timeout:
    description:
      - Seconds that all the requests and waits of one task, lookup or reading of an inventory may take together, from
        the first request on. V(0) means no limit. Each item of a loop counts for itself.
      - If not set, the environment variable E(TRUEWATCH_TOTAL_TIMEOUT) is used.
    type: float
    default: 0
  max_rows:
    description:
      - Rows that one list of the service may have. A list with more of them fails before it fills the memory. V(0)
        means no limit.
      - If not set, the environment variable E(TRUEWATCH_MAX_ROWS) is used.
    type: int
    default: 100000
  max_size:
    description:
      - Size in MiB that one answer of the service may have, and one list with all its pages. V(0) means no limit.
      - If not set, the environment variable E(TRUEWATCH_MAX_SIZE) is used.
    type: float
    default: 128
requirements:
  - requests
notes:
  - The service allows 20 requests per minute and key, and 200 per minute and workspace. Refused requests are repeated
    when the limit allows it, see O(rate_limit) and O(rate_limit_timeout).
  - Proxies are taken from the environment variables E(HTTPS_PROXY), E(HTTP_PROXY), E(ALL_PROXY) and E(NO_PROXY), never
    from the settings of the operating system.
  - The counts of O(rate_limit) are kept in files in E(TRUEWATCH_STATE_DIR), by default in C(truewatch-openapi) of the
    user's cache directory. They never hold the key. Forks and plays that share them create one object of a name,
    however many hosts run the task.
"""

    # For plugins, in addition to DOCUMENTATION: where else each option may be set. It comes first in the list of
    # fragments, since of two types the first counts: Ansible would turn any text that is no boolean into false.
    PLUGIN = r"""
options:
  api_key:
    env:
      - name: DF_API_KEY
      - name: TRUEWATCH_API_KEY  # the last one that is set counts
    vars:
      - name: truewatch_api_key
  endpoint:
    env:
      - name: TRUEWATCH_ENDPOINT
    vars:
      - name: truewatch_endpoint
  region:
    env:
      - name: TRUEWATCH_REGION
    vars:
      - name: truewatch_region
  allow_http:
    type: raw
    env:
      - name: TRUEWATCH_ALLOW_HTTP
    vars:
      - name: truewatch_allow_http
  validate_certs:
    type: raw
    env:
      - name: TRUEWATCH_VALIDATE_CERTS
    vars:
      - name: truewatch_validate_certs
  ca_path:
    env:
      - name: TRUEWATCH_CA_PATH
    vars:
      - name: truewatch_ca_path
  timeout:
    type: raw
    env:
      - name: TRUEWATCH_TIMEOUT
    vars:
      - name: truewatch_timeout
  rate_limit:
    env:
      - name: TRUEWATCH_RATE_LIMIT
    vars:
      - name: truewatch_rate_limit
  rate_limit_timeout:
    type: raw
    env:
      - name: TRUEWATCH_RATE_LIMIT_TIMEOUT
    vars:
      - name: truewatch_rate_limit_timeout
  total_timeout:
    type: raw
    env:
      - name: TRUEWATCH_TOTAL_TIMEOUT
    vars:
      - name: truewatch_total_timeout
  max_rows:
    type: raw
    env:
      - name: TRUEWATCH_MAX_ROWS
    vars:
      - name: truewatch_max_rows
  max_size:
    type: raw
    env:
      - name: TRUEWATCH_MAX_SIZE
    vars:
      - name: truewatch_max_size
"""

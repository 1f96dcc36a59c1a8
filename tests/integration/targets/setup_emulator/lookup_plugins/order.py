# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An order to the emulator in the middle of a play, or without a body a question. The answer is JSON.

``lookup('order', endpoint, route)``, or with a mapping as third term. A module would cost a process, and
``ansible.builtin.url`` a context of TLS.
"""

from __future__ import annotations

import http.client
import json
from urllib.parse import urlsplit

from ansible.plugins.lookup import LookupBase

DOCUMENTATION = """
name: order
short_description: Control the emulator
description: Controls the emulator.
"""


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        emulator, route, *bodies = terms
        connection = http.client.HTTPConnection(urlsplit(emulator).netloc)
        connection.request("POST" if bodies else "GET", f"/_emulator/{route}", *map(json.dumps, bodies))
        answer = connection.getresponse()
        text = answer.read().decode()
        if answer.status != 200:
            raise ValueError(text)
        return [text]

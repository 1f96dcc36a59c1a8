# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the file that the floor inventory plugin reads: what the real plugin makes of the same objects.

Run as a process of its own, so that the memory it takes is not inherited by what is measured.
"""

from __future__ import annotations

import json
import marshal
import re
import sys
from collections import defaultdict
from pathlib import Path

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.query import ObjectQuery
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.reader import read_objects

_PAGE = 1000


def main() -> None:
    """Arguments: URL, key, file to write, and in JSON {"compose": {variable: field}, "groups": {prefix: field}}."""
    url, key, path, shape = sys.argv[1:]
    shape = json.loads(shape)
    client = Client(Settings.from_options({"endpoint": url, "api_key": key}))
    rows = read_objects(client, ObjectQuery.from_options({"source": "dql"})).rows
    rows.sort(key=lambda row: row["host"])
    members = defaultdict(list)
    with Path(path).open("wb") as file:
        for start in range(0, len(rows), _PAGE):
            page = rows[start : start + _PAGE]
            marshal.dump([(row["host"], _variables(row, shape["compose"])) for row in page], file)
        marshal.dump([], file)
        for row in rows:
            for prefix, field in shape["groups"].items():
                value = row.get(field)
                for text in value if isinstance(value, list) else [value]:
                    if text is not None:
                        members[re.sub(r"\W", "_", f"{prefix}_{text}")].append(row["host"])
        marshal.dump(dict(members), file)


def _variables(row: dict, compose: dict) -> dict:
    variables = {f"tw_{field}": value for field, value in row.items() if value is not None}
    return {**variables, **{name: row[field] for name, field in compose.items() if row.get(field) is not None}}


if __name__ == "__main__":
    main()

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The end of the RETURN of every module, which ansible-core cannot share by a fragment: `make reference` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .paths import ROOT

#: Only in modules with the fragment kind.guarded: what a plan destroys is told where force is asked for.
_DANGERS = """\
dangers:
  description: What the change or deletion destroys besides the object, in words.
  returned: when it destroys something
  type: list
  elements: str
  sample: [deletes every log in it]
"""
_COMMON = """\
error:
  description: What the service answered, C(code), C(message), C(status), C(body_code), C(trace_id) and C(route).
  returned: when a request failed
  type: dict
  sample:
    code: ft.InvalidAPIKey
    message: Invalid request API KEY
    status: 403
    trace_id: TRACE-1E81F1DD-1276-48E1-8D48-51F35D1FB231
    route: GET /api/v1/dashboards/list
check_mode:
  description: V(true). C(ansible_check_mode) is only true with C(--check), this also with C(check_mode) of a task,
    block or play.
  returned: in check mode
  type: bool
  sample: true
api_calls:
  description: Number of requests sent.
  returned: always
  type: int
  sample: 2
waited_seconds:
  description: Time spent waiting for the API's rate limit.
  returned: when it waited
  type: float
  sample: 12.5
"""
_RETURN = re.compile(r'(?<=^RETURN = r""")\n(.*?)(?=^""")', re.MULTILINE | re.DOTALL)
_END = re.compile(r"^(?:dangers|error|check_mode|api_calls|waited_seconds):\n(?:[ ].*\n|\n)*", re.MULTILINE)


def outdated() -> Iterator[tuple[Path, str]]:
    """Each module whose RETURN ends otherwise, and the text that it should have."""
    for path in sorted((ROOT / "plugins" / "modules").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        end = (_DANGERS if "truewatch.openapi.kind.guarded\n" in text else "") + _COMMON
        right = _RETURN.sub(lambda match, end=end: "\n" + _END.sub("", match.group(1)).rstrip() + "\n" + end, text)
        if right != text:
            yield path, right


if __name__ == "__main__":
    for path, text in outdated():
        path.write_text(text, encoding="utf-8")

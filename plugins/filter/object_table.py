# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Objects as a table, for reports."""

from __future__ import annotations

DOCUMENTATION = r"""
name: object_table
short_description: Infrastructure objects as a table, in CSV or Markdown
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Turns objects, as M(truewatch.openapi.truewatch_object_info) returns them, into a table with the columns that you
    name. The playbook C(truewatch.openapi.object_report) uses it.
  - Names and values of the service are text, whatever is in them. In Markdown they are no markup. In CSV, text that a
    spreadsheet would take for a formula gets an apostrophe in front. Control characters become blanks.
  - A number stays a number, also a negative one.
options:
  _input:
    description: The objects.
    type: list
    elements: dict
    required: true
  columns:
    description:
      - The columns. Each is a field of the objects, such as V(host), V(os) or V(df_label), or one of the following.
      - V(label:NAME) is V(yes) for an object with the label V(NAME), and the value for one with a label V(NAME:value)
        or V(NAME=value).
      - V(last_report) is the time of the last report, in UTC. V(silent) is V(yes) for an object that has not reported
        since O(silent_before).
      - A field that no object has is an error, which names the nearest fields, unless it is in O(optional).
    type: list
    elements: str
    required: true
  order_by:
    description:
      - Columns and fields to sort by. A V(-) in front sorts in descending order.
      - Versions are compared as versions if all values of the field are, so V(1.9.0) is before V(1.10.0), and
        V(1.72.1-rc1) before V(1.72.1). Numbers are before texts. Objects without the field come last.
    type: list
    elements: str
    default: []
  older_than:
    description:
      - Fields that hold a version, each with the version that an object must be older than to be in the table.
      - An object without the field, or whose value is no version, is in the table, too.
    type: dict
    default: {}
  optional:
    description: Fields that need not be in any object.
    type: list
    elements: str
    default: []
  silent_before:
    description: The time since which an object must have reported to not be silent, in milliseconds since 1970.
    type: float
  form:
    description: The form of the table.
    type: str
    choices: [csv, markdown]
    default: csv
"""

EXAMPLES = r"""
- name: Read all hosts
  truewatch.openapi.truewatch_object_info:
    fields: [host, os, datakit_ver]
  register: hosts

- name: Write those whose DataKit is older than 1.70.0, the oldest first
  ansible.builtin.copy:
    content: >-
      {{ hosts.objects | truewatch.openapi.object_table(columns=['host', 'os', 'datakit_ver'], order_by=['datakit_ver'],
                                                        older_than={'datakit_ver': '1.70.0'}) }}
    dest: "{{ playbook_dir }}/datakit.csv"
    mode: "0644"
"""

RETURN = r"""
_value:
  description: The table, with a line for the names of the columns and one for each object.
  type: str
"""

import csv
import io
import re
import time
import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.words import did_you_mean
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.classes import LABELS
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.rows import as_text, labels_of, last_report
from ansible_collections.truewatch.openapi.plugins.plugin_utils._unsafe import make_unsafe

_LABEL = "label:"
_LAST_REPORT = "last_report"
_SILENT = "silent"
_VERSION = re.compile(
    r"[vV]?(?P<numbers>\d+(?:\.\d+)*)(?:-?(?P<before>[A-Za-z0-9][A-Za-z0-9.-]*))?(?:\+\S*)?", re.ASCII
)
#: Control characters, halves of characters, and marks of direction.
_UNSHOWABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
#: What spreadsheets begin a formula with, in their wide forms too, also behind blanks.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def object_table(
    objects: t.Any,
    columns: list[str],
    order_by: t.Sequence[str] = (),
    older_than: t.Mapping[str, str] | None = None,
    optional: t.Sequence[str] = (),
    silent_before: float = 0,
    form: str = "csv",
) -> str:
    """The objects as a table in CSV or Markdown."""
    if form not in ("csv", "markdown"):
        raise AnsibleFilterError(f"object_table: 'form' is {form!r}: give csv or markdown.")
    rows, limits = list(objects), dict(older_than or {})
    order = [(text.lstrip("-"), text.startswith("-")) for text in map(str, order_by)]
    known = {*optional} | {str(field) for row in rows for field, value in row.items() if value is not None}
    for field in dict.fromkeys([*columns, *(field for field, _descending in order), *limits]):
        if rows and not _is_derived(field) and field not in known:
            raise AnsibleFilterError(f"No object has the field '{field}'{did_you_mean(field, known)}.")
    rows = [row for row in rows if all(_is_older(row.get(field), limit) for field, limit in limits.items())]
    rows = _ordered(rows, order, silent_before)
    cells = [[_value(row, column, silent_before) for column in columns] for row in rows]
    return make_unsafe((_csv if form == "csv" else _markdown)([list(columns), *cells]))


def version_key(value: t.Any) -> tuple | None:
    """What sorts versions; None for what is none. A suffix, such as ``-rc1``, is before the release."""
    found = _VERSION.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    numbers = [int(part) for part in found["numbers"].split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    parts = re.findall(r"\d+|[A-Za-z]+", found["before"] or "")
    before = tuple((0, int(part), "") if part.isdigit() else (1, 0, part.lower()) for part in parts)
    return tuple(numbers), not parts, before


def _is_derived(column: str) -> bool:
    return column in (_LAST_REPORT, _SILENT) or column.startswith(_LABEL)


def _is_older(value: t.Any, limit: str) -> bool:
    wanted, actual = version_key(limit), version_key(value)
    if wanted is None:
        raise AnsibleFilterError(
            f"object_table: 'older_than' holds {limit!r}: give a version as text, such as '1.72.0'."
        )
    return actual is None or actual < wanted


def _value(row: dict, column: str, silent_before: float) -> t.Any:
    if column == _LAST_REPORT:
        at = last_report(row)
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at / 1000)) if at else None
    if column == _SILENT:
        return "yes" if last_report(row) < silent_before else "no"
    if column.startswith(_LABEL):
        return _of_label(labels_of(row.get(LABELS)), column[len(_LABEL) :])
    value = row.get(column)
    return " ".join(map(as_text, value)) if isinstance(value, list) else value


def _of_label(labels: list[str], name: str) -> str | None:
    if name in labels:
        return "yes"
    values = [label[len(name) + 1 :] for label in labels if label.startswith((f"{name}:", f"{name}="))]
    return " ".join(values) or None


def _ordered(rows: list[dict], order: list[tuple[str, bool]], silent_before: float) -> list[dict]:
    for field, descending in reversed(order):
        keyed = [(_value(row, field, silent_before), row) for row in rows]
        present = [pair for pair in keyed if pair[0] is not None and pair[0] != ""]
        versions = [version_key(value) for value, _row in present]
        keys = [_rank(value) for value, _row in present] if None in versions else versions
        numbers = sorted(range(len(present)), key=keys.__getitem__, reverse=descending)
        rows = [present[number][1] for number in numbers] + [
            row for value, row in keyed if value is None or value == ""
        ]
    return rows


def _rank(value: t.Any) -> tuple:
    return (0, value, "") if isinstance(value, (int, float)) else (1, 0, as_text(value))


def _shown(value: t.Any) -> str:
    return _UNSHOWABLE.sub(" ", "" if value is None else as_text(value))


def _csv(lines: list[list[t.Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([[_cell(value) for value in line] for line in lines])
    return text.getvalue()


def _cell(value: t.Any) -> str:
    text = _shown(value)
    return f"'{text}" if _FORMULA.match(text) and not isinstance(value, (int, float)) else text


def _markdown(lines: list[list[t.Any]]) -> str:
    head, *rows = [[_code(value) for value in line] for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, ["---"] * len(head), *rows]) + "\n"


def _code(value: t.Any) -> str:
    """Text in a code span, without the characters that would end the span, the cell or the line."""
    text = re.sub(r"[`|\s]+", " ", _shown(value)).strip()
    return f"`{text}`" if text else ""


class FilterModule:
    """What Ansible asks for."""

    def filters(self) -> dict[str, t.Callable]:
        """The filters by name."""
        return {"object_table": object_table}

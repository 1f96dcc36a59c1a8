# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of objects, and the store that holds those of a workspace."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable
from typing import Any

REPORT_SECONDS = 300  # DataKit reports an object every five minutes
LABEL_CACHE_SECONDS = 300  # "normally at most 5 minutes" (vendor reference: label list)
OBJECTS, CUSTOM = "O", "CO"

DQL_ROW_CAP = 10_000  # the most rows of one DQL answer; no maximum is documented

ClassKey = tuple[str, str]  # namespace (OBJECTS or CUSTOM) and class

_SERIALS = itertools.count()


@dataclasses.dataclass(slots=True)
class Row:
    """One object. fields: its columns that never change; they win over the computed ones.

    phase: at which second of each reporting interval it reports. stopped: seconds before the seeding at which it
    reported for the last time, None while it lives. labels: until somebody sets others. message: makes the JSON text.
    """

    fields: dict[str, Any]
    phase: int = 0
    stopped: int | None = None
    labels: tuple[str, ...] = ()
    message: Callable[[dict[str, Any]], str] | None = None


class Objects:
    """The objects of one workspace: seeded ones, which workspaces share and nobody changes, and added ones."""

    def __init__(self, seeded: Callable[[], dict[ClassKey, list[Row]]] = dict, epoch: float = 0.0) -> None:
        """seeded: makes the seeded rows when they are first read. epoch: Unix seconds of the seeding."""
        self.row_cap = DQL_ROW_CAP
        self._serial = next(_SERIALS)
        self._seeded = seeded
        self._epoch = epoch
        self._by_name: dict[ClassKey, tuple[int, list[Row]]] = {}
        self._added: dict[ClassKey, list[Row]] = {}
        self._labels: dict[tuple[str, str], list[str]] = {}  # (class, name) -> labels set by a call
        self._shown_labels: dict[tuple[str, str], list[str]] = {}
        self._shown_since: float | None = None
        self._rows_version = 0
        self._labels_version = 0

    def classes(self, namespace: str) -> list[str]:
        return sorted({name for held, name in (*self._seeded(), *self._added) if held == namespace})

    def rows(self, key: ClassKey) -> list[Row]:
        seeded, added = self._seeded().get(key, []), self._added.get(key, [])
        return seeded + added if added else seeded

    def rows_by_name(self, key: ClassKey) -> list[Row]:
        """The rows of a class in a stable order."""
        version, rows = self._by_name.get(key, (-1, []))
        if version != self._rows_version:
            rows = sorted(self.rows(key), key=lambda row: (str(row.fields.get("name", "")), row.fields["__docid"]))
            self._by_name[key] = (self._rows_version, rows)
        return rows

    def add(self, key: ClassKey, rows: Iterable[Row]) -> None:
        self._added.setdefault(key, []).extend(rows)
        self._rows_version += 1

    @property
    def version(self) -> tuple[int, int, int]:
        """Differs from that of any other store, and whenever a read could answer other rows or labels."""
        return self._serial, self._rows_version, self._labels_version

    # Columns

    def value(self, row: Row, column: str, now: float) -> Any:
        """A column of a row at a time (Unix seconds); None when the row has no such column."""
        if column in row.fields:
            return row.fields[column]
        computed = _COMPUTED.get(column)
        return computed(self, row, now) if computed else None

    def reported(self, row: Row, now: float) -> int:
        """When the row reported last, in Unix milliseconds."""
        if row.stopped is not None:
            return int((self._epoch - row.stopped) * 1000)
        whole = int(now)
        return (whole - (whole - row.phase) % REPORT_SECONDS) * 1000

    def flat(self, row: Row, now: float) -> dict[str, Any]:
        """Every column that the row has."""
        computed = {name: function(self, row, now) for name, function in _COMPUTED.items()}
        return {**{name: value for name, value in computed.items() if value is not None}, **row.fields}

    def refresh(self, now: float) -> None:
        """Renew the labels when that is due, which changes the version."""
        self.labels_shown(now)

    # Labels

    def labels(self, row: Row, now: float) -> list[str]:
        """The labels of a row as reads show them."""
        key = (row.fields.get("class", ""), row.fields.get("name", ""))
        return self.labels_shown(now).get(key, list(row.labels))

    def labels_shown(self, now: float) -> dict[tuple[str, str], list[str]]:
        """The labels that calls have set, as a copy that is up to LABEL_CACHE_SECONDS old."""
        if self._shown_since is None or now - self._shown_since >= LABEL_CACHE_SECONDS:
            self._shown_labels = dict(self._labels)
            self._shown_since = now
            self._labels_version += 1
        return self._shown_labels

    def set_labels(self, class_name: str, name: str, labels: list[str]) -> None:
        self._labels[class_name, name] = labels

    # What outlives a restart: added rows and labels. Seeded rows are made anew.

    def dump_rows(self) -> list[list[Any]]:
        return [[*key, row.fields, row.labels] for key, rows in self._added.items() for row in rows]

    def dump_labels(self) -> list[list[Any]]:
        return [[*key, labels] for key, labels in self._labels.items()]

    def load(self, rows: list[list[Any]], labels: list[list[Any]]) -> None:
        for namespace, class_name, fields, own_labels in rows:
            self.add((namespace, class_name), [Row(fields, labels=tuple(own_labels))])
        self._labels = {(class_name, name): names for class_name, name, names in labels}


_COMPUTED: dict[str, Callable[[Objects, Row, float], Any]] = {
    "time": Objects.reported,
    "last_update_time": Objects.reported,
    "df_label": lambda objects, row, now: objects.labels(row, now) or None,
    "message": lambda objects, row, now: row.message(row.fields) if row.message else None,
}

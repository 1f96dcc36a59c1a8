# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dashboards and monitors of realistic size: the vendor's where they lie beside the checkout, else the project's."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

from dev.paths import ROOT, SAMPLE_DATA


def dashboards(count: int) -> Iterator[dict]:
    """Exports of dashboards, each with a title of its own; 6 to 120 kB each when they are the vendor's."""
    folder = SAMPLE_DATA / "dashboards"
    sources = _documents(folder if folder.is_dir() else ROOT / "playbooks" / "files" / "dashboards")
    for number, template in enumerate(itertools.islice(itertools.cycle(sources), count)):
        yield {**template, "title": f"Dashboard {number:04}"}


def monitors(count: int) -> Iterator[dict]:
    """Exports of monitors, each with a title of its own."""
    folder = SAMPLE_DATA / "monitors"
    packs = _documents(folder) if folder.is_dir() else [{"checkers": [_monitor()]}]
    sources = [checker for pack in packs for checker in pack["checkers"]]
    for number, checker in enumerate(itertools.islice(itertools.cycle(sources), count)):
        script = checker["jsonScript"]
        name = "title" if "title" in script else "name"
        yield {**checker, "jsonScript": {**script, name: f"Monitor {number:04}"}}


def write(documents: Iterator[dict], folder: Path) -> list[Path]:
    """One file per document, numbered."""
    folder.mkdir(parents=True)
    paths = []
    for number, document in enumerate(documents):
        paths.append(folder / f"{number:04}.json")
        paths[-1].write_text(json.dumps(document), encoding="utf-8")
    return paths


def _documents(folder: Path) -> list[dict]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def _monitor() -> dict:
    query = "M::cpu:(AVG(`usage_total`) AS `Result`) BY `host`"
    return {
        "extend": {"querylist": [{"datasource": "dataflux", "qtype": "dql", "query": {"alias": "Result", "q": query}}]},
        "jsonScript": {
            "title": "Processor in use",
            "type": "simpleCheck",
            "every": "1m",
            "interval": 300,
            "groupBy": ["host"],
            "message": "The processor of {{ host }} is {{ Result }} % in use.",
            "targets": [{"alias": "Result", "dql": query}],
            "checkerOpt": {
                "rules": [
                    {
                        "status": "critical",
                        "conditionLogic": "and",
                        "conditions": [{"alias": "Result", "operator": ">=", "operands": ["90"]}],
                    }
                ]
            },
        },
    }

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A loop over unchanged objects: in process, as an ordinary module, and as plain reads of the same content with uri."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from . import content
from .measure import in_turns, median, ratio
from .report import Report
from .stage import Outcome, Stage, stage


class _Kind(NamedTuple):
    """What to loop over. title: of a document. read: arguments of uri that get the content of one object."""

    name: str
    documents: Callable[[int], Iterator[dict]]
    title: Callable[[dict], str]
    read: dict


def _monitor_title(document: dict) -> str:
    script = document["jsonScript"]
    return script.get("title") or script["name"]


_DASHBOARD = _Kind(
    "dashboard",
    content.dashboards,
    lambda document: document["title"],
    {"url": "{{ endpoint }}/api/v1/dashboards/{{ item }}/export"},
)
_MONITOR = _Kind(
    "monitor",
    content.monitors,
    _monitor_title,
    {
        "url": "{{ endpoint }}/api/v1/checker/export",
        "method": "POST",
        "body_format": "json",
        "body": {"checkers": ["{{ item }}"]},
    },
)


def dashboards(report: Report, quick: bool) -> None:
    _measure(report, _DASHBOARD, quick)


def monitors(report: Report, quick: bool) -> None:
    _measure(report, _MONITOR, quick)


def _measure(report: Report, kind: _Kind, quick: bool) -> None:
    count, fewer, runs = (10, 3, 1) if quick else (100, 20, 3)
    with stage() as here:
        documents = list(kind.documents(count))
        files = content.write(iter(documents), here.folder / "files")
        items = [
            {"name": kind.title(document), "src": str(file)} for document, file in zip(documents, files, strict=True)
        ]
        created = _by_module(here, kind, items)
        uuids = [one[kind.name]["uuid"] for one in created.tasks[0]["result"]["results"]]
        fast, module, uri = in_turns(
            runs,
            partial(_unchanged, here, kind, items),
            partial(_unchanged, here, kind, items[:fewer], truewatch_fast_path=False),
            partial(_by_uri, here, kind, uuids[:fewer]),
        )
        size = sum(file.stat().st_size for file in files) / count / 1000
    report.note(
        f"Unchanged {kind.name}s, {size:.0f} kB each, in a loop. Seconds are those of the task, as a callback\n"
        f"sees it, without the start of Ansible, and compared per item; median of {runs}."
    )

    def per_item(outcome: Outcome) -> float:
        return outcome.task_seconds / len(outcome.tasks[0]["result"]["results"])

    def row(name: str, outcomes: list[Outcome]) -> list[str]:
        requests = outcomes[0].requests
        return [
            name,
            str(len(outcomes[0].tasks[0]["result"]["results"])),
            f"{median(outcomes, lambda one: one.task_seconds):.2f}",
            f"{1000 * median(outcomes, per_item):.1f}",
            f"{ratio(uri, outcomes, per_item):.1f} x",
            str(requests.count),
            f"{median(outcomes, lambda one: one.requests.ms):.0f}",
        ]

    heads = ["way", "items", "seconds", "ms per item", "quicker than uri", "requests", "ms in emulator"]
    report.table(heads, [row("fast path", fast), row("ordinary module", module), row("ansible.builtin.uri", uri)])
    quicker = ratio(uri, fast, per_item)
    report.goal("the fast path is at least 20 times quicker than uri", f"{quicker:.1f} times", quicker >= 20)
    most = max(one.requests.count for one in fast)
    report.at_most(fast[0].requests.lists + count, most, f"requests for {count} items (list pages + one export each):")


def _by_module(here: Stage, kind: _Kind, items: list[dict], **variables: object) -> Outcome:
    arguments = {"name": "{{ item.name }}", "src": "{{ item.src }}"}
    return here.play({f"truewatch.openapi.truewatch_{kind.name}": arguments, "loop": items}, **variables)


def _unchanged(here: Stage, kind: _Kind, items: list[dict], **variables: object) -> Outcome:
    outcome = _by_module(here, kind, items, **variables)
    if outcome.tasks[0]["result"]["changed"]:
        raise RuntimeError("something was changed: there is nothing to compare")
    return outcome


def _by_uri(here: Stage, kind: _Kind, uuids: list[str]) -> Outcome:
    request = {**kind.read, "headers": {"DF-API-KEY": "{{ key }}"}, "return_content": True}
    task = {"ansible.builtin.uri": request, "loop": uuids}
    return here.play(task, endpoint=here.environment["TRUEWATCH_ENDPOINT"], key=here.environment["TRUEWATCH_API_KEY"])

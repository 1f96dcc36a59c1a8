# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the callback plugin adds to a play: the time within its hooks and imports, which no noise of a machine hides."""

from __future__ import annotations

from .measure import median
from .report import Report
from .stage import stage


def run(report: Report, quick: bool) -> None:
    count, runs = (50, 1) if quick else (500, 3)
    shares, sent = [], []
    with stage() as here:
        hooks = here.folder / "hooks"
        enabled = "hook_times,truewatch.openapi.truewatch_events"
        failing = {"ansible.builtin.fail": {"msg": "a reason"}, "ignore_errors": True}
        tasks = [{"ansible.builtin.debug": {"msg": "x"}} for _number in range(count - 5)] + [failing] * 5
        here.environment.update(BENCHMARK_HOOKS=str(hooks), ANSIBLE_CALLBACKS_ENABLED=enabled)
        for _run in range(runs):
            outcome = here.play(*tasks)
            shares.append((float(hooks.read_text()), outcome.usage.seconds))
            sent.append(outcome.requests.count)
    spent, seconds = median(shares, lambda one: one[0]), median(shares, lambda one: one[1])
    report.note(f"A play of {count} tasks on one host; median of {runs}.")
    report.table(
        ["seconds of the play", "of them in the callback", "share", "requests"],
        [[f"{seconds:.1f}", f"{spent:.3f}", f"{100 * spent / seconds:.2f} %", str(max(sent))]],
    )
    share = 100 * median(shares, lambda one: one[0] / one[1])
    report.goal("the callback adds less than 1 %", f"{share:.2f} %", share < 1)
    report.at_most(3, max(sent), "requests of a run:")

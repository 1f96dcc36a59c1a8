# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a run, which is its memory too: the next run asks what it does not answer."""

from __future__ import annotations

import json
import os
import time
import typing as t

from .._engine.errors import EngineError, InputError
from .._writing import kept
from .facts import SECTIONS

FORMAT = 1
CONFIRMED, DIFFERS, UNKNOWN = "confirmed", "differs", "unknown"
_MEANINGS = {
    DIFFERS: "The service answers otherwise than the collection counts on.",
    UNKNOWN: "The question could not be answered, for the reason beside it. Another run asks it again.",
    CONFIRMED: "The service answers as the collection counts on.",
}


class Report:
    """What is known of one service.

    path: of the JSON file; the page lies beside it. fingerprint: stands for endpoint and key. not_exercised: what the
    suite never writes, with the reason.
    """

    def __init__(self, dest: str, fingerprint: str, not_exercised: t.Mapping[str, str], anew: bool = False) -> None:
        dest = os.path.abspath(os.path.expanduser(dest))
        self.path = os.path.join(dest, "conformance.json")
        self.page = os.path.join(dest, "conformance.md")
        self.fingerprint = fingerprint
        self.not_exercised = not_exercised
        #: Whether a file was written.
        self.changed = False
        #: Name of a question -> what is known: status, answer, expects, reason, exchanges.
        self.answers: dict[str, dict] = {} if anew else self._read()

    def _read(self) -> dict[str, dict]:
        if not os.path.lexists(self.path):
            return {}
        try:
            with open(self.path, encoding="utf-8") as file:
                known = json.load(file)
            if known["format"] != FORMAT or not all(isinstance(one, dict) for one in known["answers"].values()):
                raise ValueError
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            raise InputError(
                f"'{self.path}' is no report of this suite: give another 'dest', or move the file away."
            ) from None
        if known.get("workspace") != self.fingerprint:
            raise InputError(
                f"'{self.path}' is the report of another endpoint or key: give another 'dest', or set 'anew: true' to "
                "replace it."
            )
        return known["answers"]

    def is_answered(self, question: str) -> bool:
        """Whether the service has answered the question already."""
        return self.answers.get(question, {}).get("status") in (CONFIRMED, DIFFERS)

    def note(self, question, answer: str, exchanges: t.Callable[[], list]) -> None:
        """Take down an answer; the exchanges are shown where it differs."""
        if answer == question.expects:
            self.answers[question.name] = {"status": CONFIRMED, "answer": answer}
            return
        variant = question.variants.get(answer)
        self.answers[question.name] = {
            "status": DIFFERS,
            "answer": answer,
            "expects": question.expects,
            **({"variant": variant} if variant else {}),
            "exchanges": exchanges(),
        }

    def note_unknown(self, question, reason: str) -> None:
        """Take down why a question has no answer."""
        self.answers[question.name] = {"status": UNKNOWN, "reason": reason}

    def of_status(self, status: str) -> list[str]:
        """The questions of a status."""
        return [name for name, known in self.answers.items() if known["status"] == status]

    def summary(self) -> dict[str, int]:
        """How many questions have each status."""
        return {status: len(self.of_status(status)) for status in (CONFIRMED, DIFFERS, UNKNOWN)}

    def write(self, texts: t.Mapping[str, t.Sequence[str]], now: float) -> None:
        """Write both files; ``texts`` has the statements that each question decides."""
        ordered = {name: self.answers[name] for name in texts if name in self.answers}
        known = {
            "format": FORMAT,
            "workspace": self.fingerprint,
            "answers": {**ordered, **self.answers},
            "not_exercised": self.not_exercised,
        }
        files = {self.path: json.dumps(known, indent=1, ensure_ascii=False) + "\n", self.page: self._page(texts, now)}
        try:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
        except OSError as error:
            raise EngineError(f"'{os.path.dirname(self.path)}' cannot be made: {error.strerror}.") from None
        states = {kept(path, text.encode(), None, False) for path, text in files.items()}
        self.changed = self.changed or states != {"unchanged"}

    def _page(self, texts: t.Mapping[str, t.Sequence[str]], now: float) -> str:
        summary = ", ".join(f"{count} {status}" for status, count in self.summary().items())
        day = time.strftime("%Y-%m-%d", time.gmtime(now))
        lines = ["# Conformance report", "", f"{summary}. Written on {day}."]
        for status, meaning in _MEANINGS.items():
            of_status = set(self.of_status(status))
            names = [name for name in {**dict.fromkeys(texts), **self.answers} if name in of_status]
            if names:
                lines += ["", f"## {status.capitalize()}", "", meaning, ""]
            for name in names:
                lines += self._entry(name, texts.get(name, ()))
        lines += ["", "## Not exercised", "", "The suite never writes these.", ""]
        lines += [f"- {what}: {reason}." for what, reason in self.not_exercised.items()]
        lines += ["", "## Not asked", "", "No request decides these statements.", ""]
        lines += [f"- {fact.text}: {fact.undecided}." for part in SECTIONS for fact in part.facts if fact.undecided]
        return "\n".join(lines) + "\n"

    def _entry(self, name: str, texts: t.Sequence[str]) -> t.Iterator[str]:
        known = self.answers[name]
        statement = " / ".join(texts)
        if known["status"] == CONFIRMED:
            yield f"- `{name}`: {known['answer']}. {statement}"
        elif known["status"] == UNKNOWN:
            yield f"- `{name}`: {known['reason']}. {statement}"
        else:
            yield f"### `{name}`"
            yield f"\n{statement}\n"
            yield f"Expected: {known['expects']}. Answer: **{known['answer']}**.\n"
            yield f"```json\n{json.dumps(known['exchanges'], indent=1, ensure_ascii=False)}\n```\n"

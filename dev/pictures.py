# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The pictures of README and guides, and a recording of the demo: `make pictures` writes them to ``docs/pictures``.

All of them show one real run of the demo on the emulator. What differs from run to run (folders, ports, uuids) is
replaced, so that the same code gives the same bytes.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rich.console import Console
from rich.markdown import Markdown
from rich.text import Text

from .demo import COLLECTIONS, Terminal, play
from .paths import COLLECTION, NAME, NAMESPACE, ROOT, WORK

PICTURES = ROOT / "docs" / "pictures"
RECORDING = "demo.cast"

_WIDTH = 132
_HEIGHT = 40
_CODES = re.compile(r"\033\[[0-9;]*m")
#: Seconds of the recording before a line: enough to read a title, time to see a command, then quick.
_PAUSES = {"title": 1.5, "command": 1.0, "output": 0.04}


class Line(NamedTuple):
    """What the demo printed: ``how`` is title, command or output; ``text`` has colours and no end of line."""

    how: str
    text: str


class Picture(NamedTuple):
    """Which part of the demo a picture shows.

    ``step`` is the number of a step; of its output it shows the blocks (parted by empty lines) that begin with one of
    ``blocks``, or all of it without any. With ``is_page`` these are Markdown, and drawn as the page that it means.
    """

    title: str
    step: int
    blocks: tuple[str, ...] = ()
    is_page: bool = False


def _task(name: str) -> str:
    return rf"TASK \[(\S+ : )?{name}"


PICTURES_OF = {
    "chart-diff.svg": Picture("A changed chart in check mode", 3, (_task("Apply the dashboards"),)),
    "inventory.svg": Picture("Hosts as inventory", 5),
    "drift.svg": Picture("A drift report", 11, ("## ",), is_page=True),
    "gate.svg": Picture(
        "A gate stops a rollout",
        12,
        ("- name", "PLAY RECAP", *map(_task, ("Install the release", "Stop the rollout"))),
    ),
}


class Recorder(Terminal):
    """A terminal in colour that keeps what it is given instead of showing it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.is_tty = True
        self.lines: list[Line] = []
        self._folder = folder

    def title(self, text: str) -> None:
        self._keep("title", self._styled("1", f"== {text}"))

    def command(self, text: str) -> None:
        self._keep("command", self._styled("1;36", f"$ {text}"))

    def note(self, text: str) -> None:
        """Leave out times and counts of requests, which differ from run to run."""

    def output(self, text: str) -> None:
        """Keep all but lines of progress, whose number depends on the machine."""
        if not text.startswith("truewatch: "):
            self._keep("output", text)

    def _keep(self, how: str, text: str) -> None:
        self.lines += [Line(how, self._settled(line)) for line in text.rstrip("\n").split("\n")]

    def _settled(self, text: str) -> str:
        """The text without what differs from machine to machine and from run to run."""
        collection = COLLECTIONS / "ansible_collections" / NAMESPACE / NAME
        for place in (f"{collection}/", f"{self._folder}/", f"{WORK}/"):
            text = text.replace(place, "")
        text = re.sub(r"http://127\.0\.0\.1:\d+", "http://127.0.0.1:8529", text)
        text = re.sub(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "2026-11-23T22:00:00Z", text)
        return re.sub(r"\b(?!dsbd_custom)([a-z]+)_[0-9a-f]{32}\b", r"\1_0123456789abcdef0123456789abcdef", text)


def record() -> list[Line]:
    """Run the demo and return what it printed. Raises DemoError when a step of it fails."""
    with TemporaryDirectory(prefix="truewatch-demo-") as folder:
        recorder = Recorder(Path(folder))
        play(Path(folder), recorder)
    return recorder.lines


def pictures(lines: list[Line]) -> dict[str, str]:
    """The content of each file of ``docs/pictures``, by name."""
    made = {name: _svg(name, picture, list(_part(lines, picture))) for name, picture in PICTURES_OF.items()}
    return {**made, RECORDING: _cast(lines)}


def _part(lines: list[Line], picture: Picture) -> Iterator[str]:
    """The lines that a picture shows. Raises ValueError when the demo does not print them."""
    titles = [i for i, line in enumerate(lines) if line.how == "title"]
    (begin,) = (i for i in titles if f"== {picture.step}. " in lines[i].text)
    end = min(i for i in titles if i > begin)
    commands, output = [], ""
    for line in lines[begin + 1 : end]:
        if line.how == "command":
            if output.strip():
                yield from _blocks(commands, output, picture)
                commands, output = [], ""
            commands.append(line.text)
        else:
            output += line.text + "\n"
    yield from _blocks(commands, output, picture)


def _blocks(commands: list[str], output: str, picture: Picture) -> Iterator[str]:
    yield from commands
    parts = [part for part in re.split(r"\n{2,}(?=\S*(?:PLAY|TASK) )", output.strip("\n")) if part.strip()]
    if picture.blocks:
        parts = [part for part in parts if _is_shown(_CODES.sub("", part).lstrip(), picture.blocks)]
    for part in parts:
        yield from _without_quote(part.strip("\n").split("\n"))
        yield ""


def _is_shown(part: str, blocks: tuple[str, ...]) -> bool:
    return bool(re.match("|".join(blocks), part)) and "skipping:" not in part


def _without_quote(lines: list[str]) -> Iterator[str]:
    """The lines without the source of a failed task, which ansible-core quotes since 2.19."""
    is_quoted = False
    for line in lines:
        plain = _CODES.sub("", line)
        is_quoted = is_quoted or plain.startswith("Origin: ")
        if not is_quoted:
            yield line
        elif plain.strip().startswith("^ column"):
            is_quoted = False


def _svg(name: str, picture: Picture, lines: list[str]) -> str:
    console = Console(record=True, width=_WIDTH, file=StringIO(), force_terminal=True, legacy_windows=False)
    while lines and not lines[-1]:
        lines.pop()
    page: list[str] = []
    for line in lines:
        if picture.is_page and not _CODES.sub("", line).startswith("$ "):
            page.append(line)
        else:
            console.print(Text.from_ansi(line), soft_wrap=False, crop=False, overflow="fold")
    console.print(Markdown(_unfolded("\n".join(page)), code_theme="ansi_dark"))
    svg = console.export_svg(title=picture.title, unique_id=Path(name).stem)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def _unfolded(markdown: str) -> str:
    """The text with what is folded open, in Markdown instead of the few tags of HTML that folds need."""
    for tags, mark in (
        (r"</?details>", ""),
        (r"<summary>", "▼ "),
        (r"</summary>", ""),
        (r"</?b>", "**"),
        (r"</?code>", "`"),
    ):
        markdown = re.sub(tags, mark, markdown)
    return html.unescape(markdown)


def _cast(lines: list[Line]) -> str:
    """The demo as asciinema plays it: https://docs.asciinema.org/manual/asciicast/v2/"""
    header = {"version": 2, "width": _WIDTH, "height": _HEIGHT, "title": f"make demo ({COLLECTION})"}
    events, now = [], 0.0
    for line in lines:
        now += _PAUSES[line.how]
        text = f"\r\n{line.text}\r\n\r\n" if line.how == "title" else f"{line.text}\r\n"
        events.append([round(now, 2), "o", text])
    return "".join(json.dumps(part, ensure_ascii=False) + "\n" for part in [header, *events])


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    for name, content in pictures(record()).items():
        (PICTURES / name).write_text(content, encoding="utf-8")
        print(f"docs/pictures/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Links of the pages in the archive. In the repository they are relative, so that they work in every branch.

Galaxy and Automation Hub show the README alone, so all of its links become full addresses. Other pages keep links to
what the archive contains; links to what it does not contain, such as ``dev``, become full addresses. The address of
the repository stands in ``galaxy.yml``. `make build` runs this on its copy of the collection.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import yaml

_LINK = re.compile(r"(\]\()([^)\s#]+)(#[^)\s]*)?(\))")


def write(collection: Path) -> None:
    """Rewrite the links in the pages of a copy of the collection."""
    galaxy = yaml.safe_load((collection / "galaxy.yml").read_text())
    for page in pages(collection):
        text = page.read_text(encoding="utf-8")
        fresh = full(text, page.relative_to(collection), galaxy)
        if fresh != text:
            page.write_text(fresh, encoding="utf-8")


def pages(collection: Path) -> Iterator[Path]:
    for pattern in ("*.md", "docs/*.md", "roles/*/README.md"):
        yield from sorted(collection.glob(pattern))


def full(text: str, page: Path, galaxy: dict) -> str:
    """The text of a page, whose path is relative to the collection, with its links as the archive needs them."""

    def replaced(match: re.Match) -> str:
        target = match[2]
        if "://" in target or target.startswith("mailto:"):
            return match[0]
        path = _normal(page.parent / target)
        if page != Path("README.md") and not is_left_out(path, galaxy["build_ignore"]):
            return match[0]
        view = "raw" if path.suffix == ".svg" else "blob"
        return f"{match[1]}{galaxy['repository']}/{view}/{galaxy['version']}/{path}{match[3] or ''}{match[4]}"

    return _LINK.sub(replaced, text)


def is_left_out(path: Path, ignored: list[str]) -> bool:
    """Whether the archive lacks a file or folder, since a pattern of ``build_ignore`` fits it or a folder above it."""
    places = [path, *path.parents]
    return any(fnmatch(place.as_posix(), one) or fnmatch(place.name, one) for place in places for one in ignored)


def _normal(path: Path) -> Path:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return Path(*parts)


if __name__ == "__main__":
    write(Path(sys.argv[1]))

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The guides as Ansible's documentation site takes them: ``docs/docsite/rst``, written from ``docs/*.md``.

The Markdown pages are the only source. `make lint`, `make docs` and `make build` write the others into the copy that
they work on, so nothing is kept twice. Run in the project's environment; it needs markdown-it-py and PyYAML.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .paths import NAME, NAMESPACE

PREFIX = f"ansible_collections.{NAMESPACE}.{NAME}.docsite."
#: The pages of the site, by section. Pages for contributors stay in the repository.
SECTIONS = {
    "First steps": ["getting-started", "connection-and-limits", "emulator"],
    "Objects of a workspace": [
        *("workspace", "workspace-from-nothing", "dashboards", "boards", "monitors", "alerting", "slos", "maintenance"),
        *("issues", "data", "people", "rotate-the-key", "dial-tests", "apps"),
    ],
    "Infrastructure and live data": [
        "inventory",
        "queries",
        "gates",
        "rollouts",
        "change",
        "events",
        "event-driven-ansible",
        "api",
    ],
    "Platforms": ["awx", "many-workspaces"],
    "Migration": ["migrate-from-uri", "migrate-from-terraform", "migrate-from-console-exports"],
}
_UNDERLINES = "=-^~"
_LINK = re.compile(r"(?<=\]\()([^)\s#]*)(?:#([^)\s]*))?(?=\))")


def write(collection: Path) -> None:
    """Write the pages, the list of them and the links of each, below ``docs/docsite`` of a copy of the collection."""
    galaxy = yaml.safe_load((collection / "galaxy.yml").read_text())
    base = galaxy["documentation"]
    rst = collection / "docs" / "docsite" / "rst"
    rst.mkdir(parents=True, exist_ok=True)
    sections = []
    for title, names in SECTIONS.items():
        pages = [name for name in names if (collection / "docs" / f"{name}.md").exists()]
        for name in pages:
            text = (collection / "docs" / f"{name}.md").read_text(encoding="utf-8")
            (rst / f"{name}.rst").write_text(as_rst(name, text, base), encoding="utf-8")
        sections.append({"title": title, "toctree": pages})
    links = {
        "extra_links": [{"description": "Issue tracker", "url": galaxy["issues"]}],
        "communication": {"forums": [{"topic": "Ansible Forum", "url": "https://forum.ansible.com/c/help/6"}]},
    }
    for name, content in (("extra-docs.yml", {"sections": sections}), ("links.yml", links)):
        (rst.parent / name).write_text(yaml.safe_dump(content, sort_keys=False))


def link_beside(guides: Path, collection: Path) -> None:
    """Rewrite the links of a folder with copies of the pages, for the HTML documentation."""
    base = yaml.safe_load((collection / "galaxy.yml").read_text())["documentation"]
    for page in guides.glob("*.md"):
        page.write_text(beside(page.read_text(encoding="utf-8"), base), encoding="utf-8")


def as_rst(name: str, markdown: str, base: str) -> str:
    """A page in reStructuredText. ``base`` is the address of ``docs``, for links to what is no page of the site."""
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    body = "\n".join(_Page(name, base).lines(tokens))
    return f".. _{PREFIX}{name}:\n\n{body.strip()}\n"


def beside(markdown: str, base: str) -> str:
    """A page for contributors with its links as the HTML documentation needs them, where the guides for users are in
    the reference, and files of the repository are no pages."""

    def target(match: re.Match) -> str:
        page, anchor = match[1], match[2] or ""
        name = page.removesuffix(".md")
        if any(name in names for names in SECTIONS.values()):
            return f"#{PREFIX}{name}{anchor and '.'}{anchor}"
        return _address(base, match[0]) if page.startswith("../") else match[0]

    return _LINK.sub(target, markdown)


class _Page:
    def __init__(self, name: str, base: str) -> None:
        self._name = name
        self._base = base

    def lines(self, tokens: list[Token]) -> Iterator[str]:
        """The lines of blocks. A block that holds others is indented by what precedes its first line."""
        place = 0
        while place < len(tokens):
            end = _end(tokens, place)
            yield from self._block(tokens[place], tokens[place + 1 : end])
            yield ""
            place = end + 1

    def _block(self, token: Token, inner: list[Token]) -> Iterator[str]:  # noqa: C901 - one case for each sort of block
        if token.type == "heading_open":
            text = self._inline(inner[0])
            label = _anchor(inner[0].content)
            if token.tag != "h1":
                yield from (f".. _{PREFIX}{self._name}.{label}:", "")
            yield from (text, _UNDERLINES[int(token.tag[1]) - 1] * len(text))
        elif token.type == "paragraph_open":
            pictures = [one for one in inner[0].children or [] if one.type == "image"]
            for picture in pictures:
                yield from (
                    f".. image:: {_address(self._base, str(picture.attrs['src']))}",
                    f"   :alt: {picture.content}",
                )
            if not pictures:
                yield self._inline(inner[0])
        elif token.type in ("fence", "code_block"):
            yield from (f".. code-block:: {_language(token.info.strip())}", "")
            yield from (f"   {line}" if line else "" for line in token.content.rstrip("\n").split("\n"))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield from self._list(inner, "#. " if token.type == "ordered_list_open" else "- ")
        elif token.type == "blockquote_open":
            yield from (f"   {line}" if line else "" for line in self.lines(inner))
        elif token.type == "table_open":
            yield from self._table(inner)
        elif token.type != "html_block":
            raise ValueError(f"docs/{self._name}.md: a {token.type} has no form in reStructuredText yet")

    def _list(self, tokens: list[Token], mark: str) -> Iterator[str]:
        place = 0
        while place < len(tokens):
            end = _end(tokens, place)
            yield from _hanging(mark, self.lines(tokens[place + 1 : end]))
            yield ""
            place = end + 1

    def _table(self, tokens: list[Token]) -> Iterator[str]:
        cells = [self._inline(token) for token in tokens if token.type == "inline"]
        width = sum(token.type == "th_open" for token in tokens)
        rows = [cells[place : place + width] for place in range(0, len(cells), width)]
        has_head = any(rows[0])
        yield from (".. list-table::", "   :width: 100%", "   :widths: auto")
        yield from (["   :header-rows: 1"] if has_head else [])
        yield ""
        for row in rows if has_head else rows[1:]:
            for number, cell in enumerate(row):
                yield f"   {'* -' if number == 0 else '  -'} {cell}".rstrip()

    def _inline(self, token: Token) -> str:
        text, links, is_marked = "", [], False  # reStructuredText nests no markup: code in a link or bold is plain text
        for one in token.children or []:
            if one.type == "text":
                text += _escaped(one.content) if not links else one.content
            elif one.type == "code_inline":
                text = (
                    text + one.content if links or is_marked else _after(text, f":literal:`{_literal(one.content)}`\\ ")
                )
            elif one.type in ("softbreak", "hardbreak"):
                text += " "
            elif one.type in ("strong_open", "em_open"):
                is_marked = True
                text = _after(text, "**" if one.type == "strong_open" else "*") if not links else text
            elif one.type in ("strong_close", "em_close"):
                is_marked = False
                text += "" if links else "**\\ " if one.type == "strong_close" else "*\\ "
            elif one.type == "link_open":
                links.append((len(text), str(one.attrs["href"])))
            elif one.type == "link_close":
                begin, target = links.pop()
                text = _after(text[:begin], self._link(text[begin:], target))
        return text.strip().removesuffix("\\") if text.endswith("\\ ") else text.strip()

    def _link(self, text: str, target: str) -> str:
        text = text.replace("`", "").replace("<", "\\<")
        page, _hash, anchor = target.partition("#")
        name = page.removesuffix(".md") if page else self._name
        if any(name in names for names in SECTIONS.values()):
            label = f"{PREFIX}{name}.{anchor}" if anchor else f"{PREFIX}{name}"
            return f":ref:`{text} <{label}>`\\ "
        return f"`{text} <{_address(self._base, target)}>`__\\ "


def _address(base: str, target: str) -> str:
    """A full address; a relative one is meant from ``docs``, whose address is ``base``."""
    if "://" in target:
        return target
    return f"{base.rpartition('/')[0]}/{target[3:]}" if target.startswith("../") else f"{base}/{target}"


def _end(tokens: list[Token], place: int) -> int:
    """The place of the token that closes the one at a place; the place itself where it holds nothing."""
    depth = 0
    for end in range(place, len(tokens)):
        depth += tokens[end].nesting
        if depth == 0:
            return end
    raise ValueError("a block is not closed")


def _hanging(mark: str, lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield (mark if number == 0 else " " * len(mark)) + line if line else ""


def _after(text: str, markup: str) -> str:
    """Markup behind a text, parted so that it counts as markup."""
    return text + markup if not text or text[-1] in " \n" or text.endswith("\\ ") else f"{text}\\ {markup}"


def _escaped(text: str) -> str:
    for one in "\\*`|":
        text = text.replace(one, f"\\{one}")
    return text.replace("_ ", "\\_ ")


def _literal(text: str) -> str:
    return text.strip().replace("\\", "\\\\").replace("`", "\\`")


def _language(name: str) -> str:
    known = {
        "yaml": "yaml+jinja",
        "console": "console",
        "ini": "ini",
        "python": "python",
        "diff": "diff",
        "hcl": "text",
    }
    return known.get(name, "text")


def _anchor(heading: str) -> str:
    """As Markdown makes it: words in lower case with dashes between them."""
    kept = "".join(one for one in heading.lower() if one.isalnum() or one in " -_")
    return kept.replace(" ", "-")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
    for guides in map(Path, sys.argv[2:]):
        link_beside(guides, Path(sys.argv[1]))

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links of README, guides and roles lead somewhere, in the repository and in the archive."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

pytest.importorskip("markdown_it")
from ansible_collections.truewatch.openapi.dev.docsite import PREFIX, SECTIONS, as_rst, beside
from ansible_collections.truewatch.openapi.dev.links import full, is_left_out, pages

ROOT = Path(__file__).parents[2]
GALAXY = yaml.safe_load((ROOT / "galaxy.yml").read_text())
PAGES = [page.relative_to(ROOT) for page in pages(ROOT)]


def links(text):
    without_code = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
    return re.findall(r"\]\(([^)\s]+)\)", without_code)


def anchors(page):
    headings = re.findall(r"^#+ (.*)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_lead_somewhere(page):
    for link in links((ROOT / page).read_text(encoding="utf-8")):
        target, _hash, anchor = link.partition("#")
        if "://" not in link:
            path = (ROOT / page.parent / target).resolve() if target else ROOT / page
            assert path.exists(), link
            assert not anchor or anchor in anchors(path.relative_to(ROOT)), link


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_archive_has_no_dead_link(page):
    for link in links(full((ROOT / page).read_text(encoding="utf-8"), page, GALAXY)):
        if "://" not in link and not link.startswith("#"):
            path = (ROOT / page.parent / link.partition("#")[0]).resolve().relative_to(ROOT)
            assert page != Path("README.md"), link
            assert not is_left_out(path, GALAXY["build_ignore"]), link


def test_addresses_are_those_of_galaxy_yml():
    galaxy = {"repository": "https://git.example.com/x", "version": "1.2.3", "build_ignore": ["dev", "*.pyc"]}
    given = "[a](docs/a.md#b) ![p](docs/p.svg) [w](https://example.com)"
    base = "https://git.example.com/x"
    assert full(given, Path("README.md"), galaxy) == (
        f"[a]({base}/blob/1.2.3/docs/a.md#b) ![p]({base}/raw/1.2.3/docs/p.svg) [w](https://example.com)"
    )
    given = "[d](../dev/x.py) [a](a.md)"
    assert full(given, Path("docs/b.md"), galaxy) == f"[d]({base}/blob/1.2.3/dev/x.py) [a](a.md)"


def test_every_guide_for_users_is_on_the_documentation_site():
    shown = {name for names in SECTIONS.values() for name in names}
    for_contributors = {"README", "adding-a-kind", "api-facts", "architecture", "benchmarks", "conformance", "coverage"}
    there = {page.stem for page in PAGES if page.parts[0] == "docs"}
    assert there - shown <= for_contributors | {"checklist", "policy"}


def test_links_of_a_page_in_the_html_documentation():
    given = "[a](gates.md#checks) [b](queries.md) [c](api-facts.md#x) "
    given += "[d](../CONTRIBUTING.md#release) [e](https://x.com) [f](#g)"
    shown = f"[a](#{PREFIX}gates.checks) [b](#{PREFIX}queries) [c](api-facts.md#x) "
    shown += "[d](https://example.com/CONTRIBUTING.md#release) [e](https://x.com) [f](#g)"
    assert beside(given, "https://example.com/docs") == shown


def test_a_page_in_restructuredtext():
    markdown = "# A `b`\n\nSee [C](gates.md#d-e), **`f`** and `g|h`.\n\n| | |\n|---|---|\n| a | b |\n\n"
    markdown += "- x\n\n  ```yaml\n  y: 1\n  ```\n"
    prefix = "ansible_collections.truewatch.openapi.docsite."
    assert as_rst("page", markdown, "https://example.com/docs").split("\n") == [
        f".. _{prefix}page:",
        "",
        "A :literal:`b`",
        "==============",
        "",
        f"See :ref:`C <{prefix}gates.d-e>`\\ , **f**\\  and :literal:`g|h`\\ .",
        "",
        ".. list-table::",
        "   :width: 100%",
        "   :widths: auto",
        "",
        "   * - a",
        "     - b",
        "",
        "- x",
        "",
        "  .. code-block:: yaml+jinja",
        "",
        "     y: 1",
        "",
    ]

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sphinx configuration of `make docs`."""

from __future__ import annotations

from pathlib import Path

project = "truewatch.openapi"
author = "TrueWatch Ansible contributors"
extensions = ["myst_parser", "sphinx_antsibull_ext"]
# Guides for users are in the reference, as on Ansible's documentation site; these are the rest.
exclude_patterns = [f"guides/{page.stem}.md" for page in Path("reference/docsite").glob("*.rst")]
html_theme = "sphinx_ansible_theme"
html_theme_options = {"topbar_links": {}}
html_title = "truewatch.openapi"
highlight_language = "YAML+Jinja"
myst_heading_anchors = 3
# Nothing is fetched, so references into Ansible's own documentation stay plain text. The colours of a console do not
# know a quotation that goes on in the next line.
suppress_warnings = ["misc.highlighting_failure", "ref.envvar", "ref.ref"]


def _lead_home(_app, _page, _template, context, _doctree):
    """The theme takes one address for the logo of all pages, but pages lie in several folders."""
    context["theme_documentation_home_url"] = context["pathto"]("index")


def setup(app):
    app.connect("html-page-context", _lead_home)

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The checks of `make lint`: what needs no running collection."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .outcome import Outcome
from .paths import ROOT
from .workbench import Workbench

#: Of check-jsonschema -> the files, as patterns below the checkout.
_SCHEMAS = {
    "github-workflows": (".github/workflows/*.yml", "examples/*/.github/workflows/*.yml"),
    "github-issue-forms": (".github/ISSUE_TEMPLATE/*_*.yml",),
    "github-issue-config": (".github/ISSUE_TEMPLATE/config.yml",),
    "dependabot": (".github/dependabot.yml",),
    "gitlab-ci": ("examples/*/.gitlab-ci.yml",),
}


def lint_steps(workbench: Workbench) -> dict[str, Callable[[], Outcome]]:
    """Return the checks by name."""
    check = partial(partial, workbench.check)

    def schemas() -> Outcome:
        """Files of GitHub and GitLab, against the schemas that check-jsonschema brings."""
        outcome = Outcome()
        for schema, patterns in _SCHEMAS.items():
            files = sorted(path for pattern in patterns for path in ROOT.glob(pattern))
            outcome += workbench.check("check-jsonschema", "--quiet", "--builtin-schema", f"vendor.{schema}", *files)
        return outcome

    return {
        "conventions": check("python", "-m", "dev.conventions", cwd=ROOT),
        "ruff": check("ruff", "check", "--quiet", "--output-format=concise"),
        "codespell": check("codespell"),
        "reuse": check("reuse", "lint", "--quiet"),
        "yamllint": check("yamllint", "--strict", "."),
        "schemas": schemas,
        "ansible-lint": check("ansible-lint", "--offline", "--nocolor", "--format=pep8", "-q", PYTHONWARNINGS="ignore"),
        "changelog": check("antsibull-changelog", "lint"),
        "docsite": check("python", "-m", "dev.docsite", workbench.collection, cwd=ROOT),
        # Whether the generated pages are valid reStructuredText is what Sphinx finds in `make docs`.
        "documentation": check("antsibull-docs", "lint-collection-docs", "--plugin-docs", "--skip-rstcheck", "."),
    }

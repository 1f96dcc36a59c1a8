# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a release checks before anything leaves the machine."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
GALAXY = (ROOT / "galaxy.yml").read_text(encoding="utf-8")


@pytest.fixture
def dev(monkeypatch):
    """Import a module of the tasks behind the Makefile."""
    monkeypatch.syspath_prepend(str(ROOT))
    return lambda name: importlib.import_module(f"dev.{name}")


def test_placeholders_are_found_until_they_are_filled_in(dev):
    found = dev("release").placeholders
    filled = re.sub(r"https://example\.com/\S+", "https://github.com/truewatch/openapi", GALAXY)
    assert found(filled.replace("(!UNKNOWN)", "(@truewatch)")) == []
    assert found(filled) == ["- TrueWatch Ansible contributors (!UNKNOWN)"]
    left = filled.replace("issues: https://github.com/truewatch/openapi", "issues: https://example.com/issues")
    assert found(left.replace("(!UNKNOWN)", "(@truewatch)")) == ["issues: https://example.com/issues"]


def test_only_a_whole_version_can_be_released(dev):
    version_of = dev("release").version_of
    assert version_of(GALAXY) == yaml.safe_load(GALAXY)["version"]
    with pytest.raises(SystemExit, match="three numbers"):
        version_of(re.sub("(?m)^version: .*$", "version: 1.0.0-beta1", GALAXY))


def test_another_author_reaches_every_documentation(dev, tmp_path, monkeypatch):
    authors = dev("authors")
    (tmp_path / "galaxy.yml").write_text(GALAXY.replace("(!UNKNOWN)", "(@somebody)"), encoding="utf-8")
    names = [
        "plugins/modules/truewatch_slo.py",
        "roles/backup/meta/argument_specs.yml",
        "plugins/action/truewatch_api.py",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(authors, "ROOT", tmp_path)
    monkeypatch.setattr(authors, "checkout_files", lambda: names)
    written = {path.name: text for path, text in authors.outdated()}
    assert set(written) == {"truewatch_slo.py", "argument_specs.yml"}
    assert all("contributors (@somebody)\n" in text and "!UNKNOWN" not in text for text in written.values())

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every option, choice and variable in the guides, READMEs and EXAMPLES is one that there is."""

from __future__ import annotations

import importlib
import re
import textwrap
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[4]
PREFIX = "truewatch.openapi."
PLUGINS = f"ansible_collections.{PREFIX}plugins"
MODULES = sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("truewatch_*.py"))
GUIDES = sorted(
    path.relative_to(ROOT)
    for pattern in ("*.md", "docs/*.md", "roles/*/README.md", "tests/*/README.md")
    for path in ROOT.glob(pattern)
)


class Loader(yaml.SafeLoader):
    """Takes ``!unsafe`` and ``!vault`` for what they tag."""


def _tagged(loader, _suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    build = loader.construct_mapping if isinstance(node, yaml.MappingNode) else loader.construct_sequence
    return build(node, deep=True)


Loader.add_multi_constructor("!", _tagged)


def _spec(module: str) -> dict:
    return importlib.import_module(f"{PLUGINS}.modules.{module}").TASK.argument_spec


def _wrong(options, spec: dict, place: str):
    """The unknown options and choices among the given ones, suboptions included."""
    known = {**spec, **{alias: one for one in spec.values() for alias in one.get("aliases", ())}}
    for option, value in options.items():
        if option not in known:
            yield f"{place}: no option {option}"
            continue
        one = known[option]
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict) and one.get("options"):
                yield from _wrong(part, one["options"], f"{place}.{option}")
            elif "choices" in one and "{{" not in str(part) and part not in one["choices"]:
                yield f"{place}.{option}: no choice {part}"


def _role_variables(role: str) -> set[str]:
    specs = yaml.safe_load((ROOT / "roles" / role / "meta" / "argument_specs.yml").read_text())["argument_specs"]
    return {name for entry in specs.values() for name in entry["options"]}


def _problems(node):
    """What is wrong in a piece of YAML, wherever tasks, roles and defaults stand in it."""
    if isinstance(node, list):
        for item in node:
            yield from _problems(item)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if str(key).startswith(f"{PREFIX}truewatch_") and isinstance(value, dict):
            yield from _wrong(value, _spec(key[len(PREFIX) :]), key)
        elif key == f"group/{PREFIX}truewatch":
            yield from _wrong(value, _spec("truewatch_info"), key)
        else:
            yield from _problems(value)
    include = next((node[key] for key in node if str(key).endswith(("include_role", "import_role"))), {})
    role = node.get("role") or include.get("name") or ""
    if role.startswith(PREFIX):
        role = role[len(PREFIX) :]
        unknown = set(node.get("vars", {})) - _role_variables(role)
        yield from (f"role {role}: no variable {name}" for name in sorted(unknown))


def is_rulebook(document) -> bool:
    """Whether it is for ansible-rulebook, whose tests are in ``tests/eda``: rule sets, or rules alone."""
    return isinstance(document, list) and any("sources" in one or "condition" in one for one in document)


def _blocks(text: str):
    """The YAML documents in the fenced blocks of a guide; blocks that show text of the platform hold none."""
    for block in re.findall(r"^ *```yaml\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE):
        documents = yaml.load_all(textwrap.dedent(block), Loader)
        yield from (document for document in documents if not is_rulebook(document))


@pytest.mark.parametrize("guide", GUIDES, ids=str)
def test_guides(guide):
    assert list(_problems(list(_blocks((ROOT / guide).read_text(encoding="utf-8"))))) == []


@pytest.mark.parametrize("module", MODULES)
def test_examples(module):
    examples = importlib.import_module(f"{PLUGINS}.modules.{module}").EXAMPLES
    tasks = yaml.load(examples, Loader)  # noqa: S506 (a SafeLoader)
    assert any(PREFIX + module in task for task in tasks)
    assert list(_problems(tasks)) == []


def test_a_wrong_option_choice_or_variable_is_found():
    wrong = [
        {f"{PREFIX}truewatch_mute": {"nmae": "x", "repeat": {"day": ["sat"]}, "state": "gone"}},
        {"role": f"{PREFIX}backup", "vars": {"backup_destination": "x"}},
    ]
    assert list(_problems(wrong)) == [
        f"{PREFIX}truewatch_mute: no option nmae",
        f"{PREFIX}truewatch_mute.repeat: no option day",
        f"{PREFIX}truewatch_mute.state: no choice gone",
        "role backup: no variable backup_destination",
    ]

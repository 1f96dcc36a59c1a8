# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written of the plugins for ansible-rulebook, in four places, is one."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
import yaml
from ansible_rulebook.rules_parser import parse_rule_sets
from ansible_rulebook.validators import Validate

from .conftest import PLUGINS, plugin

SOURCES = sorted(file.stem for file in (PLUGINS / "event_source").glob("*.py"))
FILTERS = sorted(file.stem for file in (PLUGINS / "event_filter").glob("*.py"))
TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "list": "array", "dict": "object"}


def documented(name):
    return yaml.safe_load(plugin("event_source", name)["DOCUMENTATION"])["options"]


def schema_of(name):
    return json.loads((PLUGINS / "event_source" / "schemas" / f"{name}.json").read_text())


@pytest.mark.parametrize("name", SOURCES)
def test_the_schema_has_the_options_of_the_documentation(name):
    options, schema = documented(name), schema_of(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == list(options)
    assert schema["required"] == [option for option, text in options.items() if text.get("required")]
    for option, text in options.items():
        assert schema["properties"][option].get("default") == text.get("default"), option
        if text["type"] != "raw":
            assert schema["properties"][option]["type"] == TYPES[text["type"]], option


@pytest.mark.parametrize("name", SOURCES)
def test_the_source_knows_the_options_of_its_documentation_and_no_others(name):
    with pytest.raises(ValueError, match="unknown option 'zzz'; there are") as failure:
        plugin("event_source", name)["Options"].of({"zzz": 1})
    assert sorted(str(failure.value).partition("there are ")[2].split(", ")) == sorted(documented(name))


@pytest.mark.parametrize(
    "kind, name", [*(("event_source", n) for n in SOURCES), *(("event_filter", n) for n in FILTERS)]
)
def test_examples_name_options_that_there_are(kind, name):
    names = plugin(kind, name)
    [ruleset] = yaml.safe_load(names["EXAMPLES"])
    assert yaml.safe_load(names["DOCUMENTATION"])["short_description"]
    for source in ruleset["sources"]:
        [args] = [value for key, value in source.items() if key.startswith("truewatch.")] or [None]
        if args is not None:
            assert set(args) <= set(documented(name))


@pytest.mark.parametrize("name", SOURCES)
def test_a_credential_gives_what_it_asks_for(name):
    folder = PLUGINS / "event_source" / "credential_types" / name
    fields = yaml.safe_load((folder / "input.yml").read_text())
    injectors = yaml.safe_load((folder / "injectors.yml").read_text())
    ids = [field["id"] for field in fields["fields"]]
    assert set(fields["required"]) <= set(ids)
    assert all(any(f" {one} " in text for text in _texts(injectors)) for one in ids)


def rulebooks():
    """Those of the collection, of the guide and of the documentation of the sources; a rule alone gets a source."""
    root = PLUGINS.parents[2]
    for file in (PLUGINS.parent / "rulebooks").glob("*.yml"):
        yield file.name, yaml.safe_load(file.read_text())
    guide = (root / "docs" / "event-driven-ansible.md").read_text()
    for number, block in enumerate(re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)):
        content = yaml.safe_load(block)
        if "condition" in content[0]:
            content = [{"name": "x", "hosts": "all", "sources": [{"eda.builtin.generic": {}}], "rules": content}]
        if "sources" in content[0]:
            yield f"guide-{number}", content
    for kind, names in (("event_source", SOURCES), ("event_filter", FILTERS)):
        for name in names:
            content = yaml.safe_load(plugin(kind, name)["EXAMPLES"])
            yield (
                name,
                [{"rules": [{"name": "x", "condition": "true", "action": {"debug": {"msg": "x"}}}], **content[0]}],
            )


@pytest.mark.parametrize("rulebook", [pytest.param(content, id=name) for name, content in rulebooks()])
def test_rulebooks_are_what_ansible_rulebook_takes(rulebook):
    Validate.rulebook(rulebook)
    [ruleset] = parse_rule_sets(rulebook)
    assert ruleset.rules and ruleset.sources


def _texts(value):
    return [text for part in value.values() for text in (_texts(part) if isinstance(part, dict) else [part])]


def test_a_rule_that_starts_a_playbook_asks_whether_there_is_what_it_hands_over():
    """ansible-rulebook writes an undefined variable as a Python object, which no playbook can read."""
    found = 0
    for place, [ruleset] in rulebooks():
        for rule in ruleset["rules"]:
            given = rule["action"].get("run_playbook", {}).get("extra_vars", {})
            for key in re.findall(r"{{ event\.(\w+) }}", str(given)):
                found += 1
                assert re.search(rf"event\.{key} (is defined|==)", rule["condition"]), f"{place}: {key}"
    assert found

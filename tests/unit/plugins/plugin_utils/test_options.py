# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the inventory plugin and the lookups: a value of a wrong type gives one sentence, and nothing is sent."""

from __future__ import annotations

import json

import pytest
from ansible import constants as C
from ansible.errors import AnsibleError
from ansible.inventory.manager import InventoryData
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

from ansible_collections.truewatch.openapi.tests.emulator.running import running
from ansible_collections.truewatch.openapi.tests.unit.plugins.loading import load

KEY = "wsak-CANARY-1b7e"
PLUGINS = ["inventory-objects", "lookup-objects", "lookup-query", "lookup-api"]
#: What can be meant for no option of these types. A single value may stand for a list, and a scalar for a text.
WRONG = {
    "str": [["canary", ["canary"]], {"canary": 1}],
    "path": [["canary"], {"canary": 1}],
    "bool": [["canary"], {"canary": 1}, "canary", 7],
    "int": [["canary"], {"canary": 1}, "canary", True, 1.5],
    "float": [["canary"], {"canary": 1}, "canary", True],
    "dict": [["canary"], "canary", True, 7],
    "list": [True, [["canary"]]],
}
#: What the documents call by no type, since a template may stand there.
RAW = {
    **dict.fromkeys(("allow_http", "validate_certs"), "bool"),
    **dict.fromkeys(("max_rows", "page_size"), "int"),
    **dict.fromkeys(("timeout", "rate_limit_timeout", "total_timeout", "max_size"), "float"),
}
GIVEN = {"inventory-objects": {}, "lookup-objects": {}, "lookup-query": {}, "lookup-api": {}}
TERMS = {"lookup-objects": ["HOST"], "lookup-query": ["M::`cpu`:(avg(`a`))"], "lookup-api": ["pipeline_list"]}


@pytest.fixture(scope="module")
def emulator():
    with running(api_keys={KEY: None}, hosts=2) as handle:
        yield handle


@pytest.fixture
def use(emulator, tmp_path):
    def run(plugin, **options):
        kind, _dash, name = plugin.partition("-")
        made = load(kind, f"truewatch_{name}")
        options = {"endpoint": emulator.url, "api_key": KEY, "rate_limit": "0", **options}
        if kind == "lookup":
            made._loader, made._templar = DataLoader(), Templar(loader=DataLoader(), variables={})
            return made.run(TERMS[plugin], variables={}, **options)
        path = tmp_path / "truewatch.yml"
        path.write_text(json.dumps({"plugin": "truewatch.openapi.truewatch_objects", **options}), encoding="utf-8")
        return made.parse(InventoryData(), DataLoader(), str(path), False)

    return run


def documented(plugin):
    kind, _dash, name = plugin.partition("-")
    defined = C.config.get_configuration_definitions(kind, load(kind, f"truewatch_{name}")._load_name)
    types = {"boolean": "bool", "string": "str", "integer": "int"}
    for option, entry in defined.items():
        kind_of_value = RAW.get(option) or entry.get("type") or "raw"
        yield option, types.get(kind_of_value, kind_of_value)


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_value_of_a_wrong_type_gives_one_sentence_with_the_option_and_sends_nothing(emulator, use, plugin):
    before = len(emulator.requests())
    asked = 0
    for option, kind in documented(plugin):
        if option in ("plugin", "_terms") or option.startswith("cache_prefix"):
            continue
        for value in WRONG.get(kind, ()):
            with pytest.raises(AnsibleError) as caught:
                use(plugin, **{option: value})
            asked += 1
            text = str(caught.value)
            assert option in text and ("must be " in text or " take" in text), (option, value, text)
            assert "such as " in text or "one of" in text, (option, value, text)
            for words in ("Invalid value provided", "Invalid type", "<class", "Traceback"):
                assert words not in text, (option, value, text)
            if option == "api_key":
                assert "canary" not in text
    assert asked > 30
    assert len(emulator.requests()) == before


def test_what_is_meant_is_taken(use):
    use("inventory-objects", hostnames="host, name", group_by="os", fields=7, cache_timeout="5", source="List")
    assert len(use("lookup-objects", limit="1", fields="host")) == 1
    assert use("lookup-api", all_pages="true", query_params='{"search": "x"}') == []

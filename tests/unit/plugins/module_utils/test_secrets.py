# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.secret import MASK
from ansible_collections.truewatch.openapi.plugins.module_utils._secrets import is_secret_name, without_secrets
from ansible_collections.truewatch.openapi.tests.emulator.reference import load_operations

CANARY = "canary-5e11d2"

#: Every name of the reference's schemas and examples that stands for a secret.
SECRET = """ak authorizationCode autoLoginUrl cliToken clientSecret clientToken cookies extractionCode keySk parent_ak
password private_key rumDataWayToken secret sk token webhook workspace_token""".split()  # noqa: SIM905
#: Names of the reference that look like it and are public.
PUBLIC = """accessCfg assertionURL authMethod certificate fieldKey getTokenSet iconUrl ifTokenExpired
isWorkspaceKeyIndicator key keyCode keyId keys keycode keyevent loginURL metadataURL refKey shortUrl sortKey
tokenHoldTime tokenMaxValidDuration tokensCount url userIconUrl verifyTokenSet wellKnowURL task risk mask""".split()  # noqa: SIM905


@pytest.mark.parametrize("name", SECRET)
def test_secret_names(name):
    assert is_secret_name(name)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_names(name):
    assert not is_secret_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "api_key",
        "X-API-Key",
        "DF-API-KEY",
        "apiKey",
        "Authorization",
        "secretKey",
        "webhookURL",
        "AccessKeySecret",
        "userAutoLoginUrl",
    ],
)
def test_names_in_any_style(name):
    assert is_secret_name(name)


def test_every_name_of_the_reference_that_ends_like_a_secret_was_looked_at():
    """A new one in the reference has to be put into one of the two lists."""
    names = {name for operation in load_operations().values() for name in _names(vars(operation))}
    found = {name for name in names if is_secret_name(name)}
    assert found <= {*SECRET, "needCreateAk"}  # which is true or false


def _names(value):
    if isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from _names(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)


@pytest.mark.parametrize(
    "value",
    [
        {"sk": CANARY},
        [{"content": {"akInfo": {"keySk": CANARY}}}],
        {"optSet": {"url": CANARY}},
        {"optSet": {"webhook": CANARY}},
        {"optSet": json.dumps({"token": CANARY})},
        {"jsonContent": json.dumps([{"secret": CANARY}])},
        {"headers": {"X-Any": CANARY}},
        {"headersConfig": {"isOpen": True, "items": [{"key": "X-Any", "value": CANARY}]}},
        {"config_vars": [{"name": "user", "value": CANARY, "secure": True}]},
        {"variables": [{"name": "DB_PASSWORD", "value": CANARY}]},
        {"token": [CANARY, {"deep": CANARY}]},
        {"password": int("9" * 12)},
        {"columns": ["time", "token"], "values": [[1, CANARY], [2, CANARY]]},
        {"post_url": f"https://openway.example.com?token={CANARY}&x=1"},
        {"link": f"https://ops:{CANARY}@example.com/x"},
        {"note": f"curl -H 'Authorization: Bearer {CANARY}' https://example.com"},
        {"pem": f"-----BEGIN RSA PRIVATE KEY-----\n{CANARY}\n-----END RSA PRIVATE KEY-----"},
    ],
)
def test_secrets_are_masked_and_told(value):
    shown, found = without_secrets(value)
    text = json.dumps(shown)
    assert CANARY not in text and "9999" not in text
    assert MASK in text
    assert found and all(CANARY in secret or "9999" in secret for secret in found)


@pytest.mark.parametrize(
    "value",
    [
        {"name": "token", "uuid": "x"},
        {"secret": {"not_save": False}},
        {"secret": None, "password": "", "sk": ""},
        {"url": "https://example.com/a?page=1"},
        {"key": "host", "value": "web-01"},
        {"headersConfig": {"isOpen": False, "items": []}},
        {"text": "Basic information about tokens"},
        {"jsonContent": '{"title": "CPU", "n": [1, "x"]}', "text": '["a"]'},
        {"columns": ["time", "host"], "values": [[1, "a"], None]},
        {"columns": ["token"], "values": "none"},
        {"optSet": {"name": "ops", "version": 2, "z": "x"}},
        {"q": '[{"a": 1}] and {{ braces }}', "n": 1.5, "b": True},
        [],
        "plain",
        None,
    ],
)
def test_what_is_no_secret_stays(value):
    assert without_secrets(value) == (value, set())


def test_a_secret_is_told_whatever_it_begins_with_and_a_mask_is_none():
    assert without_secrets({"sk": "!x", "password": MASK}) == ({"sk": MASK, "password": MASK}, {"!x"})


def test_json_within_json_keeps_its_letters():
    text = '{"name": "größe", "token": "' + CANARY + '"}'
    assert without_secrets({"optSet": text}) == ({"optSet": text.replace(CANARY, MASK)}, {CANARY})


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(ANYTHING, st.sampled_from(SECRET), ANYTHING)
def test_a_secret_is_found_wherever_it_stands(before, name, beside):
    value = [before, {"outer": [{name: CANARY, "beside": beside}]}]
    shown, found = without_secrets(value)
    assert CANARY not in json.dumps(shown)
    assert CANARY in found
    assert without_secrets(shown)[0] == shown

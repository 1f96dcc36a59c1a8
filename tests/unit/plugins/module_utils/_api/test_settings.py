# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import math

import pytest
import yaml

from ansible_collections.truewatch.openapi.plugins.doc_fragments.connection import ModuleDocFragment
from ansible_collections.truewatch.openapi.plugins.module_utils._api.endpoints import REGIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import SettingsError
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import RateLimit, Settings


def settings(**options):
    return Settings.from_options({"api_key": "key", **options})


@pytest.mark.parametrize(
    ("options", "endpoint"),
    [
        ({"region": "us1"}, "https://us1-openapi.truewatch.com"),
        ({"region": "Oregon"}, "https://us1-openapi.truewatch.com"),
        ({"region": "frankfurt"}, "https://eu1-openapi.truewatch.com"),
        ({"region": "ap1"}, "https://ap1-openapi.truewatch.com"),
        ({"region": "southafrica"}, "https://za1-openapi.truewatch.com"),
        ({"region": "jakarta"}, "https://id1-openapi.truewatch.com"),
        ({"region": "alibaba"}, "https://openapi.truewatch.com"),
        ({"region": "aws"}, "https://aws-openapi.truewatch.com"),
        ({"region": "cn3"}, "https://cn3-openapi.guance.com"),
        ({"region": "guance-za1"}, "https://za1-openapi.guance.one"),
        ({"region": "guance-jakarta"}, "https://id1-openapi.guance.one"),
        ({"region": "me1"}, "https://me1-openapi.guance.com"),
        ({"region": "cn6"}, "https://cn6-openapi.guance.one"),
        ({"endpoint": "https://Open.Example.com:443/"}, "https://open.example.com"),
        ({"endpoint": " https://gw.example.com/tw// "}, "https://gw.example.com/tw"),
        ({"endpoint": "https://open.example.com/api/v1/"}, "https://open.example.com"),
        ({"endpoint": "http://127.0.0.1:8529"}, "http://127.0.0.1:8529"),
        ({"endpoint": "http://localhost"}, "http://localhost"),
        ({"endpoint": "http://[::1]:80"}, "http://[::1]"),
        ({"endpoint": "http://open.example.com", "allow_http": True}, "http://open.example.com"),
        ({"endpoint": "https://us1-openapi.truewatch.com/", "region": "us1"}, "https://us1-openapi.truewatch.com"),
        ({"endpoint": "", "region": "us1"}, "https://us1-openapi.truewatch.com"),
    ],
)
def test_endpoint(options, endpoint):
    assert settings(**options).endpoint == endpoint


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({}, "region (TRUEWATCH_REGION) to one of oregon or us1, frankfurt or eu1"),
        ({"region": "mars"}, "Unknown region 'mars': region is the site of the workspace, one of oregon or us1"),
        ({"endpoint": "https://eu1-openapi.truewatch.com", "region": "us1"}, "give only one of them"),
        ({"endpoint": "http://open.example.com"}, "unencrypted"),
        ({"endpoint": "http://127.0.0.1.example.com"}, "unencrypted"),
        ({"endpoint": "open.example.com"}, "not a URL"),
        ({"endpoint": "ftp://open.example.com"}, "not a URL"),
        ({"endpoint": "https://"}, "not a URL"),
        ({"endpoint": "https://[::1"}, "not a URL"),
        ({"endpoint": "https://open.example.com:port"}, "not a URL"),
        ({"endpoint": "https://open example.com"}, "not a URL"),
        ({"endpoint": "https://open.example.com?x=1"}, "no ? and no #"),
        ({"endpoint": "https://open.example.com", "timeout": 0}, "timeout 0 is too small"),
        ({"endpoint": "https://open.example.com", "timeout": "soon"}, "timeout 'soon' is not a number"),
        ({"endpoint": "https://open.example.com", "timeout": True}, "timeout True is not a number"),
        ({"endpoint": "https://open.example.com", "timeout": "nan"}, "timeout nan is too small"),
        ({"endpoint": "https://open.example.com", "timeout": "inf"}, "timeout inf is too large"),
        ({"endpoint": "https://open.example.com", "rate_limit_timeout": -2}, "rate_limit_timeout -2"),
        ({"endpoint": "https://open.example.com", "max_rows": -1}, "max_rows -1 is too small"),
        ({"endpoint": "https://open.example.com", "max_rows": "many"}, "max_rows 'many' is not a number of rows"),
        ({"endpoint": "https://open.example.com", "max_size": "nan"}, "max_size nan is too small"),
        ({"endpoint": "https://open.example.com", "total_timeout": -1}, "total_timeout -1"),
        ({"endpoint": "https://open.example.com", "rate_limit": "fast"}, "rate_limit 'fast'"),
        ({"endpoint": "https://open.example.com", "rate_limit": "20/0"}, "rate_limit '20/0'"),
        ({"endpoint": "https://open.example.com", "rate_limit": "20/" + "9" * 400}, "rate_limit '20/999"),
        ({"endpoint": "https://open.example.com", "rate_limit": "-1"}, "rate_limit '-1'"),
        ({"endpoint": "https://open.example.com", "ca_path": "/nowhere/ca.pem"}, "/nowhere/ca.pem"),
        ({"endpoint": "https://open.example.com", "validate_certs": "maybe"}, "validate_certs"),
    ],
)
def test_unusable_options_are_told_before_anything_is_sent(options, text):
    with pytest.raises(SettingsError) as caught:
        settings(**options)
    assert text in str(caught.value)


def test_a_password_in_the_endpoint_is_refused_and_not_repeated():
    with pytest.raises(SettingsError) as caught:
        settings(endpoint="https://user:CANARY@open.example.com")
    assert "CANARY" not in str(caught.value)


@pytest.mark.parametrize("key", [None, "", "CANARY\n", "CANARY key", "CANARY\x00", "CANARYé", " CANARY", 42])
def test_an_unusable_key_is_refused_and_not_repeated(key):
    with pytest.raises(SettingsError) as caught:
        settings(endpoint="https://open.example.com", api_key=key)
    assert "api_key" in str(caught.value)
    assert "CANARY" not in str(caught.value)


def test_defaults():
    plain = settings(region="us1", timeout=None, rate_limit=None)
    assert (plain.verify, plain.timeout, plain.rate_limit) == (True, 60.0, None)
    assert (plain.rate_limit_timeout, plain.total_timeout) == (600.0, math.inf)


@pytest.mark.parametrize(
    ("options", "name", "value"),
    [
        ({"rate_limit": "20"}, "rate_limit", RateLimit(20, 60.0)),
        ({"rate_limit": 20}, "rate_limit", RateLimit(20, 60.0)),
        ({"rate_limit": "5/0.5"}, "rate_limit", RateLimit(5, 0.5)),
        ({"rate_limit": "0"}, "rate_limit", RateLimit(0, 60.0)),
        ({"rate_limit": ""}, "rate_limit", None),
        ({"rate_limit_timeout": -1}, "rate_limit_timeout", math.inf),
        ({"rate_limit_timeout": 0}, "rate_limit_timeout", 0.0),
        ({"total_timeout": 0}, "total_timeout", math.inf),
        ({"total_timeout": 1e300}, "total_timeout", math.inf),
        ({"total_timeout": "90"}, "total_timeout", 90.0),
        ({"max_rows": 0}, "max_rows", math.inf),
        ({"max_rows": "7"}, "max_rows", 7),
        ({"max_size": 0}, "max_bytes", math.inf),
        ({"max_size": 0.5}, "max_bytes", 2**19),
        ({"validate_certs": False, "ca_path": "/nowhere"}, "verify", False),
    ],
)
def test_values(options, name, value):
    assert getattr(settings(region="us1", **options), name) == value


def test_ca_path(tmp_path):
    bundle = tmp_path / "ca.pem"
    bundle.touch()
    assert settings(region="us1", ca_path=str(bundle)).verify == str(bundle)


def test_the_fingerprint_tells_services_and_keys_apart_and_hides_the_key():
    mine = settings(region="us1")
    assert mine.fingerprint == settings(endpoint="https://us1-openapi.truewatch.com/").fingerprint
    assert mine.fingerprint != settings(region="eu1").fingerprint
    assert mine.fingerprint != Settings.from_options({"region": "us1", "api_key": "other"}).fingerprint
    assert len(mine.fingerprint) == 16
    assert "CANARY" not in repr(Settings.from_options({"region": "us1", "api_key": "CANARY"}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS_PROXY", "http://somebody:CANARY@127.0.0.1:1"),
        ("no_proxy", "example.com"),
        ("ALL_PROXY", "http://127.0.0.1:1"),
        ("REQUESTS_CA_BUNDLE", __file__),
        ("TRUEWATCH_STATE_DIR", "/elsewhere"),
    ],
)
def test_settings_of_another_environment_are_not_equal(monkeypatch, name, value):
    before = settings(region="us1")
    assert before == settings(region="us1")
    monkeypatch.setenv(name, value)
    other = settings(region="us1")
    assert other != before
    assert other == settings(region="us1")
    assert "CANARY" not in repr(other)


def test_every_region_and_every_option_is_documented():
    options = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]
    assert [name for name in REGIONS if f"V({name})" not in " ".join(options["region"]["description"])] == []
    assert list(yaml.safe_load(ModuleDocFragment.PLUGIN)["options"]) == list(options)


@pytest.mark.parametrize(
    ("name", "default"),
    [("timeout", 60), ("rate_limit_timeout", 600), ("total_timeout", 0), ("max_rows", 100000), ("max_size", 128)],
)
def test_the_documented_defaults_are_the_real_ones(name, default):
    options = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]
    assert options[name]["default"] == default
    assert settings(region="us1", **{name: default}) == settings(region="us1")

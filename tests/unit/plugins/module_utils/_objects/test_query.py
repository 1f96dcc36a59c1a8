# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.query import ObjectQuery


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"object_class": "X::y"}, "not a class"),
        ({"object_class": "a`b"}, "not a class"),
        ({"object_class": "HOST:(`x`)"}, "not a class"),
        ({"filters": {"os": []}}, "empty"),
        ({"filters": {"os": {"a": 1}}}, "neither text nor a number"),
        ({"filters": {"os": None}}, "neither text nor a number"),
        ({"filters": ["os"]}, "mapping"),
        ({"filters": {"a`b": 1}}, "name of a field"),
        ({"fields": ["`"]}, "name of a field"),
        ({"order_by": ["-"]}, "name of a field"),
        ({"max_age": "soon"}, "time span"),
        ({"max_age": "0m"}, "time span"),
        ({"limit": 0}, "limit"),
        ({"page_size": "many"}, "page_size"),
        ({"source": "file"}, "source"),
        ({"search": "web*"}, "wildcards"),
        ({"source": "list", "object_class": "kubelet_pod"}, "list route"),
        ({"source": "list", "object_class": "CO::HOST"}, "list route"),
        ({"source": "list", "condition": "`a` = 1"}, "DQL"),
        ({"source": "catalog", "condition": "`a` = 1"}, "DQL"),
        ({"source": "catalog", "max_age": "1h"}, "max_age"),
    ],
)
def test_what_cannot_be_meant_is_refused(options, message):
    with pytest.raises(InputError, match=message):
        ObjectQuery.from_options(options)


@pytest.mark.parametrize(
    ("text", "seconds"), [("59", 59), (59, 59), ("10s", 10), (" 10m ", 600), ("2h", 7200), ("1d", 86400)]
)
def test_time_spans(text, seconds):
    assert ObjectQuery.from_options({"max_age": text}).max_age == seconds


def test_queries_that_differ_have_different_identities():
    options = [
        {},
        {"object_class": "CO::HOST"},
        {"filters": {"os": "linux"}},
        {"filters": {"os": 1}},
        {"filters": {"os": "1"}},
        {"search": "a"},
        {"condition": "a"},
        {"fields": ["a"]},
        {"max_age": 1},
        {"source": "dql"},
        {"page_size": 7},
    ]
    identities = [repr(ObjectQuery.from_options(one).as_dict()) for one in options]
    assert len(set(identities)) == len(options)

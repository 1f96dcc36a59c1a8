# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import gc
import os
import stat
import weakref

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._objects import labels as module
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.labels import labels_of_class, wanted_labels
from ansible_collections.truewatch.openapi.tests.emulator.running import running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import envelope


@pytest.mark.parametrize(("state", "after"), [("present", ["a", "b", "c"]), ("absent", ["a"]), ("exact", ["b", "c"])])
def test_states(state, after):
    assert wanted_labels(state, ["b", "a"], ["c", "b", "c"]) == after


@pytest.fixture
def host(read):
    return read(source="dql", filters={"df_label": "pci"}, limit=1).rows[0]


def sent(world, operation):
    return [request for request in world.requests() if request["operationId"] == operation]


def test_what_was_written_counts_as_read_for_five_minutes(world, host, client_at, monkeypatch):
    labels_of_class(client_at(world.url), "HOST").set(host["name"], ["new"])
    again = labels_of_class(client_at(world.url), "HOST")
    assert again.of(host["name"]) == ["new"]
    assert not sent(world, "host_labels_list")
    now = module.time.time()
    world.advance(301)
    monkeypatch.setattr(module.time, "time", lambda: now + 301)
    assert again.of(host["name"]) == ["new"]
    assert len(sent(world, "host_labels_list")) == 1


def test_the_memory_is_private_and_holds_no_key(world, host, client_at):
    client = client_at(world.url)
    labels_of_class(client, "HOST").set(host["name"], ["new"])
    path = os.path.join(os.environ["TRUEWATCH_STATE_DIR"], f"labels-{client.fingerprint}-HOST")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    with open(path, encoding="utf-8") as file:
        assert "emulator-key" not in file.read()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"x": 1}', '{"x": ["y", []]}', "\x00"])
def test_a_damaged_memory_is_no_memory(world, host, client_at, damage):
    client = client_at(world.url)
    labels = labels_of_class(client, "HOST")
    labels.set(host["name"], ["new"])
    path = os.path.join(os.environ["TRUEWATCH_STATE_DIR"], f"labels-{client.fingerprint}-HOST")
    with open(path, "w", encoding="utf-8") as file:
        file.write(damage)
    other = labels_of_class(client_at(world.url), "HOST")
    assert isinstance(other.of(host["name"]), list)
    other.set(host["name"], ["newer"])
    assert labels_of_class(client_at(world.url), "HOST").of(host["name"]) == ["newer"]


def test_a_memory_that_cannot_be_kept_fails_nothing(world, host, client_at, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "file"))
    labels = labels_of_class(client_at(world.url), "HOST")
    labels.set(host["name"], ["new"])
    assert labels.of(host["name"]) == ["new"]


def test_a_loop_lists_once(client_at):
    with running(hosts=60) as world:
        client = client_at(world.url)
        labels = labels_of_class(client, "HOST")
        labelled = list(labels._list({}))
        before = client.api_calls
        for name in labelled:
            assert labels_of_class(client, "HOST").of(name)
        assert len(labelled) > 10
        assert client.api_calls - before == 2


def test_a_host_that_the_list_lacks_is_asked_for_by_name(service, client_at):
    listed = {"a": {"labels": ["x"]}, "b": {"labels": ["y"]}}
    service.answer = lambda request: envelope(listed if b"names" in request.body else {"a": listed["a"]})
    labels = labels_of_class(client_at(service.url), "HOST")
    assert [labels.of(name) for name in "aab"] == [["x"], ["x"], ["y"]]


def test_nothing_outlives_the_client(world):
    client = Client(Settings.from_options({"api_key": "k", "endpoint": world.url}))
    reference = weakref.ref(labels_of_class(client, "HOST"))
    del client
    gc.collect()
    assert reference() is None

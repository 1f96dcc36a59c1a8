# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import errno
import fcntl
import gc
import json
import multiprocessing
import os
import stat
import weakref

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api import locks
from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import ConflictError
from ansible_collections.truewatch.openapi.plugins.module_utils._objects import labels as module
from ansible_collections.truewatch.openapi.plugins.module_utils._objects.labels import labels_of_class, wanted_labels
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY, running
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


def test_a_loop_of_more_than_five_minutes_forgets_no_write(service, client_at, monkeypatch):
    """The service's list lags behind the writes, and the memory of the writes ends before the loop."""
    kept = {"a": ["old"], "b": ["x"], "c": ["y"]}
    start = module.time.time()
    clock = [start]
    monkeypatch.setattr(module.time, "time", lambda: clock[0])

    def answer(request):
        if request.path.endswith("/modify"):
            kept[request.path.split("/")[-3]] = json.loads(request.body)["labels"]
            return envelope(True)
        stale = {**kept, "a": ["old"]} if clock[0] < start + 300 else kept
        return envelope({name: {"labels": labels} for name, labels in stale.items()})

    service.answer = answer
    labels = labels_of_class(client_at(service.url), "HOST")
    labels.set("a", [*labels.of("a"), "new"])
    clock[0] += 290
    assert labels.of("b") == ["x"]
    assert labels.of("c") == ["y"]
    for _pass in range(3):
        clock[0] += 200
        assert labels.of("a") == ["new", "old"]


def _add(url, key, label):
    client = Client(Settings.from_options({"api_key": key, "endpoint": url}))
    labels = labels_of_class(client, "HOST")
    with labels.held("shared"):
        labels.set("shared", wanted_labels("present", labels.of("shared"), [label]))


def test_processes_that_label_one_object_lose_nothing(client_at):
    with running() as world:
        world.seed(objects=[{"class": "HOST", "fields": {"name": "shared", "df_label": ["first"]}}])
        world.fault("slow", "host_labels_modify", times=None, seconds=0.05)
        wanted = [f"label-{number}" for number in range(6)]
        context = multiprocessing.get_context("fork")
        writers = [context.Process(target=_add, args=(world.url, DEFAULT_KEY, label)) for label in wanted]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert labels_of_class(client_at(world.url), "HOST").of("shared") == sorted(["first", *wanted])


@pytest.mark.parametrize("content", [["a"], {"a": ["x"]}, {"a": {"labels": 3}}, "a"])
def test_an_answer_without_labels_is_told(service, client_at, content):
    service.answer = lambda request: envelope(content)
    with pytest.raises(ApiError, match="no labels"):
        labels_of_class(client_at(service.url), "HOST").of("a")


@pytest.mark.parametrize("class_name", ["a/b", "../x", "\x00", "x" * 300, "类"])
def test_any_class_can_be_remembered(world, host, client_at, class_name):
    labels = labels_of_class(client_at(world.url), class_name)
    with labels.held("x"):
        labels._written.put("x", ["a"])
        assert labels.of("x") == ["a"]


def test_nothing_outlives_the_client(world):
    client = Client(Settings.from_options({"api_key": "k", "endpoint": world.url}))
    reference = weakref.ref(labels_of_class(client, "HOST"))
    del client
    gc.collect()
    assert reference() is None


def _hold(name, key, held, release):
    with locks.held(name, [key], lambda: None):
        held.set()
        release.wait(30)


def test_a_task_waits_for_another_one_no_longer_than_total_timeout(world, host):
    options = {"endpoint": world.url, "api_key": DEFAULT_KEY, "total_timeout": 0.2}
    client = Client(Settings.from_options(options))
    context = multiprocessing.get_context("fork")
    held, release = context.Event(), context.Event()
    arguments = (f"labels-{client.fingerprint}-HOST.lock", host["name"], held, release)
    other = context.Process(target=_hold, args=arguments)
    other.start()
    assert held.wait(30)
    before = len(world.requests())
    with (
        pytest.raises(ConflictError, match="not done within total_timeout; nothing was written"),
        labels_of_class(client, "HOST").held(host["name"]),
    ):
        raise AssertionError("not held")
    release.set()
    other.join()
    assert len(world.requests()) == before


@pytest.mark.parametrize("fails", ["flock", "lockf", "pwrite"])
def test_no_locks_and_a_full_disk_cost_the_shared_memory_alone(world, host, client_at, monkeypatch, fails):
    def failing(*_arguments):
        raise OSError(errno.ENOLCK if "lock" in fails else errno.ENOSPC, "no")

    monkeypatch.setattr(os if fails == "pwrite" else fcntl, fails, failing)
    labels = labels_of_class(client_at(world.url), "HOST")
    with labels.held(host["name"]):
        labels.set(host["name"], ["new"])
    assert labels.of(host["name"]) == ["new"]


def test_no_answer_is_no_empty_list(service, client_at):
    """A write states the whole set: on the strength of nothing it would remove the labels of others."""
    service.script = [envelope(None), envelope({"a": {"labels": ["x"]}})]
    assert labels_of_class(client_at(service.url), "HOST").of("a") == ["x"]
    service.script = [envelope(None)] * 2
    with pytest.raises(ApiError, match="no labels"):
        labels_of_class(client_at(service.url), "HOST").of("a")

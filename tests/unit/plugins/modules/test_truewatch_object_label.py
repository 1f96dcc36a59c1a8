# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections, run_task
from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_object_label import TASK
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY, running
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.conftest import (  # noqa: F401 # pylint: disable=unused-import
    environment,
)

WRITE = "host_labels_modify"


@pytest.fixture
def run():
    with running() as emulator:
        emulator.seed(objects=[{"class": "HOST", "fields": {"name": "web-01", "df_label": ["web"]}}])

        def running_task(
            labels, state="present", check=False, host="web-01", connections=None, hosts=None, everywhere=None
        ):
            params = {"endpoint": emulator.url, "api_key": DEFAULT_KEY, "object_class": "HOST"}
            params.update(host=host, hosts=hosts, labels=labels, state=state, everywhere=everywhere)
            return run_task(TASK, params, check, connections or Connections())[0]

        running_task.emulator = emulator
        running_task.writes = lambda: [one for one in emulator.requests() if one["operationId"] == WRITE]
        yield running_task


@pytest.mark.parametrize(
    ("state", "labels", "after"),
    [
        ("present", ["b", "a"], ["a", "b"]),
        ("exact", ["x"], ["x"]),
        ("exact", [], []),
    ],
)
def test_a_second_run_changes_nothing_even_before_the_service_shows_it(run, state, labels, after):
    run(["old"], "exact")
    if state == "present":
        after = sorted({*after, "old"})
    first, second = run(labels, state), run(labels, state)
    assert (first["changed"], first["labels"]) == (True, after)
    assert (second["changed"], second["labels"]) == (False, after)
    assert len(run.writes()) == 2


def test_present_then_absent_within_the_five_minutes(run):
    run(["patching"])
    result = run(["patching"], "absent")
    assert result["changed"]
    assert "patching" not in result["labels"]
    assert not run(["patching"], "absent")["changed"]


def test_check_mode_predicts_and_writes_nothing(run):
    predicted, real = run(["new"], check=True), run(["new"])
    assert predicted["diff"] == real["diff"]
    assert predicted["changed"] is True
    assert len(run.writes()) == 1
    assert run(["new"], check=True)["changed"] is False


def test_nothing_to_do_is_no_change(run):
    assert run([])["changed"] is False
    assert run(["never there"], "absent")["changed"] is False
    assert not run.writes()


def test_an_object_that_does_not_exist_is_an_error_and_not_remembered(run):
    for _time in range(2):
        with pytest.raises(ApiError, match="no-such-host"):
            run(["x"], host="no-such-host")


@pytest.mark.parametrize(("host", "labels"), [("", ["x"]), (" ", ["x"]), ("web-01", [""]), ("web-01", ["x", " "])])
@pytest.mark.parametrize("check", [True, False])
def test_an_empty_name_or_label_is_refused(run, host, labels, check):
    with pytest.raises(InputError, match="host|labels"):
        run(labels, host=host, check=check)
    assert not run.writes()


@pytest.mark.parametrize("name", ["a/b", "a b?c#d%e", "主机 \"1'", "a..b", "{{ x }}"])
@pytest.mark.parametrize("label", ["EU only", "a/b", "{{ 7 }}", "标签'\"", "x" * 500, "a\nb"])
def test_odd_names_and_labels(run, name, label):
    run.emulator.seed(objects=[{"class": "HOST", "fields": {"name": name, "df_label": ["web"]}}])
    first, second = run([label], host=name), run([label], host=name)
    assert (first["changed"], second["changed"]) == (True, False)
    assert second["labels"] == sorted(["web", label])
    assert run([label], "absent", host=name)["labels"] == ["web"]


def test_a_list_of_hosts(run):
    run.emulator.seed(objects=[{"class": "HOST", "fields": {"name": "web-02", "df_label": ["new", "web"]}}])
    both = {"host": None, "hosts": ["web-01", "web-02", "web-01"]}
    predicted, real = run(["new"], check=True, **both), run(["new"], **both)
    assert predicted["diff"] == real["diff"] == {"before": {"web-01": ["web"]}, "after": {"web-01": ["new", "web"]}}
    assert real["labels_by_host"] == {"web-01": ["new", "web"], "web-02": ["new", "web"]}
    assert real["api_calls"] == 2
    assert run(["new"], **both)["changed"] is False


def test_a_list_that_fails_half_way_says_what_was_done(run):
    with pytest.raises(ApiError, match="no-such") as caught:
        run(["new"], host=None, hosts=["web-01", "no-such"])
    assert caught.value.result == {"changed": True, "labels_by_host": {"web-01": ["new", "web"]}}


def test_a_label_is_removed_from_every_object_that_has_it(run):
    fields = [{"name": f"db-0{number}", "df_label": labels} for number, labels in enumerate((["old"], ["new"], []))]
    run.emulator.seed(objects=[{"class": "HOST", "fields": one} for one in fields])
    run(["old", "web"], host="web-01")  # what this machine wrote is shown by the service only later
    everywhere = {"host": None, "everywhere": True}
    predicted = run(["old", "gone"], "absent", check=True, **everywhere)
    before = len(run.writes())
    result = run(["old", "gone"], "absent", **everywhere)
    assert result["labels_by_host"] == predicted["labels_by_host"] == {"db-00": [], "web-01": ["web"]}
    assert result["diff"] == predicted["diff"]
    assert len(run.writes()) == before + 2
    again = run(["old", "gone"], "absent", **everywhere)
    assert (again["changed"], again["labels_by_host"], again["api_calls"]) == (False, {}, 1)


@pytest.mark.parametrize(
    ("labels", "state", "message"),
    [
        (["x"], "present", "set 'state: absent'"),
        ([], "exact", "set 'state: absent'"),
        ([], "absent", "nothing to remove"),
        (["x", " "], "absent", "cannot be empty"),
    ],
)
def test_what_would_label_everything_is_refused(run, labels, state, message):
    with pytest.raises(InputError, match=message):
        run(labels, state, host=None, everywhere=True)
    assert run.emulator.requests() == []


def test_everywhere_and_a_host_are_refused():
    given = {"endpoint": "http://127.0.0.1:1", "api_key": "k", "labels": ["x"], "state": "absent"}
    for more in ({"host": "web-01", "everywhere": True}, {}):
        with pytest.raises(InputError, match="everywhere"):
            TASK.checked({**given, **more})


@pytest.mark.parametrize("hosts", [["web-01", ""], [" "]])
def test_an_empty_name_in_a_list_is_refused(run, hosts):
    with pytest.raises(InputError, match="hosts"):
        run(["x"], host=None, hosts=hosts)
    assert not run.emulator.requests()

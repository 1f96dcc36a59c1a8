# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts as files: what is asked, what is written, and that the token is nowhere."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections, run_task
from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import EngineError, InputError
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_chart_image import TASK
from ansible_collections.truewatch.openapi.tests.emulator.running import DEFAULT_KEY
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._api.wire import Reply

TOKEN = "wctn_canary_90af11"
USAGE = "M::cpu:(avg(`usage`)) BY `host`"


@pytest.fixture
def draw(emulator, tmp_path):
    def drawing(check_mode=False, **options):
        given = {"client_token": TOKEN, "dql": USAGE, "dest": str(tmp_path / "cpu.png"), **options}
        given = {name: value for name, value in given.items() if value is not None}
        params = TASK.checked({"endpoint": emulator.url, "api_key": DEFAULT_KEY, "rate_limit": "0", **given})
        return run_task(TASK, params, check_mode, Connections())[0]

    drawing.file = tmp_path / "cpu.png"
    return drawing


def asked(emulator):
    (request,) = emulator.requests()
    return dict(pair.split("=", 1) for pair in request["query"].split("&"))


def test_a_chart_is_kept(draw, emulator):
    hour = {"from": "2026-11-23 22:00", "to": "2026-11-23 23:00"}
    result = draw(**hour, timezone="Europe/Berlin", interval="5m")
    assert draw.file.read_bytes().startswith(b"\x89PNG")
    assert (result["changed"], result["state"], result["format"]) == (True, "created", "png")
    assert (result["dest"], result["size"]) == (str(draw.file), draw.file.stat().st_size)
    sent = asked(emulator)
    assert (sent["startTime"], sent["endTime"], sent["interval"]) == ("1795467600", "1795471200", "300")
    assert (sent["tz"], sent["qtype"]) == ("Europe%2FBerlin", "dql")
    assert TOKEN not in str(emulator.requests())
    assert TOKEN not in str(result)


def test_the_last_hour_by_promql(draw, emulator):
    draw(dql=None, promql="avg(cpu:usage)")
    sent = asked(emulator)
    assert int(sent["endTime"]) - int(sent["startTime"]) == 3600
    assert (sent["qtype"], sent["tz"], "interval" in sent) == ("promql", "UTC", False)


def test_it_is_replaced_only_when_it_differs(draw):
    assert [draw(mode="0640")["state"] for _run in range(2)] == ["created", "unchanged"]
    assert draw.file.stat().st_mode & 0o777 == 0o640
    draw.file.write_bytes(b"another")
    assert (draw(check_mode=True)["state"], draw.file.read_bytes()) == ("updated", b"another")
    assert draw()["changed"]


def test_check_mode_writes_no_file(draw):
    assert draw(check_mode=True)["changed"]
    assert not draw.file.exists()


@pytest.mark.parametrize("fault", ["bad_key_401", "success_false", "html_200", "no_such_route", "redirect"])
def test_what_is_no_image_is_not_kept(draw, emulator, fault):
    emulator.fault(fault, "chart_image_get", times=None)
    draw.file.write_bytes(b"before")
    with pytest.raises(ApiError) as caught:
        draw()
    assert TOKEN not in str(caught.value)
    assert draw.file.read_bytes() == b"before"


@pytest.mark.parametrize("fault", ["500", "reset_before", "cut", "throttle"])
def test_a_passing_fault_costs_a_repetition(draw, emulator, fault):
    emulator.fault(fault, "chart_image_get")
    assert draw(rate_limit="1000/1")["changed"]
    assert len(emulator.requests()) == 2


def test_bytes_that_are_no_image(draw, service):
    service.script = [Reply(200, b"name,value\na,1\n", {"Content-Type": "application/octet-stream"})]
    with pytest.raises(ApiError, match="the answer is no image but 15 bytes of something else"):
        draw(endpoint=service.url)
    assert not draw.file.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"dql": None}, "One of the following is required"),
        ({"promql": "x"}, "mutually exclusive"),
        ({"dql": " "}, "'dql' is empty"),
        ({"client_token": " "}, "'client_token' is empty"),
        ({"client_token": None}, "client_token"),
        ({"from": "-1h", "to": "-2h"}, "'from' must be before 'to'"),
        ({"interval": "often"}, "'interval' is 'often'"),
        ({"timezone": "Mars"}, "'timezone' is 'Mars'"),
        ({"dest": "/nowhere/at/all.png"}, "does not exist: make it first"),
        ({"dest": "/"}, "is a folder"),
        ({"dest": "a\0b"}, "'dest' holds a null character"),
        ({"mode": "abc"}, "'mode' is 'abc'"),
        ({"path": "x"}, "the path of the image is the option 'dest'"),
    ],
)
def test_a_mistake_costs_no_request(draw, emulator, options, said):
    with pytest.raises((InputError, EngineError), match=said):
        draw(**options)
    assert not emulator.requests()

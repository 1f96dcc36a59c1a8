# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated metrics on the wire: known by two names, and never by the answer to a change."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.data.conftest import bodies

ERRORS = {"measurement": "shop", "metric": "errors", "type": "log", "query": "L::nginx:(count(`*`))\n"}


@pytest.fixture
def metric(ensure):
    return ensure("generated_metric")


def test_what_is_sent(desk, metric):
    made = metric(**ERRORS)
    assert desk.sent == ["aggs_to_metric_list", "aggs_to_metric_add"]
    (body,) = bodies(desk, "aggs_to_metric_add")
    info = {"metric": "shop", "metricField": "errors", "every": "1m", "unit": "", "desc": ""}
    query = {"q": "L::nginx:(count(`*`))", "qtype": "dql", "qmode": "customQuery"}
    assert body == {
        "jsonScript": {"type": "logToMetric", "metricInfo": info, "query": query},
        "extend": {"funcName": "count", "fieldKey": "*"},
    }
    assert "generated metric 'shop/errors'" in made["diff"]["after_header"]
    assert not metric(**ERRORS, unit="", every="60s")["changed"]
    assert metric(**{**ERRORS, "measurement": "web"})["changed"], "the metric of another measurement"


def test_a_change_keeps_what_it_does_not_speak_of(desk, metric):
    metric(**ERRORS, unit=["time", "ms"], console={"index": "default", "filters": [{"name": "a", "op": "="}]})
    metric(measurement="shop", metric="errors", every="90m", console={"source": "*"})
    (body,) = bodies(desk, "aggs_to_metric_modify")
    assert body["jsonScript"]["metricInfo"]["every"] == "90m"
    assert body["jsonScript"]["metricInfo"]["unit"] == 'custom/["time","ms"]'
    shown = {"funcName": "count", "fieldKey": "*", "filters": [{"name": "a", "op": "="}]}
    assert body["extend"] == {**shown, "index": "default", "source": "*"}
    assert not metric(measurement="shop", metric="errors", every="1h30m")["changed"]
    with pytest.raises(InputError, match="'every' is '90s': it takes whole minutes"):
        metric(**ERRORS, every="90s")


def test_another_name_starts_a_new_series(metric):
    uuid = metric(**ERRORS)["generated_metric"]["uuid"]
    changed = metric(uuid=uuid, metric="faults")
    assert changed["dangers"] == ["starts a new series, and leaves what was written so far where it is"]
    assert not metric(uuid=uuid, metric="faults")["changed"]
    assert "dangers" not in metric(uuid=uuid, description="Told")

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forwarding rules on the wire: the archive is not deleted without consent, and no secret is lost by a change."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.data.data_forwarding import DATA_FORWARDING
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.data.conftest import bodies, rows_of

AUDIT = {"name": "audit", "store_type": "s3", "provider": "aws", "bucket": "logs"}
ARCHIVE = {"name": "archive", "store_type": "guanceObject", "retention": "180d"}
KAFKA = {"name": "stream", "store_type": "kafka", "url": "k", "topic": "t", "username": "u", "password": "canary"}


@pytest.fixture
def forwarding(ensure):
    return ensure("data_forwarding")


def test_what_is_sent(desk, forwarding):
    forwarding(**AUDIT)
    (body,) = bodies(desk, "log_backup_cfg_add")
    assert body == {
        "name": "audit",
        "storeType": "s3",
        "dataType": "logging",
        "syncExtensionField": False,
        "extend": {"filters": [], "filterLogic": "and"},
        "accessCfg": {"provider": "aws", "bucket": "logs"},
    }
    again = forwarding(**AUDIT)
    assert not again["changed"] and desk.sent == ["log_backup_cfg_list", "log_backup_cfg_get"]
    shown = again["data_forwarding"]
    assert (shown["enabled"], shown["task_status"], shown["task_error"]) == (True, -1, "")
    forwarding(name="audit", bucket_path="audit")
    (body,) = bodies(desk, "log_backup_cfg_modify")
    assert body["accessCfg"] == {"provider": "aws", "bucket": "logs", "bucketPath": "audit"}
    assert body.keys() == {"accessCfg", "extend", "syncExtensionField"}


@pytest.mark.parametrize(
    ("wanted", "lacks"),
    [
        ({"store_type": "guanceObject"}, "guanceObject, which needs more: set retention"),
        ({"store_type": "kafka", "url": "k"}, "kafka, which needs more: set topic"),
        ({"store_type": "oss"}, "oss, which needs more: set bucket"),
    ],
)
def test_what_a_store_obviously_needs(desk, forwarding, wanted, lacks):
    with pytest.raises(InputError, match=lacks):
        forwarding(name="x", **wanted)
    assert "log_backup_cfg_add" not in desk.sent


def test_the_archive_of_the_platform_is_paid_for_and_deleted_with_consent_only(desk, forwarding):
    made = forwarding(**ARCHIVE)
    assert made["dangers"] == ["is charged for 180 days at least, and cannot be cancelled"]
    with pytest.raises(InputError, match="deletes the archive in the platform's store for good.* Set 'force"):
        forwarding(name="archive", state="absent")
    assert desk.sent == ["log_backup_cfg_list"]
    (row,) = rows_of(desk, DATA_FORWARDING)
    assert not DATA_FORWARDING.is_prunable(row) and DATA_FORWARDING.is_exported(row)
    assert forwarding(name="archive", state="absent", force=True)["changed"]
    forwarding(**AUDIT)
    assert "dangers" not in forwarding(name="audit", state="absent"), "what is in a bucket of one's own stays"


@pytest.mark.parametrize("wanted", [{"store_type": "oss"}, {"data_type": "rum"}, {"retention": "720d"}])
def test_what_is_fixed(forwarding, wanted):
    forwarding(**AUDIT, retention="360d", store_region="eu")
    for other in (wanted, {"store_region": "us"}):
        with pytest.raises(InputError, match="cannot be changed"):
            forwarding(name="audit", **other)


@pytest.mark.parametrize("variant", ["secrets_absent", "secrets_masked"])
def test_a_change_needs_the_secret_that_the_service_hides(desk, forwarding, variant):
    desk.emulator.vary(variant)
    made = forwarding(**KAFKA)
    assert "canary" not in json.dumps(made)
    with pytest.raises(InputError, match="does not show 'password' of data forwarding rule 'stream'"):
        forwarding(name="stream", filter_logic="or")
    assert "log_backup_cfg_modify" not in desk.sent
    changed = forwarding(name="stream", filter_logic="or", password="canary", update_secrets="on_create")
    assert changed["diff"]["after"] == {"filter_logic": "or"}
    (body,) = bodies(desk, "log_backup_cfg_modify")
    assert "password" in body["accessCfg"] and "canary" not in json.dumps(changed)


def test_a_rule_that_is_on_its_way_out_is_not_meant_and_keeps_its_name(desk, forwarding, monkeypatch):
    forwarding(**AUDIT)
    rows = desk.client.rows

    def going(*args, **more):
        found = rows(*args, **more)
        return found._replace(items=[{**row, "status": 3} for row in found.items])

    desk.new_task()
    monkeypatch.setattr(desk.client, "rows", going)
    with pytest.raises(InputError, match="data forwarding rule 'audit' is still being deleted.* try again later"):
        desk.ensure("data_forwarding", **AUDIT)
    assert not desk.ensure("data_forwarding", name="audit", state="absent")["changed"]
    row = {"status": 3}
    assert not DATA_FORWARDING.is_exported(row) and not DATA_FORWARDING.is_prunable(row)
    assert DATA_FORWARDING.is_exported({"status": "2"}), "a page types it as a text"


def test_roles_that_may_read_are_a_switch_and_a_list(desk, forwarding):
    forwarding(**AUDIT, read_roles=["readOnly"])
    (body,) = bodies(desk, "log_backup_cfg_add")
    assert body["openPermissionSet"] is True and body["readPermissionSet"] == ["readOnly"]
    assert not forwarding(**AUDIT, read_roles=["readOnly"])["changed"]
    assert DATA_FORWARDING.values({"openPermissionSet": False, "readPermissionSet": ["x"]})["read_roles"] == []
    assert "read_roles" not in DATA_FORWARDING.values({})

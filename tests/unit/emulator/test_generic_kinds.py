# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Families that have no class of their own: created, listed, read, changed, switched and deleted as documented."""

from __future__ import annotations

import pytest


def test_post_deletes_with_an_id_array_and_renamed_fields(api):
    base = "/api/v1/notice/date"
    made = api.content(api.post(f"{base}/add", {"name": "n", "noticeDates": ["2025/01/01"]}))
    assert made["uuid"].startswith("ndate_")
    assert made["dates"] == ["2025/01/01"]
    assert "noticeDates" not in made
    listed = api.get(f"{base}/list").json()
    assert [row["uuid"] for row in listed["content"]["data"]] == [made["uuid"]]
    assert listed["pageInfo"]["totalCount"] == 1
    changed = api.content(api.post(f"{base}/{made['uuid']}/modify", {"name": "m", "noticeDates": []}))
    assert (changed["name"], changed["dates"]) == ("m", [])
    assert api.content(api.post(f"{base}/delete", {"noticeDatesUUIDs": [made["uuid"], "ndate_unknown"]})) is True
    assert api.get(f"{base}/{made['uuid']}/get").status_code == 404


def test_get_deletes(api):
    body = {"name": "p", "type": "local", "category": "logging", "content": "Zm9v", "source": ["s"]}
    uuids = [api.content(api.post("/api/v1/pipeline/add", {**body, "name": name}))["uuid"] for name in ("p", "q", "r")]
    assert api.content(api.get("/api/v1/pipeline/delete", pipelineUUIDs=",".join(uuids[:2]))) is True
    assert [row["name"] for row in api.content(api.get("/api/v1/pipeline/list"))["data"]] == ["r"]


def test_set_disable(api):
    script = {"name": "c", "type": "simpleCheck", "title": "c", "checkerOpt": {"rules": []}}
    made = api.content(api.post("/api/v1/checker/add", {"type": "trigger", "jsonScript": script, "extend": {}}))
    for disabled, status in ((True, 2), (False, 0)):
        api.content(api.post("/api/v1/checker/set_disable", {"isDisable": disabled, "ruleUUIDs": [made["uuid"]]}))
        assert api.content(api.get(f"/api/v1/checker/{made['uuid']}/get"))["status"] == status


def test_identity_in_the_body_or_query(api):
    made = api.content(api.post("/api/v1/notify_object/create", {"type": "sms", "name": "n", "optSet": {"to": ["1"]}}))
    uuid = made["uuid"]
    assert uuid.startswith("notify_")
    api.content(
        api.post("/api/v1/notify_object/modify", {"notifyObjectUUID": uuid, "name": "m", "optSet": {"to": ["2"]}})
    )
    got = api.content(api.get("/api/v1/notify_object/get", notifyObjectUUID=uuid))
    assert (got["name"], got["optSet"]) == ("m", {"to": ["2"]})
    api.content(api.post("/api/v1/notify_object/delete", {"notifyObjectUUID": uuid}))
    assert api.get("/api/v1/notify_object/get", notifyObjectUUID=uuid).status_code == 404


def test_list_searches_and_filters(api):
    for name, kind in (("alpha", "logging"), ("beta", "rum"), ("alphabet", "rum")):
        api.content(api.post("/api/v1/blacklist/add", {"name": name, "type": kind, "source": "s", "filters": []}))
    found = api.content(api.get("/api/v1/blacklist/list", type="rum", search="ALPHA"))
    assert [row["name"] for row in found] == ["alphabet"]


def test_deletes_that_tell_a_name(api):
    note = api.content(api.post("/api/v1/notes/create", {"name": "gone", "extend": {}}))
    assert api.content(api.get(f"/api/v1/notes/{note['uuid']}/delete")) == {"noteName": "gone"}


def test_objects_known_by_the_key_of_their_template(api):
    base, kind = "/api/v1/objc_cfg", "custom_object"
    template = {"main": [{"class": kind, "source": {"key": "shelf", "name": ""}}]}
    assert api.content(api.post(f"{base}/create", {"sourceType": kind, "templateInfo": template}))["name"] == "shelf"
    changed = {"sourceType": kind, "objcGroupUUID": "objcg_1", "templateInfo": template}
    api.content(api.post(f"{base}/shelf/modify", changed))
    (row,) = api.content(api.get(f"{base}/list", sourceType=kind))
    assert (row["name"], row["objcGroupUUID"]) == ("shelf", "objcg_1")
    assert api.content(api.post(f"{base}/delete", {"sourceType": kind, "objc_name": "shelf"})) is True
    assert api.content(api.get(f"{base}/list", sourceType=kind)) == []


def test_objects_that_only_a_list_tells_the_uuid_of(api):
    base, mapping = "/api/v1/saml/mapping/field", {"sourceField": "f", "sourceValue": "v", "targetValues": ["general"]}
    assert api.content(api.post(f"{base}/add", {"ssoUUID": "sso_1", **mapping})) is True
    (row,) = api.content(api.get(f"{base}/list", ssoUUID="sso_1"))
    api.content(api.post(f"{base}/{row['uuid']}/modify", {**mapping, "sourceValue": "w"}))
    assert [r["sourceValue"] for r in api.content(api.get(f"{base}/list"))] == ["w"]
    assert api.content(api.get(f"{base}/{row['uuid']}/delete")) is True
    assert api.content(api.get(f"{base}/list")) == []


def test_pure_reads_answer_the_documented_example(api):
    assert api.content(api.get("/api/v1/permission/list"))[0]["subs"]
    assert "cashBalance" in api.content(api.get("/api/v1/billing/balance/get"))


@pytest.mark.parametrize(
    ("wish", "answer", "colour"),
    [
        ("check", {"repeat_name": ["a"]}, "old"),
        ("skip", {"successCount": 1, "failCount": 0}, "old"),
        ("recover", {"successCount": 2, "failCount": 0}, "new"),
    ],
)
def test_tags_that_exist_are_imported_as_wished(api, wish, answer, colour):
    uuid = api.content(api.post("/api/v1/tag/create", {"name": "a", "colour": "old"}))["uuid"]
    tags = [{"name": "a", "colour": "new"}, {"name": "b"}]
    assert api.content(api.post("/api/v1/tag/import", {"tags": tags, "repeatTagNameOp": wish})) == answer
    assert api.content(api.get(f"/api/v1/tag/{uuid}/get"))["colour"] == colour
    names = {row["name"] for row in api.content(api.post("/api/v1/tag/export"))}
    assert names == ({"a"} if wish == "check" else {"a", "b"})


def test_a_dial_node_whose_tests_go_with_it(api):
    base, body = "/api/v1/dialing_region", {"internal": False, "isp": "custom", "country": "Germany", "keycode": "b-1"}
    made = api.content(api.post(f"{base}/regist", body))
    uuid = made["regionInfo"]["uuid"]
    assert len(uuid) == 24 and made["ak"]["sk"]
    assert api.content(api.get(f"{base}/{uuid}/info"))["ak"] == made["ak"]
    assert api.post(f"{base}/regist", body).status_code == 400
    (row,) = api.content(api.get(f"{base}/list"))
    assert row["uuid"] == uuid and "ak" not in row
    test = {"type": "http", "regions": [uuid], "task": {"name": "t", "frequency": "5m"}}
    api.content(api.post("/api/v1/dialing_task/add", test))
    assert api.content(api.get(f"{base}/{uuid}/delete")) == {}
    assert api.content(api.get("/api/v1/dialing_task/list")) == []
    assert api.get(f"{base}/{uuid}/info").status_code == 404


def test_an_application_whose_id_changes(api):
    base, settings = "/api/v1/llm_cfg", {"name": "Assistant", "type": "Langfuse", "extend": {"a": 1}}
    made = api.content(api.post(f"{base}/add", {"appId": "one", "jsonContent": settings}))
    assert made["uuid"] == made["appId"] == "one" and made["clientToken"]
    assert (
        api.post(f"{base}/add", {"appId": "two", "jsonContent": settings}).json()["errorCode"] == "ft.LlmCfgNameRepeat"
    )
    body = {"newAppId": "two", "jsonContent": {"name": "Helper"}}
    changed = api.content(api.post(f"{base}/one/modify", body))
    assert changed["uuid"] == "two" and changed["jsonContent"] == {**settings, "name": "Helper"}
    assert api.get(f"{base}/one/get").json()["errorCode"] == "ft.NotFoundLlmSet"
    assert api.content(api.post(f"{base}/delete", {"appIds": ["one", "two"]})) == {"two": "Helper"}
    assert api.content(api.get(f"{base}/list"))["data"] == []

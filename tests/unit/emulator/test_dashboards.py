# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Dashboards: documented behaviour with its odd parts, in both dialects, with the vendor's own dashboards."""

from __future__ import annotations

import json
import pathlib

import pytest

from ansible_collections.truewatch.openapi.tests.emulator import running
from ansible_collections.truewatch.openapi.tests.emulator.pytest_fixtures import Api

BASE = "/api/v1/dashboards"
VENDOR_FILES = sorted((pathlib.Path(__file__).resolve().parents[4] / "shared" / "data" / "dashboards").glob("*.json"))
TEMPLATE = {
    "title": "ignored",
    "summary": "s",
    "dashboardExtend": {"a": 1},
    "dashboardMapping": [{"class": "HOST", "field": "host", "mapping": "x", "datasource": "object"}],
    "main": {
        "vars": [{"name": "host", "code": "host", "seq": 0}],
        "groups": [{"name": "CPU", "extend": {}}],
        "charts": [
            {"name": "one", "type": "sequence", "queries": [], "pos": None, "group": {"name": "CPU"}},
            {"name": "one", "type": "text", "queries": [], "pos": {"h": 1, "w": 2, "x": 3, "y": 4}},
        ],
    },
}
REBUILT = ("uuid", "chartGroupUUID", "prevGroupName", "pos", "extend")


def create(api, **fields):
    return api.content(api.post(f"{BASE}/create", {"name": "d", **fields}))


def test_create_answers_what_the_server_makes_of_it(api):
    made = create(api, templateInfo=TEMPLATE, tagNames=["b", "a", "b"], desc="text")
    assert made["name"] == "d"
    assert made["id"] is None
    assert made["createdWay"] == "import"
    assert made["uuid"].startswith("dsbd_")
    assert len(made["uuid"]) == 37
    assert [tag["name"] for tag in made["tag_info"]] == ["b", "a"]
    assert made["extend"] == {"a": 1}
    assert made["mapping"] == TEMPLATE["dashboardMapping"]
    assert [one["pos"] for one in made["chartPos"]] == [
        {"h": 9, "w": 8, "x": 0, "y": 0, "i": 0},
        {"h": 1, "w": 2, "x": 3, "y": 4, "i": made["chartPos"][1]["chartUUID"]},
    ]
    assert isinstance(made["createAt"], float)
    assert made["deleteAt"] == -1
    assert made["isPublic"] == 0


def test_tags_come_in_four_shapes(api):
    made = create(api, tagNames=["t"])
    uuid, tag = made["uuid"], made["tag_info"]
    assert tag[0]["id"].startswith("tag_")
    assert api.content(api.get(f"{BASE}/{uuid}/get"))["tag_info"] == {uuid: tag}
    assert api.content(api.get(f"{BASE}/list"))[0]["tag_info"] == {"sceneInfo": [], "tagInfo": tag}
    assert api.content(api.post(f"{BASE}/{uuid}/modify", {}))["tag_info"] == {"sceneInfo": [], "tagInfo": tag}
    assert api.content(api.get(f"{BASE}/{uuid}/export"))["tagInfo"] == tag


def test_get_has_no_charts_and_whole_seconds(api):
    uuid = create(api, templateInfo=TEMPLATE)["uuid"]
    got = api.content(api.get(f"{BASE}/{uuid}/get"))
    assert "charts" not in got
    assert "main" not in got
    assert "templateInfo" not in got
    assert isinstance(got["createAt"], int)
    assert isinstance(got["id"], int)


def test_export_import_round_trip(api):
    uuid = create(api, templateInfo=TEMPLATE)["uuid"]
    first = api.content(api.get(f"{BASE}/{uuid}/export"))
    assert first["title"] == "d"
    assert first["main"]["vars"] == TEMPLATE["main"]["vars"]
    imported = api.content(api.post(f"{BASE}/{uuid}/import", {"templateInfo": {**first, "title": "other"}}))
    assert (imported["uuid"], imported["name"], imported["createdWay"]) == (uuid, "d", "import")
    second = api.content(api.get(f"{BASE}/{uuid}/export"))
    old, new = (sorted(chart["uuid"] for chart in export["main"]["charts"]) for export in (first, second))
    assert not set(old) & set(new)
    assert bare(first) == bare(second)


def bare(export):
    """An export without what import makes anew."""
    main = export["main"]
    charts = [{k: v for k, v in chart.items() if k not in ("uuid", "chartGroupUUID")} for chart in main["charts"]]
    return {**export, "main": {**main, "charts": charts, "chartGroupPos": None}}


def test_import_can_move_to_another_uuid(api):
    uuid, wanted = create(api)["uuid"], "dsbd_custom_" + "a" * 32
    moved = api.content(api.post(f"{BASE}/{uuid}/import", {"templateInfo": TEMPLATE, "specifyDashboardUUID": wanted}))
    assert moved["uuid"] == wanted
    assert api.get(f"{BASE}/{uuid}/get").status_code == 404


def test_modify_replaces_what_is_sent_and_only_that(api):
    uuid = create(api, desc="a", tagNames=["x"], extend={"k": 1}, identifier="i")["uuid"]
    changed = api.content(api.post(f"{BASE}/{uuid}/modify", {"name": "e", "tagNames": [], "desc": ""}))
    assert (changed["name"], changed["old_name"], changed["desc"]) == ("e", "d", "")
    assert changed["tag_info"]["tagInfo"] == []
    assert changed["extend"] == {"k": 1}
    assert changed["identifier"] == "i"
    assert isinstance(changed["updateAt"], float)
    assert isinstance(changed["createAt"], int)


def test_permission_sets_count_only_when_custom(api):
    uuid = create(api, isPublic=-1, permissionSet=["wsAdmin"], readPermissionSet=["general"])["uuid"]
    got = api.content(api.get(f"{BASE}/{uuid}/get"))
    assert (got["isPublic"], got["permissionSet"], got["readPermissionSet"]) == (-1, ["wsAdmin"], ["general"])
    changed = api.content(api.post(f"{BASE}/{uuid}/modify", {"isPublic": 1, "readPermissionSet": ["general"]}))
    assert (changed["isPublic"], changed["permissionSet"], changed["readPermissionSet"]) == (1, [], [])


def test_list_is_newest_change_first_and_searches_substrings(api):
    uuids = [create(api, name=f"Name {number}", tagNames=[f"t{number}"])["uuid"] for number in range(3)]
    api.post(f"{BASE}/{uuids[0]}/modify", {"desc": "changed"})
    assert [row["uuid"] for row in api.content(api.get(f"{BASE}/list"))] == [uuids[0], uuids[2], uuids[1]]
    assert [row["uuid"] for row in api.content(api.get(f"{BASE}/list", search="ME 2"))] == [uuids[2]]
    rows = api.content(api.get(f"{BASE}/list", tagNames=json.dumps(["t1", "t9"])))
    assert [row["uuid"] for row in rows] == [uuids[1]]
    page = api.get(f"{BASE}/list", pageSize=2, pageIndex=2).json()
    assert page["pageInfo"] == {"count": 1, "pageIndex": 2, "pageSize": 2, "totalCount": 3}
    assert len(page["content"]) == 1


def test_names_may_repeat_identifiers_may_not(api):
    first = create(api, identifier="id")
    assert create(api)["uuid"] != first["uuid"]
    refused = create(api, name="e", identifier="id")
    row = {"uuid": first["uuid"], "name": "d", "identifier": "id"}
    assert refused == {"repeatInfo": {"name_and_identifier": [], "identifier": [row], "name": []}}
    other = create(api, name="f")
    assert api.post(f"{BASE}/{other['uuid']}/modify", {"identifier": "id"}).json()["errorCode"] == "ft.RepeatIdentifier"
    replaced = create(api, name="e", identifier="id", recoverIdentifier=True)
    assert api.get(f"{BASE}/{first['uuid']}/get").status_code == 404
    assert api.get(f"{BASE}/{replaced['uuid']}/get").status_code == 200


def test_recover_identifier_asks_for_the_check_of_names_too(api):
    create(api)
    assert len(create(api, recoverIdentifier=False)["repeatInfo"]["name"]) == 1


def test_own_uuid(api):
    wanted = "dsbd_custom_" + "b" * 32
    assert create(api, specifyDashboardUUID=wanted)["uuid"] == wanted
    assert (
        api.post(f"{BASE}/create", {"name": "x", "specifyDashboardUUID": wanted}).json()["errorCode"]
        == "ft.DashboardUUIDExists"
    )
    assert api.post(f"{BASE}/create", {"name": "x", "specifyDashboardUUID": "dsbd_1"}).status_code == 400


def test_delete_and_absence(api):
    uuid = create(api)["uuid"]
    assert api.content(api.post(f"{BASE}/{uuid}/delete")) == {uuid: "d"}
    for method, action in (("GET", "get"), ("GET", "export"), ("POST", "delete")):
        response = api.session.request(method, f"{api.url}{BASE}/{uuid}/{action}")
        assert (response.status_code, response.json()["errorCode"]) == (404, "ft.NotFoundDashboard")


@pytest.mark.skipif(not VENDOR_FILES, reason="the vendor's dashboards are not beside this checkout")
@pytest.mark.parametrize("file", VENDOR_FILES, ids=lambda file: file.stem)
def test_vendor_dashboard_survives(api, file):
    template = json.loads(file.read_text(encoding="utf-8"))
    uuid = create(api, templateInfo=template)["uuid"]
    export = api.content(api.get(f"{BASE}/{uuid}/export"))
    for key in ("vars", "groups"):
        assert export["main"][key] == (template["main"].get(key) or [])
    assert len(export["main"]["charts"]) == len(template["main"]["charts"])
    for sent, got in zip(template["main"]["charts"], export["main"]["charts"], strict=True):
        assert {k: v for k, v in got.items() if k not in REBUILT} == {
            **{k: v for k, v in sent.items() if k not in REBUILT},
            "group": sent.get("group") or {"name": None},
        }
        assert {k: v for k, v in got["pos"].items() if k in (sent.get("pos") or {})} == (sent.get("pos") or {})
        settings = (sent.get("extend") or {}).get("settings") or {}
        assert {k: v for k, v in got["extend"]["settings"].items() if k in settings} == settings


# Dialects

GUIDE = "/api/v1/dashboard"


def test_guide_dialect_has_the_routes_of_the_guide_only():
    with running(dialect="guide") as emulator:
        api = Api(emulator.url)
        uuid = api.content(api.post(f"{GUIDE}/create", {"name": "d", "templateInfo": TEMPLATE}))["uuid"]
        got = api.content(api.get(f"{GUIDE}/{uuid}/get"))
        assert [chart["name"] for chart in got["templateInfo"]["main"]["charts"]] == ["one", "one"]
        api.content(api.post(f"{GUIDE}/{uuid}/modify", {"templateInfo": {"title": "x", "main": {"charts": []}}}))
        assert api.content(api.get(f"{GUIDE}/{uuid}/get"))["templateInfo"]["main"]["charts"] == []
        assert api.content(api.get(f"{GUIDE}/list"))[0]["uuid"] == uuid
        for method, path in (
            ("GET", f"{BASE}/list"),
            ("GET", f"{GUIDE}/{uuid}/export"),
            ("GET", f"{GUIDE}/{uuid}/delete"),
            ("POST", f"{BASE}/{uuid}/import"),
            ("POST", "/api/v1/df/query_data_v1"),
        ):
            assert api.session.request(method, api.url + path, json={}).json()["errorCode"] == "RouterNotFound"
        assert api.content(api.post(f"{GUIDE}/{uuid}/delete")) == {uuid: "d"}
        assert Api(emulator.url, "wrong").get(f"{GUIDE}/list").json()["errorCode"] == "InvalidApiKey"
        assert {r["operationId"] for r in emulator.requests() if r["status"] == 200} == {
            "dashboards_create",
            "dashboards_get",
            "dashboards_modify",
            "dashboards_list",
            "dashboards_delete",
        }


def test_reference_dialect_has_none_of_them():
    with running(dialect="reference") as emulator:
        api = Api(emulator.url)
        for method, path in (
            ("GET", f"{GUIDE}/list"),
            ("POST", f"{GUIDE}/create"),
            ("POST", f"{GUIDE}/dsbd_1/delete"),
            ("GET", "/api/v1/object/host/list"),
        ):
            assert api.session.request(method, api.url + path, json={}).json()["errorCode"] == "RouterNotFound"
        assert api.get(f"{GUIDE}/dsbd_1/get").json()["errorCode"] == "ft.NotFoundDashboard"


def test_on_shared_paths_the_stored_object_decides(api):
    dashboard = create(api)["uuid"]
    view = api.content(api.post(f"{GUIDE}/add", {"name": "v", "sourceDashboardUUID": dashboard}))["uuid"]
    assert api.content(api.get(f"{GUIDE}/{dashboard}/get"))["templateInfo"]["title"] == "d"
    got = api.content(api.get(f"{GUIDE}/{view}/get"))
    assert got["ownerType"] == "inner"
    assert got["dashboardBidding"] == {}
    assert "templateInfo" not in got
    assert [row["uuid"] for row in api.content(api.get(f"{BASE}/list"))] == [dashboard]
    assert [row["uuid"] for row in api.content(api.get(f"{GUIDE}/inner_list"))["data"]] == [view]
    assert api.content(api.post(f"{GUIDE}/{view}/modify", {"name": "w"}))["old_name"] == "v"
    assert api.content(api.get(f"{GUIDE}/{view}/delete")) == ["w"]

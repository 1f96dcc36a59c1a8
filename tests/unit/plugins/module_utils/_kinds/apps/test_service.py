# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services on the wire: one TOML text goes out, mappings come back, and nothing of them is lost."""

from __future__ import annotations

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps._toml import toml
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps.service import SERVICE

CHECKOUT = {
    "name": "checkout",
    "type": "app",
    "team": "Payments",
    "colour": "#40c9c9",
    "oncall": [{"name": 'the "night" \\ shift\x7f', "type": "email", "emails": ["pay@example.com"], "slack": None}],
    "repositories": [{"name": "code", "link": "https://git.example.com/c", "provider": "gitlab"}],
    "docs": [],
    "app": "shop_web",
    "views": ["dsbd_2", "dsbd_1"],
    "tags": ["shop", "mysql"],
}


@pytest.fixture
def service(desk):
    desk.client.call("member_groups_add", body={"name": "Payments", "accountUUIDs": []})
    desk.ensure("rum_app", app_id="shop_web", name="Shop", type="web")

    def ensure(**params):
        desk.new_task()
        return desk.ensure("service", **params)

    return ensure


def texts(desk, operation):
    sent = [one["body"] for one in desk.emulator.requests(bodies=True) if one["operationId"] == operation]
    return [body["serviceCatelog"] for body in sent]


def test_a_definition_is_written_once(desk, service):
    assert service(**CHECKOUT, check_mode=True)["changed"] and not texts(desk, "service_manage_add")
    made = service(**CHECKOUT)
    assert made["service"]["uuid"].startswith("sman_") and made["service"]["app"] == "Shop"
    (text,) = texts(desk, "service_manage_add")
    assert 'team = "Payments"' in text and "[[Team.oncall]]" in text and "docs" not in text.lower()
    assert not service(**CHECKOUT)["changed"]
    assert desk.sent == ["member_groups_list", "rum_cfg_quick_list", "service_manage_list"]
    assert not desk.ensure("service", **CHECKOUT)["changed"] and desk.sent == []


def test_views_go_by_name_and_a_uuid_of_nothing_here_is_told(desk, service):
    uuid = desk.ensure("user_view", name="Beside")["user_view"]["uuid"]
    made = service(name="checkout", views=["Beside", "dsbd_1"])
    assert sorted(made["service"]["views"]) == ["Beside", "dsbd_1"] and uuid in texts(desk, "service_manage_add")[0]
    assert [text for text in made["warnings"] if "'views' of service 'checkout' holds dsbd_1, which is neither" in text]
    again = service(name="checkout", views=["dsbd_1", uuid])
    assert not again["changed"] and not again["warnings"]
    with pytest.raises(InputError, match="no user view or dashboard named 'Besides'"):
        service(name="checkout", views=["Besides"])
    assert "Beside" in read(desk.run(), SERVICE, name="checkout", export=True)[0]["views"]


def test_a_change_writes_back_all_that_the_text_held(desk, service):
    service(**CHECKOUT)
    (row,) = desk.client.rows("service_manage_list", query={"originStr": "0"}).items
    catalog = {**row["serviceCatelog"], "Own": {"key with blank": [1, True, 2.5], "rows": [{"a": {"b": "c"}}]}}
    catalog["Team"].update(service="written by hand", team="Payments")
    desk.client.call(
        "service_manage_modify", path={"service_uuid": row["uuid"]}, body={"serviceCatelog": toml(catalog)}
    )
    changed = service(uuid=row["uuid"], name="checkout", tags=["shop"])
    assert set(changed["diff"]["after"]) == {"name", "tags"}
    text = texts(desk, "service_manage_modify")[-1]
    (row,) = desk.client.rows("service_manage_list", query={"originStr": "0"}).items
    assert row["service"] == "checkout" and row["serviceCatelog"]["Own"] == catalog["Own"]
    assert 'team = "Payments"' in text, "the team that is not named is sent by name, too"
    assert not service(**{**CHECKOUT, "tags": ["shop"]})["changed"]


def test_the_row_says_what_a_service_is_called(service):
    row = {"service": "checkout", "serviceCatelog": {"Team": {"service": "other", "type": "app"}}}
    body = SERVICE.body({**SERVICE.values(row), "type": "web"}, row)
    assert body == {"serviceCatelog": '[Team]\nservice = "checkout"\ntype = "web"\n'}


def test_an_empty_value_takes_away(desk, service):
    service(**CHECKOUT)
    assert service(name="checkout", oncall=[], team="", app="", tags=[])["changed"]
    text = texts(desk, "service_manage_modify")[-1]
    assert not any(word in text for word in ("oncall", "team", "AppId", "Tags"))
    assert not service(name="checkout", oncall=[], team="", app="", tags=[])["changed"]


def test_it_is_renamed_and_deleted(desk, service):
    uuid = service(**CHECKOUT)["service"]["uuid"]
    assert service(uuid=uuid, name="pay")["changed"]
    assert not desk.ensure("service", name="pay", tags=["mysql", "shop"])["changed"]
    assert service(name="pay", state="absent")["changed"] and desk.sent[-1] == "service_manage_delete"
    assert not service(name="pay", state="absent")["changed"]


def test_older_contacts_and_what_the_platform_found(service):
    row = {"service": "s", "createType": "automatic", "serviceCatelog": {"Team": {"oncall": ["a@example.com"]}}}
    assert SERVICE.values(row)["oncall"] == [{"name": "a@example.com", "type": "email", "emails": ["a@example.com"]}]
    assert not SERVICE.is_exported(row) and SERVICE.is_exported({"createType": "manual"})


def test_a_text_that_cannot_be_read_is_not_overwritten(desk, service, monkeypatch):
    service(**CHECKOUT)
    monkeypatch.setattr(type(SERVICE), "listings", (SERVICE.listings[0]._replace(query={}),))
    assert not service(name="checkout")["changed"]
    with pytest.raises(InputError, match="as TOML text although it was asked for its parts"):
        service(name="checkout", type="web")
    assert not texts(desk, "service_manage_modify")


def test_an_export_can_be_applied(desk, service):
    service(**CHECKOUT)
    desk.new_task()
    (exported,) = read(desk.run(), SERVICE, export=True)
    assert (exported["team"], exported["app"], exported["colour"]) == ("Payments", "Shop", "#40C9C9")
    assert not service(**exported)["changed"]

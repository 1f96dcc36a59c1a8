# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""API keys: the secret is told once, the key in use is safe, and nobody gets an administrator's by accident."""

from __future__ import annotations

import json

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import ApiError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError, UnfinishedError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.query import read
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people._revealing import keep
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.people.api_key import API_KEY
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.people.conftest import bodies, wrote

CI = {"name": "ci", "roles": ["readOnly"]}
OWN = "API key of the emulator"


@pytest.fixture
def key(ensure):
    return ensure("api_key")


def works(desk, secret):
    desk.key, before = secret, desk.key
    desk.new_task()
    try:
        desk.client.call("workspace_get")
        return True
    except ApiError:
        return False
    finally:
        desk.key = before
        desk.new_task()


# -- the secret ------------------------------------------------------------------------------------


def test_the_secret_is_told_once(desk, key, tmp_path):
    assert "secret" not in key(check_mode=True, **CI)
    made = key(**CI)
    secret = made["secret"]
    assert works(desk, secret)
    told = [key(**CI), key(name="ci", roles=["general"]), read(desk.run(), API_KEY), desk.memory.rows(API_KEY)]
    told += [{**made, "secret": ""}, desk.emulator.requests(bodies=True)]
    kept = [path.read_bytes().decode(errors="replace") for path in tmp_path.rglob("*") if path.is_file()]
    for text in (json.dumps(told), *kept):
        assert secret not in text and DEFAULT_KEY not in text
    assert "secret" not in told[0]


def test_an_answer_that_is_lost_is_no_success(desk, key):
    desk.emulator.fault("truncated", "access_keys_add")
    with pytest.raises(UnfinishedError, match="told once only is lost: look for it, and delete or recreate it"):
        key(**CI)
    assert not key(**CI)["changed"]


def test_a_key_has_roles(desk, key):
    for roles, says in (([], "'roles'.* is empty"), (["owner"], "no key can be given")):
        with pytest.raises(InputError, match=says):
            key(name="ci", roles=roles)
    with pytest.raises(InputError, match="a new one needs more: set roles"):
        key(name="ci")
    assert not bodies(desk, "access_keys_add")
    key(**CI)
    assert bodies(desk, "access_keys_add") == [{"name": "ci", "roleUUIDs": ["readOnly"]}]


def test_a_key_keeps_its_name(desk, key):
    uuid = key(**CI)["api_key"]["uuid"]
    with pytest.raises(InputError, match="'name' of the API key 'ci' is 'ci' and cannot be changed"):
        key(uuid=uuid, name="cd")
    assert not wrote(desk)


def test_the_secret_is_told_again_where_it_is_asked_for(desk, key, tmp_path):
    secret = key(**CI)["secret"]
    assert "secret" not in revealed(desk, True, **CI)
    told = revealed(desk, **CI)
    assert (told["secret"], told["changed"]) == (secret, False)
    assert secret not in json.dumps({**told, "secret": ""}) and not wrote(desk)
    assert desk.sent == ["access_keys_list", "access_keys_get"]
    kept = [path.read_bytes().decode(errors="replace") for path in tmp_path.rglob("*") if path.is_file()]
    assert secret not in json.dumps([desk.emulator.requests(bodies=True), desk.memory.rows(API_KEY), *kept])
    assert works(desk, revealed(desk, name="cd", roles=["general"])["secret"]), "a new one tells it anyway"
    assert "secret" not in revealed(desk, True, name="ce", roles=["general"])


@pytest.mark.parametrize("variant", ["secrets_absent", "secrets_masked"])
def test_a_secret_that_is_not_shown_is_no_success(desk, key, variant):
    uuid = key(**CI)["api_key"]["uuid"]
    desk.emulator.vary(variant)
    with pytest.raises(InputError, match=rf"does not show the secret of the API key 'ci' \({uuid}\)"):
        revealed(desk, **CI)
    with pytest.raises(InputError, match="a key that stays"):
        revealed(desk, name="ci", state="absent")


def revealed(desk, check_mode=False, **params):
    desk.new_task()
    before = len(desk.emulator.requests())
    try:
        return keep(desk.run({"state": "present", **params, "reveal": True}, check_mode))
    finally:
        desk.sent = [request["operationId"] for request in desk.emulator.requests()[before:]]


# -- the key in use --------------------------------------------------------------------------------


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("force", [True, False])
@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"state": "absent"}, "it is the key that the task uses, so delete it with another one"),
        ({"roles": ["wsAdmin"], "rotate": True}, "it is the key that the task uses, so set 'keep_old: true'"),
    ],
)
def test_the_key_in_use_is_refused(desk, key, wanted, says, force, check_mode):
    with pytest.raises(InputError, match=f"API key '{OWN}' cannot be .*: {says}"):
        key(name=OWN, force=force, check_mode=check_mode, **wanted)
    (own,) = read(desk.run(), API_KEY)
    assert own["in_use"] is True
    with pytest.raises(InputError, match=says):
        key(uuid=own["uuid"], force=force, check_mode=check_mode, **wanted)
    assert not wrote(desk)
    assert works(desk, DEFAULT_KEY)


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("variant", ["secrets_absent", "secrets_masked"])
def test_where_the_key_in_use_is_not_known_consent_is_needed(desk, key, variant, check_mode):
    key(**CI)
    desk.emulator.vary(variant)
    for wanted in ({"state": "absent"}, {"rotate": True, "roles": ["general"]}):
        with pytest.raises(InputError, match="may be that of the key that the task uses.*Set 'force: true'"):
            key(name="ci", check_mode=check_mode, **wanted)
        assert not wrote(desk)
    (one, _own) = read(desk.run(), API_KEY)
    assert "in_use" not in one
    assert key(name="ci", state="absent", force=True, check_mode=check_mode)["changed"]


@pytest.mark.parametrize("variant", ["secrets_absent", "secrets_masked"])
def test_the_only_key_is_the_one_in_use(desk, key, variant):
    desk.emulator.vary(variant)
    with pytest.raises(InputError, match="it is the key that the task uses"):
        key(name=OWN, state="absent", force=True)
    assert not wrote(desk)


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("variant", ["secrets_absent", "secrets_masked"])
def test_a_loop_with_consent_over_all_keys_leaves_one(desk, key, variant, check_mode):
    key(**CI)
    desk.emulator.vary(variant)
    desk.new_task()
    assert desk.ensure("api_key", name="ci", state="absent", force=True, check_mode=check_mode)["changed"]
    with pytest.raises(InputError, match="it is the only one, so it is the key that the task uses"):
        desk.ensure("api_key", name=OWN, state="absent", force=True, check_mode=check_mode)
    assert works(desk, DEFAULT_KEY)


def test_the_key_in_use_is_renewed_by_two_tasks(desk, key):
    renewed = key(name=OWN, roles=["wsAdmin"], rotate=True, keep_old=True)
    assert works(desk, DEFAULT_KEY) and works(desk, renewed["secret"])
    desk.key = renewed["secret"]
    assert key(uuid=renewed["replaced"], state="absent")["changed"]
    assert not works(desk, DEFAULT_KEY)
    with pytest.raises(InputError, match="it is the key that the task uses"):
        key(uuid=renewed["api_key"]["uuid"], state="absent")


@pytest.mark.parametrize("secret", [12345, ["x"], "half \ud83d", {}])
def test_what_a_list_tells_oddly_is_not_the_key_in_use(desk, key, monkeypatch, secret):
    key(**CI)
    told_so(desk, monkeypatch, lambda row: {**row, "sk": secret} if row["name"] == "ci" else row)
    (_own, ci) = sorted(read(desk.run(), API_KEY), key=lambda one: one["name"])
    assert not ci.get("in_use")
    told_so(desk, monkeypatch, lambda row: "x")
    with pytest.raises(ApiError, match="holds something that has no uuid"):
        read(desk.run(), API_KEY)


def told_so(desk, monkeypatch, change):
    """Lets the service tell each key otherwise from now on."""
    desk.new_task()
    rows = desk.client.rows

    def told(operation, **asked):
        found = rows(operation, **asked)
        return found._replace(items=[change(row) for row in found.items])

    monkeypatch.setattr(desk.client, "rows", told)


def test_whatever_fails_later_the_secret_is_not_lost(desk, key, monkeypatch):
    told_so(desk, monkeypatch, lambda row: {**row, "name": row["name"].upper()})
    with pytest.raises(UnfinishedError, match="the service keeps its name as 'CI  X'") as caught:
        desk.ensure("api_key", name="ci  x", roles=["general"])
    assert works(desk, caught.value.result["secret"])


def test_of_a_new_key_without_uuid_the_secret_is_not_lost(desk, monkeypatch):
    desk.new_task()
    call = desk.client.call

    def nameless(operation, **given):
        answer = call(operation, **given)
        if operation == "access_keys_add":
            del answer.content["uuid"]
        return answer

    monkeypatch.setattr(desk.client, "call", nameless)
    with pytest.raises(UnfinishedError, match="told once only is in the result of this task alone") as caught:
        desk.ensure("api_key", **CI)
    assert works(desk, caught.value.result["secret"])


# -- another secret --------------------------------------------------------------------------------


def test_a_renewed_key_takes_the_place_of_the_old_one(desk, key):
    old = key(**CI)
    wanted = {**CI, "rotate": True}
    planned = key(check_mode=True, **wanted)
    assert planned["changed"] and not wrote(desk) and "secret" not in planned
    new = key(**wanted)
    assert desk.sent == ["access_keys_list", "access_keys_add", "access_keys_delete"]
    assert new["diff"] == planned["diff"]
    assert old["api_key"]["uuid"] in new["diff"]["before_header"] and new["diff"]["after"] == {"rotate": True}
    assert new["replaced"] == old["api_key"]["uuid"] != new["api_key"]["uuid"]
    assert works(desk, new["secret"]) and not works(desk, old["secret"])
    assert key(**wanted)["changed"], "each time"
    assert len(read(desk.run(), API_KEY, name="ci")) == 1


def test_it_is_renewed_by_its_uuid_and_in_a_loop(desk, key):
    uuid = key(**CI)["api_key"]["uuid"]
    desk.new_task()
    new = desk.ensure("api_key", uuid=uuid, roles=["general"], rotate=True)
    assert bodies(desk, "access_keys_add")[-1] == {"name": "ci", "roleUUIDs": ["general"]}
    assert desk.ensure("api_key", name="ci", roles=["general"], rotate=True)["replaced"] == new["api_key"]["uuid"]
    assert desk.ensure("api_key", name="ci", state="absent")["changed"]
    assert [row["name"] for row in read(desk.run(), API_KEY)] == [OWN]


@pytest.mark.parametrize("check_mode", [True, False])
def test_to_renew_a_key_its_roles_are_needed(desk, key, check_mode):
    key(**CI)
    with pytest.raises(InputError, match="no response contains the roles of the old one: set 'roles'"):
        key(name="ci", rotate=True, check_mode=check_mode)
    assert not wrote(desk)


def test_where_the_old_key_cannot_be_deleted_the_secret_is_not_lost(desk, key):
    key(**CI)
    desk.emulator.fault("success_false", "access_keys_delete")
    with pytest.raises(UnfinishedError, match="was recreated as .* the old one, .*, was not deleted") as caught:
        key(**CI, rotate=True)
    assert works(desk, caught.value.result["secret"])
    assert caught.value.result["secret"] not in str(caught.value)

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Source maps on the wire: uploaded in parts, once, and never half."""

from __future__ import annotations

import itertools
import zipfile

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import Connections
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.apps import _sourcemaps
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_rum_sourcemap import TASK
from ansible_collections.truewatch.openapi.tests.emulator.kinds.apps.source_maps import SourceMaps
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import as_module, in_process

LISTS = ["rum_cfg_quick_list", "rum_sourcemap_list"]
INIT, PART, MERGE, CANCEL = (
    f"rum_sourcemap_{step}" for step in ("multipart_upload_init", "upload_part", "part_merge", "upload_cancel")
)
RELEASE = {"app": "shop_web", "version": "1.0.2", "env": "prod"}


class Uploads:
    """Runs the module against an emulator, each time as a task of its own."""

    def __init__(self, desk, as_modules):
        self.desk = desk
        self.as_modules = as_modules
        self.connection = {"endpoint": desk.url, "api_key": desk.key, "rate_limit": "0"}

    def run(self, check_mode=False, **options):
        before = len(self.desk.emulator.requests())
        params = {**self.connection, **RELEASE, **options}
        if self.as_modules:
            result = as_module(TASK, params, check_mode)
        else:
            result = in_process(TASK, params, check_mode, Connections())
        self.sent = [request["operationId"] for request in self.desk.emulator.requests()[before:]]
        return result

    def listed(self):
        return self.desk.client.rows("rum_sourcemap_list", query={"appId": "shop_web"}).items


@pytest.fixture(params=[False, True], ids=["in process", "module"])
def maps(request, desk):
    desk.ensure("rum_app", app_id="shop_web", name="Shop", type="web")
    return Uploads(desk, request.param)


@pytest.fixture
def archive(tmp_path):
    seconds = itertools.count(0, 2)  # each is packed at another time

    def write(text="{}", name="maps.zip"):
        path = tmp_path / name
        moment = (2026, 1, 1, 0, 0, next(seconds))
        with zipfile.ZipFile(path, "w") as file:
            file.writestr(zipfile.ZipInfo("app.js.map", moment), text)
        return str(path)

    return write


def test_it_is_uploaded_once(maps, archive):
    planned = maps.run(src=archive(), check_mode=True)
    assert maps.sent == LISTS and planned["changed"]
    made = maps.run(src=archive(), app="Shop")
    assert maps.sent == [*LISTS, INIT, PART, MERGE, "rum_sourcemap_list"]
    assert made["changed"] and made["diff"] == planned["diff"]
    assert made["diff"]["after"] == {"app_id": "shop_web", "version": "1.0.2", "env": "prod", "content": "same"}
    again = maps.run(src=archive())
    assert maps.sent == LISTS and not again["changed"] and not again["diff"]["after"]
    assert again["rum_sourcemap"] == made["rum_sourcemap"] and again["rum_sourcemap"]["created_at"]
    assert [one["version"] for one in again["rum_sourcemaps"]] == ["1.0.2"]


def test_it_goes_in_parts(maps, archive, monkeypatch):
    monkeypatch.setattr(_sourcemaps, "PART", 50)
    path = archive()
    assert maps.run(src=path)["changed"]
    with open(path, "rb") as file:
        parts = -(-len(file.read()) // 50)
    assert parts > 1 and maps.sent == [*LISTS, INIT, *[PART] * parts, MERGE, "rum_sourcemap_list"]


def test_another_archive_is_uploaded_anew(maps, archive):
    maps.run(src=archive())
    planned = maps.run(src=archive("other"), check_mode=True)
    assert planned["changed"] and (planned["diff"]["before"]["content"], planned["diff"]["after"]["content"]) == (
        "other",
        "same",
    )
    assert maps.run(src=archive("other"))["changed"]
    assert not maps.run(src=archive("other"))["changed"]


def test_what_somebody_else_uploaded_is_unknown_and_stays(maps, archive, tmp_path, monkeypatch):
    maps.run(src=archive())
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "elsewhere"))
    found = maps.run(src=archive("other"))
    assert not found["changed"] and found["rum_sourcemap"]["content"] == "unknown"
    forced = maps.run(src=archive("other"), force=True)
    assert forced["changed"] and forced["rum_sourcemap"]["content"] == "same" and INIT in maps.sent


def test_each_version_and_environment_is_one_of_its_own(maps, archive):
    for release in ({}, {"env": "test"}, {"version": "2"}, {"version": "", "env": ""}):
        assert maps.run(src=archive(), **release)["changed"]
    assert len(maps.listed()) == 4
    gone = {"version": "", "env": "", "state": "absent"}
    assert maps.run(check_mode=True, **gone)["changed"] and len(maps.listed()) == 4
    result = maps.run(**gone)
    assert result["changed"] and result["rum_sourcemap"] == {} and len(result["rum_sourcemaps"]) == 3
    (body,) = [
        one["body"] for one in maps.desk.emulator.requests(bodies=True) if one["operationId"].endswith("p_delete")
    ]
    assert body == {"appId": "shop_web", "version": "", "env": ""}, "never more than what is meant"
    assert not maps.run(**gone)["changed"] and maps.sent == LISTS


def test_a_part_that_fails_leaves_what_was_there(maps, archive):
    maps.run(src=archive())
    before = maps.listed()
    maps.desk.emulator.fault("success_false", PART)
    failed = maps.run(src=archive("other"))
    assert failed["failed"] and "was not uploaded, what was there is as before" in failed["msg"]
    assert maps.sent == [*LISTS, INIT, PART, CANCEL] and maps.listed() == before
    assert maps.run(src=archive("other"))["changed"]


def test_an_answer_to_the_merge_that_is_lost_is_read_back(maps, archive):
    maps.desk.emulator.fault("reset_after", MERGE)
    result = maps.run(src=archive())
    assert result["changed"] and maps.listed()
    assert maps.as_modules or "read back" in result["warnings"][0]
    assert not maps.run(src=archive())["changed"]


def test_a_merge_that_is_refused_is_cancelled_at_once(maps, archive):
    maps.run(src=archive())
    before = maps.listed()
    maps.desk.emulator.fault("success_false", MERGE)
    failed = maps.run(src=archive("other"))
    assert failed["failed"] and "was not uploaded, what was there is as before" in failed["msg"]
    assert maps.sent == [*LISTS, INIT, PART, MERGE, CANCEL] and maps.listed() == before
    maps.run(src=archive("other"))
    assert CANCEL not in maps.sent, "nothing was left to clear up"


@pytest.mark.parametrize("fault", ["reset_after", "reset_before"])
def test_an_answer_that_is_lost_in_the_middle_leaves_what_was_there(maps, archive, fault):
    maps.run(src=archive())
    before = maps.listed()
    for step in (PART, MERGE):
        if (fault, step) == ("reset_after", MERGE):
            continue
        maps.desk.emulator.fault(fault, step)
        failed = maps.run(src=archive("other"))
        assert failed["failed"] and failed["msg"] and "Traceback" not in str(failed)
        assert maps.listed() == before
        assert maps.sent.count(step) == 1, "no write is repeated blindly"
    assert maps.run(src=archive("other"))["changed"]
    assert not maps.run(src=archive("other"))["changed"]


@pytest.mark.parametrize(
    ("fault", "asked"), [("reset_after", [INIT, INIT, CANCEL, INIT]), ("reset_before", [INIT, INIT])]
)
def test_what_was_begun_without_an_answer_is_cancelled_by_the_same_run(maps, archive, fault, asked):
    maps.desk.emulator.fault(fault, INIT)
    assert maps.run(src=archive())["changed"] and maps.listed()
    assert [name for name in maps.sent if name in (INIT, PART, MERGE, CANCEL)] == [*asked, PART, MERGE]
    assert not maps.run(src=archive())["changed"]


def test_an_answer_to_a_deletion_that_is_lost_is_read_back(maps, archive):
    maps.run(src=archive())
    maps.desk.emulator.fault("reset_after", "rum_sourcemap_delete")
    assert maps.run(state="absent")["changed"] and not maps.listed()
    maps.run(src=archive())
    maps.desk.emulator.fault("reset_before", "rum_sourcemap_delete")
    assert maps.run(state="absent")["failed"] and maps.listed()


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (True, "began no upload"),
        ({"uploadId": None}, "began no upload"),
        ({"uploadId": ["x"]}, "began no upload"),
        ({"uploadId": "", "existsSameFile": True}, "Somebody else uploaded"),
        ({"uploadId": "x", "existsOldTask": True}, "Somebody else uploads"),
    ],
)
def test_an_odd_answer_to_the_beginning_is_told_and_nothing_is_uploaded(maps, archive, told, message, monkeypatch):
    monkeypatch.setattr(SourceMaps, "_multipart_upload_init", lambda self, call: told)
    failed = maps.run(src=archive())
    assert failed["failed"] and message in failed["msg"]
    assert PART not in maps.sent and not maps.listed()


def hostile(path, name="app.js.map", mode=0o100644, flags=0, size=None, copies=1):
    """An archive of files whose entries are not what they should be."""
    with zipfile.ZipFile(path, "w") as file:
        for number in range(copies):
            entry = zipfile.ZipInfo(f"{number}.map" if copies > 1 else name)
            entry.external_attr = mode << 16
            file.writestr(entry, "{}")
            entry.flag_bits |= flags
            entry.file_size = size or entry.file_size
    return str(path)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"name": "../../etc/cron.d/x"}, "'../../etc/cron.d/x' in '{path}' leads out of the archive"),
        ({"name": "maps/..\\..\\x"}, "leads out of the archive"),
        ({"name": "/etc/passwd"}, "leads out of the archive"),
        ({"name": "C:/x"}, "leads out of the archive"),
        ({"mode": 0o120777}, "'app.js.map' in '{path}' is a link: pack the file itself"),
        ({"flags": 1}, "is encrypted: pack it without a password"),
        ({"size": 3 << 30, "copies": 3}, "'{path}' holds more than 8 GiB once it is unpacked"),
    ],
)
def test_a_hostile_archive_is_refused_before_anything_is_sent(maps, tmp_path, entry, message):
    path = hostile(tmp_path / "maps.zip", **entry)
    for check_mode in (True, False):
        assert message.format(path=path) in maps.run(src=path, check_mode=check_mode)["msg"] and maps.sent == []


@pytest.mark.parametrize("wide", [False, True])
def test_a_list_of_files_that_fills_the_memory_is_not_read(maps, tmp_path, monkeypatch, wide):
    monkeypatch.setattr(_sourcemaps, "LONGEST_DIRECTORY", 300)
    if wide:
        monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    monkeypatch.setattr(zipfile.ZipFile, "infolist", lambda self: pytest.fail("it was read"))
    path = tmp_path / "maps.zip"
    with zipfile.ZipFile(path, "w") as file:
        for number in range(9):
            file.writestr(f"{number}.js.map", "{}")
        file.comment = b"a comment"
    assert (b"PK\6\6" in path.read_bytes()) == wide
    assert "lists more files than source maps have" in maps.run(src=str(path))["msg"] and maps.sent == []


def test_releases_that_look_alike_when_joined_are_two(maps, archive):
    maps.run(src=archive(), version="1\n2", env="x")
    maps.run(src=archive("other"), version="1", env="2\nx")
    assert not maps.run(src=archive(), version="1\n2", env="x")["changed"]


def test_what_another_upload_has_left_is_cancelled(maps, archive):
    key = {"appId": "shop_web", "version": "1.0.2", "env": "prod"}
    maps.desk.client.call(INIT, body=key)
    assert maps.run(src=archive())["changed"]
    assert maps.sent == [*LISTS, INIT, CANCEL, INIT, PART, MERGE, "rum_sourcemap_list"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"no archive", "is no zip archive"),
        (b"PK\x05\x06" + b"\0" * 18, "holds no file"),
        (None, "cannot be read: No such file"),
    ],
)
def test_what_cannot_be_uploaded_is_refused_before_anything_is_sent(maps, tmp_path, content, message):
    path = tmp_path / "maps.zip"
    if content is not None:
        path.write_bytes(content)
    assert message in maps.run(src=str(path))["msg"] and maps.sent == []


def test_what_is_too_big_is_refused_before_anything_is_sent(maps, archive, monkeypatch):
    monkeypatch.setattr(_sourcemaps, "LARGEST", 10)
    assert "a source map cannot be that big" in maps.run(src=archive())["msg"] and maps.sent == []


def test_a_file_that_changes_meanwhile_is_not_uploaded(maps, archive, monkeypatch):
    path = archive()
    read = _sourcemaps.Archive.parts

    def changing(self):
        archive("longer than before")
        return read(self)

    monkeypatch.setattr(_sourcemaps.Archive, "parts", changing)
    assert "has changed while it was uploaded" in maps.run(src=path)["msg"]
    assert maps.sent[-1] == CANCEL and not maps.listed()


def test_what_is_missing_is_told(maps, archive):
    assert "There is no RUM application named 'shop'" in maps.run(app="shop", src=archive())["msg"]
    assert maps.sent == LISTS[:1]
    planned = maps.run(app="new one", src=archive(), check_mode=True)
    assert planned["changed"] and maps.sent == LISTS[:1], "an earlier task would have made it"
    assert "src" in maps.run()["msg"]
    assert "to no platform" in maps.run(src=archive(), platform="android")["msg"]

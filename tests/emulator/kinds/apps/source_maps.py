# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Source maps of RUM applications: archives that come in parts, one for each version and environment."""

from __future__ import annotations

import hashlib
from typing import Any

from ...envelope import ApiFailure, refused
from ...workspaces import derived_uuid
from ..base import Call, Kind, Record

#: The most bytes of a part.
_LARGEST = 10 << 20


class SourceMaps(Kind):
    family = "rum_sourcemap"

    def on_call(self, call: Call) -> Any:
        """The routes of an upload, and those that read what an archive holds."""
        route = call.operation.id.removeprefix("rum_sourcemap_")
        return getattr(self, f"_{route}", self._read)(call)

    def on_list(self, call: Call) -> Any:
        if call.operation.id == "rum_sourcemap_part_list":
            upload = self._upload(call)
            return {"uploadId": call.body["uploadId"], "chunkIndexs": [int(index) for index in upload["parts"]]}
        self._check_app(call, call.query["appId"])
        maps = [one for one in self.records(call.workspace).values() if one["appId"] == call.query["appId"]]
        return [{"version": one["version"], "env": one["env"], "createAt": int(one["createAt"])} for one in maps]

    def on_delete(self, call: Call) -> Any:
        """Without version and env: of none. What the service makes of that is not documented."""
        if self.records(call.workspace).pop(_key(call.body), None) is None:
            raise self.not_found(_key(call.body))
        return True

    # -- an upload ---------------------------------------------------------------------------------

    def _multipart_upload_init(self, call: Call) -> Any:
        self._check_app(call, call.body["appId"])
        key = _key(call.body)
        exists, uploads = key in self.records(call.workspace), self._uploads(call)
        old = next((name for name, one in uploads.items() if _key(one) == key), "")
        upload = old or derived_uuid("", f"{key} {call.workspace.next_number()}")
        if exists and not call.body.get("needCover"):
            upload = ""
        elif not old:
            uploads[upload] = {**_identity(call.body), "parts": {}}
        return {"uploadId": upload, "existsSameFile": exists, "existsOldTask": bool(old)}

    def _upload_part(self, call: Call) -> Any:
        form = _parts_of(call.body["raw"])
        name, index = (form.get(field, b"").decode() for field in ("uploadId", "chunkIndex"))
        upload = self._uploads(call).get(name)
        if upload is None:
            raise self.not_found(name)
        if len(form["files"]) > _LARGEST:
            raise refused("a part has 10 MB at most")
        digest = hashlib.sha256(form["files"]).hexdigest()
        upload["parts"][index] = {"size": len(form["files"]), "digest": digest}
        return {"uploadId": name, "chunkIndex": index}

    def _part_merge(self, call: Call) -> Any:
        upload = self._upload(call)
        if sorted(map(int, upload["parts"])) != list(range(len(upload["parts"]))) or not upload["parts"]:
            raise refused("parts are missing")
        del self._uploads(call)[call.body["uploadId"]]
        self.records(call.workspace)[_key(upload)] = {**upload, "createAt": call.now}
        return {}

    _part_meage = _part_merge

    def _upload_cancel(self, call: Call) -> Any:
        self._upload(call)
        del self._uploads(call)[call.body["uploadId"]]
        return True

    def _read(self, call: Call) -> Any:
        return {}

    def _upload(self, call: Call) -> Record:
        upload = self._uploads(call).get(call.body["uploadId"])
        if upload is None:
            raise self.not_found(call.body["uploadId"])
        return upload

    @staticmethod
    def _uploads(call: Call) -> dict[str, Record]:
        return call.workspace.collection("rum_sourcemap_uploads")

    @staticmethod
    def _check_app(call: Call, app: str) -> None:
        if app not in call.workspace.collection("rum_cfg"):
            raise ApiFailure(404, "ft.NotFound", f"The application {app} does not exist")


def _identity(body: Record) -> Record:
    return {"appId": body["appId"], "version": body.get("version") or "", "env": body.get("env") or ""}


def _key(body: Record) -> str:
    return "\n".join(_identity(body).values())


def _parts_of(raw: bytes) -> dict[str, bytes]:
    """The fields of a form by name."""
    boundary = raw.split(b"\r\n", 1)[0]
    fields = {}
    for part in raw.split(boundary)[1:-1]:
        head, _blank, content = part.partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0].decode()
        fields[name] = content.removesuffix(b"\r\n")
    return fields

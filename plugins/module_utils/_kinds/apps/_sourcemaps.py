# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Source maps of RUM applications: archives that are uploaded in parts, one for each version and environment.

The service tells that one is there and since when, and neither size nor digest. So the digest of what was uploaded from
here is kept beside the time, and content that somebody else uploaded is unknown. Source: the reference,
``rum-sourcemap``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import stat
import struct
import typing as t
import zipfile

from ..._api.errors import ApiError, NotFoundError, one_line
from ..._engine.errors import InputError, UnfinishedError
from ..._engine.references import KNOWN_AFTER_APPLY, uuid_of
from ..._engine.seen import Seen
from ..._engine.times import UTC, from_answer, instant_text
from ..._files import check_regular

#: Bytes of one part, the most that the service takes, and of a whole archive: a bound of ours, about fifty requests.
PART = 10 << 20
LARGEST = 512 << 20

#: The longest list of files of an archive in bytes, some hundred thousand files, and the most bytes of all of them
#: unpacked: bounds of ours, too.
LONGEST_DIRECTORY = 32 << 20
MOST_UNPACKED = 8 << 30

#: The end of an archive: its signature, and the size of the list of files. The wide form has a place of its own.
_END = struct.Struct("<4s8xL")
_WIDE_END = struct.Struct("<4s36xQ8x")
_WIDE_PLACE = 20

#: What is known of the content of a map.
SAME, OTHER, UNKNOWN = "same", "other", "unknown"


_NOT_UPLOADED = "The source map was not uploaded, what was there is as before: "


class Archive:
    """The zip archive of a source map; InputError when it is none, or too big.

    size: its bytes. digest: of the names and contents of the files in it. Two archives of the same files have the same,
    whenever they were packed.
    """

    def __init__(self, path: str) -> None:
        self._path, self._shown = os.path.expanduser(path), path
        self.name = os.path.basename(path)
        with self._reading():
            self._state = self._now()
            self.size = self._state[0]
            if self.size > LARGEST:
                raise InputError(f"'{path}' is bigger than {LARGEST >> 20} MiB: a source map cannot be that big.")
            _refuse_long_directory(self._path, path)
            with zipfile.ZipFile(self._path) as archive:
                members = [one for one in archive.infolist() if not one.is_dir()]
        if not members:
            raise InputError(f"'{path}' holds no file: put the source maps into it.")
        for one in members:
            _refuse_odd(one, path)
        if sum(one.file_size for one in members) > MOST_UNPACKED:
            raise InputError(
                f"'{path}' holds more than {MOST_UNPACKED >> 30} GiB once it is unpacked: pack the source maps alone."
            )
        files = sorted((one.filename, one.file_size, one.CRC) for one in members)
        self.digest = hashlib.sha256(json.dumps(files).encode()).hexdigest()

    @contextlib.contextmanager
    def _reading(self) -> t.Iterator[None]:
        try:
            yield
        except OSError as error:
            raise InputError(f"'{self._shown}' cannot be read: {error.strerror or error}.") from None
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise InputError(f"'{self._shown}' is no zip archive: pack the source maps into one.") from None

    def _now(self) -> tuple[int, int]:
        status = os.stat(self._path)
        check_regular(status, self._shown)
        return status.st_size, status.st_mtime_ns

    def parts(self) -> t.Iterator[bytes]:
        """Its bytes in parts; InputError when it is another one by now."""
        with self._reading(), open(self._path, "rb") as file:
            while True:
                part = file.read(PART)
                if self._now() != self._state:
                    raise InputError(f"'{self._shown}' has changed while it was uploaded: run the task again.")
                if not part:
                    return
                yield part


def _refuse_long_directory(path: str, shown: str) -> None:
    """InputError when the list of what is in the archive is too long to be read into memory."""
    with open(path, "rb") as file:
        file.seek(max(os.path.getsize(path) - (1 << 16) - 22 - _WIDE_END.size - _WIDE_PLACE, 0))
        tail = file.read()
    end = tail.rfind(b"PK\5\6")
    sizes = [_END.unpack_from(tail, end)[1]] if 0 <= end <= len(tail) - _END.size else []
    wide = tail.rfind(b"PK\6\6", 0, max(end, 0))
    if 0 <= wide <= len(tail) - _WIDE_END.size:
        sizes = [_WIDE_END.unpack_from(tail, wide)[1]]
    if sizes and sizes[0] > LONGEST_DIRECTORY:
        raise InputError(f"'{shown}' lists more files than source maps have: pack the source maps alone.")


def _refuse_odd(one: zipfile.ZipInfo, shown: str) -> None:
    """InputError for a file that the service could not read, or that would lie elsewhere once it is unpacked. This task
    unpacks none."""
    parts = one.filename.replace("\\", "/").split("/")
    if stat.S_ISLNK(one.external_attr >> 16):
        fault = "is a link: pack the file itself"
    elif one.flag_bits & 1:
        fault = "is encrypted: pack it without a password"
    elif not parts[0] or ".." in parts or re.match("[A-Za-z]:", one.filename):
        fault = "leads out of the archive: pack it with a path below the folder of the source maps"
    else:
        return
    raise InputError(f"'{one_line(one.filename, 100)}' in '{shown}' {fault}.")


class _Map:
    """One source map of an application, and the memory of what was uploaded from here."""

    def __init__(self, run, app: str, version: str, env: str) -> None:
        self._run = run
        self.key = {"appId": app, "version": version, "env": env}
        self._seen = Seen(run.client.fingerprint, True, run.client.sealed)

    def rows(self) -> list[dict]:
        """All source maps of the application."""
        return self._run.client.rows("rum_sourcemap_list", query={"appId": self.key["appId"]}).items

    def row_in(self, rows: t.Iterable[dict]) -> dict | None:
        """What the service tells of this one."""
        found = (row for row in rows if all((row.get(one) or "") == self.key[one] for one in ("version", "env")))
        return next(found, None)

    def content(self, row: dict, archive: Archive) -> str:
        """Whether the map that is there was made of the archive."""
        is_same = self._seen.recall(self, _with_times(row), {"archive": archive.digest})
        return UNKNOWN if is_same is None else SAME if is_same else OTHER

    def note(self, row: dict, archive: Archive) -> None:
        """Remember of what archive the map was made."""
        self._seen.note(self, _with_times(row), {"archive": archive.digest})
        self._seen.save()

    def uuid_of(self, _row: dict) -> str:
        """What the memory knows it by."""
        return json.dumps(["source map", *self.key.values()])

    # -- writing -----------------------------------------------------------------------------------

    def upload(self, archive: Archive, cover: bool) -> bool:
        """Upload the archive; False when another map took its place meanwhile, which was left there."""
        upload = self._begun(cover)
        if not upload:
            return False
        try:
            for number, part in enumerate(archive.parts()):
                body = {"uploadId": upload, "chunkIndex": str(number), "files": (archive.name, part)}
                self._run.client.call("rum_sourcemap_upload_part", body=body)
                self._run.tell(f"{number + 1} of {-(-archive.size // PART)} parts uploaded")
        except (ApiError, InputError) as error:
            self._cancel(upload)
            raise UnfinishedError(_NOT_UPLOADED + str(error)) from error
        self._merge(upload)
        return True

    def _merge(self, upload: str) -> None:
        """Let the service put the parts together."""
        try:
            self._run.client.call("rum_sourcemap_part_merge", body={"uploadId": upload})
        except ApiError as error:
            if error.outcome_unknown:  # it is read back
                raise
            self._cancel(upload)
            raise UnfinishedError(_NOT_UPLOADED + str(error), error.will_recur) from error

    def _begun(self, cover: bool) -> str:
        """The id of a new upload. What another one has left half done is cancelled, since its parts may be others."""
        for _attempt in range(2):
            told = self._told_begun({**self.key, "needCover": cover})
            upload = told.get("uploadId")
            if not upload or not isinstance(upload, str):
                if told.get("existsSameFile"):
                    return ""
                raise UnfinishedError(f"{_NOT_UPLOADED}The service began no upload and did not say why.")
            if not told.get("existsOldTask"):
                return upload
            self._cancel(upload)
        raise UnfinishedError(
            f"{_NOT_UPLOADED}Somebody else uploads one of this version and environment. Run the task again."
        )

    def _told_begun(self, body: dict) -> dict:
        """What the service says of the upload that begins. When its answer is lost, it is asked once more: it tells of
        the upload that the lost request has begun, which is cancelled then, and begins no second one."""
        operation = "rum_sourcemap_multipart_upload_init"
        try:
            told = self._run.client.call(operation, body=body).content
        except ApiError as error:
            if not error.outcome_unknown:
                raise
            told = self._run.client.call(operation, body=body).content
        return told if isinstance(told, dict) else {}

    def _cancel(self, upload: str) -> None:
        with contextlib.suppress(ApiError):  # what it was for is told
            self._run.client.call("rum_sourcemap_upload_cancel", body={"uploadId": upload})

    def delete(self) -> None:
        """Delete it. Version and environment are always sent: what goes without them is not documented."""
        self._run.client.call("rum_sourcemap_delete", body=self.key)


def _with_times(row: dict) -> dict:
    """The row with the time of its last change, which is that of its upload."""
    return {"createAt": row.get("createAt"), "updateAt": row.get("createAt")}


def keep(run) -> dict:
    """The result of ``truewatch_rum_sourcemap``. Raises InputError, UnfinishedError and ApiError."""
    params = run.params
    is_wanted = params["state"] == "present"
    archive = Archive(params["src"]) if is_wanted else None
    app = uuid_of(run, ("rum_app",), params["app"])
    one = _Map(run, app, params["version"], params["env"])
    rows = [] if app.endswith(KNOWN_AFTER_APPLY) else one.rows()
    row = one.row_in(rows)
    content = one.content(row, archive) if row and archive else None
    if is_wanted:
        changed = row is None or params["force"] or content == OTHER
    else:
        changed = row is not None
    before = _told(one, row, content) if row else {}
    after = _told(one, None if changed else row, SAME if changed else content) if is_wanted else {}
    if changed and not run.check_mode:
        rows = _changed(run, one, row, archive)
        row = one.row_in(rows)
        after = _told(one, row, SAME) if archive else {}
    diff = {"before": _comparable(before), "after": _comparable(after)} if changed else {"before": {}, "after": {}}
    others = [
        {"version": other.get("version") or "", "env": other.get("env") or "", **_moment(other)} for other in rows
    ]
    return {"changed": changed, "diff": diff, "rum_sourcemap": after, "rum_sourcemaps": others}


def _changed(run, one: _Map, row: dict | None, archive: Archive | None) -> list[dict]:
    """Write; returns the maps of the application afterwards."""
    if archive is None:
        return _deleted(run, one)
    try:
        is_uploaded = one.upload(archive, cover=row is not None)
    except ApiError as error:
        rows = one.rows() if error.outcome_unknown else []
        if not error.outcome_unknown or one.row_in(rows) in (None, row):
            raise
        run.warn("The answer to the upload was lost; read back, the source map is there.")
        is_uploaded = True
    else:
        rows = one.rows()
    if not is_uploaded:
        raise UnfinishedError(
            "Somebody else uploaded a source map of this version and environment meanwhile, and it was left as it is: "
            "run the task again, with 'force: true' to put this one in its place."
        )
    now = one.row_in(rows)
    if now is None:
        run.warn("The service took the source map and does not list it yet.")
    else:
        one.note(now, archive)
    return rows


def _deleted(run, one: _Map) -> list[dict]:
    try:
        one.delete()
    except NotFoundError:  # gone since it was listed, as was wanted
        return one.rows()
    except ApiError as error:
        rows = one.rows() if error.outcome_unknown else []
        if not error.outcome_unknown or one.row_in(rows):
            raise
        run.warn("The answer to the deletion was lost; read back, the source map is gone.")
        return rows
    return one.rows()


def _told(one: _Map, row: dict | None, content: str | None) -> dict:
    told = {"app_id": one.key["appId"], "version": one.key["version"], "env": one.key["env"], **_moment(row or {})}
    return {**told, "content": content} if content else told


def _moment(row: dict) -> dict:
    at = from_answer(row.get("createAt"), None, UTC)
    return {} if at is None else {"created_at": instant_text(at)}


def _comparable(told: dict) -> dict:
    """What both check mode and a real run can tell."""
    return {name: value for name, value in told.items() if name != "created_at"}

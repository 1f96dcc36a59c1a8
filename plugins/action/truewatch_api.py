# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a form, found on the controller as ``copy`` finds them and brought to where the module runs."""

from __future__ import annotations

import os

from ansible.errors import AnsibleError

from ansible_collections.truewatch.openapi.plugins.action.truewatch_dashboard import ActionModule as _Shared
from ansible_collections.truewatch.openapi.plugins.module_utils._calls.call import path_and_name
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._files import check_regular


class ActionModule(_Shared):
    def run(self, tmp=None, task_vars=None):
        try:
            return super().run(tmp, task_vars)
        finally:
            self._loader.cleanup_all_tmp_files()  # what was decrypted

    def _arguments(self, task, task_vars: dict, secrets: set[str]) -> dict:
        return self._with_files(super()._arguments(task, task_vars, secrets), task_vars)

    def _with_files(self, arguments: dict, task_vars: dict) -> dict:
        """The arguments with the files in them where the module reads them."""
        files = arguments.get("files") or {}
        placed = {field: self._placed(task_vars, number, field, files[field]) for number, field in enumerate(files)}
        return {**arguments, "files": placed}

    def _placed(self, task_vars: dict, number: int, field: str, given) -> dict:
        """Where the file is that the module reads, and the name that the service is told."""
        found = self._found(field, given)
        return found if self._is_local(task_vars) else self._brought(number, **found)

    def _found(self, field: str, given) -> dict:
        """Where a file is, decrypted when it is vaulted, and the name that the service is told."""
        path, filename = path_and_name(field, given)
        found = self._find(path)
        check_regular(os.stat(found), found)
        try:
            return {"path": self._loader.get_real_file(found), "filename": filename}
        except AnsibleError as error:
            raise InputError(f"'{found}' cannot be read: {error}") from error

    def _brought(self, number: int, path: str, filename: str) -> dict:
        """The file in the temporary folder of the task on the machine where the module runs."""
        if self._connection._shell.tmpdir is None:
            self._make_tmp_path()
        target = self._connection._shell.join_path(self._connection._shell.tmpdir, f"file-{number}")
        self._transfer_file(path, target)
        self._fixup_perms2((self._connection._shell.tmpdir, target))
        return {"path": target, "filename": filename}

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results of roles, as their READMEs document them. The tests of each role show them in the plays that they run."""

from __future__ import annotations

import base64
import json
import pathlib
import re

ROLES = pathlib.Path(__file__).parents[3] / "roles"
#: What every role returns, whatever becomes of it.
COMMON = {"changed": bool, "failed": bool, "msg": str}


def documented(role):
    """The keys in the table of the README, in its order; those of nested mappings as ``window.until``."""
    text = (ROLES / role / "README.md").read_text(encoding="utf-8")
    (section,) = re.findall(r"(?ms)^## Result$(.*?)(?=^## |\Z)", text)
    return re.findall(r"(?m)^\| `([\w.]+)` \|", section)


def shown(role, host=None):
    """Text of a template that shows the result of the role in the output of a play."""
    result = f"{role}_result" if host is None else f"hostvars['{host}'].{role}_result"
    return f"RESULT {role} {{{{ {result} | default({{}}) | to_json | b64encode }}}} END"


def results_in(output):
    """The results that a play showed, in its order, of which each has the keys that the README documents; an empty one
    where Ansible itself refused the options of the role."""
    found = re.findall(r"RESULT (\w+) (\S+) END", re.sub(r"\s*\n\s*", " ", output))
    results = [(role, json.loads(base64.b64decode(text))) for role, text in found]
    return [_checked(role, result) if result else result for role, result in results]


def facts_in(output, role):
    """Host to the last result that the role stored there, in the output of a play with ``-v``."""
    found = re.findall(rf'(?m)^ok: \[(.+?)\] => (\{{"ansible_facts": \{{"{role}_result": .*\}})$', output)
    return {host: _checked(role, json.loads(text)["ansible_facts"][f"{role}_result"]) for host, text in found}


def _checked(role, result):
    keys = documented(role)
    assert sorted(set(_keys(result, keys))) == sorted(keys), (role, result)
    assert all(isinstance(result[key], type_) for key, type_ in COMMON.items()), (role, result)
    assert result["msg"].strip(), (role, result)
    return result


def _keys(value, known, place=""):
    """The keys of a result, as deep as the README goes. Those below a list that is empty, or null, count as there."""
    for key, item in value.items():
        path = f"{place}{key}"
        yield path
        below = [name for name in known if name.startswith(f"{path}.")]
        if below and not item:
            yield from below
        elif below:
            for one in item if isinstance(item, list) else [item]:
                depth = path.count(".") + 1
                assert {f"{path}.{name}" for name in one} == {name for name in below if name.count(".") == depth}
                yield from _keys(one, known, f"{path}.")

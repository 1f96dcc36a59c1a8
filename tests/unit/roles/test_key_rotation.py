# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whenever a rotation stops, the stored key works; and the next run leaves one key, which is the stored one."""

from __future__ import annotations

import json
import re

import pytest

from ansible_collections.truewatch.openapi.tests.emulator import running
from ansible_collections.truewatch.openapi.tests.unit.plays import Play, order

from .results import results_in, shown

pytestmark = pytest.mark.plays

OWN = "API key of the emulator"
#: A lookup plugin: puts a secret into a store, as a module would that costs three processes, and keeps it for the test.
PUT = """
import pathlib

from ansible.plugins.lookup import LookupBase


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        store, secret = terms
        pathlib.Path(store).write_text(secret)
        with open(f"{store}-all", "a") as kept:
            kept.write(f"{secret}\\n")
        return [secret]
"""
STORE = """
- name: Stop before anything is stored
  ansible.builtin.fail: {msg: "The store is away."}
  when: breaks == 'before'
- name: Store it
  ansible.builtin.debug: {msg: "{{ lookup('put', store, key_rotation_secret) }}"}
- name: Stop after it is stored
  ansible.builtin.set_fact: {kept: "{{ key_rotation_secret }}"}
  failed_when: true
  when: breaks == 'after'
"""
FAILED = (
    "{{ (ansible_failed_result.results | default([ansible_failed_result])) | selectattr('msg', 'defined')"
    " | map(attribute='msg') | join(' ') }}"
)
RESULT = shown("key_rotation")
DONE = r"The new key wsak_\w+ of the API key .* works and is stored. The old key wsak_\w+ was deleted\."


class Rotations:
    """Runs cases one after the other in one process, each in a workspace of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.cases = []
        self.steps = []

    def begin(self, case):
        """A workspace whose only key is stored."""
        self.cases.append(case)
        self.store.write_text(self.first)

    @property
    def first(self):
        return f"canary-of-{self.cases[-1]}"

    @property
    def store(self):
        return self.folder / f"store-{self.cases[-1]}"

    @property
    def stored(self):
        return f"{{{{ lookup('ansible.builtin.file', '{self.store}') }}}}"

    def fault(self, fault, route, **details):
        self.control("faults", {"fault": fault, "route": route, **details})

    def control(self, what, body):
        self.steps.append(lambda url: order(url, what, body))

    def task(self, task):
        """With the stored key."""
        self.steps.append(lambda url, key=self.stored: {**task, "module_defaults": connection(url, key)})

    def keys(self, count, name=OWN):
        """So many keys there must be of the name, and the stored one works."""
        own = " or found.objects.0.in_use is not true" if count == 1 and name == OWN else ""
        self.task(
            {
                "name": f"Keys of {self.cases[-1]}",
                "truewatch.openapi.truewatch_info": {"kind": "api_key", "name": name},
                "register": "found",
                "failed_when": f"found is failed or found.objects | length != {count}{own}",
            }
        )

    def role(self, told, old=False, breaks="", check_mode=False, **variables):
        """A run of the role, and what it must tell. old: with the first key, although another one is stored."""
        given = {
            "store": str(self.store),
            "breaks": breaks,
            "key_rotation_roles": ["wsAdmin"],
            "key_rotation_store_tasks": "store.yml",
            "key_rotation_retries": 1,
            "key_rotation_retry_delay": 0,
            **variables,
        }
        number, key = len(self.steps), self.first if old else self.stored
        block = {
            "block": [
                {"ansible.builtin.include_role": {"name": "truewatch.openapi.key_rotation"}},
                {"ansible.builtin.debug": {"msg": f"{RESULT} TOLD {number} {{{{ key_rotation_result.msg }}}} END"}},
            ],
            "rescue": [{"ansible.builtin.debug": {"msg": f"{RESULT} TOLD {number} {FAILED} END"}}],
            "vars": given,
            **({"check_mode": True} if check_mode else {}),
        }
        self.steps.append(lambda url: {**block, "module_defaults": connection(url, key)})
        self.steps[-1].told = told

    def run(self, *arguments, **options):
        """The output. Every secret is missing in it, and in what was recorded."""
        (self.folder / "store.yml").write_text(STORE)
        (self.folder / "lookup_plugins").mkdir()
        (self.folder / "lookup_plugins" / "put.py").write_text(PUT)
        with running(api_keys={f"canary-of-{case}": case for case in self.cases}) as emulator:
            tasks = [step(emulator.url) for step in self.steps]
            finished = Play(emulator, self.folder).run(tasks, "-vvv", "--diff", *arguments, **options)
            requests = emulator.requests(bodies=True)
        output = finished.stdout + finished.stderr
        assert finished.returncode == 0, output[-6000:]
        for number, step in enumerate(self.steps):
            if hasattr(step, "told"):
                (text,) = re.findall(rf'"msg": "RESULT .*TOLD {number} (.*) END"', output)
                assert re.search(step.told, text), (number, step.told, text)
        self.results = results_in(output)
        secrets = {line for path in self.folder.glob("store-*") for line in path.read_text().split()}
        secrets -= {f"canary-of-{case}" for case in self.cases}  # the test itself gives these, as a default
        assert len(secrets) >= len(self.cases)
        kept = [
            path.read_bytes().decode(errors="replace") for path in (self.folder / "state").rglob("*") if path.is_file()
        ]
        for text in (output, json.dumps(self.results), json.dumps(requests), *kept):
            shown = [text[max(0, text.find(one) - 300) :][:400] for one in secrets if one in text]
            assert shown == []
        return output, [request["operationId"] for request in requests]


def connection(url, key):
    return {"group/truewatch.openapi.truewatch": {"endpoint": url, "api_key": key, "rate_limit": "0"}}


@pytest.fixture
def rotations(tmp_path):
    return Rotations(tmp_path)


@pytest.mark.parametrize("fast_path", [True, False])
def test_the_key_in_use_is_replaced_and_one_is_left(rotations, fast_path):
    rotations.begin("smooth")
    rotations.role("The API key .* would be replaced", check_mode=True)
    rotations.fault("bad_key_401", "workspace_get")  # a new key may need a moment
    rotations.role(DONE)
    rotations.keys(1)
    rotations.role("Nothing to do: .* is younger than 90d", key_rotation_max_age="90d")
    _output, sent = rotations.run(fast_path=fast_path)
    planned, done, none = rotations.results
    assert [one["changed"] for one in rotations.results] == [True, True, False]
    assert (planned["new"], done["stored"], done["deleted"], none["step"]) == ("", True, True, "none")
    assert sent.count("access_keys_add") == sent.count("access_keys_delete") == 1
    again = sent[sent.index("access_keys_delete") + 1 :]
    assert again == ["access_keys_list", "access_keys_list"]


def test_wherever_it_stops_the_stored_key_works_and_the_next_run_ends_it(rotations):
    stops_at_the_new_key(rotations)
    stops_at_its_proof(rotations)
    stops_later(rotations)
    rotations.run()
    failed = [result for result in rotations.results if result["failed"]]
    assert {(one["changed"], bool(one["new"]), one["stored"]) for one in failed} == {
        (False, False, False),  # nothing came of it
        (True, True, False),  # there is a new key
        (False, True, False),  # as an earlier run left it
        (True, True, True),  # the old key is still there
    }


def stops_at_the_new_key(case):
    case.begin("create")
    case.fault("500_after", "access_keys_add")
    case.role("may be there by now.*No key was stored or deleted. Run the role again")
    case.keys(2)
    case.role("would be replaced", check_mode=True)
    case.role(DONE)
    case.keys(1)


def stops_at_its_proof(case):
    case.begin("proof")
    case.fault("bad_key_401", "workspace_get", times=2)
    case.role(r"The new key wsak_\w+ .* does not do: .*The old key wsak_\w+ is as it was. The new key was deleted.")
    case.keys(1)
    case.role(DONE)
    case.keys(1)

    case.begin("rights")
    case.fault("bad_key_401", "access_keys_list", after=2)  # the one with the new key
    case.role("does not do: .*The new key was deleted.")
    case.keys(1)
    case.role(DONE, key_rotation_reads=["checkers_list", "dashboards_list"])
    case.keys(1)

    case.begin("proof_and_withdrawal")
    case.fault("bad_key_401", "workspace_get", times=2)
    case.fault("success_false", "access_keys_delete")
    case.role("does not do: .*The new key could not be deleted: run the role again")
    case.keys(2)
    case.fault("bad_key_401", "workspace_get", times=2)
    case.role("does not do: .*may have stored it, so it stays")
    case.keys(2)
    case.role(DONE)
    case.keys(1)


def stops_later(case):
    for place in ("before", "after"):
        case.begin(f"store_{place}")
        for _run in range(2):
            case.role(
                rf"failed at 'Stop {place}.*', so the old key wsak_\w+ of .* stays. Run .*", breaks=place, old=True
            )
            case.keys(2)
        case.role(DONE, old=True)
        case.keys(1)

    for old, told in ((True, DONE), (False, r"^The old key wsak_\w+ of .* was deleted\.")):
        case.begin(f"delete_{old}")
        case.fault("500", "access_keys_delete")
        case.role(r"works and is stored, but the old key wsak_\w+ was not deleted: run the role again")
        case.keys(2)
        case.role(told, old=old)
        case.keys(1)

    case.begin("delete_unanswered")
    case.fault("500_after", "access_keys_delete")
    case.role(DONE)
    case.keys(1)


def test_the_old_key_stays_as_long_as_it_is_wanted(rotations):
    case = rotations
    case.begin("grace")
    week = {"key_rotation_grace": "7d"}
    case.role(r"works and is stored. The old key wsak_\w+ stays until 20.*Z: run the role again then", **week)
    case.keys(2)
    case.role("Nothing to do yet: the old key .* stays until 20", **week)
    case.role("works and is stored. The old key .* stays until 20", old=True, **week)
    case.role(r"^The old key wsak_\w+ of .* would be deleted", check_mode=True)
    case.keys(2)
    case.role(r"^The old key wsak_\w+ of .* was deleted")
    case.keys(1)
    _output, sent = case.run()
    assert sent.count("access_keys_add") == 1


def test_another_key_is_replaced(rotations):
    case = rotations
    case.begin("other")
    ci = {"key_rotation_name": "ci", "key_rotation_roles": ["readOnly"], "key_rotation_reads": ["checkers_list"]}
    case.role("There is no API key named 'ci'", **ci)
    case.task({"truewatch.openapi.truewatch_api_key": {"name": "ci", "roles": ["readOnly"]}, "no_log": True})
    # An administrator's key stays in use here, so the one that is rotated is stored elsewhere.
    elsewhere = {**ci, "store": str(case.folder / "store-ci")}
    case.control("clock", {"advance": 60})
    case.role("failed at 'Stop after", breaks="after", **elsewhere)
    case.keys(2, name="ci")
    case.role(DONE, **elsewhere)
    case.keys(1, name="ci")
    case.run()
    assert len(set((case.folder / "store-ci-all").read_text().split())) == 1, "the one key was continued with"


@pytest.mark.parametrize("variant", ["secrets_absent", "secrets_masked"])
def test_where_the_service_shows_no_secrets(rotations, variant):
    case = rotations
    case.begin("hidden")
    case.control("variants", {"variants": [variant]})
    case.role(DONE, key_rotation_name=OWN)
    case.task({"truewatch.openapi.truewatch_api_key": {"name": "ci", "roles": ["readOnly"]}, "no_log": True})
    case.role("does not tell which API key is in use: set 'key_rotation_name'")
    case.role(DONE, key_rotation_name=OWN)
    case.role("failed at 'Stop after", breaks="after", key_rotation_name=OWN)
    case.role("does not tell which of them is in use. Find out which one is stored", key_rotation_name=OWN)
    case.control("variants", {"variants": []})
    case.keys(2)
    case.run()


def test_what_cannot_be_meant_creates_nothing(rotations):
    case = rotations
    case.begin("wrong")
    case.role("There is no file 'nothing.yml'", key_rotation_store_tasks="nothing.yml")
    case.role("'key_rotation_roles' is empty", key_rotation_roles=[])
    case.role("'key_rotation_roles' must be a list, not a text", key_rotation_roles="wsAdmin")
    case.role("'key_rotation_max_age' is '90 moons'", key_rotation_max_age="90 moons")
    case.role("no role named 'nobody'", key_rotation_roles=["nobody"])
    case.role("has no operation 'monitor_list'", key_rotation_reads=["monitor_list"])
    case.role("holds workspace_modify. It changes something", key_rotation_reads=["workspace_modify"])
    case.role(DONE)
    _output, sent = case.run()
    assert sent.count("access_keys_add") == 1

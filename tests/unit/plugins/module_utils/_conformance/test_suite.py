# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The suite against emulators: what it finds out, what it asks again, and what it leaves behind."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from ansible_collections.truewatch.openapi.plugins.module_utils._api.client import Client
from ansible_collections.truewatch.openapi.plugins.module_utils._api.errors import BadKeyError
from ansible_collections.truewatch.openapi.plugins.module_utils._api.operations import OPERATIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance import probes
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.asking import Asking
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.facts import QUESTIONS
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.report import Report
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance.suite import questions
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError, UnfinishedError
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.memory import Memory
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.run import Run
from ansible_collections.truewatch.openapi.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.truewatch.openapi.plugins.modules.truewatch_conformance import TASK
from ansible_collections.truewatch.openapi.plugins.plugin_utils._lifecycles import table
from ansible_collections.truewatch.openapi.tests.emulator import DEFAULT_KEY, running, running_process
from ansible_collections.truewatch.openapi.tests.emulator.observed import STRICT, Observed, observed
from ansible_collections.truewatch.openapi.tests.emulator.variants import VARIANTS
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._kinds.lifecycle import CASES, Station

from .conftest import Suite

INVITED = "newcomer@example.com"
#: What no run answers, or none against the emulator.
OPEN = {
    "channel_escalation": "no answer shows the escalation of a channel",
    **dict.fromkeys(
        ("life.login_mapping", "taken.login_mapping"),
        "there is no login mapping yet: the first rule would take the roles from everybody whom it does not fit, and "
        "nothing removes the last one",
    ),
}


def writes(suite):
    return [name for name in suite.sent if OPERATIONS[name].writes]


# -- what it finds out -----------------------------------------------------------------------------


def test_the_emulator_is_confirmed_in_everything_and_is_empty_afterwards(suite):
    before = suite.names()
    result = suite.run(invite=INVITED)
    assert result["differs"] == []
    assert result["unknown"] == OPEN
    assert result["summary"]["confirmed"] == len(questions(table())) - len(OPEN)
    assert suite.names() == before
    assert not suite.run(invite=INVITED)["changed"], "what is left unknown is asked again"
    assert suite.names() == before


def test_the_level_read_only_reads(suite):
    result = suite.run(level="read")
    assert result["summary"]["confirmed"] > len(KINDS)
    assert suite.sent and not writes(suite)


@pytest.mark.parametrize("variant", [*VARIANTS, STRICT])
def test_each_variant_is_found_out_as_what_it_is(variant, tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    given = {"strict": True} if variant == STRICT else {"strict": False, "variants": [variant]}
    with running(hosts=3, **given) as emulator:
        suite = Suite(emulator, tmp_path)
        asked = [name for name in questions(table()) if not name.startswith(("life.", "taken."))]
        result = suite.run(*asked, invite=INVITED)
    assert result["variants"] == [variant]
    found = observed((suite.dest / "conformance.json").read_text("utf-8"))
    assert found == Observed(() if variant == STRICT else (variant,), variant == STRICT, ())


def test_an_emulator_that_is_given_the_report_behaves_as_the_service_did(tmp_path, monkeypatch):
    monkeypatch.setenv("TRUEWATCH_STATE_DIR", str(tmp_path / "state"))
    asked = ("list.*", "names", "search", "line_ends", "member_roles", "unknown_parameters")
    with running(strict=True, variants=["bare_lists", "normal_names", "single_role"]) as service:
        suites = [Suite(service, tmp_path / "live")]
        suites[0].run(*asked)
    with running_process("--observed", str(suites[0].dest / "conformance.json")) as emulator:
        suites.append(Suite(emulator, tmp_path / "emulated"))
        suites[1].run(*asked)
    live, emulated = (
        {name: (known["status"], known["answer"]) for name, known in suite.answers.items()} for suite in suites
    )
    assert live == emulated
    assert len([status for status, _answer in live.values() if status == "differs"]) == 7


# -- what it shows ---------------------------------------------------------------------------------


@pytest.fixture
def surprised(monkeypatch):
    """Every answer is another one than was expected, so that all exchanges are shown."""
    note = Report.note

    def shown(self, question, answer, exchanges):
        note(self, question._replace(expects="nothing of the kind"), answer, exchanges)

    monkeypatch.setattr(Report, "note", shown)


@pytest.mark.usefixtures("surprised")
def test_a_report_tells_what_was_asked_and_answered_and_nothing_of_whose_workspace_it_is(suite):
    kinds = ("notify_object", "external_log_index", "dial_test", "report", "alert_policy", "sso", "api_key", "team")
    facts = (*(f"life.{kind}*" for kind in kinds), "list.member", "list.api_key", "names", "*_secrets", "team_*", "i*")
    workspace = {"name": "Shop of Ada", "description": "Mail to ada"}
    Station(suite.emulator, DEFAULT_KEY).run(KINDS["workspace_settings"], workspace)
    suite.run("workspace_answer", *facts, invite=INVITED)
    known = suite.answers["names"]
    assert (known["status"], known["answer"]) == ("differs", "as sent")
    assert [one["operation"] for one in known["exchanges"]] == ["dashboards_create", "dashboards_list"]
    assert known["exchanges"][0]["body"] == {"name": "a  cafe\u0301 "}
    assert known["exchanges"][1]["content"][0]["isPublic"] == 0
    for text in (json.dumps(suite.answers), suite.page):
        told = re.findall(r"canary[^\"]*|[\w.]+@example[\w.]*|\b[a-z]+_[0-9a-f]{32}|twconf-password", text)
        assert not told
        assert suite.prefix not in text and DEFAULT_KEY not in text and "Ada" not in text


def test_an_answer_that_differs_stands_in_the_page_with_the_statement(suite):
    suite.emulator.vary("crlf_texts")
    suite.run("line_ends", "search")
    assert "1 confirmed, 1 differs, 0 unknown" in suite.page
    assert "Line ends in texts can come back as CR LF" in suite.page
    assert "Expected: as sent. Answer: **CR LF**." in suite.page
    assert "it needs a workspace with metrics" in suite.page
    assert "## Not exercised" in suite.page and "- members: a new one gets an invitation by mail" in suite.page


def test_it_keeps_to_the_limit_of_the_service(suite, monkeypatch):
    suite.emulator.limit(20, 60)
    monkeypatch.setattr(suite, "new_run", lambda params: paced(suite, params))
    suite.run(level="read")
    requests = suite.emulator.requests()
    assert len(requests) > 60
    assert {request["status"] for request in requests} == {200, 400, 404}, "no request was refused for the limit"


def paced(suite, params):
    """A run by a clock that goes on as the emulator's does, without anybody waiting."""
    waited = []

    def sleep(seconds):
        waited.append(seconds)
        suite.emulator.advance(seconds)

    settings = Settings.from_options({**suite.connection, "rate_limit": TASK.argument_spec["rate_limit"]["default"]})
    client = Client(settings, sleep=sleep, clock=lambda: time.time() + sum(waited))
    return Run(params, client, Memory(client), KINDS, sleep=sleep)


# -- going on --------------------------------------------------------------------------------------


def test_a_run_goes_on_where_the_last_one_ended(suite):
    suite.emulator.fault("bad_key_401", "notice_dates_create", times=1)
    with pytest.raises(BadKeyError):
        suite.run("list.tag", "search", "write_answers", "names")
    assert {name: known["status"] for name, known in suite.answers.items()} == {
        "list.tag": "confirmed",
    }
    suite.run("list.tag", "search", "write_answers", "names")
    assert "notice_dates_create" in suite.sent
    assert suite.answers.keys() == {"list.tag", "search", "write_answers", "names"}
    assert not suite.run("list.tag", "search", "write_answers", "names")["changed"]
    assert suite.sent == []
    suite.run("search", anew=True)
    assert suite.answers.keys() == {"search"}


def test_a_question_that_fails_is_unknown_and_the_others_go_on(suite):
    suite.emulator.fault("500", "dashboards_create", times=1)
    result = suite.run("search", "names")
    assert result["summary"] == {"confirmed": 1, "differs": 0, "unknown": 1}
    assert "HTTP 500" in next(iter(result["unknown"].values()))
    assert suite.run("search", "names")["summary"]["confirmed"] == 2


def test_the_report_of_another_service_or_file_is_not_written_over(suite, tmp_path):
    suite.run("list.tag")
    with running() as other, pytest.raises(InputError, match="the report of another endpoint or key"):
        Suite(other, tmp_path).run("list.tag")
    (suite.dest / "conformance.json").write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="is no report of this suite"):
        suite.run("list.tag")


def test_check_mode_asks_nothing(suite):
    result = suite.run("names", "list.*", check_mode=True)
    assert result["changed"] and result["questions"][-1] == "names"
    assert suite.sent == [] and not suite.dest.exists()


def test_a_pattern_that_fits_no_question_is_an_error(suite):
    with pytest.raises(InputError, match="No question of the level 'read' fits"):
        suite.run("names", level="read")


# -- what it leaves alone, and what it leaves behind -----------------------------------------------


def test_a_workspace_that_is_not_empty_is_refused_before_anything_is_written(suite):
    Station(suite.emulator, DEFAULT_KEY).run(KINDS["dashboard"], {"name": "Ours"})
    with pytest.raises(InputError, match="not empty: it holds dashboard 'Ours'"):
        suite.run("names")
    assert suite.sent and not writes(suite)
    suite.run("names", level="write", other_objects=True)
    assert suite.answers["names"]["status"] == "confirmed"


def test_objects_of_others_are_never_touched(suite):
    station = Station(suite.emulator, DEFAULT_KEY)
    for case in CASES:
        station.prepare(case)
        station.run(case.kind, case.create)
    before = suite.objects(), suite.names()
    suite.run(other_objects=True)
    assert (suite.objects(), suite.names()) == before
    assert suite.answers["life.login_mapping"]["status"] == "confirmed", "there are rules of others"


@contextlib.contextmanager
def ended(monkeypatch, end):
    """While this lasts, a question ends the run when it has made its object."""
    ask = probes.PROBES["names"]

    def names(asking):
        ask(asking)
        end()

    with monkeypatch.context() as patch:
        patch.setitem(probes.PROBES, "names", names)
        yield


def send(number):
    os.kill(os.getpid(), number)


def fail():
    raise RuntimeError("not foreseen")


@pytest.mark.parametrize(
    ("end", "error"),
    [
        (lambda: send(signal.SIGINT), KeyboardInterrupt),
        (lambda: send(signal.SIGTERM), KeyboardInterrupt),
        (fail, RuntimeError),
    ],
    ids=["Ctrl-C", "SIGTERM", "a defect"],
)
def test_what_a_question_made_is_removed_however_it_ends(suite, monkeypatch, end, error):
    before = suite.names()
    with ended(monkeypatch, end), pytest.raises(error):
        suite.run("names")
    assert "dashboards_create" in suite.sent
    assert suite.names() == before


def test_a_second_signal_does_not_end_the_removal(suite, monkeypatch):
    before, handler = suite.names(), signal.getsignal(signal.SIGINT)
    remove = Asking.remove

    def interrupted(self, *given):
        if self.exchanges and self.touched:
            send(signal.SIGTERM)
        return remove(self, *given)

    monkeypatch.setattr(Asking, "remove", interrupted)
    with ended(monkeypatch, lambda: send(signal.SIGINT)), pytest.raises(KeyboardInterrupt):
        suite.run("names")
    assert suite.names() == before
    assert signal.getsignal(signal.SIGINT) is handler


#: A run in a process of its own, which is killed when its question has made its object.
KILLED = """
import os, pathlib, signal, sys

from ansible_collections.truewatch.openapi.plugins.module_utils._api.settings import Settings
from ansible_collections.truewatch.openapi.plugins.module_utils._conformance import probes
from ansible_collections.truewatch.openapi.tests.unit.plugins.module_utils._conformance.conftest import Suite
from ansible_collections.truewatch.openapi.tests.emulator import Handle

ask = probes.PROBES["names"]


def names(asking):
    asking.mark()
    ask(asking)
    os.kill(os.getpid(), signal.SIGKILL)


probes.PROBES["names"] = names
Suite(Handle(sys.argv[1]), pathlib.Path(sys.argv[2])).run("names")
"""


def killed(suite):
    """A run that is killed leaves a dashboard, and a mark in the description of the workspace."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    arguments = [sys.executable, "-c", KILLED, suite.emulator.url, str(suite.dest.parent)]
    done = subprocess.run(arguments, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL


def test_the_next_run_removes_what_a_killed_one_left(suite):
    before = suite.names()
    killed(suite)
    assert sum(suite.prefix in name for name in suite.names() - before) == 2
    suite.run("search")
    assert suite.names() == before


def test_what_a_killed_run_left_is_removed_on_request(suite):
    before = suite.names()
    killed(suite)
    left = [
        *(name for name in suite.names() - before if name.startswith("dashboard/")),
        "workspace_settings/workspace_settings",
    ]
    assert suite.run(remove=True, check_mode=True) == {"changed": True, "removed": left}
    assert not writes(suite)
    assert suite.run(remove=True) == {"changed": True, "removed": left}
    assert suite.names() == before
    assert not suite.run(remove=True)["changed"]


def test_what_cannot_be_removed_is_told(suite):
    suite.emulator.fault("500", "dashboards_delete", times=1)
    with pytest.raises(
        UnfinishedError, match="could not be removed: dashboard '.*search|dashboard '.*Visitors"
    ) as told:
        suite.run("search")
    assert told.value.result["summary"]["confirmed"] == 1


def test_nobody_is_invited_unless_somebody_is_named(suite):
    suite.run("invitation", "life.tag")
    assert "workspace_members_batch_invitation" not in suite.sent
    assert "invitation" not in suite.answers
    assert QUESTIONS["invitation"].level == "invite"

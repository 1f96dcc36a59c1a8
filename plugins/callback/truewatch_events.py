# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: truewatch_events
type: notification
short_description: Tell TrueWatch what a playbook did
version_added: 1.0.0
author:
  - TrueWatch Ansible contributors (!UNKNOWN)
description:
  - Writes an event when a playbook has ended, and one for each failure, into the workspace of the API key.
  - Everything is sent at the end, in at most O(max_requests) requests. More failures than that share events.
  - It never fails a playbook, and delays its end by at most O(wait) seconds. If it cannot send an event, it warns.
  - Nothing of a task with C(no_log) is sent but the name of the host. Texts that were encrypted with Ansible Vault,
    variables whose names tell a secret, and what looks like one are masked.
  - Nothing is sent in check mode, unless O(in_check_mode) says so.
extends_documentation_fragment:
  - truewatch.openapi.connection.plugin
  - truewatch.openapi.connection
options:
  endpoint:
    ini:
      - section: callback_truewatch_events
        key: endpoint
  region:
    ini:
      - section: callback_truewatch_events
        key: region
  summary:
    description:
      - What is summed up. V(run) is one event for the whole run, V(play) one for each play, V(none) none.
      - Ansible counts the hosts of a run only, so events of plays tell failures and times, and no counts.
    type: str
    choices: [run, play, none]
    default: run
    env:
      - name: TRUEWATCH_EVENTS_SUMMARY
    ini:
      - section: callback_truewatch_events
        key: summary
  failures:
    description: Whether failures have events of their own. A failure that is ignored or rescued is none.
    type: raw
    default: true
    env:
      - name: TRUEWATCH_EVENTS_FAILURES
    ini:
      - section: callback_truewatch_events
        key: failures
  details:
    description: Whether events contain the messages of failed tasks. Otherwise they contain only host, play and task.
    type: raw
    default: true
    env:
      - name: TRUEWATCH_EVENTS_DETAILS
    ini:
      - section: callback_truewatch_events
        key: details
  tags:
    description: Tags of every event, each as V(name=value).
    type: list
    elements: str
    default: []
    env:
      - name: TRUEWATCH_EVENTS_TAGS
    ini:
      - section: callback_truewatch_events
        key: tags
  in_check_mode:
    description: Whether runs in check mode are reported too. Their events have the tag C(check_mode).
    type: raw
    default: false
    env:
      - name: TRUEWATCH_EVENTS_IN_CHECK_MODE
    ini:
      - section: callback_truewatch_events
        key: in_check_mode
  max_requests:
    description: How many requests one run sends at most.
    type: int
    default: 3
    env:
      - name: TRUEWATCH_EVENTS_MAX_REQUESTS
    ini:
      - section: callback_truewatch_events
        key: max_requests
  wait:
    description:
      - How many seconds the end of a run may be held up, waiting for the rate limit included. It takes the place of
        O(total_timeout) and O(rate_limit_timeout).
    type: float
    default: 5
    env:
      - name: TRUEWATCH_EVENTS_WAIT
    ini:
      - section: callback_truewatch_events
        key: wait
requirements:
  - truewatch.openapi.truewatch_events in C(callbacks_enabled) of the configuration of Ansible
  - requests
notes:
  - Options are read from the environment and from C(ansible.cfg), never from variables. Give the API key by the
    environment.
  - A run that is ended by an interrupt, or by an error of Ansible itself, has no end and is not reported.
seealso:
  - module: truewatch.openapi.truewatch_event
"""

import contextlib
import functools
import getpass
import os
import socket
import time
import uuid

from ansible import context
from ansible.plugins.callback import CallbackBase

from ansible_collections.truewatch.openapi.plugins.module_utils._ansible import CONNECTION, EXPECTED
from ansible_collections.truewatch.openapi.plugins.module_utils._engine.errors import InputError
from ansible_collections.truewatch.openapi.plugins.module_utils._events.account import (
    MOST_TOLD,
    Account,
    Counts,
    Failure,
)
from ansible_collections.truewatch.openapi.plugins.module_utils._events.event import texts
from ansible_collections.truewatch.openapi.plugins.module_utils._events.sending import send
from ansible_collections.truewatch.openapi.plugins.module_utils._events.text import cut
from ansible_collections.truewatch.openapi.plugins.module_utils._masking import masked_text
from ansible_collections.truewatch.openapi.plugins.module_utils._secrets import without_secrets
from ansible_collections.truewatch.openapi.plugins.plugin_utils._options import settings_of, truth
from ansible_collections.truewatch.openapi.plugins.plugin_utils._vault import vaulted_texts

#: Variables that AWX and AAP give to a run -> the tag that tells them.
_OF_AWX = {
    "job_id": "job_id",
    "job_template_name": "job_template",
    "workflow_job_id": "workflow_job_id",
    "user_name": "user",
    "inventory_name": "inventory",
    "project_revision": "revision",
    "schedule_name": "schedule",
}
#: Variables of its environment -> the tag.
_OF_ENVIRONMENT = {"JOB_ID": "job_id", "PROJECT_REVISION": "revision", "AWX_HOST": "awx_host"}
#: Variables through which all others could be reached once more.
_VIEWS = ("hostvars", "vars", "groups", "ansible_facts")
_TRUTHS = ("failures", "details", "in_check_mode")
_LONGEST_MESSAGE = 1000
_LONGEST_READ = 100_000


def _harmless(hook):
    """The hook, of which no error reaches the play; after one the plugin is silent."""

    @functools.wraps(hook)
    def guarded(self, *args, **kwargs):
        if self._is_silent:
            return
        try:
            hook(self, *args, **kwargs)
        except Exception as error:  # noqa: BLE001 - its text may hold anything
            self._fall_silent(f"an unforeseen {type(error).__name__}")

    return guarded


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "truewatch.openapi.truewatch_events"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._is_silent = False
        self._settings = None
        self._account = None
        self._play = None
        self._secrets = {}
        self._failed = []
        self._extra = {}

    def set_options(self, task_keys=None, var_options=None, direct=None):
        super().set_options(task_keys=task_keys, var_options=var_options, direct=direct)
        try:
            for option in _TRUTHS:  # Ansible takes a text that is none for false
                self.set_option(option, truth(option, self.get_option(option)))
        except InputError as error:
            self._fall_silent(str(error))
            return
        if context.CLIARGS.get("check") and not self.get_option("in_check_mode"):
            self._is_silent = True
            return
        try:
            self._settings = self._checked()
        except EXPECTED as error:
            self._fall_silent(str(error))

    def get_options(self, hostvars=None):
        """The connection options; of callbacks ansible-core 2.18 and older have no such method."""
        return {name: self.get_option(name) for name in CONNECTION}

    def _checked(self):
        wait, most = self.get_option("wait"), self.get_option("max_requests")
        if not 0 < wait <= 600:
            raise InputError(f"wait is {wait:g}: give seconds above 0, at most 600.")
        if not 1 <= most <= 20:
            raise InputError(f"max_requests is {most}: give a number from 1 to 20.")
        self._tags = texts("tags", dict(map(_pair, self.get_option("tags") or [])))
        for option in ("total_timeout", "rate_limit_timeout"):
            self.set_option(option, wait)
        return settings_of(self, None, done=CONNECTION)

    def _fall_silent(self, reason):
        self._is_silent = True
        self._display.warning(f"truewatch_events: nothing is told of this run: {self._masked(reason)}")

    # -- what happens

    @_harmless
    def v2_playbook_on_start(self, playbook):
        name = os.path.basename(str(getattr(playbook, "_file_name", "") or "playbook"))
        is_check = bool(context.CLIARGS.get("check"))
        self._account = Account(name, {}, time.time(), is_check)

    @_harmless
    def v2_playbook_on_play_start(self, play):
        self._play = play
        self._secrets = {}
        manager = play.get_variable_manager()
        self._extra = getattr(manager, "extra_vars", None) or {}
        if self._account is not None:
            self._account.plays.append((self._masked(play.get_name()), time.time()))

    @_harmless
    def v2_runner_on_failed(self, result, ignore_errors=False):
        if not ignore_errors:
            self._note(result, is_reached=True)

    @_harmless
    def v2_runner_on_unreachable(self, result):
        self._note(result, is_reached=False)

    @_harmless
    def v2_playbook_on_stats(self, stats):
        if self._account is None:
            return
        account = self._account
        account.ended = time.time()
        account.tags = self._run_tags()
        hosts = set(stats.processed)
        failed = {host for host in hosts if stats.failures.get(host)}
        unreachable = {host for host in hosts if stats.dark.get(host)} - failed
        changed = sum(bool(stats.changed.get(host)) for host in hosts)
        account.counts = Counts(len(hosts), changed, len(failed), len(unreachable))
        account.failures = self._lasting(stats)
        events = account.events(
            self.get_option("summary"), self.get_option("failures"), self.get_option("max_requests")
        )
        left, reason = send(self._settings, events)
        if left:
            self._display.warning(
                f"truewatch_events: {left} of {len(events)} events were not sent: {self._masked(reason)}"
            )

    # -- failures

    def _note(self, result, is_reached):
        """Remember a failure. Whether it is rescued shows only later."""
        host, task = result._host, result._task
        told = result._result
        is_hidden = bool(task.no_log) or "censored" in told or bool(told.get("_ansible_no_log"))
        play = self._masked(self._play.get_name()) if self._play else ""
        name, message = None, ""
        if not is_hidden:
            called = str(result._task_fields.get("name") or task.get_name())
            secrets = self._secrets_of(host, task)
            if secrets is not None:
                name = self._masked(called, secrets)
                message = self._masked(_message(told), secrets) if self.get_option("details") else ""
                message = cut(message, _LONGEST_MESSAGE)  # not before: half of a secret is not found
            else:
                name = self._masked(called)
        self._failed.append((host.get_name(), is_reached, Failure(host.get_name(), play, name, message)))

    def _secrets_of(self, host, task):
        """The secrets in the variables of a host; None when so many hosts have failed that it would take too long."""
        if host.get_name() not in self._secrets:
            if len(self._secrets) >= MOST_TOLD:
                return None
            variables = self._play.get_variable_manager().get_vars(play=self._play, host=host, task=task)
            own = {name: value for name, value in variables.items() if name not in _VIEWS}
            self._secrets[host.get_name()] = vaulted_texts(own) | without_secrets(own)[1]
        return self._secrets[host.get_name()]

    def _lasting(self, stats):
        """The failures that nothing has rescued: a host that fails for good does so last."""
        lasting = []
        for is_reached, counts in ((True, stats.failures), (False, stats.dark)):
            for host in {name for name, reached, _failure in self._failed if reached is is_reached}:
                own = [one for one in self._failed if one[0] == host and one[1] is is_reached]
                count = counts.get(host, 0)
                lasting += own[-count:] if count else []
        return [one[2] for one in self._failed if any(one is kept for kept in lasting)]

    # -- texts

    def _masked(self, text, secrets=()):
        key = [self._settings.api_key] if self._settings else [self.get_option("api_key") or ""]
        return without_secrets(masked_text(str(text), {*key, *secrets} - {""}))[0]

    def _run_tags(self):
        """The tags of every event of this run."""
        made = {"playbook": self._account.name, "run_id": uuid.uuid4().hex, "controller": socket.gethostname()}
        if self._account.is_check:
            made["check_mode"] = "true"
        with contextlib.suppress(Exception):  # a container may have no name for its user
            made["user"] = getpass.getuser()
        made.update({tag: os.environ[name] for name, tag in _OF_ENVIRONMENT.items() if os.environ.get(name)})
        for name, tag in _OF_AWX.items():
            value = self._extra.get(f"awx_{name}") or self._extra.get(f"tower_{name}")
            if isinstance(value, (str, int)):
                made[tag] = str(value)
        return {**{name: self._masked(value) for name, value in made.items()}, **self._tags}


def _pair(text):
    name, sign, value = str(text).partition("=")
    if not sign or not name.strip():
        raise InputError(f"tags: '{text}' is not of the form name=value.")
    return name.strip(), value.strip()


def _message(told):
    """What a failed task says."""
    text = str(told.get("msg") or "")
    items = [one for one in told.get("results") or [] if isinstance(one, dict) and one.get("failed")]
    more = [str(one.get("msg") or "") for one in items[:3] if "censored" not in one]
    error = str(told.get("stderr") or told.get("module_stderr") or "")
    return "\n".join(filter(None, [text, *more, error]))[:_LONGEST_READ]

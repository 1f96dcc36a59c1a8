# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Event source that asks TrueWatch for alerts."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import logging
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

DOCUMENTATION = r"""
---
short_description: Poll alerts from TrueWatch
description:
  - Reads the latest event of every watched object from the Open API, with one request a round, and passes each new
    alert to the rules as one event. An alert is new when it opens, when its status changes, and when it ends.
  - Use it if you cannot open a port for truewatch.openapi.truewatch_webhook, which receives alerts immediately.
  - The keys of an event are those of truewatch.openapi.truewatch_webhook.
  - Text that Ansible would run in a playbook is changed, see truewatch.openapi.truewatch_defuse.
  - Delivered alerts are stored in a private file in C(TRUEWATCH_STATE_DIR), by default in the cache directory of the
    user, so a restart repeats nothing. The first start delivers all open alerts.
requirements:
  - requests
  - jmespath
options:
  api_key:
    description:
      - The secret of an API key. The default is C(TRUEWATCH_API_KEY) or C(DF_API_KEY) in the environment.
    type: str
  endpoint:
    description:
      - URL of the Open API. The default is C(TRUEWATCH_ENDPOINT) in the environment.
    type: str
  region:
    description:
      - The site instead of the URL, such as C(us1). The default is C(TRUEWATCH_REGION) in the environment.
    type: str
  interval:
    description:
      - The time from one round to the next, at least 5 seconds. A key allows 20 requests a minute, for everything.
    type: str
    default: 60s
  monitors:
    description:
      - Only alerts of these monitors, by name or uuid.
    type: list
  hosts:
    description:
      - Only alerts of these hosts.
    type: list
  tags:
    description:
      - Only alerts with these tags. A value may be a list, of which one is enough.
    type: dict
  statuses:
    description:
      - Only alerts of these statuses. Those are C(fatal), C(critical), C(error), C(warning) and C(nodata).
    type: list
  within:
    description:
      - How far back a round looks. An alert whose latest event is older is not seen.
    type: str
    default: 6h
  max_alerts:
    description:
      - How many objects with events a round may tell. A warning in the log says when there may be more.
    type: int
    default: 1000
  name:
    description:
      - The name under which it stores the delivered alerts. Sources on one machine that read the same alerts need
        different names.
    type: str
    default: default
  defuse:
    description:
      - Whether text that Ansible would run is changed. Turn it off only when no rule starts a playbook, a module or a
        job template.
    type: bool
    default: true
  validate_certs:
    description:
      - Whether the certificate of the service is checked.
    type: bool
    default: true
  ca_path:
    description:
      - File or directory of certificate authorities.
    type: str
  allow_http:
    description:
      - Whether an endpoint without TLS is allowed that is not on this machine.
    type: bool
    default: false
  timeout:
    description:
      - Seconds without a sign of the service after which a request fails.
    type: float
    default: 60
  rate_limit:
    description:
      - The rate limit to keep, such as C(20/60). See the guide "Connection and limits".
    type: str
"""

EXAMPLES = r"""
- name: Alerts of TrueWatch
  hosts: all
  sources:
    - truewatch.openapi.truewatch_events:
        api_key: "{{ truewatch_api_key }}"
        region: us1
        interval: 30s
        monitors: [Disk is full]
  rules:
    - name: Clean up when a disk is full
      condition: event.host is defined and not event.resolved
      action:
        run_playbook:
          name: cleanup.yml
          extra_vars:
            host: "{{ event.host }}"
"""

_LOG = logging.getLogger("truewatch_events")

_OWN = {
    "interval": {"type": "str", "default": "60s"},
    "max_alerts": {"type": "int", "default": 1000},
    "name": {"type": "str", "default": "default"},
    "defuse": {"type": "bool", "default": True},
}
_CONNECTION = (
    "api_key",
    "endpoint",
    "region",
    "validate_certs",
    "ca_path",
    "allow_http",
    "timeout",
    "rate_limit",
)
# What ansible-rulebook itself adds or reads.
_FOREIGN = ("feedback", "eda_feedback_queue")
_SHORTEST_INTERVAL = 5
_SAVE_EVERY = 0.5  # seconds


def _shared(name: str) -> ModuleType:
    """Import what the plugins share: ansible-rulebook knows this file by its path only."""
    package = "truewatch_openapi_plugins"
    if package not in sys.modules:
        sys.modules[package] = ModuleType(package)
        sys.modules[package].__path__ = [str(Path(__file__).parents[4] / "plugins")]
    return importlib.import_module(f"{package}.{name}")


try:
    _ansible = _shared("module_utils._ansible")
except ImportError as error:
    _TEXT = f"truewatch_events needs ansible-core beside ansible-rulebook, in one Python: {error}"
    raise ImportError(_TEXT) from None
_api = _shared("module_utils._api.client")
_errors = _shared("module_utils._api.errors")
_engine = _shared("module_utils._engine.errors")
_latest = _shared("module_utils._events.latest")
_options = _shared("module_utils._options")
_settings = _shared("module_utils._api.settings")
_times = _shared("module_utils._engine.times")
_watch = _shared("module_utils._events.watch")
_defuse = _shared("plugin_utils._defuse")

# What another round may cure.
_PASSING = (
    _errors.IncompleteListError,
    _errors.NotAnApiAnswerError,
    _errors.ServerError,
    _errors.ThrottledError,
    _errors.TooLargeError,
    _errors.UnreachableError,
)
# What no other round cures.
_REFUSED = (_errors.BadKeyError, _errors.ForbiddenError)


class OptionError(ValueError):
    """An option of the source is wrong."""


class _StoppedError(Exception):
    """The source is being stopped, so nothing is waited for."""


@dataclass(frozen=True)
class Options:
    """The options of the source, checked. interval: seconds. chosen: which alerts are meant."""

    settings: Any
    interval: int
    most: int
    name: str
    defuse: bool
    chosen: dict[str, Any]

    @classmethod
    def of(cls, args: dict[str, Any]) -> Options:
        """Check the arguments of a rulebook; OptionError tells what is wrong without a secret."""
        spec = {
            **{name: _ansible.CONNECTION[name] for name in _CONNECTION},
            **_OWN,
            **_latest.CHOOSING,
        }
        given = {
            name: value
            for name, value in args.items()
            if value not in (None, "") and name not in _FOREIGN
        }
        if unknown := sorted(set(given) - set(spec)):
            message = f"unknown option '{unknown[0]}'; there are {', '.join(sorted(spec))}"
            raise OptionError(message)
        try:
            made = _options.checked(spec, given)
            settings = _settings.Settings.from_options(made)
            interval = _times.span("interval", made["interval"])
        except (_engine.EngineError, _errors.SettingsError) as error:
            raise OptionError(str(error)) from None
        if interval < _SHORTEST_INTERVAL or made["max_alerts"] < 1:
            message = (
                f"'interval' must be at least {_SHORTEST_INTERVAL}s, and 'max_alerts' at least 1"
            )
            raise OptionError(message)
        chosen = {name: made[name] for name in _latest.CHOOSING if made.get(name)}
        return cls(settings, interval, made["max_alerts"], made["name"], made["defuse"], chosen)


class Poller:
    """The rounds."""

    def __init__(self, queue: asyncio.Queue, options: Options) -> None:
        """Prepare to put alerts into the queue of the rules. OptionError tells what is wrong."""
        self._queue = queue
        self._options = options
        self._stopped = threading.Event()
        client = _api.Client(options.settings, sleep=self._sleep)
        chosen = json.dumps(options.chosen, sort_keys=True)
        try:
            self._memory = _watch.Memory(options.name, options.settings.fingerprint, chosen)
            self._watch = _watch.Watch(client, options.chosen, options.most, self._memory)
        except _engine.EngineError as error:
            raise OptionError(str(error)) from None
        self._saved = 0.0
        self._answered = False

    def _sleep(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            raise _StoppedError

    async def run(self) -> None:
        """Ask until the task is cancelled."""
        if not self._memory.lasts:
            _LOG.warning(
                "A restart will repeat what was told: set TRUEWATCH_STATE_DIR to a private place",
            )
        _LOG.info("Asking %s every %d s", self._options.settings.endpoint, self._options.interval)
        try:
            while True:
                started = time.monotonic()
                await self._round()
                self._save(now=True)
                await asyncio.sleep(max(0.0, self._options.interval - (time.monotonic() - started)))
        finally:
            self._stopped.set()
            self._save(now=True)
            self._memory.close()

    async def _round(self) -> None:
        try:
            news = await _aside(lambda: self._watch.round(time.time))
        except _errors.ApiError as error:
            if not self._may_pass(error):
                raise
            _LOG.warning("This round told nothing: %s", error)
            return
        except _errors.MissingLibraryError as error:
            message = f"the Python library {error.name} is not installed beside ansible-rulebook"
            raise OptionError(message) from None
        self._answered = True
        if self._watch.is_cut:
            _LOG.warning(
                "More than %d objects may have events: narrow the choice",
                self._options.most,
            )
        for one in news:
            if await self._hand_over(one.alert):
                self._watch.note(one, time.time())
                self._save()
            await asyncio.sleep(0)

    def _may_pass(self, error: Exception) -> bool:
        """Whether another round may cure it. A refusal is a mistake of the options only until a round was answered."""
        return isinstance(error, _PASSING) or (self._answered and not isinstance(error, _REFUSED))

    async def _hand_over(self, alert: dict) -> bool:
        """Give the rules an alert; False when a filter failed on it. It comes again in the next round then."""
        try:
            await self._queue.put(_defuse.defuse(alert) if self._options.defuse else alert)
        # A filter that stumbles over an alert must not cost the others.
        except Exception as error:  # noqa: BLE001 pylint: disable=broad-exception-caught
            _LOG.error(
                "A filter of the rulebook failed on the alert %s: %s",
                alert.get("delivery"),
                type(error).__name__,
            )
            return False
        return True

    def _save(self, *, now: bool = False) -> None:
        if now or time.monotonic() - self._saved > _SAVE_EVERY:
            self._memory.save()
            self._saved = time.monotonic()


async def _aside(work: Callable[[], list]) -> list:
    """Do the work in a thread that, other than those of a pool, does not hold up the end."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def tell(name: str, value: object) -> None:
        if not done.done():
            getattr(done, name)(value)

    def run() -> None:
        try:
            outcome = ("set_result", work())
        # It belongs to whoever waits.
        except BaseException as error:  # noqa: BLE001 pylint: disable=broad-exception-caught
            outcome = ("set_exception", error)
        with contextlib.suppress(RuntimeError):  # nobody waits any more
            loop.call_soon_threadsafe(tell, *outcome)

    threading.Thread(target=run, name="truewatch_events", daemon=True).start()
    return await done


async def main(queue: asyncio.Queue, args: dict[str, Any]) -> None:
    """Ask for alerts and put them into the queue of the rules, until the task is cancelled."""
    await Poller(queue, Options.of(args)).run()

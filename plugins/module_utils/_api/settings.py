# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The connection options, checked before anything is sent."""

from __future__ import annotations

import hashlib
import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.request import getproxies_environment

from . import endpoints
from .errors import SettingsError
from .state import default_directory


class RateLimit(NamedTuple):
    """At most ``count`` requests in any ``seconds``."""

    count: int
    seconds: float


# Vendor reference: 20 requests a minute per API key.
DOCUMENTED_RATE_LIMIT = RateLimit(20, 60.0)

# The bound of what one question may bring into memory, unless the user sets another.
_MOST_ROWS = 100_000
_MOST_MIB = 128

# Variables that name CA certificates, as the library requests and curl read them; the first that is set counts.
_CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")

# Seconds, 30 years: the operating system's timers end somewhere behind it.
_LONGEST = 1e9


@dataclass(frozen=True)
class Settings:
    """How to reach the service; use :meth:`from_options`.

    What the environment says about proxies, CA certificates and the state folder is part of it: settings that were made
    in different environments are not equal.

    Attributes:
        endpoint: URL without a slash at its end; every path of the reference is appended to it.
        api_key: never shown by ``repr``.
        verify: False, True (the system's), or the path of a CA bundle.
        timeout: seconds without a sign of the service after which a request fails; at most 10 of them to connect.
        rate_limit: the limit to keep; None means none until the service throttles, from then on the documented one;
            a count of 0 means never to keep one.
        rate_limit_timeout: seconds that one call may wait for the rate limit; infinity means for ever.
        total_timeout: seconds for one piece of work, from its first call on; infinity means no limit.
        max_rows: rows that one list may have; infinity means no limit.
        max_bytes: decompressed bytes that one answer, and one list with all its pages, may have; infinity means no
            limit.
        proxies: (scheme, URL) pairs of the environment, ("no", hosts) for those that are reached directly.
        state_directory: where the files are that processes share; None for nowhere.
    """

    endpoint: str
    api_key: str = field(repr=False)
    verify: bool | str = True
    timeout: float = 60.0
    rate_limit: RateLimit | None = None
    rate_limit_timeout: float = 600.0
    total_timeout: float = math.inf
    max_rows: float = _MOST_ROWS
    max_bytes: float = _MOST_MIB * 2**20
    proxies: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    state_directory: str | None = None

    @classmethod
    def from_options(cls, options: Mapping) -> Settings:
        """Settings from the connection options of a module or plugin, and from the environment as it is now.

        ``options`` may hold api_key, endpoint, region, allow_http, validate_certs, ca_path, timeout, rate_limit,
        rate_limit_timeout, total_timeout, max_rows and max_size; None stands for the default, other keys are ignored.
        Raises SettingsError with a text for people, which never holds the key.
        """
        given = {name: value for name, value in options.items() if value is not None}
        endpoint = endpoints.choose(
            given.get("endpoint"), given.get("region"), allow_http=_boolean(given, "allow_http", False)
        )
        return cls(
            api_key=_key(given.get("api_key")),
            endpoint=endpoint,
            verify=_verify(given, endpoint),
            timeout=_seconds(given, "timeout", cls.timeout, minimum=0.001),
            rate_limit=_rate_limit(given.get("rate_limit")),
            rate_limit_timeout=_seconds(given, "rate_limit_timeout", cls.rate_limit_timeout, unlimited=-1),
            total_timeout=_seconds(given, "total_timeout", cls.total_timeout, unlimited=0),
            max_rows=_number(given, "max_rows", _MOST_ROWS, unit="rows", minimum=1, unlimited=0),
            max_bytes=_number(given, "max_size", _MOST_MIB, unit="MiB", minimum=0.001, unlimited=0) * 2**20,
            proxies=_proxies(),
            state_directory=default_directory(),
        )

    @property
    def fingerprint(self) -> str:
        """16 hex digits that stand for endpoint and key; safe to show and to use in file names."""
        return hashlib.sha256((f"{self.endpoint}\n{self.api_key}").encode()).hexdigest()[:16]


def _key(key: str | None) -> str:
    if not key:
        raise SettingsError("No API key: set api_key (TRUEWATCH_API_KEY or DF_API_KEY) to the secret of an API key.")
    if not isinstance(key, str) or not re.fullmatch(r"[\x21-\x7e]+", key):
        raise SettingsError(
            "api_key holds characters that no API key has, such as a blank, a line break or a non-ASCII letter; "
            "a key read from a file often ends with a line break."
        )
    return key


def _verify(given: Mapping, endpoint: str) -> bool | str:
    if not _boolean(given, "validate_certs", True):
        return False
    name, path = "ca_path", given.get("ca_path")
    if not path and endpoint.startswith("https:"):
        name, path = next(((name, os.environ[name]) for name in _CA_VARIABLES if os.environ.get(name)), ("", ""))
    if not path:
        return True
    path = os.path.expanduser(path)
    if not os.path.exists(path):
        raise SettingsError(f"{name} {path!r} does not exist.")
    return path


def _proxies() -> tuple[tuple[str, str], ...]:
    """The proxies of the environment. Only of the environment: on macOS, asking the system in a forked process can end
    that process."""
    return tuple(sorted(getproxies_environment().items()))


def _rate_limit(value: object) -> RateLimit | None:
    if value is None or value == "":
        return None
    match = re.fullmatch(r"(\d+)(?:/(\d+(?:\.\d+)?))?", str(value).strip())
    seconds = float(match[2] or DOCUMENTED_RATE_LIMIT.seconds) if match else 0.0
    if not match or not 0 < seconds <= _LONGEST:
        raise SettingsError(
            f"rate_limit {str(value)!r} is neither requests per minute (20) nor requests per seconds (20/60)."
        )
    return RateLimit(int(match[1]), seconds)


def _seconds(
    given: Mapping, name: str, default: float, *, minimum: float = 0.0, unlimited: float | None = None
) -> float:
    number = _number(given, name, default, unit="seconds", minimum=minimum, unlimited=unlimited)
    if number > _LONGEST:
        if unlimited is None:
            raise SettingsError(f"{name} {given[name]} is too large.")
        return math.inf
    return number


def _number(
    given: Mapping, name: str, default: float, *, unit: str, minimum: float, unlimited: float | None = None
) -> float:
    value = given.get(name, default)
    try:
        number = float("no number" if isinstance(value, bool) else value)
    except (TypeError, ValueError):
        raise SettingsError(f"{name} {value!r} is not a number of {unit}.") from None
    if number == unlimited:
        return math.inf
    if math.isnan(number) or number < minimum:
        raise SettingsError(f"{name} {value} is too small.")
    return number


def _boolean(given: Mapping, name: str, default: bool) -> bool:
    value = given.get(name, default)
    if not isinstance(value, bool):
        raise SettingsError(f"{name} must be true or false, not {value!r}.")
    return value

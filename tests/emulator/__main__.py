# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of the emulator."""

from __future__ import annotations

import argparse
import asyncio
import errno
import math
import pathlib
import re
import signal
import socket
import sys
from collections.abc import Callable, Sequence

from .control import is_loopback
from .dialects import DIALECTS
from .observed import Observed, observed
from .running import DEFAULT_KEY, READY
from .server import listen, make_server, url_of
from .service import Service, Settings
from .state import StateError, StateFile
from .variants import VARIANTS, checked


def _key(text: str) -> tuple[str, str | None]:
    key, _sign, workspace = text.partition("=")
    if not key:
        raise argparse.ArgumentTypeError("expected KEY or KEY=WORKSPACE")
    return key, workspace or None


def _rate(text: str) -> tuple[int, float]:
    count, _sign, seconds = text.partition("/")
    try:
        rate = int(count), float(seconds or 60)
    except ValueError:
        rate = 0, 0.0
    if rate[0] < 1 or not 0 < rate[1] < math.inf:
        raise argparse.ArgumentTypeError(f"expected COUNT/SECONDS, both above zero, such as 20/60; not {text!r}")
    return rate


def _number(lowest: int, highest: float) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not (re.fullmatch("[0-9]{1,9}", text) and lowest <= int(text) <= highest):
            raise argparse.ArgumentTypeError(f"expected a whole number from {lowest} to {highest}, not {text!r}")
        return int(text)

    return parse


def _report(path: str) -> Observed:
    try:
        return observed(pathlib.Path(path).read_text("utf-8"))
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{path}: {error}") from error


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.emulator", description="Emulator of the TrueWatch Open API")
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    add("--port", type=_number(0, 65_535), default=0, help="port to listen on; 0 takes a free one (default: 0)")
    add(
        "--allow-remote",
        action="store_true",
        help="permit a --host that other machines can reach, and control by other host names and web pages",
    )
    add(
        "--api-key",
        type=_key,
        action="append",
        metavar="KEY[=WORKSPACE]",
        help=f"accept this key; may be repeated, keys with the same WORKSPACE share it (default: {DEFAULT_KEY})",
    )
    add(
        "--hosts",
        type=_number(0, 1_000_000),
        metavar="N",
        default=0,
        help="seed N hosts and objects around them (default: 0)",
    )
    add("--seed", type=int, default=1, metavar="S", help="what the seeded objects look like (default: 1)")
    add("--rate-limit", type=_rate, metavar="COUNT/SECONDS", help="requests per key, ten times that per workspace")
    add("--dialect", choices=DIALECTS, default="both", help="which routes exist (default: both)")
    add(
        "--variant",
        choices=sorted(VARIANTS),
        action="append",
        metavar="NAME",
        default=[],
        help="behave as an older or otherwise different service; may be repeated: "
        + "; ".join(f"{name}: {meaning}" for name, meaning in VARIANTS.items()),
    )
    add(
        "--observed",
        type=_report,
        metavar="FILE",
        default=Observed(),
        help="behave as the service of this report of the conformance suite (conformance.json)",
    )
    add("--strict", action="store_true", help="refuse query parameters that the reference does not know")
    add("--state", metavar="FILE", help="load the objects from FILE at the start and keep them there")
    options = parser.parse_args(given)
    named = set(options.api_key or ())
    if len(dict(named)) < len(named):
        parser.error("argument --api-key: a key belongs to one workspace")
    if not is_loopback(options.host) and not options.allow_remote:
        parser.error(
            f"{options.host} can be reached by others, and the emulator checks little: add --allow-remote to mean it"
        )
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with these arguments, by default those of the process; return the exit status."""
    options = _arguments(arguments)
    keys = dict(options.api_key or [(DEFAULT_KEY, None)])
    settings = Settings(
        keys=keys,
        dialect=options.dialect,
        rate=options.rate_limit,
        hosts=options.hosts,
        seed=options.seed,
        variants=checked([*options.variant, *options.observed.variants]),
        strict=options.strict or options.observed.strict,
        allow_remote=options.allow_remote,
    )
    if options.observed.others:
        print(f"emulator: it does not imitate {', '.join(options.observed.others)}", file=sys.stderr)
    service = Service(settings)
    state = StateFile(options.state, service) if options.state else None
    try:
        if state:
            state.load()
        listener = _listener(options.host, options.port)
        asyncio.run(_serve(service, listener, state))
    except (StateError, ListenError) as error:
        print(f"emulator: {error}", file=sys.stderr)
        return 1
    return 0


class ListenError(Exception):
    """The address cannot be listened on."""


def _listener(host: str, port: int) -> socket.socket:
    try:
        return listen(host, port)
    except OSError as error:
        hint = "; --port 0 takes a free one" if error.errno == errno.EADDRINUSE else ""
        raise ListenError(f"cannot listen on {host}, port {port}: {error.strerror}{hint}") from error


async def _serve(service: Service, listener: socket.socket, state: StateFile | None) -> None:
    server = make_server(service)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, server.stop)
    print(READY + url_of(listener), flush=True)
    keeper = asyncio.create_task(state.keep()) if state else None
    await server.serve(sockets=[listener])
    if state and keeper:
        keeper.cancel()
        state.save()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:  # before the server was there to stop
        sys.exit(128 + signal.SIGINT)

# Copyright (c) 2026, TrueWatch Ansible contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of the emulator."""

from __future__ import annotations

import argparse
import asyncio
import ipaddress
import signal

from .dialects import DIALECTS
from .running import DEFAULT_KEY, READY
from .server import listen, make_server, url_of
from .service import Service, Settings
from .state import StateFile


def _key(text: str) -> tuple[str, str | None]:
    key, _sign, workspace = text.partition("=")
    if not key:
        raise argparse.ArgumentTypeError("expected KEY or KEY=WORKSPACE")
    return key, workspace or None


def _rate(text: str) -> tuple[int, float]:
    count, _sign, seconds = text.partition("/")
    rate = int(count), float(seconds or 60)
    if rate[0] < 1 or rate[1] <= 0:
        raise argparse.ArgumentTypeError("expected COUNT/SECONDS, both above zero")
    return rate


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.emulator", description="Emulator of the TrueWatch Open API")
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    add("--port", type=int, default=0, help="port to listen on; 0 takes a free one (default: 0)")
    add("--allow-remote", action="store_true", help="permit a --host that other machines can reach")
    add(
        "--api-key",
        type=_key,
        action="append",
        metavar="KEY[=WORKSPACE]",
        help=f"accept this key; may be repeated, keys with the same WORKSPACE share it (default: {DEFAULT_KEY})",
    )
    add("--hosts", type=int, default=0, metavar="N", help="seed N hosts and objects around them (default: 0)")
    add("--seed", type=int, default=1, metavar="S", help="what the seeded objects look like (default: 1)")
    add("--rate-limit", type=_rate, metavar="COUNT/SECONDS", help="requests per key, ten times that per workspace")
    add("--dialect", choices=DIALECTS, default="both", help="which routes exist (default: both)")
    add("--state", metavar="FILE", help="load the objects from FILE at the start and keep them there")
    options = parser.parse_args()
    if not _is_loopback(options.host) and not options.allow_remote:
        parser.error(
            f"{options.host} can be reached by others, and the emulator checks little: add --allow-remote to mean it"
        )
    return options


def main() -> None:
    options = _arguments()
    keys = dict(options.api_key or [(DEFAULT_KEY, None)])
    service = Service(Settings(keys, options.dialect, options.rate_limit, options.hosts, options.seed))
    state = StateFile(options.state, service) if options.state else None
    if state:
        state.load()
    asyncio.run(_serve(service, options, state))


async def _serve(service: Service, options: argparse.Namespace, state: StateFile | None) -> None:
    server = make_server(service)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, server.stop)
    listener = listen(options.host, options.port)
    print(READY + url_of(listener), flush=True)
    keeper = asyncio.create_task(state.keep()) if state else None
    await server.serve(sockets=[listener])
    if state and keeper:
        keeper.cancel()
        state.save()


if __name__ == "__main__":
    main()

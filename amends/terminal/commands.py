"""`amends chat`: talk to the assistant in a terminal."""

import argparse
import sys
from typing import Any

from amends.languages import CODES

PATIENCE_S = 120.0


def register(subparsers: Any) -> None:
    """Add `amends chat` to the command line."""
    parser = subparsers.add_parser("chat", help="talk to the assistant in this terminal")
    parser.add_argument("--merchant", help="id of the merchant to talk to; default: the first that is served here")
    parser.add_argument("--language", choices=CODES, help="default: the merchant's first")
    parser.add_argument("--url", help="address of the web process; default: the setting AMENDS_PUBLIC_URL")
    parser.add_argument("--resume", action="store_true", help="continue the last conversation held here")
    parser.add_argument(
        "--patience", type=float, default=PATIENCE_S, help="seconds to wait for an answer when lines are piped in"
    )
    parser.set_defaults(run=_chat)


def _chat(arguments: argparse.Namespace) -> int:
    from amends import settings  # noqa: PLC0415  # other commands must not wait for these
    from amends.terminal import loop, memory  # noqa: PLC0415
    from amends.terminal.client import ChatClient  # noqa: PLC0415
    from amends.terminal.screen import Screen  # noqa: PLC0415

    client = ChatClient(arguments.url or settings.load().public_url)
    if arguments.resume:
        client.resume(memory.last())
    else:
        memory.keep(client.open(arguments.merchant or _first_merchant(), arguments.language))
    typed = sys.stdin.isatty()
    screen = Screen(_write, echo=not typed)
    if typed:
        _write("Type what you want to say, or the number of a button; /quit ends.")
        try:
            loop.converse(client, screen, sys.stdin)
        except KeyboardInterrupt:
            _write("")
    else:
        loop.recite(client, screen, sys.stdin, arguments.patience)
    return 0


def _first_merchant() -> str:
    """SettingError where the settings name a folder without merchants: the web process may run elsewhere."""
    from amends import settings  # noqa: PLC0415
    from amends.errors import SettingError  # noqa: PLC0415
    from amends.policy import loader  # noqa: PLC0415

    folder = settings.load().policies_folder
    served = loader.merchant_ids(folder)
    if not served:
        raise SettingError(f"{folder} holds no merchant. Name the one to talk to with --merchant.")
    if len(served) > 1:
        sys.stderr.write(f"Talking to {served[0]}; --merchant chooses another of: {', '.join(served[1:])}.\n")
    return served[0]


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()

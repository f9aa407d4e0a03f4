"""`amends chat`: talk to the assistant in a terminal."""

import argparse
import sys
from typing import Any

PATIENCE_S = 120.0


def register(subparsers: Any) -> None:
    """Add `amends chat` to the command line."""
    parser = subparsers.add_parser("chat", help="talk to the assistant in this terminal")
    parser.add_argument("--merchant", default="norrnet", help="id of the merchant to talk to (default: %(default)s)")
    parser.add_argument("--language", choices=["en", "nl", "nb"], help="default: the merchant's first")
    parser.add_argument("--url", help="address of the web process; default: the setting AMENDS_PUBLIC_URL")
    parser.add_argument("--resume", action="store_true", help="continue the last conversation held here")
    parser.add_argument(
        "--patience", type=float, default=PATIENCE_S, help="seconds to wait for an answer when lines are piped in"
    )
    parser.set_defaults(run=_chat)


def _chat(arguments: argparse.Namespace) -> int:
    from amends import settings  # noqa: PLC0415  # other commands must not wait for these
    from amends.chat import memory, terminal  # noqa: PLC0415
    from amends.chat.client import ChatClient  # noqa: PLC0415
    from amends.chat.screen import Screen  # noqa: PLC0415

    client = ChatClient(arguments.url or settings.load().public_url)
    if arguments.resume:
        client.resume(memory.last())
    else:
        memory.keep(client.open(arguments.merchant, arguments.language))
    typed = sys.stdin.isatty()
    screen = Screen(_write, echo=not typed)
    if typed:
        _write("Type what you want to say, or the number of a button; /quit ends.")
        try:
            terminal.converse(client, screen, sys.stdin)
        except KeyboardInterrupt:
            _write("")
    else:
        terminal.recite(client, screen, sys.stdin, arguments.patience)
    return 0


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()

"""Keeps the last conversation of the terminal, for `--resume`."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from amends.errors import ChatUnavailable
from amends.terminal.client import Ticket

FILE = Path("var/chat.json")


def keep(ticket: Ticket, file: Path = FILE) -> None:
    """Remember this conversation; readable by its owner only, since it holds the secret."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(".part")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(asdict(ticket), out)
    draft.replace(file)


def last(file: Path = FILE) -> Ticket:
    """The conversation that was kept last. ChatUnavailable when there is none."""
    try:
        return Ticket(**json.loads(file.read_text("utf-8")))
    except FileNotFoundError:
        raise ChatUnavailable("There is no earlier conversation here. Start one without --resume.") from None
    except (ValueError, TypeError):
        raise ChatUnavailable(f"{file} cannot be read. Start a conversation without --resume.") from None

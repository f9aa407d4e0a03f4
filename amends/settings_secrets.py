"""Secrets that nobody set: made once for an installation with the demo, in files of its own."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from amends import durable

CHANNEL_SECRET_FILE = Path("var/channel-secret")
"""What the credentials of messaging channels are sealed with; the command `amends channel` reads it too."""

PSEUDONYM_SECRET_FILE = Path("var/pseudonym-secret")
"""What pseudonyms of erased people are made with, made when the first is erased."""
ABOUT_PSEUDONYMS = (
    "Key of the pseudonyms that stand in the place of erased e-mail addresses, at least 32 characters; never change "
    "it. The demo makes one in var/pseudonym-secret; without the demo it is required for erasing (docs/privacy.md)."
)


def made(file: Path) -> str:
    """The secret in `file`, made at the first call; readable by its owner alone. It is there whole or not at all: what
    was sealed with it must outlive whoever made it, and a loss of power."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=file.parent) as new:  # for its owner only
            new.write(secrets.token_urlsafe(32))
            new.flush()
            os.fsync(new.fileno())
            with suppress(FileExistsError):  # somebody else's, who was faster
                os.link(new.name, file)
        durable.flush(file.parent)
    return file.read_text().strip()

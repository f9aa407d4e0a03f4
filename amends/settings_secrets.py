"""Secrets that nobody set: made once for an installation with the demo, in files of its own."""

import os
import secrets
from pathlib import Path

CHANNEL_SECRET_FILE = Path("var/channel-secret")
"""What the credentials of messaging channels are sealed with; the command `amends channel` reads it too."""

PSEUDONYM_SECRET_FILE = Path("var/pseudonym-secret")
"""What pseudonyms of erased people are made with, made when the first is erased."""
ABOUT_PSEUDONYMS = (
    "Key of the pseudonyms that stand in the place of erased e-mail addresses, at least 32 characters; never change "
    "it. The demo makes one in var/pseudonym-secret; without the demo it is required for erasing (docs/privacy.md)."
)


def made(file: Path) -> str:
    """The secret in `file`, made at the first call; readable by its owner alone."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(file, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as new:
            new.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return file.read_text().strip()

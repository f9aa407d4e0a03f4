"""A model's SHA-256 beside it: a Rasa model names the classes to load, so a foreign file is foreign code."""

import hashlib
from pathlib import Path


class DigestDiffers(Exception):
    """The model is not the one that was trained here."""


def digest_file(model: Path) -> Path:
    """models/x.sha256 for models/x.tar.gz."""
    return model.with_name(model.name.removesuffix(".tar.gz") + ".sha256")


def write(model: Path) -> None:
    """Note the digest of a model that was just trained."""
    digest_file(model).write_text(_digest(model) + "\n")


def check(model: Path) -> None:
    """DigestDiffers unless the note and the model agree; FileNotFoundError where one is missing."""
    noted = digest_file(model).read_text().strip()
    if noted != _digest(model):
        raise DigestDiffers(f"{model} is not the model that {digest_file(model).name} was written for")


def _digest(model: Path) -> str:
    return hashlib.sha256(model.read_bytes()).hexdigest()

"""Passwords: Argon2id, with the parameters that RFC 9106 gives for memory-constrained machines (64 MiB, 3 passes)."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHash
from argon2.profiles import RFC_9106_LOW_MEMORY

from amends.accounts.errors import InvalidAccount

MIN_CHARACTERS = 12
MAX_CHARACTERS = 128
_WORD_BYTES = 15

_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hashed(password: str) -> str:
    """The hash to keep. InvalidAccount for a password that is too short, or so long that hashing it is an attack."""
    if not MIN_CHARACTERS <= len(password) <= MAX_CHARACTERS:
        raise InvalidAccount(f"A password has {MIN_CHARACTERS} to {MAX_CHARACTERS} characters. Choose another one.")
    return _hasher.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether `password` is the one behind the hash. Takes as long where there is no account (None)."""
    try:
        return _hasher.verify(kept or _nobody(), password[:MAX_CHARACTERS]) and kept is not None
    except (Argon2Error, InvalidHash):
        return False


def generate() -> str:
    """A password for somebody who is to change it: 120 random bits."""
    return secrets.token_urlsafe(_WORD_BYTES)


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_urlsafe(_WORD_BYTES))

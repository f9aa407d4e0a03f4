"""Case numbers that a person can read out: AM- and seven characters of Crockford's base 32 (no I, L, O, U)."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "AM-"
LENGTH = 7

_HEARD_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def mint() -> str:
    """A new number, not to be guessed from another one (35 random bits)."""
    return PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read(text: str) -> str:
    """A number as a customer wrote it, in the form it is stored in: `am 7k2l9o1` is `AM-7K21901`."""
    letters = "".join(character for character in text.upper() if character.isalnum())
    return PREFIX + letters.removeprefix("AM").translate(_HEARD_AS)

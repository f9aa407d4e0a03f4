"""Pictures at rest: encrypted and authenticated (AES-256-GCM) under a key that is derived from a secret setting.

    sealed = MARK, 8 bytes that name the key, 12 random bytes, then what the library makes of the picture

A picture opens only in the place that it was sealed for, so that nobody who can write to the store has one shown as
another's. docs/decisions/0161 says why this form.
"""

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from amends.errors import EvidenceSealed

MARK = b"amends1\0"
"""No picture begins so: a JPEG begins with FF D8."""
_NAME, _NONCE = 8, 12
_HEAD = len(MARK) + _NAME
_PURPOSE = b"amends: pictures of customers"


@dataclass(frozen=True)
class _Key:
    name: bytes
    cipher: AESGCM


class Seal:
    """Seals with the first of these secrets, and opens with any of them. Without any it seals and opens nothing, and
    says so of what is sealed."""

    def __init__(self, *secrets: str) -> None:
        self._keys = [_derived(each) for each in secrets]
        self._by_name = {key.name: key for key in self._keys}

    @property
    def is_set(self) -> bool:
        """Whether there is a key to seal with."""
        return bool(self._keys)

    def close(self, place: str, picture: bytes) -> bytes:
        """As it is kept: sealed for that place, or as it is where there is no key."""
        if not self._keys:
            return picture
        holds = self._keys[0]
        head, nonce = MARK + holds.name, os.urandom(_NONCE)
        return head + nonce + holds.cipher.encrypt(nonce, picture, head + place.encode())

    def open(self, place: str, kept: bytes) -> bytes:
        """The picture. What was kept before there was a key is one already. EvidenceSealed where none of ours opens it,
        or it is not as it was sealed there."""
        if not is_sealed(kept):
            return kept
        head, nonce, rest = kept[:_HEAD], kept[_HEAD : _HEAD + _NONCE], kept[_HEAD + _NONCE :]
        key = self._by_name.get(head[len(MARK) :])
        if key is None:
            raise EvidenceSealed(f"the picture {place} was encrypted under {_told(kept)}. {_WAY_OUT}")
        try:
            return key.cipher.decrypt(nonce, rest, head + place.encode())
        except (InvalidTag, ValueError) as fault:
            raise EvidenceSealed(f"the picture {place} is not as it was encrypted: damaged, or put there") from fault

    def knows(self, kept: bytes) -> bool:
        """Whether it is in clear, or says of itself that it is sealed under one of our keys."""
        return not is_sealed(kept) or kept[len(MARK) : _HEAD] in self._by_name

    def is_current(self, kept: bytes) -> bool:
        """Whether it says of itself that it is sealed under the key that holds now."""
        return bool(self._keys) and kept.startswith(MARK + self._keys[0].name)


_WAY_OUT = "Set that one as AMENDS_EVIDENCE_KEY, or as AMENDS_FORMER_EVIDENCE_KEY beside a new one."


def is_sealed(kept: bytes) -> bool:
    """Whether what is kept is encrypted at all."""
    return kept.startswith(MARK)


def _told(kept: bytes) -> str:
    return f"a key that is not set here (its mark is {kept[len(MARK) : _HEAD].hex()})"


def _derived(secret: str) -> _Key:
    """Key and mark are two halves of one derivation: the mark tells nothing of the key."""
    made = HKDF(SHA256(), length=32 + _NAME, salt=None, info=_PURPOSE).derive(secret.encode())
    return _Key(made[32:], AESGCM(made[:32]))

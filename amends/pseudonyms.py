"""What stands in the place of an e-mail address that was erased: a name that only the holder of a key can make.

The same address has the same pseudonym, so what counts by address goes on counting. Without the key nobody can tell
whose it is, nor try addresses until one fits.
"""

import hashlib
import hmac
from collections.abc import Callable

from amends import addresses
from amends.errors import SettingError

PREFIX = "erased:"
_PURPOSE = b"amends: pseudonyms of e-mail addresses"
_DIGITS = 32


class Pseudonyms:
    """`key` gives the secret, or None where there is none yet; it is asked until it gives one."""

    def __init__(self, key: Callable[[], str | None]) -> None:
        self._key = key
        self._found: bytes | None = None

    @property
    def has_key(self) -> bool:
        return self._secret() is not None

    def of(self, address: str) -> str:
        """The pseudonym of an address, however it is written; of a pseudonym, itself. SettingError without a key."""
        if is_pseudonym(address):
            return address
        secret = self._secret()
        if secret is None:
            raise SettingError(
                "AMENDS_PSEUDONYM_SECRET is not set, so nobody can be erased: nothing could stand in the place of an "
                "e-mail address. Set it for web, worker, actions and this command, and never change it."
            )
        digest = hmac.new(secret, addresses.canonical(address).encode(), hashlib.sha256).hexdigest()
        return PREFIX + digest[:_DIGITS]

    def same(self, stored: str | None, given: str | None) -> bool:
        """Whether what is stored is the given address, or its pseudonym."""
        if stored is None or given is None:
            return False
        if not is_pseudonym(stored) or is_pseudonym(given):
            return stored == given or addresses.same(stored, given)
        return self.has_key and stored == self.of(given)

    def known_as(self, address: str) -> tuple[str, ...]:
        """As which it may be stored, in small letters: as itself, and as its pseudonym."""
        return (address.lower(), self.of(address)) if self.has_key else (address.lower(),)

    def _secret(self) -> bytes | None:
        if self._found is None:
            given = self._key()
            self._found = None if given is None else hmac.digest(given.encode(), _PURPOSE, "sha256")
        return self._found


NOBODY = Pseudonyms(lambda: None)
"""Of an installation in which nobody can have been erased."""


def is_pseudonym(text: str | None) -> bool:
    """Whether it stands for somebody who was erased. No address does: it has no @."""
    return text is not None and text.startswith(PREFIX)

"""Names that nobody can guess, in letters and digits that survive any file system, address and e-mail."""

import base64
import secrets

BITS_EACH = 5


def random_id(characters: int = 26) -> str:
    """Small letters and digits; the usual 26 hold 130 bits."""
    enough = -(-characters * BITS_EACH // 8)
    return base64.b32encode(secrets.token_bytes(enough)).decode().lower()[:characters]

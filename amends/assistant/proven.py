"""Which pairs of order and address were matched in a conversation. The identity itself is given up after a silence; who
says the same pair again is not kept out by what others tried meanwhile.

Digests under the conversation's own secret, so that no address stays readable in a chat that is somebody else's by now.
"""

import hashlib
import hmac

from amends import addresses
from amends.assistant.identity import Verified
from amends.db.conversation_tables import ConversationRow


def with_pair(row: ConversationRow, verified: Verified | None) -> tuple[str, ...]:
    """The conversation's digests, and that of `verified`: none is ever taken away."""
    kept = tuple(row.draft.get("proven", ()))
    new = None if verified is None else _digest(row, verified.order_number, verified.email)
    return kept if new is None or new in kept else (*kept, new)


def is_proven(row: ConversationRow, order_number: str, email: str) -> bool:
    """Whether that very pair was matched in this conversation before."""
    return _digest(row, order_number, email) in row.draft.get("proven", ())


def _digest(row: ConversationRow, order_number: str, email: str) -> str:
    pair = f"{order_number}\x1f{addresses.canonical(email)}".encode("utf-8", "surrogatepass")
    return hmac.new(f"{row.id}:{row.secret_hash}".encode(), pair, hashlib.sha256).hexdigest()

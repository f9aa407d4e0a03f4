"""Which of several servers has a conversation: always the same one, without anybody keeping a list."""

import hashlib
from collections.abc import Sequence


def order(servers: Sequence[str], conversation_id: str) -> list[str]:
    """`servers` by how much each is this conversation's, the own one first.

    The server whose name draws the highest number with the conversation's id has it (rendezvous hashing): a server more
    takes an equal share from each, and one less leaves the conversations of the others where they are.
    """
    return sorted(servers, key=lambda server: _drawn(server, conversation_id), reverse=True)


def _drawn(server: str, conversation_id: str) -> bytes:
    return hashlib.sha256(f"{server}\n{conversation_id}".encode()).digest()

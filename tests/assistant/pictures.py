"""A file of the customer's that was read off."""

from collections.abc import Mapping

from amends.db.tables import EvidenceRow
from tests.assistant.conftest import Chat


def read_off(chat: Chat, number: str, read: Mapping[str, str]) -> None:
    """Keep it under that id, with `read` as what stands in it."""
    fields = {name: {"value": value, "line": value, "confidence": 0.9} for name, value in read.items()}
    event = int(chat._sent("picture"))
    with chat.context.database.begin() as session:
        session.add(
            EvidenceRow(
                id=number, conversation_id=chat.id, event_id=event, name="a.png", kind="image", media_type="image/png",
                size=1, sha256="0" * 64, key="k", pages=[1], read={"pages": 1, "fields": fields}, created_at=chat.now,
            )
        )  # fmt: skip

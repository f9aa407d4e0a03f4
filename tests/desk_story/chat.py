"""What a conversation's log says about who spoke, and who had the chat at that moment."""

from dataclasses import dataclass

from amends.conversations import log
from amends.db.session import Database

EVERYTHING = 100_000


@dataclass(frozen=True)
class Spoken:
    """One entry. `owner` is who had the chat when it was written."""

    event_id: int
    seq: int
    kind: str
    author: str
    text: str
    client_id: str | None
    owner: str


def spoken(database: Database, conversation_id: str) -> list[Spoken]:
    """The whole log, in its order."""
    owner, entries = "bot", []
    with database.read() as session:
        for row in log.since(session, conversation_id, 0, EVERYTHING):
            text = str(row.body.get("text", ""))
            entries.append(Spoken(row.id, row.seq, row.kind, row.author, text, row.client_id, owner))
            if row.kind == "owner":
                owner = str(row.body["owner"])
    return entries


def out_of_turn(entries: list[Spoken]) -> list[Spoken]:
    """What the bot said while a person had the chat."""
    return [entry for entry in entries if entry.author == "bot" and entry.kind != "owner" and entry.owner == "person"]

"""What the bot did not understand, kept as it happens: the sentence of the stored message, once.

The sources are the four places where the bot says that it did not understand: a question of its own that a message
does not answer, the question which case it is about, a message outside a form that asks nothing known, and Rasa's
fallback.
"""

from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.desk_tables import NotUnderstoodRow
from amends.db.session import Database
from amends.db.upsert import insert


def keep(database: Database, conversation_id: str, turn: str, asked: str | None) -> None:
    """Keep the message of that turn. Nothing happens the second time, or where `turn` is not a customer's message."""
    if not turn.isdigit():
        return
    with database.begin() as session:
        event = session.get(EventRow, int(turn))
        if event is None or event.conversation_id != conversation_id or event.author != "customer":
            return
        conversation = session.get_one(ConversationRow, conversation_id)
        values = {
            "event_id": event.id,
            "merchant": conversation.merchant,
            "language": conversation.language,
            "text": event.body["text"],
            "asked": asked,
            "at": event.at,
        }
        session.execute(insert(session, NotUnderstoodRow).values(**values).on_conflict_do_nothing())

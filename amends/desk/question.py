"""The question that the bot has open in a chat: once a person has decided, nobody may answer it any more."""

from dataclasses import replace

from amends.assistant.draft import Draft
from amends.db.conversation_tables import ConversationRow


def withdraw(chat: ConversationRow | None, case_id: int, *, then: int | None = None) -> None:
    """Settle what the bot was asking for the case; a chat that is about something else by now stays as it is.

    `then` is the case that the chat is about from here on, where that is another. `chat` is locked.
    """
    if chat is None or chat.case_id != case_id:
        return
    draft = Draft.from_json(chat.draft)
    settled = replace(draft.settle(), case_id=then or case_id, revision=draft.revision + 1)
    chat.draft = settled.as_json()
    chat.case_id = then or case_id

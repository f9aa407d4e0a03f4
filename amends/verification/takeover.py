"""I8: once a person has a chat, the bot is silent in it."""

from amends.conversations.event_kinds import EventKind
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.verification.material import Material
from amends.verification.result import Result


def the_bot_is_silent_beside_a_person(material: Material) -> Result:
    """After a take-over no reply of the bot's until it is handed back. Where the bot itself gave the chat away, it ends
    its turn; after the first words of the person it has none left to say."""
    result = Result()
    owners = material.mapping(ConversationRow.id, ConversationRow.owner)
    for conversation, events in material.conversations():
        owner, silent = "bot", False
        for event in events:
            if event.kind == EventKind.OWNER:
                owner = str(event.body.get("owner"))
                silent = owner == "person" and event.author != "bot"
            elif owner == "person":
                result.looked_at += 1
                silent = silent or event.author == "agent"
                if silent and _is_the_bots(event):
                    result.found(
                        f"Event {event.seq} of conversation {conversation} is a reply of the bot's while a person "
                        "has the chat.",
                        conversation=conversation, seq=event.seq,
                    )  # fmt: skip
        if owners.get(conversation, owner) != owner:
            result.found(
                f"Conversation {conversation} is kept as the {owners[conversation]}'s, and its log says that it is the "
                f"{owner}'s.",
                conversation=conversation,
            )
    return result


def _is_the_bots(event: EventRow) -> bool:
    return event.author == "bot" and event.kind == EventKind.REPLY

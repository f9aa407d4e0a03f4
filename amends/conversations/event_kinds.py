"""What stands in the log of a conversation (docs/chat-api.md has the body of each)."""

from amends.labels import Labelled


class EventKind(Labelled):
    """Clients pass over kinds that they do not know."""

    MESSAGE = "message", "a customer's message or choice"
    FILE = "file", "a customer's file"
    REPLY = "reply", "an answer, the bot's or a person's"
    NOTICE = "notice", "what is told beside the conversation"
    OWNER = "owner", "who answers from here on"
    CHANNEL = "channel", "what a messaging channel tells of a message; for the desk"

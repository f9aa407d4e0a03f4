"""I1: every message that was acknowledged is there, and has exactly one outcome."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from amends.conversations.event_kinds import EventKind
from amends.db.conversation_tables import EventRow, TurnRow
from amends.verification.material import Material
from amends.verification.result import Result

HEARD = frozenset({EventKind.MESSAGE, EventKind.FILE})
AT_ONCE = timedelta(seconds=60)
"""Words that come again within this, and to no further message, were said twice."""


def nothing_is_lost(material: Material) -> Result:
    """Numbers without gaps; each message that the bot took has a reply, a person or an explicit error after it; nothing
    is said twice to one message; and what clients were told is what is kept."""
    result = Result()
    turns: dict[int, tuple[str, str | None]] = {
        event: (state, error)
        for event, state, error in material.session.execute(select(TurnRow.event_id, TurnRow.state, TurnRow.last_error))
    }
    for conversation, events in material.conversations():
        result.looked_at += sum(event.author == "customer" and event.kind in HEARD for event in events)
        _gaps(result, conversation, events)
        _unanswered(result, material, conversation, events, turns)
        _doubled(result, material, conversation, events)
        if material.transcripts is not None:
            _otherwise(result, conversation, events, material.transcripts.events.get(conversation, ()))
    if material.transcripts is None:
        result.unchecked.append("whether clients hold an acknowledgement for what is not here: give --transcripts")
    else:
        _gone(result, material)
    return result


def _gaps(result: Result, conversation: str, events: Sequence[EventRow]) -> None:
    for expected, event in enumerate(events, 1):
        if event.seq != expected:
            result.found(
                f"Event {expected} of conversation {conversation} is missing: the next one is {event.seq}. Something "
                "that a customer may have read is gone.",
                conversation=conversation, seq=expected,
            )  # fmt: skip
            return


def _unanswered(
    result: Result,
    material: Material,
    conversation: str,
    events: Sequence[EventRow],
    turns: Mapping[int, tuple[str, str | None]],
) -> None:
    """From the end: so many messages that ended well, so many replies at least. A change of owner settles what was
    before it: then replies are dropped, and a person reads on."""
    replies = answered = 0
    told = _owner_at_the_end(events) == "person"
    for event in reversed(events):
        if event.kind == EventKind.OWNER:
            replies, answered, told = len(events), 0, True
        elif event.author != "customer":
            told = True
            replies += event.kind == EventKind.REPLY and event.author == "bot"
        elif event.kind in HEARD:
            state, error = turns.get(event.id, (None, None))
            if state == "done" and error is None:
                answered += 1
            ended = (
                state == "failed" or (state == "done" and error is None) or (state is None and _is_old(event, material))
            )
            if (ended and not told) or answered > replies:
                result.found(
                    f"Message {event.seq} of conversation {conversation} was acknowledged, and neither answered, nor "
                    "given to a person, nor told to have failed.",
                    conversation=conversation, seq=event.seq,
                )  # fmt: skip
                answered = min(answered, replies)


def _owner_at_the_end(events: Sequence[EventRow]) -> str:
    changes = (str(event.body["owner"]) for event in reversed(events) if event.kind == EventKind.OWNER)
    return next(changes, "bot")


def _is_old(event: EventRow, material: Material) -> bool:
    return event.at < material.now - material.grace


def _doubled(result: Result, material: Material, conversation: str, events: Sequence[EventRow]) -> None:
    """The same words of the bot within one run of replies, more often than there are messages that they may answer.
    What is told as done may be news right before it is the answer to a message."""
    open_messages = 0
    said: dict[str, list[EventRow]] = {}
    for event in events:
        if event.author == "customer":
            if said:  # a run of replies has ended, and answered one message at least
                open_messages = max(0, open_messages - 1)
                said = {}
            open_messages += 1
        elif event.kind == EventKind.REPLY and event.author == "bot":
            same = said.setdefault(str(event.body.get("text")), [])
            most = max(1, open_messages)
            if len(same) == most and open_messages and material.is_news(str(event.body.get("text"))):
                most += 1
            if len(same) >= most and event.at - same[-1].at < AT_ONCE:
                result.found(
                    f"Events {same[-1].seq} and {event.seq} of conversation {conversation} are one reply, said twice.",
                    conversation=conversation, seq=event.seq,
                )  # fmt: skip
            same.append(event)


def _otherwise(
    result: Result, conversation: str, events: Sequence[EventRow], told: Sequence[Mapping[str, Any]]
) -> None:
    """What a client was told of events, against what is kept of them."""
    kept = {event.seq: event for event in events}
    for each in told:
        event = kept.get(each["seq"])
        if event is None:
            what = "was acknowledged to its client" if each["author"] == "customer" else "was read by its client"
            result.found(
                f"Event {each['seq']} of conversation {conversation} {what}, and is not in the database.",
                conversation=conversation, seq=each["seq"],
            )  # fmt: skip
        elif (event.author, event.body.get("text")) != (each["author"], each["body"].get("text")):
            result.found(
                f"Event {each['seq']} of conversation {conversation} is another one than its client was told.",
                conversation=conversation, seq=each["seq"],
            )  # fmt: skip


def _gone(result: Result, material: Material) -> None:
    assert material.transcripts is not None
    known = set(material.session.scalars(select(EventRow.conversation_id).distinct()))
    for conversation in sorted(set(material.transcripts.events) - known):
        result.found(
            f"Conversation {conversation} was opened by a client and is not in the database: it was lost, unless it "
            "was erased.",
            conversation=conversation,
        )

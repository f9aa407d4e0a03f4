"""What came over a channel becomes part of a conversation: kept once, before it is acknowledged.

One transaction for each thing that happened: its delivery, the customer's event and the turn that it causes. So one
entry of a batch never takes another one with it, and what is delivered again has no effect.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from amends.channels import deliveries, floods, keeping_back, news, opting_out, overtaking
from amends.channels.book import Opened
from amends.channels.deliveries import Outcome
from amends.channels.received import (
    Deletion,
    Delivery,
    Edit,
    Files,
    OptOut,
    Press,
    Received,
    Started,
    Text,
    Unreadable,
    Unsupported,
)
from amends.channels.standing_in import StandIn
from amends.channels.subjects import headed
from amends.channels.threads import Threads
from amends.channels.typed_numbers import token_of
from amends.channels.unread import read_until
from amends.clock import Clock
from amends.conversations import log, ownership, turns
from amends.conversations.changed import CHANGES
from amends.conversations.event_kinds import EventKind
from amends.conversations.text import MAX_CHARACTERS
from amends.db import lanes, outbox
from amends.db.channel_tables import ChannelDeliveryRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.job_kinds import JobKind
from amends.db.session import Database
from amends.errors import DatabaseUnavailable, InvalidMessage, TooManyRequests, UnknownButton
from amends.messages.say import Say
from amends.reading.declarations import declares_withdrawal_in

logger = logging.getLogger("amends.channels")


@dataclass(frozen=True)
class Kept:
    """`conversation_id` is None where nothing of a conversation changed. `asks_the_bot`: an answer of its is coming."""

    outcome: str
    conversation_id: str | None = None
    asks_the_bot: bool = False


@dataclass(frozen=True)
class Inbound:
    """`per_minute`: messages that are taken of one conversation."""

    database: Database
    threads: Threads
    stand_in: StandIn
    clock: Clock
    per_minute: int = 20

    def keep(self, opened: Opened, received: Received) -> Kept:
        """Keep it, with all that follows at once. DatabaseUnavailable: nothing was kept, have it delivered again."""
        now = self.clock()
        with self.database.begin() as session:
            delivery = deliveries.keep(session, opened.id, received, now)
            if delivery is None:
                return Kept(Outcome.IGNORED)
            delivery.outcome = self._taken(session, opened, received, delivery, now)
            talk = delivery.conversation_id
            asks = talk is not None and delivery.outcome == Outcome.TAKEN and turns.is_waiting(session, talk)
            return Kept(delivery.outcome, talk, asks)

    def keep_or_park(self, opened: Opened, received: Received) -> Kept:
        """The same for a channel that hands over one thing after the other: what we fail at for a reason that nobody
        foresaw is set aside with its words, where `amends doctor` finds it, and the customer is asked to write again.
        What comes behind it must not wait for ever."""
        try:
            return self.keep(opened, received)
        except DatabaseUnavailable:
            raise
        except Exception as fault:
            logger.exception("channel %s: a message cannot be taken", opened.id)
            why = type(fault).__name__
        now = self.clock()
        with self.database.begin() as session:
            delivery = deliveries.keep(session, opened.id, received, now)
            if delivery is None:
                return Kept(Outcome.IGNORED)
            words = received.what.text if isinstance(received.what, Text | Edit) else ""
            words = words.encode("utf-8", "replace").decode().replace("\0", "")
            delivery.outcome, delivery.body = Outcome.PARKED, {"why": why, "text": words}
            thread = self.threads.known(session, opened, received)
            if thread is None:
                return Kept(Outcome.PARKED)
            delivery.conversation_id = thread.conversation_id
            conversation = session.get_one(ConversationRow, thread.conversation_id)
            self._unreadable(session, conversation, Unsupported.OTHER, now)
        return Kept(Outcome.PARKED, thread.conversation_id)

    def _taken(
        self, session: Session, opened: Opened, received: Received, delivery: ChannelDeliveryRow, now: datetime
    ) -> Outcome:
        what = received.what
        if isinstance(what, Delivery):
            return news.take(session, opened.id, what, delivery, self.stand_in, now)
        if not deliveries.has_address(received):
            return Outcome.IGNORED
        if isinstance(what, Deletion):
            return _deleted(session, opened, what, delivery, now)
        if flooded := floods.flooded(session, opened, received, now):
            delivery.conversation_id = flooded
            return Outcome.IGNORED
        if isinstance(what, OptOut):
            return self._opted(session, opened, received, what, delivery, now)
        try:
            found = self.threads.of(session, opened, received, now)
        except TooManyRequests:
            return Outcome.IGNORED  # there is no conversation in which it could be told
        conversation = found.conversation
        delivery.conversation_id = conversation.id
        keeping_back.let_go(session, conversation.id, now)
        if isinstance(what, Started):
            return Outcome.NOTED
        client_id = deliveries.client_id(opened.id, received.key)
        if found.began:
            what = headed(what, received)
        if isinstance(what, Files):
            files = [asdict(file) for file in what.files]
            delivery.body = {"files": files, "caption": what.caption, **read_until(session, conversation.id)}
            body = {"channel_id": opened.id, "key": delivery.key}
            dedupe = lanes.to_fetch(opened.id, client_id)
            outbox.enqueue(session, JobKind.FETCH_FILES, body, now, dedupe=dedupe)
            return Outcome.FETCHING
        if isinstance(what, Unreadable):
            self._unreadable(session, conversation, what.what, now)
            return Outcome.REFUSED
        if isinstance(what, Text) and (change := overtaking.changed(session, opened.id, received)) is not None:
            delivery.event_id = overtaking.tell_of(session, conversation, change, what.text, now).id
            return Outcome.NOTED
        return self._heard(session, opened, conversation, replace(received, what=what), delivery, now)

    def _heard(
        self,
        session: Session,
        opened: Opened,
        conversation: ConversationRow,
        received: Received,
        delivery: ChannelDeliveryRow,
        now: datetime,
    ) -> Outcome:
        """Words, or a choice."""
        what, client_id = received.what, deliveries.client_id(opened.id, received.key)
        assert isinstance(what, Text | Press | Edit)
        if isinstance(what, Edit):
            overtaking.note(session, opened.id, what, delivery)
        event = self._said(session, opened, conversation, what, received.continues, client_id, now)
        delivery.event_id = None if event is None else event.id
        if event is not None and overtaking.is_deleted(session, opened.id, received):
            overtaking.tell_of_deletion(session, conversation, event, now)
        return Outcome.REFUSED if event is None else Outcome.TAKEN

    def _said(
        self,
        session: Session,
        opened: Opened,
        conversation: ConversationRow,
        what: Text | Press | Edit,
        answers: tuple[str, ...],
        client_id: str,
        now: datetime,
    ) -> EventRow | None:
        match what:
            case Press():
                again = turns.pressed_before(session, conversation, what.token, now)
                return self.receive(
                    session,
                    conversation,
                    what.title,
                    client_id,
                    now,
                    token=None if again else what.token,
                    pressed=again,
                )
            case Edit():
                earlier = deliveries.event_of(session, opened.id, what.of)
                if earlier is not None and overtaking.changes_no_word(earlier, what.text):
                    return earlier
                changed = {} if earlier is None else {CHANGES: earlier.seq}
                return self.receive(session, conversation, what.text, client_id, now, extra=changed)
            case Text():
                token = token_of(session, conversation, what.text, opened.channel.limits, answers)
                return self.receive(session, conversation, what.text, client_id, now, token=token)

    def receive(
        self,
        session: Session,
        conversation: ConversationRow,
        text: str,
        client_id: str,
        now: datetime,
        *,
        token: str | None = None,
        pressed: tuple[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> EventRow | None:
        """Words or a choice of the customer's, as from any other channel. None where they are refused, which is told.

        A choice that this conversation never offered counts as its title. `pressed`: a choice that was made before, by
        its title and payload; it is heard again, and what it was for is over.
        """
        spoken = self.threads.merchants[conversation.merchant].languages
        if token is None and pressed is None and declares_withdrawal_in(text, spoken):
            ownership.hand_to_bot_by_customer(session, conversation, client_id, now)
        try:
            return turns.receive(
                session,
                conversation,
                client_id=client_id,
                now=now,
                text=text,
                token=token,
                pressed=pressed,
                per_minute=self.per_minute,
                extra={**read_until(session, conversation.id), **(extra or {})},
            )
        except UnknownButton:
            return self.receive(session, conversation, text, client_id, now)
        except TooManyRequests:
            if not floods.told_lately(session, conversation, now):
                self.refuse(session, conversation, Say("utter_channel_too_many"), now, "too_many")
        except InvalidMessage:
            if len(text) > MAX_CHARACTERS:
                said = Say("utter_channel_too_long", {"most": MAX_CHARACTERS})
                self.refuse(session, conversation, said, now, "too_long")
            else:
                self._unreadable(session, conversation, Unsupported.OTHER, now)
        return None

    def refuse(
        self,
        session: Session,
        conversation: ConversationRow,
        said: Say,
        now: datetime,
        why: str,
        languages: Sequence[str] = (),
    ) -> None:
        """Say why something was not taken, whoever has the chat; in its language, or in all of `languages`."""
        text = "\n\n".join(self.threads.sentences.text(said, each) for each in languages or (conversation.language,))
        data = {"refused": why}
        log.reply(session, conversation, text, (), now, author="system", kind=EventKind.NOTICE, data=data)

    def _opted(
        self,
        session: Session,
        opened: Opened,
        received: Received,
        what: OptOut,
        delivery: ChannelDeliveryRow,
        now: datetime,
    ) -> Outcome:
        """A line for the desk. The provider has told the customer; where there is no conversation, nobody else wants
        to know."""
        thread = self.threads.known(session, opened, received)
        if thread is None:
            return Outcome.IGNORED
        conversation = session.get_one(ConversationRow, thread.conversation_id)
        delivery.conversation_id = conversation.id
        delivery.event_id = opting_out.note(session, conversation, now, over=what.over).id
        return Outcome.NOTED

    def _unreadable(self, session: Session, conversation: ConversationRow, what: Unsupported, now: datetime) -> None:
        body = {"what": "unreadable", "sent": what}
        log.append(session, conversation, kind=EventKind.CHANNEL, author="system", body=body, now=now)
        # Of what nobody can read a word, the language is not known either.
        unknown = what is Unsupported.ENCRYPTED
        languages = self.threads.merchants[conversation.merchant].languages if unknown else ()
        self.refuse(session, conversation, Say(f"utter_channel_unreadable_{what}"), now, what, languages)


def _deleted(session: Session, opened: Opened, what: Deletion, delivery: ChannelDeliveryRow, now: datetime) -> Outcome:
    earlier = deliveries.event_of(session, opened.id, what.of)
    if earlier is None:
        overtaking.note(session, opened.id, what, delivery)
        return Outcome.IGNORED
    conversation = session.get_one(ConversationRow, earlier.conversation_id)
    event = overtaking.tell_of_deletion(session, conversation, earlier, now)
    delivery.conversation_id, delivery.event_id = conversation.id, event.id
    return Outcome.NOTED

"""The worker's part of sending: what the log says to the customer, in its order, as the channel can show it.

On a channel that gathers, all that a turn said is one message (amends/channels/gathering.py).

A part is noted as soon as the provider has it, and the cursor moves on with the last of an event. At least once: a
worker that dies between the provider's yes and its own note sends the same part again, under the same key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.channels import deliveries, keeping_back, news, opting_out, turn_lists
from amends.channels.book import Book, Opened
from amends.channels.carrying import parted, with_files
from amends.channels.choosing import parts_of, shortened
from amends.channels.errors import ChannelRefused, ChannelUnavailable
from amends.channels.gathering import Gathered, choices_of, of_thread, waiting
from amends.channels.limits import Limits
from amends.channels.outgoing import Part, Way
from amends.channels.received import DeliveryState
from amends.channels.standing_in import StandIn
from amends.channels.windows import way_of
from amends.clock import Clock
from amends.db.channel_tables import ChannelMessageRow, ChannelThreadRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.leases import Lease, Leased
from amends.db.session import Database
from amends.errors import EvidenceUnavailable
from amends.evidence.enclosed import Enclosed, Enclosures
from amends.messages.enclosing import linked_lines
from amends.messages.say import Say
from amends.messages.sentences import Sentences

THREADS = Leased(ChannelThreadRow.conversation_id, ChannelThreadRow.held_until)
"""One worker at a time sends in a conversation."""
AGAIN = timedelta(seconds=1)
"""When to look again for what another worker is just sending."""
PATIENCE = timedelta(hours=12)
"""How long a provider may ask for patience with one message before it counts as refused."""


@dataclass(frozen=True)
class Failure:
    """Why something does not go out: the provider's code, and what it means in a sentence."""

    code: str
    why: str


GONE = Failure("channel_removed", "The channel is not connected any more.")
CLOSED = Failure("window_closed", "The customer's last message is too long ago for this channel.")
UNANSWERED = Failure("unanswered", "The window has closed, and the customer has not answered the approved message.")
OPTED_OUT = Failure("opted_out", "The customer opted out of messages on this channel, and has not written since.")
NO_ANSWER = "no_answer"


@dataclass(frozen=True)
class Outbound:
    """Sends what was said in a conversation that is not one of the chat window."""

    database: Database
    book: Book
    stand_in: StandIn
    sentences: Sentences
    clock: Clock
    enclosures: Enclosures | None = None
    """Files that people at the desk send."""

    def send(self, conversation_id: str) -> timedelta | None:
        """Send what is still to go out. None once all of it went or never will; else when to come again.

        ChannelUnavailable: the provider gave no clear answer, and named no time.
        """
        with self.database.read() as session:
            thread = session.get(ChannelThreadRow, conversation_id)
        if thread is None:
            return None
        now = self.clock()
        if thread.not_before is not None and thread.not_before > now:
            return thread.not_before - now
        with self.database.begin() as session:
            lease = THREADS.take(session, conversation_id, now)
        if lease is None:
            return AGAIN
        try:
            return self._all(lease, self.book.open(thread.channel_id))
        finally:
            with self.database.begin() as session:
                lease.release(session)

    def give_up(self, conversation_id: str, error: str) -> None:
        """Every try failed: what waits is not sent any more, and the desk is told so."""
        with self.database.begin() as session:
            thread = session.get(ChannelThreadRow, conversation_id)
            events = [] if thread is None else waiting(session, thread)
            if events:
                self._failed(session, events, Failure(NO_ANSWER, error))

    def _all(self, lease: Lease[str], opened: Opened | None) -> timedelta | None:
        while True:
            with self.database.read() as session:
                thread = session.get_one(ChannelThreadRow, lease.key)
                found = of_thread(session, thread, None if opened is None else opened.channel.limits, self.clock())
                if found.next is None:
                    return found.again
                gathered = found.next
                failure, way = self._way(session, opened, thread, gathered)
                parts = [] if way is None or opened is None else self._parts(session, opened, thread, gathered, way)
            try:
                if way is Way.TEMPLATE and opened is not None:
                    failure, again = self._kept_back(lease, opened, thread, gathered, parts[0])
                    if again is not None:
                        return again
                    with self.database.read() as session:
                        gathered = Gathered(waiting(session, thread))  # none of it waits for another such message
                elif failure is None and opened is not None:
                    for number, part in list(enumerate(parts))[gathered.sent :]:
                        if not self._part(lease, opened, thread, gathered, number, part):
                            return AGAIN
            except ChannelRefused as fault:
                failure = Failure(fault.code, str(fault))
            except EvidenceUnavailable as fault:
                raise ChannelUnavailable(str(fault)) from fault
            except ChannelUnavailable as fault:
                if (wait := self._patience(lease, gathered.first, fault)) is not None:
                    return wait
                failure = Failure(NO_ANSWER, str(fault))
            if not self._over(lease, gathered, failure):
                return AGAIN

    def _way(
        self, session: Session, opened: Opened | None, thread: ChannelThreadRow, gathered: Gathered
    ) -> tuple[Failure | None, Way | None]:
        """One of both."""
        if opened is None:
            return GONE, None
        if opting_out.is_out(session, thread.conversation_id):
            return OPTED_OUT, None
        way = way_of(thread, gathered.last.author, self.clock(), opened.channel.limits)
        return (CLOSED, None) if way is None else (None, way)

    def _parts(
        self, session: Session, opened: Opened, thread: ChannelThreadRow, gathered: Gathered, way: Way
    ) -> list[Part]:
        """As the channel can show them; of what is kept back, the approved message alone."""
        limits, event = opened.channel.limits, gathered.last
        conversation = session.get_one(ConversationRow, thread.conversation_id)
        language = str(event.body.get("language") or conversation.language)
        if way is Way.TEMPLATE:
            return [Part("", language, way=way)]
        carried, text = self._files(session, gathered, limits, way, language)
        shorter = {"talk_to_human": self.sentences.text(Say("utter_channel_person"), language)}
        parts = parts_of(
            text,
            shortened(choices_of(event), limits, shorter),
            limits,
            language=language,
            list_title=self.sentences.text(Say("utter_channel_choose"), language),
            way=way,
            answers=deliveries.answered(session, event),
            begun_by=deliveries.begun_by(session, thread.conversation_id),
            subject=thread.subject,
            first=1 + len(turn_lists.before(session, event, limits)),
        )
        return with_files(parts, carried, limits)

    def _files(
        self, session: Session, gathered: Gathered, limits: Limits, way: Way, language: str
    ) -> tuple[list[Enclosed], str]:
        """What the channel carries, and the text with links to the rest."""
        if not gathered.files:
            return [], gathered.text
        if self.enclosures is None:
            raise EvidenceUnavailable("this worker was given no store to take files from")
        conversation = session.get_one(ConversationRow, gathered.first.conversation_id)
        carried, linked = parted(self.enclosures.of(session, gathered.files), limits, way)
        zone = self.stand_in.merchants[conversation.merchant].zone
        lines = linked_lines(linked, self.sentences, language, zone)
        return carried, "\n\n".join(part for part in (gathered.text, lines) if part)

    def _kept_back(
        self, lease: Lease[str], opened: Opened, thread: ChannelThreadRow, gathered: Gathered, ask: Part
    ) -> tuple[Failure | None, timedelta | None]:
        """The customer is asked to write, once for all that waits. Then when to look again, or why it goes another
        way."""
        with self.database.read() as session:
            asked = keeping_back.asked(session, thread)
        if asked is None:
            message_id = opened.channel.send(thread.address, ask, keeping_back.key_of(gathered.first), thread.thread)
            self._note(lease, opened, gathered, keeping_back.ASKED, message_id)
            return None, AGAIN  # the customer may have written just before it was noted
        if asked.state == DeliveryState.FAILED:
            return Failure(asked.code, asked.why), None
        left = asked.at + keeping_back.ANSWERED_WITHIN - self.clock()
        return (None, left) if left > timedelta() else (UNANSWERED, None)

    def _part(
        self, lease: Lease[str], opened: Opened, thread: ChannelThreadRow, gathered: Gathered, number: int, part: Part
    ) -> bool:
        """False where another worker has taken the thread meanwhile; what was sent is noted all the same."""
        message_id = opened.channel.send(thread.address, part, gathered.key(number), thread.thread)
        return self._note(lease, opened, gathered, number, message_id)

    def _note(self, lease: Lease[str], opened: Opened, gathered: Gathered, number: int, message_id: str) -> bool:
        """What was sent, under the part's number. False as above."""
        now = self.clock()
        with self.database.begin() as session:
            made = [
                ChannelMessageRow(
                    event_id=event.id,
                    part=number,
                    channel_id=opened.id,
                    message_id=deliveries.key_of(message_id) if message_id else None,
                    state=news.SENT,
                    at=now,
                )
                for event in gathered.events
                if session.get(ChannelMessageRow, (event.id, number)) is None
            ]
            session.add_all(made)
            session.flush()
            if made:
                news.settle(session, made, self.stand_in, now)
            return lease.renew(session, now)

    def _over(self, lease: Lease[str], gathered: Gathered, failure: Failure | None) -> bool:
        """The events are done with, whatever came of them."""
        with self.database.begin() as session:
            if not lease.renew(session, self.clock()):
                return False
            if failure is None:
                last = gathered.last
                session.get_one(ChannelThreadRow, last.conversation_id).sent_seq = last.seq
            else:
                self._failed(session, gathered.events, failure)
        return True

    def _failed(self, session: Session, events: Sequence[EventRow], failure: Failure) -> None:
        """Never empty."""
        thread = session.get_one(ChannelThreadRow, events[-1].conversation_id)
        now = self.clock()
        for event in events:
            parts = select(func.count()).where(ChannelMessageRow.event_id == event.id, ChannelMessageRow.part >= 0)
            part = session.scalar(parts) or 0
            session.add(
                ChannelMessageRow(
                    event_id=event.id,
                    part=part,
                    channel_id=thread.channel_id,
                    state="failed",
                    code=failure.code[: news.LONGEST_CODE],
                    why=failure.why[: news.LONGEST_WHY],
                    at=now,
                )
            )
        self.stand_in.unreached(session, events, failure.code, failure.why, now)
        thread.sent_seq = events[-1].seq

    def _patience(self, lease: Lease[str], event: EventRow, fault: ChannelUnavailable) -> timedelta | None:
        """How long the provider wants to be left alone; None once that has been too long. Raised again where it names
        no time, so that it counts as a try."""
        now = self.clock()
        if fault.retry_after_s is None:
            raise fault
        if now - event.at > PATIENCE:
            return None
        wait = min(timedelta(seconds=max(0.0, fault.retry_after_s)), PATIENCE)
        with self.database.begin() as session:
            thread = session.get_one(ChannelThreadRow, lease.key)
            thread.not_before = now + wait
        return wait

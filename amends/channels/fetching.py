"""Files that customers sent over a channel: their bytes are taken from the provider and go the way of all files."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from amends.channels import deliveries
from amends.channels.book import Book
from amends.channels.deliveries import Outcome
from amends.channels.errors import ChannelRefused
from amends.channels.inbound import Inbound
from amends.channels.received import RemoteFile
from amends.conversations import files, turns
from amends.db.channel_tables import ChannelDeliveryRow
from amends.db.conversation_tables import ConversationRow
from amends.errors import EvidenceRejected, TooManyRequests
from amends.evidence.intake import Accepted
from amends.messages.say import Say

UNAVAILABLE = "unavailable"


class Accepts(Protocol):
    """The way of files in: amends.evidence.intake.Intake."""

    def accept(self, raw: bytes, name: str | None) -> Accepted: ...

    def discard(self, key: str, pages: int) -> None: ...


@dataclass(frozen=True)
class Fetching:
    """`per_hour`: files that are taken of one conversation; `read`: whether text is read from them afterwards."""

    inbound: Inbound
    book: Book
    intake: Accepts
    per_hour: int = 5
    read: bool = True

    def fetch(self, channel_id: str, key: str) -> None:
        """Take the files of one delivery, and then the words that stand under them. Once, however often it is called.

        ChannelUnavailable or EvidenceUnavailable: it is worth another try, and soon, for the files may expire.
        """
        with self.inbound.database.read() as session:
            delivery = session.get_one(ChannelDeliveryRow, (channel_id, key))
        if delivery.outcome != Outcome.FETCHING:
            return
        opened = self.book.open(channel_id)
        wanted = [RemoteFile(**each) for each in delivery.body["files"]]
        with ExitStack() as in_vain:
            taken: list[Accepted | str] = []
            for file in wanted:
                try:
                    raw = None if opened is None else opened.channel.fetch(file)
                    taken.append(UNAVAILABLE if raw is None else self.intake.accept(raw, file.name or None))
                except EvidenceRejected as fault:
                    taken.append(fault.reason)
                except ChannelRefused:
                    taken.append(UNAVAILABLE)
                if isinstance(last := taken[-1], Accepted):
                    in_vain.callback(self.intake.discard, last.key, len(last.pages))
            if self._keep(channel_id, key, taken):
                in_vain.pop_all()

    def give_up(self, channel_id: str, key: str) -> None:
        """Every try failed: the customer is asked to send them again, and the words under them are taken."""
        with self.inbound.database.read() as session:
            count = len(session.get_one(ChannelDeliveryRow, (channel_id, key)).body.get("files", ()))
        self._keep(channel_id, key, [UNAVAILABLE] * count)

    def _keep(self, channel_id: str, key: str, taken: Sequence[Accepted | str]) -> bool:
        """One transaction. False where it was done meanwhile, or where a file was not kept after all."""
        inbound, now = self.inbound, self.inbound.clock()
        with inbound.database.begin() as session:
            delivery = session.get_one(ChannelDeliveryRow, (channel_id, key), with_for_update=True)
            if delivery.outcome != Outcome.FETCHING or delivery.conversation_id is None:
                return False
            conversation = session.get_one(ConversationRow, delivery.conversation_id)
            caption = str(delivery.body.get("caption") or "")
            if caption.strip():
                client_id = deliveries.client_id(channel_id, key, len(taken))
                kept = any(isinstance(each, Accepted) for each in taken)
                # Written as they were sent, and not as they were fetched: what was put meanwhile they do not answer.
                read = delivery.body.get(turns.READ_UNTIL) or delivery.received_at.isoformat()
                extra = {turns.READ_UNTIL: read, **({turns.CAPTION: True} if kept else {})}
                event = inbound.receive(session, conversation, caption, client_id, now, extra=extra)
                delivery.event_id = None if event is None else event.id
            refused = [each for each in taken if isinstance(each, str)]
            for number, accepted in enumerate(taken):
                if isinstance(accepted, Accepted) and not self._file(session, delivery, conversation, accepted, number):
                    refused.append("too_many")
            for reason in dict.fromkeys(refused):
                inbound.refuse(session, conversation, Say(f"utter_evidence_refused_{reason}"), now, reason)
            delivery.outcome = Outcome.REFUSED if len(refused) == len(taken) else Outcome.TAKEN
            delivery.body = {}
            return "too_many" not in refused

    def _file(
        self,
        session: Session,
        delivery: ChannelDeliveryRow,
        conversation: ConversationRow,
        accepted: Accepted,
        number: int,
    ) -> bool:
        """False where the conversation has sent too many."""
        try:
            event, _ = files.keep(
                session,
                conversation,
                accepted,
                client_id=deliveries.client_id(delivery.channel_id, delivery.key, number),
                now=self.inbound.clock(),
                per_hour=self.per_hour,
                read=self.read,
            )
        except TooManyRequests:
            return False
        delivery.event_id = event.id
        return True

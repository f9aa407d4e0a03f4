"""Which way an answer written now would go, in a sentence for whoever is about to write it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from amends.channels import opting_out, standing_in
from amends.channels.kinds import ChannelKind
from amends.channels.limits import Limits
from amends.channels.outgoing import Way
from amends.channels.windows import PERSON, closes_at, way_of
from amends.db.channel_tables import ChannelRow, ChannelThreadRow
from amends.db.tables import CaseRow
from amends.desk import chats
from amends.messages.recipients import recipient


@dataclass(frozen=True)
class Road:
    """`way` is None where the channel does not let an answer through. `until`: when that ends if the customer stays
    silent, None for never. `mail`: whether an e-mail can stand in. `failed`: the last message did not get there, and
    the customer has not written since."""

    channel: str
    way: Way | None
    until: datetime | None
    mail: bool
    failed: bool = False

    @property
    def warns(self) -> bool:
        return self.failed or self.way is not Way.FREE

    @property
    def sentence(self) -> str:
        """Without the instant `until`."""
        match self.way:
            case None if self.mail:
                return f"{self.channel} lets no answer through now: it goes by e-mail to the order's address."
            case None:
                return f"{self.channel} lets no answer through now, and no e-mail address is known: nothing gets there."
            case _ if self.failed:
                stands_in = "by e-mail to the order's address" if self.mail else "nowhere: no e-mail address is known"
                return f"{self.channel} did not take the last message. If it refuses this one too, it goes {stands_in}."
            case Way.FREE:
                return f"Goes out on {self.channel}."
            case Way.TEMPLATE:
                late = "by e-mail if they have not within a day" if self.mail else "no e-mail address is known"
                asks = f"{self.channel}'s window has closed: the approved message asks the customer to write"
                return f"{asks}, and this goes out once they do; {late}."
            case way:
                return f"Goes out on {self.channel}, {way.label}."


LimitsOf = Callable[[str], Limits | None]
"""What a channel can show, by its id; None where nothing goes out on it: amends.channels.book.Book.limits."""


def road_of(session: Session, case: CaseRow, now: datetime, limits_of: LimitsOf) -> Road | None:
    """Of an answer to that case; None for the chat window and where there is no chat."""
    talk = chats.where_to_answer(session, case)
    thread = None if talk is None else session.get(ChannelThreadRow, talk)
    if thread is None:
        return None
    channel = session.get_one(ChannelRow, thread.channel_id)
    limits = limits_of(channel.id)
    is_shut = limits is None or opting_out.is_out(session, thread.conversation_id)
    way = None if limits is None or is_shut else way_of(thread, PERSON, now, limits)
    until = closes_at(thread, limits) if limits is not None and way is Way.FREE else None
    failed = standing_in.failed_last(session, thread.conversation_id)
    return Road(ChannelKind.label_of(channel.kind), way, until, recipient(session, case) is not None, failed)

"""A customer with a phone: the provider's stand-in carries what they say and tap, and shows what comes back."""

import re
import time
from typing import Any

from sqlalchemy import select

from amends.channels.deliveries import Outcome
from amends.conversations import log
from amends.db.channel_tables import ChannelDeliveryRow, ChannelThreadRow
from amends.db.conversation_tables import ConversationRow, EventRow, TurnRow
from tests.conversations.customer import ANSWERED_WITHIN_S, Line
from tests.stack import Stack


class PhoneCustomer:
    """As `Customer` is at the chat window. `address` is one that the stand-in knows nobody else under."""

    def __init__(self, stack: Stack, stand_in: Any, address: Any, channel_id: str) -> None:
        self.stack, self.stand_in, self.address, self.channel_id = stack, stand_in, address, channel_id
        self.lines: list[Line] = []
        self._seen = 0

    @property
    def id(self) -> str:
        """Of the conversation, which is there from the first message on."""
        found = self._thread()
        assert found is not None
        return found.conversation_id

    def say(self, text: str, *, times: int = 1) -> list[Line]:
        """Send a message, delivered `times` over, and wait for the reply."""
        self.lines.append(Line("customer", text))
        hook = self.stand_in.say(self.address, text)
        for _ in range(times - 1):
            self.stand_in.deliver(hook)
        return self._replied()

    def press(self, title: str) -> list[Line]:
        """Tap the newest choice of that title, or type its number where choices are numbered lines; wait for the
        reply."""
        for line in reversed(self.lines):
            for offered, token in line.buttons:
                if offered == title:
                    self.lines.append(Line("customer", title))
                    self.stand_in.press(self.address, token)
                    return self._replied()
            if numbered := re.search(rf"^([0-9]+)\. {re.escape(title)}$", line.text, re.MULTILINE):
                return self.say(numbered[1])
        raise AssertionError(f"no choice {title!r} in {self.lines[-1].text!r}")

    def photo(self, raw: bytes, caption: str) -> list[Line]:
        """Send a picture with words under it, and wait for the reply."""
        self.lines.append(Line("customer", caption))
        self.stand_in.photo(self.address, raw, caption)
        return self._replied()

    def reply(self) -> list[Line]:
        """What arrived since the last look, once nothing is owed any more."""
        before = len(self.lines)
        until = time.monotonic() + ANSWERED_WITHIN_S
        while self.read():
            assert time.monotonic() < until, "no answer"
        return self.lines[before:]

    def read(self) -> bool:
        """Take in what is new; whether anything is still on its way."""
        is_owed = self._is_owed()
        arrived = self.stand_in.sent_to(str(self.address))
        for each in arrived[self._seen :]:
            self.lines.append(Line("bot", each.text, tuple((choice.title, choice.token) for choice in each.choices)))
        self._seen = len(arrived)
        if is_owed:
            time.sleep(0.05)
        return is_owed

    def close(self) -> None:
        """Whoever began the stand-in ends it."""

    def _replied(self) -> list[Line]:
        assert self.stand_in.statuses[-1] == 200
        return self.reply()

    def _thread(self) -> ChannelThreadRow | None:
        mine = select(ChannelThreadRow).where(
            ChannelThreadRow.channel_id == self.channel_id, ChannelThreadRow.address == str(self.address)
        )
        with self.stack.database.read() as session:
            return session.scalar(mine)

    def _is_owed(self) -> bool:
        """A file that is not taken yet, a turn of the bot's, or something said that did not go out."""
        thread = self._thread()
        if thread is None:
            return False
        talk = thread.conversation_id
        turns = select(TurnRow.event_id).where(TurnRow.conversation_id == talk, TurnRow.state == "waiting")
        files = select(ChannelDeliveryRow.key).where(
            ChannelDeliveryRow.channel_id == self.channel_id, ChannelDeliveryRow.outcome == Outcome.FETCHING
        )
        said = select(EventRow.id).where(
            EventRow.conversation_id == talk, EventRow.kind.in_(tuple(log.SAID)), EventRow.seq > thread.sent_seq
        )
        with self.stack.database.read() as session:
            is_bots = session.get_one(ConversationRow, talk).owner == "bot"
            owed = (files, said, turns) if is_bots else (files, said)
            return any(session.scalar(each.limit(1)) is not None for each in owed)

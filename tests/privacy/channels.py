"""Messages of a person on messaging channels."""

from datetime import UTC, datetime

from amends.channels import deliveries
from amends.channels.received import Received, Text
from amends.db.tables import ChannelMessageRow, ChannelRow, ChannelThreadRow

SENT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def kept(key, address):
    return Received(key=key, address=address, what=Text("hello"), sent_at=SENT, message_id=key)


def came(desk, address, key, kind="email"):
    """A message of that address; the id of the channel."""
    talk = desk.chat()
    event = desk.customer(talk, "canarychannel")
    with desk.database.begin() as session:
        channel = f"ch_{kind}"
        if session.get(ChannelRow, channel) is None:
            made = {"merchant": "norrnet", "name": kind, "sealed": "", "created_at": desk.now}
            session.add(ChannelRow(id=channel, kind=kind, **made))
            session.flush()
        where = {"conversation_id": talk, "channel_id": channel, "address": address, "last_inbound_at": desk.now}
        session.add(ChannelThreadRow(name="canaryname", subject="canarysubject", **where))
        row = deliveries.keep(session, channel, kept(key, address), desk.now)
        row.conversation_id, row.event_id, row.outcome = talk, event, "taken"
        session.add(ChannelMessageRow(event_id=event, part=0, channel_id=channel, state="sent", at=desk.now))
        return channel

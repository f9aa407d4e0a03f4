"""What a channel's window lets through at an instant: looked at before anything is sent, and shown at the desk."""

from datetime import datetime

from amends.channels.limits import Limits, Outside
from amends.channels.outgoing import Way
from amends.db.channel_tables import ChannelThreadRow

PERSON = "agent"
"""The author of events that a person at the desk wrote."""


def way_of(thread: ChannelThreadRow, author: str, now: datetime, limits: Limits) -> Way | None:
    """How words of `author` get through on that thread; None where they do not, so that an e-mail is left."""
    silent = now - thread.last_inbound_at
    if limits.window is None or silent < limits.window:
        return Way.FREE
    match limits.outside:
        case Outside.TEMPLATE:
            return Way.TEMPLATE
        case Outside.PERSON if author == PERSON:
            return Way.PERSON if limits.person_window is None or silent < limits.person_window else None
        case _:
            return None


def closes_at(thread: ChannelThreadRow, limits: Limits) -> datetime | None:
    """Until when free text gets through, if the customer stays silent; None for ever."""
    return None if limits.window is None else thread.last_inbound_at + limits.window

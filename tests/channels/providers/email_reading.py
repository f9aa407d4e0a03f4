"""A mail read as the channel reads it."""

from amends.channels.providers import email_letters
from amends.channels.providers.email_letters import Mail
from amends.channels.received import Received
from tests.channels.email_harness import SUPPORT
from tests.channels.harness import AT


def read(raw: bytes, place: str = "1:7") -> Received:
    return email_letters.read(Mail(place, AT, len(raw), raw), SUPPORT)

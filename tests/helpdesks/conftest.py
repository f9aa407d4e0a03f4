"""Both databases, a mail server, an IMAP server, and a house with each kind of helpdesk on a real receiver."""

from contextlib import ExitStack

import pytest

from tests.desk_core.scene import Desk
from tests.helpdesks.house import House
from tests.helpdesks.imap import imap_server
from tests.helpdesks.receivers import Chatwoot, Receiver, http_server, smtp_server
from tests.postgres import database, database_url
from tests.serving import serving

__all__ = ["database", "database_url"]


@pytest.fixture
def inbox():
    with smtp_server() as inbox:
        yield inbox


@pytest.fixture
def imap():
    with imap_server() as imap:
        yield imap


@pytest.fixture
def open_house(database, inbox):
    """Makes a house of a kind; its receiver is `house.receiver`, where it is called at is `house.door`."""
    with ExitStack() as stack:

        def make(kind, imap_port=1):
            receiver = inbox
            if kind != "mail":
                receiver = stack.enter_context(http_server(Chatwoot() if kind == "chatwoot" else Receiver()))
            house = House(Desk(database), kind, inbox.settings, getattr(receiver, "url", ""), imap_port)
            house.receiver = receiver
            house.door = stack.enter_context(serving(house.app()))
            return house

        yield make

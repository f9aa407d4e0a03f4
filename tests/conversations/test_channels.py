"""The same conversations over messaging channels: from a tap on a phone to the order backend, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr
from sqlalchemy import select

from amends import clock
from amends.channels.connecting import Connecting
from amends.channels.providers.messenger import MessengerCredentials
from amends.channels.sealing import Seal
from amends.conversations import log
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.evidence_tables import EvidenceRow
from amends.settings_secrets import CHANNEL_SECRET_FILE
from demo.phones.carriers import slack_credentials, telegram_credentials, twilio_credentials, whatsapp_credentials
from demo.providers.messenger import MessengerStandIn
from demo.providers.slack import SlackStandIn
from demo.providers.telegram import TelegramStandIn
from demo.providers.twilio import TwilioStandIn
from demo.providers.whatsapp import WhatsAppStandIn
from tests.conversations.mail_program import EmailStandIn
from tests.conversations.matrix_app import MatrixApp
from tests.conversations.phone import PhoneCustomer
from tests.conversations.playing import Play
from tests.conversations.scenario import Scenario, scenarios
from tests.stack import Stack
from tests.widget.test_files import receipt

WORD = "a word between the provider and us"


@dataclass(frozen=True)
class Carrier:
    """A provider's stand-in, and the merchant's channel at it."""

    kind: str
    stand_in: Any
    channel_id: str
    address: Any


class PhonePlay(Play):
    """A conversation whose customer has a phone."""

    def __init__(self, stack: Stack, scenario: Scenario, carrier: Carrier) -> None:
        self.carrier = carrier
        super().__init__(stack, scenario)

    def _customer(self, language: str | None = None) -> Any:
        return PhoneCustomer(self.stack, self.carrier.stand_in, self.carrier.address, self.carrier.channel_id)


def _messenger(stand_in: MessengerStandIn) -> MessengerCredentials:
    return MessengerCredentials(
        page_id=stand_in.account,
        access_token=SecretStr(stand_in.access_token),
        app_secret=SecretStr(stand_in.app_secret),
        verify_token=SecretStr(WORD),
        api=stand_in.url,
    )


PHONES: dict[str, tuple[Any, Any, Any]] = {
    "telegram": (lambda: TelegramStandIn(https_only=False), telegram_credentials, 4711),
    "whatsapp": (WhatsAppStandIn, whatsapp_credentials, "31612345678"),
    "messenger": (MessengerStandIn, _messenger, "7000000000000001"),
    "email": (EmailStandIn, EmailStandIn.credentials, "kim@mail.example"),
    "twilio_sms": (TwilioStandIn, twilio_credentials, "+31612345678"),
    "twilio_whatsapp": (lambda: TwilioStandIn("whatsapp:"), twilio_credentials, "+31612345678"),
    "slack": (SlackStandIn, slack_credentials, "D024BE91L"),
    "matrix": (MatrixApp, MatrixApp.credentials, "@kim:example.com"),
}


@pytest.fixture(params=sorted(PHONES, reverse=True))
def carrier(request: pytest.FixtureRequest, stack: Stack) -> Iterator[Carrier]:
    with carried(request.param, stack) as carrier:
        yield carrier


@contextmanager
def carried(kind: str, stack: Stack) -> Iterator[Carrier]:
    """A channel of that kind, added and in the end removed again."""
    begin, credentials_of, address = PHONES[kind]
    with begin() as stand_in:
        seal = Seal((stack.folder / CHANNEL_SECRET_FILE).read_text("utf-8").strip())
        connecting = Connecting(stack.database, seal, clock.now, stack.settings.public_url)
        credentials: BaseModel = credentials_of(stand_in)
        added = connecting.add("norrnet", kind, "Shop", credentials)
        if kind == "slack":  # whose address is put in by hand
            assert stand_in.put_in(added.url)
        if kind == "messenger":  # whose address is set in the dashboard alone
            assert stand_in.shake_hands(added.url, WORD)
            stand_in.hook_url = added.url
        if kind == "twilio_whatsapp":  # likewise
            stand_in.hook_url = added.url
        yield Carrier(kind, stand_in, added.id, address)
        connecting.remove(added.id)


def scenario(name: str, carrier: Carrier, apart: int = 0) -> Scenario:
    """One of the chat window's, with a customer and an order of its own."""
    kind = carrier.kind
    found = next(each for each in scenarios() if each.name == name)
    return replace(
        found, name=f"{name}_on_{kind}", number=found.number + apart + 1000 * (1 + sorted(PHONES).index(kind))
    )


def test_a_second_payment_goes_back_once_the_customer_chose_it(stack: Stack, carrier: Carrier) -> None:
    play = PhonePlay(stack, scenario("happy_path/duplicate_payment", carrier), carrier)
    play.scenario = replace(play.scenario, steps=["I was charged twice", *play.scenario.steps[1:]])
    found = play.run()
    assert found == {**play.scenario.expect}
    arrived = [line.text for line in play.customer.lines if line.author == "bot"]
    if carrier.kind == "email":  # what a turn says is one mail
        shown, at = "\n\n".join(arrived), 0
        for text in said(stack, play.customer.id):
            assert (at := shown.find(text.strip(), at) + 1) > 0
        return
    # Numbered choices stand under the words, where the channel's buttons do not hold their titles.
    assert all(shown.startswith(text) for shown, text in zip(arrived, said(stack, play.customer.id), strict=True))


def test_a_photo_of_a_receipt_is_taken_to_the_case_with_its_words(stack: Stack, carrier: Carrier) -> None:
    play = PhonePlay(stack, scenario("happy_path/duplicate_payment", carrier, 500), carrier)
    play.customer.say("I was charged twice, {order}, {email}".format(**play.names))
    replies = play.customer.photo(receipt("JPEG"), "this is the receipt")
    with stack.database.read() as session:
        mine = select(EvidenceRow).where(EvidenceRow.conversation_id == play.customer.id)
        [evidence] = session.scalars(mine)
        words = select(EventRow).where(EventRow.conversation_id == play.customer.id, EventRow.kind == "message")
        assert "this is the receipt" in [row.body["text"] for row in session.scalars(words)]
    assert (evidence.media_type, evidence.case_id is not None) == ("image/jpeg", True)
    assert replies


def said(stack: Stack, conversation_id: str) -> list[str]:
    """What the log has for the customer, in its order."""
    with stack.database.read() as session:
        assert session.get_one(ConversationRow, conversation_id).channel in PHONES
        rows = session.scalars(
            select(EventRow)
            .where(EventRow.conversation_id == conversation_id, EventRow.kind.in_(tuple(log.SAID)))
            .order_by(EventRow.seq)
        )
        return [row.body["text"] for row in rows]

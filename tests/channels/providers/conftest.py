"""Each provider's stand-in, running, and our channel to it."""

from datetime import UTC, datetime

import httpx
import pytest

from amends.channels.providers.email import EmailChannel
from amends.channels.providers.matrix import MatrixChannel
from amends.channels.providers.messenger import MessengerChannel
from amends.channels.providers.slack import SlackChannel
from amends.channels.providers.telegram import TelegramChannel
from amends.channels.providers.twilio import SmsChannel, TwilioWhatsAppChannel
from amends.channels.providers.whatsapp import WhatsAppChannel
from demo.providers.matrix import MatrixStandIn
from demo.providers.messenger import MessengerStandIn
from demo.providers.slack import SlackStandIn
from demo.providers.telegram import TelegramStandIn
from demo.providers.twilio import TwilioStandIn
from demo.providers.whatsapp import WhatsAppStandIn
from tests import serving
from tests.channels.email_harness import EmailHarness
from tests.channels.matrix_harness import KIM
from tests.channels.providers.matrix_calls import heard

_ = serving  # its server looks more often than uvicorn's own whether it is to stop
AT = datetime(2999, 1, 1, tzinfo=UTC)
"""When calls come in the tests: later than anything that a stand-in dates."""
SECRET, VERIFY_TOKEN, TEMPLATE = "between_telegram_and_us", "a word of ours", "case_news"


@pytest.fixture
def client():
    with httpx.Client(trust_env=False) as client:
        yield client


@pytest.fixture
def mailbox():
    """The shop's, with the server that sends for it as `smtp`."""
    made = EmailHarness()
    yield made
    made.close()


@pytest.fixture
def smtp(mailbox):
    return mailbox.smtp


@pytest.fixture
def email_channel(mailbox):
    return EmailChannel(mailbox.credentials(), look_s=0.5)


@pytest.fixture
def matrix():
    with MatrixStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def matrix_channel(matrix, client):
    return MatrixChannel(matrix.url, matrix.token, client=client, poll_s=0.2)


@pytest.fixture
def matrix_chat(matrix, matrix_channel):
    """The person's chat with the account, which has joined it and heard all that was said so far."""
    matrix.say(KIM, "hello")
    heard(matrix_channel, matrix)
    return matrix.chat(KIM)


@pytest.fixture
def room(matrix_chat):
    """The id of that chat."""
    return matrix_chat.id


@pytest.fixture
def telegram():
    with TelegramStandIn(secret=SECRET) as stand_in:
        yield stand_in


@pytest.fixture
def telegram_channel(telegram, client):
    return TelegramChannel(telegram.token, SECRET, api=telegram.url, client=client)


@pytest.fixture
def whatsapp():
    with WhatsAppStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def whatsapp_channel(whatsapp, client):
    return WhatsAppChannel(
        phone_number_id=whatsapp.number,
        account_id=whatsapp.account,
        access_token=whatsapp.access_token,
        app_secret=whatsapp.app_secret,
        verify_token=VERIFY_TOKEN,
        template=TEMPLATE,
        api=whatsapp.url,
        client=client,
    )


@pytest.fixture
def messenger():
    with MessengerStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def messenger_channel(messenger, client):
    return MessengerChannel(
        page_id=messenger.account,
        access_token=messenger.access_token,
        app_secret=messenger.app_secret,
        verify_token=VERIFY_TOKEN,
        api=messenger.url,
        client=client,
    )


@pytest.fixture
def slack():
    """What Slack signs has a time: its clock is a minute behind that of the tests."""
    with SlackStandIn(clock=lambda: AT.timestamp() - 60) as stand_in:
        yield stand_in


@pytest.fixture
def slack_channel(slack, client):
    return SlackChannel(slack.token, slack.signing_secret, api=slack.url, client=client)


def twilio_channel(kind, stand_in, client=None, **more):
    """Called at the address that the stand-in signs, unless it was told another one."""
    credentials = {"account_sid": stand_in.account, "auth_token": stand_in.auth_token, "sender": stand_in.number}
    channel = kind(**{**credentials, "api": stand_in.url, **more}, client=client)
    channel.called_at(stand_in.signed_for)
    return channel


@pytest.fixture
def sms():
    with TwilioStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def sms_channel(sms, client):
    return twilio_channel(SmsChannel, sms, client)


@pytest.fixture
def twilio_whatsapp():
    with TwilioStandIn("whatsapp:") as stand_in:
        yield stand_in


@pytest.fixture
def twilio_whatsapp_channel(twilio_whatsapp, client):
    return twilio_channel(TwilioWhatsAppChannel, twilio_whatsapp, client)


@pytest.fixture(params=["sms", "twilio_whatsapp"])
def both(request):
    """Twilio's stand-in and our channel to it, of each kind."""
    return request.getfixturevalue(request.param), request.getfixturevalue(f"{request.param}_channel")

"""Nothing secret and nothing of a customer's is told in an error, a log line or a representation."""

import base64
import logging
import traceback

import pytest

from amends.channels.outgoing import Part
from amends.channels.providers.matrix import MatrixChannel, MatrixCredentials
from amends.channels.providers.messenger import MessengerChannel, MessengerCredentials
from amends.channels.providers.slack import SlackChannel, SlackCredentials
from amends.channels.providers.telegram import TelegramChannel, TelegramCredentials
from amends.channels.providers.twilio import SmsChannel, TwilioCredentials, TwilioWhatsAppChannel
from amends.channels.providers.whatsapp import WhatsAppChannel, WhatsAppCredentials
from amends.channels.received import RemoteFile
from amends.channels.registry import PROVIDERS
from amends.errors import AmendsError
from tests.channels.providers.conftest import AT, SECRET, VERIFY_TOKEN
from tests.channels.providers.meta_calls import forged

WORDS = "a customer's own words"


@pytest.fixture
def channels(
    telegram, telegram_channel, whatsapp, whatsapp_channel, messenger, messenger_channel, slack, slack_channel,
    sms, sms_channel, matrix, matrix_channel,
):  # fmt: skip
    return {
        "telegram": (telegram, telegram_channel, "4711"),
        "whatsapp": (whatsapp, whatsapp_channel, "31612345678"),
        "messenger": (messenger, messenger_channel, "7712345678"),
        "twilio_sms": (sms, sms_channel, "+31612345678"),
        "slack": (slack, slack_channel, "D024BE91L"),
        "matrix": (matrix, matrix_channel, "@kim:example.com"),
    }


@pytest.fixture
def secrets(telegram, whatsapp, slack, sms, matrix):
    return [
        telegram.token,
        telegram.token[-20:],
        SECRET,
        whatsapp.access_token,
        whatsapp.app_secret,
        VERIFY_TOKEN,
        sms.auth_token,
        base64.b64encode(f"{sms.account}:{sms.auth_token}".encode()).decode(),
        slack.token,
        slack.signing_secret[:-1],
        matrix.token,
        WORDS,
    ]


@pytest.mark.parametrize("kind", ["telegram", "whatsapp", "messenger", "slack", "twilio_sms", "matrix"])
def test_no_call_tells_a_secret(channels, secrets, caplog, kind):
    caplog.set_level(logging.DEBUG)
    stand_in, channel, address = channels[kind]
    stand_in.say(int(address) if kind == "telegram" else address, WORDS)
    raised = []
    tries = [
        lambda: channel.send(address, Part(WORDS, "en"), "k"),
        lambda: channel.send("123", Part(WORDS, "en"), "k"),
        lambda: channel.send(address, Part(WORDS * 500, "en"), "k"),
        lambda: channel.fetch(RemoteFile("404")),
        lambda: channel.show_typing(address),
        channel.check,
        lambda: channel.take(forged({"text": WORDS}, lambda _: {"x-hub-signature-256": f"sha256={'0' * 64}"})),
    ]
    for fault in (None, "flood", "down", "page"):
        for each in tries:
            if fault:
                stand_in.fail(fault)
            try:
                each()
            except AmendsError as error:
                raised.append("".join(traceback.format_exception(error)))
    stand_in.stop()
    for each in tries[:4]:
        with pytest.raises(AmendsError) as error:
            each()
        raised.append("".join(traceback.format_exception(error.value)))
    told = "\n".join([*raised, *(record.getMessage() for record in caplog.records if record.name != "asyncio")])
    assert "httpx" in {record.name for record in caplog.records}
    assert [secret for secret in secrets if secret in told] == []


def test_a_call_does_not_show_its_body(channels):
    stand_in, _, address = channels["whatsapp"]
    assert WORDS not in repr(stand_in.say(address, WORDS).call(AT))


@pytest.mark.parametrize(
    "credentials",
    [
        TelegramCredentials(token="very-secret", secret="very-secret"),
        WhatsAppCredentials(phone_number_id="1", account_id="2", access_token="very-secret", app_secret="very-secret"),
        MessengerCredentials(page_id="1", access_token="very-secret", app_secret="very-secret"),
        SlackCredentials(bot_token="very-secret", signing_secret="very-secret"),
        MatrixCredentials(homeserver="https://a.example", access_token="very-secret", password="very-secret"),
        TwilioCredentials(
            account_sid="AC" + "0" * 32, auth_token="very-secret", sender="+31612345678", shared_key="very-secret"
        ),
    ],
    ids=["telegram", "whatsapp", "messenger", "slack", "matrix", "twilio"],
)
def test_credentials_do_not_show_themselves_and_describe_each_field(credentials):
    assert "very-secret" not in f"{credentials!r} {credentials}"
    assert all(field.description for field in type(credentials).model_fields.values())


@pytest.mark.parametrize(
    ("channel", "credentials"),
    [
        (TelegramChannel, TelegramCredentials(token="1:a")),
        (WhatsAppChannel, WhatsAppCredentials(phone_number_id="1", account_id="2", access_token="a", app_secret="b")),
        (MessengerChannel, MessengerCredentials(page_id="1", access_token="a", app_secret="b")),
        (SlackChannel, SlackCredentials(bot_token="xoxb-1", signing_secret="b")),
        (MatrixChannel, MatrixCredentials(homeserver="https://a.example", access_token="a")),
        (SmsChannel, TwilioCredentials(account_sid="AC" + "0" * 32, auth_token="a", sender="+31612345678")),
        (TwilioWhatsAppChannel, TwilioCredentials(account_sid="AC" + "0" * 32, auth_token="a", sender="+31612345678")),
    ],
    ids=["telegram", "whatsapp", "messenger", "slack", "matrix", "twilio_sms", "twilio_whatsapp"],
)
def test_a_channel_is_made_of_its_credentials(channel, credentials):
    assert channel(**dict(credentials)).kind in PROVIDERS

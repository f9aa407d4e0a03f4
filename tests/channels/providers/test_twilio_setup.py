"""An account and a number of Twilio's: known, told where to call, and what is said where something is wrong."""

import pytest
from pydantic import ValidationError

from amends.channels.errors import ChannelRefused
from amends.channels.providers.twilio import SmsChannel, TwilioCredentials
from amends.channels.received import (
    Text,
)
from tests.channels.providers.conftest import twilio_channel
from tests.channels.providers.door import standing

CUSTOMER = "+31612345678"
HOOK = "https://shop.example.com/hook"


def test_the_number_is_known_and_told_where_to_call(sms, sms_channel):
    checked = sms_channel.check()
    assert checked.account == f"Shop ({sms.number})"
    assert len(checked.to_do) == 1
    with standing(sms_channel) as door:
        assert sms_channel.connect(door.url) == []
        assert sms_channel.check().to_do == []
        sms.say(CUSTOMER, "hello")
        assert [each.what for each in door.received] == [Text("hello")]
        assert sms.statuses == [200]
        sms_channel.disconnect()
        assert (sms.phone["sms_url"], sms.phone["sms_fallback_url"]) == ("", "")


def test_a_number_that_served_something_else_is_told_of(sms, sms_channel):
    sms.phone |= {"sms_url": "https://old.example.com/sms?token=secret", "sms_application_sid": "AP" + "1" * 32}
    to_do = " ".join(sms_channel.connect("https://shop.example.com/new"))
    assert "old.example.com" in to_do
    assert "TwiML App" in to_do
    assert "secret" not in to_do


def test_a_number_that_was_given_to_something_else_since_is_left_alone(sms, sms_channel):
    sms.phone["sms_url"] = "https://another.example.com/"
    sms_channel.disconnect()
    assert sms.phone["sms_url"] == "https://another.example.com/"


def test_whatsapp_says_what_to_click(twilio_whatsapp, twilio_whatsapp_channel):
    assert twilio_whatsapp_channel.check().to_do == []
    to_click = " ".join(twilio_whatsapp_channel.connect("https://shop.example.com/new"))
    assert "https://shop.example.com/new" in to_click
    assert "WhatsApp senders" in to_click
    with pytest.raises(ChannelRefused, match="WhatsApp senders"):
        twilio_whatsapp_channel.disconnect()


def test_a_trial_account_is_told_of_and_a_suspended_one_refused(sms, sms_channel):
    sms.state["type"] = "Trial"
    assert any("trial account" in each for each in sms_channel.check().to_do)
    sms.state["status"] = "suspended"
    with pytest.raises(ChannelRefused, match="suspended"):
        sms_channel.check()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"auth_token": "another"}, "copy both"),
        ({"account_sid": "AC" + "1" * 32}, "copy both"),
        ({"sender": "+31600000000"}, "Active numbers"),
    ],
    ids=["token", "account", "number"],
)
def test_wrong_credentials_say_what_is_wrong(sms, client, wrong, said):
    with pytest.raises(ChannelRefused, match=said):
        twilio_channel(SmsChannel, sms, client, **wrong).check()


def test_a_number_without_text_messages_is_refused(sms, sms_channel, monkeypatch):
    phone = type(sms)._phone
    monkeypatch.setattr(type(sms), "_phone", lambda self: phone(self) | {"capabilities": {"sms": False}})
    with pytest.raises(ChannelRefused, match="takes no text messages"):
        sms_channel.check()


@pytest.mark.parametrize("given", ["+31 6 1234 5678", "whatsapp:+31612345678", "+31-6-12345678", "+31(6)12345678"])
def test_a_number_is_taken_as_people_write_it(given):
    credentials = TwilioCredentials(account_sid="AC" + "0" * 32, auth_token="t", sender=given)
    assert credentials.sender == "+31612345678"


@pytest.mark.parametrize("given", ["0612345678", "Shop", "+0612345678", "MG123", "31612345678", ""])
def test_a_sender_that_is_none_is_refused(given):
    with pytest.raises(ValidationError):
        TwilioCredentials(account_sid="AC" + "0" * 32, auth_token="t", sender=given)

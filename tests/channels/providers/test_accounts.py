"""What names an account among its credentials: the same after its secrets were changed, and no other account's."""

import httpx
import pytest
from pydantic import SecretStr

from amends.channels.providers.email import EmailCredentials
from amends.channels.providers.matrix import MatrixCredentials, signed_in
from amends.channels.providers.messenger import MessengerCredentials
from amends.channels.providers.slack import SlackCredentials
from amends.channels.providers.telegram import TelegramCredentials
from amends.channels.providers.twilio import TwilioCredentials
from amends.channels.providers.whatsapp import WhatsAppCredentials
from amends.channels.registry import PROVIDERS
from demo.providers.matrix_server import BOT, PASSWORD

SID = "AC" + "1" * 32
GIVEN = {
    TelegramCredentials: {"token": "123:AAA"},
    WhatsAppCredentials: {"phone_number_id": "1", "account_id": "2", "access_token": "a", "app_secret": "b"},
    MessengerCredentials: {"page_id": "1", "access_token": "a", "app_secret": "b"},
    SlackCredentials: {"bot_token": "xoxb-1-2-abc", "signing_secret": "b"},
    TwilioCredentials: {"account_sid": SID, "auth_token": "a", "sender": "+3197010280000"},
    EmailCredentials: {
        "address": "support@example.com", "imap_host": "imap.example.com", "imap_password": "a",
        "smtp_host": "smtp.example.com",
    },
    MatrixCredentials: {"homeserver": "https://m.example.com", "access_token": "a", "user": "@shop:m.example.com"},
}  # fmt: skip
SAME = [
    (TelegramCredentials, {"token": "123:BBB"}),
    (TelegramCredentials, {"polling": True, "secret": "another"}),
    (WhatsAppCredentials, {"access_token": "new", "app_secret": "new", "template": "case_news"}),
    (MessengerCredentials, {"access_token": "new", "verify_token": "new"}),
    (SlackCredentials, {"bot_token": "xoxb-1-2-def", "signing_secret": "new"}),
    (TwilioCredentials, {"auth_token": "new", "shared_key": "new"}),
    (EmailCredentials, {"imap_host": "IMAP.example.com", "imap_user": "support@example.com", "imap_password": "new"}),
    (MatrixCredentials, {"homeserver": "https://m.example.com/", "access_token": "new"}),
]
OTHER = [
    (TelegramCredentials, {"token": "124:AAA"}),
    (TelegramCredentials, {"api": "https://bots.example.com"}),
    (WhatsAppCredentials, {"phone_number_id": "2"}),
    (MessengerCredentials, {"page_id": "2"}),
    (SlackCredentials, {"bot_token": "xoxb-1-3-abc"}),
    (SlackCredentials, {"bot_token": "xoxb-2-2-abc"}),
    (TwilioCredentials, {"sender": "+3197010280001"}),
    (TwilioCredentials, {"account_sid": "AC" + "2" * 32}),
    (EmailCredentials, {"address": "sales@example.com"}),
    (EmailCredentials, {"imap_host": "imap.example.org"}),
    (MatrixCredentials, {"user": "@sales:m.example.com"}),
]


def account(model, **changed):
    return model.model_validate(GIVEN[model] | changed).account


def test_every_provider_says_what_names_its_accounts():
    assert {provider.credentials for provider in PROVIDERS.values()} == set(GIVEN)
    assert all(account(model) for model in GIVEN)


@pytest.mark.parametrize(("model", "changed"), SAME, ids=lambda given: str(getattr(given, "__name__", "")))
def test_an_account_stays_itself_when_its_secrets_change(model, changed):
    assert account(model, **changed) == account(model)


@pytest.mark.parametrize(("model", "changed"), OTHER, ids=lambda given: str(getattr(given, "__name__", "")))
def test_another_account_is_another(model, changed):
    assert account(model, **changed) != account(model)


def test_of_a_token_that_tells_nothing_nothing_is_known():
    assert account(SlackCredentials, bot_token="xoxb-1") == ""
    assert account(MatrixCredentials, user="") == ""


def test_an_account_of_matrix_is_known_by_the_homeservers_own_name(matrix, client: httpx.Client):
    token = MatrixCredentials(homeserver=matrix.url, access_token=SecretStr(matrix.token))
    password = MatrixCredentials(homeserver=matrix.url, user="support", password=SecretStr(PASSWORD))
    names = {signed_in(each, client).account for each in (token, password)}
    assert names == {f"{matrix.url} {BOT}"}

"""Libraries of others read what our stand-ins send and what we send: what they make of it is what was meant."""

import importlib
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
import pywa
from pywa.types.callback import CallbackButton, CallbackSelection
from pywa.types.message import DeletedMessage, EditedMessage
from pywa.types.message import Message as WhatsAppMessage
from pywa.types.message_status import MessageStatus, MessageStatusType

from amends.channels.outgoing import Choice, Part, Shown
from demo.providers.stand_in import Hook
from tests.channels.providers.conftest import VERIFY_TOKEN

CHAT, CUSTOMER = 4711, "31612345678"
TWO = (Choice("t-1", "It never came"), Choice("t-2", "It is broken"))


@pytest.fixture(scope="module")
def aiogram() -> ModuleType:
    """It takes seconds to import, and to collect this file every process of a run would."""
    return importlib.import_module("aiogram.types")


@pytest.fixture
def update(aiogram: ModuleType) -> Callable[[Hook], Any]:
    return lambda hook: aiogram.Update.model_validate_json(hook.body)


def test_aiogram_reads_the_stand_ins_updates(telegram, telegram_channel, update):
    assert update(telegram.say(CHAT, "hello")).message.text == "hello"
    photo = update(telegram.photo(CHAT, b"x" * 80, "receipt")).message
    assert (photo.caption, photo.photo[-1].file_size) == ("receipt", 80)
    assert update(telegram.document(CHAT, b"%PDF", "a.pdf", "application/pdf")).message.document.file_name == "a.pdf"
    assert update(telegram.edit(CHAT, 101, text="changed")).edited_message.text == "changed"
    telegram_channel.send(str(CHAT), Part("Which?", "en", TWO, Shown.BUTTONS), "k")
    pressed = update(telegram.press(CHAT, "t-2")).callback_query
    assert (pressed.data, pressed.message.chat.id, pressed.message.text) == ("t-2", CHAT, "Which?")
    member = update(telegram.block(CHAT)).my_chat_member
    assert (member.new_chat_member.status, member.old_chat_member.status) == ("kicked", "member")


def test_aiogram_reads_what_we_send(telegram, telegram_channel):
    methods = importlib.import_module("aiogram.methods")
    telegram.say(CHAT, "hello")
    telegram_channel.send(str(CHAT), Part("Which?", "en", TWO, Shown.BUTTONS), "k")
    asked = methods.SendMessage.model_validate(dict(telegram.sent[0].raw))
    assert (asked.chat_id, asked.text, asked.link_preview_options.is_disabled) == (CHAT, "Which?", True)
    assert [row[0].callback_data for row in asked.reply_markup.inline_keyboard] == ["t-1", "t-2"]
    assert asked.model_extra in (None, {})


@pytest.mark.parametrize(("method", "type_"), [("getMe", "User"), ("getWebhookInfo", "WebhookInfo")])
def test_aiogram_reads_the_stand_ins_answers(telegram, client, aiogram, method, type_):
    answer = client.post(f"{telegram.url}/bot{telegram.token}/{method}").json()
    assert getattr(aiogram, type_).model_validate(answer["result"])


def test_aiogram_reads_the_message_that_an_answer_holds(telegram, client, aiogram):
    telegram.say(CHAT, "hello")
    body = {
        "chat_id": CHAT,
        "text": "Which?",
        "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "t"}]]},
    }
    answer = client.post(f"{telegram.url}/bot{telegram.token}/sendMessage", json=body).json()
    assert aiogram.Message.model_validate(answer["result"]).from_user.is_bot


@pytest.fixture
def reader(whatsapp):
    """pywa, which is asked nothing over the network."""
    return pywa.WhatsApp(phone_id=whatsapp.number, token="x", server=None, verify_token=VERIFY_TOKEN)


def test_pywa_reads_the_stand_ins_messages(whatsapp, reader):
    said = WhatsAppMessage.from_update(reader, whatsapp.say(CUSTOMER, "hello").document)
    assert (said.text, said.from_user.wa_id, said.from_user.name) == ("hello", CUSTOMER, "Lotte Janssen")
    photo = WhatsAppMessage.from_update(reader, whatsapp.photo(CUSTOMER, b"x", "receipt").document)
    assert (photo.caption, photo.image.mime_type) == ("receipt", "image/jpeg")
    bill = WhatsAppMessage.from_update(reader, whatsapp.document(CUSTOMER, b"x", "a.pdf", "application/pdf").document)
    assert bill.document.filename == "a.pdf"
    edited = EditedMessage.from_update(reader, whatsapp.edit(CUSTOMER, "wamid.1", "changed").document)
    assert (edited.original_message_id, edited.message.text) == ("wamid.1", "changed")
    assert (
        DeletedMessage.from_update(reader, whatsapp.delete(CUSTOMER, "wamid.1").document).original_message_id
        == "wamid.1"
    )


def test_pywa_reads_the_stand_ins_taps_and_news(whatsapp, whatsapp_channel, reader):
    whatsapp_channel.send(CUSTOMER, Part("Which?", "en", TWO, Shown.BUTTONS), "k")
    tapped = CallbackButton.from_update(reader, whatsapp.press(CUSTOMER, "t-1").document)
    assert (tapped.data, tapped.title) == ("t-1", "It never came")
    whatsapp_channel.send(CUSTOMER, Part("Which?", "en", TWO, Shown.LIST, "Choose"), "k")
    chosen = CallbackSelection.from_update(reader, whatsapp.press(CUSTOMER, "t-2").document)
    assert (chosen.data, chosen.title) == ("t-2", "It is broken")
    failed = MessageStatus.from_update(
        reader, whatsapp.status(whatsapp.sent[0], "failed", 131047, "Re-engage").document
    )
    assert (failed.status, failed.error.code) == (MessageStatusType.FAILED, 131047)


def test_pywa_signs_as_we_check(whatsapp):
    hook = whatsapp.say(CUSTOMER, "hello")
    signature = hook.headers["x-hub-signature-256"]
    assert pywa.utils.webhook_updates_validator(whatsapp.app_secret, hook.body, signature)

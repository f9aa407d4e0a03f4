"""The language that was asked for stays; one that we do not speak is answered in English, with those that we do."""

import pytest

from amends.assistant.situation import find
from amends.reading.message import Message
from tests.assistant.conftest import NOW, Chat

FOREIGN = [
    "Guten Tag, ich möchte mein Geld zurück",
    "Bonjour, je voudrais annuler ma commande s'il vous plaît",
    "Hola, quiero cancelar mi pedido por favor",
    "Buongiorno, vorrei un rimborso",
    "Dzień dobry, chcę zwrot pieniędzy",
    "верните деньги",
]
OURS = [
    "heb je mijn pas nog, wie kan dit?", "er ging iets mis met mijn bestelling", "ik heb het niet", "no comment",
    "the service has been down since May", "jeg vil ha pengene tilbake", "jag vill ha pengarna tillbaka", "NN-10030",
    "ola.berg@example.com", "👍", "une question please",
]  # fmt: skip


def message(text: str) -> Message:
    return Message("1", text, NOW, "nlu_fallback")


def language(chat: Chat) -> str:
    with chat.context.database.read() as session:
        return find(session, chat.id).language


@pytest.mark.parametrize("text", FOREIGN)
def test_another_language_is_told_which_we_speak_and_once(norrnet: Chat, text: str) -> None:
    norrnet.say("hei", "greet", language="nb")
    assert norrnet.say(text, "request_refund", language="nl") == ["only_these_languages", "ask_order_number"]
    assert language(norrnet) == "en"
    assert "only_these_languages" not in norrnet.say(text, "request_refund", language="nl")
    assert language(norrnet) == "en"


@pytest.mark.parametrize("text", OURS)
def test_our_own_languages_are_not_taken_for_it(text: str) -> None:
    assert not message(text).is_foreign


@pytest.mark.parametrize(
    "text", ["please in English", "kan det gjøres på engelsk?", "spreekt u Engels", "in het Engels"]
)
def test_a_language_is_asked_for_by_its_name(text: str) -> None:
    assert message(text).asks_for_a_language


@pytest.mark.parametrize("text", ["nee dank je", "ja graag", "tot ziens", "ok bedankt hoor"])
def test_politeness_does_not_move_it_back(itnet: Chat, text: str) -> None:
    itnet.say("mijn VPN werkt niet", "outage", language="nl")
    itnet.say("Please in English", "out_of_scope", language="en")
    itnet.say(text, "deny", language="nl")
    assert language(itnet) == "en"
    itnet.say("het duurt nu al drie dagen dat mijn VPN het helemaal niet doet", "outage", language="nl")
    assert language(itnet) == "nl"


def test_without_having_asked_it_goes_with_the_customer(itnet: Chat) -> None:
    itnet.say("my VPN does not work", "outage", language="en")
    itnet.say("nee dank je", "deny", language="nl")
    assert language(itnet) == "nl"


def test_a_language_and_a_wish_both_count(itnet: Chat) -> None:
    itnet.say("mijn VPN werkt niet", "not_activated", language="nl")
    text = "Please in English. IT-20039 sanne.bakker@example.com I'd like to cancel"
    assert itnet.say(text, "cancel_order", language="en")[0] == "kept_for_later"
    assert language(itnet) == "en"
    assert itnet.draft.later == ("cancel",)

"""The language that was asked for stays; one that we do not speak is answered in English, with those that we do."""

import pytest

from amends.assistant.situation import find
from tests.assistant.conftest import Chat

FOREIGN = [
    "Guten Tag, ich möchte mein Geld zurück",
    "Bonjour, je voudrais annuler ma commande s'il vous plaît",
    "Hola, quiero cancelar mi pedido por favor",
    "Buongiorno, vorrei un rimborso",
    "Dzień dobry, chcę zwrot pieniędzy",
    "верните деньги",
]


def language(chat: Chat) -> str:
    with chat.context.database.read() as session:
        return find(session, chat.id).language


@pytest.mark.parametrize("text", FOREIGN)
def test_another_language_is_told_which_we_speak_and_once(itnet: Chat, text: str) -> None:
    itnet.say("hei", "greet", language="nb")
    assert itnet.say(text, "request_refund", language="nl") == ["only_these_languages", "ask_order_number"]
    assert language(itnet) == "en"
    assert "only_these_languages" not in itnet.say(text, "request_refund", language="nl")
    assert language(itnet) == "en"


def test_who_speaks_german_is_answered_in_it_and_who_does_not_is_not(norrnet: Chat, itnet: Chat) -> None:
    assert "only_these_languages" not in norrnet.say(FOREIGN[0], "request_refund", language="de")
    assert "only_these_languages" in itnet.say(FOREIGN[0], "request_refund", language="de")
    assert (language(norrnet), language(itnet)) == ("de", "en")


def test_swedish_is_answered_in_norwegian_by_who_does_not_speak_it(norrnet: Chat, itnet: Chat) -> None:
    for chat in (norrnet, itnet):
        chat.say("jag vill ha pengarna tillbaka", "request_refund", language="sv")
    assert (language(norrnet), language(itnet)) == ("sv", "nb")


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

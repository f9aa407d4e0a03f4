"""A dialogue about an order of a shop's own number, whose records do not tell whether it is active."""

import pytest

from amends.claims.order_numbers import OrderNumbers
from amends.claims.pattern_numbers import PatternNumbers
from amends.orders.order import Order
from tests.assistant.conftest import Chat

NUMBERS = {
    "#1234": PatternNumbers("#?[0-9]{4,7}", "#1234", "#{}"),
    "100045": PatternNumbers("[0-9]{6}", "100045"),
    "WC-77-2": PatternNumbers("WC-[0-9]{1,4}-[0-9]", "WC-77-2"),
}


@pytest.fixture(params=NUMBERS)
def shop(request, norrnet: Chat) -> tuple[Chat, str]:
    """NorrNet with one more order, and with numbers of that shape."""
    number = request.param
    norrnet.context.numbers["norrnet"] = OrderNumbers(pattern=NUMBERS[number])
    known = norrnet.backend.order("NN-10019").document
    norrnet.backend.put(Order.from_json(known | {"number": number, "activation": {"status": None}, "usage": None}))
    return norrnet, number


def test_its_number_is_read_as_customers_write_it(shop):
    chat, number = shop
    written = number.removeprefix("#").lower()
    assert chat.say(f"is my order {written} cancelled? ola.berg@example.com", "cancel_order") == [
        "answer_order_not_told"
    ]


def test_the_digits_alone_will_do_when_it_was_asked_for(shop):
    chat, number = shop
    assert chat.say("my alerts were never activated", "not_activated") == ["ask_order_number"]
    assert chat.say(number.removeprefix("#")) == ["ask_email"]
    assert chat.draft.order_number == number


def test_what_hangs_on_what_is_not_told_goes_to_a_person(shop):
    chat, number = shop
    text = f"my alerts were never activated, order {number} ola.berg@example.com"
    assert chat.say(text, "not_activated") == ["review_neutral"]


def test_where_it_is_told_the_same_words_are_decided_on(shop):
    chat, number = shop
    chat.change(number, activation={"status": "none"})
    text = f"my alerts were never activated, order {number} ola.berg@example.com"
    assert chat.say(text, "not_activated") == ["confirm_later"]

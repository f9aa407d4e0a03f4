"""An order number has one shape, wherever one is recognised."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.claims.extract import OrderNumbers, without_ids
from amends.orders.backend import ORDER_DIGITS, ORDER_NUMBER, ORDER_PREFIX, PREFIXED_NUMBER
from rasa_addons.ids import NUMBER, without

ROOT = Path(__file__).parents[2]
numbers = st.from_regex(PREFIXED_NUMBER, fullmatch=True)


@given(numbers)
def test_what_a_backend_may_have_is_found_in_a_message_and_left_out_of_what_the_bot_learns_from(number):
    prefix, digits = number.split("-")
    assert re.fullmatch(ORDER_PREFIX, prefix)
    assert len(digits) in ORDER_DIGITS
    known = OrderNumbers(prefix, len(digits))
    typed = f"my order {number.lower()}, please"
    assert known.find(typed) == number
    assert without_ids(typed, known) == "my order please"
    assert NUMBER.fullmatch(number)
    assert without(typed).split() == ["my", "order", ",", "please"]


@pytest.mark.parametrize("shape", ["{1}", "{5}"])
@given(st.data())
def test_what_no_backend_may_have_is_no_number_for_the_bot_either(shape, data):
    number = data.draw(st.from_regex(f"[A-Z]{shape}-[0-9]{{5}}", fullmatch=True))
    assert not NUMBER.fullmatch(number)


@pytest.mark.parametrize(
    "typed", ["NN 10023", "nn 10023", "nn10023", "NORR 10023", "norr-10023", "Nn–10023", "it_#20012"]
)
def test_people_type_it_in_many_ways(typed):
    assert without(f"my order {typed} failed").split() == ["my", "order", "failed"]


@pytest.mark.parametrize("words", ["I paid 12000 for it", "it was due May 2026", "the code 123456 fails"])
def test_a_word_before_a_figure_is_a_word(words):
    assert without(words) == words


def test_the_contract_and_the_chat_window_have_the_same_shape():
    schema = json.loads((ROOT / "amends/contracts/order.schema.json").read_text("utf-8"))
    assert schema["properties"]["number"]["pattern"] == f"^{ORDER_NUMBER}$"
    assert f"({PREFIXED_NUMBER}|" in (ROOT / "widget/src/core/text.ts").read_text("utf-8")


def test_a_prefix_is_taken_letter_by_letter():
    odd = OrderNumbers("N.", 5)
    assert odd.find("NN-10023") is None
    assert odd.find("N.-10023") == "N.-10023"
    assert without_ids("NN-10023 it is", odd) == "NN-10023 it is"

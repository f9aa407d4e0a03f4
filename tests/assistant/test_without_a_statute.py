"""Where no statute gives a right to withdraw, whoever means to use one wants to cancel: nothing else is promised."""

from dataclasses import replace

import pytest

from amends.db.session import Database
from amends.orders.order import Order
from amends.policy.policy import NO_STATUTE, MerchantPolicies
from tests.assistant.conftest import Chat
from tests.assistant.moved import moves
from tests.policy import own_merchants

BASE = next(each.order for each in own_merchants.worked("takt") if each.row == "T07" and each.order and each.decides)


def unbound() -> MerchantPolicies:
    """Takt, as if it sold where nobody has that right."""
    text = own_merchants.policies()["takt"]
    merchant, rows = replace(text.merchant, statute=None), tuple(r for r in text.newest.rows if r.id != "T04")
    policy = replace(text.newest, merchant=merchant, rows=rows, statute=NO_STATUTE)
    return replace(text, merchant=merchant, editions=((policy.in_force_from, policy),))


@pytest.fixture
def takt(database: Database) -> Chat:
    return Chat(database, "takt", {"takt": unbound()}, [Order.from_json(BASE)])


@pytest.mark.parametrize(
    "words",
    [
        "I hereby withdraw from the contract. TK-100100 ada@example.com",
        "I want to use my right of withdrawal for TK-100100, ada@example.com",
    ],
)
def test_a_declaration_is_heard_as_a_wish_to_cancel(takt: Chat, words: str) -> None:
    asked = takt.say(words, "withdraw")
    assert asked == ["confirm"]
    assert (takt.draft.issue, takt.draft.declared) == ("cancel", None)
    assert moves(takt) == []


def test_the_windows_button_leads_there_too(takt: Chat) -> None:
    takt.say("TK-100100 ada@example.com")
    takt.say("/withdraw", "withdraw")
    assert (takt.draft.issue, takt.draft.declared) == ("cancel", None)


def test_where_one_binds_the_same_words_declare(database: Database) -> None:
    chat = Chat(database, "takt", own_merchants.policies(), [Order.from_json(BASE)])
    chat.say("I hereby withdraw from the contract. TK-100100 ada@example.com", "withdraw")
    assert chat.draft.issue == "withdraw"
    assert chat.draft.declared is not None

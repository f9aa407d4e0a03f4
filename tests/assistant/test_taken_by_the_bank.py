"""A denial of money that the customer's bank took back says so, in the chat and by e-mail; no other denial does."""

import pytest

from amends.assistant.draft import Draft
from amends.assistant.explanations import Explanation
from amends.claims.claim import Claim
from amends.orders.order import Order
from amends.policy.engine import decide
from tests.assistant.conftest import NOW, Chat
from tests.assistant.moved import cases, mails, moves

WORDS = {
    "en": "Your bank has already returned",
    "nl": "Uw bank heeft u",
    "nb": "Banken din har allerede ført tilbake",
}


def disputed(chat: Chat, status: str) -> Order:
    order = chat.backend.order("IT-20063")
    assert order is not None
    (payment,) = order.document["payments"]
    dispute = {"opened_at": "2026-11-10T08:00:00+01:00", "status": status}
    chat.change("IT-20063", payments=[payment | {"dispute": dispute}])
    changed = chat.backend.order("IT-20063")
    assert changed is not None
    return changed


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_a_denial_names_the_bank_and_the_amount(itnet: Chat, language: str) -> None:
    order = disputed(itnet, "lost")
    policy = itnet.context.merchants["itnet"].in_force(order.placed_at)
    claim = Claim("not_activated", NOW, order.number, order.customer.email, explanation="It never worked.")
    decision = decide(policy, order, claim, NOW)
    assert (decision.outcome, decision.clauses) == ("deny", ("15",))
    telling = Explanation(policy, order, "AM-1", language, itnet.context.sentences)
    text = itnet.context.sentences.text(telling.of(decision, Draft(issue="not_activated"))[0], language)
    assert f"• {WORDS[language]}" in text
    assert order.payments[0].amount.text(language) in text
    assert "(§ 15)" in text


def test_it_stands_in_the_mail_too_and_a_won_dispute_says_nothing(itnet: Chat) -> None:
    disputed(itnet, "lost")
    itnet.say("It never worked, IT-20063 clara.vogel@example.com", "outage")
    itnet.say("It was all of last Monday that nothing worked")
    assert cases(itnet) == [("outage", "denied")]
    assert moves(itnet) == []
    assert [WORDS["en"] in mail.text for mail in mails(itnet)] == [True]


def test_no_bank_is_named_where_none_took_it_back(itnet: Chat) -> None:
    order = disputed(itnet, "won")
    policy = itnet.context.merchants["itnet"].in_force(order.placed_at)
    claim = Claim("loss_claim", NOW, order.number, order.customer.email, explanation="It cost me a customer.")
    decision = decide(policy, order, claim, NOW)
    assert decision.outcome == "deny"
    telling = Explanation(policy, order, "AM-1", "en", itnet.context.sentences)
    assert WORDS["en"] not in itnet.context.sentences.text(telling.of(decision, Draft(issue="loss_claim"))[0], "en")

"""After a no the customer may want it after all: the question comes back, and only a yes to it does anything."""

import pytest

from tests.assistant.conftest import After, Chat
from tests.assistant.moved import cases, moves


def decline(norrnet: Chat) -> None:
    assert norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment") == ["confirm"]
    assert norrnet.say("no, leave it", "stop") == ["nothing_done"]
    assert cases(norrnet) == [("duplicate_payment", "abandoned")]


@pytest.fixture
def declined(after: After) -> Chat:
    return after("norrnet", decline)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("yes do it after all", "affirm"),
        ("can I have it after all?", "ask_policy"),
        ("I changed my mind, do it", "cancel_order"),
        ("toch maar wel", "nlu_fallback"),
        ("doe het toch maar", "nlu_fallback"),
        ("jo, gjør det likevel", "nlu_fallback"),
        ("jeg vil ha det likevel", "request_refund"),
        ("yes", "affirm"),
        ("ja graag", "nlu_fallback"),
        ("ja, gjør det", "affirm"),
        ("hmm no ok do it after all", "cancel_order"),
        ("no wait, do it anyway", "correct"),
        ("nee, doe toch maar wel", "nlu_fallback"),
        ("nei, jo, gjør det likevel", "nlu_fallback"),
        ("jo greit, gjør det", "affirm"),
        ("ok fine give me the money then", "affirm"),
        ("ok then 4.20", "inform"),
        ("oke dan toch die 4,20", "correct"),
        ("nou goed, geef het geld maar", "request_refund"),
        ("greit, da tar jeg pengene", "request_refund"),
    ],
)
def test_the_question_comes_back_and_acts_on_a_yes_to_it_only(declined: Chat, text: str, intent: str) -> None:
    assert declined.say(text, intent) == ["confirm"]
    assert moves(declined) == []
    assert cases(declined) == [("duplicate_payment", "collecting")]
    assert declined.say("yes", "affirm") == ["approved_refund"]
    assert [kind for _, kind, _ in moves(declined)] == ["refund"]


@pytest.mark.parametrize(
    "text",
    [
        "toch maar niet",
        "no, not after all",
        "nei, likevel ikke",
        "and NN-10030 after all?",
        "thanks",
        "ok thanks, bye",
        "ok, keep it after all",
        "no, leave it after all",
        "nee, laat toch maar",
        "greit, takk for hjelpen",
        "ok, and where is my invoice?",
        "nei, la det være likevel",
        "ok, how much was it?",
    ],
)
def test_what_wants_nothing_or_something_else_brings_nothing_back(declined: Chat, text: str) -> None:
    assert "confirm" not in declined.say(text)
    assert declined.draft.proposal is None or declined.draft.settled
    assert moves(declined) == []


def test_an_order_that_was_to_be_kept_is_asked_about_again(itnet: Chat) -> None:
    itnet.say("I want to cancel my VPN, IT-20039 sanne.bakker@example.com", "cancel_order")
    assert itnet.say("nah keep it", "deny") == ["nothing_done"]
    assert itnet.say("hmm no ok do cancel it after all", "cancel_order") == ["confirm"]
    assert moves(itnet) == []
    assert itnet.say("yeah", "affirm") == ["approved_refund_and_cancel"]


def test_to_give_in_counts_right_after_the_no_alone(declined: Chat) -> None:
    declined.say("how is the weather?", "out_of_scope")
    assert "confirm" not in declined.say("ok then 4.20", "inform")
    assert moves(declined) == []


def test_a_bare_yes_counts_right_after_the_no_alone(declined: Chat) -> None:
    declined.say("how is the weather?", "out_of_scope")
    assert "confirm" not in declined.say("yes", "affirm")
    assert moves(declined) == []


def test_the_buttons_of_the_declined_proposal_count_no_more(declined: Chat) -> None:
    declined.say("yes do it after all", "affirm")
    old = declined.draft.proposal.id
    declined.say("no, leave it", "deny")
    declined.say("yes do it after all", "affirm")
    assert declined.say("", yes_no=f"yes:{old}") == ["choice_is_over", "confirm"]
    assert moves(declined) == []


def test_who_wanted_to_be_asked_then_may_agree_beforehand_after_all(norrnet: Chat) -> None:
    order = norrnet.backend.order("NN-10017")
    assert order is not None
    told = f"I paid for the traffic analytics and it is not activated, NN-10017 {order.customer.email}"
    assert norrnet.say(told, "not_activated") == ["confirm_later"]
    norrnet.say("no, ask me then")
    assert norrnet.say("toch maar wel") == ["confirm_later"]
    norrnet.say("yes", "affirm")
    assert cases(norrnet) == [("not_activated", "waiting")]
    assert moves(norrnet) == []


def test_a_withdrawal_that_was_not_sent_is_asked_again(norrnet: Chat) -> None:
    norrnet.say("I withdraw from the contract, NN-10030 kari.holm@example.com", "withdraw")
    assert norrnet.draft.asked == "withdrawal"
    norrnet.say("", yes_no="no")
    assert norrnet.say("yes do it after all", "affirm")[-1] == "ask_withdrawal"
    assert moves(norrnet) == []

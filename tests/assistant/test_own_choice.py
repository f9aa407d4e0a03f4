"""A choice is taken in the customer's own words, and what words or records have told is not asked."""

import pytest

from tests.assistant.conftest import After, Chat

CLARA = "IT-20029 clara.vogel@example.com"


def come_to_the_choice(itnet: Chat) -> None:
    assert itnet.say(f"My minutes were never activated, {CLARA}", "not_activated")[-1] == "offer"


@pytest.fixture
def choosing(after: After) -> Chat:
    return after("itnet", come_to_the_choice)


@pytest.mark.parametrize(
    "text",
    [
        "nah id rather have my money",
        "dan maar geld terug",
        "geld terug",
        "give me my money back please",
        "jeg vil heller ha pengene tilbake",
        "doe maar terugbetaling",
    ],
)
@pytest.mark.parametrize("intent", ["request_refund", "nlu_fallback", "deny"])
def test_money_back_in_ones_own_words_picks_the_refund(choosing: Chat, text: str, intent: str) -> None:
    assert choosing.say(text, intent)[0].startswith("approved_refund")


@pytest.mark.parametrize("text", ["I can wait", "ik wacht wel", "da venter jeg", "id rather wait then"])
def test_waiting_in_ones_own_words_picks_the_wait(choosing: Chat, text: str) -> None:
    assert choosing.say(text)[0].startswith("review")


@pytest.mark.parametrize(
    "text",
    ["no refund", "a refund if it takes long", "ik wil niet wachten", "money or wait, whatever", "wait a moment"],
)
def test_a_denial_a_condition_or_two_options_pick_nothing(choosing: Chat, text: str) -> None:
    choosing.say(text)
    assert choosing.draft.asked == "accepts"


@pytest.mark.parametrize(
    "text", ["idk, what do you recommend?", "wat raad je aan?", "hva anbefaler du?", "whats the difference"]
)
def test_who_asks_for_advice_is_told_how_the_options_differ(choosing: Chat, text: str) -> None:
    said = choosing.say(text, "out_of_scope", 0.9)
    assert said == ["difference_full_refund_or_wait", "offer"]


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("ik heb hetzelfde twee keer besteld", "duplicate_order"),
        ("i ordered the vpn twice", "duplicate_order"),
        ("Er is twee keer afgeschreven", "duplicate_payment"),
        ("jeg ble trukket to ganger", "duplicate_payment"),
    ],
)
def test_what_the_words_tell_of_two_kindred_problems_is_not_asked(itnet: Chat, text: str, issue: str) -> None:
    said = itnet.say(f"{text} IT-20015 lotte.janssen@example.com", "duplicate_payment")
    assert not [name for name in said if name.startswith("ask_duplicate")]
    assert itnet.draft.issue == issue


def test_which_of_two_may_be_answered_in_a_sentence(itnet: Chat) -> None:
    itnet.say("something is double here, IT-20015 lotte.janssen@example.com", "duplicate_payment")
    itnet.say("i ordered the vpn twice", "nlu_fallback")
    assert (itnet.draft.issue, itnet.draft.asked) != ("duplicate_payment", "narrow")


def test_a_merchant_that_knows_one_of_two_gets_that_one(norrnet: Chat) -> None:
    norrnet.say("I ordered it twice, NN-10007 ola.berg@example.com", "duplicate_payment")
    assert norrnet.draft.issue == "duplicate_payment"


@pytest.mark.parametrize("text", ["pay me out what is left of my credit", "ik wil mijn tegoed uitbetaald"])
def test_credit_to_be_paid_out_is_not_asked_about(itnet: Chat, text: str) -> None:
    said = itnet.say(f"{text} IT-20046 daan.visser@example.com", "expired_credit")
    assert "ask_expired_credit_or_cash_out_credit" not in said
    assert itnet.draft.issue == "cash_out_credit"


@pytest.mark.parametrize("text", ["yes it is sunny here", '/choose{"yes_no": "yes"}', "minutter"])
def test_a_yes_a_payload_or_a_name_is_no_explanation(itnet: Chat, text: str) -> None:
    itnet.say("", "choose", issue="not_activated")
    itnet.say(CLARA, "give_order_number")
    assert itnet.draft.asked == "explanation"
    itnet.say(text)
    assert (itnet.draft.asked, itnet.draft.explanation) == ("explanation", None)


@pytest.mark.parametrize("text", ["it was never activated", "tjenesten er ikke startet", "nooit geactiveerd"])
def test_a_problem_that_was_told_is_not_asked_again(itnet: Chat, text: str) -> None:
    assert itnet.say(f"{text}, {CLARA}", "not_activated") == ["offer"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("the first one", "approved_refund"), ("de eerste graag", "approved_refund"), ("den første", "approved_refund"),
        ("I'll take the second one", "review"), ("de tweede", "review"), ("den andre takk", "review"),
    ],
)  # fmt: skip
def test_the_place_of_a_choice_in_the_list_picks_it(choosing: Chat, text: str, first: str) -> None:
    assert choosing.say(text)[0].startswith(first)


@pytest.mark.parametrize("text", ["the third one", "the second time", "not the first one", "first I ask my wife"])
def test_a_place_that_is_not_there_or_more_words_pick_nothing(choosing: Chat, text: str) -> None:
    choosing.say(text)
    assert choosing.draft.asked == "accepts"

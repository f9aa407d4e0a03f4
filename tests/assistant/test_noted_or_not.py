"""«I have made a note of that too» is said of another problem that is noted, and of nothing else."""

import pytest

from tests.assistant.conftest import After, Chat

MISTAKE = "I ordered the consultation by mistake, NN-10030 kari.holm@example.com"


def come_to_the_question(norrnet: Chat) -> None:
    assert norrnet.say(MISTAKE, "wrong_purchase") == ["confirm"]


@pytest.fixture
def asked(after: After) -> Chat:
    return after("norrnet", come_to_the_question)


@pytest.mark.parametrize(
    "text",
    [
        "ok what did I receive by e-mail then?",
        "wat is er dan met mijn meldingen gebeurd?",
        "ja jeg har lest vilkårene",
        "yes I have read the terms",
        "Why was that? And what about my booking?",
    ],
)
def test_not_of_a_question_nor_of_a_consent(asked: Chat, text: str) -> None:
    assert "kept_for_later" not in asked.say(text, "not_activated", 0.95)
    assert asked.draft.later == ()


@pytest.mark.parametrize("text", ["men jeg har ikke brukt den", "I am really not happy about this"])
def test_nor_of_discontent_with_the_same_matter(norrnet: Chat, text: str) -> None:
    norrnet.say("avbestill NN-10035", "cancel_order")
    assert "kept_for_later" not in norrnet.say(text, "dissatisfaction", 0.9)
    assert norrnet.draft.later == ()


def test_nor_of_the_message_that_opens_the_matter(norrnet: Chat) -> None:
    text = "Dashbordet vårt er fortsatt ikke der NN-10015 ingrid.dahl@example.com"
    norrnet.say(text, "not_activated")
    assert norrnet.draft.later == ()


def test_the_same_matter_again_is_said_to_be_it(itnet: Chat) -> None:
    assert itnet.say("i paid double IT-20018 nora.lie@example.com", "duplicate_payment") == ["confirm_remedy"]
    assert itnet.say("i ordered the vpn twice", "duplicate_payment", 0.95) == ["said_already", "confirm_remedy"]
    assert (itnet.draft.tries, itnet.draft.later) == (0, ())


def test_but_of_another_problem_that_is_told(asked: Chat) -> None:
    assert asked.say("and my uptime tracking was down all morning", "outage", 0.95) == ["kept_for_later", "confirm"]
    assert asked.draft.later == ("outage",)


TOLD_TWICE = [
    ("my credit is gone and it was never switched on", "it was never switched on"),
    ("mijn tegoed is weg en het is nooit ingeschakeld", "het is nooit ingeschakeld"),
    ("saldoen min er borte, og den ble aldri slått på", "den ble aldri slått på"),
]


@pytest.mark.parametrize(("both", "other"), TOLD_TWICE)
def test_who_tells_again_of_the_one_that_was_noted_is_served_that_one_first(itnet: Chat, both: str, other: str) -> None:
    itnet.say(f"{both} IT-20029 clara.vogel@example.com", "expired_credit", besides=["not_activated"])
    assert (itnet.draft.asked, itnet.draft.later) == ("narrow", ("not_activated",))
    assert itnet.say(other, "not_activated")[-1] == "offer"
    assert (itnet.draft.issue, itnet.draft.later) == ("not_activated", ("expired_credit",))
    assert itnet.say("Full refund", accepts="full_refund")[-1] == "next_problem"


@pytest.mark.parametrize(("both", "other"), TOLD_TWICE)
def test_what_was_noted_and_is_told_of_in_words_is_not_offered_once_more(itnet: Chat, both: str, other: str) -> None:
    itnet.say(f"{both} IT-20029 clara.vogel@example.com", "not_activated", besides=["expired_credit"])
    assert itnet.say("Full refund", accepts="full_refund")[-1] == "next_problem"
    itnet.say("and it lapsed, that credit of mine", "expired_credit")
    assert (itnet.draft.issue, itnet.draft.later, itnet.draft.told_later) == ("expired_credit", (), ())
    assert "next_problem" not in itnet.say("My credit expired", issue="expired_credit")

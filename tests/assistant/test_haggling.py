"""Haggling about what is proposed is answered plainly: what is proposed stays, and nothing is noted or done."""

import pytest

from tests.assistant.conftest import After, Chat
from tests.assistant.moved import cases, moves

HAGGLES = [
    ("doe maar 10 euro", "nlu_fallback"),
    ("doe er maar 20 van", "nlu_fallback"),
    ("maak er 20 van", "nlu_fallback"),
    ("2,50?? dat meen je niet", "billing_error"),
    ("maar 4,20?", "billing_error"),
    ("dat is te weinig", "deny"),
    ("make it 20", "nlu_fallback"),
    ("give me 10", "out_of_scope"),
    ("can you do 15 instead", "nlu_fallback"),
    ("only 5? are you kidding me", "billing_error"),
    ("that's not enough", "deny"),
    ("i should get at least 10 euros", "wrong_purchase"),
    ("gi meg 100 da", "request_refund"),
    ("bare 50 kroner? det mener du ikke", "billing_error"),
    ("det er for lite", "dissatisfaction"),
    ("kan du gjøre det til 200 kr", "nlu_fallback"),
    ("jeg vil ha mer enn det", "request_refund"),
    ("dat is maar de helft", "give_email"),
    ("that's only half of it", "deny"),
    ("ik wil het hele bedrag", "request_refund"),
    ("4.20 is a joke", "billing_error"),
    ("det var mye mindre enn jeg betalte", "billing_error"),
    ("where is the rest?", "ask_policy"),
]


def propose(norrnet: Chat) -> None:
    assert norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment") == ["confirm"]


@pytest.fixture
def proposed(after: After) -> Chat:
    return after("norrnet", propose)


@pytest.mark.parametrize(("text", "intent"), HAGGLES)
def test_what_is_proposed_stays_as_it_is(proposed: Chat, text: str, intent: str) -> None:
    was = proposed.draft.proposal
    before = cases(proposed)
    assert proposed.say(text, intent) == ["offer_stands", "confirm"]
    assert proposed.draft.proposal.id == was.id
    assert cases(proposed) == before
    assert moves(proposed) == []


def test_a_bare_ok_after_it_is_asked_back(proposed: Chat) -> None:
    proposed.say("doe maar 10 euro")
    proposed.say("ok")
    assert moves(proposed) == []


@pytest.mark.parametrize("text", ["hallo?", "hello?", "hei"])
def test_a_greeting_in_between_goes_on_with_the_open_question(proposed: Chat, text: str) -> None:
    assert proposed.say(text, "greet") == ["goes_on", "confirm"]


@pytest.fixture
def with_a_person(norrnet: Chat) -> Chat:
    told = "I was charged twice, as I see now, NN-10007 ola.berg@example.com"
    assert norrnet.say(told, "duplicate_payment")[-1].startswith("review")
    return norrnet


@pytest.mark.parametrize("text", ["hallo?", "hello?", "hei"])
def test_a_greeting_while_a_person_has_the_case_tells_how_it_stands(with_a_person: Chat, text: str) -> None:
    assert with_a_person.say(text, "greet") == ["case_goes_on", "status_review"]


@pytest.mark.parametrize(
    "text",
    [
        "hmm nee hoe gaat het",
        "so where is it",
        "ok hvordan går det da?",
        "any news?",
        "what happens now?",
        "wat gebeurt er nu",
        "og hva skjer nå?",
    ],
)
@pytest.mark.parametrize("intent", ["deny", "greet", "ask_order_status", "nlu_fallback"])
def test_how_it_is_going_is_the_case(with_a_person: Chat, text: str, intent: str) -> None:
    assert with_a_person.say(text, intent) == ["status_review"]


def test_how_are_you_at_the_beginning_is_a_greeting(norrnet: Chat) -> None:
    assert norrnet.say("hallo, hoe gaat het?", "greet") == ["greet"]


@pytest.mark.parametrize("text", ["i'd like to keep it after all", "ik wil hem toch houden", "jeg vil beholde den"])
@pytest.mark.parametrize("intent", ["cancel_order", "dissatisfaction", "nlu_fallback"])
def test_the_wish_to_keep_it_is_asked_back_at_a_proposal(proposed: Chat, text: str, intent: str) -> None:
    assert proposed.say(text, intent) == ["is_that_a_yes"]
    assert proposed.draft.later == ()
    assert moves(proposed) == []

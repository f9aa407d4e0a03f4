"""After a decision: a plea is about that decision, anger gets a calm answer, and «when» tells of what was granted."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from amends.assistant import answers
from amends.assistant.claim_state import Confirming
from amends.assistant.proposal_questions import told
from amends.db.tables import CaseRow, RemedyRow
from amends.reading.message import Message
from tests.assistant.conftest import After, Chat
from tests.assistant.moved import cases, moves

WRONG = "I ordered the consultation by mistake, I wanted another product"


def deny(norrnet: Chat) -> None:
    assert norrnet.say(f"{WRONG}, NN-10028 emma.devries@example.com", "wrong_purchase")[0] == "denied"


@pytest.fixture
def denied(after: After) -> Chat:
    return after("norrnet", deny)


def answered(chat: Chat, text: str, intent: str = "nlu_fallback") -> list[str]:
    said = answers.told(chat.context, chat.dialogue.situation(chat.id), Message("t", text, chat.now, intent))
    return [say.response.removeprefix("utter_") for say in said]


PLEAS = [
    "give me 20 as goodwill then",
    "can you not make a gesture? I have been a customer for ten years now",
    "geef me dan 20 euro uit coulance",
    "kunnen jullie geen tegemoetkoming geven",
    "gi meg 20 kroner av kulanse da",
    "en liten kompensasjon?",
    "my mother just died and I could not use it. please",
    "just this once",
    "kom op, doe eens coulant",
]


@pytest.mark.parametrize("text", PLEAS)
@pytest.mark.parametrize("intent", ["loss_claim", "wrong_purchase", "dissatisfaction", "request_refund"])
def test_a_plea_is_about_the_decision_whatever_it_is_taken_for(denied: Chat, text: str, intent: str) -> None:
    assert denied.say(text, intent, 0.95) == ["goodwill_refused"]
    assert denied.draft.settled
    assert cases(denied) == [("wrong_purchase", "denied")]
    assert moves(denied) == []


EXCEPTIONS = [
    "couldn't you please make one single exception for me here?",
    "wilt u voor mij alstublieft een uitzondering maken op deze regel?",
    "er det ikke mulig å gjøre et lite unntak for meg?",
]


@pytest.mark.parametrize("text", EXCEPTIONS)
@pytest.mark.parametrize("intent", ["appeal", "out_of_scope", "ask_policy", "request_refund"])
def test_who_asks_for_an_exception_does_not_disagree(denied: Chat, text: str, intent: str) -> None:
    assert denied.say(text, intent, 0.9) == ["goodwill_refused"]
    assert cases(denied) == [("wrong_purchase", "denied")]


@pytest.mark.parametrize(
    "text",
    [
        "come on, that is not right",
        "kom op, hier ben ik het niet mee eens",
        "kom igjen, dette er jeg uenig i",
        "come on, please have it looked at again",
        "kom op, laat er opnieuw naar kijken",
        "kom igjen, se på det på nytt",
    ],
)
def test_who_disagrees_as_well_is_handed_on(denied: Chat, text: str) -> None:
    assert denied.say(text, "appeal", 0.9) == ["appeal_handed_over"]
    assert cases(denied) == [("wrong_purchase", "review")]


def test_a_loss_that_is_told_of_is_a_claim_of_its_own(denied: Chat) -> None:
    story = "I missed my flight as the roaming failed and I want compensation for the new ticket of 300"
    denied.say(story, "loss_claim", 0.95)
    assert denied.draft.issue == "loss_claim"


@pytest.mark.parametrize(
    "text", ["jeg vil klage", "men jeg har ikke brukt den", "but I have not used it", "nooit gebruikt"]
)
@pytest.mark.parametrize("intent", ["dissatisfaction", "wrong_purchase", "nlu_fallback"])
def test_a_new_fact_or_a_complaint_leads_to_a_review(denied: Chat, text: str, intent: str) -> None:
    assert denied.say(text, intent, 0.9) == ["appeal_handed_over"]
    assert cases(denied) == [("wrong_purchase", "review")]


def test_a_question_opens_no_claim(denied: Chat) -> None:
    denied.say("ok what did I receive by e-mail then?", "not_activated", 0.9)
    assert cases(denied) == [("wrong_purchase", "denied")]


INSULTS = [
    "you are a bunch of idiots",
    "fuck you",
    "stelletje klootzakken",
    "wat een oplichters zijn jullie",
    "rot op",
    "dere er noen drittsekker",
    "dra til helvete",
    "for noen jævla svindlere!",
]


@pytest.mark.parametrize("text", INSULTS)
@pytest.mark.parametrize("intent", ["outage", "dissatisfaction", "nlu_fallback", "out_of_scope"])
def test_an_insult_gets_a_calm_answer_and_a_person_is_offered(denied: Chat, text: str, intent: str) -> None:
    assert denied.say(text, intent, 0.9) == ["denied_can_be_reviewed"]
    assert answered(denied, text, intent) == ["denied_can_be_reviewed"]
    assert cases(denied) == [("wrong_purchase", "denied")]


def test_an_angry_story_of_another_problem_is_a_claim(denied: Chat) -> None:
    story = "the damned service has been down since this morning and nothing loads, it is ridiculous what you sell here"
    denied.say(story, "outage", 0.95)
    assert denied.draft.issue == "outage"


WHEN = ["when?", "ok so when exactly??", "wanneer dan?", "når kommer det?"]


@pytest.mark.parametrize("text", WHEN)
@pytest.mark.parametrize(
    ("kind", "timing"),
    [
        ("refund", "answer_refund_timing"),
        ("credit", "answer_credit_timing"),
        ("reactivation", "answer_reactivation_timing"),
        ("technical_correction", "answer_correction_timing"),
    ],
)
def test_when_tells_of_what_was_granted(norrnet: Chat, text: str, kind: str, timing: str) -> None:
    norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment")
    norrnet.say("yes")
    with norrnet.context.database.begin() as session:
        remedy = session.scalars(select(RemedyRow)).one()
        remedy.kind = kind
        if kind not in {"refund", "credit"}:
            remedy.amount_minor = remedy.currency = None
        session.scalars(select(CaseRow)).one().status = "carrying_out"
    assert answered(norrnet, text, "ask_refund_timing") == ["status_carrying_out", timing]
    assert norrnet.say(text, "nlu_fallback") == ["status_carrying_out", timing]


@pytest.mark.parametrize(
    ("remedy", "timing"),
    [
        ("full_refund", "utter_answer_refund_timing"),
        ("service_credit", "utter_answer_credit_timing"),
        ("reactivation", "utter_proposed_reactivation_timing"),
    ],
)
def test_when_tells_of_what_is_proposed(norrnet: Chat, remedy: str, timing: str) -> None:
    norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment")
    situation = norrnet.claims.situation(norrnet.id)
    put = situation.draft.proposal
    assert put is not None
    put = replace(put, acts=tuple((answer, replace(act, remedy=remedy)) for answer, act in put.acts))
    situation = replace(situation, draft=replace(situation.draft, state=Confirming("confirmation", put)))
    said = told(norrnet.context, situation, Message("t", "when?", norrnet.now, "ask_refund_timing"))
    assert [say.response for say in said] == [timing]


def test_thieves_of_a_phone_are_no_insult(denied: Chat) -> None:
    assert denied.say("thieves have stolen my phone", "account_restricted", 0.9) != ["denied_can_be_reviewed"]

"""A problem is used wherever it stands: beside a greeting or a wish, or in words that are taken for another thing."""

from collections.abc import Sequence

import pytest

from amends.reading.acts import Meant, Part, Reading
from amends.reading.message import Message
from tests.assistant.conftest import Chat

OUTAGE, ACTIVATION = "NN-10026 ingrid.dahl@example.com", "NN-10019 ola.berg@example.com"
BESIDE = [
    ("hi there, I was charged twice", "greet", [("hi there", "greet"), ("I was charged twice", "duplicate_payment")]),
    ("money back! the alerts are down", "request_refund", [("money back", "request_refund"), ("the alerts", "outage")]),
    ("fed up, it was never switched on", "frustrated", [("fed up", "frustrated"), ("it was never", "not_activated")]),
    ("geld terug, dubbel betaald", "request_refund", [("geld", "request_refund"), ("dubbel", "duplicate_payment")]),
    ("hallo, de meldingen liggen plat", "greet", [("hallo", "greet"), ("de meldingen", "outage")]),
    ("hei, pengene tilbake, varsler er nede", "request_refund", [("hei", "greet"), ("varsler er nede", "outage")]),
]  # fmt: skip
LED_TO = [
    ("you were down all day, so pay me something for it", "you were down all day", "so pay me something for it"),
    ("de dienst lag plat, dus ik wil iets terugzien", "de dienst lag plat", "dus ik wil iets terugzien"),
    ("tjenesten lå nede, så jeg vil ha noe for det", "tjenesten lå nede", "så jeg vil ha noe for det"),
]
LACKS = [
    ("I stopped receiving alerts", "cancel_order", "outage"),
    ("jeg får ingen varsler", "no_evidence", "outage"),
    ("ingenting laster", "frustrated", "outage"),
    ("er komt niks, niks werkt", "dissatisfaction", "outage"),
    ("de meldingen komen niet binnen", "not_activated", "outage"),
    ("the alerts do not come in", "not_activated", "outage"),
    ("varslene kommer ikke inn", "not_activated", "outage"),
]


@pytest.mark.parametrize(("text", "whole", "clauses"), BESIDE)
def test_a_problem_beside_something_else_is_what_the_message_is_about(
    norrnet: Chat, text: str, whole: str, clauses: list[tuple[str, str]]
) -> None:
    norrnet.say(text, whole, parts=clauses)
    assert norrnet.draft.issue == clauses[-1][1]


def test_a_problem_that_is_denied_or_a_wish_alone_stays_what_it_is(norrnet: Chat) -> None:
    norrnet.say("I want my money back, please", "request_refund", parts=[("I want my money", "request_refund")])
    assert (norrnet.draft.issue, norrnet.draft.asked) == (None, "order_number")


@pytest.mark.parametrize(("text", "fault", "wish"), LED_TO)
def test_what_is_wanted_for_a_fault_is_decided_as_that_fault_and_not_denied_as_a_loss(
    norrnet: Chat, text: str, fault: str, wish: str
) -> None:
    norrnet.say(f"{text} {OUTAGE}", "loss_claim", parts=[(fault, "outage"), (wish, "request_refund")])
    assert (norrnet.draft.issue, norrnet.draft.later) == ("outage", ())
    norrnet.say("Yes, please", yes_no="yes")
    assert [rows for _, rows in norrnet.cases()] == [["N10f"]]


@pytest.mark.parametrize(
    ("text", "loss", "fault"),
    [
        ("I lost a client because you were down", "I lost a client", "you were down"),
        ("ik liep omzet mis omdat alles plat lag", "ik liep omzet mis", "alles plat lag"),
        ("jeg tapte en kunde fordi dere var nede", "jeg tapte en kunde", "dere var nede"),
    ],
)
def test_a_loss_that_is_stated_by_itself_comes_after_what_led_to_it(
    norrnet: Chat, text: str, loss: str, fault: str
) -> None:
    norrnet.say(f"{text} {OUTAGE}", "loss_claim", parts=[(loss, "loss_claim"), (fault, "outage")])
    assert (norrnet.draft.issue, norrnet.draft.later) == ("outage", ("loss_claim",))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("I asked you on Monday to end it", "it has been down since"),
        ("ik vroeg maandag om het te beëindigen", "het ligt sindsdien plat"),
        ("jeg ba dere mandag om å avslutte", "den har vært nede siden"),
    ],
)
def test_what_was_said_before_stands_behind_what_is_said_now(norrnet: Chat, before: str, now: str) -> None:
    text = f"{before}. {now}"
    parts = (
        Part(0, len(before), Reading("cancel_order", 0.9, (), Meant.TOLD)),
        Part(len(before) + 2, len(text), Reading("outage", 0.9, (), Meant.STATED)),
    )
    norrnet.dialogue.take(norrnet.id, Message(norrnet._sent(text), text, norrnet.now, "request_refund", parts=parts))
    assert norrnet.draft.issue == "outage"


def test_a_loss_alone_is_a_loss(norrnet: Chat) -> None:
    parts = [("my business lost money", "loss_claim"), ("I demand damages", "loss_claim")]
    norrnet.say("my business lost money, I demand damages", "loss_claim", parts=parts)
    assert norrnet.draft.issue == "loss_claim"


def test_while_a_problem_is_under_way_a_clause_names_no_other(norrnet: Chat) -> None:
    norrnet.say("I was charged twice", "duplicate_payment")
    norrnet.say("hi, it is down", "greet", parts=[("hi", "greet"), ("it is down", "outage")])
    assert norrnet.draft.issue == "duplicate_payment"


@pytest.mark.parametrize(("text", "taken_for", "issue"), LACKS)
def test_what_fails_in_other_words_is_decided_by_the_records_and_not_denied(
    norrnet: Chat, text: str, taken_for: str, issue: str
) -> None:
    _take(norrnet, f"{text} {OUTAGE}", taken_for, ["outage"], 0.65)
    assert norrnet.draft.issue == issue
    norrnet.say("Yes, please", yes_no="yes")
    assert [rows for _, rows in norrnet.cases()] == [["N10f"]]


def test_what_never_worked_is_taken_at_its_word(norrnet: Chat) -> None:
    _take(norrnet, "it was never activated NN-10013 ola.berg@example.com", "not_activated", ["not_activated"], 0.9)
    assert [rows for _, rows in norrnet.cases()] == [["N09b"]]


def test_a_wish_to_cancel_that_says_why_stays_one(norrnet: Chat) -> None:
    _take(norrnet, f"cancel it, I stopped getting alerts {OUTAGE}", "cancel_order", ["cancel_order", "outage"], 0.65)
    assert norrnet.draft.issue == "cancel"


@pytest.mark.parametrize(
    "text",
    ["Er zijn belminuten verdwenen", "my minutes are gone", "ringeminuttene mine er borte", "mijn tegoed is weg"],
)
def test_what_is_gone_may_have_been_taken_wrongly(itnet: Chat, text: str) -> None:
    itnet.say(f"{text} IT-20022 milan.peters@example.com", "expired_credit")
    assert itnet.draft.asked == "narrow"
    itnet.say("The amount is wrong", issue="billing_error")
    itnet.say("yesterday")
    itnet.say("Yes", yes_no="yes")
    assert [(case.issue, rows) for case, rows in itnet.cases()] == [("billing_error", ["I13b"])]


@pytest.mark.parametrize("text", ["I have a problem", "ik heb een probleem", "jeg har et problem", "hello again"])
def test_a_greeting_is_answered_once_and_then_asks_what_it_is(norrnet: Chat, text: str) -> None:
    assert norrnet.say("hello", "greet") == ["greet"]
    assert norrnet.say(text, "greet") == ["what_about"]
    norrnet.say("my thing does not work", "outage")
    norrnet.say("NN-10019")
    norrnet.say("ola.berg@example.com")
    norrnet.say("Yes, please", yes_no="yes")
    assert [(case.issue, rows) for case, rows in norrnet.cases()] == [("not_activated", ["N09f"])]


def _take(chat: Chat, text: str, intent: str, likely: Sequence[str], sure: float) -> None:
    message = Message(chat._sent(text), text, chat.now, intent, sure, likely=tuple(likely))
    chat.dialogue.take(chat.id, message)

"""Whose fault it is: nobody is denied as having it themselves because the model read that in their words."""

from collections.abc import Sequence

import pytest

from amends.messages.say import Say
from amends.reading.own_cause import names_own_cause
from tests.assistant.conftest import Chat

INGRID, MILAN = "NN-10033 ingrid.dahl@example.com", "IT-20055 milan.peters@example.com"
ASKED = "ask_external_problem_or_outage"
UNCLEAR = [
    "it doesn't work on my wifi",
    "het werkt niet op mijn wifi",
    "internett virker ikke hjemme",
    "your helpdesk says my router is the problem",
    "it is not my firewall that blocks it",
    "misschien ligt het aan mijn modem",
    "det kan være brannmuren min som blokkerer det",
    "the router you rent us is broken",
    "my modem",
]
PLAIN = [
    "my firewall blocks it",
    "It doesn't work because of the firewall in my own office network. Refund please.",
    "the problem is my router, not you",
    "mijn firewall houdt het tegen",
    "Het ligt aan mijn modem, niet aan jullie.",
    "brannmuren min blokkerer det",
    "Feilen ligger i ruteren min, ikke hos dere.",
]


def claims(chat: Chat, text: str) -> list[str]:
    who = {"norrnet": INGRID, "itnet": MILAN}[chat.merchant]
    chat.say(text, "external_problem")
    return chat.say(who, "give_order_number")


@pytest.mark.parametrize("text", UNCLEAR)
@pytest.mark.parametrize("merchant", ["norrnet", "itnet"])
def test_what_the_model_alone_takes_for_their_own_fault_is_asked(
    request: pytest.FixtureRequest, merchant: str, text: str
) -> None:
    chat: Chat = request.getfixturevalue(merchant)
    assert claims(chat, text) == [ASKED]
    assert chat.cases() == [] or chat.cases()[0][1] == []


@pytest.mark.parametrize("text", PLAIN)
def test_a_cause_that_is_stated_plainly_is_not_asked(norrnet: Chat, text: str) -> None:
    assert claims(norrnet, text)[0] == "denied"
    assert norrnet.cases()[0][1] == ["N13"]


@pytest.mark.parametrize("meant", ["asked", "conditional", "negated", "other"])
def test_one_that_is_only_spoken_of_denies_nobody(norrnet: Chat, meant: str) -> None:
    said = norrnet.say(f"my firewall blocks it, {INGRID}", "external_problem", meant=meant)
    assert "denied" not in said


@pytest.mark.parametrize("title", ["My own network gets in the way", ""])
def test_who_chose_it_from_the_list_is_not_asked(norrnet: Chat, title: str) -> None:
    norrnet.say("I want a refund", "request_refund")
    norrnet.say(title, "choose", issue="external_problem")
    assert norrnet.say(INGRID, "give_order_number")[0] == "denied"


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_the_words_of_the_button_are_plain(norrnet: Chat, language: str) -> None:
    title = norrnet.context.sentences.text(Say("utter_issue_external_problem"), language)
    assert names_own_cause(title)


@pytest.mark.parametrize("text", ["network", "het netwerk", "nettverk"])
def test_a_word_of_the_buttons_is_no_choice_that_denies(norrnet: Chat, text: str) -> None:
    norrnet.say(f"I want a refund, {INGRID}", "request_refund")
    assert "denied" not in norrnet.say(text)


@pytest.fixture
def asked(norrnet: Chat) -> Chat:
    assert claims(norrnet, UNCLEAR[0]) == [ASKED]
    return norrnet


def buttons(chat: Chat) -> Sequence[str]:
    return [behind for _, behind in chat.draft.turn.says[-1].choices]


def test_it_is_asked_with_a_button_for_each(asked: Chat) -> None:
    assert buttons(asked) == ['/choose{"issue": "external_problem"}', '/choose{"issue": "outage"}']


@pytest.mark.parametrize(
    "text", ["my own network", "it's my router", "the first one", "ruteren min", "mijn modem is kapot"]
)
def test_their_own_network_is_what_the_terms_say_of_it(asked: Chat, text: str) -> None:
    assert asked.say(text)[0] == "denied"
    assert asked.cases()[0][1] == ["N13"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("the service", "nlu_fallback"),
        ("the second one", "nlu_fallback"),
        ("it just doesn't work", "outage"),
        ("it has never worked", "not_activated"),
        ("de dienst werkt niet", "nlu_fallback"),
        ("tjenesten virker ikke", "nlu_fallback"),
        ("not my router", "external_problem"),
        ("I don't know", "nlu_fallback"),
        ("geen idee", "nlu_fallback"),
    ],
)
def test_a_service_that_does_not_work_is_a_fault_of_it(asked: Chat, text: str, intent: str) -> None:
    meant = "negated" if intent == "external_problem" else "stated"
    assert asked.say(text, intent, meant=meant) == ["ask_error_screenshot"]
    assert asked.draft.issue == "outage"


@pytest.mark.parametrize(("status", "issue"), [("done", "outage"), ("failed", "not_activated")])
def test_the_records_tell_whether_such_a_service_ever_worked(itnet: Chat, status: str, issue: str) -> None:
    itnet.change("IT-20055", activation={"status": status})
    assert claims(itnet, "het werkt niet op mijn wifi") == [ASKED]
    itnet.say("", "choose", issue="outage")
    assert itnet.draft.issue == issue


def test_an_answer_that_is_none_is_asked_again_and_then_a_persons(asked: Chat) -> None:
    said = [asked.say("on my wifi I said", "external_problem") for _ in range(3)]
    assert said[0] == ["noted", ASKED]
    assert said[2][0] == "person_after_tries"


def test_facts_are_no_choice_either(asked: Chat) -> None:
    assert asked.say("it was at 8 in the evening") == ["noted", ASKED]
    assert asked.say("vanmorgen", "greet")[-1] == "offer_person"
    assert asked.say("at 8 I said")[0] == "person_after_tries"


def test_who_asks_what_the_difference_is_is_told(asked: Chat) -> None:
    assert asked.say("what is the difference?") == ["difference_external_problem_or_outage", ASKED]


def test_where_it_comes_to_the_same_nothing_is_asked(norrnet: Chat) -> None:
    order = norrnet.backend.order("NN-10033")
    assert order is not None
    paid = [payment | {"refunded": payment["amount"]} for payment in order.document["payments"]]
    norrnet.change("NN-10033", payments=paid)
    assert claims(norrnet, UNCLEAR[0])[0] == "denied"
    assert norrnet.cases()[0][1] == ["N04"]

"""What is shown to somebody who was not understood: the likeliest problems, a person, and the way to all of them."""

import pytest

from tests.assistant.conftest import Chat
from tests.assistant.test_told_in_passing import takes


def issues(chat: Chat) -> list[str]:
    """What the buttons made of data stand for, in the turn before."""
    return [behind.split('"')[3] for _, behind in chat.draft.turn.says[-1].choices if behind.startswith("/choose")]


def titles(chat: Chat) -> list[str]:
    say = chat.draft.turn.says[-1]
    return [title for title, _ in chat.context.sentences.buttons(say, "en")]


def test_the_problems_that_it_may_be_about_are_shown_and_no_others(itnet: Chat) -> None:
    assert takes(itnet, "hmpf the thing", "nlu_fallback", likely=("billing_error", "outage")) == [
        "not_understood_at_all"
    ]
    assert issues(itnet) == ["billing_error", "outage", "problems"]
    assert titles(itnet)[0] == "Talk to a person"
    assert titles(itnet)[-1] == "Something else"


def test_no_more_than_four_are_shown(itnet: Chat) -> None:
    likely = ("cancel_order", "outage", "billing_error", "dissatisfaction", "not_activated", "wrong_purchase")
    takes(itnet, "hmpf", "nlu_fallback", likely=likely)
    assert issues(itnet) == ["cancel", "outage", "billing_error", "dissatisfaction", "problems"]


@pytest.mark.parametrize("likely", [(), ("account_restricted",)])
def test_where_nothing_is_likely_the_most_frequent_four_are_shown(norrnet: Chat, likely: tuple[str, ...]) -> None:
    takes(norrnet, "hmpf", "nlu_fallback", likely=likely)
    assert issues(norrnet) == ["not_activated", "duplicate_payment", "outage", "cancel", "problems"]


def test_something_else_shows_all_that_the_merchants_policy_decides(itnet: Chat) -> None:
    itnet.say("hmpf")
    assert itnet.say("", more="problems") == ["ask_issue"]
    shown = issues(itnet)
    assert shown[-1] == "other"
    assert {"expired_credit", "cash_out_credit", "duplicate_order", "loss_claim", "wrong_purchase"} < set(shown)
    assert itnet.say("", issue="cash_out_credit") == ["ask_order_number"]


def test_whoever_is_asked_what_went_wrong_may_see_all_of_them_and_is_asked_once(itnet: Chat) -> None:
    assert itnet.say("IT-20053 sanne.bakker@example.com") == ["ask_issue"]
    assert len(issues(itnet)) == 5
    assert itnet.say("", more="problems") == ["ask_issue"]
    assert len(issues(itnet)) > 10
    assert itnet.draft.asked == "issue"


def test_a_problem_that_is_not_shown_may_be_typed(itnet: Chat) -> None:
    itnet.say("IT-20053 sanne.bakker@example.com")
    itnet.say("My credit expired")
    assert itnet.draft.issue == "expired_credit"


def test_after_a_try_that_failed_a_person_is_offered_beside_the_likeliest(itnet: Chat) -> None:
    itnet.say("IT-20053 sanne.bakker@example.com")
    said = takes(itnet, "hmpf", "nlu_fallback", likely=("billing_error",))
    assert said == ["not_understood", "ask_issue"]
    assert issues(itnet) == ["billing_error", "problems"]
    assert "Talk to a person" in titles(itnet)


@pytest.mark.parametrize(
    ("status", "issue"), [("done", "outage"), ("pending", "not_activated"), ("failed", "not_activated")]
)
def test_the_records_tell_whether_it_ever_worked(itnet: Chat, status: str, issue: str) -> None:
    itnet.change("IT-20053", activation={"status": status})
    said = takes(itnet, "It does not work, IT-20053 sanne.bakker@example.com", "outage", either="not_activated")
    assert itnet.draft.issue == issue
    assert "ask_outage_or_not_activated" not in said


def test_where_the_records_do_not_tell_the_customer_is_asked_with_two_buttons(itnet: Chat) -> None:
    itnet.change("IT-20053", activation={"status": "reversed"}, incidents=[])
    said = takes(itnet, "It does not work, IT-20053 sanne.bakker@example.com", "outage", either="not_activated")
    assert said == ["ask_outage_or_not_activated"]
    assert issues(itnet) == ["outage", "not_activated"]
    said = itnet.say("It was never activated")
    assert itnet.draft.issue == "not_activated"
    assert "ask_outage_or_not_activated" not in said


def test_a_message_that_fits_one_of_them_alone_is_taken_at_its_word(itnet: Chat) -> None:
    itnet.change("IT-20053", activation={"status": "reversed"}, incidents=[])
    said = takes(itnet, "It went down, IT-20053 sanne.bakker@example.com", "outage")
    assert "ask_outage_or_not_activated" not in said


@pytest.mark.parametrize("intent", ["dissatisfaction", "deny", "no_evidence", "outage", "nlu_fallback"])
@pytest.mark.parametrize(
    "text",
    ["It does not work", "it doesn't work", "my vpn isn't working", "het werkt niet", "mijn vpn doet het niet",
     "de dienst werkt gewoon niet", "det virker ikke", "tjenesten fungerer ikke", "vpn-en funker bare ikke"],
)  # fmt: skip
def test_words_that_only_say_that_it_fails_are_a_fault_that_the_records_name(
    itnet: Chat, text: str, intent: str
) -> None:
    for status, issue in (("done", "outage"), ("failed", "not_activated")):
        itnet.open()
        itnet.change("IT-20053", activation={"status": status})
        itnet.say(text, intent)
        assert itnet.draft.issue == "outage"
        itnet.say("IT-20053 sanne.bakker@example.com")
        assert itnet.draft.issue == issue


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("it does not work as I expected of something this expensive", "dissatisfaction"),
        ("what happens if it does not work?", "ask_policy"),
        ("the calls do not work", "destination_problem"),
        ("it never worked, it does not work", "not_activated"),
    ],
)
def test_words_that_say_more_are_taken_as_they_are_read(itnet: Chat, text: str, intent: str) -> None:
    itnet.say(text, intent)
    assert itnet.draft.issue != "outage"
    assert itnet.draft.either is None


def test_what_fails_while_a_question_is_answered_names_no_problem(norrnet: Chat) -> None:
    norrnet.say("I was charged twice", "duplicate_payment")
    norrnet.say("that does not work", "deny")
    assert (norrnet.draft.issue, norrnet.draft.later) == ("duplicate_payment", ())

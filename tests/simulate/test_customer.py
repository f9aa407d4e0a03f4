"""What a simulated customer says to what is asked, habit by habit."""

from random import Random

import pytest

from amends.messages.say import Say
from simulate.customer import MOST, SimulatedCustomer
from simulate.recognise import Heard, Recogniser
from simulate.scenario import expand
from simulate.wordings import wordings
from tests.shipped import sentences

RECOGNISER = Recogniser()
SLOTS = {
    "order": "IT-30012",
    "wrong_order": "IT-90021",
    "email": "daan.visser6@example.com",
    "wrong_email": "daan.visser61@example.com",
    "service": "VPN access, 12 months",
    "amount": "€59.88",
    "name": "Daan Visser",
    "merchant": "iTNet",
    "destination": "Suriname mobile",
    "error": "Tunnel closed",
    "when": "yesterday at 15:04",
}
YES = ("Yes, please", "No, leave it as is")


def customer(habit="plain", seed=0, **more):
    entry = {
        "name": "one", "order": "IT-20039", "goal": "cancel", "right": {"cases": []}, "messages": 3,
        "languages": ["en"], "habits": [habit], **more,
    }  # fmt: skip
    (scenario,) = expand(entry)
    return SimulatedCustomer(scenario, wordings("en"), RECOGNISER, SLOTS, Random(seed))


def asks(name, *titles):
    return [Heard(name, name, "en", titles)]


def text_of(said):
    return said.text or said.press


def test_the_first_message_is_the_problem_and_nothing_else():
    said = customer().begin()
    assert any(way in said.text for way in wordings("en").ways("open.cancel"))
    assert "IT-30012" not in said.text


def test_who_says_all_at_once_gives_number_and_address():
    said = customer("all_at_once").begin()
    assert {"IT-30012", "daan.visser6@example.com"} <= set(said.text.replace(",", " ").split())


def test_what_is_asked_is_answered():
    one = customer()
    one.begin()
    assert "IT-30012" in one.next(asks("utter_ask_order_number")).text
    assert "daan.visser6@example.com" in one.next(asks("utter_ask_email")).text
    assert one.next(asks("utter_ask_explanation")).text in wordings("en").ways("explain.cancel")
    assert "15:04" in one.next(asks("utter_ask_occurred_at")).text


def test_an_outcome_ends_it_and_says_after_how_many_messages():
    one = customer()
    one.begin()
    one.next(asks("utter_ask_order_number"))
    assert one.next([*asks("utter_denied"), *asks("utter_right_of_withdrawal")]) is None
    assert (one.at_outcome, one.sent) == (2, 2)


@pytest.mark.parametrize("seed", range(6))
def test_a_proposal_gets_a_yes_in_words_or_by_its_button(seed):
    one = customer(seed=seed)
    one.begin()
    assert text_of(one.next(asks("utter_confirm", *YES))) in {YES[0], *wordings("en").ways("yes.proposal")}


def test_who_has_changed_their_mind_says_no():
    one = customer("changes_mind")
    one.begin()
    assert text_of(one.next(asks("utter_confirm", *YES))) in {YES[1], *wordings("en").ways("no.proposal")}


def test_who_changes_back_says_no_and_then_yes_after_all():
    one = customer("changes_back")
    one.begin()
    assert text_of(one.next(asks("utter_confirm", *YES))) in {YES[1], *wordings("en").ways("no.proposal")}
    assert one.next(asks("utter_nothing_done")).text in wordings("en").ways("after_all")
    assert text_of(one.next(asks("utter_confirm", *YES))) in {YES[0], *wordings("en").ways("yes.proposal")}


def test_silence_leaves_the_last_question_open():
    one = customer("silent")
    one.begin()
    assert one.next(asks("utter_ask_order_number")) is not None
    assert one.next(asks("utter_confirm", *YES)) is None


def test_a_wrong_number_is_corrected_in_the_next_message():
    one = customer("corrects_order")
    one.begin()
    assert "IT-90021" in one.next(asks("utter_ask_order_number")).text
    assert "IT-30012" in one.next(asks("utter_ask_email")).text


def test_who_answers_out_of_order_gives_the_address_first():
    one = customer("out_of_order")
    one.begin()
    assert "@" in one.next(asks("utter_ask_order_number")).text


@pytest.mark.parametrize(
    ("habit", "key"), [("haggles", "haggle.proposal"), ("staff", "staff"), ("injects", "injection")]
)
def test_a_trick_is_tried_once_and_then_the_question_answered(habit, key):
    one = customer(habit)
    one.begin()
    one.next(asks("utter_ask_order_number"))
    tried = one.next(asks("utter_confirm", *YES)).text
    assert tried in {way.replace("{merchant}", "iTNet") for way in wordings("en").ways(key)}
    assert text_of(one.next(asks("utter_confirm", *YES))) in {YES[0], *wordings("en").ways("yes.proposal")}


def test_who_was_away_writes_a_day_later():
    one = customer("away")
    one.begin()
    one.next(asks("utter_ask_order_number"))
    assert one.next(asks("utter_ask_email")).later


def test_a_second_problem_is_said_at_once_and_asked_for_when_it_was_forgotten():
    one = customer("two_things", second={"goal": "duplicate_payment"})
    ways = wordings("en").ways("open.duplicate_payment")
    first, again = one.begin().text, one.next(asks("utter_denied")).text
    assert all(any(way.lower() in text.lower() for way in ways) for text in (first, again))
    assert one.next(asks("utter_review")) is None


def test_nobody_answers_the_same_question_for_ever():
    one = customer()
    said = one.begin()
    while said is not None:
        said = one.next(asks("utter_explain_email"))
    assert one.gave_up
    assert one.sent < MOST


def test_a_question_about_cancelling_is_over_when_it_was_answered():
    one = customer(story="ask_cancel")
    one.begin()
    assert one.next(asks("utter_answer_if_cancelled")) is None
    assert not one.gave_up


def test_the_same_seed_says_the_same():
    assert customer(seed=5).begin() == customer(seed=5).begin()
    assert len({customer(seed=seed).begin().text for seed in range(20)}) > 2


def test_buttons_are_pressed_by_who_likes_them():
    one = customer("buttons")
    one.begin()
    title = sentences().text(Say("utter_issue_cancel"), "en")
    assert one.next(asks("utter_ask_issue", "It was never activated", title)).press == title


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("question", "kind"), [("utter_confirm", "proposal"), ("utter_ask_withdrawal", "withdrawal")])
def test_only_the_buttons_under_the_question_answer_it(seed, question, kind):
    one = customer(seed=seed)
    one.begin()
    said = one.next([*asks("utter_out_of_scope", "Talk to a person"), *asks(question, *YES)])
    assert text_of(said) in {YES[0], *wordings("en").ways(f"yes.{kind}")}


@pytest.mark.parametrize("seed", range(6))
def test_a_yes_that_is_asked_back_is_given_again(seed):
    one = customer("two_things", seed=seed, second={"goal": "wrong_purchase"})
    one.begin()
    one.next(asks("utter_denied"))
    assert text_of(one.next(asks("utter_is_that_a_yes", *YES))) in {YES[0], *wordings("en").ways("yes.proposal")}


@pytest.mark.parametrize("answer", ["utter_goodwill_refused", "utter_no_part_of_it"])
def test_who_haggled_over_a_denial_leaves_with_a_friendly_no(answer):
    one = customer("haggles")
    one.begin()
    assert one.next(asks("utter_denied")).text in wordings("en").ways("haggle.denial")
    assert one.next(asks(answer, "Talk to a person")) is None
    assert not one.gave_up

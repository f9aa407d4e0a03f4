"""What the model's probabilities come to: the main act, what stands beside it, how it is meant."""

import pytest

from amends.reading.acts import NOTHING, Meant, of_ranking
from amends.reading.message import Message
from amends.reading.thresholds import ALSO_DOES, BESIDE_A_QUESTION, SURE_HOW_MEANT
from tests.assistant.conftest import Chat


def test_the_likeliest_act_is_what_it_does_and_what_is_likely_enough_stands_beside_it() -> None:
    read = of_ranking([("outage", 0.6), ("duplicate_payment", ALSO_DOES), ("thank", ALSO_DOES - 0.01)], None)
    assert (read.act, read.sure, read.besides, read.meant) == ("outage", 0.6, ("duplicate_payment",), Meant.STATED)


def test_a_problem_beside_a_question_is_what_the_message_is_about() -> None:
    read = of_ranking([("ask_refund_timing", 0.8), ("duplicate_payment", BESIDE_A_QUESTION)], None)
    assert (read.act, read.besides) == ("duplicate_payment", ("ask_refund_timing",))
    assert read.sure == pytest.approx(0.9)
    read = of_ranking([("ask_refund_timing", 0.8), ("duplicate_payment", BESIDE_A_QUESTION - 0.01)], None)
    assert read.act == "ask_refund_timing"


def test_what_only_hands_over_a_detail_names_nothing() -> None:
    assert of_ranking([("inform", 0.9), ("outage", 0.05)], None).act == NOTHING
    assert of_ranking([], None).act == NOTHING


def test_a_loss_that_an_outage_led_to_is_about_the_outage():
    read = of_ranking([("loss_claim", 0.58), ("outage", 0.4)], None)
    assert (read.act, round(read.sure, 2), read.besides) == ("outage", 0.98, ("loss_claim",))
    assert of_ranking([("loss_claim", 0.8), ("outage", ALSO_DOES - 0.01)], None).act == "loss_claim"


@pytest.mark.parametrize(
    ("meant", "taken"),
    [
        (("negated", SURE_HOW_MEANT), Meant.NEGATED),
        (("negated", SURE_HOW_MEANT - 0.01), Meant.STATED),
        (None, Meant.STATED),
    ],
)
def test_an_unsure_way_counts_as_stated(meant: tuple[str, float] | None, taken: Meant) -> None:
    assert of_ranking([("cancel_order", 0.9)], meant).meant is taken


@pytest.mark.parametrize(
    ("intent", "meant", "said"),
    [
        ("cancel_order", "asked", "nothing_cancelled"),
        ("cancel_order", "conditional", "nothing_cancelled"),
        ("cancel_order", "negated", "nothing_cancelled"),
        ("cancel_order", "other", "for_somebody_else"),
        ("request_refund", "asked", "refund_depends"),
        ("request_refund", "negated", "nothing_noted"),
        ("duplicate_payment", "negated", "nothing_noted"),
    ],
)
def test_what_is_not_meant_begins_no_claim(norrnet: Chat, intent: str, meant: str, said: str) -> None:
    assert norrnet.say("and so on", intent, 0.9, meant) == [said]
    assert norrnet.draft.issue is None


def test_a_second_problem_is_kept_and_a_question_beside_it_answered(norrnet: Chat) -> None:
    besides = ("outage", "ask_refund_timing")
    said = _takes(norrnet, "I paid twice and it is down, when is it back", "duplicate_payment", besides=besides)
    assert said == ["utter_kept_for_later", "utter_answer_refund_timing", "utter_ask_order_number"]
    assert (norrnet.draft.issue, norrnet.draft.later) == ("duplicate_payment", ("outage",))


def test_the_chat_goes_on_in_the_language_that_is_written_or_asked_for(norrnet: Chat) -> None:
    assert _takes(norrnet, "ik ben twee keer afgeschreven", "duplicate_payment", language="nl") == [
        "utter_ask_order_number"
    ]
    assert norrnet.dialogue.situation(norrnet.id).language == "nl"
    assert _takes(norrnet, "in english please", "out_of_scope", language="en") == ["utter_ask_order_number"]
    assert norrnet.dialogue.situation(norrnet.id).language == "en"
    assert norrnet.draft.issue == "duplicate_payment"


def _takes(chat: Chat, text: str, intent: str, **more: object) -> list[str]:
    message = Message(chat._sent(text), text, chat.now, intent, 0.9, **more)  # type: ignore[arg-type]
    return [say.response for say in chat.dialogue.take(chat.id, message).says]

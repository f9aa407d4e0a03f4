"""What the model's probabilities come to: the main act, what stands beside it, how it is meant."""

import pytest

from amends.reading.acts import NOTHING, Meant, of_ranking
from amends.reading.thresholds import (
    ALSO_DOES,
    BESIDE_A_QUESTION,
    DOWN_EITHER,
    MAY_BE,
    NEVER_WORKED_EITHER,
    SURE_HOW_MEANT,
)


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


@pytest.mark.parametrize(("sure", "act"), [(0.45, NOTHING), (0.6, "goodbye")])
def test_what_hardly_looks_like_a_farewell_is_none(sure: float, act: str) -> None:
    assert of_ranking([("goodbye", sure), ("greet", 0.1)], None).act == act


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


def test_the_reading_ranks_problems_alone() -> None:
    ranking = [("nlu_fallback", 0.75), ("greet", 0.2), ("outage", 0.2), ("billing_error", MAY_BE - 0.01)]
    assert of_ranking(ranking, None).likely == ("outage",)


@pytest.mark.parametrize(
    ("ranking", "act", "either"),
    [
        ([("outage", 0.9), ("not_activated", NEVER_WORKED_EITHER)], "outage", "not_activated"),
        ([("outage", 0.9), ("not_activated", NEVER_WORKED_EITHER - 0.01)], "outage", None),
        ([("not_activated", 0.7), ("outage", DOWN_EITHER)], "not_activated", "outage"),
        ([("not_activated", 0.7), ("outage", DOWN_EITHER - 0.01)], "not_activated", None),
        ([("dissatisfaction", 0.7), ("outage", 0.2)], "dissatisfaction", None),
        ([("billing_error", 0.6), ("outage", 0.3)], "billing_error", None),
    ],
)
def test_words_that_may_mean_that_it_is_down_or_that_it_never_worked_are_read_as_either(
    ranking: list[tuple[str, float]], act: str, either: str | None
) -> None:
    read = of_ranking(ranking, None)
    assert (read.act, read.either) == (act, either)
    assert either not in read.besides

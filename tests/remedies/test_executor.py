"""Carrying out: once at the backend whatever breaks, and the customer hears what is so."""

import pytest

from amends.errors import BackendInvalid, BackendRefused, BackendUnavailable, BackendUncertain
from amends.remedies.executor import Progress
from tests.remedies.scene import Scene, an_order, approval


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


def moved(scene):
    return [str(movement.amount.amount) for movement in scene.backend.movements]


def test_a_refund_is_made_told_and_closes_the_case(scene):
    case_id, [refund] = scene.granted(approval())
    assert scene.carry_out(refund) is Progress.SETTLED
    assert moved(scene) == ["490.00"]
    assert scene.states() == [("refund", "confirmed")]
    assert scene.status(case_id) == "resolved"
    [text] = scene.said()
    assert "Visa •••• 4242" in text
    assert scene.remedies()[0].reference in text
    assert "490" in text
    assert "5–10" in text
    [mail] = scene.mails()
    assert mail.recipient == "kari@example.com"
    assert text in mail.text


@pytest.mark.parametrize(("language", "words"), [("nl", "Uw terugbetaling"), ("nb", "Refusjonen")])
def test_it_is_told_in_the_customers_language(scene, language, words):
    _, [refund] = scene.granted(approval(), language=language)
    scene.carry_out(refund)
    assert words in scene.said()[0]
    assert words in scene.mails()[0].text


def test_carrying_out_a_second_time_does_and_says_nothing(scene):
    _, [refund] = scene.granted(approval())
    scene.carry_out(refund)
    assert scene.carry_out(refund) is Progress.SETTLED
    assert (len(moved(scene)), len(scene.said()), len(scene.mails())) == (1, 1, 1)


@pytest.mark.parametrize(
    "remedy", ["reactivation", "replacement_service", "account_correction", "technical_correction"]
)
def test_a_remedy_without_money_is_told_too(scene, remedy):
    case_id, [only] = scene.granted(approval(remedy, None))
    scene.carry_out(only)
    assert len(scene.said()) == 1
    assert scene.status(case_id) == "resolved"


def test_the_order_is_cancelled_only_when_the_money_is_back(scene):
    case_id, [refund, cancellation] = scene.granted(approval(cancels=True))
    assert scene.carry_out(cancellation) is Progress.HELD_BACK
    scene.carry_out(refund)
    assert scene.status(case_id) == "carrying_out"
    assert scene.carry_out(cancellation) is Progress.SETTLED
    assert scene.status(case_id) == "resolved"
    assert scene.backend.order("NN-10023").cancelled_at is not None


def test_while_the_backend_is_away_nothing_is_said_and_the_same_key_is_tried_later(scene):
    case_id, [refund] = scene.granted(approval())
    scene.backend.fail(BackendUnavailable("refused"))
    with pytest.raises(BackendUnavailable):
        scene.carry_out(refund)
    assert (moved(scene), scene.said(), scene.status(case_id)) == ([], [], "carrying_out")
    scene.carry_out(refund)
    assert moved(scene) == ["490.00"]


@pytest.mark.parametrize("fault", [BackendUncertain("timed out"), BackendInvalid("half a body")])
@pytest.mark.parametrize("happened", [True, False])
def test_an_unclear_answer_is_cleared_up_by_asking_for_the_key(scene, fault, happened):
    _, [refund] = scene.granted(approval())
    scene.backend.fail(fault, after=happened, only_remedies=True)
    with pytest.raises(type(fault)):
        scene.carry_out(refund)
    assert scene.states() == [("refund", "unknown")]
    assert scene.said() == []
    scene.carry_out(refund)
    assert moved(scene) == ["490.00"]
    assert scene.states() == [("refund", "confirmed")]


def test_a_backend_that_will_not_say_what_happened_settles_nothing(scene):
    _, [refund] = scene.granted(approval())
    scene.backend.fail(BackendUncertain("timed out"), after=True)
    with pytest.raises(BackendUncertain):
        scene.carry_out(refund)
    scene.backend.fail(BackendRefused("who are you?", "unauthorised"))
    with pytest.raises(BackendUncertain):
        scene.carry_out(refund)
    assert scene.states() == [("refund", "unknown")]


def test_a_refusal_frees_the_money_and_calls_a_person(scene):
    case_id, [refund, _] = scene.granted(approval(cancels=True))
    scene.backend.fail(BackendRefused("the card is closed", "card_closed"), only_remedies=True)
    scene.carry_out(refund)
    assert scene.states() == [("refund", "failed"), ("cancellation", "failed")]
    assert scene.status(case_id) == "review"
    assert scene.balances() == {"": (49000, 0, 0), "pay_1": (49000, 0, 0)}
    assert "card" not in scene.said()[0]
    assert scene.told(case_id).count("remedy_failed") == 2
    assert "card_closed" in scene.remedies()[0].last_error


def test_a_refused_cancellation_after_a_refund_leaves_the_refund_and_calls_a_person(scene):
    case_id, [refund, cancellation] = scene.granted(approval(cancels=True))
    scene.carry_out(refund)
    scene.backend.fail(BackendRefused("too late", "too_late"), only_remedies=True)
    scene.carry_out(cancellation)
    assert scene.states() == [("refund", "confirmed"), ("cancellation", "failed")]
    assert scene.status(case_id) == "review"
    assert scene.balances()["pay_1"] == (49000, 49000, 0)


def test_a_person_can_have_a_refused_remedy_tried_again_under_a_new_key(scene):
    case_id, [refund] = scene.granted(approval())
    scene.backend.fail(BackendRefused("the card is closed", "card_closed"), only_remedies=True)
    scene.carry_out(refund)
    [again] = scene.enter(case_id, scene.decide(case_id, approval()), confirmed_by="agent:3")
    assert again != refund
    scene.carry_out(again)
    assert moved(scene) == ["490.00"]
    assert len({row.key for row in scene.remedies()}) == 2


def test_a_split_refund_says_both_parts(database):
    scene = Scene(database, an_order("300.00", "190.00"))
    case_id, ids = scene.granted(approval())
    for each in ids:
        scene.carry_out(each)
    assert moved(scene) == ["300.00", "190.00"]
    assert len(scene.said()) == 2
    assert scene.status(case_id) == "resolved"

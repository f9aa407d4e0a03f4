"""«No wait, that's not it»: nothing more is done about what was understood, and the customer says what it is."""

import pytest

from amends.cases.status import CaseStatus
from tests.assistant.conftest import Chat

NOT_IT = [
    "No wait, that's not it",
    "that is not what I meant",
    "you misunderstood me",
    "nee wacht, dat is niet wat ik bedoel",
    "dat bedoel ik niet",
    "nei vent, det var ikke det",
    "det er ikke det jeg mener",
]


@pytest.mark.parametrize("text", NOT_IT)
def test_a_proposal_for_what_was_not_meant_is_left(norrnet: Chat, text: str) -> None:
    norrnet.say("I ordered it by mistake NN-10030 kari.holm@example.com", "wrong_purchase")
    assert norrnet.say(text, "deny") == ["misunderstood"]
    assert _cases(norrnet) == [("wrong_purchase", CaseStatus.ABANDONED, [])]
    norrnet.say("I want to cancel, I do not need it any more", "cancel_order")
    norrnet.say("Yes, please", yes_no="yes")
    assert _cases(norrnet)[-1] == ("cancel", CaseStatus.CARRYING_OUT, ["N11b"])


@pytest.mark.parametrize("text", NOT_IT)
def test_a_request_for_proof_is_not_answered_by_it(norrnet: Chat, text: str) -> None:
    norrnet.say("the service is down NN-10022 sofie.lund@example.com", "outage")
    assert norrnet.say(text, "deny") == ["misunderstood"]
    assert _cases(norrnet) == [("outage", CaseStatus.ABANDONED, [])]


@pytest.mark.parametrize("text", NOT_IT)
def test_after_a_denial_it_opens_the_question_again(norrnet: Chat, text: str) -> None:
    norrnet.say("it was never activated NN-10013 ola.berg@example.com", "not_activated")
    assert norrnet.say(text, "deny") == ["misunderstood"]
    assert norrnet.draft.asked == "issue"
    assert _cases(norrnet) == [("not_activated", CaseStatus.DENIED, ["N09b"])]


@pytest.mark.parametrize("text", NOT_IT)
def test_before_anybody_is_known_the_problem_is_forgotten(norrnet: Chat, text: str) -> None:
    norrnet.say("I was charged twice", "duplicate_payment")
    assert norrnet.say(text, "deny") == ["misunderstood"]
    norrnet.say("NN-10030 kari.holm@example.com", "give_email")
    assert (norrnet.draft.issue, norrnet.draft.asked) == (None, "issue")


def test_what_it_is_instead_is_taken_at_once(norrnet: Chat) -> None:
    norrnet.say("I want to cancel because of the price NN-10006 kari.holm@example.com", "cancel_order")
    norrnet.say("no, that's not it, my card shows the amount twice", "duplicate_payment")
    assert (norrnet.draft.issue, norrnet.draft.asked, norrnet.draft.later) == ("duplicate_payment", "confirmation", ())


def test_a_long_message_takes_it_back_in_its_first_sentence(itnet: Chat) -> None:
    itnet.say("I don't need it any more, I want to cancel", "cancel_order")
    itnet.say(
        "No wait, that's not it. my card statement shows the same payment two times, I want one of them back",
        "duplicate_payment",
    )
    assert (itnet.draft.issue, itnet.draft.later) == ("duplicate_payment", ())


@pytest.mark.parametrize(
    ("text", "problem", "taken_for"),
    [
        ("Sorry, ik zei het verkeerd. Wat ik bedoel: er is dubbel betaald", "er is dubbel betaald", "correct"),
        ("I said it wrong. It was charged twice", "It was charged twice", "correct"),
        ("Sorry, I put that badly. What I mean is: it was charged twice", "it was charged twice", "correct"),
        (
            "Nei vent, det var ikke det. Jeg betalte to ganger, kan jeg få pengene",
            "Jeg betalte to ganger",
            "request_refund",
        ),
    ],
)
def test_the_clause_that_says_what_it_is_counts(itnet: Chat, text: str, problem: str, taken_for: str) -> None:
    itnet.say("I don't need it any more, I want to cancel", "cancel_order")
    itnet.say(text, taken_for, parts=[(problem, "duplicate_payment")])
    assert (itnet.draft.issue, itnet.draft.later) == ("duplicate_payment", ())


@pytest.mark.parametrize("text", ["yes please", "ja graag", "jazeker"])
def test_a_yes_goes_on_with_the_problem_that_was_offered(itnet: Chat, text: str) -> None:
    itnet.say("I don't need it any more, I want to cancel", "cancel_order")
    itnet.say("my card was charged twice as well", "duplicate_payment")
    offered = itnet.say("IT-20013 daan.visser@example.com", "give_order_number")
    assert offered[-1] == "next_problem"
    itnet.say(text, "affirm")
    assert itnet.draft.issue == "duplicate_payment"


def test_what_was_granted_is_not_taken_back_by_it(norrnet: Chat) -> None:
    norrnet.say("I ordered it by mistake NN-10030 kari.holm@example.com", "wrong_purchase")
    norrnet.say("Yes, please", yes_no="yes")
    assert "misunderstood" not in norrnet.say("no wait, that's not it", "deny")
    assert _cases(norrnet) == [("wrong_purchase", CaseStatus.CARRYING_OUT, ["N11b"])]


def test_a_declared_withdrawal_stands(norrnet: Chat) -> None:
    norrnet.say("I withdraw from this contract NN-10043 ola.berg@example.com", "withdraw")
    assert "misunderstood" not in norrnet.say("no wait, that's not it", "deny")
    assert norrnet.draft.declared is not None


def _cases(chat: Chat) -> list[tuple[str, str, list[str]]]:
    return [(case.issue, case.status, rows) for case, rows in chat.cases()]

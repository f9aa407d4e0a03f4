"""A typed yes or no to what was read from a file counts as its button does, and for nothing else."""

import pytest

from amends.assistant.situation import find
from amends.conversations import log
from amends.db.tables import EvidenceRow
from amends.messages.say import Say
from tests.assistant.conftest import After, Chat
from tests.assistant.moved import cases, moves
from tests.assistant.pictures import read_off

READ = {"error_text": "Status: NOT ACTIVE"}


def read(chat: Chat, number: str = "ev_1", asks: bool = True) -> None:
    """A file of the customer's, read off, and the question whether that is right."""
    read_off(chat, number, READ)
    chat.say("", evidence=number)
    if asks:
        put(chat, Say("utter_evidence_read", {"found": "x", "evidence": number}))


def put(chat: Chat, say: Say) -> None:
    with chat.context.database.begin() as session:
        log.say(session, find(session, chat.id), [say], chat.context.sentences, chat.now)


def speak(chat: Chat, language: str) -> None:
    with chat.context.database.begin() as session:
        find(session, chat.id).language = language


def confirmed(chat: Chat, number: str = "ev_1") -> bool | None:
    with chat.context.database.read() as session:
        return session.get_one(EvidenceRow, number).confirmed_by_customer


def deny(norrnet: Chat) -> None:
    told = "hi, the security alerts were never switched on?? NN-10012 kari.holm@example.com"
    assert norrnet.say(told, "not_activated")[0] == "denied"


@pytest.fixture
def denied(after: After) -> Chat:
    return after("norrnet", deny)


@pytest.mark.parametrize(
    ("language", "text", "is_right"),
    [
        ("en", "yes", True),
        ("en", "that's right", True),
        ("nl", "ja", True),
        ("nl", "ja, klopt", True),
        ("nb", "stemmer", True),
        ("nb", "ja, det stemmer!", True),
        ("en", "no", False),
        ("en", "no, that is wrong", False),
        ("nl", "nee, dat klopt niet", False),
        ("nl", "klopt niet", False),
        ("nb", "nei", False),
        ("nb", "det stemmer ikke", False),
    ],
)
def test_a_typed_answer_after_a_denial_is_taken(denied: Chat, language: str, text: str, is_right: bool) -> None:
    speak(denied, language)
    read(denied)
    said = denied.say(text, "affirm" if is_right else "deny")
    assert confirmed(denied) is is_right
    assert said == (["evidence_read_kept", "review"] if is_right else ["evidence_read_set_aside"])
    assert cases(denied) == [("not_activated", "review" if is_right else "denied")]


def test_what_is_no_plain_answer_is_none_to_the_file(denied: Chat) -> None:
    read(denied)
    for text in ("yes, but the amount is wrong", "is it?", "maybe", "yes to what?"):
        denied.say(text)
        assert confirmed(denied) is None


def test_a_yes_after_a_newer_proposal_is_a_yes_to_that_alone(norrnet: Chat) -> None:
    norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment")
    read(norrnet)
    put(norrnet, norrnet.draft.proposal.say)
    assert norrnet.say("yes") == ["approved_refund"]
    assert confirmed(norrnet) is None


def test_a_yes_to_the_file_moves_nothing_and_the_proposal_is_put_again(norrnet: Chat) -> None:
    norrnet.say("I was charged twice for it, NN-10006 kari.holm@example.com", "duplicate_payment")
    put(norrnet, norrnet.draft.proposal.say)
    read(norrnet)
    assert norrnet.say("yes", "affirm") == ["evidence_read_kept", "confirm"]
    assert confirmed(norrnet) is True
    assert moves(norrnet) == []


def test_the_newest_file_is_answered_and_each_once(denied: Chat) -> None:
    read(denied, "ev_1")
    read(denied, "ev_2")
    denied.say("no", "deny")
    assert (confirmed(denied, "ev_1"), confirmed(denied, "ev_2")) == (None, False)
    denied.say("no", "deny")
    assert confirmed(denied, "ev_2") is False


def test_a_question_that_no_yes_answers_leaves_the_yes_to_the_file(norrnet: Chat) -> None:
    norrnet.say("Your service is down", "outage")
    read(norrnet)
    put(norrnet, Say("utter_offer_person"))
    assert norrnet.draft.asked == "order_number"
    assert norrnet.say("ja, klopt")[0] == "evidence_read_kept"
    assert confirmed(norrnet) is True

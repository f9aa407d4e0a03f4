"""A person is called by asking, by anger, and by three failed tries at one question; a guess only offers one."""

import pytest
from sqlalchemy import select

from amends.assistant import answers
from amends.assistant.claim_state import Collecting
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.remedy_tables import MailRow
from amends.reading.message import Message
from tests.assistant.conftest import Chat

NORA = "IT-20030 nora.lie@example.com"


def names(said: object) -> list[str]:
    return [say.response.removeprefix("utter_") for say in said]  # type: ignore[attr-defined]


def called(chat: Chat, text: str, intent: str, confidence: float = 1.0, turn: str = "call") -> list[str]:
    return names(chat.dialogue.take(chat.id, Message(turn, text, chat.now, intent, confidence)).says)


def lost(chat: Chat, turn: str) -> list[str]:
    return names(chat.dialogue.take(chat.id, Message(turn, "flurble", chat.now, "nlu_fallback")).says)


def cases(chat: Chat) -> list[tuple[str, str]]:
    with chat.context.database.read() as session:
        return [(case.issue, case.status) for case in session.scalars(select(CaseRow).order_by(CaseRow.id))]


def why(chat: Chat) -> list[str]:
    with chat.context.database.read() as session:
        rows = session.scalars(select(CaseEntryRow).where(CaseEntryRow.kind == "handoff").order_by(CaseEntryRow.id))
        return [row.body["why"] for row in rows]


def test_the_third_failed_try_at_one_question_hands_over_without_another_question(norrnet: Chat) -> None:
    norrnet.say("Your service is down", "outage")
    assert norrnet.say("what") == ["not_understood", "ask_order_number_again"]
    assert norrnet.say("bla") == ["explain_order_number", "offer_person"]
    assert norrnet.say("xyzzy") == ["person_after_tries", "handed_over_unverified"]
    assert cases(norrnet) == [("outage", CaseStatus.REVIEW)]
    assert why(norrnet) == ["tries"]
    assert norrnet.draft.state.left == Collecting("order_number")
    assert norrnet.draft.tries == 0


def test_the_third_failed_try_sent_again_is_one_handover(norrnet: Chat) -> None:
    norrnet.say("Your service is down", "outage")
    norrnet.say("what")
    norrnet.say("bla")
    message = Message("third", "xyzzy", norrnet.now, "nlu_fallback")
    first = norrnet.dialogue.take(norrnet.id, message)
    assert norrnet.dialogue.take(norrnet.id, message) == first
    assert why(norrnet) == ["tries"]


def test_a_good_answer_in_between_begins_the_count_anew(norrnet: Chat) -> None:
    norrnet.say("Your service is down", "outage")
    norrnet.say("what")
    norrnet.say("bla")
    norrnet.say("NN-10022", "give_order_number")
    assert norrnet.say("what") == ["not_understood", "ask_email_again"]
    assert cases(norrnet) == []


def test_at_a_question_with_buttons_it_is_the_same(itnet: Chat) -> None:
    itnet.say(f"My minutes were never activated, {NORA}", "not_activated")
    assert itnet.draft.asked == "accepts"
    itnet.say("what")
    assert itnet.say("bla") == ["explain_choice", "offer"]
    assert [payload for _, payload in itnet.draft.turn.says[-1].choices] == ["/talk_to_human"]
    assert itnet.say("xyzzy")[0] == "person_after_tries"
    assert cases(itnet) == [("not_activated", CaseStatus.REVIEW)]


def test_three_messages_that_nothing_came_of_call_a_person_before_anything_was_asked(itnet: Chat) -> None:
    assert lost(itnet, "1") == ["not_understood_at_all"]
    assert lost(itnet, "2") == ["not_understood_at_all"]
    assert lost(itnet, "2") == ["not_understood_at_all"]
    assert lost(itnet, "3") == ["person_after_tries", "handed_over_unverified"]
    assert lost(itnet, "4") == ["added_to_case"]
    assert why(itnet) == ["tries"]


def test_an_answer_to_a_question_in_between_begins_that_count_anew(itnet: Chat) -> None:
    lost(itnet, "1")
    lost(itnet, "2")
    answers.told(
        itnet.context,
        itnet.dialogue.situation(itnet.id),
        Message("3", "how long does a refund take", itnet.now, "ask_refund_timing"),
    )
    assert lost(itnet, "4") == ["not_understood_at_all"]
    assert cases(itnet) == []


def test_clear_anger_hands_over_at_once_and_says_sorry(itnet: Chat) -> None:
    itnet.say(f"My minutes were never activated, {NORA}", "not_activated")
    assert itnet.say("you are useless", "frustrated", 0.8)[0] == "person_after_anger"
    assert why(itnet) == ["anger"]
    assert cases(itnet) == [("not_activated", CaseStatus.REVIEW)]


def test_anger_while_a_person_has_the_case_sends_no_second_mail(itnet: Chat) -> None:
    itnet.say(f"My minutes were never activated, {NORA}", "not_activated")
    called(itnet, "this is a joke", "frustrated", turn="one")
    assert called(itnet, "you are useless", "frustrated", turn="two") == ["person_has_it_angry"]
    with itnet.context.database.read() as session:
        assert len(session.scalars(select(MailRow)).all()) == 1


@pytest.mark.parametrize(("intent", "offer"), [("frustrated", "frustrated"), ("talk_to_human", "offer_person")])
def test_a_guess_offers_a_person_and_opens_no_case(itnet: Chat, intent: str, offer: str) -> None:
    assert called(itnet, "hm, people", intent, 0.3) == [offer]
    assert cases(itnet) == []


@pytest.mark.parametrize("intent", ["frustrated", "talk_to_human"])
def test_a_guess_in_the_middle_of_a_question_does_not_end_it(norrnet: Chat, intent: str) -> None:
    norrnet.say("Your service is down", "outage")
    assert norrnet.say("hm, people", intent, 0.3) == ["not_understood", "ask_order_number_again"]


def test_an_angry_story_is_an_explanation_whatever_its_tone(itnet: Chat) -> None:
    itnet.say("", "choose", issue="not_activated")
    itnet.say("IT-20029")
    itnet.say("clara.vogel@example.com")
    assert itnet.draft.asked == "explanation"
    story = "This is ridiculous, I have been waiting since Monday and nobody has told me when it will work"
    assert itnet.say(story, "frustrated", 0.9)[0] != "person_after_anger"
    assert itnet.draft.explanation == story


def test_an_outburst_is_no_explanation(itnet: Chat) -> None:
    itnet.say("", "choose", issue="not_activated")
    for text in ("IT-20029", "clara.vogel@example.com"):
        itnet.say(text, "x")
    assert itnet.draft.asked == "explanation"
    assert itnet.say("This is ridiculous", "frustrated", 1.0)[0] == "person_after_anger"


def test_a_call_sent_again_is_one_call(itnet: Chat) -> None:
    itnet.say(f"My minutes were never activated, {NORA}", "not_activated")
    assert called(itnet, "a person", "talk_to_human") == called(itnet, "a person", "talk_to_human")
    assert why(itnet) == ["asked"]
    with itnet.context.database.read() as session:
        assert len(session.scalars(select(MailRow)).all()) == 1

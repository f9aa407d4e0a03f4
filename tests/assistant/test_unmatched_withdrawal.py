"""A withdrawal declared in the chat by somebody whose order stays unknown is a case, and a person's in the end."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from amends.db.job_kinds import JobKind
from amends.db.tables import CaseEntryRow, CaseRow, EventRow, JobRow
from amends.desk.reminders import Reminders
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, mails, moves

DECLARED = [
    "I withdraw from the contract",
    "hierbij ontbind ik de overeenkomst",
    "jeg vil gå fra avtalen",
]


def case(chat: Chat) -> CaseRow:
    with chat.context.database.read() as session:
        return session.scalars(select(CaseRow).order_by(CaseRow.id)).one()


def silent(chat: Chat, minutes: int) -> None:
    """So long nothing comes; the worker does what is due by then."""
    chat.now += timedelta(minutes=minutes)
    with chat.context.database.read() as session:
        due = select(JobRow).where(
            JobRow.kind == JobKind.LOOK_AT_SILENCE, JobRow.due_at <= chat.now, JobRow.state == "waiting"
        )
        jobs = [job.body for job in session.scalars(due)]
    for body in jobs:
        Reminders(chat.claims).look(body["case_id"], body["step"], datetime.fromisoformat(body["since"]))


def last_said(chat: Chat) -> str:
    with chat.context.database.read() as session:
        bot = select(EventRow).where(EventRow.author == "bot").order_by(EventRow.id.desc())
        return str(session.scalars(bot).first().body["text"])


@pytest.mark.parametrize("text", DECLARED)
@pytest.mark.parametrize("intent", ["withdraw", "nlu_fallback"])
def test_it_is_a_case_from_the_first_word_on(norrnet: Chat, text: str, intent: str) -> None:
    assert norrnet.say(text, intent) == ["withdrawal_counts", "ask_order_number"]
    assert cases(norrnet) == [("withdraw", "collecting")]
    assert case(norrnet).conversation_id == norrnet.id


@pytest.mark.parametrize("text", DECLARED)
def test_who_leaves_is_not_lost_a_person_has_it_after_half_an_hour(norrnet: Chat, text: str) -> None:
    norrnet.say(text, "withdraw")
    silent(norrnet, 29)
    assert cases(norrnet) == [("withdraw", "collecting")]
    silent(norrnet, 2)
    assert cases(norrnet) == [("withdraw", "review")]
    assert case(norrnet).due_at is not None
    with norrnet.context.database.read() as session:
        why = session.scalars(select(CaseEntryRow).where(CaseEntryRow.kind == "handoff")).one()
        assert why.body["why"] == "withdrawal_unmatched"
    assert "person is looking at your withdrawal" in last_said(norrnet)
    assert mails(norrnet) == []
    silent(norrnet, 600)
    assert cases(norrnet) == [("withdraw", "review")]


def test_half_an_hour_begins_with_the_last_word(norrnet: Chat) -> None:
    norrnet.say(DECLARED[0], "withdraw")
    norrnet.now += timedelta(minutes=20)
    norrnet.say("how long does that take?", "ask_refund_timing")
    silent(norrnet, 15)
    assert cases(norrnet) == [("withdraw", "collecting")]
    silent(norrnet, 20)
    assert cases(norrnet) == [("withdraw", "review")]


@pytest.mark.parametrize(
    "text",
    [
        "I don't know the number",
        "no idea",
        "i cant find it",
        "dat weet ik niet",
        "ik heb geen bestelnummer",
        "geen idee, ben hem kwijt",
        "det vet jeg ikke",
        "jeg har ikke noe ordrenummer",
        "husker ikke",
    ],
)
@pytest.mark.parametrize("intent", ["nlu_fallback", "deny"])
def test_who_does_not_know_the_number_gets_a_person_at_once(norrnet: Chat, text: str, intent: str) -> None:
    norrnet.say(DECLARED[0], "withdraw")
    assert norrnet.say(text, intent) == ["withdrawal_with_person"]
    assert cases(norrnet) == [("withdraw", "review")]


def test_an_address_alone_is_acknowledged_to(norrnet: Chat) -> None:
    norrnet.say(f"{DECLARED[0]}, I am kari.holm@example.com", "withdraw")
    assert norrnet.say("no idea", "nlu_fallback") == ["withdrawal_received", "withdrawal_with_person"]
    assert [(mail.kind, mail.recipient) for mail in mails(norrnet)] == [
        ("withdrawal_declared", "kari.holm@example.com"),
        ("case_news", "kari.holm@example.com"),
    ]


def test_the_number_that_comes_after_all_is_matched_and_acknowledged(norrnet: Chat) -> None:
    norrnet.say(DECLARED[0], "withdraw")
    norrnet.say("no idea", "nlu_fallback")
    assert norrnet.say("it is NN-10043 ola.berg@example.com", "give_order_number") == [
        "case_identified",
        "withdrawal_received",
    ]
    assert cases(norrnet) == [("withdraw", "review")]


def test_who_says_who_they_are_goes_on_in_the_one_case(norrnet: Chat) -> None:
    norrnet.say(DECLARED[0], "withdraw")
    assert norrnet.say("NN-10043 ola.berg@example.com") == ["withdrawal_received", "ask_withdrawal"]
    assert cases(norrnet) == [("withdraw", "collecting")]
    norrnet.say("yes")
    assert cases(norrnet) == [("withdraw", "carrying_out")]
    assert len(moves(norrnet)) == 2


def test_what_was_begun_in_another_chat_goes_on_and_leaves_no_second_case(norrnet: Chat) -> None:
    norrnet.say(f"{DECLARED[0]} NN-10043 ola.berg@example.com", "withdraw")
    norrnet.open()
    norrnet.say(DECLARED[0], "withdraw")
    norrnet.say("NN-10043 ola.berg@example.com")
    norrnet.say("yes")
    assert cases(norrnet) == [("withdraw", "carrying_out"), ("withdraw", "abandoned")]


def test_declared_again_after_a_denial_is_the_denied_case(norrnet: Chat) -> None:
    norrnet.say(f"{DECLARED[0]} NN-10039 ola.berg@example.com", "withdraw")
    assert norrnet.say("yes")[0] == "denied"
    norrnet.open()
    norrnet.say(DECLARED[0], "withdraw")
    norrnet.say("NN-10039 ola.berg@example.com")
    norrnet.say("yes")
    assert cases(norrnet) == [("withdraw", "denied"), ("withdraw", "abandoned")]


def test_a_claim_of_another_kind_opens_nothing_before_it_is_known_whose_it_is(norrnet: Chat) -> None:
    norrnet.say("Your service is down", "outage")
    assert cases(norrnet) == []
    assert norrnet.say("no idea", "nlu_fallback") == ["where_order_number", "ask_order_number_again"]

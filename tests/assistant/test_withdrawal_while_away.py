"""A withdrawal that is declared while the order system is away: acknowledged at once, kept, and matched afterwards."""

import pytest
from sqlalchemy import select

from amends.assistant.redecision import Redecision
from amends.cases.status import CaseStatus
from amends.db.tables import CaseRow, EventRow, JobRow
from amends.errors import BackendUnavailable
from amends.messages.say import Say
from tests.assistant.conftest import NOW, Chat
from tests.assistant.moved import cases, mails, moves

DECLARED = "hierbij ontbind ik de overeenkomst IT-20063, clara.vogel@example.com"


def away(chat: Chat, text: str, **choice: str) -> list[str]:
    """What is said to a message while the order system does not answer."""
    chat.backend.fail(BackendUnavailable("away"))
    return chat.say(text, **choice)


def back(chat: Chat) -> None:
    """The order system answers again, and the worker goes on."""
    Redecision(chat.claims).resume(1)


def heard(chat: Chat) -> list[str]:
    with chat.context.database.read() as session:
        said = select(EventRow.body).where(EventRow.conversation_id == chat.id, EventRow.author == "bot")
        return [str(body.get("text", "")) for body in session.scalars(said.order_by(EventRow.id))]


def case(chat: Chat) -> CaseRow:
    with chat.context.database.read() as session:
        return session.scalars(select(CaseRow)).one()


def test_it_is_acknowledged_in_the_chat_and_by_mail_at_once(itnet: Chat) -> None:
    assert away(itnet, DECLARED) == ["withdrawal_received", "parked"]
    (mail,) = mails(itnet)
    assert mail.recipient == "clara.vogel@example.com"
    assert "this contract: IT-20063\n" in mail.text
    assert "Received: Wednesday, 18 November 2026, 11:00:20 CET\n" in mail.text
    assert (cases(itnet), case(itnet).email, moves(itnet)) == ([("withdraw", "collecting")], None, [])


def test_when_it_is_back_the_statement_is_matched_and_not_acknowledged_again(itnet: Chat) -> None:
    away(itnet, DECLARED)
    declared = itnet.draft.declared
    back(itnet)
    assert (case(itnet).order_number, case(itnet).email) == ("IT-20063", "clara.vogel@example.com")
    assert (itnet.draft.declared, itnet.draft.asked) == (declared, "withdrawal")
    assert [mail.kind for mail in mails(itnet)] == ["withdrawal_declared", "case_news"]
    assert itnet.say("yes", yes_no="yes") == ["approved_refund_and_cancel"]
    assert [kind for _, kind, _ in moves(itnet)] == ["refund", "cancellation"]


def test_what_then_matches_no_order_goes_to_a_person_and_is_told(itnet: Chat) -> None:
    away(itnet, "I would like to withdraw from the contract IT-20063, somebody.else@example.com")
    back(itnet)
    assert (case(itnet).status, case(itnet).email) == (CaseStatus.REVIEW, None)
    told = itnet.context.sentences.text(Say("utter_withdrawal_with_person", {"due": "…", "support": "…"}), "en")
    assert heard(itnet)[-1].startswith(told.partition("…")[0])
    assert [mail.recipient for mail in mails(itnet)] == ["somebody.else@example.com"] * 2
    assert "IT-20063" not in mails(itnet)[1].text
    assert itnet.say("IT-20063 clara.vogel@example.com") == ["case_identified"]


def test_said_twice_it_is_acknowledged_once_but_a_corrected_address_gets_one_too(itnet: Chat) -> None:
    away(itnet, "hierbij ontbind ik de overeenkomst IT-20063, clara.vogl@example.com")
    away(itnet, "hierbij ontbind ik de overeenkomst IT-20063")
    away(itnet, "sorry, it is clara.vogel@example.com")
    assert [mail.recipient for mail in mails(itnet)] == ["clara.vogl@example.com", "clara.vogel@example.com"]


def test_the_second_step_is_a_statement_too(itnet: Chat) -> None:
    itnet.say("IT-20063 clara.vogel@example.com")
    itnet.say("/withdraw")
    assert away(itnet, "yes", yes_no="yes") == ["withdrawal_received", "parked"]
    back(itnet)
    assert [kind for _, kind, _ in moves(itnet)] == ["refund", "cancellation"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Jeg bruker 14 dagers angrerett", "order_number"),
        ("Jeg bruker 14 dagers angrerett, IT-20063", "email"),
        ("Jeg bruker 14 dagers angrerett, clara.vogel@example.com", "order_number"),
    ],
)
def test_without_whom_to_acknowledge_it_to_it_counts_already(itnet: Chat, text: str, asked: str) -> None:
    assert itnet.say(text) == ["withdrawal_counts", f"ask_{asked}"]
    declared = itnet.draft.declared
    assert (declared - NOW).total_seconds() == 20
    said = [itnet.say("IT-20063"), away(itnet, "clara.vogel@example.com")]
    assert "withdrawal_received" in said[0] + said[1]
    assert "withdrawal_counts" not in said[0] + said[1]
    assert itnet.draft.declared == declared
    assert "11:00:20" in mails(itnet)[0].text


def test_one_address_is_not_mailed_at_by_way_of_the_chat(itnet: Chat) -> None:
    for _ in range(6):
        assert away(itnet, DECLARED)[0] == "withdrawal_received"
        itnet.open()
    assert away(itnet, DECLARED) == ["withdrawal_kept", "parked"]
    assert len(mails(itnet)) == 6
    with itnet.context.database.read() as session:
        jobs = session.scalars(select(JobRow).where(JobRow.kind == "case.decide")).all()
    assert len(jobs) == 7

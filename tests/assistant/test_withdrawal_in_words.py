"""A withdrawal declared in the customer's own words: recognised at any point, acknowledged at once, in two steps."""

import pytest
from sqlalchemy import select

from amends.assistant import abandonment
from amends.db.tables import CaseRow, JobRow
from tests.assistant.conftest import Chat
from tests.assistant.moved import cases, mails, moves

DECLARED = [
    (
        "nl",
        "Geachte heer/mevrouw, hierbij maak ik gebruik van mijn herroepingsrecht en ontbind ik de overeenkomst met "
        "bestelnummer IT-20063. clara.vogel@example.com",
    ),
    ("nl", "ik wil van het contract af, IT-20063, clara.vogel@example.com"),
    ("nb", "Jeg angrer på kjøpet og vil gå fra avtalen. IT-20063 clara.vogel@example.com"),
    ("en", "I withdraw from the contract IT-20063, clara.vogel@example.com"),
]


@pytest.mark.parametrize(("_language", "text"), DECLARED)
@pytest.mark.parametrize("intent", ["nlu_fallback", "outage", "request_refund", "cancel_order"])
def test_it_is_recognised_whatever_else_it_is_taken_for(itnet: Chat, _language: str, text: str, intent: str) -> None:
    assert itnet.say(text, intent) == ["withdrawal_received", "ask_withdrawal"]
    assert cases(itnet) == [("withdraw", "collecting")]
    assert [mail.recipient for mail in mails(itnet)] == ["clara.vogel@example.com"]
    assert moves(itnet) == []


@pytest.mark.parametrize("yes", ["ja", "ja hoor", "ja, ik bevestig", "yes withdraw", "ja, bekreft", "ja det stemmer"])
def test_its_second_step_takes_a_plain_yes_and_acknowledges_no_second_time(itnet: Chat, yes: str) -> None:
    itnet.say(DECLARED[0][1])
    assert "€" in itnet.draft.proposal.text
    said = itnet.say(yes)
    assert said == ["approved_refund_and_cancel"]
    assert [kind for _, kind, _ in moves(itnet)] == ["refund", "cancellation"]
    assert len(mails(itnet)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I withdraw from the contract IT-20057",
        "I withdraw from the agreement, wait no",
        "I take back that I withdraw from the contract",
        "Herroeping bevestigen?",
        "ik wil van het contract af",
    ],
)
def test_only_a_plain_yes_confirms_at_the_second_step(itnet: Chat, text: str) -> None:
    itnet.say(DECLARED[1][1])
    itnet.say(text)
    assert moves(itnet) == []


def test_what_was_declared_stays_with_its_order(itnet: Chat) -> None:
    itnet.say(DECLARED[1][1])
    itnet.say("my order is IT-20053, sanne.bakker@example.com", "correct")
    assert itnet.draft.declared is None
    assert [mail.recipient for mail in mails(itnet)] == ["clara.vogel@example.com"]


def test_an_old_problem_button_does_not_turn_it_into_another_claim(itnet: Chat) -> None:
    itnet.say(DECLARED[1][1])
    assert itnet.say("", issue="dissatisfaction") == ["kept_for_later", "ask_withdrawal"]
    assert cases(itnet) == [("withdraw", "collecting")]


@pytest.mark.parametrize("status", ["review", "denied", "waiting"])
def test_it_comes_before_the_case_that_the_chat_was_about(itnet: Chat, status: str) -> None:
    itnet.say("It is not what I expected, IT-20063 clara.vogel@example.com", "dissatisfaction")
    itnet.say("yes" if status == "done" else "no")
    with itnet.context.database.begin() as session:
        case = session.scalars(select(CaseRow)).one()
        case.status = status
        case.due_at = itnet.now if status != "denied" else None
    said = itnet.say("Hierbij ontbind ik de overeenkomst. Wanneer krijg ik mijn geld terug?")
    assert said == ["withdrawal_received", "ask_withdrawal"]


def test_at_another_proposal_it_is_heard_although_it_says_when(itnet: Chat) -> None:
    itnet.say("It is not what I expected, IT-20063 clara.vogel@example.com", "dissatisfaction")
    said = itnet.say("I withdraw from the contract because it never worked when I needed it")
    assert said == ["withdrawal_received", "ask_withdrawal"]


def test_stopping_after_it_was_declared_takes_it_back_in_writing(itnet: Chat) -> None:
    itnet.say(DECLARED[0][1])
    abandonment.stop(itnet.context, itnet.dialogue.situation(itnet.id))
    assert cases(itnet) == [("withdraw", "abandoned")]
    assert len(mails(itnet)) == 2


def test_nobody_is_left_alone_with_a_statement(itnet: Chat) -> None:
    itnet.say(DECLARED[0][1])
    with itnet.context.database.read() as session:
        jobs = session.scalars(select(JobRow).where(JobRow.kind == "desk.look_at_silence")).all()
    assert len(jobs) == 1


def test_a_chat_that_is_locked_names_the_page(itnet: Chat) -> None:
    itnet.say("hierbij ontbind ik de overeenkomst")
    said: list[str] = []
    for attempt in range(5):
        said = itnet.say(f"IT-20063 no{attempt}@example.com")
    assert said == ["identity_locked", "withdraw_on_page"]


def test_how_much_comes_back_can_be_asked_at_the_confirmation(itnet: Chat) -> None:
    itnet.say(DECLARED[0][1])
    assert itnet.say("ok but how much will i get back?") == ["proposed_amount", "ask_withdrawal"]


def test_it_is_acknowledged_as_soon_as_the_customer_is_known(itnet: Chat) -> None:
    assert itnet.say("hierbij ontbind ik de overeenkomst") == ["withdrawal_counts", "ask_order_number"]
    declared = itnet.draft.declared
    assert itnet.say("IT-20063") == ["ask_email"]
    assert itnet.say("clara.vogel@example.com") == ["withdrawal_received", "ask_withdrawal"]
    assert itnet.draft.declared == declared
    assert len(mails(itnet)) == 1


def test_taken_back_it_is_noted_as_taken_back_in_the_chat_and_by_mail(itnet: Chat) -> None:
    itnet.say(DECLARED[0][1])
    assert itnet.say("nee, niet herroepen", yes_no="no") == ["withdrawal_taken_back"]
    assert cases(itnet) == [("withdraw", "abandoned")]
    assert len(mails(itnet)) == 2
    assert moves(itnet) == []


def test_it_comes_before_a_claim_that_is_under_way(itnet: Chat) -> None:
    itnet.say("The VPN did not connect at all, IT-20053 sanne.bakker@example.com", "outage")
    assert itnet.say("jeg vil gå fra avtalen") == ["withdrawal_received", "ask_withdrawal"]
    assert (itnet.draft.issue, itnet.draft.later) == ("withdraw", ("outage",))


@pytest.mark.parametrize("text", ["can I withdraw from the contract?", "hoe werkt herroepen?", "kan jeg angre kjøpet?"])
def test_a_question_about_it_declares_nothing(itnet: Chat, text: str) -> None:
    itnet.say(f"{text} IT-20063 clara.vogel@example.com")
    assert itnet.draft.declared is None
    assert mails(itnet) == []

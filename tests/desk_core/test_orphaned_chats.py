"""No chat is a person's without standing in a queue."""

import pytest

from amends.cases.status import CaseStatus
from amends.conversations import ownership
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.desk.orphaned_chats import OrphanedChats
from tests.desk_core.scene import ANNA


def given_up(desk, talk):
    with desk.database.begin() as session:
        ownership.hand_to_person(session, session.get_one(ConversationRow, talk), by="system", now=desk.now)


def test_a_chat_that_the_bot_gave_up_gets_a_case_with_a_promise_once(desk):
    talk = desk.chat()
    given_up(desk, talk)
    assert OrphanedChats(desk.context).adopt() == 1
    assert OrphanedChats(desk.context).adopt() == 0
    with desk.database.read() as session:
        (case,) = session.query(CaseRow).filter_by(conversation_id=talk)
    assert case.status == CaseStatus.REVIEW
    assert case.due_at is not None


@pytest.mark.parametrize("owner", ["bot", "person"])
def test_a_chat_with_an_open_case_or_with_the_bot_is_left_alone(desk, owner):
    number = desk.case() if owner == "person" else None
    talk = desk.row(number).conversation_id if number else desk.chat()
    if owner == "person":
        given_up(desk, talk)
    assert OrphanedChats(desk.context).adopt() == 0


def test_a_chat_in_which_a_person_closed_the_case_gets_no_new_one(desk):
    number = desk.case()
    desk.takeover.take_over(ANNA, number)
    desk.case_actions.close(ANNA, number)
    assert OrphanedChats(desk.context).adopt() == 0


def test_a_chat_whose_case_was_closed_is_not_adopted_again(desk):
    talk = desk.chat()
    given_up(desk, talk)
    stranded = OrphanedChats(desk.context)
    assert stranded.adopt() == 1
    with desk.database.read() as session:
        number = session.get_one(CaseRow, session.get_one(ConversationRow, talk).case_id).number
    desk.case_actions.close(ANNA, number)
    assert stranded.adopt() == 0

"""Whose a case is, notes and labels, closing, reopening, merging, answering, prepared answers."""

from dataclasses import replace

import pytest

from amends.audit.verify import entries
from amends.cases.status import CaseStatus
from amends.db.desk_tables import DeskCaseRow, LabelRow
from amends.errors import CannotBeDone, InvalidMessage, NotFound, NotPermitted
from tests.desk_core.scene import ANNA, BO, SUSAN


def owner(desk, number):
    with desk.database.read() as session:
        return session.get_one(DeskCaseRow, desk.row(number).id).assigned_to


def test_a_case_is_claimed_by_one_person_at_a_time(desk):
    number = desk.case()
    desk.case_actions.claim(ANNA, number)
    with pytest.raises(CannotBeDone, match="Anna"):
        desk.case_actions.claim(BO, number)
    assert owner(desk, number) == "ag_anna"


def test_only_ones_own_case_can_be_transferred_except_by_who_may_assign(desk):
    number = desk.case()
    desk.case_actions.claim(ANNA, number)
    with pytest.raises(NotPermitted):
        desk.case_actions.transfer(BO, number, BO)
    desk.case_actions.transfer(ANNA, number, BO)
    assert owner(desk, number) == "ag_bo"
    desk.case_actions.transfer(SUSAN, number, None)
    assert owner(desk, number) is None


def test_nobody_gets_a_case_of_a_merchant_they_do_not_work_for(desk):
    stranger = replace(BO, merchants=frozenset({"itnet"}))
    with pytest.raises(CannotBeDone):
        desk.case_actions.assign(SUSAN, desk.case(), stranger)


def test_labels_are_put_on_once_and_taken_off(desk):
    number = desk.case()
    for label in ("  Very\n Urgent ", "very urgent"):
        desk.case_actions.label(ANNA, number, label)
    with desk.database.read() as session:
        assert [row.label for row in session.query(LabelRow)] == ["Very Urgent"]
    desk.case_actions.label(ANNA, number, "very urgent", on=False)
    with desk.database.read() as session:
        assert session.query(LabelRow).count() == 0
    with pytest.raises(CannotBeDone):
        desk.case_actions.label(ANNA, number, "x" * 41)


def test_words_of_people_are_in_the_timeline_and_only_their_digest_in_the_log_that_nobody_can_erase(desk):
    number = desk.case()
    desk.case_actions.note(ANNA, number, "a secret of the customer")
    with desk.database.read() as session:
        (note,) = [entry for entry in entries(session, "norrnet") if entry.action == "note"]
    assert "secret" not in str(note.body)
    assert len(note.body["sha256"]) == 64
    assert "note" in desk.told(number)


def test_closing_tells_the_customer_what_was_written(desk):
    number = desk.case()
    desk.case_actions.close(ANNA, number, "We talked on the phone.")
    assert desk.status(number) == CaseStatus.RESOLVED
    assert "We talked on the phone." in desk.said(number, "agent")
    assert "We talked on the phone." in desk.mails()[-1].text
    with pytest.raises(CannotBeDone):
        desk.case_actions.close(ANNA, number)


@pytest.mark.parametrize(("language", "again"), [("en", "write again"), ("nl", "weer"), ("nb", "skrive igjen")])
@pytest.mark.parametrize("text", ["", "  \n "])
def test_closing_without_words_tells_the_customer_so_and_that_they_can_write_again(desk, language, again, text):
    number = desk.case(language=language)
    desk.case_actions.close(ANNA, number, text)
    (said,) = desk.said(number, "agent")
    assert number in said
    assert "Anna" in said
    assert again in said
    (sent,) = desk.mails()
    assert said in sent.text
    assert [b["title"] for b in desk.events(number)[-1].body["buttons"]] == ["1", "2", "3", "4", "5"]


def test_a_case_without_a_chat_is_closed_by_mail(desk):
    number = desk.case()
    with desk.database.begin() as session:
        desk.row(number, session).conversation_id = None
    desk.case_actions.close(ANNA, number)
    (sent,) = desk.mails()
    assert number in sent.text


def test_a_closed_case_is_reopened_with_a_promise(desk):
    number = desk.case()
    with pytest.raises(CannotBeDone):
        desk.case_actions.reopen(ANNA, number, "why")
    desk.case_actions.close(ANNA, number)
    desk.case_actions.reopen(ANNA, number, "the customer called")
    assert desk.status(number) == CaseStatus.REVIEW
    assert desk.row(number).due_at is not None
    assert "Anna" in desk.said(number, "agent")[-1]


def test_an_answer_is_mailed_only_to_a_customer_who_is_not_there(desk):
    number = desk.case()
    desk.customer(desk.row(number).conversation_id, "hello?")
    desk.later(seconds=119)
    desk.replying.reply(ANNA, number, "I am here.")
    assert desk.mails() == []
    desk.later(seconds=1)
    desk.replying.reply(ANNA, number, "Are you still there?")
    assert "Are you still there?" in desk.mails()[-1].text
    assert desk.mails()[-1].recipient == "kari@example.com"
    last = desk.events(number)[-1]
    assert (last.author, last.body["data"]) == ("agent", {"agent": "Anna"})
    with pytest.raises(InvalidMessage):
        desk.replying.reply(ANNA, number, "  ")


def test_nothing_is_mailed_to_an_address_that_was_never_matched(desk):
    number = desk.case(verified=False)
    desk.replying.reply(ANNA, number, "hello")
    assert desk.mails() == []


def test_prepared_answers_are_filled_in_in_the_customers_language(desk):
    number = desk.case(language="nb")
    assert "Anna" not in desk.replying.canned_text(ANNA, number, "one_moment")
    assert number in desk.replying.canned_text(ANNA, number, "goodbye")
    assert "NN-10023" in desk.replying.canned_text(ANNA, number, "asked_colleague")
    names = [each.name for each in desk.replying.canned(ANNA, number)]
    assert "welcome" not in names  # this customer's name is not known
    with pytest.raises(NotFound):
        desk.replying.canned_text(ANNA, number, "welcome")
    assert all("{" not in each.text for each in desk.replying.canned(ANNA, number))


def test_who_had_a_case_is_told_that_it_was_taken(desk):
    number = desk.case()
    desk.case_actions.claim(BO, number)
    desk.case_actions.assign(SUSAN, number, ANNA)
    assert (desk.notices(BO, number), desk.notices(ANNA, number)) == (["lost"], ["given"])

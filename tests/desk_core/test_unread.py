"""Who closes the chat gets the answer by e-mail, once, however quick it was; who reads it there does not need to."""

import threading

from sqlalchemy import select

from amends.db import outbox
from amends.db.case_tables import CaseEntryRow
from amends.db.job_kinds import JobKind
from amends.db.outbox import Job
from amends.db.remedy_tables import JobRow
from amends.desk.unread import MAIL_AFTER
from tests.desk_core.scene import ANNA
from tests.desk_core.working import work, worker_of


def answered(desk, *texts):
    """A customer writes, and a minute later a person answers; the number of the case."""
    number = desk.reviewed()
    desk.customer(desk.row(number).conversation_id, "hello?")
    desk.later(minutes=1)
    for text in texts or ("I am here.",):
        desk.replying.reply(ANNA, number, text)
        desk.later(seconds=10)
    return number


def jobs(desk):
    with desk.database.read() as session:
        return list(session.scalars(select(JobRow).where(JobRow.kind == JobKind.MAIL_UNREAD).order_by(JobRow.id)))


def lines(desk, kind):
    with desk.database.read() as session:
        return [entry.body for entry in session.scalars(select(CaseEntryRow).where(CaseEntryRow.kind == kind))]


def test_a_quick_answer_is_mailed_to_a_customer_who_closed_the_chat(desk):
    answered(desk)
    desk.now = jobs(desk)[0].created_at + MAIL_AFTER
    work(desk)
    (sent,) = desk.mails()
    assert "I am here." in sent.text
    assert sent.recipient == "kari@example.com"
    assert lines(desk, "mailed_unread") == [{"answers": 1}]


def test_nothing_is_mailed_before_that(desk):
    answered(desk)
    desk.now = jobs(desk)[0].due_at - desk.now.resolution
    work(desk)
    assert desk.mails() == []


def test_who_writes_in_the_chat_meanwhile_has_read_it(desk):
    number = answered(desk)
    desk.customer(desk.row(number).conversation_id, "thank you")
    desk.later(hours=1)
    work(desk)
    assert desk.mails() == []
    assert {job.state for job in jobs(desk)} == {"done"}
    assert lines(desk, "mailed_unread") == []


def test_several_answers_are_one_mail_in_their_order(desk):
    answered(desk, "First.", "Second.", "Third.")
    desk.later(hours=1)
    work(desk)
    (sent,) = desk.mails()
    assert sent.text.index("First.") < sent.text.index("Second.") < sent.text.index("Third.")
    assert lines(desk, "mailed_unread") == [{"answers": 3}]


def test_only_what_came_after_the_customers_last_word_is_mailed(desk):
    number = answered(desk, "Which order is it?")
    desk.customer(desk.row(number).conversation_id, "the first one")
    desk.replying.reply(ANNA, number, "Done.")
    desk.later(hours=1)
    work(desk)
    (sent,) = desk.mails()
    assert "Done." in sent.text
    assert "Which order" not in sent.text


def test_an_answer_to_a_customer_who_is_away_takes_along_what_was_not_read(desk):
    number = answered(desk, "One moment.")
    desk.later(minutes=2)
    desk.replying.reply(ANNA, number, "It is done.")
    (sent,) = desk.mails()
    assert "One moment." in sent.text
    assert "It is done." in sent.text
    assert [body["mailed"] for body in lines(desk, "reply")] == [False, True]
    desk.later(hours=1)
    work(desk)
    assert len(desk.mails()) == 1


def test_what_was_not_read_stands_before_what_is_mailed_at_once(desk):
    number = answered(desk, "The fault was ours.")
    desk.case_actions.close(ANNA, number, "That is all.")
    desk.later(hours=1)
    work(desk)
    (sent,) = desk.mails()
    assert sent.text.index("The fault was ours.") < sent.text.index("That is all.")


def test_a_question_of_the_bot_in_between_is_not_mailed_as_a_persons_answer(desk):
    number = answered(desk, "I hand you back.")
    desk.takeover.take_over(ANNA, number)
    desk.takeover.hand_back(ANNA, number)
    desk.later(hours=1)
    work(desk)
    (sent,) = desk.mails()
    assert "I hand you back." in sent.text
    assert "left this conversation" not in sent.text


def test_a_worker_that_dies_before_its_own_note_mails_it_once(desk):
    answered(desk)
    desk.later(hours=1)
    (row,) = jobs(desk)
    job = Job(row.id, row.kind, row.body, 1, desk.now)
    handler = worker_of(desk).handlers.by_kind()[JobKind.MAIL_UNREAD]
    handler(job)
    handler(job)
    assert len(desk.mails()) == 1


def test_two_workers_at_once_mail_it_once(desk):
    answered(desk, "First.", "Second.")
    desk.later(hours=1)
    handler = worker_of(desk).handlers.by_kind()[JobKind.MAIL_UNREAD]
    gate, failed = threading.Barrier(2), []

    def run(row):
        gate.wait()
        try:
            handler(Job(row.id, row.kind, row.body, 1, desk.now))
        except Exception as fault:
            failed.append(fault)

    threads = [threading.Thread(target=run, args=(row,)) for row in jobs(desk)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    (sent,) = desk.mails()
    assert "First." in sent.text
    assert "Second." in sent.text


def test_of_an_address_that_was_never_matched_nothing_is_kept_in_mind(desk):
    number = desk.case(verified=False)
    desk.customer(desk.row(number).conversation_id, "hello?")
    desk.replying.reply(ANNA, number, "I am here.")
    assert jobs(desk) == []


def test_a_job_is_ended_by_one_transaction_only(desk):
    with desk.database.begin() as session:
        outbox.enqueue(session, "a", {}, desk.now, dedupe="a:1")
    for expected in ({"a:1"}, set()):
        with desk.database.begin() as session:
            assert outbox.finish(session, ["a:1", "a:2"]) == expected

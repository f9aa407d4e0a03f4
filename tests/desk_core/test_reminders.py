"""Who is asked and does not answer is reminded once; then the case is the desk's again, with a promise."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.claim_state import Collecting
from amends.assistant.draft import Draft
from amends.assistant.handoff import Handoff
from amends.cases.reminder_jobs import AFTER, GIVE_BACK, REMIND
from amends.cases.status import CaseStatus
from amends.db import outbox
from amends.db.case_tables import CaseEntryRow
from amends.db.conversation_tables import ConversationRow
from amends.db.job_kinds import JobKind
from amends.db.outbox import Job
from amends.db.remedy_tables import JobRow
from amends.desk.reminders import Reminders
from amends.errors import BackendUnavailable
from amends.merchants import desk_hours
from tests.desk_core.scene import ANNA, MERCHANTS, RULES
from tests.desk_core.working import work, worker_of

NORRNET = MERCHANTS["norrnet"].merchant


@pytest.fixture
def asked(desk):
    """A person asked for two things; the number of the case."""
    number = desk.reviewed()
    desk.takeover.take_over(ANNA, number)
    desk.information.ask_for_information(ANNA, number, ["explanation", "error_message"])
    return number


def pass_days(desk, days):
    """Day by day, with a worker that works."""
    for _ in range(days):
        desk.later(days=1)
        work(desk)


def items(desk, kind):
    with desk.database.read() as session:
        rows = session.scalars(select(CaseEntryRow).where(CaseEntryRow.kind == kind).order_by(CaseEntryRow.id))
        return [row.body["items"] for row in rows]


def test_after_three_days_the_customer_is_reminded_once_in_the_chat_and_by_mail(desk, asked):
    before = len(desk.mails())
    desk.now += AFTER[REMIND] - timedelta(seconds=1)
    work(desk)
    assert items(desk, "reminded") == []
    desk.later(seconds=1)
    work(desk)
    assert items(desk, "reminded") == [["explanation", "error_message"]]
    (reminder, question) = desk.said(asked, "bot")[-2:]
    assert "error message" in reminder
    assert question == desk.said(asked, "bot")[0]
    (mail,) = desk.mails()[before:]
    assert reminder in mail.text
    pass_days(desk, 5)
    assert len(items(desk, "reminded")) == 1
    assert desk.status(asked) == CaseStatus.ON_HOLD


def test_after_two_weeks_the_case_is_the_desks_again_and_the_customer_is_told(desk, asked):
    pass_days(desk, 13)
    assert desk.status(asked) == CaseStatus.ON_HOLD
    pass_days(desk, 1)
    case = desk.row(asked)
    assert case.status == CaseStatus.REVIEW
    assert case.due_at == desk_hours.due(NORRNET, desk.now, RULES["norrnet"].first_answer_minutes)
    assert items(desk, "unanswered") == [["explanation", "error_message"]]
    assert desk.said(asked, "bot")[-1] in desk.mails()[-1].text
    before = len(desk.events(asked))
    pass_days(desk, 40)
    assert len(desk.events(asked)) == before


def test_an_answer_after_that_still_reaches_the_case(desk, asked):
    talk = desk.row(asked).conversation_id
    pass_days(desk, 15)
    assert desk.hear(talk, "The dashboard stays empty after I sign in").asked is not None
    desk.hear(talk, "It says: code 42")
    assert desk.row(asked).claim["explanation"] == "The dashboard stays empty after I sign in"
    assert desk.row(asked).claim["error_message"] == "It says: code 42"
    assert "information_returned" in desk.told(asked)


def test_one_of_two_answers_begins_the_silence_anew_and_the_reminder_names_the_other(desk, asked):
    talk = desk.row(asked).conversation_id
    pass_days(desk, 2)
    desk.hear(talk, "The dashboard stays empty after I sign in")
    pass_days(desk, 2)
    assert items(desk, "reminded") == []
    pass_days(desk, 1)
    assert items(desk, "reminded") == [["error_message"]]
    pass_days(desk, 10)
    assert desk.status(asked) == CaseStatus.ON_HOLD
    pass_days(desk, 1)
    assert desk.status(asked) == CaseStatus.REVIEW


def test_who_answers_everything_is_not_reminded(desk, asked):
    talk = desk.row(asked).conversation_id
    desk.hear(talk, "The dashboard stays empty after I sign in")
    desk.hear(talk, "It says: code 42")
    before = len(desk.events(asked))
    pass_days(desk, 20)
    assert len(desk.events(asked)) == before
    assert items(desk, "unanswered") == []


def test_asked_again_it_counts_from_then(desk, asked):
    pass_days(desk, 2)
    desk.information.ask_for_information(ANNA, asked, ["invoice"])
    pass_days(desk, 2)
    assert items(desk, "reminded") == []
    pass_days(desk, 1)
    assert items(desk, "reminded") == [["invoice"]]


def test_while_a_person_has_the_chat_the_bot_reminds_nobody(desk, asked):
    desk.takeover.take_over(ANNA, asked)
    pass_days(desk, 20)
    assert items(desk, "reminded") == []
    assert desk.status(asked) == CaseStatus.ON_HOLD
    desk.takeover.hand_back(ANNA, asked)
    pass_days(desk, 3)
    assert items(desk, "reminded") == [["explanation", "error_message"]]


@pytest.mark.parametrize(("language", "word"), [("en", "open"), ("nl", "vraag"), ("nb", "spørsmål")])
def test_a_form_that_goes_on_after_a_hand_back_is_watched_too(desk, language, word):
    talk = desk.chat(language)
    desk.hear(talk, "It was never activated", "not_activated")
    desk.hear(talk, "NN-10023", "give_order_number")
    number = Handoff(desk.context).to_person(talk, "call", "asked")[0].args["case"]
    desk.takeover.take_over(ANNA, number)
    desk.takeover.hand_back(ANNA, number)
    assert desk.status(number) == CaseStatus.ON_HOLD
    pass_days(desk, 3)
    assert items(desk, "reminded") == [["email"]]
    assert word in desk.said(number, "bot")[-2]
    assert desk.mails() == []  # nobody's address was matched
    pass_days(desk, 11)
    assert desk.status(number) == CaseStatus.REVIEW
    assert desk.row(number).due_at is not None
    assert Draft.from_json(desk.talk(number).draft).asked == "email"


def test_a_case_that_was_decided_meanwhile_is_left_alone(desk, asked):
    desk.decides.deny(ANNA, asked, clauses=["1"], reason_code="records_wrong")
    before = len(desk.events(asked))
    pass_days(desk, 20)
    assert len(desk.events(asked)) == before
    assert desk.status(asked) == CaseStatus.DENIED


def test_a_worker_that_dies_before_its_own_note_reminds_once_and_gives_back_once(desk, asked):
    handler = worker_of(desk).handlers.by_kind()[JobKind.LOOK_AT_SILENCE]
    for step in (REMIND, GIVE_BACK):
        desk.now += AFTER[step]
        with desk.database.read() as session:
            rows = session.scalars(
                select(JobRow).where(JobRow.kind == JobKind.LOOK_AT_SILENCE, JobRow.state == "waiting")
            ).all()
        (row,) = rows
        assert row.body["step"] == step
        for _ in range(2):
            handler(Job(row.id, row.kind, row.body, 1, desk.now))
    assert len(items(desk, "reminded")) == 1
    assert len(items(desk, "unanswered")) == 1


def test_an_order_backend_that_is_away_holds_up_no_reminder(desk, asked):
    desk.backend.fail(BackendUnavailable("away"), times=99)
    pass_days(desk, 3)
    assert len(items(desk, "reminded")) == 1


def lose_jobs(desk, kind=JobKind.LOOK_AT_SILENCE):
    with desk.database.begin() as session:
        session.execute(delete(JobRow).where(JobRow.kind == kind))


def waiting(desk):
    with desk.database.read() as session:
        rows = session.scalars(select(JobRow).where(JobRow.state == "waiting").order_by(JobRow.id))
        return [(row.kind, row.body.get("step")) for row in rows]


@pytest.fixture
def silence(desk):
    return Reminders(ClaimDialogue(desk.context))


def test_a_silence_whose_job_was_lost_is_watched_again_from_when_it_began(desk, asked, silence):
    lose_jobs(desk)
    assert silence.pick_up() == 1
    assert silence.pick_up() == 0
    pass_days(desk, 3)
    assert len(items(desk, "reminded")) == 1
    lose_jobs(desk)
    pass_days(desk, 10)
    assert desk.status(asked) == CaseStatus.ON_HOLD
    pass_days(desk, 1)
    assert desk.status(asked) == CaseStatus.REVIEW
    assert len(items(desk, "reminded")) == len(items(desk, "unanswered")) == 1


def test_a_case_that_is_looked_after_is_not_picked_up(desk, asked, silence):
    assert silence.pick_up() == 0
    lose_jobs(desk)
    desk.takeover.take_over(ANNA, asked)
    assert silence.pick_up() == 0  # a person has the chat


def test_what_a_person_asked_comes_back_though_the_customer_went_on_to_something_else(desk, asked, silence):
    talk = desk.row(asked).conversation_id
    with desk.database.begin() as session:
        row = session.get_one(ConversationRow, talk)
        draft = Draft.from_json(row.draft)
        row.draft = Draft(
            issue="outage", opened_at=desk.now, state=Collecting("email"), revision=draft.revision + 1
        ).as_json()
    pass_days(desk, 3)
    assert items(desk, "reminded") == []  # the question that is open is another claim's
    pass_days(desk, 11)
    assert desk.status(asked) == CaseStatus.REVIEW
    assert items(desk, "unanswered") == [[]]


def test_a_chat_that_comes_back_from_a_person_without_a_question_is_watched_too(desk, asked):
    desk.takeover.take_over(ANNA, asked)
    with desk.database.begin() as session:
        row = session.get_one(ConversationRow, desk.row(asked, session).conversation_id)
        row.draft = Draft.from_json(row.draft).settle().as_json()
    pass_days(desk, 20)
    desk.takeover.hand_back(ANNA, asked)
    pass_days(desk, 13)
    assert desk.status(asked) == CaseStatus.ON_HOLD
    pass_days(desk, 1)
    assert desk.status(asked) == CaseStatus.REVIEW


def test_what_the_engine_put_on_hold_is_decided_anew_when_its_job_was_lost(desk, silence):
    number = desk.case(to=CaseStatus.ON_HOLD)
    assert silence.pick_up() == 1
    assert silence.pick_up() == 0
    assert waiting(desk) == [(JobKind.DECIDE_CASE, None)]
    with desk.database.read() as session:
        assert session.scalars(select(JobRow.body)).one() == {"case_id": desk.row(number).id}


def test_a_case_that_stays_on_hold_with_nothing_to_come_ends_with_a_person(desk):
    number = desk.case(to=CaseStatus.ON_HOLD)
    for _ in range(20):  # the worker's `resume` does nothing here, as where the order is gone
        work(desk)
        desk.later(hours=1)
    assert desk.status(number) == CaseStatus.REVIEW
    assert "given_up" in desk.told(number)


def test_a_case_that_is_decided_anew_and_waits_for_papers_is_not_given_up(desk):
    number = desk.case(to=CaseStatus.ON_HOLD)
    with desk.database.begin() as session:
        case_id = desk.row(number, session).id
        for day in (0, 30):
            outbox.enqueue(session, JobKind.DECIDE_CASE, {"case_id": case_id}, desk.now, desk.now + timedelta(days=day))
    for _ in range(20):
        work(desk)
        desk.later(hours=1)
    assert desk.status(number) == CaseStatus.ON_HOLD


def test_two_workers_that_pick_up_at_once_leave_one_job(desk, silence):
    desk.case(to=CaseStatus.ON_HOLD)
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _: silence.pick_up(), range(4))) == 1
    assert waiting(desk) == [(JobKind.DECIDE_CASE, None)]

"""Violations to plant in a house in order, by the invariant that has to see them; through SQL, behind the seams."""

from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from amends.db.case_tables import CaseEntryRow, CaseRow, DecisionRow
from amends.db.conversation_tables import ConversationRow, EventRow, TurnRow
from amends.db.remedy_tables import JobRow, MailRow, PaymentBalanceRow, RemedyRow
from amends.db.tables import AuditRow
from tests.privacy.scene import all_of
from tests.verification.house import OTHER


def remedy(house, number):
    case = house.desk.row(number)
    return next(each for each in house.desk.remedies() if each.case_id == case.id)


def last(house, number, author):
    """The latest event of that author in the chat of the case."""
    return [event for event in house.desk.events(number) if event.author == author][-1]


def a_reply_is_lost(house):
    """The last of all, so that no gap shows."""
    reply = last_of_stranger(house)
    house.change(delete(EventRow).where(EventRow.id == reply.id))


def last_of_stranger(house):
    events = [event for event in all_of(house.desk, EventRow) if event.conversation_id == house.stranger]
    return max(events, key=lambda event: event.seq)


def a_reply_in_the_middle_is_lost(house):
    first = next(event for event in house.desk.events(house.bots) if event.author == "bot")
    house.change(delete(EventRow).where(EventRow.id == first.id))


def a_reply_is_said_twice(house):
    house.add_event(house.stranger, last_of_stranger(house).body["text"])


def an_entry_is_there_twice(house):
    house.change("DROP INDEX uq_remedies_live_purpose")
    entry = remedy(house, house.bots)
    values = {column.key: getattr(entry, column.key) for column in RemedyRow.__table__.columns if column.key != "id"}
    house.change(insert(RemedyRow).values(**values | {"key": "another"}))


def of_case(house, number):
    return RemedyRow.case_id == house.desk.row(number).id


def balances_are(**values):
    return lambda house: house.change(update(PaymentBalanceRow).values(**values))


def the_money_is_failed(house):
    house.change(update(RemedyRow).where(of_case(house, house.bots)).values(state="failed"))


def the_news_was_never_told(house):
    entry, case = remedy(house, house.bots), house.desk.row(house.bots)
    told = [event.id for event in house.desk.events(house.bots) if entry.reference in str(event.body)]
    quiet = {"body": {"text": "There is nothing new.", "buttons": []}}
    assert told
    house.change(
        update(EventRow).where(EventRow.id.in_(told)).values(**quiet),
        update(MailRow).where(MailRow.case_id == case.id).values(text="Nothing new."),
    )


def a_letter_is_forgotten(house):
    house.change(update(MailRow).values(sent_at=None), delete(JobRow).where(JobRow.kind == "mail.send"))


def a_stranger_hears(*words):
    def plant(house):
        house.add_event(
            house.stranger, " ".join(words).format(case=house.bots, order=remedy(house, house.bots).reference)
        )

    return plant


def a_letter_to_another(house):
    house.change(update(MailRow).where(MailRow.case_id == house.desk.row(house.bots).id).values(text=f"To {OTHER}"))


def entry_is(**values):
    return lambda house: house.change(update(RemedyRow).where(of_case(house, house.bots)).values(**values))


def the_bot_said_yes_itself(house):
    reply = last(house, house.bots, "bot")
    entry_is(confirmed_by=str(reply.id))(house)


def the_yes_is_of_another_time(house):
    entry_is(confirmed_at=house.desk.now + timedelta(hours=1))(house)


def the_yes_came_afterwards(house):
    later = house.desk.now + timedelta(hours=1)
    house.change(update(RemedyRow).where(of_case(house, house.persons)).values(confirmed_at=later))


def nobody_was_matched(house):
    house.change(update(CaseRow).where(CaseRow.number == house.bots).values(email=None))


def a_denial_was_entered(house):
    house.change(update(DecisionRow).where(DecisionRow.case_id == house.desk.row(house.bots).id).values(outcome="deny"))


def more_was_entered_than_granted(house):
    entry_is(amount_minor=49001)(house)


def the_bot_speaks_beside_a_person(house):
    talk = house.chat_of(house.persons)
    house.add_event(talk, "", author="agent", kind="owner", owner="person")
    house.add_event(talk, "I am still here.")
    house.change(update(ConversationRow).where(ConversationRow.id == talk).values(owner="person"))


def the_owner_is_another(house):
    house.change(update(ConversationRow).where(ConversationRow.id == house.stranger).values(owner="person"))


def a_promise_is_put_off(house):
    with house.database.read() as session:
        case = house.desk.row(house.persons, session)
        promised = CaseEntryRow(case_id=case.id, at=house.desk.now, actor="bot", kind="status", body={})
        entries = session.scalars(
            select(CaseEntryRow).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind == "status")
        )
        first = entries.first()
    late = {**first.body, "due_at": (house.desk.now + timedelta(days=9)).isoformat()}
    again = {"from": "review", "to": "review", "due_at": late["due_at"]}
    # The very next line of the timeline, before the case went on.
    with house.database.begin() as session:
        rows = session.scalars(
            select(CaseEntryRow).where(CaseEntryRow.case_id == promised.case_id, CaseEntryRow.id > first.id)
        ).all()
        rows[0].kind, rows[0].body = "status", again


def a_case_jumped(house):
    house.change(update(CaseRow).where(CaseRow.number == house.bots).values(status="denied"))


def a_closed_case_is_open(house):
    house.change(update(CaseRow).where(CaseRow.number == house.bots).values(closed_at=None))


def the_log_was_changed(house):
    house.without_triggers()
    house.change(update(AuditRow).where(AuditRow.seq == 1).values(actor="nobody"))


def a_decision_was_changed(house):
    house.change(update(DecisionRow).values(claim={"issue": "other"}))


def a_decision_came_from_nowhere(house):
    row = all_of(house.desk, DecisionRow)[0]
    values = {
        column.key: getattr(row, column.key) for column in DecisionRow.__mapper__.column_attrs if column.key != "id"
    }
    house.change(insert(DecisionRow).values(**values))


def a_message_waits(house):
    house.change(update(TurnRow).values(state="waiting", last_error="nobody came"))
    house.desk.later(minutes=5)


def a_job_waits(house):
    house.change(update(JobRow).where(JobRow.kind == "remedy.carry_out").values(state="waiting", due_at=house.desk.now))
    house.desk.later(minutes=5)


def a_job_died_unseen(house):
    dead = {"state": "dead", "last_error": "it was too much"}
    mine = JobRow.dedupe == f"remedy.carry_out:{remedy(house, house.bots).key}"
    house.change(update(JobRow).where(mine).values(**dead))


def a_remedy_lost_its_job(house):
    entry_is(state="unknown")(house)
    house.desk.later(minutes=5)


def a_case_is_carried_out_for_ever(house):
    house.change(update(CaseRow).where(CaseRow.number == house.bots).values(status="carrying_out", closed_at=None))


def a_wait_is_forgotten(house):
    past = house.desk.now - timedelta(hours=1)
    house.change(
        update(CaseRow).where(CaseRow.number == house.bots).values(status="waiting", due_at=past, closed_at=None)
    )


def an_entry_of_another_case(house):
    other = remedy(house, house.persons)
    entry_is(decision_id=other.decision_id)(house)


def the_order_was_somebody_elses(house):
    house.change(update(CaseRow).where(CaseRow.number == house.bots).values(email=OTHER))


def case_is(**values):
    return lambda house: house.change(update(CaseRow).where(CaseRow.number == house.bots).values(**values))


def a_line_of_its_own_way(house):
    """The first line of the case's status says that it came from elsewhere."""
    case = house.desk.row(house.bots)
    first = select(CaseEntryRow).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind == "status")
    with house.database.begin() as session:
        row = session.scalars(first.order_by(CaseEntryRow.id).limit(1)).one()
        row.body = {**row.body, "from": "denied"}


def a_line_of_what_was_never_done(house):
    case = house.desk.row(house.bots)
    body = {"kind": "refund", "remedy": 999_999}
    house.change(
        insert(CaseEntryRow).values(case_id=case.id, at=house.desk.now, actor="bot", kind="remedy_confirmed", body=body)
    )


def a_decision_that_the_timeline_forgot(house):
    house.change(delete(CaseEntryRow).where(CaseEntryRow.kind == "decision"))

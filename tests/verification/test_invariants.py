"""Each invariant both ways: a house in order passes, and a violation that is planted in it is found, and named."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from amends.db.case_tables import CaseEntryRow, CaseRow, DecisionRow
from amends.db.conversation_tables import ConversationRow, EventRow, TurnRow
from amends.db.remedy_tables import JobRow, MailRow, PaymentBalanceRow, RemedyRow
from amends.db.tables import AuditRow
from amends.money import Money
from tests.desk_core.scene import EMAIL
from tests.privacy.scene import all_of
from tests.serving import Serving
from tests.verification.house import CANARY, OTHER


def test_a_house_in_order_violates_nothing_and_each_invariant_has_looked_at_something(house):
    checked = house.checked()
    assert house.found() == {}
    assert [each.invariant.number for each in checked] == [f"I{n}" for n in range(1, 13)]
    vain = {each.invariant.number for each in checked if each.result.looked_at == 0}
    assert vain == {"I12"}  # no address of a process was given


def test_what_cannot_be_checked_is_said(house):
    checked = house.checked(journal=None, transcripts=None)
    missing = {each.invariant.number: each.result.unchecked for each in checked if each.result.unchecked}
    assert missing.keys() == {"I1", "I2", "I3", "I4", "I6", "I12"}
    assert "--journal" in missing["I2"][0]


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


def the_yes_came_afterwards(house):
    entry_is(confirmed_at=house.desk.now + timedelta(hours=1))(house)


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


PLANTED = {
    "I1": (
        a_reply_is_lost, a_reply_in_the_middle_is_lost, a_reply_is_said_twice,
    ),
    "I2": (an_entry_is_there_twice, the_money_is_failed, more_was_entered_than_granted),
    "I3": (
        balances_are(committed_minor=0), balances_are(committed_minor=0, paid_minor=1),
        lambda house: house.change(delete(PaymentBalanceRow)),
    ),
    "I4": (the_money_is_failed, entry_is(reference="RF-1")),
    "I5": (the_news_was_never_told, a_letter_is_forgotten),
    "I6": (
        a_stranger_hears("It goes to", EMAIL), a_stranger_hears("Your case is {case}."),
        a_stranger_hears("See {order}."), a_letter_to_another,
    ),
    "I7": (
        entry_is(confirmed_text=""), entry_is(confirmed_by="999999"), entry_is(confirmed_by="ag_nobody"),
        entry_is(confirmed_by="withdrawal 7"), the_bot_said_yes_itself, the_yes_came_afterwards, nobody_was_matched,
        a_denial_was_entered, more_was_entered_than_granted,
    ),
    "I8": (the_bot_speaks_beside_a_person, the_owner_is_another),
    "I9": (a_promise_is_put_off, a_case_jumped, a_closed_case_is_open),
    "I10": (the_log_was_changed, a_decision_was_changed, a_decision_came_from_nowhere),
    "I11": (
        a_message_waits, a_job_waits, a_job_died_unseen, a_remedy_lost_its_job, a_case_is_carried_out_for_ever,
        a_wait_is_forgotten,
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("number", "plant"),
    [
        pytest.param(number, plant, id=f"{number}-{getattr(plant, '__name__', '')}-{at}")
        for number, plants in PLANTED.items()
        for at, plant in enumerate(plants)
    ],
)
def test_what_is_planted_is_found(house, number, plant):
    plant(house)
    found = house.found().get(number, [])
    assert found, f"{number} did not see it"
    assert all(each.sentence.endswith(".") and each.ids for each in found)


MONEY = Money.from_minor(100, "NOK")


@pytest.mark.parametrize("number", ["I2", "I4"])
@pytest.mark.parametrize("lacks", ["key", "reference"])
def test_a_journal_that_knows_it_otherwise(house, number, lacks):
    changed = {"key": "nobody's"} if lacks == "key" else {"reference": "RF-9"}
    found = house.found(journal=house.journal(**changed))
    assert ("I4" in found) is True
    assert ("I2" in found) is (lacks == "key")


@pytest.mark.parametrize(
    "changed", [{"amount": MONEY}, {"order": "NN-99999"}, {"payment": "pay_9"}, {"kind": "credit"}]
)
def test_a_movement_of_other_money_than_was_entered(house, changed):
    assert "I2" in house.found(journal=house.journal(**changed))


def test_a_movement_that_was_made_twice(house):
    found = house.found(journal=house.journal(house.movements()[0]))
    assert found.keys() == {"I2", "I3"}


def test_more_went_back_than_was_paid(house):
    first = house.movements()[0]
    found = house.found(journal=house.journal(replace(first, key="by hand", reference="RF-7", amount=MONEY)))
    assert "I3" in found


def test_a_client_was_told_what_is_not_here(house):
    gone = {"seq": 99, "kind": "message", "author": "customer", "body": {"text": "Are you there?"}}
    told = house.transcripts({"conversation": house.stranger, "event": gone})
    [violation] = house.found(transcripts=told)["I1"]
    assert "acknowledged" in violation.sentence
    assert violation.ids == {"conversation": house.stranger, "seq": 99}


def test_a_client_was_told_it_otherwise(house):
    told = {"seq": 1, "kind": "message", "author": "customer", "body": {"text": "Something else"}}
    assert "I1" in house.found(transcripts=house.transcripts({"conversation": house.stranger, "event": told}))


def test_a_clients_conversation_is_gone(house):
    event = {"seq": 1, "kind": "message", "author": "customer", "body": {"text": "Hello"}}
    assert "I1" in house.found(transcripts=house.transcripts({"conversation": "cv_gone", "event": event}))


def test_a_customer_reads_another_ones_words(house):
    talk = house.chat_of(house.bots)
    house.add_event(talk, f"Do you mean {CANARY}?")
    [violation] = house.found()["I6"]
    assert violation.ids["conversation"] == talk


@pytest.mark.parametrize("said", [f"to {EMAIL} it went", f"heard: {CANARY}"])
def test_a_log_holds_what_a_customer_said(house, tmp_path, said):
    log = tmp_path / "web.log"
    log.write_text("started\n", "utf-8")
    assert house.found(logs=(log,)) == {}
    log.write_text(f"started\n{said}\n", "utf-8")
    [violation] = house.found(logs=(log,))["I6"]
    assert "Line 2" in violation.sentence


async def well(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})


def test_a_process_that_answers_and_one_that_is_dead(house, monkeypatch):
    monkeypatch.setattr("amends.verification.alive.WITHIN_S", 0.2)
    server = Serving(well)
    try:
        assert house.found(health=(server.url,)) == {}
    finally:
        server.stop()
    assert "I12" in house.found(health=(server.url,))

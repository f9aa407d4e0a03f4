"""What is over goes, what is young or still needed stays; however many sweep, and wherever one dies."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from amends.accounts import account, presence, sessions
from amends.accounts.sessions import Lifetimes
from amends.audit.verify import entries
from amends.conversations import conversation, log, turns
from amends.db import outbox
from amends.db.tables import (
    ButtonRow,
    ConversationRow,
    DeskSessionRow,
    EventRow,
    HelpdeskLineRow,
    HelpdeskReceivedRow,
    HelpdeskThreadRow,
    IdentityTryRow,
    JobRow,
    PresenceRow,
    SignInTryRow,
    TurnRow,
)
from amends.errors import TooManyRequests
from amends.helpdesks import inbound
from amends.helpdesks.helpdesk import Inbound
from amends.retention import rows
from tests.desk_core.scene import Desk

NOW = datetime(2026, 11, 24, 10, 31, tzinfo=UTC)
FINISHED = timedelta(days=30)
SECOND = timedelta(seconds=1)
LIVES = Lifetimes(idle=timedelta(minutes=15), whole=timedelta(hours=12))


def sweep(database, what, now=NOW):
    return rows.sweeps(database, LIVES, FINISHED)[what](now)


def all_of(database, column):
    with database.read() as session:
        return sorted(session.scalars(select(column)))


def talk(database, at=NOW, opened_from=None):
    with database.begin() as session:
        row, _ = conversation.create(
            session, merchant="norrnet", language="en", channel="web", now=at, opened_from=opened_from
        )
        return row.id


def jobs(database, **states):
    """Each has a state and is due as long ago as it says."""
    with database.begin() as session:
        for name, (state, ago) in states.items():
            outbox.enqueue(session, "k", {}, NOW, NOW - ago, dedupe=name)
            session.scalars(select(JobRow).where(JobRow.dedupe == name)).one().state = state


def test_work_that_is_long_done_goes_and_what_waits_or_died_stays(database):
    old = FINISHED + SECOND
    jobs(database, old=("done", old), young=("done", FINISHED), waits=("waiting", old), died=("dead", old))
    assert not sweep(database, "jobs")
    assert all_of(database, JobRow.dedupe) == ["died", "waits", "young"]


def says(database, talk_id, text, at, buttons=(), pressed=None):
    """The customer says it, or presses the button; the bot answers with buttons. Their tokens by title."""
    with database.begin() as session:
        row = session.get_one(ConversationRow, talk_id)
        name = f"{text}{at.timestamp()}"
        said = {"text": None if pressed else text, "token": pressed, "per_minute": 1000}
        event = turns.receive(session, row, client_id=name, now=at, **said)
        turn = session.get_one(TurnRow, event.id)
        turn.state = "done"
        offered = log.reply(session, row, "Which?", [(title, f"/{title}") for title in buttons], at)
        return {button["title"]: button["token"] for button in offered.body["buttons"]}


def test_a_turn_that_ended_goes_with_the_buttons_before_it_and_the_last_buttons_stay(database):
    one, other = talk(database), talk(database)
    old, older = NOW - FINISHED - SECOND, NOW - 2 * FINISHED
    first = says(database, one, "hello", older, ["yes", "no"])
    last = says(database, one, "yes", old, ["a", "b"], pressed=first["yes"])
    theirs = says(database, other, "hello", older, ["c"])
    young = says(database, other, "and?", NOW - FINISHED, ["d"])
    assert not sweep(database, "turns")
    with database.read() as session:
        assert [turn.text for turn in session.scalars(select(TurnRow))] == ["and?"]
    assert all_of(database, ButtonRow.token) == sorted([*last.values(), *theirs.values(), *young.values()])
    with database.begin() as session:
        row = session.get_one(ConversationRow, one)
        assert turns.receive(session, row, client_id="x", now=NOW, token=last["a"]).body["text"] == "a"


def test_a_press_that_is_sent_again_after_its_button_went_is_still_the_first_one(database):
    one = talk(database)
    old = NOW - 2 * FINISHED
    button = says(database, one, "hello", old, ["yes"])["yes"]
    says(database, one, "yes", old + SECOND, pressed=button)
    sweep(database, "turns")
    assert all_of(database, ButtonRow.token) == []
    before = all_of(database, EventRow.id)
    with database.begin() as session:
        row = session.get_one(ConversationRow, one)
        known = f"yes{(old + SECOND).timestamp()}"
        assert turns.receive(session, row, client_id=known, now=NOW, token=button).body["button"] == button
    assert all_of(database, EventRow.id) == before


@pytest.mark.parametrize("state", ["waiting", "failed"])
def test_a_turn_that_waits_is_never_removed(database, state):
    one = talk(database)
    says(database, one, "hello", NOW - 2 * FINISHED)
    with database.begin() as session:
        session.scalars(select(TurnRow)).one().state = state
    sweep(database, "turns")
    assert len(all_of(database, TurnRow.event_id)) == (state == "waiting")


def test_lines_that_a_helpdesk_was_told_go_and_those_it_still_needs_stay(database):
    desk = Desk(database)
    number = desk.case()
    settled = {"old": NOW - FINISHED - SECOND, "young": NOW - FINISHED, "untold": None}
    events = {name: desk.customer(desk.row(number).conversation_id, name) for name in settled}
    with database.begin() as session:
        case_id = desk.row(number, session).id
        for name, at in settled.items():
            session.add(HelpdeskLineRow(event_id=events[name], case_id=case_id, settled_at=at))
    sweep(database, "helpdesk_lines")
    assert all_of(database, HelpdeskLineRow.event_id) == sorted([events["young"], events["untold"]])


def test_receipts_of_calls_go_after_a_month_and_those_of_letters_or_unfiled_ones_stay(database):
    desk = Desk(database)
    number = desk.case()
    filed = {
        ("webhook", "old"): NOW - rows.RECEIPTS - SECOND,
        ("chatwoot", "old"): NOW - rows.RECEIPTS - SECOND,
        ("mail", "letter"): NOW - 9 * rows.RECEIPTS,
        ("webhook", "young"): NOW - rows.RECEIPTS,
        ("webhook", "unfiled"): None,
    }
    with database.begin() as session:
        case_id = desk.row(number, session).id
        for (kind, name), at in filed.items():
            values = {"what": "answer", "text": "", "remarks": [], "received_at": NOW - 9 * rows.RECEIPTS}
            session.add(
                HelpdeskReceivedRow(
                    merchant="norrnet", kind=kind, event_id=name, case_id=case_id, filed_at=at, **values
                )
            )
    sweep(database, "helpdesk_received")
    assert all_of(database, HelpdeskReceivedRow.event_id) == ["letter", "unfiled", "young"]


def test_an_answer_that_comes_once_more_within_the_month_is_filed_once(database):
    desk = Desk(database)
    number, late = desk.case(), NOW + rows.RECEIPTS
    came = Inbound("e1", "answer", "We are on it.", number=number)
    with database.begin() as session:
        thread = {"merchant": "norrnet", "kind": "webhook", "reference": number, "created_at": NOW}
        session.add(HelpdeskThreadRow(case_id=desk.row(number, session).id, **thread))
        session.flush()
        assert inbound.keep(session, "norrnet", "webhook", came, NOW) == "kept"
        session.scalars(select(HelpdeskReceivedRow)).one().filed_at = NOW
    sweep(database, "helpdesk_received", late)
    sweep(database, "jobs", late)
    with database.begin() as session:
        assert inbound.keep(session, "norrnet", "webhook", came, late) == "already"


def test_presence_goes_an_hour_after_it_ended(database):
    with database.begin() as session:
        presence.note(session, "case:1", "ag_1", "Anna", NOW - rows.PRESENCE - SECOND)
        presence.note(session, "case:1", "ag_2", "Bo", NOW - rows.PRESENCE)
    sweep(database, "presence")
    assert all_of(database, PresenceRow.who) == ["ag_2"]


def test_tries_to_sign_in_go_when_they_count_no_more(database):
    with database.begin() as session:
        for name, ago in (("old", timedelta(minutes=15, seconds=1)), ("young", timedelta(minutes=15))):
            session.add(SignInTryRow(email_hash=name, address_hash="", at=NOW - ago))
    sweep(database, "sign_in_tries")
    assert all_of(database, SignInTryRow.email_hash) == ["young"]


def test_where_a_chat_was_opened_from_is_forgotten_after_a_day_and_the_chat_and_the_limit_stay(database):
    old = talk(database, NOW - rows.OPENED_FROM - SECOND, "old")
    young = talk(database, NOW - conversation.HOUR + SECOND, "young")
    sweep(database, "opened_from")
    with database.begin() as session:
        kept = {row.id: row.opened_from for row in session.scalars(select(ConversationRow))}
        assert kept == {old: None, young: "young"}
        with pytest.raises(TooManyRequests):
            conversation.check_opening_rate(session, "young", 1, NOW)


@pytest.fixture
def anna(database):
    with database.begin() as session:
        return account.add(
            session, name="Anna Vik", email="anna@example.com", role="agent", merchants=["norrnet"],
            password="correct horse battery", now=NOW,
        )  # fmt: skip


def test_a_session_that_ended_goes_with_its_line_in_the_audit_log_and_one_in_use_stays(database, anna):
    with database.begin() as session:
        sessions.begin(session, anna.id, NOW - LIVES.idle - SECOND)
        used = sessions.begin(session, anna.id, NOW - LIVES.idle)
    sweep(database, "desk_sessions")
    with database.read() as session:
        assert sessions.find(session, used, LIVES, NOW) is not None
        assert session.query(DeskSessionRow).count() == 1
        assert [entry.action for entry in entries(session, "norrnet")].count("session_ended") == 1


def many(database, number):
    with database.begin() as session:
        for n in range(number):
            presence.note(session, f"case:{n}", "ag_1", "Anna", NOW - timedelta(days=1))


def test_one_go_is_bounded_and_says_that_there_is_more(database, monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 10)
    monkeypatch.setattr(rows, "BATCHES", 3)
    many(database, 45)
    assert sweep(database, "presence")
    assert len(all_of(database, PresenceRow.place)) == 15
    assert not sweep(database, "presence")
    assert all_of(database, PresenceRow.place) == []


def test_a_sweep_that_dies_in_the_middle_keeps_what_it_did_and_breaks_nothing(database, monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 10)
    many(database, 45)
    whole = rows.sweeps(database, LIVES, FINISHED)["presence"].remove
    calls = []

    def dies_in_the_third(session, now, most):
        calls.append(whole(session, now, most))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return calls[-1]

    with pytest.raises(KeyboardInterrupt):
        rows.Sweep(database, dies_in_the_third)(NOW)
    assert len(all_of(database, PresenceRow.place)) == 25
    assert not sweep(database, "presence")
    assert all_of(database, PresenceRow.place) == []


@pytest.mark.parametrize("what", ["jobs", "turns", "desk_sessions"])
def test_two_sweeps_at_once_remove_each_thing_once(database, anna, monkeypatch, what):
    monkeypatch.setattr(rows, "BATCH", 5)
    old = FINISHED + SECOND
    one = talk(database)
    jobs(database, **{f"j{n}": ("done", old) for n in range(30)})
    for n in range(30):
        says(database, one, f"m{n}", NOW - old - n * timedelta(minutes=1), ["yes"])
        with database.begin() as session:
            sessions.begin(session, anna.id, NOW - timedelta(days=1))
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(sweep, database, what) for _ in range(2)]:
            done.result()
    sweep(database, what)  # what one held while the other came by
    table = {"jobs": JobRow.id, "turns": TurnRow.event_id, "desk_sessions": DeskSessionRow.token_hash}[what]
    assert all_of(database, table) == []
    if what == "desk_sessions":
        with database.read() as session:
            assert [entry.action for entry in entries(session, "norrnet")].count("session_ended") == 30


def test_what_another_transaction_holds_is_left_for_the_next_time(database):
    """On SQLite nobody can hold a row: there is one writer."""
    if database.url.get_backend_name() == "sqlite":
        pytest.skip("one writer")
    jobs(database, held=("done", 2 * FINISHED), free=("done", 2 * FINISHED))
    with database.begin() as session:
        session.scalars(select(JobRow).where(JobRow.dedupe == "held").with_for_update()).one()
        assert not sweep(database, "jobs")
        assert all_of(database, JobRow.dedupe) == ["held"]
    assert not sweep(database, "jobs")
    assert all_of(database, JobRow.dedupe) == []


def test_wrong_identities_go_when_they_count_no_more(database):
    tried = {talk(database): NOW - timedelta(days=1), talk(database): NOW - timedelta(days=1, seconds=1)}
    told = {"number": 1, "merchant": "norrnet", "order_hash": "", "email_hash": ""}
    with database.begin() as session:
        session.add_all(IdentityTryRow(conversation_id=chat, at=at, **told) for chat, at in tried.items())
    sweep(database, "identity_tries")
    assert all_of(database, IdentityTryRow.conversation_id) == [next(iter(tried))]

"""Reports by mail: once a period, however many workers look, and to nobody who may not have them."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from amends.accounts import account
from amends.db.tables import AuditRow, MailRow, ReportRow
from amends.desk.actor import Actor
from amends.desk.reports.sending import KIND, Sending
from amends.desk.reports.subscribing import Reports
from amends.errors import CannotBeDone, NotFound, NotPermitted
from tests.desk_core.scene import ANNA
from tests.desk_core.working import work

MONDAY = datetime(2026, 11, 30, 6, tzinfo=UTC)


@pytest.fixture
def lea(desk):
    """Leads the desk, and has an account."""
    with desk.database.begin() as session:
        made = account.add(
            session, name="Lea", email="lea@example.com", role="supervisor", merchants=["norrnet", "itnet"],
            password="correct horse battery", now=desk.now,
        )  # fmt: skip
    return Actor(made.id, made.name, made.role, made.merchants)


@pytest.fixture
def reports(desk):
    return Reports(desk.context)


def mails(desk):
    with desk.database.read() as session:
        return session.query(MailRow).filter_by(kind=KIND).order_by(MailRow.id).all()


def look(desk, now=MONDAY):
    desk.now = now
    return Sending(desk.context).look()


def test_the_figures_of_the_week_go_out_on_monday_morning(desk, lea, reports):
    reports.ask(lea, "norrnet", "week")
    desk.case_actions.close(lea, desk.reviewed(), "Done")
    assert look(desk, MONDAY - timedelta(seconds=1)) == 0
    assert look(desk) == 1
    [mail] = mails(desk)
    assert (mail.recipient, mail.subject) == (
        "lea@example.com", "NorrNet Services, 23 to 29 November 2026: figures of the desk",
    )  # fmt: skip
    assert "Resolved: 100 % (1 of 1 cases)" in mail.text
    assert "since=2026-11-23&until=2026-11-29&merchant=norrnet" in mail.text
    assert "/desk/reports" in mail.text


def test_it_goes_out_once_a_period_however_many_workers_look_at_once(desk, lea, reports):
    reports.ask(lea, "norrnet", "week")
    desk.now = MONDAY
    start, sent = threading.Barrier(4), []

    def worker():
        start.wait()
        sent.append(Sending(desk.context).look())

    workers = [threading.Thread(target=worker) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert sorted(sent) == [0, 0, 0, 1]
    assert len(mails(desk)) == 1
    assert look(desk, MONDAY + timedelta(days=6)) == 0
    assert look(desk, MONDAY + timedelta(days=7)) == 1
    assert [mail.subject for mail in mails(desk)][1].startswith("NorrNet Services, 30 November to 6 December 2026")


def test_after_an_outage_only_the_last_period_is_reported_on(desk, lea, reports):
    reports.ask(lea, "norrnet", "week")
    assert look(desk, MONDAY + timedelta(days=23)) == 1
    assert [mail.subject for mail in mails(desk)] == ["NorrNet Services, 14 to 20 December 2026: figures of the desk"]
    assert look(desk, MONDAY + timedelta(days=24)) == 0


def test_a_week_in_which_nothing_happened_says_so(desk, lea, reports):
    reports.ask(lea, "", "week")
    assert look(desk) == 1
    [mail] = mails(desk)
    assert "Nothing happened in this time." in mail.text
    assert "First answer: none" in mail.text
    assert "iTNet and NorrNet Services" in mail.text


def test_who_stops_it_gets_no_more_and_others_cannot(desk, lea, reports):
    reports.ask(lea, "norrnet", "week")
    reports.ask(lea, "norrnet", "week")
    with desk.database.read() as session:
        [row] = reports.of(session, lea)
    reports.end(Actor("ag_other", "O", "supervisor", frozenset({"norrnet"})), row.id)
    assert look(desk) == 1
    reports.end(lea, row.id)
    assert look(desk, MONDAY + timedelta(days=7)) == 0
    with desk.database.read() as session:
        rows = session.query(AuditRow).filter(AuditRow.action.like("report_%")).order_by(AuditRow.seq)
        assert [(entry.action, entry.body) for entry in rows] == [
            ("report_asked_for", {"every": "week"}), ("report_ended", {"every": "week"}),
        ]  # fmt: skip


def test_it_ends_with_the_right_to_have_it(desk, lea, reports):
    for every in ("week", "month"):
        reports.ask(lea, "itnet", every)
    with desk.database.begin() as session:
        account.change(session, "lea@example.com", "agent", None, desk.now)
    assert look(desk) == 0
    assert mails(desk) == []
    with desk.database.read() as session:
        assert [row.every for row in session.query(ReportRow)] == ["month"]


@pytest.mark.parametrize(("merchant", "every", "fault"), [("nobody", "week", NotFound), ("", "hour", CannotBeDone)])
def test_what_cannot_be_is_refused(lea, reports, merchant, every, fault):
    with pytest.raises(fault):
        reports.ask(lea, merchant, every)


def test_agents_get_none(reports):
    with pytest.raises(NotPermitted):
        reports.ask(ANNA, "norrnet", "week")


def test_the_worker_looks(desk, lea, reports):
    reports.ask(lea, "norrnet", "month")
    desk.now = datetime(2026, 12, 1, 6, tzinfo=UTC)
    work(desk)
    [mail] = mails(desk)
    assert mail.subject.startswith("NorrNet Services, 1 to 30 November 2026")
    assert mail.sent_at is not None

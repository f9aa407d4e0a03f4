"""A statement is taken whatever it matches: a case, the words in it, and the acknowledgement, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from amends.accounts.sessions import Lifetimes
from amends.db.tables import CaseRow
from amends.desk.queries import search
from amends.errors import BackendUnavailable, TooManyRequests
from amends.retention import rows
from tests.withdrawals.scene import NOW


def test_an_acknowledgement_holds_the_statement_and_when_it_was_sent(scene):
    receipt = scene.declare("NN-10001", "kari.holm@example.com")
    (case,) = scene.cases()
    (mail,) = scene.mails()
    assert (receipt.case, receipt.at) == (case.number, NOW)
    assert (case.issue, case.opened_at, case.conversation_id, case.email) == ("withdraw", NOW, None, None)
    assert mail.recipient == "kari.holm@example.com"
    assert mail.subject == f"Your case {case.number}"
    assert "Statement: Kari Holm withdraws from this contract: NN-10001\n" in mail.text
    assert "Received: Wednesday, 18 November 2026, 11:00:00 CET\n" in mail.text
    assert f"Case number: {case.number}\n" in mail.text
    assert ("mail.send", "waiting") in {(job.kind, job.state) for job in scene.jobs()}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "Verklaring: Kari Holm herroept deze overeenkomst: mijn VPN"),
        ("nb", "Melding: Kari Holm går fra denne avtalen: mijn VPN"),
    ],
)
def test_it_speaks_the_language_of_the_page(scene, language, line):
    scene.declare("mijn VPN", "someone@example.com", language=language)
    assert line in scene.mails()[0].text


def test_what_matches_nothing_is_acknowledged_while_the_order_system_is_away(scene):
    scene.backend.fail(BackendUnavailable("away"), times=9)
    scene.declare("the thing from last week", "someone.else@example.com")
    assert [mail.recipient for mail in scene.mails()] == ["someone.else@example.com"]


def test_the_timeline_has_the_statement(scene):
    scene.declare("NN-10001", "kari.holm@example.com")
    declared = next(entry for entry in scene.entries() if entry.kind == "withdrawal_declared")
    assert declared.actor == "customer"
    assert declared.body == {"name": "Kari Holm", "contract": "NN-10001", "email": "kari.holm@example.com"}
    assert scene.withdrawals()[0].confirmed == "Kari Holm withdraws from this contract: NN-10001\nConfirm withdrawal"


def test_the_same_form_counts_once(scene):
    first = scene.declare("NN-10001", "kari.holm@example.com", token="the-same-form-again")
    scene.now += timedelta(minutes=1)
    assert scene.declare("NN-10001", "kari.holm@example.com", token="the-same-form-again") == first
    assert (len(scene.cases()), len(scene.mails()), len(scene.withdrawals())) == (1, 1, 1)


def test_pressed_twice_at_once_it_counts_once(scene):
    def press(_: int) -> object:
        return scene.declare("NN-10001", "kari.holm@example.com", token="the-same-form-again")

    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(press, range(4)))
    assert len(set(receipts)) == 1
    assert (len(scene.cases()), len(scene.mails())) == (1, 1)


def test_said_again_it_is_the_same_case_and_acknowledged_again(scene):
    first = scene.declare("my VPN", "someone@example.com")
    second = scene.declare("my VPN", "Someone@example.com")
    assert first.case == second.case
    assert len(scene.mails()) == 2


def test_a_withdrawal_that_is_under_way_in_the_chat_goes_on(scene):
    scene.declare("NN-10001", "kari.holm@example.com")
    scene.work()
    scene.declare("order 10001 please", "kari.holm@example.com")
    scene.work()
    assert [remedy.kind for remedy in scene.remedies()] == ["refund", "cancellation"]


def test_nobody_else_joins_a_case_by_its_order_number(scene):
    scene.declare("NN-10001", "kari.holm@example.com")
    other = scene.declare("NN-10001", "ola.berg@example.com")
    assert other.case != scene.cases()[0].number


def test_where_it_was_sent_from_is_forgotten_after_a_day(scene):
    scene.declare("my VPN", "old@example.com", sent_from="a network")
    scene.now += timedelta(days=1, seconds=1)
    scene.declare("my VPN", "young@example.com", sent_from="a network")
    lives = Lifetimes(idle=timedelta(minutes=15), whole=timedelta(hours=12))
    rows.sweeps(scene.context.database, lives, timedelta(days=30))["withdrawals_sent_from"](scene.now)
    assert [(row.email, row.sent_from) for row in scene.withdrawals()] == [
        ("old@example.com", None),
        ("young@example.com", "a network"),
    ]


def test_the_desk_finds_it_by_what_it_names(scene):
    scene.declare("my VPN of May", "nils@example.com", name="Nils Nygård")
    with scene.context.database.read() as session:
        for words in ("nygård", "VPN of", "nils@"):
            assert session.scalars(select(CaseRow.id).where(search.found(session, words))).all() == [1], words
        assert session.scalars(select(CaseRow.id).where(search.found(session, "somebody"))).all() == []


def test_one_network_has_a_limit(scene):
    for number in range(20):
        scene.declare("my VPN", f"person{number}@example.com", sent_from="a network")
    with pytest.raises(TooManyRequests) as refused:
        scene.declare("my VPN", "person21@example.com", sent_from="a network")
    assert refused.value.retry_after_s == 3600
    assert len(scene.mails()) == 20
    scene.now += timedelta(hours=1)
    scene.declare("my VPN", "person21@example.com", sent_from="a network")


def test_one_network_has_a_limit_for_the_day_too(scene):
    for number in range(60):
        scene.declare("my VPN", f"person{number}@example.com", sent_from="a network")
        scene.now += timedelta(minutes=10)
    with pytest.raises(TooManyRequests):
        scene.declare("my VPN", "person60@example.com", sent_from="a network")


def test_nobody_uses_up_the_share_of_a_strangers_address(scene):
    for _ in range(10):
        scene.declare("my VPN", "one@example.com", sent_from="a network")
    with pytest.raises(TooManyRequests):
        scene.declare("my VPN", "ONE@example.com", sent_from="a network")
    scene.declare("my VPN", "ONE@example.com", sent_from="the network of whoever has the address")
    scene.declare("my VPN", "two@example.com", sent_from="a network")


def test_an_address_has_a_limit_from_everywhere(scene):
    for number in range(30):
        scene.declare("my VPN", "one@example.com", sent_from=f"network {number}")
    with pytest.raises(TooManyRequests):
        scene.declare("my VPN", "One@example.com", sent_from="another network")
    scene.now += timedelta(days=1)
    scene.declare("my VPN", "one@example.com", sent_from="another network")


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (
            "SELECT 1 FROM withdrawals WHERE merchant = 'a' AND lower(email) = 'b' AND declared_at > 0",
            "withdrawals_email",
        ),
        ("SELECT 1 FROM mails WHERE lower(recipient) = 'b' AND kind = 'c' AND created_at > 0", "mails_recipient"),
    ],
)
def test_addresses_are_looked_up_by_an_index_whatever_their_case(scene, sql, index):
    with scene.context.database.read() as session:
        on_postgresql = session.get_bind().dialect.name == "postgresql"
        if on_postgresql:  # of an empty table it would read everything
            session.execute(text("SET LOCAL enable_seqscan = off"))
            sql = sql.replace("> 0", "> now()")
        plan = " ".join(
            str(row) for row in session.execute(text(f"EXPLAIN {'' if on_postgresql else 'QUERY PLAN '}{sql}"))
        )
    assert f"ix_{index}" in plan

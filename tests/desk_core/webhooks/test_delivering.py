"""Calls to a real receiver: signed, once where it takes them, tried over a day where it does not."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest

from amends.db.tables import AuditRow, MailRow
from amends.desk.webhooks.delivering import GIVEN_UP_AFTER, WAITS, Delivering
from amends.desk.webhooks.endpoints import BOTH_COUNT
from amends.desk.webhooks.events import WebhookEvent
from tests.desk_core.test_people import made
from tests.desk_core.webhooks.conftest import ADA, SEAL


def is_signed(call, secret):
    """As docs/webhooks.md tells receivers to look."""
    _, _, body, headers = call
    sent = {name.lower(): value for name, value in headers.items()}
    signed = f"{sent['webhook-id']}.{sent['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return any(hmac.compare_digest(wanted, each) for each in sent["webhook-signature"].split(" "))


def noted(desk, hooks):
    """One call on its way; its webhook and its secret."""
    number = desk.case()
    webhook, secret = hooks.add(WebhookEvent.CASE_NOTED)
    desk.case_actions.note(ADA, number, "a note")
    return webhook, secret, number


def test_a_call_reaches_its_receiver_signed_and_once(desk, hooks, receiver):
    _, secret, number = noted(desk, hooks)
    hooks.work()
    hooks.later(days=1)
    hooks.work()
    [call] = receiver.calls
    assert call[1] == "/hook"
    assert is_signed(call, secret)
    assert not is_signed((call[0], call[1], call[2] + b" ", call[3]), secret)
    body = json.loads(call[2])
    assert (body["type"], body["data"]["case"]) == ("case.noted", number)
    [row] = hooks.rows()
    assert (row.state, row.status, row.tries) == ("delivered", 202, 1)


def test_a_receiver_that_does_not_answer_is_tried_over_a_day(desk, hooks, receiver):
    webhook, _, _ = noted(desk, hooks)
    receiver.status = 500
    hooks.work()
    for wait in WAITS:
        hooks.desk.now += wait - timedelta(seconds=1)
        hooks.work()
        tried = len(receiver.calls)
        hooks.later(seconds=1)
        hooks.work()
        assert len(receiver.calls) == tried + 1
    [row] = hooks.rows()
    assert (row.state, row.status, row.tries) == ("failed", 500, len(WAITS) + 1)
    ids = {headers["webhook-id"] for _, _, _, headers in receiver.calls}
    assert ids == {row.id}
    assert hooks.row(webhook).off_at is None
    hooks.later(days=30)
    hooks.work()
    assert len(receiver.calls) == len(WAITS) + 1


def test_a_receiver_that_recovers_is_told(desk, hooks, receiver):
    webhook, _, _ = noted(desk, hooks)
    receiver.status = 503
    hooks.work()
    assert hooks.row(webhook).failing_since == desk.now
    receiver.status = None
    hooks.later(seconds=5)
    hooks.work()
    assert [row.state for row in hooks.rows()] == ["delivered"]
    assert hooks.row(webhook).failing_since is None


def test_a_redirect_is_not_followed(desk, hooks, receiver):
    noted(desk, hooks)
    receiver.status, receiver.location = 302, f"{receiver.url}/elsewhere"
    hooks.work()
    assert [path for _, path, _, _ in receiver.calls] == ["/hook"]
    assert [(row.state, row.status) for row in hooks.rows()] == [("waiting", 302)]


def test_an_address_that_fails_for_days_is_switched_off_and_told(desk, hooks, receiver):
    ada, siri = made(desk, "Ada", "admin", ["norrnet"]), made(desk, "Siri", "supervisor", ["norrnet"])
    webhook, _, number = noted(desk, hooks)
    receiver.status = 500
    hooks.work()
    hooks.desk.now += GIVEN_UP_AFTER
    desk.case_actions.note(ADA, number, "another")
    hooks.work()
    row = hooks.row(webhook)
    assert (row.off_at, row.off_why) == (desk.now, "failing")
    with desk.database.read() as session:
        assert [each.recipient for each in session.query(MailRow)] == ["ada@example.com"]
        entries = session.query(AuditRow).filter_by(subject=webhook, action="webhook_off").all()
    assert [(each.actor, each.body["why"]) for each in entries] == [("worker", "failing")]
    tried = len(receiver.calls)
    desk.case_actions.note(ADA, number, "a third")
    hooks.work()
    assert len(receiver.calls) == tried
    assert {each.state for each in hooks.rows()} <= {"failed", "dropped"}
    assert {ada.role, siri.role} == {"admin", "supervisor"}


def test_a_receiver_that_says_it_is_gone_is_believed(desk, hooks, receiver):
    webhook, _, _ = noted(desk, hooks)
    receiver.status = 410
    hooks.work()
    assert hooks.row(webhook).off_why == "gone"
    hooks.webhooks.switch_on(ADA, webhook)
    assert hooks.row(webhook).failing_since is None


def test_a_new_secret_takes_over_within_a_day(desk, hooks, receiver):
    webhook, old, number = noted(desk, hooks)
    new = hooks.webhooks.renew(ADA, webhook)
    hooks.work()
    desk.now += BOTH_COUNT
    desk.case_actions.note(ADA, number, "another")
    hooks.work()
    both, one = receiver.calls
    assert (is_signed(both, old), is_signed(both, new)) == (True, True)
    assert (is_signed(one, old), is_signed(one, new)) == (False, True)


def test_a_call_is_sent_again_as_it_was(desk, hooks, receiver):
    webhook, secret, _ = noted(desk, hooks)
    hooks.work()
    [row] = hooks.rows()
    hooks.webhooks.redeliver(ADA, webhook, row.id)
    hooks.later(minutes=1)
    hooks.work()
    first, again = receiver.calls
    assert first[2] == again[2]
    assert first[3]["webhook-id"] == again[3]["webhook-id"]
    assert is_signed(again, secret)


def test_a_neighbour_is_not_called_without_the_setting(desk, hooks, receiver):
    webhook, _, _ = noted(desk, hooks)
    hooks.work(Delivering(desk.context, SEAL, private=False))
    assert receiver.calls == []
    [row] = hooks.rows()
    assert (row.state, row.status, row.error) == (
        "waiting", None, "the host's name leads to an address that is not public",
    )  # fmt: skip
    assert hooks.row(webhook).failing_since is not None


def test_a_name_that_leads_elsewhere_between_two_looks_is_not_called(desk, hooks, receiver, monkeypatch):
    noted(desk, hooks)
    monkeypatch.setattr("amends.desk.webhooks.delivering.check_reach", lambda _url, *, private: None)
    hooks.work(Delivering(desk.context, SEAL, private=False))
    assert receiver.calls == []
    assert [row.state for row in hooks.rows()] == ["waiting"]


def test_a_call_that_cannot_be_signed_ends_as_one(desk, hooks, receiver):
    noted(desk, hooks)
    worker = hooks.worker(Delivering(desk.context, None, private=True))
    while worker.turn():
        desk.later(hours=1)
    for _ in range(worker.rule.attempts):
        desk.later(hours=1)
        worker.turn()
    [row] = hooks.rows()
    assert row.state == "failed"
    assert "AMENDS_CHANNEL_SECRET" in row.error
    assert receiver.calls == []


@pytest.mark.parametrize("gone", ["off", "removed"])
def test_what_waits_for_an_address_that_is_gone_is_dropped(desk, hooks, receiver, gone):
    webhook, _, _ = noted(desk, hooks)
    {"off": hooks.webhooks.switch_off, "removed": hooks.webhooks.remove}[gone](ADA, webhook)
    hooks.work()
    assert receiver.calls == []
    assert [row.state for row in hooks.rows()] == (["dropped"] if gone == "off" else [])

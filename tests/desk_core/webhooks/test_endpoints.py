"""Webhooks are set up by administrators, within their merchants, and their secrets are kept sealed."""

import pytest

from amends.db.tables import AuditRow
from amends.desk.webhooks.endpoints import MOST, Webhooks
from amends.desk.webhooks.events import CHOOSABLE, WebhookEvent
from amends.errors import CannotBeDone, NotFound, NotPermitted
from tests.desk_core.api.test_tokens import BOTH
from tests.desk_core.scene import ANNA, SUSAN
from tests.desk_core.webhooks.conftest import ADA, SEAL

URL = "https://hooks.example.com/amends/s3cret"


def test_a_secret_is_kept_sealed_and_no_log_has_it(desk, hooks):
    webhook, secret = hooks.webhooks.add(ADA, "norrnet", URL, [WebhookEvent.CASE_OPENED])
    new = hooks.webhooks.renew(ADA, webhook)
    row = hooks.row(webhook)
    with desk.database.read() as session:
        entries = session.query(AuditRow).filter_by(subject=webhook).order_by(AuditRow.seq).all()
    written = f"{row.sealed} {[each.body for each in entries]}"
    assert secret not in written
    assert new not in written
    assert "s3cret" not in written
    assert [(each.action, each.actor) for each in entries] == [
        ("webhook_added", ADA.id), ("webhook_secret_renewed", ADA.id),
    ]  # fmt: skip
    assert entries[0].body == {"host": "hooks.example.com", "events": ["case.opened"]}


def test_each_step_stands_in_the_audit_log_once(desk, hooks):
    webhook, _ = hooks.webhooks.add(ADA, "norrnet", URL, CHOOSABLE)
    for _ in range(2):
        hooks.webhooks.change(ADA, webhook, URL, [WebhookEvent.CASE_NOTED])
        hooks.webhooks.switch_off(ADA, webhook)
    for _ in range(2):
        hooks.webhooks.switch_on(ADA, webhook)
    hooks.webhooks.remove(ADA, webhook)
    with desk.database.read() as session:
        rows = session.query(AuditRow).filter_by(subject=webhook).order_by(AuditRow.seq)
        assert [each.action for each in rows] == [
            "webhook_added", "webhook_changed", "webhook_off", "webhook_on", "webhook_removed",
        ]  # fmt: skip


def test_only_administrators_of_the_merchant_see_to_them(hooks):
    theirs, _ = hooks.webhooks.add(BOTH, "itnet", URL, CHOOSABLE)
    for actor in (ANNA, SUSAN):
        with pytest.raises(NotPermitted):
            hooks.webhooks.of(actor)
        with pytest.raises(NotPermitted):
            hooks.webhooks.add(actor, "norrnet", URL, CHOOSABLE)
    with pytest.raises(NotFound):
        hooks.webhooks.add(ADA, "itnet", URL, CHOOSABLE)
    steps = (hooks.webhooks.renew, hooks.webhooks.switch_off, hooks.webhooks.remove, hooks.webhooks.test)
    for step in steps:
        for webhook in (theirs, "wh_nobody"):
            with pytest.raises(NotFound):
                step(ADA, webhook)
    assert hooks.webhooks.of(ADA) == []


def test_what_cannot_be_is_not_set_up(hooks):
    for url, events in ((URL, []), (URL, ["case.everything"]), (URL, ["webhook.test"]), ("ftp://x", CHOOSABLE)):
        with pytest.raises(CannotBeDone):
            hooks.webhooks.add(ADA, "norrnet", url, events)
    hooks.webhooks.add(ADA, "norrnet", URL, CHOOSABLE)
    with pytest.raises(CannotBeDone, match="already"):
        hooks.webhooks.add(ADA, "norrnet", URL, CHOOSABLE)
    for at in range(MOST - 1):
        hooks.webhooks.add(ADA, "norrnet", f"{URL}/{at}", CHOOSABLE)
    with pytest.raises(CannotBeDone, match="enough"):
        hooks.webhooks.add(ADA, "norrnet", f"{URL}/more", CHOOSABLE)


def test_without_a_secret_of_ours_there_is_no_webhook(desk):
    with pytest.raises(CannotBeDone, match="AMENDS_CHANNEL_SECRET"):
        Webhooks(desk.context, None).add(ADA, "norrnet", URL, CHOOSABLE)


def test_a_neighbours_address_takes_the_setting(desk):
    with pytest.raises(CannotBeDone, match="AMENDS_WEBHOOKS_TO_PRIVATE_ADDRESSES"):
        Webhooks(desk.context, SEAL).add(ADA, "norrnet", "https://10.0.0.1/", CHOOSABLE)


def test_a_webhook_that_is_off_sends_no_test_and_nothing_again(hooks):
    webhook, _ = hooks.add(WebhookEvent.CASE_NOTED)
    hooks.webhooks.test(ADA, webhook)
    hooks.work()
    assert hooks.told() == [("webhook.test", {"merchant": "norrnet"})]
    [row] = hooks.rows()
    other, _ = hooks.add(WebhookEvent.CASE_NOTED, path="/other")
    with pytest.raises(NotFound):
        hooks.webhooks.redeliver(ADA, other, row.id)
    hooks.webhooks.switch_off(ADA, webhook)
    with pytest.raises(CannotBeDone):
        hooks.webhooks.test(ADA, webhook)
    with pytest.raises(CannotBeDone):
        hooks.webhooks.redeliver(ADA, webhook, row.id)


def test_a_test_and_a_call_that_is_sent_again_stand_in_the_audit_log(desk, hooks):
    webhook, _ = hooks.webhooks.add(ADA, "norrnet", URL, CHOOSABLE)
    hooks.webhooks.test(ADA, webhook)
    [call] = hooks.rows()
    hooks.webhooks.redeliver(ADA, webhook, call.id)
    with desk.database.read() as session:
        rows = session.query(AuditRow).filter_by(subject=webhook).order_by(AuditRow.seq).all()
    host = {"host": "hooks.example.com"}
    assert [(row.action, row.actor, row.body) for row in rows[1:]] == [
        ("webhook_tested", ADA.id, {**host, "call": call.id}),
        ("webhook_sent_again", ADA.id, {**host, "call": call.id, "event": "webhook.test"}),
    ]

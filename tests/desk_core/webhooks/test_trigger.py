"""What happens at a desk is queued in the transaction that makes it so, for those who want it."""

from amends.cases import store
from amends.cases.entries import EntryKind
from amends.db.tables import JobRow, WebhookDeliveryRow
from amends.desk.webhooks.events import CHOOSABLE, WebhookEvent
from tests.desk_core.api.test_tokens import BOTH
from tests.desk_core.scene import ANNA, BO
from tests.desk_core.webhooks.conftest import ADA


def data_of(hooks, event):
    return [row.body["data"] for row in hooks.rows() if row.event == event]


def test_a_case_is_told_of_from_its_opening_to_its_closing(desk, hooks):
    hooks.add()
    number = desk.reviewed()
    desk.case_actions.claim(ANNA, number)
    desk.case_actions.note(ANNA, number, "Look at this, please")
    desk.case_actions.label(ANNA, number, "secret label")
    desk.replying.reply(ANNA, number, "We look into it")
    desk.case_actions.close(ANNA, number)
    told = [row.event for row in hooks.rows()]
    assert set(told) == {
        "case.opened", "case.status_changed", "case.decided", "case.assigned", "case.noted", "case.labelled",
        "message.sent",
    }  # fmt: skip
    [moved] = [each for each in data_of(hooks, "case.status_changed") if each["to"] == "resolved"]
    assert moved == {
        "merchant": "norrnet", "case": number, "from": "review", "to": "resolved", "due_at": None, "by": ANNA.id,
    }  # fmt: skip
    whole = str([row.body for row in hooks.rows()])
    for words in ("Look at this", "secret label", "We look into it", "kari@", "It never came"):
        assert words not in whole


def test_words_of_a_customer_are_told_of_where_they_are_about_a_case(desk, hooks):
    hooks.add(WebhookEvent.MESSAGE_RECEIVED)
    talk = desk.chat()
    desk.customer(talk, "Hello")
    assert hooks.rows() == []
    number = desk.case(chat=talk)
    event = desk.customer(talk, "It still does not work")
    [told] = data_of(hooks, "message.received")
    assert told == {"merchant": "norrnet", "case": number, "message": event, "kind": "message", "channel": "web"}


def test_money_that_moved_is_told_of(desk, hooks):
    hooks.add(WebhookEvent.REMEDY_CONFIRMED)
    number = desk.reviewed()
    desk.decides.approve_recommended(ANNA, number)
    desk.later(minutes=10)
    desk.work()
    [told] = data_of(hooks, "remedy.confirmed")
    assert (told["case"], told["kind"]) == (number, "refund")


def test_only_what_is_wanted_is_queued(desk, hooks):
    hooks.add(WebhookEvent.CASE_NOTED, path="/notes")
    off, _ = hooks.add(path="/off")
    hooks.webhooks.switch_off(ADA, off)
    number = desk.reviewed()
    desk.case_actions.note(BO, number, "a note")
    assert [row.event for row in hooks.rows()] == ["case.noted"]


def test_other_merchants_webhooks_hear_nothing(desk, hooks):
    hooks.webhooks.add(BOTH, "itnet", f"{hooks.receiver.url}/itnet", CHOOSABLE)
    desk.reviewed()
    assert hooks.rows() == []


def test_what_does_not_commit_is_not_told(desk, hooks):
    hooks.add()
    number = desk.case()
    before = len(hooks.rows())

    with desk.database.begin() as session:
        store.record(session, desk.row(number, session), ANNA.id, EntryKind.NOTE, {}, desk.now)
        session.flush()
        assert session.query(WebhookDeliveryRow).count() == before + 1
        session.rollback()
    assert len(hooks.rows()) == before
    with desk.database.read() as session:
        jobs = session.query(JobRow).filter_by(kind="webhook.deliver").count()
    assert jobs == before


def test_what_is_said_in_the_chat_of_a_merged_case_is_about_the_case_it_goes_on_in(desk, hooks):
    hooks.add(WebhookEvent.MESSAGE_RECEIVED, WebhookEvent.MESSAGE_SENT)
    one, into = desk.case(), desk.case(issue="outage")
    talk = desk.row(one).conversation_id
    desk.merging.merge(ANNA, one, into)
    desk.customer(talk, "It still does not work")
    assert [data["case"] for data in data_of(hooks, "message.received")] == [into]

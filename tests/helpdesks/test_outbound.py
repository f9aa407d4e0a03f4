"""A case goes out with the transaction that puts it into review, and what is said later follows in order."""

import json
from datetime import timedelta

import pytest

from amends.cases import store
from amends.cases.status import CaseStatus
from amends.db.conversation_tables import ConversationRow
from amends.db.helpdesk_tables import HelpdeskThreadRow
from amends.db.job_kinds import JobKind
from amends.helpdesks.outbound import Outbound
from amends.helpdesks.outbound_trigger import watch
from amends.remedies.executor import Progress
from tests.desk_core.scene import ANNA


@pytest.fixture
def house(open_house):
    return open_house("webhook")


def events(house):
    return [json.loads(body) for _, _, body, _ in house.receiver.calls]


def move_and_fail(house, number):
    with house.desk.database.begin() as session:
        due = house.desk.now + timedelta(days=1)
        store.move(session, house.desk.row(number, session), CaseStatus.REVIEW, "bot", house.desk.now, due)
        _ = 1 / 0


def chat(house, number):
    return house.desk.row(number).conversation_id


def test_a_case_is_sent_when_it_comes_into_review(house):
    number = house.desk.reviewed()
    house.work()
    [opened] = events(house)
    assert (opened["type"], opened["case"]["number"]) == ("case.opened", number)
    assert opened["case"]["recommended"]["outcome"] == "review"
    assert house.timeline(number, "helpdesk_sent")[0].body["reference"] == number


def test_a_case_that_no_person_has_to_see_stays_in_the_house(house):
    number = house.desk.case(to=CaseStatus.OFFERED)
    house.desk.customer(chat(house, number), "hello")
    house.work()
    assert events(house) == []
    assert house.queued(JobKind.SEND_TO_HELPDESK) == []


def test_a_transaction_that_fails_queues_nothing(house):
    number = house.desk.case(to=CaseStatus.OFFERED)
    with pytest.raises(ZeroDivisionError):
        move_and_fail(house, number)
    assert house.queued(JobKind.SEND_TO_HELPDESK) == []


def test_a_merchant_without_a_helpdesk_queues_nothing(house):
    watch(house.desk.database, frozenset({"itnet"}))
    number = house.desk.reviewed()
    house.desk.customer(chat(house, number), "hello")
    assert house.queued(JobKind.SEND_TO_HELPDESK) == []


def test_later_messages_follow_once_each_and_in_order(house):
    number = house.desk.reviewed()
    house.work()
    for n in range(5):
        house.desk.customer(chat(house, number), f"m{n}")
    house.work(12)
    said = [event["line"]["text"] for event in events(house) if event["type"] == "case.message"]
    assert said == [f"m{n}" for n in range(5)]


def test_what_was_said_before_the_case_was_sent_goes_with_it_only(house):
    number = house.desk.reviewed()
    house.desk.customer(chat(house, number), "still before")
    house.work()
    [opened] = events(house)
    assert opened["case"]["lines"][-1]["text"] == "still before"


def test_neither_the_bot_nor_our_own_desk_is_echoed_to_the_helpdesk(house):
    number = house.desk.reviewed()
    house.work()
    house.desk.replying.reply(ANNA, number, "from our own desk")
    house.work()
    assert [event["type"] for event in events(house)] == ["case.opened"]


def test_talk_about_something_else_after_the_case_is_closed_stays_in_the_house(house):
    number = house.desk.reviewed()
    house.work()
    with house.desk.database.begin() as session:
        store.move(session, house.desk.row(number, session), CaseStatus.RESOLVED, "ag_anna", house.desk.now)
    house.desk.customer(chat(house, number), "my other order")
    house.work()
    assert len(events(house)) == 1


def test_a_message_that_met_an_outage_is_sent_later_in_its_order(house):
    number = house.desk.reviewed()
    house.work()
    house.receiver.status = 503
    house.desk.customer(chat(house, number), "first")
    house.work(1)
    house.receiver.status = None
    house.desk.customer(chat(house, number), "second")
    house.desk.later(seconds=10)
    house.work()
    said = [event["line"]["text"] for event in events(house) if event["type"] == "case.message"]
    assert said[-2:] == ["first", "second"]


def test_a_helpdesk_that_stays_away_is_written_down_and_the_case_stays_in_review(house):
    house.receiver.status = 503
    number = house.desk.reviewed()
    mailed = len(house.desk.mails())
    house.work(10, seconds=10)
    assert len(house.timeline(number, "helpdesk_gave_up")) == 1
    assert [job.state for job in house.queued(JobKind.SEND_TO_HELPDESK)] == ["dead"]
    assert house.desk.status(number) == CaseStatus.REVIEW
    assert len(house.desk.mails()) == mailed  # the customer need not know


def test_a_final_no_is_not_asked_again_and_written_down(house):
    house.receiver.status = 403
    number = house.desk.reviewed()
    house.work(10, seconds=10)
    assert len(house.receiver.calls) == 1
    assert "403" in house.timeline(number, "helpdesk_refused")[0].body["why"]


def test_a_redirect_is_not_followed(house):
    house.receiver.status, house.receiver.location = 307, f"{house.receiver.url}/elsewhere"
    number = house.desk.reviewed()
    house.work()
    assert [path for _, path, _, _ in house.receiver.calls] == ["/"]
    assert house.timeline(number, "helpdesk_refused")


def test_two_workers_do_not_send_the_same_case_at_once(house):
    number = house.desk.reviewed()
    [job] = house.queued(JobKind.SEND_TO_HELPDESK)
    with house.desk.database.begin() as session:
        row = HelpdeskThreadRow(
            case_id=job.body["case_id"],
            merchant="norrnet",
            kind="webhook",
            held_until=house.desk.now + timedelta(seconds=30),
            created_at=house.desk.now,
        )
        session.add(row)
    assert house.jobs.send(job) is Progress.HELD_BACK
    house.desk.later(seconds=31)  # the other one died
    assert house.jobs.send(job) is Progress.SETTLED
    assert events(house)[0]["case"]["number"] == number


class Slow:
    """A helpdesk of the slowest: by the time that it answers, another worker has the case."""

    kind = "webhook"

    def __init__(self, house, case_id):
        self.house, self.case_id, self.told = house, case_id, []

    def send(self, case):
        self._take_over()
        return case.number

    def update(self, reference, case, line):
        self.told.append(line.text)
        self._take_over()

    def _take_over(self):
        self.house.desk.later(seconds=61)
        self.taken_until = self.house.desk.now + timedelta(seconds=60)
        with self.house.desk.database.begin() as session:
            session.get_one(HelpdeskThreadRow, self.case_id).held_until = self.taken_until


def thread(house, case_id):
    with house.desk.database.read() as session:
        return session.get_one(HelpdeskThreadRow, case_id)


def test_a_worker_whose_lease_ran_out_neither_frees_the_case_nor_goes_on_with_it(house):
    number = house.desk.reviewed()
    house.work()
    for text in ("first", "second"):
        house.desk.customer(chat(house, number), text)
    case_id = house.desk.row(number).id
    slow = Slow(house, case_id)
    assert Outbound(house.context, {"norrnet": slow}).send(case_id) is False
    assert slow.told == ["first"]
    assert thread(house, case_id).held_until == slow.taken_until
    house.desk.later(seconds=61)  # the other one died
    house.work()
    assert events(house)[-1]["line"]["text"] == "second"


def test_a_worker_whose_lease_ran_out_while_it_opened_the_case_leaves_that_to_the_other(house):
    case_id = house.desk.row(house.desk.reviewed()).id
    slow = Slow(house, case_id)
    assert Outbound(house.context, {"norrnet": slow}).send(case_id) is False
    assert thread(house, case_id).held_until == slow.taken_until
    assert thread(house, case_id).reference is None


def test_the_words_to_a_person_who_has_the_chat_go_out_though_the_case_is_not_in_review(house):
    number = house.desk.reviewed()
    house.work()
    with house.desk.database.begin() as session:
        case = house.desk.row(number, session)
        store.move(session, case, CaseStatus.ON_HOLD, "ag_anna", house.desk.now)
        session.get_one(ConversationRow, case.conversation_id).owner = "person"
    house.desk.customer(chat(house, number), "here you are")
    house.work()
    assert events(house)[-1]["line"]["text"] == "here you are"

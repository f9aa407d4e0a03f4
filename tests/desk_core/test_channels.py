"""A case whose chat is on a messaging channel: which way an answer goes, what came of it, and how it is found."""

from dataclasses import replace
from datetime import timedelta

import pytest

from amends.channels import keeping_back, opting_out, overtaking
from amends.channels.limits import Limits, Outside
from amends.conversations import log
from amends.conversations.event_kinds import EventKind
from amends.db.channel_tables import ChannelMessageRow, ChannelRow, ChannelThreadRow
from amends.db.conversation_tables import ConversationRow
from amends.db.remedy_tables import MailRow
from amends.desk.queries import counting, queue
from amends.desk.queries.case import view
from amends.desk.queries.filters import Filters
from amends.desk.queries.road import road_of
from amends.desk.replying import Replying
from tests.desk_core.scene import ANNA, Desk

LIMITS = Limits(text=400, window=timedelta(hours=24), outside=Outside.PERSON, person_window=timedelta(days=7))


@pytest.fixture
def desk(database):
    return Desk(database)


@pytest.fixture
def number(desk):
    """A case in review, whose chat is on Messenger."""
    number = desk.case()
    talk = desk.row(number).conversation_id
    with desk.database.begin() as session:
        session.add(
            ChannelRow(id="ch_1", merchant="norrnet", kind="messenger", name="m", sealed="", created_at=desk.now)
        )
        session.flush()
        session.get_one(ConversationRow, talk).channel = "messenger"
        session.add(ChannelThreadRow(conversation_id=talk, channel_id="ch_1", address="1", last_inbound_at=desk.now))
    return number


def shown(desk, number):
    with desk.database.read() as session:
        return view(session, desk.context, ANNA, number)


def road(desk, number, limits=LIMITS):
    with desk.database.read() as session:
        return road_of(session, desk.row(number, session), desk.now, lambda _channel: limits)


@pytest.mark.parametrize(
    ("silent", "sentence"),
    [
        ({"hours": 1}, "Goes out on Messenger."),
        ({"days": 2}, "Goes out on Messenger, marked as a person's own words, as the window has closed."),
        ({"days": 8}, "Messenger lets no answer through now: it goes by e-mail to the order's address."),
    ],
    ids=["open", "closed", "shut"],
)
def test_whoever_answers_is_told_beforehand_which_way_it_goes(desk, number, silent, sentence):
    desk.now += timedelta(**silent)
    found = road(desk, number)
    assert found.sentence == sentence
    assert found.warns == (sentence != "Goes out on Messenger.")


@pytest.mark.parametrize(
    ("silent", "sentence"),
    [
        ({"hours": 1}, "Goes out on Messenger."),
        (
            {"days": 2},
            "Messenger's window has closed: the approved message asks the customer to write, and this goes out once "
            "they do; by e-mail if they have not within a day.",
        ),
    ],
)
def test_whoever_answers_is_told_that_it_waits_for_the_customer(desk, number, silent, sentence):
    desk.now += timedelta(**silent)
    assert road(desk, number, replace(LIMITS, outside=Outside.TEMPLATE)).sentence == sentence


def test_on_a_channel_that_is_gone_an_answer_goes_by_mail(desk, number):
    assert "goes by e-mail" in road(desk, number, None).sentence


def test_the_chat_window_has_no_such_sentence(desk):
    assert road(desk, desk.case()) is None


def test_an_answer_on_a_channel_is_not_mailed_because_the_customer_is_silent(desk, number):
    desk.now += timedelta(hours=1)
    Replying(desk.context).reply(ANNA, number, "We are looking into it.")
    with desk.database.read() as session:
        assert [mail for mail in session.query(MailRow) if "looking into it" in mail.text] == []


def test_the_transcript_tells_what_became_of_a_message(desk, number):
    talk = desk.row(number).conversation_id
    with desk.database.begin() as session:
        row = session.get_one(ConversationRow, talk)
        said = log.reply(session, row, "Good morning", (), desk.now, author="agent", data={"agent": "Ada"})
        body = {"what": "failed", "of": said.seq, "code": "1", "why": "They have blocked us.", "instead": "mailed"}
        log.append(session, row, kind=EventKind.CHANNEL, author="system", body=body, now=desk.now)
        for part, state in enumerate(("read", "failed")):
            session.add(ChannelMessageRow(event_id=said.id, part=part, channel_id="ch_1", state=state, at=desk.now))
    talk = shown(desk, number).talk
    assert [each.state for each in talk if each.text == "Good morning"] == ["not delivered"]
    assert talk[-1].text == ("A message did not reach the customer: They have blocked us. It goes by e-mail instead.")


def test_whoever_answers_is_told_that_the_last_message_did_not_get_there(desk, number):
    """Until the customer writes again, or something gets there after all."""
    talk = desk.row(number).conversation_id

    def said(state, *, failed=False):
        with desk.database.begin() as session:
            row = session.get_one(ConversationRow, talk)
            event = log.reply(session, row, "Good morning", (), desk.now, author="agent", data={"agent": "Ada"})
            session.add(ChannelMessageRow(event_id=event.id, part=0, channel_id="ch_1", state=state, at=desk.now))
            if failed:
                body = {"what": "failed", "of": event.seq, "code": "403", "why": "Blocked.", "instead": "mailed"}
                log.append(session, row, kind=EventKind.CHANNEL, author="system", body=body, now=desk.now)

    said("failed", failed=True)
    found = road(desk, number)
    assert found.warns
    assert found.sentence == (
        "Messenger did not take the last message. If it refuses this one too, it goes by e-mail to the order's address."
    )
    said("sent")
    assert road(desk, number).sentence == "Goes out on Messenger."
    said("failed", failed=True)
    with desk.database.begin() as session:
        row = session.get_one(ConversationRow, talk)
        log.append(session, row, kind=EventKind.MESSAGE, author="customer", body={"text": "Hello?"}, now=desk.now)
    assert not road(desk, number).warns


@pytest.mark.parametrize(
    ("over", "line", "sentence"),
    [
        (False, "opted out of messages", "Messenger lets no answer through now: it goes by e-mail"),
        (True, "opted in again", "Goes out on Messenger."),
    ],
    ids=["out", "in-again"],
)
def test_a_customer_who_opted_out_is_shown_as_such_before_anybody_writes(desk, number, over, line, sentence):
    with desk.database.begin() as session:
        row = session.get_one(ConversationRow, desk.row(number, session).conversation_id)
        opting_out.note(session, row, desk.now, over=False)
        if over:
            opting_out.note(session, row, desk.now, over=True)
    assert line in shown(desk, number).talk[-1].text
    assert road(desk, number).sentence.startswith(sentence)


def test_what_waits_for_the_customer_and_what_a_change_overtook_are_shown(desk, number):
    with desk.database.begin() as session:
        row = session.get_one(ConversationRow, desk.row(number, session).conversation_id)
        said = log.reply(session, row, "Good morning", (), desk.now, author="agent", data={"agent": "Ada"})
        asked = ChannelMessageRow(
            event_id=said.id, part=keeping_back.ASKED, channel_id="ch_1", state="delivered", at=desk.now
        )
        session.add(asked)
        overtaking.tell_of(session, row, said, "order 10001", desk.now)
    talk = shown(desk, number).talk
    assert [each.state for each in talk if each.text == "Good morning"] == ["waits: the customer was asked to write"]
    assert talk[-1].text == "Before the customer changed a message to what stands above, it was: order 10001"
    with desk.database.begin() as session:
        session.add(ChannelMessageRow(event_id=said.id, part=0, channel_id="ch_1", state="read", at=desk.now))
    assert [each.state for each in shown(desk, number).talk if each.text == "Good morning"] == ["read"]


def test_cases_are_filtered_and_counted_by_their_channel(desk, number):
    other = desk.case(issue="outage")
    with desk.database.read() as session:
        lines, total = queue.queue(session, ANNA, Filters(channel="messenger"), desk.now, 0, 10)
        counted = counting.listed(session, ANNA, Filters(channel="messenger"), desk.now).channels
    assert ([line.number for line in lines], total) == ([number], 1)
    assert lines[0].channel == "messenger"
    assert counted == {"messenger": 1, "web": 1}
    assert other != number

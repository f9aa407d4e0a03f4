"""One thing that is decided is one mail: the conversation's, or a letter."""

import pytest

from amends.conversations import log
from amends.conversations.event_kinds import EventKind
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.channel_tables import ChannelRow, ChannelThreadRow
from amends.db.conversation_tables import ConversationRow
from amends.db.remedy_tables import MailRow, RemedyRow
from amends.messages.carried import is_carried
from amends.messages.mail import queue_news
from tests import shipped
from tests.channels.contract import CHANNEL, Scene
from tests.channels.email_harness import KIM, EmailHarness
from tests.channels.email_talks import body, case_of, write


@pytest.fixture
def scene(sqlite, sandbox):
    scene = Scene(sqlite, EmailHarness(), sandbox)
    yield scene
    scene.stop()


@pytest.fixture
def sent(scene):
    return scene.harness.smtp.messages


def letters(scene):
    return scene.rows(MailRow)


def news_of(scene, case_id, **other):
    with scene.database.begin() as session:
        queue_news(
            session,
            shipped.sentences(),
            case=session.get_one(CaseRow, case_id),
            merchant="Norrnet",
            news="It was decided.",
            now=scene.watch(),
            **other,
        )


def test_what_is_decided_reaches_the_customer_by_one_mail(scene, sent):
    write(scene, 1, "hello")
    case_id = case_of(scene, email="Kim@Example.com")
    with scene.database.begin() as session:
        talk = session.get_one(ConversationRow, scene.conversation.id)
        log.reply(session, talk, "It was decided.", (), scene.watch(), author="system", kind=EventKind.NOTICE)
    news_of(scene, case_id)
    scene.do()
    assert letters(scene) == []
    assert [body(message) for message in sent[1:]] == ["It was decided."]


def test_another_address_of_the_order_gets_its_letter(scene):
    write(scene, 1, "hello")
    news_of(scene, case_of(scene, email="kim@work.example"))
    assert [letter.recipient for letter in letters(scene)] == ["kim@work.example"]


def test_what_stands_in_for_a_mail_that_failed_is_written_all_the_same(scene):
    write(scene, 1, "hello")
    news_of(scene, case_of(scene), anyway=True)
    assert len(letters(scene)) == 1


@pytest.mark.parametrize("how", ["closed", "removed", "another kind", "another chat"])
def test_what_no_mail_of_the_channel_carries_is_a_letter(scene, how):
    write(scene, 1, "hello")
    case_id = case_of(scene)
    with scene.database.begin() as session:
        thread = session.get_one(ChannelThreadRow, scene.conversation.id)
        channel = session.get_one(ChannelRow, CHANNEL)
        if how == "closed":
            thread.closed_at = scene.watch()
        elif how == "removed":
            channel.disconnected_at = scene.watch()
        elif how == "another kind":
            channel.kind = "telegram"
    chat = "cv_of_the_chat_window" if how == "another chat" else None
    news_of(scene, case_id, chat=chat)
    assert len(letters(scene)) == 1
    with scene.database.read() as session:
        assert not is_carried(session, session.get_one(CaseRow, case_id), KIM, chat)


def test_a_failed_mail_of_a_case_is_written_by_letter_though_the_address_is_the_same(scene):
    write(scene, 1, "hello")
    case_of(scene)
    scene.harness.refuse_next()
    scene.person_writes("We have found it.")
    [letter] = letters(scene)
    assert (letter.recipient, "We have found it." in letter.text) == (KIM, True)
    [line] = scene.events("channel")
    assert line.body["instead"] == "mailed"


def remedy_of(scene, case_id):
    """One that was just entered, and is not carried out yet."""
    now = scene.watch()
    with scene.database.begin() as session:
        decision = DecisionRow(case_id=case_id, at=now, outcome="approve", row="N09f", claim={}, decision={})
        session.add(decision)
        session.flush()
        row = RemedyRow(
            key="r1",
            case_id=case_id,
            decision_id=decision.id,
            merchant="norrnet",
            order_number="NN-10015",
            kind="cancellation",
            purpose="cancel",
            confirmed_by="1",
            confirmed_at=now,
            confirmed_text="yes",
            created_at=now,
        )
        session.add(row)
        session.flush()
        return row.id


def test_what_is_granted_and_what_came_of_it_are_one_mail(scene, sent):
    write(scene, 1, "hello")
    remedy = remedy_of(scene, case_of(scene))
    scene.bot_adds("You get your money back.")
    assert len(sent) == 1
    with scene.database.begin() as session:
        session.get_one(RemedyRow, remedy).state = "confirmed"
    scene.bot_adds("It was refunded.")
    assert [body(message) for message in sent[1:]] == ["You get your money back.\n\nIt was refunded."]


def test_what_takes_longer_is_told_in_a_mail_of_its_own(scene, sent):
    write(scene, 1, "hello")
    remedy_of(scene, case_of(scene))
    scene.bot_adds("You get your money back.")
    scene.later(seconds=61)
    scene.do()
    scene.bot_adds("It was refunded.")
    assert [body(message) for message in sent[1:]] == ["You get your money back.", "It was refunded."]

"""The code that goes to the order's mailbox: made as it is sent, once, in the customer's language, and kept nowhere."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from sqlalchemy import select

from amends.assistant.context import Context
from amends.cases import move_codes
from amends.conversations import conversation
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.outbox import RetryRule
from amends.db.tables import CaseMoveRow, ConversationRow, JobRow, MailRow
from amends.errors import MailError, MailUndeliverable
from amends.messages import mail
from tests.remedies.scene import ANNOUNCER, EMAIL, Scene, an_order
from tests.shipped import policies, sentences
from worker.handlers import Handlers
from worker.loop import Worker
from worker.move_codes import MoveCodeJobs

SMTP = mail.SmtpSettings("127.0.0.1", 1, "a@example.com")


class Sent:
    """The mail server: what it took, and what it says to the next mail."""

    def __init__(self):
        self.mails, self.faults = [], []

    def __call__(self, message, smtp, reply_to=None, name=None, closing=""):
        if self.faults:
            raise self.faults.pop(0)
        self.mails.append((message.recipient, message.subject, message.text, name))

    @property
    def codes(self):
        return [re.search(r"\d{6}", text)[0] for _, _, text, _ in self.mails]


@pytest.fixture
def scene(database):
    return Scene(database, an_order("490.00"))


@pytest.fixture
def context(scene):
    merchants = policies()
    numbers = {name: found.merchant.order_numbers for name, found in merchants.items()}
    return Context(scene.database, merchants, {"norrnet": scene.backend}, numbers, sentences(), scene.clock)


@pytest.fixture
def sent():
    with patch.object(mail, "send", Sent()) as server:
        yield server


@pytest.fixture
def worker(scene, context):
    jobs = MoveCodeJobs(context, SMTP)
    handlers = Handlers(
        scene.database, {"norrnet": scene.backend}, ANNOUNCER, SMTP, lambda case: None, scene.clock, move_codes=jobs
    )
    return Worker(handlers, RetryRule(attempts=2), jitter=lambda: 0.0)


def wanted(scene, language="en"):
    """A customer wants to go on with a case of that language in another conversation; its number."""
    case_id = scene.case()
    with scene.database.begin() as session:
        case = session.get_one(CaseRow, case_id)
        case.language = language
        talk, _ = conversation.create(session, merchant="norrnet", language="en", channel="whatsapp", now=scene.now)
        row = move_codes.ask(session, talk, case.number, scene.now)
        assert move_codes.want(session, row, talk, scene.now) == 0
        return case.number


def test_a_wish_whose_number_an_older_one_had_gets_its_code_as_well(scene, worker, sent):
    """SQLite gives the number of a row again that was the last and was swept; the job of the older wish stays."""
    wanted(scene)
    assert worker.turn()
    with scene.database.begin() as session:
        older = wish(scene, session)
        talk, number = session.get_one(ConversationRow, older.conversation_id), older.number
        session.delete(older)
        session.flush()
        later = move_codes.ask(session, talk, number, scene.now)
        assert move_codes.want(session, later, talk, scene.now) == 0
    assert worker.turn()
    assert len(sent.mails) == 2


def wish(scene, session):
    return session.scalars(select(CaseMoveRow)).one()


def is_right(scene, context, code):
    with scene.database.begin() as session:
        return move_codes.is_right(session, wish(scene, session), code, context.code_keys, scene.now)


def lines(scene):
    with scene.database.read() as session:
        kinds = select(CaseEntryRow).where(CaseEntryRow.kind.like("move%")).order_by(CaseEntryRow.id)
        return [(line.kind, line.body) for line in session.scalars(kinds)]


@pytest.mark.parametrize(("language", "says"), [("en", "Your code is"), ("nl", "Uw code is"), ("nb", "Koden din er")])
def test_the_code_goes_to_the_mailbox_of_the_order_in_the_language_of_the_case(
    scene, context, worker, sent, language, says
):
    number = wanted(scene, language)
    assert worker.turn()
    [(to, subject, text, name)] = sent.mails
    assert (to, name) == (EMAIL, "NorrNet Services")
    assert number in subject
    assert says in text
    assert lines(scene) == [("move_code_sent", {"to": "whatsapp"})]
    assert is_right(scene, context, sent.codes[0])


def test_nothing_in_the_database_tells_the_code(scene, worker, sent):
    wanted(scene)
    worker.turn()
    [code] = sent.codes
    with scene.database.read() as session:
        assert session.scalars(select(MailRow)).all() == []
        kept = [session.scalars(select(table)).all() for table in (CaseMoveRow, CaseEntryRow, JobRow, ConversationRow)]
        told = str([{**vars(row)} for rows in kept for row in rows])
    assert f"'{code}'" not in told


def test_a_mail_that_was_not_taken_is_sent_again_with_a_code_that_counts(scene, context, worker, sent):
    wanted(scene)
    sent.faults.append(MailError("busy"))
    worker.turn()
    assert sent.mails == []
    scene.now += timedelta(minutes=1)
    worker.turn()
    assert is_right(scene, context, sent.codes[0])
    worker.turn()
    assert len(sent.mails) == 1


def test_an_address_that_cannot_be_written_to_is_a_line_for_the_desk(scene, worker, sent):
    wanted(scene)
    sent.faults.append(MailUndeliverable("no such domain"))
    worker.turn()
    assert lines(scene) == [("move_code_unsent", {"why": "no such domain"})]


def test_the_last_try_that_fails_is_a_line_for_the_desk_and_no_person_has_the_case_for_it(scene, worker, sent):
    wanted(scene)
    sent.faults.extend([MailError("busy")] * 2)
    for _ in range(2):
        worker.turn()
        scene.now += timedelta(minutes=1)
    [(kind, body)] = lines(scene)
    assert (kind, "busy" in body["why"]) == ("move_code_unsent", True)
    with scene.database.read() as session:
        assert session.scalars(select(CaseRow.status)).one() == "collecting"


def test_what_nobody_waits_for_any_more_is_not_sent(scene, worker, sent):
    wanted(scene)
    scene.now += move_codes.VALID + timedelta(seconds=1)
    worker.turn()
    assert sent.mails == []
    assert [kind for kind, _ in lines(scene)] == ["move_code_unsent"]


def test_a_code_counts_from_when_it_went_out(scene, context, worker, sent):
    wanted(scene)
    scene.now += timedelta(minutes=10)
    worker.turn()
    scene.now += move_codes.VALID
    assert is_right(scene, context, sent.codes[0])
    scene.now += timedelta(seconds=1)
    assert not is_right(scene, context, sent.codes[0])

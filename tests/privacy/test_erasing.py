"""A person is erased: what goes, what stays, what stands in the way, and what holds afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from amends.audit import log as audit
from amends.audit.verify import entries, verify
from amends.audit.verify import heads as heads_of
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.channels import deliveries
from amends.claims.claim import Claim
from amends.conversations import conversation, delivery
from amends.conversations.delivery import Reply
from amends.db.tables import (
    AuditRow,
    CaseEntryRow,
    CaseRow,
    ConversationRow,
    EventRow,
    JobRow,
    MailRow,
    PaymentBalanceRow,
    RemedyRow,
    WithdrawalRow,
)
from amends.desk.queries.timeline import timeline
from amends.errors import CannotBeDone, ExceedsPaid, NotFound, SettingError, TooManyRequests
from amends.evidence.store import FolderStore
from amends.messages.mail import ERASED, queue_to_customer
from amends.privacy import erasing
from amends.privacy.leftovers import Leftovers
from amends.privacy.person import Person
from amends.privacy.tracker import Tracker
from amends.pseudonyms import Pseudonyms
from amends.remedies import bounces
from amends.remedies.announcing import Announcer
from amends.withdrawals import limits
from tests.desk_core.scene import ANNA, EMAIL, MERCHANTS, SENTENCES, Desk, nok
from tests.privacy.canaries import dump
from tests.privacy.channels import came, kept
from tests.privacy.scene import WORDS, a_whole_story

OLE = "ole@example.com"


@pytest.fixture
def tracker_file(tmp_path):
    return tmp_path / "rasa.db"


@pytest.fixture
def evidence(tmp_path):
    return FolderStore(tmp_path / "evidence")


@pytest.fixture
def leftovers(database, evidence, tracker_file):
    return Leftovers(database, evidence, Tracker(f"sqlite:///{tracker_file}"))


@pytest.fixture
def story(desk, evidence, tracker_file):
    return a_whole_story(desk, evidence, tracker_file)


def erase(desk, email=EMAIL, **more):
    return erasing.erase(desk.database, Person(email), by="operator-7", now=desk.now, **more)


def all_of(desk, rows):
    with desk.database.read() as session:
        return session.scalars(select(rows)).all()


def words_in(content):
    return {name for name, word in WORDS.items() if word.encode() in content}


def test_no_word_of_a_whole_talk_is_left_anywhere(desk, story, leftovers, tmp_path, caplog):
    leftovers.overwrite()
    before = words_in(
        dump(desk.database) + b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    )
    assert before == set(WORDS)
    erase(desk)
    leftovers.remove_all(desk.now)
    leftovers.overwrite()
    left = {file.name: words_in(file.read_bytes()) for file in tmp_path.rglob("*") if file.is_file()}
    assert {name: words for name, words in left.items() if words} == {}
    assert words_in(dump(desk.database)) == set()
    assert EMAIL.encode() not in dump(desk.database)
    assert not words_in(caplog.text.encode())


def test_money_and_what_was_decided_stay(desk, story):
    number, *_ = story
    before = [(row.key, row.amount_minor, row.state, row.reference, row.order_number) for row in desk.remedies()]
    balances = [(row.order_number, row.payment_id, row.committed_minor) for row in all_of(desk, PaymentBalanceRow)]
    done = erase(desk)
    case = desk.row(number)
    assert (case.status, case.order_number, case.email) == ("resolved", desk.order.number, done.pseudonym)
    after = [(row.key, row.amount_minor, row.state, row.reference, row.order_number) for row in desk.remedies()]
    assert after == before != []
    assert [
        (row.order_number, row.payment_id, row.committed_minor) for row in all_of(desk, PaymentBalanceRow)
    ] == balances
    assert [row.conversation_id for row in all_of(desk, CaseRow)] == [None]


def test_the_pages_of_an_erased_case_can_still_be_made(desk, story):
    number, *_ = story
    erase(desk)
    with desk.database.read() as session:
        case = desk.row(number, session)
        lines = timeline(session, case, {})
        assert [line.kind for line in lines][-1] == "took out who the customer was, and all that was written"
        Claim.from_json(case.claim)


def test_the_same_money_cannot_be_returned_a_second_time(desk, story):
    erase(desk)
    number = desk.reviewed(issue="not_activated")
    assert desk.row(number).email == EMAIL
    with pytest.raises((ExceedsPaid, CannotBeDone)):
        desk.decides.approve_recommended(ANNA, number)
    assert len([row for row in desk.remedies() if row.kind == "refund"]) == 1


def test_who_comes_again_with_the_same_matter_is_known(desk, story):
    number, *_ = story
    erase(desk)
    with desk.database.read() as session:
        found = store.closed_before(session, "norrnet", desk.order.number, "not_activated", EMAIL.upper())
        assert found is not None
        assert found.number == number
        assert store.closed_before(session, "norrnet", desk.order.number, "not_activated", OLE) is None


def test_limits_by_address_still_count(desk):
    number = desk.case(to=CaseStatus.DENIED)
    with desk.database.begin() as session:
        for n in range(limits.TO_ADDRESS.most):
            kept = {"merchant": "norrnet", "language": "en", "contract": "c", "confirmed": "c", "declared_at": desk.now}
            case = desk.row(number, session).id
            session.add(WithdrawalRow(token=f"t{n}", case_id=case, name="n", email=EMAIL, **kept))
    erase(desk)
    assert {row.name for row in all_of(desk, WithdrawalRow)} == {""}
    with desk.database.begin() as session, pytest.raises(TooManyRequests):
        limits.check(session, "norrnet", EMAIL, None, desk.now)
    with desk.database.begin() as session:
        limits.check(session, "norrnet", OLE, None, desk.now)


def test_nothing_is_written_to_a_pseudonym(desk, story):
    number, *_ = story
    erase(desk)
    with desk.database.begin() as session:
        case = desk.row(number, session)
        mail = queue_to_customer(session, SENTENCES, case=case, say_name="case_news", args={}, now=desk.now)
        assert (mail.text, mail.undeliverable) == ("", ERASED)
        assert session.scalars(select(JobRow.id).where(JobRow.kind == "mail.send")).all() == []


def test_the_audit_log_is_whole_and_says_who_did_it_and_not_to_whom(desk, story):
    done = erase(desk)
    with desk.database.read() as session:
        assert verify(session) == []
        last = list(entries(session, "norrnet"))[-1]
    assert (last.action, last.actor, last.subject) == ("person_erased", "operator", done.pseudonym)
    assert last.body == {"by": "operator-7", "cases": [story[0]], "conversations": 1, "files": 1}


def test_a_digest_in_the_audit_log_cannot_be_found_out_by_trying(desk, story):
    """Its salt went with the words."""
    with desk.database.read() as session:
        salts = [row.body["salt"] for row in session.scalars(select(CaseEntryRow)) if "salt" in row.body]
    assert len(salts) > 2
    erase(desk)
    assert not [
        salt
        for salt in salts
        if salt.encode() in b"".join(repr(row.body).encode() for row in all_of(desk, CaseEntryRow))
    ]


def test_without_a_key_nobody_is_erased(desk, story):
    desk.database.pseudonyms = Pseudonyms(lambda: None)
    with pytest.raises(SettingError, match="AMENDS_PSEUDONYM_SECRET"):
        erase(desk)
    assert desk.row(story[0]).email == EMAIL


def test_an_open_case_stands_in_the_way_unless_it_is_told_to_be_closed(desk):
    number = desk.case()
    with pytest.raises(CannotBeDone, match=f"case {number} is not closed.*--also-open"):
        erase(desk)
    assert desk.row(number).email == EMAIL
    erase(desk, also_open=True)
    assert desk.status(number) == "resolved"
    assert desk.told(number)[-3:] == ["status", "close", "erased"]


@pytest.mark.parametrize(
    ("status", "end"), [("collecting", "abandoned"), ("waiting", "abandoned"), ("on_hold", "abandoned")]
)
def test_each_open_case_ends_as_it_can(desk, status, end):
    number = desk.case(to=status)
    erase(desk, also_open=True)
    assert desk.status(number) == end


def test_money_under_way_stands_in_the_way_whatever_is_told(desk):
    number = desk.reviewed()
    desk.decides.approve_recommended(ANNA, number)
    for also_open in (False, True):
        with pytest.raises(CannotBeDone, match=f"Money is under way in case {number}"):
            erase(desk, also_open=also_open)
    desk.work()
    erase(desk)
    assert {row.state for row in all_of(desk, RemedyRow)} == {"confirmed"}


def test_somebody_elses_data_is_left_alone(database, evidence, tracker_file):
    desk = Desk(database)
    a_whole_story(desk, evidence, tracker_file)
    before = words_in(dump(database))
    assert erase(desk, OLE).rows == {}
    assert words_in(dump(database)) == before


def test_a_chat_that_somebody_else_used_too_goes_and_their_case_stays(desk):
    talk = desk.chat()
    number = desk.case(chat=talk, to=CaseStatus.DENIED)
    with desk.database.begin() as session:
        other = store.open_case(
            session, merchant="norrnet", conversation_id=talk, language="en", order_number="NN-10099", email=OLE,
            claim=Claim("outage", desk.now, "NN-10099", OLE, explanation="theirs"), now=desk.now,
        )  # fmt: skip
        store.move(session, other, CaseStatus.DENIED, "bot", desk.now)
        session.get_one(ConversationRow, talk).verified_email = OLE
    erase(desk)
    assert all_of(desk, ConversationRow) == [] or {row.id for row in all_of(desk, ConversationRow)} == {erasing.NOBODYS}
    theirs = next(row for row in all_of(desk, CaseRow) if row.number != number)
    assert (theirs.email, theirs.claim["explanation"], theirs.conversation_id) == (OLE, "theirs", None)


def test_an_open_case_of_somebody_else_in_a_chat_of_theirs_is_never_closed(desk):
    talk = desk.chat()
    desk.case(chat=talk, to=CaseStatus.DENIED)
    with desk.database.begin() as session:
        other = store.open_case(
            session, merchant="norrnet", conversation_id=talk, language="en", order_number="NN-10099", email=OLE,
            claim=Claim("outage", desk.now, "NN-10099", OLE), now=desk.now,
        )  # fmt: skip
        theirs = other.number
    with pytest.raises(CannotBeDone, match=f"case {theirs} of somebody else"):
        erase(desk, also_open=True)
    assert desk.status(theirs) == "collecting"


def test_an_address_that_was_only_typed_leads_to_its_chat_and_not_to_that_of_somebody_matched(desk):
    typed, matched = desk.chat(), desk.chat()
    with desk.database.begin() as session:
        session.get_one(ConversationRow, typed).draft = {"email": EMAIL}
        row = session.get_one(ConversationRow, matched)
        row.draft, row.verified_email = {"unmatched": EMAIL}, OLE
    with desk.database.read() as session:
        planned = erasing.plan(session, Person(EMAIL))
    assert planned.found.conversations == planned.found.unproven == {typed}


def test_a_message_that_was_erased_is_not_taken_again(desk):
    channel = came(desk, EMAIL, "m1")
    erase(desk)
    with desk.database.begin() as session:
        assert deliveries.keep(session, channel, kept("m1", EMAIL), desk.now) is None
        assert deliveries.keep(session, channel, kept("m2", EMAIL), desk.now) is not None


def test_a_turn_that_the_bot_has_at_that_moment_ends_without_a_word(desk):
    talk = desk.chat()
    with desk.database.begin() as session:
        session.get_one(ConversationRow, talk).verified_email = EMAIL
    desk.customer(talk, "hello")
    due = desk.bot_takes()
    erase(desk)
    with desk.database.begin() as session:
        delivery.answered(session, due, [Reply("hi")], SENTENCES, desk.now)
        delivery.not_taken(session, due, "away", SENTENCES, desk.now + timedelta(hours=1))
        with pytest.raises(NotFound):
            conversation.get(session, talk)
    assert [row for row in all_of(desk, EventRow) if row.conversation_id == talk] == []
    assert desk.bot_takes() is None


def test_the_number_of_an_erased_message_is_never_given_again(desk):
    number = desk.case(to=CaseStatus.DENIED)
    last = desk.customer(desk.talk(number).id, "the last one")
    erase(desk)
    first = desk.customer(desk.chat(), "hello")
    assert first > last
    again = desk.case(to=CaseStatus.DENIED)
    newest = desk.customer(desk.talk(again).id, "and another")
    erase(desk)
    assert desk.customer(desk.chat(), "hello") > newest


def test_with_a_merchant_only_theirs_is_erased(desk):
    number = desk.case(to=CaseStatus.DENIED)
    assert erasing.erase(desk.database, Person(EMAIL, "itnet"), by="x", now=desk.now).rows == {}
    assert desk.row(number).email == EMAIL
    assert erasing.erase(desk.database, Person(EMAIL, "norrnet"), by="x", now=desk.now).rows["cases"] == 1


def test_a_letter_that_has_not_gone_yet_does_not_go(desk, story):
    with desk.database.begin() as session:
        case = desk.row(story[0], session)
        queue_to_customer(
            session, SENTENCES, case=case, say_name="case_news", now=desk.now,
            args={"case": case.number, "news": "news", "merchant": "NorrNet"},
        )  # fmt: skip
    erase(desk)
    assert [job.kind for job in all_of(desk, JobRow) if job.kind == "mail.send"] == []
    assert {mail.text for mail in all_of(desk, MailRow)} == {""}
    assert {mail.undeliverable for mail in all_of(desk, MailRow) if mail.sent_at is None} == {ERASED}


def test_words_that_stood_in_the_audit_log_before_go_and_it_is_still_whole(desk, story):
    number = story[0]
    with desk.database.begin() as session:  # as a label was noted before
        body = {"label": "canaryold", "on": True}
        audit.append(
            session, merchant="norrnet", actor="ag_1", action="label", subject=number, body=body, now=desk.now
        )  # fmt: skip
    with desk.database.read() as session:
        seq = list(entries(session, "norrnet"))[-1].seq
        heads = {head.merchant: head for head in heads_of(session)}
    erase(desk)
    assert b"canaryold" not in repr([row.body for row in all_of(desk, AuditRow)]).encode()
    with desk.database.read() as session:
        assert verify(session, heads) == []
        assert list(entries(session, "norrnet"))[-1].body["emptied"] == [seq]


def test_an_entry_that_was_emptied_without_a_word_about_it_is_found(desk, story):
    with desk.database.begin() as session:
        first = session.get_one(AuditRow, ("norrnet", 1))
        first.body = {"emptied": True}
    with desk.database.read() as session:
        (broken,) = verify(session)
    assert str(broken) == "norrnet, entry 1: was emptied, and no later entry says so"


@pytest.mark.parametrize("change", [{"body": {"a": 1}}, {"body": {"emptied": True}, "actor": "x"}, {"action": "x"}])
def test_nothing_else_of_an_entry_can_be_changed(desk, story, change):
    with pytest.raises(DBAPIError, match="append-only"), desk.database.begin() as session:
        session.execute(update(AuditRow).where(AuditRow.seq == 1).values(**change))


def test_a_refund_that_comes_back_later_goes_to_a_person_and_nobody_is_written_to(desk, story):
    number = story[0]
    done = erase(desk)
    desk.later(days=3)
    refund = next(row for row in desk.remedies() if row.kind == "refund")
    desk.backend.fail_refund(refund.key)
    order = desk.backend.order(desk.order.number)
    bounces.look(desk.database, refund.id, order, desk.clock, Announcer(MERCHANTS, SENTENCES))
    assert desk.status(number) == "review"
    assert {mail.text for mail in desk.mails() if mail.recipient == done.pseudonym} == {""}
    desk.decides.grant(ANNA, number, remedy="full_refund", amount=nok("490.00"), reason_code="our_mistake")
    desk.work()
    assert [row.state for row in desk.remedies() if row.kind == "refund"] == ["bounced", "confirmed"]

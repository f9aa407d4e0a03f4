"""A person is erased: what goes, what stays, and what stands in the way."""

from datetime import timedelta

import pytest

from amends.cases import store
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.db.tables import (
    CaseEntryRow,
    CaseRow,
    ConversationRow,
    PaymentBalanceRow,
    RemedyRow,
)
from amends.desk.queries.case import view
from amends.desk.snoozing import Snoozing
from amends.errors import CannotBeDone, SettingError
from amends.privacy import erasing
from amends.privacy.person import Person
from amends.pseudonyms import Pseudonyms
from tests.desk_core.scene import ANNA, EMAIL, Desk
from tests.privacy.canaries import dump
from tests.privacy.scene import WORDS, a_whole_story, all_of, erase, words_in

OLE = "ole@example.com"


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


def test_somebody_elses_data_is_left_alone(database, evidence):
    desk = Desk(database)
    a_whole_story(desk, evidence)
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


def test_with_a_merchant_only_theirs_is_erased(desk):
    number = desk.case(to=CaseStatus.DENIED)
    assert erasing.erase(desk.database, Person(EMAIL, "itnet"), by="x", now=desk.now).rows == {}
    assert desk.row(number).email == EMAIL
    assert erasing.erase(desk.database, Person(EMAIL, "norrnet"), by="x", now=desk.now).rows["cases"] == 1


def test_what_is_written_in_an_erased_case_afterwards_can_be_erased_as_well(desk, story):
    erase(desk)
    assert erase(desk).rows == {}
    desk.case_actions.note(ANNA, story[0], "They called: canarylater")
    assert erase(desk).rows["cases"] == 1
    assert b"canarylater" not in b"".join(repr(row.body).encode() for row in all_of(desk, CaseEntryRow))


def test_an_order_leads_to_what_names_it_and_was_matched_with_nobody(desk):
    number = desk.case(to=CaseStatus.DENIED, verified=False)
    with desk.database.begin() as session:
        case = desk.row(number, session)
        case.claim = case.claim | {"email": None}
    assert erasing.erase(desk.database, Person(OLE), by="x", now=desk.now).rows == {}
    person = Person(OLE, order=desk.order.number)
    assert erasing.erase(desk.database, person, by="x", now=desk.now).rows["cases"] == 1


@pytest.mark.parametrize("given", ["KARI@Bücher.example", "kari@xn--bcher-kva.example", " kari@bücher.example "])
@pytest.mark.parametrize("stored", ["kari@bücher.example", "Kari@xn--bcher-kva.example"])
def test_an_address_is_found_however_it_is_written(desk, given, stored):
    number = desk.case(to=CaseStatus.DENIED)
    with desk.database.begin() as session:
        desk.row(number, session).email = stored
    assert erase(desk, given).rows["cases"] == 1


def test_the_timeline_of_an_erased_case_that_was_put_off_can_be_read(desk):
    number = desk.case()
    until = desk.now + timedelta(days=1)
    Snoozing(desk.context).snooze(ANNA, number, until)
    erase(desk, also_open=True)
    with desk.database.read() as session:
        told = view(session, desk.context, ANNA, number).timeline
    assert f"{until:%-d %B %H:%M} UTC" in [each.text for each in told]

"""A search finds exactly what reading everything would find, on both databases."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update

from amends.cases import numbers, store
from amends.cases.status import CaseStatus
from amends.conversations import conversation, log
from amends.db.tables import CaseEntryRow, CaseRow, DeskCaseRow, EventRow
from amends.desk import chats
from amends.desk.queries.filters import Filters
from amends.desk.queries.queue import queue
from tests.desk_core.scene import ANNA, SUSAN
from tests.desk_core.test_merging import two

LETTERS = "aAbBmMåÅæÆøØéÉñÑ01 \n-_%/\\\"'*^:+()?.…€🙂"
TEXTS = st.text(LETTERS, min_size=6, max_size=12)
FRESH = count(1)


@dataclass(frozen=True)
class Made:
    """A case with a chat. `into` and `about` are places in the list of those made together with it."""

    merchant: str
    order: str
    email: str
    customer: str
    agent: str
    bot: str
    note: str
    closing: str
    into: int | None
    about: int | None


PLACES = st.none() | st.integers(0, 3)
WORLDS = st.lists(
    st.builds(
        Made,
        merchant=st.sampled_from(["norrnet", "norrnet", "itnet"]),
        order=st.sampled_from(["NN-10", "NN-7_1", "%-10"]),
        email=st.sampled_from(["ab@example.com", "A_B@example.com"]),
        **dict.fromkeys(("customer", "agent", "bot", "note", "closing"), TEXTS),
        into=PLACES,
        about=PLACES,
    ),
    min_size=1,
    max_size=4,
)


ASKED = st.tuples(st.integers(0, 5), st.integers(2, 6), st.sampled_from([str, str.lower, str.upper, str.swapcase]))


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink what failed would write thousands of rows
)
@given(WORLDS, st.lists(ASKED, min_size=7, max_size=7), st.sampled_from([ANNA, SUSAN]), TEXTS)
def test_a_search_finds_exactly_what_reading_everything_finds(desk, world, asked, actor, anything):
    make(desk, world)
    queries = {anything}
    for each in world:
        texts = (each.order, each.email, each.customer, each.agent, each.bot, each.note, each.closing)
        queries |= {turn(text[at : at + size]) for text, (at, size, turn) in zip(texts, asked, strict=True)}
    queries.discard("")
    assert {q: found(desk, q, actor) for q in queries} == read(desk, queries, actor)


@pytest.mark.parametrize("written", ["Rødgrød på BLÅBÆR", "RØDGRØD PÅ blåbær", "rødgrød på Blåbær"])
@pytest.mark.parametrize("q", ["rødgrød", "RØDGRØD", "Blåbær", "å b", "bla\N{COMBINING RING ABOVE}bær"])
def test_capitals_are_no_matter_in_any_alphabet(desk, written, q):
    number = desk.case()
    desk.customer(desk.row(number).conversation_id, written)
    assert found(desk, q) == {number}


SIGNS = ["%", "_", "%%%", "___", "t_n", "t%n", "/%/", '"ten"', "ten OR ten", "ten*", "text:ten", "te\x00", "ten\x00"]


@pytest.mark.parametrize("q", SIGNS)
def test_what_a_database_would_take_for_a_sign_of_its_own_stands_for_itself(desk, q):
    number = desk.case()
    talk = desk.row(number).conversation_id
    desk.customer(talk, "ten euros")
    assert found(desk, q) == set()
    if "\x00" not in q:
        desk.customer(talk, f"you said <{q}>")
        assert found(desk, f"<{q}>") == {number}


def test_words_are_looked_for_from_three_letters_and_the_rest_from_one(desk):
    number = desk.case()
    desk.customer(desk.row(number).conversation_id, "zq zqx")
    assert (found(desk, "zq"), found(desk, "zqx")) == (set(), {number})
    assert found(desk, "-1") == found(desk, "@e") == {number}


def test_what_is_said_in_any_chat_of_a_case_finds_it(desk):
    number = desk.case()
    desk.customer(desk.row(number).conversation_id, "from the office")
    second = desk.chat()
    assert desk.case(chat=second, to=CaseStatus.COLLECTING) == number
    desk.customer(second, "from my phone")
    assert found(desk, "from the office") == found(desk, "from my phone") == {number}


def test_the_chat_of_a_merged_case_finds_the_case_that_goes_on_too(desk):
    target, one = two(desk)
    desk.customer(desk.row(one).conversation_id, "a purple box")
    desk.case_actions.note(ANNA, one, "rang twice")
    desk.merging.merge(ANNA, one, target)
    assert found(desk, "purple") == {one, target}
    assert found(desk, "rang twice") == {one}, "the page of the other does not show it"
    desk.case_actions.reopen(ANNA, one, "they are two after all")
    assert found(desk, "purple") == {one}


def test_what_is_erased_or_written_over_is_not_found(desk):
    number = desk.case()
    desk.customer(desk.row(number).conversation_id, "my secret address")
    desk.case_actions.note(ANNA, number, "their secret address")
    assert found(desk, "secret") == {number}
    with desk.database.begin() as session:
        session.execute(update(EventRow).where(EventRow.author == "customer").values(body={"text": "erased"}))
    assert (found(desk, "secret"), found(desk, "erased")) == ({number}, {number})
    with desk.database.begin() as session:
        session.execute(text("DELETE FROM case_entries WHERE kind = 'note'"))
    assert found(desk, "secret") == set()


def found(desk, q, actor=ANNA):
    with desk.database.read() as session:
        lines, total = queue(session, actor, Filters(q=q), desk.now, 0, 10_000)
    assert total == len(lines)
    return {line.number for line in lines}


def read(desk, queries, actor):
    """For each of `queries` the numbers of the cases whose page has it, by looking at all there is."""
    with desk.database.read() as session:
        said, noted = defaultdict(list), defaultdict(list)
        for event in session.scalars(select(EventRow).where(EventRow.author.in_(("customer", "agent")))):
            said[event.conversation_id].append(event.body["text"].lower())
        for entry in session.scalars(select(CaseEntryRow).where(CaseEntryRow.kind == "note")):
            noted[entry.case_id].append(entry.body["text"].lower())
        pages = {}
        for case in session.scalars(select(CaseRow).where(CaseRow.merchant.in_(actor.merchants))):
            spoken = [each for chat in chats.of_case(session, case) for each in said[chat.row.id]]
            pages[case.number] = [case.order_number.lower(), case.email.lower()], noted[case.id] + spoken
    return {
        q: {
            number
            for number, (short, words) in pages.items()
            if number == numbers.read(q) or any(q.lower() in each for each in short + (words if len(q) >= 3 else []))
        }
        for q in queries
    }


def make(desk, world):
    """Write the rows. Cases are merged and chats are about others only within one merchant, as the desk has it."""
    with desk.database.begin() as session:
        made = [write(session, desk.now, each) for each in world]
        for each, (case, chat) in zip(world, made, strict=True):
            into, _ = made[(each.into or 0) % len(made)]
            if each.into is not None and into is not case and into.merchant == case.merchant:
                case.status = CaseStatus.MERGED
                session.add(DeskCaseRow(case_id=case.id, merged_into=into.id))
            about, _ = made[(each.about or 0) % len(made)]
            if each.about is not None and about.merchant == case.merchant:
                chat.case_id = about.id


def write(session, now, made):
    chat, _ = conversation.create(session, merchant=made.merchant, language="en", channel="web", now=now)
    case = CaseRow(
        number=f"AM-{next(FRESH):07}", merchant=made.merchant, conversation_id=chat.id, language="en",
        order_number=made.order, email=made.email, issue="outage", status=CaseStatus.REVIEW, claim={},
        opened_at=now, created_at=now,
    )  # fmt: skip
    session.add(case)
    session.flush()
    for author in ("customer", "agent", "bot"):
        log.append(session, chat, kind="message", author=author, body={"text": getattr(made, author)}, now=now)
    for kind, words in (("note", made.note), ("close", made.closing)):
        store.record(session, case, "ag_anna", kind, {"text": words}, now)
    return case, chat

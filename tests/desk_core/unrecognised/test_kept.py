"""A sentence is filed under an intent, set aside, put back; nobody overwrites what somebody else did."""

from datetime import timedelta

import pytest

from amends.conversations import not_understood
from amends.db.tables import AuditRow, NotUnderstoodRow
from amends.desk.unrecognised import intents, kept
from amends.errors import CannotBeDone, Conflict, NotFound, NotPermitted, SentenceError
from tests.desk_core.scene import ANNA, NOW, STEN, SUSAN
from tests.remedies.scene import ROOT

KNOWN = intents.read(ROOT / "domain")
OURS = frozenset({"norrnet"})
RANGE = (NOW - timedelta(days=1), NOW + timedelta(days=1))


@pytest.fixture
def event(desk):
    """A sentence that waits; its event's id."""
    talk = desk.chat()
    found = desk.customer(talk, "wibble")
    not_understood.keep(desk.database, talk, str(found), None)
    return found


def do(desk, action, *arguments):
    with desk.database.begin() as session:
        action(session, *arguments, desk.now)


def lists(desk, actor=SUSAN):
    """What waits, what was dealt with, and what is filed for the training data."""
    with desk.database.read() as session:
        open_ones = kept.sentences(session, actor, OURS, *RANGE)
        assert kept.waiting(session, actor, OURS, *RANGE) == len(open_ones)
        dealt_with = kept.dealt_with(session, actor, OURS, *RANGE)
        filed = kept.filed(session, OURS)
    return tuple([(each.text, each.taken) for each in some] for some in (open_ones, dealt_with, filed))


def test_a_filed_sentence_waits_for_the_review_of_the_training_data(desk, event):
    do(desk, kept.take, SUSAN, event, "stop", KNOWN)
    assert lists(desk) == ([], [("wibble", "stop")], [("wibble", "stop")])


def test_one_set_aside_teaches_nothing(desk, event):
    do(desk, kept.set_aside, SUSAN, event)
    assert lists(desk) == ([], [("wibble", kept.SET_ASIDE)], [])


def test_either_can_be_put_back_and_filed_otherwise(desk, event):
    do(desk, kept.take, SUSAN, event, "stop", KNOWN)
    do(desk, kept.put_back, STEN, event)
    assert lists(desk) == ([("wibble", None)], [], [])
    do(desk, kept.set_aside, SUSAN, event)
    do(desk, kept.put_back, SUSAN, event)
    do(desk, kept.take, SUSAN, event, "outage", KNOWN)
    assert lists(desk)[2] == [("wibble", "outage")]


def test_each_step_is_in_the_audit_log_once(desk, event):
    for _ in range(2):
        do(desk, kept.take, SUSAN, event, "stop", KNOWN)
    for _ in range(2):
        do(desk, kept.put_back, SUSAN, event)
    with desk.database.read() as session:
        actions = [row.action for row in session.query(AuditRow).order_by(AuditRow.seq)]
    assert actions[-2:] == ["take_sentence", "put_back_sentence"]
    assert actions.count("take_sentence") == 1


def test_what_somebody_else_filed_meanwhile_stays(desk, event):
    do(desk, kept.take, SUSAN, event, "stop", KNOWN)
    with pytest.raises(Conflict):
        do(desk, kept.take, STEN, event, "outage", KNOWN)
    with pytest.raises(Conflict):
        do(desk, kept.set_aside, STEN, event)
    assert lists(desk)[2] == [("wibble", "stop")]


@pytest.mark.parametrize("intent", ["", "choose", "to_review", "set_aside", "flurble", "Stop"])
def test_it_is_filed_under_an_intent_that_there_is(desk, event, intent):
    with pytest.raises(CannotBeDone):
        do(desk, kept.take, SUSAN, event, intent, KNOWN)
    assert lists(desk)[0] == [("wibble", None)]


def test_an_agent_and_a_stranger_do_not_touch_it(desk, event):
    for action, more in (
        (kept.take, ("stop", KNOWN)),
        (kept.set_aside, ()),
        (kept.put_back, ()),
    ):
        with pytest.raises(NotPermitted):
            do(desk, action, ANNA, event, *more)
        with pytest.raises(NotFound):
            do(desk, action, SUSAN, event + 1, *more)
    with pytest.raises(NotPermitted):
        lists(desk, ANNA)


def test_one_that_was_filed_before_intents_could_be_chosen_waits_for_one(desk, event):
    with desk.database.begin() as session:
        session.get_one(NotUnderstoodRow, event).taken = kept.TO_REVIEW
    assert lists(desk) == ([("wibble", None)], [], [("wibble", None)])
    do(desk, kept.take, SUSAN, event, "stop", KNOWN)
    assert lists(desk)[2] == [("wibble", "stop")]


def test_the_intents_are_those_of_the_domain_that_sentences_teach_each_with_a_title():
    files = (ROOT / "data/messages").glob("*/*.tsv")
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()[1:]]
    learnt = {act for line in lines for act in line.split("\t")[0].split("+")}
    assert {each.name for each in KNOWN.every} == learnt
    assert intents.OTHERS not in KNOWN.by_heading()
    assert len({each.title for each in KNOWN.every}) == len(KNOWN.every)


def test_an_intent_of_ones_own_is_offered_by_its_name(tmp_path):
    (tmp_path / "domain.yml").write_text("intents:\n- stop\n- my_own\n- greet: {use_entities: []}\n")
    found = intents.read(tmp_path / "domain")
    assert [(each.name, each.title) for each in found.every][-1] == ("my_own", "my own")
    assert {each.name for each in found.every} == {"stop", "greet", "my_own"}


def test_without_a_domain_there_is_an_error_and_no_empty_list(tmp_path):
    with pytest.raises(SentenceError):
        intents.read(tmp_path / "domain")

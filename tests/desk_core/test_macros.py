"""Macros are looked at before, and done together or not at all."""

from dataclasses import replace

import pytest

from amends.db.tables import AuditRow, LabelRow
from amends.desk.macro_steps import MOST, Step, StepKind
from amends.desk.macros import Macros, of_merchant
from amends.desk.prepared.answers import PreparedAnswers
from amends.desk.queries.filters import Filters
from amends.desk.queries.queue import queue
from amends.errors import CannotBeDone, Conflict, NotFound, NotPermitted
from tests.desk_core.scene import ANNA, BO, SUSAN

REPLY = Step(StepKind.REPLY, "one_moment")
LABEL = Step(StepKind.LABEL, "waits")


@pytest.fixture
def macros(desk):
    return Macros(desk.context)


def run(macros, number, macro, actor=ANNA):
    macros.run(actor, number, macro, seen=macros.preview(actor, number, macro).mark)


def labels(desk):
    with desk.database.read() as session:
        return [row.label for row in session.query(LabelRow)]


def answers(desk, number):
    return desk.said(number, "agent")


def test_all_of_its_steps_are_done_in_order(desk, macros):
    steps = [Step(StepKind.CLAIM), REPLY, LABEL, Step(StepKind.NOTE, "told"), Step(StepKind.SNOOZE, "2")]
    macro = macros.add(SUSAN, "norrnet", "Ask to wait", steps)
    number = desk.case(language="nb")
    run(macros, number, macro)
    assert answers(desk, number)[-1].startswith("Et øyeblikk")
    assert (labels(desk), desk.holder(number)) == (["waits"], ANNA.id)
    assert [each for each in desk.told(number) if each in {"claim", "reply", "label", "note", "snoozed"}] == [
        "claim", "reply", "label", "note", "snoozed",
    ]  # fmt: skip
    with desk.database.read() as session:
        assert queue(session, ANNA, Filters(), desk.now, 0, 50)[1] == 0


def test_what_is_refused_of_one_step_undoes_those_before_it(desk, macros):
    macro = macros.add(SUSAN, "norrnet", "Mine", [REPLY, LABEL, Step(StepKind.CLAIM)])
    number = desk.case()
    desk.case_actions.claim(BO, number)
    before = (answers(desk, number), desk.told(number), len(desk.mails()))
    with pytest.raises(CannotBeDone, match="Bo has this case"):
        run(macros, number, macro)
    assert (answers(desk, number), desk.told(number), len(desk.mails())) == before
    assert labels(desk) == []
    with desk.database.read() as session:
        assert session.query(AuditRow).filter_by(subject=number, action="reply").count() == 0


def test_the_chat_is_handed_back_with_it(desk, macros):
    macro = macros.add(SUSAN, "norrnet", "Done", [REPLY, Step(StepKind.HAND_BACK)])
    number = desk.case()
    desk.takeover.take_over(ANNA, number)
    run(macros, number, macro)
    assert desk.talk(number).owner == "bot"


def test_what_was_not_seen_is_not_sent(desk, macros):
    macro = macros.add(SUSAN, "norrnet", "Wait", [REPLY])
    number = desk.case()
    seen = macros.preview(ANNA, number, macro)
    assert seen.does[0][1].startswith("One moment")
    PreparedAnswers(desk.context).save(SUSAN, "norrnet", "one_moment", {"en": "Go away."}, [])
    with pytest.raises(Conflict):
        macros.run(ANNA, number, macro, seen=seen.mark)
    assert answers(desk, number) == []


def test_an_answer_that_the_case_cannot_fill_in_is_said_before(desk, macros):
    macro = macros.add(SUSAN, "norrnet", "Welcome", [Step(StepKind.REPLY, "welcome")])
    with pytest.raises(CannotBeDone, match="welcome"):
        macros.preview(ANNA, desk.case(), macro)  # this customer's name is not known


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("x", []), ("x", [Step(StepKind.REPLY, "nothing_such")]), ("x", [Step(StepKind.LABEL, "")]),
        ("x", [Step(StepKind.SNOOZE, "soon")]), ("x", [Step(StepKind.SNOOZE, "61")]), ("x", [LABEL] * (MOST + 1)),
        ("x", [Step(StepKind.CLAIM), Step(StepKind.CLAIM)]), ("x" * 41, [LABEL]), ("Taken", [LABEL]),
        ("x", [Step(StepKind.HAND_BACK), Step(StepKind.SNOOZE, "1")]), ("x", [Step(StepKind.SNOOZE, "1"), REPLY]),
    ],
)  # fmt: skip
def test_one_that_makes_no_sense_is_refused(desk, macros, name, steps):
    macros.add(SUSAN, "norrnet", "taken", [LABEL])
    with pytest.raises(CannotBeDone):
        macros.add(SUSAN, "norrnet", name, steps)


def test_only_who_leads_writes_them_and_a_desk_sees_its_own(desk, macros):
    for who, fault in ((ANNA, NotPermitted), (replace(SUSAN, merchants=frozenset({"itnet"})), NotFound)):
        with pytest.raises(fault):
            macros.add(who, "norrnet", "x", [LABEL])
    theirs = macros.add(SUSAN, "itnet", "x", [LABEL])
    with pytest.raises(NotFound):
        macros.preview(ANNA, desk.case(), theirs)
    mine = macros.add(SUSAN, "norrnet", "x", [LABEL])
    with pytest.raises(NotPermitted):
        macros.remove(ANNA, mine)
    macros.remove(SUSAN, mine)
    with desk.database.read() as session:
        assert of_merchant(session, "norrnet") == []
        assert [row.action for row in session.query(AuditRow).filter_by(subject=f"macro {mine}")] == [
            "macro_saved", "macro_removed",
        ]  # fmt: skip


def test_a_colleague_who_decides_meanwhile_stops_it(desk, macros):
    macro = macros.add(SUSAN, "norrnet", "Wait", [REPLY])
    number = desk.reviewed()
    seen = macros.preview(ANNA, number, macro).mark
    desk.decides.approve_recommended(BO, number)
    said = len(desk.said(number))
    with pytest.raises(Conflict):
        macros.run(ANNA, number, macro, seen=seen)
    assert len(desk.said(number)) == said


def test_whose_chat_would_be_handed_back_is_said_before(desk, macros):
    macro = macros.add(SUSAN, "norrnet", "Done", [Step(StepKind.HAND_BACK)])
    number = desk.case()
    seen = macros.preview(ANNA, number, macro)
    assert seen.does[0][1] == ""
    desk.takeover.take_over(BO, number)
    with pytest.raises(Conflict):
        macros.run(ANNA, number, macro, seen=seen.mark)
    assert desk.talk(number).owner == "person"
    assert macros.preview(ANNA, number, macro).does[0][1] == "Bo has it"

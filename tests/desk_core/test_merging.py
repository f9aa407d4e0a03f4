"""Two cases that are one: nothing that the customer says in either chat is lost on the desk."""

import pytest

from amends.assistant.status_answers import StatusAnswers
from amends.cases.status import CaseStatus
from amends.db.tables import ConversationRow, DeskCaseRow, EventRow
from amends.desk.queries.case import view
from amends.desk.queries.filters import Filters
from amends.desk.queries.queue import queue
from amends.errors import CannotBeDone, NotFound
from tests.desk_core.scene import ANNA, BO


def shown(desk, number, actor=ANNA):
    with desk.database.read() as session:
        return view(session, desk.context, actor, number)


def listed(desk, tab, actor=ANNA):
    with desk.database.read() as session:
        return [line.number for line in queue(session, actor, Filters(view=tab), desk.now, 0, 50)[0]]


def two(desk):
    """A case and its duplicate from another chat; their numbers."""
    return desk.case(issue="outage"), desk.case()


def test_a_duplicate_is_merged_into_the_other_and_the_customer_is_told(desk):
    target, one = two(desk)
    desk.merging.merge(ANNA, one, target)
    assert desk.status(one) == CaseStatus.MERGED
    assert target in desk.said(one, "agent")[-1]
    assert "merged_here" in desk.told(target)
    assert (shown(desk, one).merged_into, shown(desk, target).merged_here) == (target, (one,))


def test_what_is_said_in_either_chat_is_on_the_page_of_the_case_that_goes_on(desk):
    target, one = two(desk)
    desk.customer(desk.row(one).conversation_id, "before")
    desk.merging.merge(ANNA, one, target)
    desk.customer(desk.row(target).conversation_id, "here")
    desk.customer(desk.row(one).conversation_id, "and there")
    said = [(each.text, each.chat.case) for each in shown(desk, target).talk if each.author == "customer"]
    assert said == [("before", one), ("here", target), ("and there", one)]
    assert [each.text for each in shown(desk, one).talk if each.author == "customer"] == ["before", "and there"]


def test_one_chat_of_two_cases_is_shown_once(desk):
    target = desk.case(issue="outage")
    talk = desk.row(target).conversation_id
    one = desk.case(chat=talk)
    desk.customer(talk, "hello")
    desk.merging.merge(ANNA, one, target)
    assert [each.text for each in shown(desk, target).talk if each.author == "customer"] == ["hello"]
    assert len(shown(desk, target).chats) == 1


def test_an_answer_goes_where_the_customer_wrote_last(desk):
    target, one = two(desk)
    desk.merging.merge(ANNA, one, target)
    desk.customer(desk.row(one).conversation_id, "are you there?")
    desk.replying.reply(ANNA, target, "Yes, here.")
    assert desk.said(one, "agent")[-1] == "Yes, here."
    desk.customer(desk.row(target).conversation_id, "and here?")
    desk.replying.reply(ANNA, target, "Here too.")
    assert desk.said(target, "agent")[-1] == "Here too."
    assert "Here too." not in desk.said(one)


def test_the_bot_speaks_of_the_case_that_goes_on(desk):
    target, one = two(desk)
    desk.merging.merge(ANNA, one, target)
    talk = desk.row(one).conversation_id
    (say,) = StatusAnswers(desk.context).of_conversation(talk)
    assert (say.response, say.args["case"]) == ("utter_status_review", target)
    assert desk.talk(one).case_id == desk.row(target).id


def test_a_chat_of_somebody_unknown_is_told_nothing_of_the_other_case(desk):
    target = desk.case(issue="outage")
    one = desk.case(verified=False)
    with desk.database.begin() as session:
        session.get_one(ConversationRow, desk.row(one).conversation_id).draft = {"case_id": desk.row(one).id}
    desk.merging.merge(ANNA, one, target)
    (say,) = StatusAnswers(desk.context).of_conversation(desk.row(one).conversation_id)
    assert (say.response, say.args["case"]) == ("utter_status_merged", one)


def test_a_chat_of_somebody_unknown_gets_no_answer_of_the_customers(desk):
    target = desk.case(issue="outage")
    one = desk.case(verified=False)
    desk.merging.merge(ANNA, one, target)
    desk.customer(desk.row(one).conversation_id, "so what is it?")
    assert [chat.matched for chat in shown(desk, target).chats] == [True, False]
    desk.replying.reply(ANNA, target, "Kari, it is as we agreed.")
    assert desk.said(target, "agent")[-1] == "Kari, it is as we agreed."
    told = desk.said(one)
    assert not any("Kari" in text or target in text for text in told), told


def test_a_matched_case_is_not_merged_into_one_of_nobody(desk):
    one, target = desk.case(), desk.case(verified=False, issue="outage")
    with pytest.raises(CannotBeDone, match="merge that case into this one"):
        desk.merging.merge(ANNA, one, target)


def test_the_earlier_promise_holds(desk):
    one = desk.case()
    promised = desk.row(one).due_at
    desk.later(hours=5)
    target = desk.case(issue="outage")
    desk.merging.merge(ANNA, one, target)
    assert desk.row(target).due_at == promised
    desk.case_actions.reopen(ANNA, one, "they are two after all")
    desk.merging.merge(ANNA, one, target)
    assert desk.row(target).due_at == promised


@pytest.mark.parametrize(("waited", "holds"), [(1, True), (96, False)], ids=["to-come", "passed"])
def test_taking_a_merge_back_makes_no_promise_later(desk, waited, holds):
    target, one = desk.case(issue="outage"), desk.case()
    promised = desk.row(one).due_at
    desk.merging.merge(ANNA, one, target)
    desk.later(hours=waited)
    desk.case_actions.reopen(ANNA, one, "they are two after all")
    assert (desk.row(one).due_at == promised) is holds
    assert desk.row(one).due_at >= promised


def test_what_was_promised_is_not_merged_into_a_case_that_nobody_has(desk):
    one, target = desk.case(), desk.case(issue="outage", to=CaseStatus.COLLECTING)
    with pytest.raises(CannotBeDone, match="merge that case into this one"):
        desk.merging.merge(ANNA, one, target)
    desk.merging.merge(ANNA, target, one)
    assert desk.status(target) == CaseStatus.MERGED


def test_a_chain_of_merges_ends_in_the_last_case(desk):
    last, middle = two(desk)
    first = desk.case(issue="cancel")
    desk.merging.merge(ANNA, first, middle)
    desk.merging.merge(ANNA, middle, last)
    desk.customer(desk.row(first).conversation_id, "still me")
    assert shown(desk, last).merged_here == (middle, first)
    assert [each.text for each in shown(desk, last).talk if each.author == "customer"] == ["still me"]


def test_what_was_merged_by_mistake_is_taken_apart_again(desk):
    target, one = two(desk)
    desk.merging.merge(ANNA, one, target)
    desk.case_actions.reopen(ANNA, one, "no, it was another thing")
    assert (shown(desk, one).merged_into, shown(desk, target).merged_here) == (None, ())
    assert desk.talk(one).case_id == desk.row(one).id
    desk.customer(desk.row(one).conversation_id, "mine")
    assert all(each.text != "mine" for each in shown(desk, target).talk)
    with desk.database.read() as session:
        assert session.get_one(DeskCaseRow, desk.row(one).id).merged_into is None


def test_a_chat_that_a_person_has_stays_in_the_work_to_do(desk):
    target, one = two(desk)
    desk.takeover.take_over(BO, one)
    desk.merging.merge(ANNA, one, target)
    assert set(listed(desk, "todo")) == {one, target}
    assert listed(desk, "mine", BO) == [one]
    desk.takeover.hand_back(BO, one)
    assert listed(desk, "todo") == [target]


def test_a_closed_case_whose_chat_a_person_still_has_stays_in_the_work_to_do(desk):
    number = desk.case()
    desk.takeover.take_over(ANNA, number)
    desk.case_actions.close(ANNA, number)
    assert listed(desk, "todo") == [number]
    desk.takeover.hand_back(ANNA, number)
    assert listed(desk, "todo") == []


def test_cases_of_two_customers_and_closed_ones_are_not_merged(desk):
    one, other = two(desk)
    with pytest.raises(CannotBeDone):
        desk.merging.merge(ANNA, one, one)
    with desk.database.begin() as session:
        desk.row(other, session).email = "ola@example.com"
    with pytest.raises(CannotBeDone, match="different customers"):
        desk.merging.merge(ANNA, one, other)
    with desk.database.begin() as session:
        desk.row(other, session).email = "KARI@example.com"
    desk.case_actions.close(ANNA, other)
    with pytest.raises(CannotBeDone, match="resolved"):
        desk.merging.merge(ANNA, one, other)
    with pytest.raises(NotFound):
        desk.merging.merge(ANNA, one, "AM-NOSUCH")


def test_a_chat_that_is_about_something_else_by_now_stays_so(desk):
    target, one = two(desk)
    newer = desk.case(chat=desk.row(one).conversation_id, issue="billing_error")
    desk.merging.merge(ANNA, one, target)
    assert desk.talk(one).case_id == desk.row(newer).id


def test_a_case_that_goes_on_in_another_chat_keeps_what_was_said_in_the_first(desk):
    number = desk.case()
    first = desk.row(number).conversation_id
    desk.customer(first, "from the office")
    second = desk.chat()
    assert desk.case(chat=second, to=CaseStatus.COLLECTING) == number
    desk.customer(second, "from my phone")
    seen = shown(desk, number)
    assert [(each.text, each.chat.own) for each in seen.talk if each.author == "customer"] == [
        ("from the office", False),
        ("from my phone", True),
    ]


def test_a_person_who_talks_with_the_customer_keeps_that_chat(desk):
    number = desk.case()
    first = desk.row(number).conversation_id
    desk.takeover.take_over(ANNA, number)
    second = desk.chat()
    desk.case(chat=second, to=CaseStatus.COLLECTING)
    assert desk.row(number).conversation_id == first
    desk.customer(second, "I am on my phone now")
    assert shown(desk, number).talk[-1].text == "I am on my phone now"
    desk.replying.reply(ANNA, number, "I see you.")
    with desk.database.read() as session:
        assert session.query(EventRow).filter_by(conversation_id=second, author="agent").one().body["text"]

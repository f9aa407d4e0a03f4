"""An answer from a helpdesk gets into the customer's chat once, and into the records."""

import pytest
from sqlalchemy import select

from amends.cases.status import CaseStatus
from amends.conversations.text import MAX_CHARACTERS
from amends.db.desk_tables import DeskCaseRow
from amends.db.helpdesk_tables import HelpdeskReceivedRow
from amends.db.job_kinds import JobKind
from amends.helpdesks.inbound import pieces
from tests.desk_core.scene import ANNA
from tests.helpdesks.house import agent_wrote, post, signed, signed_by_chatwoot


def sent(house):
    """A case that the helpdesk has; its number and its name there."""
    number = house.desk.reviewed()
    house.work()
    conversation = house.receiver.conversations[0]["id"] if house.kind == "chatwoot" else number
    return number, conversation


def answer(house, there, text="We are on it.", n=901):
    if house.kind == "chatwoot":
        return post(house.door, *signed_by_chatwoot(agent_wrote(text, there, n), house.at()))
    event = {"id": f"e{n}", "type": "answer", "case": there, "text": text, "author": "Maria"}
    return post(house.door, *signed(event, house.at()))


def resolve(house, there):
    if house.kind == "chatwoot":
        event = {"event": "conversation_resolved", "id": there, "status": "resolved"}
        return post(house.door, *signed_by_chatwoot(event, house.at()))
    return post(house.door, *signed({"id": "r1", "type": "resolved", "case": there}, house.at()))


@pytest.fixture(params=["webhook", "chatwoot"])
def house(request, open_house):
    return open_house(request.param)


def test_an_answer_is_an_agents_message_and_stands_in_the_timeline_and_the_audit_log(house):
    number, there = sent(house)
    assert answer(house, there).json() == {"taken": "kept"}
    house.work()
    assert house.desk.said(number, "agent") == ["We are on it."]
    [line] = house.timeline(number, "helpdesk_answer")
    assert (line.actor, line.body["name"], line.body["text"]) == (f"helpdesk:{house.kind}", "Maria", "We are on it.")
    [entry] = house.audited("helpdesk_answer")
    assert (entry.actor, entry.subject) == (f"helpdesk:{house.kind}", number)
    assert "We are on it." not in str(entry.body)


def test_a_customer_who_is_away_gets_it_by_mail_as_well(house):
    number, there = sent(house)
    answer(house, there)
    house.work()
    assert house.desk.mails()[-1].recipient == "kari@example.com"
    assert "We are on it." in house.desk.mails()[-1].text
    house.desk.customer(house.desk.row(number).conversation_id, "thanks")
    before = len(house.desk.mails())
    answer(house, there, "You are welcome.", 902)
    house.work()
    assert len(house.desk.mails()) == before


def test_the_same_event_again_is_acknowledged_and_said_once(house):
    number, there = sent(house)
    assert answer(house, there).status_code == 202
    house.work()
    again = answer(house, there)
    assert (again.status_code, again.json()) == (202, {"taken": "already"})
    house.work()
    assert house.desk.said(number, "agent") == ["We are on it."]


def test_a_worker_that_dies_before_its_own_note_files_it_once(house):
    number, there = sent(house)
    answer(house, there)
    [job] = house.queued(JobKind.FILE_ANSWER)
    house.jobs.file(job)
    house.jobs.file(job)
    assert house.desk.said(number, "agent") == ["We are on it."]
    assert len(house.timeline(number, "helpdesk_answer")) == 1


def test_the_chat_is_the_helpdesks_until_it_is_resolved_there(house):
    number, there = sent(house)
    answer(house, there)
    house.work()
    assert house.desk.talk(number).owner == "person"
    with house.desk.database.read() as session:
        desk = session.get_one(DeskCaseRow, house.desk.row(number).id)
        assert (desk.assigned_to, desk.assigned_name) == (None, None)  # nobody of that name has an account here
    assert (
        house.timeline(number, "take_over")[-1].body["name"]
        == house.timeline(number, "helpdesk_answer")[-1].body["name"]
    )
    assert any("Maria" in (text or "") for text in house.desk.said(number, "system"))
    assert resolve(house, there).status_code == 202
    house.work()
    assert house.desk.talk(number).owner == "bot"
    assert len(house.timeline(number, "helpdesk_resolved")) == 1
    assert house.desk.status(number) == CaseStatus.REVIEW  # only the desk and the ledger end a case


def test_a_chat_that_our_own_desk_has_is_not_taken_away(house):
    number, there = sent(house)
    house.desk.takeover.take_over(ANNA, number)
    answer(house, there)
    house.work()
    assert house.timeline(number, "take_over")[-1].actor == ANNA.id
    assert house.desk.said(number, "agent")[-1] == "We are on it."


def test_a_case_that_it_was_never_sent_is_refused_or_unknown(house):
    other = house.desk.case(to=CaseStatus.OFFERED)
    there = 9999 if house.kind == "chatwoot" else other
    assert answer(house, there).status_code == 404
    assert house.queued(JobKind.FILE_ANSWER) == []


def test_words_that_are_kept_until_they_are_filed_are_not_kept_twice(house):
    _, there = sent(house)
    answer(house, there)
    house.work()
    with house.desk.database.read() as session:
        [row] = session.scalars(select(HelpdeskReceivedRow)).all()
    assert (row.text, row.filed_at is None) == ("", False)


@pytest.mark.parametrize(
    "changes",
    [
        {"private": True},
        {"private": None},
        {"message_type": "incoming"},
        {"message_type": "template"},
        {"event": "message_updated"},
        {"sender": {"type": "agent_bot", "name": "Bot"}},
        {"content_type": "input_csat"},
        {"content": ""},
        {"account": {"id": 4}},
    ],
)
def test_what_an_agent_did_not_say_to_the_customer_is_ignored(open_house, changes):
    house = open_house("chatwoot")
    number, there = sent(house)
    event = {**agent_wrote("internal", there), **changes}
    taken = post(house.door, *signed_by_chatwoot(event, house.at()))
    assert (taken.status_code, taken.json()) == (200, {"taken": "ignored"})
    house.work()
    assert house.desk.said(number, "agent") == []


def test_chatwoot_gets_one_conversation_though_a_try_died_in_each_step(open_house):
    house = open_house("chatwoot")
    for step in ("/contacts", "/conversations", "/messages"):
        house.receiver.dies_after = step
        house.desk.reviewed(issue={"/contacts": "not_activated", "/conversations": "outage"}.get(step, "other"))
        house.work(8, seconds=10)
    assert len(house.receiver.contacts) == 1
    cases = [conversation["custom_attributes"]["amends_case"] for conversation in house.receiver.conversations]
    assert len(cases) == len(set(cases)) == 3
    assert len(house.receiver.messages) == 3


def test_what_the_customer_says_comes_in_at_chatwoot_and_the_case_is_a_private_note(open_house):
    house = open_house("chatwoot")
    number, there = sent(house)
    house.desk.customer(house.desk.row(number).conversation_id, "any news?")
    house.work()
    note, said = house.receiver.messages
    assert (note["private"], note["message_type"]) == (True, "outgoing")
    assert (said["content"], said["private"], said["message_type"], said["at"]) == (
        "any news?",
        False,
        "incoming",
        there,
    )


def test_a_long_answer_is_cut_between_its_paragraphs_and_loses_nothing():
    text = "\n\n".join(f"{n} " + "word " * 90 for n in range(12))
    parts = pieces(text)
    assert len(parts) > 1
    assert all(0 < len(part) <= MAX_CHARACTERS for part in parts)
    assert " ".join(parts).split() == text.split()
    assert [len(part) for part in pieces("x" * 4500)] == [2000, 2000, 500]

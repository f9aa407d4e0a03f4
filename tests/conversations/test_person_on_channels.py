"""A customer on a messaging channel goes to a person and comes back: the case is the same, whatever carries it."""

from typing import Any

from sqlalchemy import select

from amends import bootstrap
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.desk.actor import Actor
from amends.desk.replying import Replying
from amends.desk.takeover import Takeover
from tests.conversations.test_channels import Carrier, PhonePlay, carrier, scenario
from tests.stack import Stack

__all__ = ["carrier"]

ANNA = Actor("ag_anna", "Anna", "agent", frozenset({"norrnet"}))
AUTOMATED = "The automated assistant will answer you again"
TIMELINE = [
    ("opened", "customer"), ("status", "customer"), ("handoff", "customer"), ("take_over", "ag_anna"),
    ("reply", "ag_anna"), ("status", "ag_anna"), ("hand_back", "ag_anna"),
]  # fmt: skip
TALK = [
    ("notice", "system"), ("message", "customer"), ("reply", "bot"), ("message", "customer"), ("reply", "bot"),
    ("owner", "agent"), ("notice", "system"), ("reply", "agent"), ("message", "customer"), ("owner", "agent"),
    ("notice", "system"), ("reply", "bot"),
]  # fmt: skip


def test_who_goes_to_a_person_and_back_has_the_same_case_on_every_channel(stack: Stack, carrier: Carrier) -> None:
    play = PhonePlay(stack, scenario("handoff/asked_for", carrier, 900), carrier)
    phone, context = play.customer, bootstrap.build(stack.settings).context
    phone.say(play._filled("Your service is down, {order}, {email}"))
    asked = put_last(stack, phone.id)
    phone.say("I want to talk to a human")
    number = case_of(stack, play).number
    Takeover(context).take_over(ANNA, number)
    Replying(context).reply(ANNA, number, "Hello, which service is it?")
    assert "Hello, which service is it?" in shown(phone.reply())
    assert phone.say("the dashboard, but it is up again") == []
    Takeover(context).hand_back(ANNA, number)
    back = shown(phone.reply())
    assert AUTOMATED in back
    assert asked.splitlines()[0] in back
    case, timeline, talk = left(stack, play)
    assert (timeline, talk) == (TIMELINE, TALK)
    assert case == {"issue": "outage", "status": "on_hold", "language": "en", "owner": "bot", "channel": carrier.kind}


def shown(lines: Any) -> str:
    return "\n".join(line.text for line in lines if line.author == "bot")


def put_last(stack: Stack, conversation_id: str) -> str:
    """What the bot said last, which is the open question."""
    with stack.database.read() as session:
        mine = select(EventRow).where(EventRow.conversation_id == conversation_id, EventRow.author == "bot")
        return str(session.scalars(mine.order_by(EventRow.seq)).all()[-1].body["text"]).strip()


def case_of(stack: Stack, play: PhonePlay) -> CaseRow:
    with stack.database.read() as session:
        return session.scalars(select(CaseRow).where(CaseRow.order_number == play.names["order"])).one()


def left(stack: Stack, play: PhonePlay) -> tuple[dict[str, str], list[tuple[str, str]], list[tuple[str, str]]]:
    """The case, its timeline and its conversation, without what is its customer's alone."""
    case = case_of(stack, play)
    with stack.database.read() as session:
        talk = session.get_one(ConversationRow, case.conversation_id)
        entries = session.scalars(select(CaseEntryRow).where(CaseEntryRow.case_id == case.id).order_by(CaseEntryRow.id))
        events = session.scalars(select(EventRow).where(EventRow.conversation_id == talk.id).order_by(EventRow.seq))
        about = {"issue": case.issue, "status": case.status, "language": case.language}
        return (
            {**about, "owner": talk.owner, "channel": talk.channel},
            [(line.kind, line.actor) for line in entries],
            [(event.kind, event.author) for event in events],
        )

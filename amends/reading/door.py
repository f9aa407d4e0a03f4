"""The one door: a message as it came in, and what was asked before it, become the message that the dialogue hears.

What the model takes a message for is put right here, by what its words plainly are; nothing is decided on it.
"""

from dataclasses import replace

from amends.reading.acts import NOTHING, Meant
from amends.reading.asked import Asked
from amends.reading.faults import read_as_fault
from amends.reading.issues import CALLS, COMMANDS, QUESTIONS, names_problem
from amends.reading.message import Message
from amends.reading.message_facts import with_facts
from amends.reading.orders_in_one import read_orders
from amends.reading.rights import asks_whether_it_holds
from amends.reading.stated_parts import with_its_problem
from amends.reading.thresholds import SURE

__all__ = ["read", "with_facts"]


def read(message: Message, asked: Asked) -> Message:
    """`message` with its facts, and as what it is in the light of what was `asked`."""
    message = message if asked.by_law else _without_a_right(message)
    message = with_its_problem(asked, read_orders(asked, with_facts(asked, message)))
    message = _next_problem(asked, _calmed(asked, message))
    message = _clause(asked, read_as_fault(asked, message))
    return _right(asked, _order_question(asked, message))


def _without_a_right(message: Message) -> Message:
    """`message` of a customer who has no statutory right to withdraw: whoever means to use one wants to cancel."""

    def named(acts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_cancels(act) for act in acts))

    parts = tuple(
        replace(part, reading=replace(part.reading, act=_cancels(part.reading.act))) for part in message.parts
    )
    return replace(
        message,
        by_law=False,
        intent=_cancels(message.intent),
        besides=tuple(act for act in named(message.besides) if act != _cancels(message.intent)),
        likely=named(message.likely),
        parts=parts,
    )


def _cancels(act: str) -> str:
    return "cancel_order" if act == "withdraw" else act


def _calmed(asked: Asked, message: Message) -> Message:
    """`message` without its anger, where it hands over the number or the address that is asked for, or begins with a
    problem: who vents and tells something in one message goes on with the claim; a person is for whoever only vents."""
    given = {"order_number": message.facts.order_number, "email": message.facts.email}.get(asked.question or "")
    if message.intent != "frustrated" or message.choice:
        return message
    if given is not None:
        return replace(message, intent=NOTHING)
    problem = next((act for act in message.besides if names_problem(act)), None)
    if problem is None or asked.issue is not None or asked.settled:
        return message
    besides = tuple("frustrated" if act == problem else act for act in message.besides)
    return replace(message, intent=problem, besides=besides)


def _next_problem(asked: Asked, message: Message) -> Message:
    """`message` as a press of the button to go on with what was kept for later, where it is a yes to it. Nothing is
    done on that yes but to go on, so the model's word for a sentence that begins with one is enough."""
    agrees = message.said.answer or (message.said.leading_answer is True and _agrees(message))
    if message.choice or not asked.next_problem or not agrees:
        return message
    return replace(message, choice={"problem": "next"})


def _agrees(message: Message) -> bool:
    """Whether the model surely takes it for a consent."""
    sure = message.confidence >= SURE and message.meant is Meant.STATED
    return message.intent == "affirm" and sure and not message.said.has_question


def _clause(asked: Asked, message: Message) -> Message:
    """The message as a question about the policy, where it names a clause of it: «§ 2e», «what does section 3 say?»."""
    if message.is_button or message.said.clause not in asked.clauses:
        return message
    return replace(message, intent="ask_policy", confidence=1.0)


def _order_question(asked: Asked, message: Message) -> Message:
    """The message as a question about how the order stands, or the case goes, where it is one, whatever the model takes
    it for."""
    if message.is_button or message.intent in COMMANDS | CALLS | {"withdraw"}:
        return message
    story = message.story
    if asked.has_case and story.asks_how_it_goes:
        return replace(message, intent="ask_case_status", confidence=1.0, besides=(), either=None)
    if message.intent in {"ask_order_status", "ask_case_status"}:
        return message
    of_an_order = asked.is_matched or message.facts.order_number is not None
    only_asks = message.intent == "expired_credit" and message.meant is Meant.ASKED and story.asks_of_its_own
    of_credit = (story.asks_how_long_valid or only_asks) and (of_an_order or message.intent != "ask_policy")
    if not (story.asks_whether_ended or of_credit):
        return message
    return replace(message, intent="ask_order_status", confidence=1.0, besides=(), either=None)


def _right(asked: Asked, message: Message) -> Message:
    """The message as a question about the right to withdraw, where that was just told and it asks whether it holds:
    «do I still have it for NN-10043?»"""
    if not asked.right_told or message.choice or message.intent in COMMANDS | QUESTIONS:
        return message
    if not asks_whether_it_holds(message.said.text):
        return message
    return replace(message, intent="withdraw", confidence=1.0, meant=Meant.ASKED)

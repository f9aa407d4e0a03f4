"""What hearing a message needs: the open question's buttons, and what the records tell about names."""

from collections.abc import Sequence

from amends.assistant import crossed_answers
from amends.assistant.claim_state import CONFIRMATIONS, Confirming
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.interpreter import YES_NO, Interpreter
from amends.assistant.prompts import Prompts
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.policy.decision import Remedy
from amends.reading.buttons import Proposed, the_only_one
from amends.reading.message import Message

_REFUNDS = frozenset({Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND})
_NAMED_AS = {
    **dict.fromkeys(_REFUNDS, "refund"),
    Remedy.CANCELLATION: "cancel",
    Remedy.REACTIVATION: "reactivate",
    Remedy.SERVICE_CREDIT: "credit",
}
"""How the acts that may be proposed are named in an answer (`yes_no_phrases.ACTS`)."""

_LISTED = frozenset({"issue", "narrow", "accepts"})
"""Questions whose buttons are a list to choose from: «the second one» is one of them."""


def pressed_in_words(
    context: Context, situation: Situation, message: Message, question: Sequence[Say]
) -> dict[str, str]:
    """The button that the message spells out, of those under the open `question`."""
    sentences, language, draft = context.sentences, situation.language, situation.draft
    if draft.proposal is not None and crossed_answers.is_early(context, message, draft.proposal.at):
        return {}  # it was on its way before the question was put, or had gone out
    if draft.asked in CONFIRMATIONS and draft.turn is not None and draft.turn.asks_something_else:
        return {}  # what it answers was put since
    if draft.asked != "accepts" and message.said.waits:  # there, to wait may be one of the options
        return {}
    if isinstance(draft.state, Confirming) and draft.state.interrupted and message.said.is_weak_yes:
        return {}  # it may answer what came in between
    said = draft.turn.says if draft.turn and draft.turn.put(question) else ()
    shown = (button for say in (*said, *question) for button in sentences.buttons(say, language))
    buttons = list(dict.fromkeys(shown))
    if draft.asked == "order_number" and len(named := message.said.chosen_of(draft.which)) == 1:
        return {"order": named[0]}
    if draft.asked in {"service_name", "occurred_at"} and message.intent == "affirm" and len(buttons) == 1:
        return the_only_one(buttons)  # "yes" to the one that is shown
    if draft.asked in _LISTED and (place := message.said.place) is not None:
        return _of_place(context, situation, place)
    if draft.asked == "issue":  # «something else» has the rest of them
        buttons = list(dict.fromkeys((*buttons, *Prompts(context, situation, None).problems())))
    return message.answer_of(_proposed(draft), buttons) if draft.asked in YES_NO else message.choice_of(buttons)


def _of_place(context: Context, situation: Situation, place: int) -> dict[str, str]:
    """What the button at `place`, from 1 on, of the list that was shown last stands for; empty where none is there."""
    turn = situation.draft.turn
    lists = (context.sentences.buttons(say, situation.language) for say in reversed(turn.says if turn else ()))
    last = next((list(shown) for shown in lists if shown), [])
    return the_only_one(last[place - 1 : place]) if place <= len(last) else {}


def hearing_of(context: Context, situation: Situation) -> Interpreter:
    """The hearing of this conversation's messages."""

    def product() -> str | None:
        order = context.order_of(situation) if situation.verified else None
        if order is None:
            return None
        return context.merchants[situation.merchant].merchant.name_of(order.product, situation.language)

    def decides(issue: str) -> bool:
        return context.decides(situation, None, issue)

    return Interpreter(product, decides)


def _proposed(draft: Draft) -> Proposed:
    """What the open question is about: to name just that is a yes as well."""
    acts = [act for _, act in draft.proposal.acts] if draft.proposal else []
    named = {name for act in acts for remedy, name in _NAMED_AS.items() if act.remedy == remedy}
    named |= {"cancel"} if any(act.cancels for act in acts) else set()
    amounts = [act.amount for act in acts if act.amount is not None]
    money = any(act.remedy in _REFUNDS for act in acts)
    acts_named = {"withdraw"} if draft.asked == "withdrawal" else named
    return Proposed(acts_named, amounts, money=money, may_be_left=draft.asked == "confirmation")

"""What hearing a message needs: the open question's buttons, and what the records tell about names."""

from collections.abc import Sequence

from amends.assistant.claim_state import CONFIRMATIONS, Confirming
from amends.assistant.context import Context
from amends.assistant.interpreter import YES_NO, Interpreter
from amends.assistant.orders_in_one import chosen_of
from amends.assistant.prompts import Prompts, typed_answer, typed_choice
from amends.assistant.situation import Situation
from amends.assistant.unclear_answers import is_weak
from amends.messages.say import Say
from amends.reading.hesitation import waits
from amends.reading.message import Message


def pressed_in_words(
    context: Context, situation: Situation, message: Message, question: Sequence[Say]
) -> dict[str, str]:
    """The button that the message spells out, of those under the open `question`."""
    sentences, language, draft = context.sentences, situation.language, situation.draft
    if draft.asked in CONFIRMATIONS and draft.proposal is not None and message.at <= draft.proposal.at:
        return {}  # it was on its way before the question was put
    if draft.asked in CONFIRMATIONS and draft.turn is not None and draft.turn.asks_something_else:
        return {}  # what it answers was put since
    if draft.asked != "accepts" and waits(message.text):  # there, to wait may be one of the options
        return {}
    if isinstance(draft.state, Confirming) and draft.state.interrupted and is_weak(message.text):
        return {}  # it may answer what came in between
    said = draft.turn.says if draft.turn and draft.turn.put(question) else ()
    shown = (button for say in (*said, *question) for button in sentences.buttons(say, language))
    buttons = list(dict.fromkeys(shown))
    if draft.asked == "order_number" and len(named := chosen_of(message.text, draft.which)) == 1:
        return {"order": named[0]}
    if draft.asked in {"service_name", "occurred_at"} and message.intent == "affirm" and len(buttons) == 1:
        return typed_choice(buttons[0][0], buttons)  # "yes" to the one that is shown
    if draft.asked == "issue":  # «something else» has the rest of them
        buttons = list(dict.fromkeys((*buttons, *Prompts(context, situation, None).problems())))
    return typed_answer(message, draft, buttons) if draft.asked in YES_NO else typed_choice(message.text, buttons)


def hearing_of(context: Context, situation: Situation) -> Interpreter:
    """The hearing of this conversation's messages."""

    def product() -> str | None:
        order = context.order_of(situation) if situation.verified else None
        return order.product.name if order else None

    def decides(issue: str) -> bool:
        return context.decides(situation, None, issue)

    return Interpreter(context.numbers[situation.merchant], product, decides)

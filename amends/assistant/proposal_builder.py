"""Makes what the customer is asked to say yes to: only what the records bear out now, each answer with its act."""

from dataclasses import replace

from amends.assistant.context import Context
from amends.assistant.explanations import Explanation
from amends.assistant.proposal import YES, Proposal
from amends.assistant.situation import Situation
from amends.messages.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision, Outcome
from amends.remedies.confirmation import Act


def proposed(context: Context, situation: Situation, order: Order, decision: Decision, asked: str) -> Proposal | None:
    """What `asked` puts to the customer; None where that question asks for no yes. What stands already stays, so that
    its buttons go on counting."""
    telling = Explanation(context.policy_of(situation, order), order, "", situation.language, context.sentences)
    match asked:
        case "confirmation":
            say, acts = _confirmation(context, situation, order, decision, telling)
        case "withdrawal":
            say, acts = (
                telling.withdrawal(decision, received=situation.draft.declared is not None),
                _of(context.ahead(situation, order, decision)),
            )
        case "accepts":
            acts = _options(context, situation, order, decision)
            say = telling.offer(decision, acts)
        case _:
            return None
    standing = situation.draft.proposal
    if standing is not None and standing.acts == tuple(acts.items()) and _is_same(standing.say, say):
        return standing
    return Proposal.new(say, context.sentences.text(say, situation.language), acts, context.clock())


def _confirmation(
    context: Context, situation: Situation, order: Order, decision: Decision, telling: Explanation
) -> tuple[Say, dict[str, Act]]:
    acts = _of(context.ahead(situation, order, decision))
    if decision.outcome != Outcome.WAIT:
        return telling.confirmation(decision), acts
    return telling.confirmation(context.after_wait(situation, order, decision), decision.due_at), acts


def _options(context: Context, situation: Situation, order: Order, decision: Decision) -> dict[str, Act]:
    """Of each option that does something with the order: a choice is the yes to it."""
    chosen = ((option, _choosing(context, situation, order, option)) for option in decision.options)
    return {option: Act.of(each, order.number) for option, each in chosen if each and each.outcome == Outcome.APPROVE}


def _choosing(context: Context, situation: Situation, order: Order, option: str) -> Decision | None:
    return context.decide(replace(situation, draft=replace(situation.draft, accepts=option)), order)


def _of(act: Act | None) -> dict[str, Act]:
    return {} if act is None else {YES: act}


def _is_same(standing: Say, say: Say) -> bool:
    return standing.response == say.response and {**say.args, "proposal": ""} == {**standing.args, "proposal": ""}

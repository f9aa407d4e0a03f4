"""A second order that a customer names while a question about the first is open: its claim is one of its own. The first
is kept, and taken up when the second is done."""

from dataclasses import replace

from sqlalchemy import select

from amends.assistant.claim_state import Collecting, Confirming, Settled
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.gathering import filled
from amends.assistant.interpreter import FREE_TEXT, Interpretation
from amends.assistant.situation import Situation
from amends.assistant.told import Told
from amends.cases.status import CaseStatus
from amends.claims.claim import Claim
from amends.db.case_tables import CaseRow
from amends.messages.say import Say
from amends.reading.issues import SIBLINGS, issue_of
from amends.reading.message import Message
from amends.reading.thresholds import EXPLAINS_WORDS, NAMES_A_PROBLEM

_TWICE = frozenset({"duplicate_payment", "duplicate_order"})
"""What takes two orders to happen, perhaps: the second number may belong to the first claim."""


def begun(situation: Situation, message: Message) -> Situation:
    """The situation in which `message` is heard: with an empty claim about the other order where it begins one, or with
    the kept claim of the order that it comes back to."""
    draft = situation.draft
    number = message.facts.order_number
    going = isinstance(draft.state, Collecting | Confirming) and draft.issue is not None
    if number is None or not going or draft.order_number in {None, number} or not _is_second(situation, message):
        return situation
    again = next((each for each in draft.others if each.order_number == number), None)
    rest = tuple(each for each in draft.others if each is not again)
    other = again or Draft(order_number=number, email=message.facts.email or draft.email)
    return replace(situation, draft=_in_place(other, draft, (as_kept(draft), *rest)))


def kept(heard: Interpretation, message: Message) -> Interpretation:
    """`heard`, with each further order that the message which opened the claim names kept for when this one is done."""
    draft = heard.draft
    if message.which and draft.order_number is None and not heard.interrupted:
        return replace(heard, draft=replace(draft, which=message.which))
    if draft.issue is None or draft.opened_by != message.turn or draft.settled or heard.interrupted or heard.aside:
        return heard
    if message.elsewhere:
        return _each_its_own(heard, message)
    known = {draft.order_number, *(each.order_number for each in draft.others)}
    further = [number for number in message.orders_named if number not in known]
    if message.choice or not further or message.said.puts_right:
        return heard
    issues = [issue for issue in draft.later if issue in {issue_of(act) for act in message.besides}]
    beside = message.said.sets_beside or (draft.issue not in _TWICE and message.said.joins)
    if not issues and not beside:
        return heard
    told = len(heard.says)
    for number in further:
        issue = issues.pop(0) if issues else None if draft.issue in _TWICE else draft.issue
        later = tuple(each for each in draft.later if each != issue)
        other = Draft(order_number=number, email=draft.email)
        if issue is not None:
            other = replace(other, issue=issue, opened_at=message.at, opened_by=message.turn)
            other = replace(other, explanation=_explanation(message))
        draft = replace(draft, later=later, others=(*draft.others, other))
    noted = Say("utter_kept_for_later", {"problem": draft.others[-1].issue or ""})
    says = heard.says if any(say.response == noted.response for say in heard.says[:told]) else (*heard.says, noted)
    return replace(heard, draft=draft, says=says)


def _each_its_own(heard: Interpretation, message: Message) -> Interpretation:
    """`heard`, with what the message tells of each further order kept as that order's claim."""
    draft = heard.draft
    for each in message.elsewhere:
        other = Draft(order_number=each.number, email=draft.email)
        if each.issue is not None:
            told = replace(Told().with_facts(each.facts, message.at), explanation=_explanation(message))
            other = replace(other, issue=each.issue, opened_at=message.at, opened_by=message.turn, told=told)
            other = filled(other, message.at)
        draft = replace(draft, others=(*draft.others, other))
    noted = Say("utter_kept_for_later", {"problem": message.elsewhere[0].issue or ""})
    return replace(heard, draft=draft, says=(*heard.says, noted))


def taken_up(situation: Situation) -> Situation | None:
    """The situation with the claim that was kept first, where the one under way is done; None where none is to be taken
    up now."""
    draft = situation.draft
    if not draft.others or not isinstance(draft.state, Settled) or draft.state.left is not None:
        return None
    first, *rest = draft.others
    more = (
        replace(draft.fresh(), issue=issue, opened_at=draft.opened_at, later=(), others=()) for issue in draft.later
    )
    claim = _in_place(replace(first, email=first.email or draft.email), draft, (*rest, *more))
    return replace(situation, draft=claim).say(Say("utter_back_to_order", {"order": first.order_number or ""}))


def denied(context: Context, situation: Situation, message: Message) -> Situation | None:
    """The situation about the claim that was denied last in this chat, where `message` disagrees with it while another
    one is open, which is kept; None otherwise."""
    draft = situation.draft
    pressed = message.said.is_payload
    if message.intent != "appeal" or message.choice or draft.asked is None or draft.issue is None:
        return None
    if not isinstance(draft.state, Collecting | Confirming) or (draft.asked in FREE_TEXT and not pressed):
        return None
    with context.database.read() as session:
        mine = (CaseRow.conversation_id == situation.conversation_id, CaseRow.status == CaseStatus.DENIED)
        case = session.scalars(select(CaseRow).where(*mine).order_by(CaseRow.id.desc()).limit(1)).first()
        if case is None or case.id == draft.case_id:
            return None
        claim = Draft.of_case(Claim.from_json(case.claim), case.id).settle()
    return replace(situation, draft=_in_place(claim, draft, (as_kept(draft), *draft.others)))


def _is_second(situation: Situation, message: Message) -> bool:
    """Whether the message tells of another order, and does not put the number of the first one right."""
    issue = issue_of(message.intent) if message.confidence >= NAMES_A_PROBLEM else None
    issue = "withdraw" if message.declares_withdrawal else None if message.unwished is not None else issue
    if issue is not None and situation.draft.issue not in SIBLINGS.get(issue, (issue,)):
        return True
    if situation.verified is None or message.intent == "correct" or message.said.puts_right:
        return False
    return issue is not None or message.said.sets_beside


def _explanation(message: Message) -> str | None:
    """What a message that opens claims about several orders tells of each; None where it only names them."""
    return message.whole.up_to(FREE_TEXT["explanation"]).text if message.story.tokens >= EXPLAINS_WORDS else None


def put_aside(situation: Situation, proposal: str) -> Situation | None:
    """The situation with the claim under way in which that was proposed before another order came between; the present
    one is kept. None where there is none such."""
    draft = situation.draft
    again = next((each for each in draft.others if each.proposed == proposal), None) if proposal else None
    if again is None:
        return None
    rest = tuple(each for each in draft.others if each is not again)
    return replace(situation, draft=_in_place(again, draft, (as_kept(draft), *rest)))


def as_kept(draft: Draft) -> Draft:
    """The claim as it is kept: what is said to it, and which question is open, is found anew."""
    proposed = draft.proposed if draft.proposal is None else draft.proposal.id
    return replace(
        draft, state=Collecting(), tries=0, confirmed=None, turn=None, revision=0, others=(), proposed=proposed
    )


def _in_place(claim: Draft, present: Draft, others: tuple[Draft, ...]) -> Draft:
    """`claim` as the one under way in the conversation of `present`."""
    failures, turn, revision = present.identity_failures, present.turn, present.revision
    return replace(claim, identity_failures=failures, turn=turn, revision=revision, others=others)

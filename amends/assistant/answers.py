"""Answers to questions that are not a claim: the rules, times, evidence, contact. From the policy and the records."""

from dataclasses import dataclass, replace

from amends.assistant import plainly, wording
from amends.assistant.adding import Adding
from amends.assistant.appeals import Appeals
from amends.assistant.asking import HAND_OVER_AFTER, Asking
from amends.assistant.context import Context
from amends.assistant.handover import Handover
from amends.assistant.issues import QUESTIONS
from amends.assistant.message import Message
from amends.assistant.situation import Situation, find, hold, keep
from amends.assistant.status import CaseStatus
from amends.cases import status
from amends.db.case_tables import CaseRow
from amends.desk.misunderstood import kept
from amends.errors import BackendError
from amends.notices import moments
from amends.notices.say import Say

_PLAIN = {
    "greet": "utter_greet",
    "goodbye": "utter_goodbye",
    "thank": "utter_thank",
    "bot_challenge": "utter_bot_challenge",
    "ask_evidence": "utter_answer_evidence",
    "affirm": "utter_what_else",
    "deny": "utter_what_else",
    "appeal": "utter_what_to_correct",
    "stop": "utter_nothing_to_stop",
}
_MAY_DISAGREE = frozenset({"affirm", "deny", "appeal", "nlu_fallback", "out_of_scope"})


@dataclass(frozen=True)
class Answers:
    """One answer a question, in the words of the merchant's policy where there are any."""

    context: Context

    def to(self, conversation_id: str, message: Message) -> tuple[Say, ...]:
        """What is said to `message`; an honest «not understood» where it asks nothing that is known here."""
        situation = self._situation(conversation_id)
        if self._is_against(situation, message):
            return Appeals(self.context).appeal(conversation_id, message.turn)
        if message.intent in QUESTIONS or message.intent in _PLAIN:
            self._understood(situation)
        merchant = self.context.merchants[situation.merchant].merchant
        match message.intent:
            case "ask_policy":
                return (self._policy(situation),)
            case "ask_refund_timing":
                return (self._timing(situation),)
            case "ask_contact":
                return (Say("utter_answer_contact", {"merchant": merchant.name, "support": merchant.support_email}),)
            case "ask_order_status":
                return (self._order(situation),)
            case "ask_case_status":
                found = CaseStatus(self.context).of_conversation(conversation_id)
                return found or (Say("utter_no_case_yet"),)
        if message.intent in _PLAIN:
            return (Say(_PLAIN[message.intent]),)
        if situation.draft.asked is None:
            return Adding(self.context).add(conversation_id, message) or self.not_understood(conversation_id, message)
        kept.keep(self.context.database, conversation_id, message.turn, situation.draft.asked)
        return (Say("utter_not_understood"),)

    def not_understood(self, conversation_id: str, message: Message) -> tuple[Say, ...]:
        """What is said where nothing at all could be made of `message`; it is kept for whoever trains the bot. The
        third in a row, before the customer could say what it is about, hands over."""
        if self._is_against(self._situation(conversation_id), message):
            return Appeals(self.context).appeal(conversation_id, message.turn)
        kept.keep(self.context.database, conversation_id, message.turn, None)
        if self._failed(conversation_id, message.turn) >= HAND_OVER_AFTER:
            return Handover(self.context).to_person(conversation_id, message.turn, "tries")
        problems = Asking(self.context, self._situation(conversation_id), None).problems()
        return (Say("utter_not_understood_at_all", choices=problems),)

    def _situation(self, conversation_id: str) -> Situation:
        with self.context.database.read() as session:
            return Situation.of(find(session, conversation_id))

    def _is_against(self, situation: Situation, message: Message) -> bool:
        """Whether `message` goes against a decision that the customer was told, where no claim is being collected."""
        draft = situation.draft
        if not draft.settled or draft.case_id is None or message.intent not in _MAY_DISAGREE:
            return False
        if not plainly.disagrees(message.text):
            return False
        with self.context.database.read() as session:
            return session.get_one(CaseRow, draft.case_id).status in {status.DENIED, status.RESOLVED}

    def _failed(self, conversation_id: str, turn: str) -> int:
        """How many messages in a row came to nothing so far; a turn that is sent again counts once."""
        with self.context.database.begin() as session:
            row = hold(session, conversation_id)
            situation = Situation.of(row)
            draft = situation.draft
            if draft.asked is not None:
                return 0
            if draft.heard_turn != turn:
                draft = replace(draft, tries=draft.tries + 1, heard_turn=turn, heard_says=())
                keep(row, replace(situation, draft=draft))
            return draft.tries

    def _understood(self, situation: Situation) -> None:
        draft = situation.draft
        if draft.tries and draft.asked is None:
            with self.context.database.begin() as session:
                row = hold(session, situation.conversation_id)
                keep(row, replace(situation, draft=replace(draft, tries=0)))

    def _policy(self, situation: Situation) -> Say:
        """The merchant's clauses in the order of its text; once the problem is known, those that can matter for it."""
        policy = self.context.policy_of(situation, None)
        rows = policy.rows_for(situation.draft.issue) if situation.draft.issue else policy.rows
        cited = {cite.clause for row in rows for cite in row.cites}
        known = tuple(clause for clause in policy.clauses if clause in cited)
        lines = wording.clauses(policy, known, situation.language)
        return Say("utter_answer_policy", {"merchant": policy.merchant.name, "clauses": lines})

    def _timing(self, situation: Situation) -> Say:
        days = wording.span(self.context.policy_of(situation, None).settings.payout_days)
        return Say("utter_answer_refund_timing", {"days": days})

    def _order(self, situation: Situation) -> Say:
        if situation.verified is None or self.context.is_stale(situation):
            return Say("utter_answer_order_locked")
        try:
            order = self.context.order_of(situation)
        except BackendError:
            order = None
        if order is None:
            return Say("utter_answer_order_unreachable")
        state = "cancelled" if order.cancelled_at else order.activation.status
        placed = moments.day(order.placed_at, self.context.policy_of(situation, order).zone, situation.language)
        args = {"order": order.number, "product": order.product.name, "placed": placed}
        return Say(f"utter_answer_order_{state}", args)

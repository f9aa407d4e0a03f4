"""Answers to questions that are not a claim: the rules, times, evidence, contact. From the policy and the records."""

from dataclasses import dataclass, replace

from amends.assistant import mailed, order_state, policy_answers, revocation, still_open, wording
from amends.assistant.additions import Additions
from amends.assistant.appeals import Appeals
from amends.assistant.context import Context
from amends.assistant.follow_up import FollowUp
from amends.assistant.gathering import gathered
from amends.assistant.handoff import Handoff
from amends.assistant.prompts import Prompts
from amends.assistant.rating import is_disagreement
from amends.assistant.situation import Situation, hold, keep
from amends.assistant.status_answers import StatusAnswers
from amends.cases.status import CLOSED, CaseStatus
from amends.claims.claim import Claim
from amends.conversations import not_understood
from amends.db.case_tables import CaseRow
from amends.errors import BackendError
from amends.messages import moments
from amends.messages.say import Say
from amends.policy.engine import on_the_merits
from amends.reading.issues import ISSUE_OF_INTENT, QUESTIONS
from amends.reading.message import Message
from amends.reading.thresholds import HAND_OVER_AFTER, SURE

_PLAIN = {
    "greet": "utter_greet",
    "goodbye": "utter_goodbye",
    "thank": "utter_thank",
    "bot_challenge": "utter_bot_challenge",
    "appeal": "utter_what_to_correct",
    "stop": "utter_nothing_to_stop",
}
_YES_NO = {"affirm": True, "deny": False}
OFFERS_A_PERSON = frozenset({
    "utter_frustrated", "utter_offer_person", "utter_done_already", "utter_being_done", "utter_covered_already",
    "utter_covered_already_on", "utter_goodwill_refused", "utter_no_part_of_it", "utter_status_closed",
})  # fmt: skip
"""What ends with the offer of a person: a yes takes it."""
_MAY_DISAGREE = frozenset({"affirm", "deny", "appeal", "nlu_fallback", "out_of_scope"})


@dataclass(frozen=True)
class Answers:
    """One answer a question, in the words of the merchant's policy where there are any."""

    context: Context

    def to(self, conversation_id: str, message: Message) -> tuple[Say, ...]:
        """What is said to `message`; an honest «not understood» where it asks nothing that is known here."""
        situation = self._situation(conversation_id)
        if self.is_against(situation, message):
            return Appeals(self.context).appeal(conversation_id, message.turn)
        if told := revocation.hear(self.context, situation, message):
            return told
        told = mailed.told(self.context, situation, message) or FollowUp(self.context).answer(situation, message)
        if told:
            return told
        if message.intent in QUESTIONS or message.intent in _PLAIN or message.intent in _YES_NO:
            self._understood(situation)
        if told := self._question(situation, message):
            return told
        if message.intent == "ask_evidence":  # the open question, which is put again, says what is needed
            return () if situation.draft.asked is not None else (Say("utter_answer_evidence"),)
        if told := self._yes_or_no(situation, message):
            return told
        if message.intent == "greet" and situation.draft.asked is None and self._greets_and_more(situation, message):
            return (Say("utter_what_about", choices=Prompts(self.context, situation, None).likeliest()),)
        if message.intent == "greet" and situation.draft.asked is not None:
            return (Say("utter_goes_on"),)
        if message.intent == "greet" and (told := self._under_way(situation)):
            return (Say("utter_case_goes_on"), *told)
        if message.intent in _PLAIN:
            return (Say(_PLAIN[message.intent]),)
        return self._elsewhere(situation, message)

    def _question(self, situation: Situation, message: Message) -> tuple[Say, ...]:
        """The answer to a question that is known here; empty for anything else."""
        to_a_person = situation.draft.asked is None and message.said.pleads and message.intent in QUESTIONS
        if to_a_person and (added := Additions(self.context).add(situation.conversation_id, message)):
            return added
        match message.intent:
            case "ask_policy":
                return self._if_ended(situation, message) or (policy_answers.told(self.context, situation, message),)
            case "ask_refund_timing":
                return (self._timing(situation, message),)
            case "ask_contact":
                return (self._contact(situation),)
            case "ask_order_status":
                validity = message.story.asks_how_long_valid
                tell = order_state.validity if validity else order_state.told
                return (tell(self.context, situation),)
            case "ask_case_status":
                if found := StatusAnswers(self.context).of_conversation(situation.conversation_id):
                    return found
                return (order_state.paid_back(self.context, situation) or Say("utter_no_case_yet"),)
            case "ask_evidence" if situation.draft.asked is None:
                return still_open.told(self.context, situation)
        return ()

    def _contact(self, situation: Situation) -> Say:
        merchant = self.context.merchants[situation.merchant].merchant
        hours = moments.hours(merchant.desk.days, merchant.desk.opens, merchant.desk.closes, situation.language)
        args = {"merchant": merchant.name, "support": merchant.support_email, "hours": hours}
        return Say("utter_answer_contact", args)

    def _elsewhere(self, situation: Situation, message: Message) -> tuple[Say, ...]:
        """What is said to words that ask nothing that is known here: what a person's case gets added, or that it is
        out of scope, or that it was not understood."""
        conversation_id, asked = situation.conversation_id, situation.draft.asked
        if asked is None and (added := Additions(self.context).add(conversation_id, message)):
            return added
        if message.intent == "out_of_scope" and message.confidence >= SURE:
            return (Say("utter_out_of_scope"),)
        if asked is None:
            return self.not_understood(conversation_id, message)
        not_understood.keep(self.context.database, conversation_id, message.turn, asked)
        return (Say("utter_not_understood"),)

    def not_understood(self, conversation_id: str, message: Message) -> tuple[Say, ...]:
        """What is said where nothing at all could be made of `message`; it is kept for whoever trains the bot. The
        third in a row, before the customer could say what it is about, hands over."""
        if self.is_against(self._situation(conversation_id), message):
            return Appeals(self.context).appeal(conversation_id, message.turn)
        situation = self._situation(conversation_id)
        told = revocation.hear(self.context, situation, message) or FollowUp(self.context).answer(situation, message)
        if told := told or self._yes_or_no(situation, message):
            return told
        not_understood.keep(self.context.database, conversation_id, message.turn, None)
        if self._failed(conversation_id, message) >= HAND_OVER_AFTER:
            return Handoff(self.context).to_person(conversation_id, message.turn, "tries")
        if told := FollowUp(self.context).standing(self._situation(conversation_id)):
            return told
        problems = Prompts(self.context, self._situation(conversation_id), None).likeliest(message.likely)
        return (Say("utter_not_understood_at_all", choices=problems),)

    def _yes_or_no(self, situation: Situation, message: Message) -> tuple[Say, ...]:
        """What is said to a yes or a no while nothing is asked of a claim: to «is there anything else?» it is an
        answer, and a no takes leave of a case that is settled. Empty for anything else."""
        means = message.said.answer
        if means is None and not message.said.says_wait:
            means = _YES_NO.get(message.intent)
        draft = situation.draft
        if means is None or draft.asked is not None:
            return ()
        says = draft.turn.says if draft.turn is not None else ()
        was_asked = any(say.response == "utter_what_else" for say in says)
        if means and message.said.leading_answer and says and says[-1].response in OFFERS_A_PERSON:
            return Handoff(self.context).to_person(situation.conversation_id, message.turn, "asked")
        if means:
            problems = Prompts(self.context, situation, None).likeliest()
            return (Say("utter_what_about", choices=problems),) if was_asked else (Say("utter_what_else"),)
        return (Say("utter_nothing_else" if was_asked or draft.settled else "utter_what_else"),)

    def _if_ended(self, situation: Situation, message: Message) -> tuple[Say, ...]:
        """What would come of cancelling the order whose customer is writing, by the two clauses that matter most;
        empty where that is not asked, or nobody is matched."""
        if not message.said.asks_about_the_end or self.context.is_stale(situation) or situation.verified is None:
            return ()
        try:
            order = self.context.order_of(situation)
        except BackendError:
            order = None
        if order is None:
            return ()
        if order.cancelled_at is not None:
            return (order_state.of(self.context, situation, order),)
        policy, now = self.context.policy_of(situation, order), self.context.clock()
        claim = Claim("cancel", situation.draft.opened_at or now, order.number, order.customer.email)
        shown = on_the_merits(policy, order, claim, now).shown_clauses[: policy_answers.MOST_CLAUSES]
        lines = wording.clauses(policy, shown, situation.language)
        return (Say("utter_answer_if_cancelled", {"order": order.number, "clauses": lines}),)

    def _under_way(self, situation: Situation) -> tuple[Say, ...]:
        """How this chat's case stands, where it is not over."""
        if situation.draft.case_id is None:
            return ()
        with self.context.database.read() as session:
            over = session.get_one(CaseRow, situation.draft.case_id).status in CLOSED
        return () if over else StatusAnswers(self.context).of_conversation(situation.conversation_id)

    def _greets_and_more(self, situation: Situation, message: Message) -> bool:
        """Whether there is more to it than a greeting: it asks for help, or a greeting was answered just before."""
        says = situation.draft.turn.says if situation.draft.turn is not None else ()
        return message.said.asks_for_help or any(say.response == "utter_greet" for say in says)

    def _situation(self, conversation_id: str) -> Situation:
        return Situation.read(self.context.database, conversation_id)

    def is_against(self, situation: Situation, message: Message) -> bool:
        """Whether `message` goes against a decision that the customer was told, where no claim is being collected."""
        if is_disagreement(situation, message):
            return True
        draft = situation.draft
        if not draft.settled or draft.case_id is None or message.is_button:
            return False
        short = message.intent in ISSUE_OF_INTENT and message.said.is_short
        if message.intent not in _MAY_DISAGREE and not short:
            return False
        if not message.said.disagrees:
            return False
        with self.context.database.read() as session:
            return session.get_one(CaseRow, draft.case_id).status in {CaseStatus.DENIED, CaseStatus.RESOLVED}

    def _failed(self, conversation_id: str, message: Message) -> int:
        """How many messages in a row came to nothing so far; a turn that is sent again counts once. What such a message
        tells by itself is kept all the same."""
        with self.context.database.begin() as session:
            row = hold(session, conversation_id)
            situation = Situation.of(row)
            draft = situation.draft
            if draft.asked is not None:
                return 0
            draft = replace(gathered(draft, message), tries=draft.tries + 1)
            keep(row, replace(situation, draft=draft))
            return draft.tries

    def _understood(self, situation: Situation) -> None:
        draft = situation.draft
        if draft.tries and draft.asked is None:
            with self.context.database.begin() as session:
                row = hold(session, situation.conversation_id)
                keep(row, replace(situation, draft=replace(draft, tries=0)))

    def _timing(self, situation: Situation, message: Message) -> Say:
        """When a service starts, where that is asked; what was paid back of the order, or how long it takes."""
        if message.said.asks_when_it_starts:
            return order_state.told(self.context, situation)
        if told := order_state.paid_back(self.context, situation):
            return told
        days = wording.span(self.context.policy_of(situation, None).settings.payout_days)
        return Say("utter_answer_refund_timing", {"days": days})

"""A customer wants to go on here with a case that is elsewhere: asked whether, proved by a code, and taken.

The case's number alone opens nothing, nor do order number and address: the code goes to the e-mail address of the
order. What is said before the code is right is the same whether there is such a case or not (decision 0123).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant import answers
from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.claim_state import AskedByDesk, Offered, Parked
from amends.assistant.context import Context
from amends.assistant.moved_here import MovedHere
from amends.assistant.situation import Situation, hold
from amends.cases import move_codes, numbers, typed_codes
from amends.claims.extract import find_case_number
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.db.move_tables import CaseMoveRow
from amends.messages import moments
from amends.messages.say import Say
from amends.reading.issues import CALLS, QUESTIONS, SMALL_TALK
from amends.reading.message import Message

YES, NO, AGAIN = "yes", "no", "again"
"""What the buttons stand for, each before the number of the case that it is about."""
_OF_THE_CODE = frozenset({"ask_evidence", "ask_case_status", "affirm", "deny"})
"""What is said of a code that is waited for is easily taken for these."""
_ANSWERS = {"asked": {YES, NO}, "waiting": {AGAIN, NO}}


def locked_ahead(context: Context, conversation_id: str, message: Message) -> set[str]:
    """The conversations that the message may change, where it may be a code: locked in their order before anything else
    is. Empty where there is nothing to lock ahead."""
    if message.choice or typed_codes.read(message.text) is None:
        return set()
    with context.database.read() as session:
        row = move_codes.open_in(session, conversation_id)
        case = session.get(CaseRow, row.case_id) if row is not None and row.case_id is not None else None
        other = case.conversation_id if case is not None else None
    return set() if other is None else {conversation_id, other}


def is_open(session: Session, conversation_id: str, now: datetime) -> bool:
    """Whether the next message answers whether to go on with a case, or is its code."""
    row = move_codes.open_in(session, conversation_id)
    return row is not None and (row.state == "asked" or move_codes.is_fresh(row, now))


def case_named(text: str) -> str | None:
    """The number of a case in `text`, as it is stored. «9 am - tuesday» is none: without a figure, a number stands
    right behind its dash."""
    found = find_case_number(text)
    number = None if found is None else numbers.read(found)
    if found is None or number is None or not set(number.removeprefix(numbers.PREFIX)) <= set(numbers.ALPHABET):
        return None
    is_joined = found.lower() in text.lower()
    return number if is_joined or any(letter.isdigit() for letter in found) else None


def offer(session: Session, context: Context, conversation: ConversationRow, number: str) -> tuple[Say, ...]:
    """The question whether to go on with that case, where it is one that goes on elsewhere; for a customer who has
    shown that it is theirs. Empty where it goes on here, or what is open here comes first."""
    case = move_codes.of_number(session, conversation.merchant, number)
    if case is None or case.conversation_id in {None, conversation.id} or _comes_first(Situation.of(conversation)):
        return ()
    return (_asked(session, context, conversation, case.number),)


@dataclass(frozen=True)
class Moving:
    """The dialogue's part, inside the transaction of a turn."""

    context: Context
    claims: ClaimDialogue

    def hear(self, situation: Situation, message: Message) -> tuple[Say, ...]:
        """What is said to a message that is about going on with a case here; empty for any other one."""
        with self.context.database.begin() as session:
            talk = hold(session, situation.conversation_id)
            row = move_codes.open_in(session, talk.id, lock=True)
            if "move" in message.choice:
                return self._pressed(session, talk, row, message)
            if row is not None and row.state == "asked" and (message.withdraws or _put_since(situation, row.asked_at)):
                move_codes.pass_over(session, talk.id)
                row = None
            if message.withdraws:
                return ()
            if message.is_button:
                return self._left(session, talk)
            number = case_named(message.text)
            if number is not None and message.intent not in CALLS:
                return self._named(session, talk, situation, row, message, number)
            if row is not None and row.state == "waiting":
                return self._code(session, talk, row, message)
            if row is not None:
                return self._answered(session, talk, row, message)
            return ()

    def _pressed(
        self, session: Session, talk: ConversationRow, row: CaseMoveRow | None, message: Message
    ) -> tuple[Say, ...]:
        answer, _, number = message.choice["move"].partition(":")
        if row is None or row.number != number or answer not in _ANSWERS[row.state]:
            return (Say("utter_choice_is_over"),)
        return self._stays(session, talk, row, message) if answer == NO else self._want(session, talk, row)

    def _named(
        self,
        session: Session,
        talk: ConversationRow,
        situation: Situation,
        row: CaseMoveRow | None,
        message: Message,
        number: str,
    ) -> tuple[Say, ...]:
        """A case number is enough to ask; none is needed for the case that goes on here, and with its code beside it
        that is looked at."""
        known = session.scalar(select(CaseRow).where(CaseRow.merchant == talk.merchant, CaseRow.number == number))
        case = move_codes.of_number(session, talk.merchant, number) or known
        if case is not None and case.conversation_id == talk.id:
            return ()
        code = typed_codes.read(message.text)
        if code is not None and row is not None and (row.number, row.state) == (number, "waiting"):
            return self._typed(session, talk, row, message, code)
        if row is not None and row.number == number and move_codes.is_fresh(row, self.context.clock()):
            return (Say("utter_move_code_sent", {"case": number}),)
        if _comes_first(situation):
            return (Say("utter_move_not_now", {"case": number}), *self.claims.put(situation))
        return (_asked(session, self.context, talk, number),)

    def _answered(self, session: Session, talk: ConversationRow, row: CaseMoveRow, message: Message) -> tuple[Say, ...]:
        """A yes counts only where it can have read the question; what is neither yes nor no has passed it over, unless
        it says nothing: «😀» is asked again."""
        answer = message.said.answer
        says_nothing = answer is None and not message.said.words
        if says_nothing or (answer is True and message.at <= row.asked_at):
            return (_question(row.number),)
        if answer is True:
            return self._want(session, talk, row)
        if answer is False or (message.intent in {"deny", "stop"}):
            return self._stays(session, talk, row, message)
        return self._left(session, talk)

    def _left(self, session: Session, talk: ConversationRow) -> tuple[Say, ...]:
        """Something else: a question that was asked is not open any more, a code that was sent still counts."""
        move_codes.pass_over(session, talk.id)
        return ()

    def _stays(self, session: Session, talk: ConversationRow, row: CaseMoveRow, message: Message) -> tuple[Say, ...]:
        """The case stays where it is, and what was under way here goes on."""
        row.state = "left"
        session.flush()
        said = Say("utter_move_stays", {"case": row.number})
        situation = self.claims.situation(talk.id)
        draft = situation.draft
        if draft.asked is None and not draft.settled and not draft.parked and situation.verified is not None:
            step = self.claims.advance(Situation.of(talk))
            says = (said, *step.says)
            if step.asked is None:
                return (*says, *self.claims.conclude(self.claims.situation(talk.id), message.turn, said=True).says)
            return (*says, *self.claims.put(self.claims.situation(talk.id)))
        return (said, *self.claims.put(situation))

    def _want(self, session: Session, talk: ConversationRow, row: CaseMoveRow) -> tuple[Say, ...]:
        """Have a code sent. One that was sent before counts no more."""
        now, number = self.context.clock(), row.number
        wait = move_codes.want(session, row, talk, now)
        if not wait:
            return (Say("utter_move_code_sent", {"case": number}),)
        zone = self.context.merchants[talk.merchant].merchant.zone
        when = moments.moment(now + timedelta(seconds=wait), zone, talk.language)
        return (Say("utter_move_too_many", {"case": number, "when": when}),)

    def _code(self, session: Session, talk: ConversationRow, row: CaseMoveRow, message: Message) -> tuple[Say, ...]:
        """While a question of the claim is open, or no code is expected any more, figures may be a date or an amount:
        a code is then what stands alone."""
        situation = Situation.of(talk)
        expected = situation.draft.asked is None and move_codes.is_fresh(row, self.context.clock())
        told = message.in_known_words(message.text)
        code = typed_codes.read(message.text) if expected else typed_codes.alone(told)
        if code is None and expected and _only_figures(message.text):
            return (Say("utter_move_code_wrong", {"case": row.number}),)
        if code is None:
            return self._waits(session, talk, situation, row, message)
        return self._typed(session, talk, row, message, code)

    def _typed(
        self, session: Session, talk: ConversationRow, row: CaseMoveRow, message: Message, code: str
    ) -> tuple[Say, ...]:
        situation, args = Situation.of(talk), {"case": row.number}
        if _comes_first(situation):
            return (Say("utter_move_not_now", args), *self.claims.put(situation))
        if not move_codes.is_right(session, row, code, self.context.code_keys, message.at):
            return (Say("utter_move_code_wrong", args),)
        case = move_codes.of_number(session, talk.merchant, row.number)
        if case is None:
            return (Say("utter_move_code_wrong", args),)
        move_codes.used(session, row)
        return MovedHere(self.context, self.claims).take(talk.id, case.id, message.turn)

    def _waits(
        self, session: Session, talk: ConversationRow, situation: Situation, row: CaseMoveRow, message: Message
    ) -> tuple[Say, ...]:
        """Until the code is typed: what is asked is answered, and whatever else is said is taken to be about the code.
        Empty where a claim is under way here, or begins with an order number or an address."""
        fresh = move_codes.is_fresh(row, self.context.clock())
        if not fresh or row.requested_at is None or _put_since(situation, row.requested_at):
            return ()
        draft, gives_up = situation.draft, message.said.answer is False
        if gives_up or message.intent in {"deny", "stop", "start_over"}:
            return self._stays(session, talk, row, message)
        under_way = draft.asked is not None or (draft.issue is not None and not draft.settled)
        names_somebody = message.facts.order_number is not None or message.facts.email is not None
        if under_way or names_somebody or message.intent in CALLS:
            return ()
        asks = message.intent in (QUESTIONS | SMALL_TALK) - _OF_THE_CODE
        told = answers.told(self.context, situation, message) if asks else ()
        return (*told, Say("utter_move_code_waits", {"case": row.number}))


def _comes_first(situation: Situation) -> bool:
    """Whether something stands open here that must not be put aside: what a person asked or offers, a claim that waits
    for the order system, a withdrawal that was declared."""
    draft = situation.draft
    waits = isinstance(draft.state, AskedByDesk | Offered | Parked)
    return waits or (draft.declared is not None and not draft.settled)


def _put_since(situation: Situation, then: datetime) -> bool:
    """Whether the claim asked for a yes after that, or has open what nothing is asked beside."""
    proposal = situation.draft.proposal
    return _comes_first(situation) or (proposal is not None and proposal.at > then)


def _only_figures(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and not any(letter.isalpha() for letter in text)


def _question(number: str) -> Say:
    return Say("utter_ask_to_move", {"case": number})


def _asked(session: Session, context: Context, talk: ConversationRow, number: str) -> Say:
    move_codes.ask(session, talk, number, context.clock())
    return _question(number)


def told(context: Context, situation: Situation, message: Message) -> tuple[Say, ...]:
    """What is said to a message that is about going on with a case here; empty for any other one."""
    return Moving(context, ClaimDialogue(context)).hear(situation, message)

"""Puts a question to a customer who is not there: a time has come, or the order backend is back. Nothing is carried out
before the yes; it is asked for in the chat, and by e-mail with a link to a page with the same buttons."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.orm import Session

from amends.assistant import confirm_link
from amends.assistant.claim_state import Confirming
from amends.assistant.context import Context
from amends.assistant.draft import Draft
from amends.assistant.identity import Verified
from amends.assistant.proposal import Proposal
from amends.assistant.proposal_builder import proposed
from amends.assistant.situation import Situation, hold, keep, last_heard
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.cases.reminder_jobs import watch
from amends.cases.status import CaseStatus
from amends.conversations import ownership
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.job_kinds import JobKind
from amends.messages.mail import queue_news
from amends.messages.say import Say
from amends.orders.order import Order
from amends.policy.decision import Decision

BUSY = timedelta(minutes=30)
"""A customer who wrote so short a time ago is in the middle of the other claim in this chat."""
AFTER_THAT = timedelta(minutes=15)


@dataclass(frozen=True)
class DueQuestions:
    """The worker's part, in the worker's transaction."""

    context: Context

    def is_busy(self, session: Session, situation: Situation, case: CaseRow) -> bool:
        """Whether the customer is telling of something else in this chat: the question would come in between."""
        draft = situation.draft
        open_now = draft.issue is not None or draft.asked is not None or draft.wanted or draft.offered
        if draft.settled or draft.case_id == case.id or not open_now:
            return False
        if draft.parked or draft.wanted or draft.offered or draft.declared is not None:
            return True  # what a person asked or offered, and a statement, are not put aside, however long they take
        heard = last_heard(session, situation.conversation_id)
        return heard is not None and self.context.clock() - heard < BUSY

    def put_off(self, session: Session, case: CaseRow) -> None:
        """Decide the case again when the customer has done with the other claim."""
        now = self.context.clock()
        then = now + AFTER_THAT
        if case.status == CaseStatus.WAITING:
            store.move(session, case, CaseStatus.WAITING, "worker", now, then)
        outbox.enqueue(session, JobKind.DECIDE_CASE, {"case_id": case.id}, now, then + timedelta(seconds=1))

    def ask(self, session: Session, situation: Situation, case: CaseRow, order: Order, decision: Decision) -> None:
        """Put what `decision` approves to the customer. `situation` holds the draft of the case's claim."""
        now, row = self.context.clock(), hold(session, situation.conversation_id)
        present = Situation.of(row).draft
        put = proposed(self.context, situation, order, decision, "confirmation")
        assert put is not None
        verified = situation.verified
        if verified is None or verified.order_number != order.number:
            verified = Verified(order.number, order.customer.email, case.opened_at)
        draft = replace(
            situation.draft,
            identity_failures=present.identity_failures,
            state=Confirming("confirmation", put),
            confirmed=None,
            later=_later(present, case),
            others=present.others,
            revision=present.revision,
            turn=present.turn,
        )
        keep(row, replace(situation, draft=draft, verified=verified))
        store.move(session, case, CaseStatus.COLLECTING, "worker", now)
        says = (Say("utter_news", {"case": case.number}), put.say)
        ownership.say(session, row, says, self.context.sentences, now)
        self.mail(session, case, put)

    def mail(self, session: Session, case: CaseRow, put: Proposal) -> None:
        """The same question by e-mail, with its link; and have it looked after whether it is answered."""
        now = self.context.clock()
        args = {"question": put.text, "link": confirm_link.link(self.context.public_url, case, put)}
        news = self.context.sentences.text(Say("utter_confirm_by_mail", args), case.language)
        merchant = self.context.merchants[case.merchant].merchant.name
        queue_news(session, self.context.sentences, case=case, merchant=merchant, news=news, now=now)
        store.record(session, case, "worker", EntryKind.CONFIRMATION_ASKED, confirm_link.mark(put), now)
        watch(session, case, now, now)


def _later(present: Draft, case: CaseRow) -> tuple[str, ...]:
    """What is kept for afterwards: the claim that was under way in this chat among it."""
    under_way = not present.settled and present.issue is not None and present.case_id != case.id
    if not under_way or present.issue is None or present.issue in present.later:
        return present.later
    return (*present.later, present.issue)

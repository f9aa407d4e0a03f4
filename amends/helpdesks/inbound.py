"""What comes back: kept before it is acknowledged, once; filed into the case afterwards by the worker."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.cases import numbers
from amends.cases.entries import EntryKind
from amends.cases.handoff import hand_off
from amends.cases.status import CaseStatus
from amends.conversations.text import MAX_CHARACTERS, clean
from amends.db import outbox
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow
from amends.db.helpdesk_tables import HelpdeskReceivedRow, HelpdeskThreadRow
from amends.db.job_kinds import JobKind
from amends.db.upsert import insert
from amends.desk import notify
from amends.desk.actor import Actor
from amends.desk.locked_case import LockedCase, lock_case
from amends.desk.takeover import Takeover
from amends.errors import NotFound
from amends.helpdesks import tokens
from amends.helpdesks.helpdesk import ANSWER, CHATWOOT, WEBHOOK, Inbound
from amends.merchants.roles import Role
from amends.messages.say import Say
from amends.policy.engine import review_due

CHATS = frozenset({CHATWOOT, WEBHOOK})
"""Kinds whose people answer while the customer is there: their first answer takes the chat over from the bot, until
they say that they are done. A letter does not."""
log = logging.getLogger("amends.helpdesks")


def keep(session: Session, merchant: str, kind: str, came: Inbound, now: datetime) -> Literal["kept", "already"]:
    """Keep it with the job that files it, in this transaction. NotFound for a case that this helpdesk was never sent.

    InvalidMessage where the words are not text.
    """
    if came.text:
        for piece in pieces(came.text):
            clean(piece)
    case_id = _case_of(session, merchant, kind, came)
    values = {
        "merchant": merchant,
        "kind": kind,
        "event_id": came.id,
        "case_id": case_id,
        "what": came.what,
        "text": came.text,
        "author": None if came.author is None else " ".join(came.author.split())[:80] or None,
        "remarks": list(came.remarks),
        "received_at": now,
    }
    statement = insert(session, HelpdeskReceivedRow).values(**values).on_conflict_do_nothing()
    kept = session.execute(statement.returning(HelpdeskReceivedRow.id)).scalar()
    if kept is None:
        return "already"
    outbox.enqueue(
        session,
        JobKind.FILE_ANSWER,
        {"case_id": case_id, "received_id": kept},
        now,
        dedupe=f"{JobKind.FILE_ANSWER}:{kept}",
    )
    return "kept"


def _case_of(session: Session, merchant: str, kind: str, came: Inbound) -> int:
    found = select(HelpdeskThreadRow.case_id).where(
        HelpdeskThreadRow.merchant == merchant, HelpdeskThreadRow.kind == kind
    )
    if came.number is not None:
        named = CaseRow.number == numbers.read(came.number)
        found = found.join(CaseRow, CaseRow.id == HelpdeskThreadRow.case_id).where(named)
    else:
        found = found.where(HelpdeskThreadRow.reference == came.reference, HelpdeskThreadRow.reference.is_not(None))
    case_id = session.scalars(found).first()
    if case_id is None:
        raise NotFound("this helpdesk was sent no such case")
    return case_id


@dataclass(frozen=True)
class InboundAnswers:
    """Files what was kept, under the actor `helpdesk:<kind>`. `secrets`: what signs the tokens in the addresses that
    answers go to, by merchant id."""

    context: Context
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    def file(self, received_id: int) -> None:
        """Once, however often it is called."""
        with self.context.database.read() as session:
            came = session.get_one(HelpdeskReceivedRow, received_id)
            case = session.get_one(CaseRow, came.case_id)
            talk = None if case.conversation_id is None else session.get(ConversationRow, case.conversation_id)
        if came.filed_at is not None:
            return
        actor = self._actor(came, case)
        if came.what == ANSWER:
            if came.kind in CHATS and came.text and case.status == CaseStatus.REVIEW and talk and talk.owner == "bot":
                Takeover(self.context).take_over(actor, case.number, has_account=False)
            self._answer(actor, case.number, received_id)
        else:
            if talk is not None and talk.owner == "person":
                Takeover(self.context).hand_back(actor, case.number)
            self._resolved(actor, case.number, received_id)

    def _answer(self, actor: Actor, number: str, received_id: int) -> None:
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "reply", number, self.context.clock())
            came = session.get_one(HelpdeskReceivedRow, received_id, with_for_update=True)
            if came.filed_at is not None:
                return
            if self._gives_away(came, number):
                self._hold_back(held, came)
                return
            mailed = notify.answer(held, self.context, [clean(piece) for piece in pieces(came.text)])
            body = {"helpdesk": came.kind, "mailed": mailed, "remarks": came.remarks}
            held.write_down(EntryKind.HELPDESK_ANSWER, body, {"text": came.text})
            came.text, came.filed_at = "", held.now

    def _gives_away(self, came: HelpdeskReceivedRow, number: str) -> bool:
        """Whether it bears the address that only the helpdesk may know, which would let its reader answer in its name.
        The last look before the customer sees it: what should have been cut away earlier may not have been."""
        secret = self.secrets.get(came.merchant)
        said = f"{came.author or ''}\n{came.text}"
        return secret is not None and tokens.stands_in(secret, came.merchant, number, said)

    def _hold_back(self, held: LockedCase, came: HelpdeskReceivedRow) -> None:
        """The customer is told nothing. The words stand in the timeline, and a person answers."""
        log.error("an answer to %s is held back: it bears the address that answers go to", held.case.number)
        held.write_down(EntryKind.HELPDESK_HELD_BACK, {"helpdesk": came.kind}, {"text": came.text})
        came.text, came.filed_at = "", held.now
        policy = self.context.merchants[held.case.merchant].in_force(held.now)
        hand_off(held.session, held.case, review_due(policy, held.now), held.actor.id, held.now)

    def _resolved(self, actor: Actor, number: str, received_id: int) -> None:
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "note", number, self.context.clock())
            came = session.get_one(HelpdeskReceivedRow, received_id, with_for_update=True)
            if came.filed_at is not None:
                return
            held.write_down(EntryKind.HELPDESK_RESOLVED, {"helpdesk": came.kind})
            came.filed_at = held.now

    def _actor(self, came: HelpdeskReceivedRow, case: CaseRow) -> Actor:
        merchant = self.context.merchants[case.merchant].merchant
        team = self.context.sentences.text(Say("utter_helpdesk_team", {"merchant": merchant.name}), case.language)
        return Actor(f"helpdesk:{came.kind}", came.author or team, Role.AGENT, frozenset({case.merchant}))


def pieces(text: str) -> list[str]:
    """The text in parts that a chat takes, cut between paragraphs where that is possible."""
    left, parts = text.strip(), []
    while len(left) > MAX_CHARACTERS:
        at = max(left.rfind("\n\n", 1, MAX_CHARACTERS), 0) or max(left.rfind(" ", 1, MAX_CHARACTERS), 0)
        at = at or MAX_CHARACTERS
        parts.append(left[:at].strip())
        left = left[at:].strip()
    return [*parts, left] if left else parts

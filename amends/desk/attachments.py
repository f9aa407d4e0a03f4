"""Files that a person sends with an answer: taken one by one while it is being written, and sent with it or not at all.

They pass what customers' files pass (docs/evidence.md). What a customer gets is made from what is kept after that,
never what came in.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.db.attachment_tables import AttachmentRow
from amends.db.case_tables import CaseRow
from amends.desk.actor import Actor
from amends.desk.chats import merged_here
from amends.desk.locked_case import LockedCase, find
from amends.errors import CannotBeDone, Conflict, EvidenceRejected, NotFound
from amends.evidence import limits
from amends.evidence.enclosed import HOLDS, Whole, path, whole_of
from amends.evidence.intake import Accepted
from amends.evidence.names import clean_name
from amends.random_ids import random_id

MOST = 5
"""Files of one answer. A mail holds no more of the largest, and nobody opens more."""
_REFUSED = {
    "empty": "it has nothing in it",
    "too_large": f"it is larger than {limits.MAX_BYTES // 1024 // 1024} MB",
    "unknown_type": "it is neither a picture (JPEG, PNG, WebP, HEIC) nor a PDF nor plain text in UTF-8",
    "too_small": f"a side of the picture is under {limits.MIN_SIDE} pixels",
    "too_many_pixels": f"the picture has more than {limits.MAX_PIXELS // 1_000_000} million pixels",
    "too_many_pages": f"it has more than {limits.MAX_PAGES} pages",
    "locked": "it asks for a password",
    "too_heavy": "it takes too long or too much memory to open",
    "broken": "it cannot be opened",
    "infected": "the virus scanner has found something in it",
}


class Takes(Protocol):
    """amends.evidence.intake.Intake."""

    def accept(self, raw: bytes, name: str | None, types: Sequence[str] = ...) -> Accepted: ...

    def discard(self, key: str, pages: int) -> None: ...


@dataclass(frozen=True)
class Attachments:
    """`intake` is the way that customers' files take too."""

    context: Context
    intake: Takes

    def attach(self, actor: Actor, number: str, raw: bytes, name: str | None) -> None:
        """Take a file for the answer that `actor` is writing on the case. CannotBeDone says what is wrong with it, or
        that there are enough; EvidenceUnavailable: try again."""
        with self.context.database.read() as session:
            _check_number(session, find(session, actor, "reply", number), actor)
        try:
            accepted = self.intake.accept(raw, name, limits.STAFF_TYPES)
        except EvidenceRejected as fault:
            raise CannotBeDone(refusal(name, fault.reason)) from None
        with ExitStack() as in_vain:
            in_vain.callback(self.intake.discard, accepted.key, len(accepted.pages))
            with self.context.database.begin() as session:
                case = find(session, actor, "reply", number)
                session.refresh(case, with_for_update=True)
                _check_number(session, case, actor)
                session.add(self._row(case, actor, accepted))
            in_vain.pop_all()

    def remove(self, actor: Actor, number: str, attachment_id: str) -> None:
        """Leave one out of the answer again. NotFound where it is not theirs, or was sent."""
        with self.context.database.begin() as session:
            case = find(session, actor, "reply", number)
            row = session.get(AttachmentRow, attachment_id, with_for_update=True)
            if row is None or not _is_waiting(row, case, actor):
                raise NotFound("There is no such file.")
            key, pages = row.key, len(row.pages)
            session.delete(row)
        self.intake.discard(key, pages)

    def _row(self, case: CaseRow, actor: Actor, accepted: Accepted) -> AttachmentRow:
        return AttachmentRow(
            id=f"at_{random_id()}",
            case_id=case.id,
            agent_id=actor.id,
            **accepted.columns,
            created_at=self.context.clock(),
        )


def refusal(name: str | None, reason: str) -> str:
    """Why a file is not taken, for whoever chose it. `reason` is that of EvidenceRejected."""
    why = _REFUSED.get(reason, "it cannot be taken")
    return f"{clean_name(name, 'document')} was not attached: {why}. What you have written is still here."


def waiting(session: Session, case_id: int, agent_id: str) -> Sequence[AttachmentRow]:
    """Those that the person has put to an answer which is not sent yet, in their order."""
    mine = select(AttachmentRow).where(*_of_answer(case_id, agent_id))
    return session.scalars(mine.order_by(AttachmentRow.created_at, AttachmentRow.id)).all()


def opened(session: Session, actor: Actor, number: str, attachment_id: str) -> Whole:
    """One that went out on the case or on one that was merged into it, or waits for an answer of the person's own.
    NotFound for any other."""
    case = find(session, actor, "see", number)
    cases = {case.id, *(each.id for each in merged_here(session, case))}
    row = session.get(AttachmentRow, attachment_id)
    if row is None or row.case_id not in cases or (row.sent_at is None and row.agent_id != actor.id):
        raise NotFound("There is no such file.")
    return whole_of(row)


def sent_with(held: LockedCase, ids: Sequence[str]) -> list[AttachmentRow]:
    """They go with the answer that is just being sent: each can be had by its link from now on. Conflict where one of
    them went or was left out meanwhile."""
    rows = [row for each in dict.fromkeys(ids) if (row := _locked(held, each)) is not None]
    if len(rows) != len(set(ids)):
        raise Conflict("a file of this answer was sent or left out meanwhile")
    for row in rows:
        row.sent_at, row.until, row.token = held.now, held.now + HOLDS, random_id()
    return rows


def shown(row: AttachmentRow) -> dict[str, Any]:
    """As it stands with the answer in the conversation's log (docs/chat-api.md)."""
    first = row.pages[0] if row.pages else {}
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "pages": len(row.pages),
        "url": path(row),
        **{side: first[side] for side in ("width", "height") if side in first},
    }


def _locked(held: LockedCase, attachment_id: str) -> AttachmentRow | None:
    row = held.session.get(AttachmentRow, attachment_id, with_for_update=True)
    return row if row is not None and _is_waiting(row, held.case, held.actor) else None


def _is_waiting(row: AttachmentRow, case: CaseRow, actor: Actor) -> bool:
    return row.sent_at is None and row.case_id == case.id and row.agent_id == actor.id


def _of_answer(case_id: int, agent_id: str) -> tuple[ColumnElement[bool], ...]:
    """Which files somebody has put to an answer on a case that is not sent yet."""
    return AttachmentRow.case_id == case_id, AttachmentRow.agent_id == agent_id, AttachmentRow.sent_at.is_(None)


def _check_number(session: Session, case: CaseRow, actor: Actor) -> None:
    mine = _of_answer(case.id, actor.id)
    if (session.scalar(select(func.count()).where(*mine)) or 0) >= MOST:
        raise CannotBeDone(f"{MOST} files go with one answer. Send this one first, or leave a file out.")

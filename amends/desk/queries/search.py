"""What a search of the desk finds."""

import unicodedata

from sqlalchemy import ColumnElement, Select, false, select, union
from sqlalchemy.orm import Session

from amends.cases import numbers
from amends.cases.status import CaseStatus
from amends.db import words
from amends.db.tables import CaseEntryRow, CaseRow, ConversationRow, DecisionRow, DeskCaseRow, EventRow, WithdrawalRow


def found(session: Session, q: str) -> ColumnElement[bool]:
    """A case number however it was written, a part of an order number or e-mail address, or words, from three
    characters: the customer's name on the order that was decided on, their messages, a person's answer to them in the
    chat or by e-mail, or a note among staff.

    A case is found by what its page shows: its notes, and all its chats (amends/desk/chats.py).
    """
    if "\x00" in q:
        return false()  # stands in no text, and neither database can be asked for it
    wanted = unicodedata.normalize("NFC", q)
    ways = [*_named(wanted), *_declared(wanted)]
    if len(wanted) >= words.SHORTEST:
        ways += [_noted(session, wanted), *_said(session, wanted), _ordered(wanted)]
    # By id, from the few rows that the indexes name, and not case by case.
    return CaseRow.id.in_(union(*ways))


def _named(q: str) -> list[Select[int]]:
    """One by one, for each has an index of its own: SQLite reads through that instead of the table."""
    named = (
        CaseRow.number == numbers.read(q)[:12],
        CaseRow.order_number.icontains(q, autoescape=True),
        CaseRow.email.icontains(q, autoescape=True),
    )
    return [select(CaseRow.id).where(each) for each in named]


def _declared(q: str) -> list[Select[int]]:
    """By what a statement of withdrawal names: its writer has nothing else to be found by."""
    named = (WithdrawalRow.name, WithdrawalRow.contract, WithdrawalRow.email)
    return [select(WithdrawalRow.case_id).where(each.icontains(q, autoescape=True)) for each in named]


def _ordered(q: str) -> Select[int]:
    """By the customer's name on the order that was decided on."""
    name = DecisionRow.order["customer"]["name"].as_string()
    return select(DecisionRow.case_id).where(name.icontains(q, autoescape=True))


def _noted(session: Session, q: str) -> Select[int]:
    return select(CaseEntryRow.case_id).where(words.in_notes(session, q))


def _said(session: Session, q: str) -> list[Select[int]]:
    """Cases by their own chat, by another chat about them, and by those of the cases that were merged into them."""
    chats = select(EventRow.conversation_id).where(words.in_messages(session, q)).cte("chats")
    own = select(CaseRow.id).where(CaseRow.conversation_id.in_(select(chats)))
    about = select(ConversationRow.case_id).where(ConversationRow.id.in_(select(chats)))
    cases = union(own, about.where(ConversationRow.case_id.is_not(None))).cte("cases_of_chats")
    merged = select(DeskCaseRow.merged_into).join(CaseRow, CaseRow.id == DeskCaseRow.case_id)
    into = merged.where(DeskCaseRow.case_id.in_(select(cases)), CaseRow.status == CaseStatus.MERGED)
    return [select(cases), into.where(DeskCaseRow.merged_into.is_not(None))]

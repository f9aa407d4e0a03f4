"""Whose data it is: the cases and conversations of one person, found by their e-mail address.

A conversation or case is theirs where the address was matched with an order in it, or where it came from that address
by e-mail. Where the address was only typed, nobody knows who typed it: such ones are told apart (`unproven`), unless
somebody else was matched there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, String, func, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from amends import addresses
from amends.cases.entries import EntryKind
from amends.db import erased
from amends.db.tables import (
    CaseEntryRow,
    CaseRow,
    ChannelRow,
    ChannelThreadRow,
    ConversationRow,
    DeskCaseRow,
    MailRow,
    WithdrawalRow,
)
from amends.messages.carried import EMAIL

AT_ONCE = 500
"""Values of one IN: fewer than any database takes."""


@dataclass(frozen=True)
class Person:
    """Who is meant: an address; with `merchant`, only there; with `order`, also what names that order and was matched
    with nobody."""

    email: str
    merchant: str | None = None
    order: str | None = None


@dataclass
class Found:
    """What is theirs, by id. `unproven` are the cases and conversations among them in which the address was only typed.
    `shared` are conversations with a matched person besides them. `mails` and `withdrawals` are those that no case
    leads to."""

    cases: set[int] = field(default_factory=set)
    conversations: set[str] = field(default_factory=set)
    unproven: set[int | str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)
    mails: set[int] = field(default_factory=set)
    withdrawals: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.cases or self.conversations or self.mails or self.withdrawals)

    def proven(self, *, typed: bool = False) -> "Found":
        """Without conversations that somebody else has a part in, and without those and cases where the address was
        only typed, unless these are wanted too."""
        left: set[int | str] = {*self.shared} if typed else {*self.unproven, *self.shared}
        return Found(
            {case for case in self.cases if case not in left},
            {talk for talk in self.conversations if talk not in left},
            mails=set(self.mails),
            withdrawals=set(self.withdrawals),
        )


def find(session: Session, person: Person, *, also_erased: bool = False) -> Found:
    """Everything that an address leads to, and from there its cases, conversations and so on until there is no more.
    Empty where nothing is known of them.

    Cases that were erased are among it where something was written in them since; with `also_erased`, all of them.
    """
    return _Search(session, person, also_erased=also_erased).run()


class _Search:
    """`theirs` are the ways in which the address may be written, in small letters."""

    def __init__(self, session: Session, person: Person, *, also_erased: bool) -> None:
        self.session, self.person, self.also_erased = session, person, also_erased
        self.theirs = {person.email.strip().lower(), addresses.canonical(person.email)}
        self.theirs.add((addresses.find(person.email) or person.email).lower())
        self.found = Found()

    def run(self) -> Found:
        if self.session.get_bind().dialect.name == "postgresql":
            # What was typed has no index: with millions of cases it takes longer than a customer may wait.
            self.session.execute(text("SET LOCAL statement_timeout = 0"))
        self._by_address()
        self._by_pseudonym()
        self._by_what_was_typed()
        while self._follow():
            pass
        self._letters()
        return self.found

    def _by_address(self) -> None:
        found, session = self.found, self.session
        found.cases |= set(session.scalars(self._here(select(CaseRow.id), CaseRow).where(self._is(CaseRow.email))))
        matched = self._is(ConversationRow.verified_email)
        found.conversations |= set(
            session.scalars(self._here(select(ConversationRow.id), ConversationRow).where(matched))
        )
        by_mail = (
            select(ConversationRow.id)
            .join(ChannelThreadRow, ChannelThreadRow.conversation_id == ConversationRow.id)
            .join(ChannelRow, ChannelRow.id == ChannelThreadRow.channel_id)
            .where(ChannelRow.kind == EMAIL, self._is(ChannelThreadRow.address))
        )
        found.conversations |= {
            talk for talk in session.scalars(self._here(by_mail, ConversationRow)) if self._is_free(talk)
        }
        stated = self._here(select(WithdrawalRow.id, WithdrawalRow.case_id), WithdrawalRow)
        for row, case in session.execute(stated.where(self._is(WithdrawalRow.email))):
            owner = session.get_one(CaseRow, case).email
            if owner is None:
                self._unproven({case})
            elif self._are_theirs(owner):
                found.cases.add(case)
            else:
                found.withdrawals.add(row)

    def _by_pseudonym(self) -> None:
        pseudonyms = erased.pseudonyms(self.session)
        if not pseudonyms.has_key:
            return
        last = select(func.max(CaseEntryRow.id)).where(
            CaseEntryRow.case_id == CaseRow.id, CaseEntryRow.kind == EntryKind.ERASED
        )
        since = aliased(CaseEntryRow)
        written = select(since.id).where(since.case_id == CaseRow.id, since.id > last.scalar_subquery())
        cases = self._here(select(CaseRow.id), CaseRow).where(CaseRow.email == pseudonyms.of(self.person.email))
        self.found.cases |= set(
            self.session.scalars(cases if self.also_erased else cases.where(written.correlate(CaseRow).exists()))
        )

    def _by_what_was_typed(self) -> None:
        """Claims and drafts that name the address, or the order, with nobody matched."""
        named: list[ColumnElement[bool]] = [self._is(CaseRow.claim["email"].as_string())]
        drafted = [self._is(ConversationRow.draft[name].as_string()) for name in ("email", "unmatched")]
        if self.person.order is not None:
            named += [CaseRow.claim["order_number"].as_string() == self.person.order]
            drafted += [ConversationRow.draft["order_number"].as_string() == self.person.order]
        cases = self._here(select(CaseRow.id), CaseRow).where(CaseRow.email.is_(None), or_(*named))
        talks = self._here(select(ConversationRow.id), ConversationRow).where(
            ConversationRow.verified_email.is_(None), or_(*drafted)
        )
        self._unproven(set(self.session.scalars(cases)) - self.found.cases)
        self._unproven({talk for talk in self.session.scalars(talks) if self._is_free(talk)})

    def _unproven(self, ids: set[Any]) -> None:
        new = ids - self.found.cases - self.found.conversations
        self.found.unproven |= new
        self.found.cases |= {each for each in new if isinstance(each, int)}
        self.found.conversations |= {each for each in new if isinstance(each, str)}

    def _follow(self) -> bool:
        """Conversations of the cases, and cases of the conversations. False where there were no new ones."""
        before = len(self.found.cases), len(self.found.conversations)
        for case, talk, owner in self._pairs():
            known = case in self.found.cases or talk in self.found.conversations
            if not known:
                continue
            if owner is not None and not self._are_theirs(owner):
                if talk in self.found.conversations:
                    self.found.shared.add(talk)
                continue
            from_unproven = (case if case in self.found.cases else talk) in self.found.unproven
            if from_unproven:
                self.found.unproven |= {each for each in (case, talk) if not self._has(each)}
            self.found.cases.add(case)
            if self._is_free(talk):
                self.found.conversations.add(talk)
            elif owner is not None and self.session.get(ConversationRow, talk) is not None:
                self.found.conversations.add(talk)
                self.found.shared.add(talk)
        self._merged()
        return before != (len(self.found.cases), len(self.found.conversations))

    def _merged(self) -> None:
        """Cases that a person at the desk saw to be one with theirs."""
        for some in batches(self.found.cases):
            one = DeskCaseRow.case_id.in_(some) | DeskCaseRow.merged_into.in_(some)
            rows = select(DeskCaseRow.case_id, DeskCaseRow.merged_into).where(one, DeskCaseRow.merged_into.is_not(None))
            for pair in self.session.execute(rows):
                new = {case for case in pair if case is not None} - self.found.cases
                for case in new:
                    owner = self.session.get_one(CaseRow, case).email
                    if owner is None or self._are_theirs(owner):
                        self.found.cases.add(case)
                        if self.found.unproven & set(pair):
                            self.found.unproven.add(case)

    def _has(self, each: int | str) -> bool:
        return each in self.found.cases or each in self.found.conversations

    def _pairs(self) -> list[Any]:
        """Case, conversation and the case's matched address, wherever one of the two is known."""
        pairs: list[Any] = []
        own = select(CaseRow.id, CaseRow.conversation_id, CaseRow.email).where(CaseRow.conversation_id.is_not(None))
        of_talk = select(CaseRow.id, ConversationRow.id, CaseRow.email).join(
            ConversationRow, ConversationRow.case_id == CaseRow.id
        )
        for some in batches(self.found.cases):
            pairs += self.session.execute(own.where(CaseRow.id.in_(some))).all()
            pairs += self.session.execute(of_talk.where(CaseRow.id.in_(some))).all()
        for talks in batches(self.found.conversations):
            pairs += self.session.execute(own.where(CaseRow.conversation_id.in_(talks))).all()
            pairs += self.session.execute(of_talk.where(ConversationRow.id.in_(talks))).all()
        return pairs

    def _letters(self) -> None:
        """Letters to the address beside those of its cases: copies of conversations, and what went out in a case of
        somebody else."""
        rows = select(MailRow.id, MailRow.case_id).where(self._is(MailRow.recipient))
        for mail, case in self.session.execute(rows):
            if case is None or case not in self.found.cases:
                owner = None if case is None else self.session.get_one(CaseRow, case)
                if owner is None or self.person.merchant in {None, owner.merchant}:
                    self.found.mails.add(mail)

    def _here(self, rows: Any, of: type[CaseRow] | type[ConversationRow] | type[WithdrawalRow]) -> Any:
        return rows if self.person.merchant is None else rows.where(of.merchant == self.person.merchant)

    def _is(self, column: InstrumentedAttribute[Any] | ColumnElement[Any]) -> ColumnElement[bool]:
        """SQLite makes only ASCII small: an address with other letters is compared letter by letter beside it."""
        plain = func.lower(column, type_=String).in_(sorted(self.theirs))
        return or_(plain, column == self.person.email) if not self.person.email.isascii() else plain

    def _are_theirs(self, address: str) -> bool:
        return address.lower() in self.theirs or erased.same(self.session, address, self.person.email)

    def _is_free(self, talk: str) -> bool:
        """Whether nobody else was matched in that conversation."""
        row = self.session.get(ConversationRow, talk)
        return row is not None and (row.verified_email is None or self._are_theirs(row.verified_email))


def batches[Key: (int, str)](keys: Iterable[Key]) -> Iterable[list[Key]]:
    """So many at once, in their order."""
    left = sorted(keys)
    for start in range(0, len(left), AT_ONCE):
        yield left[start : start + AT_ONCE]

"""A file is read page by page, each page a job of its own; then the customer is asked whether it is right."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.claims.extract import OrderNumbers
from amends.clock import Clock
from amends.conversations import log, turns
from amends.conversations.files import read_of
from amends.conversations.log import Speaks
from amends.crowns import KR
from amends.db import outbox
from amends.db.job_kinds import JobKind
from amends.db.session import Database
from amends.db.tables import ConversationRow, EvidenceRow
from amends.evidence.intake import place
from amends.evidence.ocr.fields import find_fields
from amends.evidence.ocr.process import Reader
from amends.evidence.store import Store
from amends.messages.moments import locale_of
from amends.messages.say import Say
from amends.money import Money

ANSWERED_WITHIN = timedelta(seconds=15)


@dataclass(frozen=True)
class Reading:
    """`numbers`: how order numbers look, by merchant. `unread` is what is said of a file in which nothing was found;
    `may_ask` whether the customer can be asked about one now."""

    database: Database
    store: Store
    reader: Reader
    numbers: Mapping[str, OrderNumbers]
    sentences: Speaks
    clock: Clock
    unread: Callable[[Session, EvidenceRow], tuple[Say, ...]] = lambda _session, _row: ()
    may_ask: Callable[[Session, EvidenceRow], bool] = lambda _session, _row: True

    def is_early(self, evidence_id: str) -> bool:
        """Whether the bot has not answered the file itself yet: that it arrived is said before what stands in it. For
        seconds only; a bot that is away keeps nobody waiting."""
        with self.database.read() as session:
            row = session.get_one(EvidenceRow, evidence_id)
            is_fresh = self.clock() - row.created_at < ANSWERED_WITHIN
            return is_fresh and turns.is_waiting(session, row.conversation_id)

    def read_page(self, evidence_id: str, page: int) -> None:
        """Read one page and have the next one read; after the last, tell what was found. Doing it twice is harmless.

        EvidenceUnavailable where the store or the reader did not answer: worth another try.
        """
        with self.database.read() as session:
            row = session.get_one(EvidenceRow, evidence_id)
            merchant = session.get_one(ConversationRow, row.conversation_id).merchant
        if _pages_read(row) >= page:
            return
        lines = self.reader.read(self.store.get(place(row.key, str(page))))
        found = {name: asdict(field) for name, field in find_fields(lines, self.numbers[merchant]).items()}
        with self.database.begin() as session:
            self._keep(session, evidence_id, page, found)

    def _keep(self, session: Session, evidence_id: str, page: int, found: dict[str, Any]) -> None:
        """What an earlier page says counts before what a later one does."""
        row = session.scalars(select(EvidenceRow).where(EvidenceRow.id == evidence_id).with_for_update()).one()
        if _pages_read(row) >= page:
            return
        earlier = (row.read or {}).get("fields", {})
        row.read = {"pages": page, "fields": {**found, **earlier}}
        now = self.clock()
        if page < len(row.pages):
            body = {"evidence_id": evidence_id, "page": page + 1}
            outbox.enqueue(session, JobKind.READ_FILE, body, now, dedupe=f"{evidence_id}:{page + 1}")
        else:
            self._tell(session, row)

    def _tell(self, session: Session, row: EvidenceRow) -> None:
        """Ask whether it is right, unless nothing was found, a person has the conversation, or what is asked there
        already comes first: the file is kept all the same."""
        conversation = session.get_one(ConversationRow, row.conversation_id)
        shown = readable(read_of(row), conversation.language)
        if conversation.owner != "bot":
            return
        if not shown:
            if says := self.unread(session, row):
                log.say(session, conversation, list(says), self.sentences, self.clock())
            return
        if not self.may_ask(session, row):
            return
        found = "\n".join(
            "• " + self.sentences.text(Say(f"utter_evidence_field_{name}", {"value": value}), conversation.language)
            for name, value in shown.items()
        )
        say = Say("utter_evidence_read", {"found": found, "evidence": row.id})
        log.say(session, conversation, [say], self.sentences, self.clock())


def readable(read: Mapping[str, str], language: str) -> dict[str, str]:
    """The values as a customer reads them; the currency stands with its amount."""
    shown = {name: value for name, value in read.items() if name != "currency"}
    if "amount" in shown:
        amount = Decimal(shown["amount"])
        currency = read.get("currency")
        plain = format_decimal(amount, format="#,##0.00", locale=locale_of(language))
        if currency == KR:  # whose, the picture does not say
            shown["amount"] = f"{plain}\N{NO-BREAK SPACE}{KR}"
        else:
            shown["amount"] = Money(amount, currency).text(language) if currency else plain
    if "date" in shown:
        shown["date"] = format_date(date.fromisoformat(shown["date"]), "long", locale=locale_of(language))
    return shown


def _pages_read(row: EvidenceRow) -> int:
    return int((row.read or {}).get("pages", 0))

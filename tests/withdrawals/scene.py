"""Customers of the demo who withdraw without the chat: real policies and sentences, a fake order system, a clock."""

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import select

from amends.assistant.context import Context
from amends.db.outbox import RetryRule
from amends.db.session import Database
from amends.db.tables import CaseEntryRow, CaseRow, JobRow, MailRow, RemedyRow, WithdrawalRow
from amends.messages import mail
from amends.orders.fake import FakeOrderBackend
from amends.remedies.announcing import Announcer
from amends.withdrawals.deciding import Deciding
from amends.withdrawals.declaring import Receipt, declare
from amends.withdrawals.statement import read
from tests.shipped import demo_orders, policies, sentences
from worker.handlers import Handlers
from worker.loop import Worker

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


class Scene:
    def __init__(self, database: Database) -> None:
        self.now = NOW
        self.backend = FakeOrderBackend(demo_orders(NOW), now=lambda: self.now)
        merchants = policies()
        self.context = Context(
            database=database,
            merchants=merchants,
            backends=dict.fromkeys(merchants, self.backend),
            numbers={name: found.merchant.order_numbers for name, found in merchants.items()},
            sentences=sentences(),
            clock=lambda: self.now,
        )
        handlers = Handlers(
            database=database,
            backends=self.context.backends,
            announcer=Announcer(merchants, self.context.sentences),
            smtp=mail.SmtpSettings("127.0.0.1", 1, "a@example.com"),
            resume=lambda _case: None,
            clock=self.context.clock,
            decide_withdrawal=Deciding(self.context).decide,
        )
        self.worker = Worker(handlers, RetryRule(attempts=3, first_s=1, max_s=4), jitter=lambda: 0.0)
        self._tokens = (f"token-{number:012}" for number in itertools.count())

    def declare(
        self,
        contract: str,
        email: str,
        *,
        name: str = "Kari Holm",
        merchant: str = "norrnet",
        language: str = "en",
        token: str | None = None,
        sent_from: str | None = None,
    ) -> Receipt:
        statement, wrong = read(name, contract, email)
        assert wrong == {}
        token = token or next(self._tokens)
        return declare(self.context, merchant, statement, language, self.now, token=token, sent_from=sent_from)

    def work(self, turns: int = 12) -> None:
        """Let the worker do what is due; its mails are taken by nobody."""
        with patch.object(mail, "send"):
            for _ in range(turns):
                self.worker.turn()
                self.now += timedelta(seconds=5)

    def cases(self) -> list[CaseRow]:
        return self._all(CaseRow)

    def mails(self) -> list[MailRow]:
        return self._all(MailRow)

    def remedies(self) -> list[RemedyRow]:
        return self._all(RemedyRow)

    def withdrawals(self) -> list[WithdrawalRow]:
        return self._all(WithdrawalRow)

    def jobs(self) -> list[JobRow]:
        return self._all(JobRow)

    def entries(self) -> list[CaseEntryRow]:
        return self._all(CaseEntryRow)

    def _all(self, rows):
        with self.context.database.read() as session:
            return list(session.scalars(select(rows).order_by(rows.id)))

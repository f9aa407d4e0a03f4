"""The dialogue without Rasa: real policies and sentences, a fake order backend, SQLite, and a clock that is set."""

import copy
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Self

import pytest
from sqlalchemy import select

from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.context import Context
from amends.assistant.dialogue import Dialogue
from amends.assistant.situation import find
from amends.conversations import conversation, log
from amends.db.case_tables import CaseRow, DecisionRow
from amends.db.session import Database
from amends.messages.say import Say
from amends.orders.fake import FakeOrderBackend
from amends.orders.order import Order
from amends.policy.policy import MerchantPolicies
from amends.reading.acts import Meant, Part, Reading
from amends.reading.message import Message
from tests.postgres import sqlite_url
from tests.shipped import demo_orders, policies, sentences

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


class Chat:
    """One customer of one merchant, as the form's actions would speak to the core."""

    def __init__(
        self,
        database: Database,
        merchant: str,
        merchants: dict[str, MerchantPolicies] | None = None,
        orders: Sequence[Order] | None = None,
        opened: str | None = None,
    ) -> None:
        """`merchants` and `orders`: other ones than are shipped, with the demo's. `opened`: a conversation to go on
        with, where it begins none."""
        self.now = NOW
        found = demo_orders(NOW) if orders is None else orders
        self.backend = FakeOrderBackend(found, now=lambda: self.now)
        merchants = policies() if merchants is None else merchants
        self.context = Context(
            database=database,
            merchants=merchants,
            backends=dict.fromkeys(merchants, self.backend),
            numbers={name: found.merchant.order_numbers for name, found in merchants.items()},
            sentences=sentences(),
            clock=lambda: self.now,
        )
        self.claims = ClaimDialogue(self.context)
        self.dialogue = Dialogue(self.context)
        self.merchant = merchant
        if opened is None:
            self.open()
        else:
            self.id = opened

    def again(self, folder: Path) -> Self:
        """This chat as it stands, to go on with beside it, on a database of its own in `folder`. For one of which the
        order system has carried nothing out."""
        self.context.database.close()
        copied = shutil.copy(self.context.database.url.database or "", folder / "amends.db")
        orders = [self.backend.order(order.number) or order for order in demo_orders(NOW)]
        twin = type(self)(Database(f"sqlite:///{copied}"), self.merchant, orders=orders, opened=self.id)
        twin.now = self.now
        return twin

    def open(self) -> None:
        """Begin another conversation."""
        with self.context.database.begin() as session:
            row, _secret = conversation.create(
                session, merchant=self.merchant, language="en", channel="web", now=self.now, opened_from=None
            )
            self.id = row.id

    def say(
        self,
        text: str,
        intent: str = "nlu_fallback",
        confidence: float = 0.9,
        meant: str = "stated",
        language: str | None = None,
        parts: Sequence[tuple[str, str]] = (),
        besides: Sequence[str] = (),
        **choice: str,
    ) -> list[str]:
        """The names of the responses to one message. A yes, a no or an option that names no proposal is a press of
        the button under the open one. `parts` are its clauses as they would be read alone, each with its act;
        `besides` what else it does."""
        for name in choice.keys() & {"yes_no", "accepts"}:
            if ":" not in choice[name]:
                choice[name] += f":{self.draft.proposal.id if self.draft.proposal else ''}"
        self.now += timedelta(seconds=20)
        turn = self._sent(text)
        read = tuple(
            Part(text.index(said), text.index(said) + len(said), Reading(act, confidence, (), Meant.STATED))
            for said, act in parts
        )
        message = Message(
            turn, text, self.now, intent, confidence, choice, besides=tuple(besides), meant=Meant(meant),
            language=language, parts=read,
        )  # fmt: skip
        return _names(self.dialogue.take(self.id, message).says)

    def _sent(self, text: str) -> str:
        with self.context.database.begin() as session:
            talk = find(session, self.id)
            event = log.append(session, talk, kind="message", author="customer", body={"text": text}, now=self.now)
            return str(event.id)

    @property
    def draft(self) -> Any:
        return self.dialogue.situation(self.id).draft

    def cases(self) -> list[tuple[CaseRow, list[str]]]:
        """Every case, the oldest first, with the rows of its decisions."""
        with self.context.database.read() as session:
            rows = list(session.scalars(select(CaseRow).order_by(CaseRow.id)))
            decided = list(session.scalars(select(DecisionRow).order_by(DecisionRow.id)))
        return [(case, [each.row for each in decided if each.case_id == case.id]) for case in rows]

    def change(self, number: str, **changes: Any) -> None:
        """Put another state of an order into the backend."""
        order = self.backend.order(number)
        assert order is not None
        self.backend.put(Order.from_json(copy.deepcopy(order.document) | changes))


def _names(says: tuple[Say, ...]) -> list[str]:
    return [say.response.removeprefix("utter_") for say in says]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(sqlite_url(tmp_path))


@pytest.fixture
def norrnet(database: Database) -> Chat:
    return Chat(database, "norrnet")


@pytest.fixture
def itnet(database: Database) -> Chat:
    return Chat(database, "itnet")


Begin = Callable[[Chat], object]
After = Callable[[str, Begin], Chat]


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> After:
    """A merchant's chat after that beginning, which is said once a run."""

    @cache
    def chat(merchant: str, begin: Begin) -> Chat:
        made = Chat(Database(sqlite_url(tmp_path_factory.mktemp("begun"))), merchant)
        begin(made)
        return made

    return chat


@pytest.fixture
def after(begun: After, tmp_path: Path) -> After:
    """Such a chat of the test's own: what hundreds of tests go on from need not be said hundreds of times."""
    return lambda merchant, begin: begun(merchant, begin).again(tmp_path)

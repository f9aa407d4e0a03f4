"""Amends with one merchant whose orders come from a shop: dialogue, policy, ledger and worker, without Rasa.

What the model would say of a sentence is given with it; everything behind that is the product.
"""

import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import select

from amends import bootstrap
from amends.assistant.claim_dialogue import ClaimDialogue
from amends.assistant.dialogue import Dialogue
from amends.assistant.redecision import Redecision
from amends.assistant.situation import find
from amends.cli import main
from amends.conversations import conversation, log
from amends.conversations.event_kinds import EventKind
from amends.db import migrate
from amends.db.case_tables import CaseRow
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import RemedyRow
from amends.money import Money
from amends.orders.backend import OrderBackend
from amends.policy.loader import DEFAULT_FOLDER
from amends.reading.message import Message
from amends.remedies.announcing import Announcer
from amends.settings import Settings
from amends.settings_merchants import OrderBackendSettings
from worker.handlers import Handlers
from worker.loop import Worker

ROOT = Path(__file__).parents[1]
MERCHANT = "proved-shop"
PATIENCE_S = 20.0
"""A shop that has just started, on a machine that does other things beside it, may think for longer than one in use."""


def plain(amount: Money) -> str:
    """As people read it, with a blank that can be typed."""
    return amount.text("en").replace("\xa0", " ")


class Installation:
    """In `folder`, with `orders` and `numbers` as merchant.yml has them, and the connector's `secrets`."""

    def __init__(self, folder: Path, kind: str, orders: str, numbers: str, secrets: dict[str, str]) -> None:
        self.policies = folder / "policies"
        shutil.copytree(DEFAULT_FOLDER / "eu", self.policies / "eu")
        _made(self.policies, kind)
        merchant = self.policies / MERCHANT / "merchant.yml"
        lines = merchant.read_text("utf-8").splitlines()
        own = {"orders: ": f"orders: {orders}", "order_numbers: ": f"order_numbers: {numbers}"}
        kept = [next((new for start, new in own.items() if line.startswith(start)), line) for line in lines]
        merchant.write_text("\n".join(kept) + "\n", "utf-8")
        self.secrets = secrets
        url = f"sqlite:///{folder}/amends.db"
        migrate.upgrade(url)
        hidden = {name: SecretStr(value) for name, value in secrets.items()}
        core = bootstrap.build(
            Settings.model_validate(
                {
                    "database_url": url,
                    "policies_folder": self.policies,
                    "order_backends": {MERCHANT: OrderBackendSettings(secrets=hidden)},
                    "order_backend_timeout_s": PATIENCE_S,
                    "order_backend_total_s": PATIENCE_S * 3,
                }
            )
        )
        self.context = core.context
        self._settings = core.settings
        self._smtp = bootstrap.smtp_of(core.settings)

    @property
    def backend(self) -> OrderBackend:
        return self.context.backends[MERCHANT]

    def chat(self) -> "Chat":
        return Chat(self)

    def work(self) -> None:
        """Do the remedies that are due, as the worker does; what failed is due again later."""
        context = self.context
        handlers = Handlers(
            database=context.database,
            backends=context.backends,
            announcer=Announcer(context.merchants, context.sentences),
            smtp=self._smtp,
            resume=Redecision(ClaimDialogue(context)).resume,
            clock=context.clock,
        )
        worker = Worker(handlers, only=(JobKind.CARRY_OUT,), sweeps=False)
        while worker.turn():
            pass

    def command(self, *asked: str) -> tuple[int, list[str]]:
        """The code and the lines of `amends` with these arguments, as somebody types it who has these settings."""
        own = {
            "AMENDS_DATABASE_URL": self._settings.database_url,
            "AMENDS_POLICIES_FOLDER": str(self.policies),
            "AMENDS_ORDER_BACKENDS": json.dumps({MERCHANT: {"secrets": self.secrets}}),
            "AMENDS_ORDER_BACKEND_TIMEOUT_S": str(PATIENCE_S),
            "AMENDS_ORDER_BACKEND_TOTAL_S": str(PATIENCE_S * 3),
        }
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "amends", *asked],
            cwd=ROOT, env=os.environ | own, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, (done.stdout + done.stderr).splitlines()

    def remedies(self) -> list[tuple[str, str, str]]:
        """Kind, amount and state of each remedy, the oldest first."""
        with self.context.database.read() as session:
            rows = list(session.scalars(select(RemedyRow).order_by(RemedyRow.id)))
            return [(row.kind, "" if row.amount is None else plain(row.amount), row.state) for row in rows]

    def cases(self) -> list[tuple[str, str]]:
        with self.context.database.read() as session:
            return [(row.issue, row.status) for row in session.scalars(select(CaseRow).order_by(CaseRow.id))]


class Chat:
    """A customer's conversation."""

    def __init__(self, installation: Installation) -> None:
        self._context = installation.context
        self._dialogue = Dialogue(self._context)
        with self._context.database.begin() as session:
            row, _secret = conversation.create(
                session, merchant=MERCHANT, language="en", channel="web", now=self._context.clock(), opened_from=None
            )
            self._id = row.id

    def say(self, text: str, intent: str, **choice: str) -> list[str]:
        """The names of the sentences that answer it."""
        now = self._context.clock()
        with self._context.database.begin() as session:
            talk = find(session, self._id)
            event = log.append(session, talk, kind=EventKind.MESSAGE, author="customer", body={"text": text}, now=now)
            turn = str(event.id)
        message = Message(turn, text, now, intent, 0.95, choice)
        return [say.response.removeprefix("utter_") for say in self._dialogue.take(self._id, message).says]

    def agree(self) -> list[str]:
        """Press yes under the open proposal."""
        proposal = self._dialogue.situation(self._id).draft.proposal
        return self.say("Yes", "affirm", yes_no=f"yes:{proposal.id}") if proposal is not None else []


def _made(policies: Path, kind: str) -> None:
    answers = {
        "name": "Proved shop", "country": "NO", "zone": "Europe/Oslo", "languages": "en,nb", "currencies": "NOK",
        "email": "help@shop.example", "prefix": "PS", "digits": "6", "orders": kind,
    }  # fmt: skip
    options = [word for name, answer in answers.items() for word in (f"--{name}", answer)]
    said = StringIO()
    with redirect_stdout(said):
        code = main(["merchant", "new", MERCHANT, *options, "--policies", str(policies)])
    if code != 0:
        raise SystemExit(said.getvalue())

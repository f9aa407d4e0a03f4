"""A desk with webhooks: a real receiver on loopback, and a worker that calls it."""

import json
from datetime import timedelta

import pytest

from amends.channels.sealing import Seal
from amends.db.tables import WebhookDeliveryRow, WebhookRow
from amends.desk.actor import Actor
from amends.desk.webhooks import trigger
from amends.desk.webhooks.delivering import Delivering
from amends.desk.webhooks.endpoints import Webhooks
from amends.desk.webhooks.events import CHOOSABLE
from tests.desk_core.working import SMTP
from tests.helpdesks.receivers import Receiver, http_server
from tests.remedies.scene import ANNOUNCER
from worker.handlers import Handlers
from worker.loop import Worker
from worker.webhooks import KINDS, WebhookJobs

ADA = Actor("ag_ada", "Ada", "admin", frozenset({"norrnet"}))
SEAL = Seal("a secret of thirty-two characters")


class Hooks:
    """`add` sets one up; `work` makes the calls that are due."""

    def __init__(self, desk, receiver, seal=SEAL):
        self.desk, self.receiver = desk, receiver
        self.webhooks = Webhooks(desk.context, seal, private=True)
        self.delivering = Delivering(desk.context, seal, private=True)

    def add(self, *events, merchant="norrnet", path="/hook"):
        url = f"{self.receiver.url}{path}"
        return self.webhooks.add(ADA, merchant, url, events or CHOOSABLE)

    def worker(self, delivering=None):
        jobs = WebhookJobs(delivering or self.delivering)
        handlers = Handlers(
            self.desk.database, {}, ANNOUNCER, SMTP, resume=lambda _case: None, clock=self.desk.clock, webhooks=jobs
        )
        return Worker(handlers, only=KINDS, sweeps=False)

    def work(self, delivering=None):
        worker = self.worker(delivering)
        while worker.turn():
            pass

    def later(self, **passed):
        self.desk.now += timedelta(**passed)

    def rows(self):
        with self.desk.database.read() as session:
            return session.query(WebhookDeliveryRow).order_by(WebhookDeliveryRow.created_at).all()

    def row(self, webhook):
        with self.desk.database.read() as session:
            return session.get(WebhookRow, webhook)

    def told(self):
        """What the receiver was sent: type and data, without what differs from run to run."""
        bodies = [json.loads(body) for _, _, body, _ in self.receiver.calls]
        return [(each["type"], each["data"]) for each in bodies]


@pytest.fixture
def receiver():
    with http_server(Receiver()) as receiver:
        yield receiver


@pytest.fixture
def hooks(desk, receiver):
    trigger.watch(desk.database)
    return Hooks(desk, receiver)

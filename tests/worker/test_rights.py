"""Rights that PostgreSQL refuses for some seconds: the worker goes on by itself when they are given back."""

import threading

import pytest

from amends.db.outbox import RetryRule
from amends.db.session import Database
from tests.postgres import user
from tests.remedies.scene import ANNOUNCER, Scene, an_order, approval
from tests.web.server import until
from tests.worker.test_worker import SMTP, sent
from worker.handlers import Handlers
from worker.loop import Worker

__all__ = ["sent", "user"]


@pytest.mark.system
def test_what_was_granted_is_carried_out_after_a_right_was_taken_away_for_a_while(user, sent):
    database = Database(user.url)
    scene = Scene(database, an_order("490.00"))
    handlers = Handlers(database, {"norrnet": scene.backend}, ANNOUNCER, SMTP, lambda _case: None, scene.clock)
    worker = Worker(handlers, RetryRule(attempts=3, first_s=1, max_s=4), poll_s=0.05)
    scene.granted(approval())
    user.take("jobs")
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        until(lambda: worker.loop.state == "failing: DatabaseUnavailable")
        user.give("jobs")
        until(lambda: scene.states() == [("refund", "confirmed")])
        until(lambda: worker.loop.state == "ok")
    finally:
        worker.stopping.set()
        thread.join()
        database.close()

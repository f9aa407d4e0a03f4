"""A worker for the desk's own jobs; what it would send by e-mail is only noted as sent."""

from unittest.mock import patch

from amends.messages import mail
from tests.remedies.scene import ANNOUNCER
from worker.desk import DeskJobs
from worker.handlers import Handlers
from worker.loop import Worker

SMTP = mail.SmtpSettings("127.0.0.1", 1, "a@example.com")


def worker_of(desk):
    return Worker(
        Handlers(
            desk.database,
            {"norrnet": desk.backend},
            ANNOUNCER,
            SMTP,
            resume=lambda _case: None,
            clock=desk.clock,
            desk=DeskJobs.of(desk.context),
        )
    )


def work(desk):
    """Everything that is due now."""
    worker = worker_of(desk)
    with patch.object(mail, "send"):
        while worker.turn():
            pass

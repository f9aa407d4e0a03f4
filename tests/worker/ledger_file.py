"""An order backend whose journal is a file, so that it outlives the process that calls it.

`python -m tests.worker.ledger_file DATABASE_URL FILE` runs a worker that is killed within its first call.
"""

import json
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from amends.db.session import Database
from amends.messages.mail import SmtpSettings
from amends.orders.backend import Receipt
from tests.remedies.scene import ANNOUNCER, NOW, an_order
from worker.handlers import Handlers
from worker.loop import Worker


@dataclass
class FileBackend:
    """`kill`: at which point of a call the process is ended, as by kill -9: `before` or `after` it is carried out."""

    file: Path
    kill: str = ""

    def journal(self):
        return [json.loads(line) for line in self.file.read_text().splitlines()] if self.file.exists() else []

    def order(self, number):
        return an_order("490.00", number=number)

    def carry_out(self, call):
        self._die("before")
        if self.receipt(call.key) is None:
            with self.file.open("a") as journal:
                journal.write(json.dumps({"key": call.key, "kind": call.kind}) + "\n")
        self._die("after")
        return Receipt(call.key, "FILE-1")

    def receipt(self, key, call=None):
        return Receipt(key, "FILE-1") if any(entry["key"] == key for entry in self.journal()) else None

    def _die(self, point):
        if self.kill == point:
            os.kill(os.getpid(), signal.SIGKILL)


def worker(url, backend, clock):
    smtp = SmtpSettings("127.0.0.1", 1, "a@example.com")
    return Worker(Handlers(Database(url), {"norrnet": backend}, ANNOUNCER, smtp, lambda case_id: None, clock))


if __name__ == "__main__":
    worker(sys.argv[1], FileBackend(Path(sys.argv[2]), sys.argv[3]), lambda: NOW).run()

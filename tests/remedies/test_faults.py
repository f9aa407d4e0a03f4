"""Whatever breaks, in whatever order: at most one movement a remedy, never above what was paid, nothing said that
is not so, and nothing stuck once the backend answers again."""

import shutil
import tempfile
from collections import Counter
from contextlib import contextmanager, suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from amends.db.outbox import RetryRule
from amends.db.session import Database
from amends.errors import (
    BackendInvalid,
    BackendRefused,
    BackendUnavailable,
    BackendUncertain,
    InvalidTransition,
    LedgerError,
)
from amends.messages import mail
from amends.remedies import executor, states
from tests.postgres import sqlite_url
from tests.remedies.scene import ANNOUNCER, Scene, an_order, approval
from worker.handlers import Handlers
from worker.loop import Worker

ISSUES = ("not_activated", "cancel", "outage")
DECISIONS = {
    "whole": lambda: approval(cancels=True, row="F"),
    "part": lambda: approval("partial_refund", "120.00", row="P"),
    "other part": lambda: approval("partial_refund", "250.00", row="Q"),
    "credit": lambda: approval("service_credit", "90.00", row="C"),
    "reactivation": lambda: approval("reactivation", None, row="A"),
}
FAULTS = {
    "away": (BackendUnavailable("refused"), False, False),
    "time-out before": (BackendUncertain("timed out"), False, True),
    "time-out after": (BackendUncertain("timed out"), True, True),
    "half a body after": (BackendInvalid("half a body"), True, True),
    "no": (BackendRefused("no", "no"), False, True),
    "no answer to a question": (BackendRefused("no", "unauthorised"), False, False),
}
PLACES = ("_receipt", "_send", "_confirmed", "_refused", "_in_doubt", "_submit")


class Killed(BaseException):
    """Stands for kill -9: none of our handlers catches it."""


def killed(*_arguments):
    raise Killed


@contextmanager
def no_faults(backend):
    """They are meant for the worker's calls."""
    faults = list(backend._faults)
    backend._faults.clear()
    try:
        yield
    finally:
        backend._faults.extend(faults)


class LedgerUnderFaults(RuleBasedStateMachine):
    """A worker on a database of its own, with a backend that fails as the rules say."""

    @initialize()
    def start(self):
        self.folder = Path(tempfile.mkdtemp(prefix="amends-faults-"))
        self.scene = Scene(Database(sqlite_url(self.folder)), an_order("300.00", "190.00"))
        self.came_back = set()
        smtp = mail.SmtpSettings("127.0.0.1", 1, "a@example.com")
        backends = {"norrnet": self.scene.backend}
        handlers = Handlers(self.scene.database, backends, ANNOUNCER, smtp, lambda case_id: None, self.scene.clock)
        self.worker = Worker(handlers, RetryRule(attempts=400, first_s=1, max_s=60), jitter=lambda: 0.0)

    def teardown(self):
        if hasattr(self, "scene"):
            self.settle()
            self.scene.database.close()
            shutil.rmtree(self.folder)

    def settle(self):
        """The backend answers again, and time passes: everything ends."""
        self.scene.backend._faults.clear()
        for _ in range(30):
            if {row.state for row in self.scene.remedies()} <= states.FINAL:
                break
            self.turns(20)
        assert {row.state for row in self.scene.remedies()} <= states.FINAL
        self.scene.now += timedelta(days=1)
        self.turns(40)
        assert {row.key for row in self.scene.remedies() if row.state == "bounced"} == self.came_back
        self.never_more_than_was_paid()
        for row in self.scene.remedies():
            assert self.scene.status(row.case_id) in {"resolved", "review"}
        self.only_what_was_carried_out_is_said()

    def turns(self, most):
        with patch.object(mail, "send"):
            for _ in range(most):
                if not self.worker.turn():
                    break
        self.scene.now += timedelta(seconds=61)

    @rule(issue=st.sampled_from(ISSUES), kind=st.sampled_from(sorted(DECISIONS)))
    def decide_and_enter(self, issue, kind):
        with suppress(LedgerError, InvalidTransition), no_faults(self.scene.backend):
            self.scene.granted(DECISIONS[kind](), issue=issue)

    @rule(fault=st.sampled_from(sorted(FAULTS)), times=st.integers(1, 3))
    def fail(self, fault, times):
        error, after, only_remedies = FAULTS[fault]
        self.scene.backend.fail(error, times, after, only_remedies)

    @rule(most=st.integers(1, 6))
    def work(self, most):
        self.turns(most)

    @rule(amount=st.sampled_from(["10.00", "120.00"]), payment=st.sampled_from(["pay_1", "pay_2"]))
    def somebody_returns_it_by_hand(self, amount, payment):
        self.scene.now += timedelta(seconds=1)
        with suppress(BackendRefused), no_faults(self.scene.backend):
            self.scene.returned_by_hand(amount, payment)
        self.scene.now += timedelta(seconds=1)

    @rule()
    def the_latest_refund_comes_back(self):
        """An hour later somebody looks."""
        rows = [row for row in self.scene.remedies() if row.key not in self.came_back]
        made = [row.key for row in rows if (row.kind, row.state) == ("refund", "confirmed")]
        if made:
            self.scene.backend.fail_refund(made[-1])
            self.came_back.add(made[-1])
            self.scene.now += timedelta(hours=1)

    @rule(place=st.sampled_from(PLACES))
    def kill_the_worker(self, place):
        with patch.object(executor, place, killed), suppress(Killed):
            self.turns(4)
        self.scene.now += timedelta(seconds=61)  # its lease ends

    @rule(place=st.sampled_from(PLACES))
    def two_workers_at_one_remedy(self, place):
        """The second takes the job over while the first hangs at `place`, and the first goes on then."""
        plain, self.inside = getattr(executor, place), False

        def hang(*arguments):
            if not self.inside:
                self.inside = True
                self.scene.now += timedelta(seconds=61)
                self.turns(4)
            return plain(*arguments)

        with patch.object(executor, place, hang):
            self.turns(1)

    @invariant()
    def one_movement_a_remedy(self):
        if hasattr(self, "scene"):
            moved = Counter(movement.key for movement in self.scene.backend.movements)
            assert all(count == 1 for count in moved.values())
            ours = {row.key for row in self.scene.remedies()}
            assert {key for key in moved if not key.startswith("by-hand")} <= ours

    @invariant()
    def never_more_than_was_paid(self):
        if hasattr(self, "scene"):
            out = (each.amount.amount for each in self.scene.backend.movements if each.key not in self.came_back)
            assert sum(out, Decimal(0)) <= 490
            for paid, committed, elsewhere in self.scene.balances().values():
                assert committed + elsewhere <= paid

    @invariant()
    def nothing_is_returned_that_went_back_by_hand_since_it_was_decided(self):
        if hasattr(self, "scene"):
            by_key = {row.key: row for row in self.scene.remedies()}
            by_hand = [each.at for each in self.scene.backend.movements if each.key not in by_key]
            for moved in self.scene.backend.movements:
                if moved.key in by_key:
                    decided_at = self.scene.decided_at(by_key[moved.key].decision_id)
                    assert not [at for at in by_hand if decided_at < at < moved.at]

    @invariant()
    def only_what_was_carried_out_is_said(self):
        if hasattr(self, "scene"):
            said = " ".join(self.scene.said())
            confirmed = [row for row in self.scene.remedies() if row.state in {"confirmed", "bounced"}]
            done = {receipt.reference for _, receipt in self.scene.backend._done.values()}
            assert {row.reference for row in confirmed} <= done
            assert said.count("FAKE-") == len(confirmed)
            assert all(row.reference in said for row in confirmed)


LedgerUnderFaults.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each step writes to a disk: shrinking would take minutes
    suppress_health_check=list(HealthCheck),
)
TestLedgerUnderFaults = LedgerUnderFaults.TestCase

"""Messaging channels are served beside one another: none waits for the provider of another."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from amends.conversations import conversation
from amends.db import lanes, outbox
from amends.db.channel_tables import ChannelRow, ChannelThreadRow
from amends.db.job_kinds import JobKind
from amends.db.outbox import Job
from amends.db.remedy_tables import JobRow
from amends.db.session import Database
from amends.messages.mail import SmtpSettings
from amends.remedies.announcing import Announcer
from amends.remedies.executor import Progress
from tests import shipped
from tests.web.server import until
from worker.channels import KINDS
from worker.handlers import Handlers
from worker.lanes import LaneLoop, loops_of
from worker.loop import Worker

AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)


@dataclass
class Providers:
    """What stands where channels are sent on: those in `silent` do not answer until `speak` is set."""

    silent: set[str] = field(default_factory=set)
    speak: threading.Event = field(default_factory=threading.Event)
    done: list[str] = field(default_factory=list)
    at: list[str] = field(default_factory=list)
    together: int = 0

    def by_kind(self) -> dict[str, object]:
        return dict.fromkeys(KINDS, self.carry)

    def carry(self, job: Job) -> Progress:
        name = str(job.body["name"])
        channel = name[0]
        assert channel not in self.at, "two jobs of one channel at once"
        self.at.append(channel)
        self.together = max(self.together, len(self.at))
        if channel in self.silent:
            assert self.speak.wait(60)
        self.done.append(name)
        self.at.remove(channel)
        return Progress.SETTLED


@pytest.fixture(autouse=True)
def _channels(database: Database) -> None:
    with database.begin() as session:
        for channel in "abcde":
            row = ChannelRow(id=channel, merchant="norrnet", kind="fake", name="", sealed="", created_at=AT)
            session.add(row)


@pytest.fixture
def providers() -> Providers:
    return Providers()


@pytest.fixture
def worker(database: Database, providers: Providers) -> Worker:
    handlers = Handlers(
        database=database,
        backends={},
        announcer=Announcer(shipped.policies(), shipped.sentences()),
        smtp=SmtpSettings("127.0.0.1", 1, "a@example.com"),
        resume=lambda _case: None,
        clock=lambda: AT,
        channels=providers,  # type: ignore[arg-type]
    )
    return Worker(handlers, poll_s=0.01, only=KINDS, sweeps=False)


@pytest.fixture
def loops(worker: Worker, providers: Providers) -> Iterator[list[LaneLoop]]:
    loops = loops_of(worker, 3)
    threads = [threading.Thread(target=each.run) for each in loops]
    for thread in threads:
        thread.start()
    yield loops
    worker.stopping.set()
    providers.speak.set()
    for thread in threads:
        thread.join()


def to_send(database: Database, *names: str) -> None:
    """One conversation's message each; the first letter is the channel."""
    for name in names:
        with database.begin() as session:
            talk, _ = conversation.create(session, merchant="norrnet", language="en", channel="fake", now=AT)
            session.add(ChannelThreadRow(conversation_id=talk.id, channel_id=name[0], address=name, last_inbound_at=AT))
            job, dedupe = {"conversation_id": talk.id, "name": name}, lanes.to_send(talk.id)
            outbox.enqueue(session, JobKind.SEND_ON_CHANNEL, job, AT, dedupe=dedupe)


def to_fetch(database: Database, *names: str) -> None:
    for name in names:
        with database.begin() as session:
            job, dedupe = {"channel_id": name[0], "name": name}, lanes.to_fetch(name[0], name)
            outbox.enqueue(session, JobKind.FETCH_FILES, job, AT, dedupe=dedupe)


def test_a_channel_whose_provider_is_silent_and_flooded_keeps_no_other_waiting(database, providers, loops):
    providers.silent = {"a"}
    to_send(database, *(f"a{number}" for number in range(20)))
    to_fetch(database, "a20")
    until(lambda: providers.at == ["a"])
    to_send(database, "b1", "c1", "b2")
    to_fetch(database, "c2")
    until(lambda: set(providers.done) == {"b1", "b2", "c1", "c2"})
    assert providers.at == ["a"]
    providers.speak.set()
    until(lambda: len(providers.done) == 25)
    assert [name for name in providers.done if name[0] == "a"] == [f"a{number}" for number in range(21)]


def test_different_channels_are_served_at_once_and_no_more_of_them_than_there_are_loops(database, providers, loops):
    providers.silent = set("abcd")
    to_send(database, "a1", "b1", "c1", "d1")
    until(lambda: len(providers.at) == 3)
    providers.speak.set()
    until(lambda: len(providers.done) == 4)
    assert providers.together == 3


def test_a_job_whose_channel_nobody_knows_is_done_as_well(database, providers, loops):
    with database.begin() as session:
        outbox.enqueue(session, JobKind.SEND_ON_CHANNEL, {"name": "e1"}, AT, dedupe=lanes.to_send("cv_gone"))
        outbox.enqueue(session, JobKind.FETCH_FILES, {"name": "e2"}, AT)
    until(lambda: set(providers.done) == {"e1", "e2"})


def test_a_fault_leaves_the_channel_free_for_the_next_job(database, providers, loops):
    to_send(database, "a1")
    with database.begin() as session:
        outbox.enqueue(session, JobKind.FETCH_FILES, {}, AT, dedupe=lanes.to_fetch("a", "no name"))
    to_send(database, "a2")
    until(lambda: providers.done == ["a1", "a2"])
    with database.read() as session:
        failed = session.scalars(select(JobRow).where(JobRow.kind == JobKind.FETCH_FILES)).one()
        assert failed.last_error is not None


def test_each_loop_says_how_it_is(loops):
    assert [each.loop.name for each in loops] == ["messages 1", "messages 2", "messages 3"]
    until(lambda: all(each.loop.is_well for each in loops))

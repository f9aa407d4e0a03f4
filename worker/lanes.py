"""Several loops for the jobs of messaging channels: those of one channel one after the other, and different channels'
beside one another. So a channel that is flooded, or whose provider is slow, delays no other."""

import threading
from dataclasses import dataclass, field

from amends.db import lanes
from amends.db.outbox import Job
from rasa_addons.loops import Loop
from worker.loop import STALE_S, Worker

AT_ONCE = 4
"""Channels that one worker serves beside one another."""


@dataclass
class Lanes:
    """What the loops share. One of them looks for a job at a time; `busy` are the channels that they are at, and
    `freed` tells the one that looks of a channel that is not busy any more."""

    looking: threading.Lock = field(default_factory=threading.Lock)
    freed: threading.Event = field(default_factory=threading.Event)
    busy: set[str] = field(default_factory=set)


@dataclass
class LaneLoop:
    """One of these loops, which health asks how it is. All of them do the jobs of one `worker`."""

    worker: Worker
    lanes: Lanes
    loop: Loop

    def run(self) -> None:
        """Work until the worker is to stop."""
        self.loop.keep_until(self.worker.stopping, self._step)

    def _step(self) -> None:
        shared, poll_s = self.lanes, self.worker.poll_s
        if not shared.looking.acquire(timeout=poll_s):
            return  # another one is at it
        try:
            found = self._begun()
            if found is None:
                shared.freed.wait(poll_s)
        finally:
            shared.looking.release()
        if found is not None:
            self._done(*found)

    def _begun(self) -> tuple[Job, str] | None:
        """The next job, and the channel that is busy with it from now on."""
        shared, handlers = self.lanes, self.worker.handlers
        shared.freed.clear()
        job = self.worker.claim(handlers.clock(), frozenset(shared.busy))
        if job is None:
            return None
        with handlers.database.read() as session:
            channel = lanes.channel_of(session, job.id) or f"none, for job {job.id}"
        shared.busy.add(channel)
        return job, channel

    def _done(self, job: Job, channel: str) -> None:
        try:
            self.worker.do(job)
        finally:
            self.lanes.busy.discard(channel)
            self.lanes.freed.set()


def loops_of(worker: Worker, at_once: int = AT_ONCE) -> list[LaneLoop]:
    """As many loops as channels are served at once."""
    shared = Lanes()
    return [LaneLoop(worker, shared, Loop(f"messages {number}", STALE_S)) for number in range(1, at_once + 1)]

"""Channels that are asked: by one worker at a time, again after each fault, and by another once one is gone."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import select

from amends.channels.deliveries import Outcome
from amends.channels.errors import ChannelUnavailable
from amends.channels.listening import Listening
from amends.channels.received import Received, Text
from amends.conversations import turns
from amends.db.channel_tables import ChannelDeliveryRow, ChannelRow
from tests.channels.contract import CHANNEL, Scene
from tests.channels.fake import FakeHarness
from tests.channels.harness import AT
from tests.web.server import until


class Asked:
    """A provider's side: each listener hands over what `waiting` holds, and counts itself."""

    def __init__(self):
        self.waiting, self.listeners, self.begun, self.faults = [], 0, 0, 0

    def __call__(self, take, over):
        self.begun += 1
        if self.faults:
            self.faults -= 1
            raise ChannelUnavailable("the provider does not answer")
        self.listeners += 1
        try:
            while not over():
                while self.waiting:
                    take(self.waiting[:1])
                    del self.waiting[0]
                threading.Event().wait(0.01)
        finally:
            self.listeners -= 1


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def scene(sqlite, asked):
    harness = FakeHarness()
    provider = harness.provider()
    harness.provider = lambda: replace(provider, listen=lambda _channel: asked)
    scene = Scene(sqlite, harness)
    yield scene
    scene.stop()


@pytest.fixture
def worker(scene):
    workers = []

    def make():
        workers.append(Listening(scene.book, scene.inbound, look_s=0.02, first_wait_s=0.01))
        workers[-1].start()
        return workers[-1]

    yield make
    for each in workers:
        each.stop()


def came(number, words):
    return Received(key=f"k{number}", address="chat", what=Text(words), sent_at=AT, message_id=f"m{number}")


def test_what_a_listener_brings_is_answered(scene, asked, worker):
    worker()
    asked.waiting += [came(1, "one"), came(2, "two")]
    until(lambda: not asked.waiting)
    scene.do()
    assert scene.words() == ["one", "two"]
    assert scene.told() == ["You said: one", "You said: two"]


def test_only_one_worker_listens_and_another_goes_on_when_it_stops(asked, worker):
    first = worker()
    until(lambda: asked.listeners)
    worker()
    asked.waiting.append(came(1, "one"))
    until(lambda: not asked.waiting)
    assert (asked.begun, asked.listeners) == (1, 1)
    first.stop()
    until(lambda: (asked.begun, asked.listeners) == (2, 1))


def test_a_fault_ends_no_listening(scene, asked, worker):
    asked.faults = 3
    worker()
    asked.waiting.append(came(1, "after all"))
    until(lambda: not asked.waiting)
    scene.do()
    assert scene.words() == ["after all"]


def test_what_we_fail_at_is_set_aside_and_keeps_nothing_from_coming(scene, asked, worker, monkeypatch):
    take = turns.receive

    def receive(*given, text, **named):
        if text == "two":
            raise ZeroDivisionError
        return take(*given, text=text, **named)

    monkeypatch.setattr(turns, "receive", receive)
    worker()
    asked.waiting += [came(1, "one"), came(2, "two"), came(3, "three")]
    until(lambda: not asked.waiting)
    scene.do()
    assert scene.words() == ["one", "three"]
    with scene.database.read() as session:
        parked = session.scalars(select(ChannelDeliveryRow).where(ChannelDeliveryRow.outcome == Outcome.PARKED)).one()
        assert parked.body == {"why": "ZeroDivisionError", "text": "two"}
    assert sum(said.startswith("I cannot read what you sent") for said in scene.told()) == 1


def test_a_channel_that_is_removed_is_not_listened_to_any_more(scene, asked, worker):
    worker()
    until(lambda: asked.listeners)
    with scene.database.begin() as session:
        session.get_one(ChannelRow, CHANNEL).disconnected_at = AT
    until(lambda: asked.listeners == 0)

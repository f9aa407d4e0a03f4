"""What is shown at once is a courtesy, and may cost a process no more than a few threads."""

import threading

import pytest

from amends.channels.book import Opened
from amends.channels.errors import ChannelRefused
from amends.channels.inbound import Kept
from amends.channels.person_typing import PersonTyping
from amends.channels.received import Press, Received, Text
from amends.channels.signs import Signs
from tests.channels.contract import Scene
from tests.channels.fake import FakeChannel, FakeHarness
from tests.channels.harness import AT
from tests.web.server import until


class SilentChannel(FakeChannel):
    """Its provider takes a call and does not answer until `speak` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.speak = threading.Event()

    def show_typing(self, address: str, thread: str = "") -> None:
        super().show_typing(address, thread)
        assert self.speak.wait(60)


def came(what):
    return Received(key="k", address="+31600000001", what=what, sent_at=AT), Kept("taken", "cv_1", asks_the_bot=True)


def opened(channel, name="ch_a"):
    return Opened(name, "norrnet", "fake", channel)


@pytest.fixture
def silent():
    channel = SilentChannel()
    yield channel
    channel.speak.set()


def test_typing_is_shown_and_a_tap_is_acknowledged():
    channel = FakeChannel()
    Signs().show(opened(channel), [came(Text("hello")), came(Press("t"))])
    assert channel.typed == ["+31600000001"] * 2
    assert channel.acknowledged == ["k"]


def test_a_provider_that_does_not_answer_holds_so_many_threads_and_no_more(silent):
    signs, other = Signs(at_once=2), FakeChannel()
    threads = [threading.Thread(target=signs.show, args=(opened(silent), [came(Text("hello"))])) for _ in range(10)]
    for thread in threads:
        thread.start()
    until(lambda: sum(thread.is_alive() for thread in threads) == 2)
    assert len(silent.typed) == 2
    signs.show(opened(other, "ch_b"), [came(Text("hello"))])
    assert other.typed == ["+31600000001"]
    silent.speak.set()
    for thread in threads:
        thread.join()
    signs.show(opened(silent), [came(Text("hello"))])
    assert len(silent.typed) == 3


def test_that_a_person_is_writing_is_shown_on_the_customers_channel(sqlite):
    scene = Scene(sqlite, FakeHarness())
    typing = PersonTyping(scene.database, scene.book, Signs())
    scene.hear(scene.harness.text(1, "hello"))
    scene.harness.channel.typed.clear()
    typing.show(scene.conversation.id)
    assert scene.harness.channel.typed == ["+31600000001"]
    typing.show("cv_of_the_chat_window")
    scene.harness.channel.show_typing = refuses
    typing.show(scene.conversation.id)
    scene.stop()


def refuses(_address, _thread=""):
    raise ChannelRefused("They blocked us.", "403")

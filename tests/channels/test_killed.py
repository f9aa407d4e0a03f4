"""Kill -9 between keeping and acknowledging, on every channel: what comes again has had its one effect."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from amends.channels.deliveries import Outcome
from amends.evidence.sandbox.pool import Sandbox
from tests.channels import dying
from tests.channels.contract import CHANNEL, Scene
from tests.channels.harness import Post
from tests.channels.harnesses import HARNESSES
from tests.evidence import pictures
from tests.forked import Forked
from tests.ports import free_port
from tests.web.server import until

EVERY = {name: harness for name, harness in HARNESSES.items() if name != "fake"}
"""The fake one's provider is in this process alone."""


@pytest.fixture(params=sorted(EVERY))
def scene(request: pytest.FixtureRequest, sqlite, sandbox: Sandbox) -> Iterator[Scene]:
    scene = Scene(sqlite, EVERY[request.param](), sandbox)
    yield scene
    scene.stop()


class Dying:
    """The process, which ends with the first thing that it has kept."""

    def __init__(self, scene: Scene, said: Path) -> None:
        stand_in = getattr(scene.harness, "stand_in", None)
        self.port = 0 if scene.is_asked else free_port()
        url, api = str(scene.database.url), "-" if stand_in is None else stand_in.url
        self.process = Forked(dying.main, url, scene.harness.kind, api, self.port, said=said)

    def is_listening(self) -> bool:
        assert self.process.is_alive(), self.process.said()
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/health", timeout=60, trust_env=False).is_success
        except httpx.TransportError:
            return False

    def killed(self) -> bool:
        code, said = self.process.ended()
        assert code == -signal.SIGKILL, said
        return True


@pytest.fixture
def brought_to_a_process_that_is_killed(scene: Scene, tmp_path: Path) -> Callable[[Post], None]:
    def bring(call: Post) -> None:
        dying = Dying(scene, tmp_path / "said")
        if scene.is_asked:
            scene.harness.deliver(call)
        else:
            until(dying.is_listening, 120)
            with pytest.raises(httpx.TransportError):  # never acknowledged
                httpx.post(
                    f"http://127.0.0.1:{dying.port}{scene.path}",
                    content=call.body,
                    headers=call.headers,
                    timeout=60,
                    trust_env=False,
                )
        assert dying.killed()

    return bring


def brought_again(scene: Scene, call) -> list[str]:
    """What becomes of it."""
    if not scene.is_asked:
        before = len(scene.deliveries())
        assert scene.post(call).status_code == 200
        return [Outcome.IGNORED] if len(scene.deliveries()) == before else []
    opened, outcomes = scene.book.open(CHANNEL), []
    opened.listen(
        lambda received: outcomes.extend(scene.inbound.keep(opened, each).outcome for each in received),
        lambda: bool(outcomes),
    )
    return outcomes


def test_words_that_were_kept_by_a_killed_process_are_answered_once(scene, brought_to_a_process_that_is_killed):
    call = scene.harness.text(1, "once")
    brought_to_a_process_that_is_killed(call)
    assert scene.words() == ["once"]
    assert brought_again(scene, call) == [Outcome.IGNORED]
    scene.do()
    assert scene.words() == ["once"]
    assert scene.bot.heard == [("once", None)]
    assert scene.told() == ["You said: once"]


def test_a_picture_that_was_kept_by_a_killed_process_is_taken_once(scene, brought_to_a_process_that_is_killed):
    call = scene.harness.photo(1, pictures.encoded("JPEG"), "the receipt")
    brought_to_a_process_that_is_killed(call)
    assert brought_again(scene, call) == [Outcome.IGNORED]
    scene.do()
    assert scene.words() == ["the receipt"]
    assert len(scene.events("file")) == 1
    assert len(scene.bot.heard) == 2

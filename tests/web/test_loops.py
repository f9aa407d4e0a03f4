"""What a process does for as long as it lives goes on after whatever happens, and health knows how it is."""

import asyncio
import threading

import httpx
import pytest
from sqlalchemy import text

from amends.conversations import due_turns
from amends.db.session import Database
from rasa_addons.loops import Loop
from tests.web.server import Customer, Web, until
from tests.web.stand_in import StandInRasa
from web.deps import Pace


class OfRasa(BaseException):
    """As rasa_addons.turn.TurnFailed is: not an Exception."""


class Steps:
    """Does in turn what each of `doing` says; then it is over."""

    def __init__(self, loop: Loop, doing: list[BaseException | None], over: threading.Event) -> None:
        self.loop, self.doing, self.over, self.states = loop, doing, over, list[str]()

    def __call__(self) -> None:
        self.states.append(self.loop.state)
        if not self.doing:
            self.over.set()
            return
        if (fault := self.doing.pop(0)) is not None:
            raise fault

    async def later(self) -> None:
        self()
        if self.over.is_set():
            raise asyncio.CancelledError


FAULTS = [ValueError("a word of a customer's"), None, OfRasa(), None]
STATES = ["ok", "failing: ValueError", "ok", "failing: OfRasa", "ok"]


@pytest.fixture
def loop(monkeypatch: pytest.MonkeyPatch) -> Loop:
    monkeypatch.setattr("rasa_addons.loops.FIRST_PAUSE_S", 0.0)
    return Loop("a loop")


def test_a_loop_in_a_thread_outlives_whatever_a_step_raises(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    steps = Steps(loop, list(FAULTS), threading.Event())
    loop.keep_until(steps.over, steps)
    assert steps.states == STATES
    assert loop.state == "ended"
    assert [record.message for record in caplog.records] == ["a loop failed; again in 0.0 s"] * 2


def test_a_loop_in_a_task_outlives_whatever_a_step_raises(loop: Loop) -> None:
    steps = Steps(loop, list(FAULTS), threading.Event())
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(loop.keep(steps.later))
    assert steps.states == STATES
    assert loop.state == "ended"


def test_a_log_that_cannot_be_written_does_not_end_a_loop(loop: Loop) -> None:
    def full(_name: str, _fault: BaseException, _pause_s: float) -> None:
        raise OSError(28, "No space left on device")

    quiet = Loop("a loop", tell=full)
    steps = Steps(quiet, list(FAULTS), threading.Event())
    quiet.keep_until(steps.over, steps)
    assert steps.states == STATES


def test_a_loop_that_hangs_is_seen() -> None:
    assert Loop("a loop", stale_s=0.0).state == "stalled"


def test_pauses_grow_to_a_few_seconds_and_begin_anew_after_a_good_step(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("rasa_addons.loops.LONGEST_PAUSE_S", 0.004)
    monkeypatch.setattr("rasa_addons.loops.FIRST_PAUSE_S", 0.001)
    loop = Loop("a loop", tell=lambda _name, _fault, pause_s: pauses.append(pause_s))
    steps = Steps(loop, [*[ValueError() for _ in range(4)], None, ValueError()], threading.Event())
    loop.keep_until(steps.over, steps)
    assert pauses == [0.001, 0.002, 0.004, 0.004, 0.001]


def test_web_goes_on_after_an_error_that_nobody_foresaw(
    web: Web, rasa: StandInRasa, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer = Customer(web.url)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(due_turns, "is_any_due", lambda *_: 1 / 0)
        until(lambda: "failing: ZeroDivisionError" in httpx.get(f"{web.url}/health", timeout=60).text)
        assert httpx.get(f"{web.url}/live", timeout=60).status_code == 200, "a new process would fail as well"
        assert httpx.get(f"{web.url}/health", timeout=60).status_code == 503
        customer.send("one")
    until(customer.replies)
    until(lambda: httpx.get(f"{web.url}/health", timeout=60).status_code == 200)


def test_a_turn_that_cannot_be_read_is_set_aside_and_the_others_are_answered(
    web: Web, rasa: StandInRasa, database: Database
) -> None:
    def states() -> list[tuple[str, str | None]]:
        with database.read() as session:
            return [(*row,) for row in session.execute(text("SELECT state, last_error FROM turns ORDER BY event_id"))]

    rasa.always = "503"
    stuck, other = Customer(web.url), Customer(web.url)
    stuck.send("one")
    until(lambda: [error for _, error in states()] != [None])
    with database.begin() as session:
        session.execute(text("UPDATE turns SET delay_told_at = 'no instant'"))
    rasa.always = None
    other.send("two")
    until(other.replies)
    until(lambda: states() == [("failed", "ValueError in web"), ("done", None)])


def test_turns_that_are_under_way_when_web_is_told_to_stop_wait_for_no_lease(
    database: Database, rasa: StandInRasa
) -> None:
    first, second = Web(database, rasa), Web(database, rasa)
    assert first.deps.pace.lease_s >= 100
    rasa.faults.append("hold")
    customer = Customer(first.start().url)
    customer.send("one")
    until(lambda: rasa.turns)
    first.stop()
    customer.move_to(second.start().url)
    try:
        until(customer.replies, within_s=60)
        assert customer.replies() == ["You said: one"]
    finally:
        second.stop()


def test_whoever_waits_behind_others_is_told_of_the_delay_too(database: Database, rasa: StandInRasa) -> None:
    web = Web(database, rasa, pace=Pace(poll_s=0.05, lease_s=100.0, renew_s=0.1, turns_at_once=1)).start()
    rasa.faults.append("hold")
    first, second = Customer(web.url), Customer(web.url)
    try:
        first.send("one")
        until(lambda: rasa.turns)
        for words in ("two", "three"):
            second.send(words)
        web.watch.forward(seconds=61)
        until(second.notices)
        assert first.notices() == second.notices() == ["utter_notice_delayed"]
        rasa.release.set()
        until(lambda: len(second.replies()) == 2)
        assert second.notices() == ["utter_notice_delayed"]
    finally:
        web.stop()

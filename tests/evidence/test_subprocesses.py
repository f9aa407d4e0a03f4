"""The supervisor of our helpers: whatever one does, the next request is answered by a sound one, or said to be lost."""

import os
import signal
import sys
import threading

import pytest

from amends.errors import EvidenceUnavailable
from amends.evidence.subprocesses.process import HelperLost, HelperProcess, How
from amends.evidence.subprocesses.serving import BrokenAnswer
from tests.evidence.interpreter import SPEAKS, Interpreter, until_ended

LONG = 100.0
"""Seconds that nothing here comes near."""
TELLS_WHO_IT_IS = SPEAKS + "while True: hears(); says(frame(b'%d' % os.getpid()))"
SERVES = """
import os, sys
from amends.evidence.subprocesses.serving import serve
serve(lambda: lambda request: %s, %s)
"""


@pytest.fixture
def run():
    """Makes helpers that run a program."""
    helpers = []

    def run(program: str, start_s: float = LONG) -> HelperProcess:
        helpers.append(HelperProcess([sys.executable, "-c", program], {"LANG": "C.UTF-8"}, start_s))
        return helpers[-1]

    yield run
    for helper in helpers:
        helper.close()


def ask(helper: HelperProcess, *request: bytes, within_s: float = LONG) -> bytes:
    return helper.ask(bytes, *request, within_s=within_s)


def lost(helper: HelperProcess, *request: bytes, within_s: float = LONG) -> How:
    with pytest.raises(EvidenceUnavailable) as caught:
        ask(helper, *request, within_s=within_s)
    assert isinstance(caught.value, HelperLost)
    return caught.value.how


def test_a_request_is_answered_whatever_its_parts_and_size(run):
    helper = run(SERVES % ("request[::-1]", None))
    assert ask(helper, b"ab", b"", b"c") == b"cba"
    assert ask(helper) == b""
    large = os.urandom(1 << 20) * 10
    assert ask(helper, large) == large[::-1]


def test_what_a_library_prints_does_not_get_between_the_answers(run):
    helper = run(SERVES % ("(print('deprecated', flush=True), request)[1]", None))
    assert [ask(helper, b"one"), ask(helper, b"two")] == [b"one", b"two"]


def test_nothing_of_our_environment_goes_along(run, monkeypatch):
    monkeypatch.setenv("AMENDS_SMTP_PASSWORD", "secret of the tests")
    helper = run(SERVES % ("repr(dict(os.environ)).encode()", None))
    assert b"AMENDS" not in ask(helper)


def test_it_is_the_same_process_until_something_is_wrong(run):
    helper = run(TELLS_WHO_IT_IS)
    assert ask(helper) == ask(helper)


@pytest.mark.parametrize("program", ["import no_such_library", "raise SystemExit(0)", "print('hello')", "0 / 0"])
def test_a_helper_that_does_not_get_ready_is_told_apart(run, program):
    helper = run(program)
    assert lost(helper, b"x") is How.NOT_READY
    assert lost(helper, b"x") is How.NOT_READY


def test_an_interpreter_that_is_not_there_is_told_like_any_failed_start(tmp_path):
    assert lost(HelperProcess([str(tmp_path / "python")], {}, LONG)) is How.NOT_READY


def test_a_start_that_takes_too_long_is_ended(run):
    assert lost(run("import time; time.sleep(600)", start_s=0.1), b"x") is How.NOT_READY


def test_a_helper_that_ends_over_a_request_is_told_apart_and_why(run):
    with pytest.raises(HelperLost, match="signal 9"):
        ask(run(SPEAKS + "hears(); os.kill(os.getpid(), 9)"))
    assert lost(run(SPEAKS + "hears(); says(b'hal')")) is How.DIED
    assert lost(run(SPEAKS), bytes(1 << 20)) is How.DIED


def test_a_helper_that_does_not_answer_in_time_is_ended_with_whatever_it_started(run, tmp_path):
    os.mkfifo(tmp_path / "held")
    program = f"""
import subprocess
subprocess.Popen(["sleep", "600"], stdout=open({str(tmp_path / "held")!r}, "w"))
{SPEAKS}
time.sleep(600)
"""
    held = os.open(tmp_path / "held", os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(held, True)
    assert lost(run(program), b"x", within_s=0.1) is How.DEADLINE
    assert os.read(held, 1) == b""  # at its end: nobody is left who could write
    os.close(held)


def test_a_helper_that_does_not_even_listen_is_ended_in_time(run):
    assert lost(run(SPEAKS + "time.sleep(600)"), bytes(10 << 20), within_s=0.1) is How.DEADLINE


def test_an_answer_of_impossible_length_is_not_waited_for(run):
    helper = run(SPEAKS + "hears(); says(bytes([255] * 4)); time.sleep(600)")
    assert lost(helper) is How.BROKEN_ANSWER


def nothing_in_it(_answer: bytes) -> str:
    raise BrokenAnswer("no JSON")


def interrupted(_answer: bytes) -> str:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("understand", "told"), [(nothing_in_it, HelperLost), (interrupted, KeyboardInterrupt)])
def test_who_could_not_be_understood_is_never_asked_again(run, understand, told):
    helper = run(TELLS_WHO_IT_IS)
    first = ask(helper)
    with pytest.raises(told):
        helper.ask(understand, b"x", within_s=LONG)
    assert ask(helper) != first


def test_what_is_said_without_being_asked_is_never_the_next_answer(tmp_path):
    interpreter = Interpreter(tmp_path)
    interpreter.first(SPEAKS + "hears(); says(frame(b'mine') + frame(b'somebody else')); hears()")
    helper = HelperProcess([str(interpreter.path), "-c", TELLS_WHO_IT_IS], {}, LONG)
    assert ask(helper) == b"mine"
    assert int(ask(helper)) == interpreter.pids[1]
    helper.close()


def test_a_helper_that_ended_while_idle_costs_no_request(run):
    helper = run(TELLS_WHO_IT_IS)
    first = int(ask(helper))
    os.kill(first, signal.SIGKILL)
    until_ended(first)
    assert int(ask(helper)) != first


def test_a_helper_ends_by_itself_when_nothing_is_asked_of_it(run):
    helper = run(SERVES % ("b'%d' % os.getpid()", 0.01))
    first = int(ask(helper))
    until_ended(first)
    assert int(ask(helper)) != first


def test_a_closed_helper_leaves_no_process_and_may_be_asked_again(run):
    helper = run(TELLS_WHO_IT_IS)
    first = int(ask(helper))
    helper.close()
    helper.close()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert int(ask(helper)) != first


def test_many_who_ask_at_once_get_each_their_own_answer(run):
    helper = run(SERVES % ("request", None))
    answers: dict[int, bytes] = {}

    def asks(number: int) -> None:
        answers[number] = ask(helper, b"%d" % number * 10_000)

    threads = [threading.Thread(target=asks, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: b"%d" % number * 10_000 for number in range(8)}

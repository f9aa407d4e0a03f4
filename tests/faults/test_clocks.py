"""Clocks that are set under a process's hands: what it is told of the time of day, and how long it waits."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from faults.clocks import ASTRAY, STEPS, Clocks, can_be_set

ASKED = """
import sys, threading, time
for _ in sys.stdin:
    began = time.monotonic()
    threading.Event().wait(0.05)
    print(time.time(), time.monotonic() - began < 30, flush=True)
"""
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clocks(tmp_path):
    if not can_be_set():
        pytest.skip("there is no C compiler")
    return Clocks(tmp_path / "clocks")


@pytest.fixture
def ahead(clocks):
    """Asks the process of that name how far its clock is ahead; None where it waited too long."""
    started = {}

    def ask(name):
        if name not in started:
            environment = {**os.environ, **clocks.variables(name)}
            started[name] = subprocess.Popen(
                [sys.executable, "-c", ASKED], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        process = started[name]
        process.stdin.write("\n")
        process.stdin.flush()
        told, waited_well = process.stdout.readline().split()
        by = datetime.fromtimestamp(float(told), UTC) - datetime.now(UTC)
        return round(by / MINUTE) if waited_well == "True" else None

    yield ask
    for process in started.values():
        process.stdin.close()
        process.stdout.close()
        process.wait()


@pytest.mark.parametrize(
    ("fault", "minutes"), [("forward_10min", 10), ("back_10min", -10), ("back_1h", -60), ("forward_2d", 2880)]
)
def test_all_clocks_are_set_and_put_right(clocks, ahead, fault, minutes):
    assert [ahead("web"), ahead("rasa")] == [0, 0]
    clocks.step(fault)
    assert [ahead("web"), ahead("rasa")] == [minutes, minutes]
    clocks.put_right()
    assert [ahead("web"), ahead("rasa")] == [0, 0]


def test_one_process_is_ahead_of_the_others(clocks, ahead):
    assert [ahead("web"), ahead("rasa")] == [0, 0]
    clocks.step("rasa_ahead")
    assert [ahead("web"), ahead("rasa")] == [0, 10]
    assert ASTRAY["rasa_ahead"] == "rasa"


def test_a_clock_runs_fast_from_now_on(clocks, ahead):
    assert ahead("web") == 0
    clocks.step("ten_times")
    assert ahead("web") == 0, "it does not jump"
    while ahead("web") < 1:
        pass
    assert STEPS["ten_times"].speed == 10

"""`python -m web` as it is really started: the settings, the merchants' files, the sentences of domain/."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import httpx
import pytest

from amends.db import migrate
from tests.ports import free_port
from tests.web.server import Customer, until
from tests.web.stand_in import SECRET, StandInRasa

ROOT = Path(__file__).parents[2]


class Process:
    def __init__(self, folder: Path, rasa: StandInRasa, log: int | IO[str] = subprocess.DEVNULL) -> None:
        self.log = log
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "AMENDS_DATABASE_URL": f"sqlite:///{folder}/amends.db",
            "AMENDS_RASA_URL": rasa.url,
            "AMENDS_INTERNAL_SECRET": SECRET,
        }
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "web", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=self.log)
        until(self.is_well, 300)

    def is_well(self) -> bool:
        assert self.process.poll() is None, "web ended"
        try:
            return httpx.get(f"{self.url}/health", timeout=60).status_code == 200
        except httpx.TransportError:
            return False

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(120)


@pytest.fixture
def process(tmp_path: Path, rasa: StandInRasa) -> Iterator[Process]:
    migrate.upgrade(f"sqlite:///{tmp_path}/amends.db")
    process = Process(tmp_path, rasa)
    yield process
    if process.process.poll() is None:
        process.end(signal.SIGKILL)


def test_a_message_outlives_the_kill_of_web_and_is_answered_once(process: Process, rasa: StandInRasa) -> None:
    rasa.faults.append("hold")
    customer = Customer(process.url)
    customer.send("one")
    until(lambda: rasa.turns)
    process.end(signal.SIGKILL)
    rasa.faults.append("503")
    process.start()
    until(customer.replies)
    assert customer.replies() == ["You said: one"]


def test_each_merchant_greets_in_each_of_its_languages_with_nothing_left_to_fill_in(process: Process) -> None:
    for merchant in ("norrnet", "itnet"):
        face = httpx.get(f"{process.url}/v1/merchants/{merchant}", timeout=60).json()
        assert len(set(face["greeting"].values())) == len(face["languages"])
        for language, greeting in face["greeting"].items():
            opened = Customer(process.url, merchant, language=language)
            (event,) = opened.events()
            assert event["body"]["text"] == greeting
            assert face["name"] in greeting
            assert not re.search(r"[{}]", greeting)
            assert event["body"]["buttons"]


def test_a_log_that_cannot_be_written_costs_no_answer(tmp_path: Path, rasa: StandInRasa) -> None:
    migrate.upgrade(f"sqlite:///{tmp_path}/amends.db")
    with open("/dev/full", "w") as full:
        process = Process(tmp_path, rasa, full)
        try:
            rasa.faults.append("503")
            customer = Customer(process.url)
            customer.send("one")
            until(customer.replies)
            health = httpx.get(f"{process.url}/health", timeout=60)
            assert health.status_code == 200
            assert health.json()["log_lines_lost"] > 0
        finally:
            process.end(signal.SIGKILL)


def test_told_to_stop_it_stops_although_a_stream_is_open(process: Process) -> None:
    stream = Customer(process.url).stream()
    next(stream)
    assert process.end(signal.SIGTERM) in (0, -signal.SIGTERM)


def test_without_its_secret_it_says_what_is_missing(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AMENDS_")}
    environment["AMENDS_DATABASE_URL"] = f"sqlite:///{tmp_path}/amends.db"
    migrate.upgrade(environment["AMENDS_DATABASE_URL"])
    ended = subprocess.run(
        [sys.executable, "-m", "web"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 2
    assert "AMENDS_INTERNAL_SECRET" in ended.stderr
    assert "Traceback" not in ended.stderr

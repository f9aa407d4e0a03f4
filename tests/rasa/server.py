"""Our launcher as a process of the tests, and web's side of the channel."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from rasa_addons.signing import HEADER, sign
from tests.ports import free_port
from tests.rasa.scripted_actions import FORMER_SECRET, SECRET

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-rasa/bin/python"


class Rasa:
    """A running server. `log` is its output so far."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log
        self.url = f"http://127.0.0.1:{port}"
        self.client = httpx.Client(base_url=self.url, timeout=60, trust_env=False)

    def post(self, body: bytes, signature: str | None = None) -> httpx.Response:
        """Any body, signed as web does unless `signature` says otherwise."""
        signature = sign(SECRET, body, int(time.time())) if signature is None else signature
        return self.client.post("/webhooks/amends/turn", content=body, headers={HEADER: signature})

    def turn(self, conversation: str, text: str = "", /, **fields: Any) -> httpx.Response:
        """One turn of a customer; `fields` replace the usual ones."""
        turn = {
            "conversation": conversation, "turn": uuid4().hex, "text": text, "payload": None,
            "merchant": "norrnet", "language": "en", "sent_at": "2026-03-02T09:00:00+01:00", **fields,
        }  # fmt: skip
        return self.post(json.dumps(turn).encode())

    def says(self, conversation: str, text: str = "", **fields: Any) -> list[str]:
        """The texts of the replies; the turn must have happened."""
        answer = self.turn(conversation, text, **fields)
        assert answer.status_code == 200, answer.text
        return [reply["text"] for reply in answer.json()["replies"]]


@contextmanager
def running(model: Path, actions_url: str, folder: Path, **environment: str) -> Iterator[Rasa]:
    """The launcher with `model`, its log in `folder`, until the block ends."""
    port, log = free_port(), folder / "rasa.log"
    settings = {
        "AMENDS_INTERNAL_SECRET": SECRET, "AMENDS_FORMER_INTERNAL_SECRET": FORMER_SECRET,
        "PYTHONUNBUFFERED": "1",
        **environment,
    }  # fmt: skip
    command = [
        PYTHON,
        "-m",
        "rasa_addons.launcher",
        "run",
        "--model",
        model,
        "--port",
        port,
        "--actions-url",
        actions_url,
    ]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [str(part) for part in command], cwd=ROOT, env={**os.environ, **settings}, stdout=out, stderr=out
        )
    try:
        rasa = Rasa(process, port, log)
        _wait(rasa)
        yield rasa
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=120)


def _wait(rasa: Rasa) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        assert rasa.process.poll() is None, rasa.log.read_text()
        try:
            if rasa.client.get("/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"Rasa did not start: {rasa.log.read_text()}")

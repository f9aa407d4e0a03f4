"""`python -m actions`: for Rasa on this machine alone, and silent about what failed."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from actions.server import _not_well
from amends.errors import DatabaseUnavailable
from rasa_addons.signing import HEADER, sign, verify_answer
from tests.ports import free_port
from tests.postgres import sqlite_url
from tests.rasa.scripted_actions import FORMER_SECRET, SECRET
from tests.rasa.server import ROOT


def signed(body: bytes, secret: str = SECRET, at: float = 0) -> dict[str, str]:
    """As Rasa sends it, `at` seconds from now."""
    return {HEADER: sign(secret, body, int(time.time() + at)), "Content-Type": "application/json"}


def posted(server: httpx.Client, body: bytes, **headers: str) -> httpx.Response:
    return server.post("/webhook", content=body, headers={**signed(body), **headers})


def call(action: str) -> dict[str, Any]:
    tracker = {"sender_id": "c", "slots": {}, "latest_message": {"text": "canary"}, "events": [], "paused": False,
               "followup_action": None, "active_loop": {}, "latest_action_name": None}  # fmt: skip
    return {"next_action": action, "sender_id": "c", "tracker": tracker, "domain": {"slots": {}}, "version": "3.6.21"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    port, database = free_port(), sqlite_url(tmp_path_factory.mktemp("actions"))
    environment = {**os.environ, "AMENDS_INTERNAL_SECRET": SECRET, "AMENDS_DATABASE_URL": database}
    environment["AMENDS_FORMER_INTERNAL_SECRET"] = FORMER_SECRET
    command = [sys.executable, "-m", "actions", "--port", str(port), "--package", "tests.rasa.sample_actions"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60) as client:
        deadline = time.monotonic() + 120
        while True:
            assert process.poll() is None
            assert time.monotonic() < deadline
            try:
                client.get("/health").raise_for_status()
                break
            except httpx.TransportError:
                time.sleep(0.05)
        yield client
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=120) == 0


def test_health_tells_of_a_database_that_does_not_answer() -> None:
    """Everything Rasa's turns need of this process is the database."""

    def away() -> None:
        raise DatabaseUnavailable("away")

    async def asked(check: Callable[[], None]) -> int | None:
        answer = await _not_well(check)
        return None if answer is None else answer.status

    assert asyncio.run(asked(away)) == 503
    assert asyncio.run(asked(lambda: None)) is None


@pytest.mark.parametrize("secret", [SECRET, FORMER_SECRET])
def test_an_action_runs_for_who_has_the_secret(server: httpx.Client, secret: str) -> None:
    body = json.dumps(call("action_answers")).encode()
    asked = signed(body, secret)
    answer = server.post("/webhook", content=body, headers=asked)
    assert answer.status_code == 200
    assert answer.json()["responses"][0]["text"] == "here"
    assert verify_answer(secret, answer.headers[HEADER], asked[HEADER], answer.content)


CALL = json.dumps(call("action_answers")).encode()
REFUSED = {
    "no signature": {},
    "the secret itself": {"X-Amends-Secret": SECRET, HEADER: SECRET},
    "another secret": signed(CALL, SECRET[:-1]),
    "another body": signed(CALL + b" "),
    "long ago": signed(CALL, at=-3600),
}


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize(("method", "path"), [("POST", "/webhook"), ("GET", "/actions")])
def test_nobody_else_is_served(server: httpx.Client, headers: dict[str, str], method: str, path: str) -> None:
    answer = server.request(method, path, content=CALL, headers=headers)
    assert answer.status_code == 401
    assert HEADER not in answer.headers
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["/health", "/live"])
def test_health_needs_no_secret(server: httpx.Client, path: str) -> None:
    assert server.get(path).status_code == 200


@pytest.mark.parametrize("action", ["action_fails", "action_unknown"])
def test_a_failed_action_is_an_error_that_tells_nothing(server: httpx.Client, action: str) -> None:
    answer = posted(server, json.dumps(call(action)).encode())
    assert answer.status_code in (404, 500)
    assert "canary" not in answer.text


def test_a_compressed_body_is_not_unpacked(server: httpx.Client) -> None:
    bomb = zlib.compress(b" " * 50_000_000)
    answer = posted(server, bomb, **{"Content-Encoding": "deflate"})
    assert answer.status_code == 415


def test_a_body_above_the_limit_is_refused(server: httpx.Client) -> None:
    """It is not read to its end, so what there is of it is not what was signed."""
    assert posted(server, b" " * 1_100_000).status_code in (401, 413)


def test_a_body_that_is_no_json_is_an_error(server: httpx.Client) -> None:
    answer = posted(server, b"{canary")
    assert answer.status_code in (400, 500)
    assert "canary" not in answer.text

"""What reaches Rasa at all: signed turns on the loopback address, and nothing else."""

import json
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rasa_addons.signing import HEADER, sign, verify_answer
from tests.rasa.scripted_actions import FORMER_SECRET, SECRET, ScriptedActions
from tests.rasa.server import PYTHON, ROOT, Rasa

BODY = json.dumps(
    {"conversation": "c" * 20, "turn": "t1", "text": "hello", "merchant": "norrnet", "language": "en", "sent_at": "1"}
).encode()


def now() -> int:
    return int(time.time())


FORGERIES: dict[str, Callable[[], str]] = {
    "nothing": lambda: "",
    "no signature": lambda: "t=1,v1=00",
    "another secret": lambda: sign("another secret, 32 characters or more", BODY, now()),
    "an hour old": lambda: sign(SECRET, BODY, now() - 3600),
    "an hour ahead": lambda: sign(SECRET, BODY, now() + 3600),
    "of another text": lambda: sign(SECRET, BODY + b" ", now()),
    "another moment": lambda: sign(SECRET, BODY, now()).replace("t=", "t=9", 1),
    "in capitals": lambda: sign(SECRET, BODY, now()).upper(),
    "cut short": lambda: sign(SECRET, BODY, now())[:-1],
    "a second signature": lambda: sign(SECRET, BODY, now()) + ",v1=" + "0" * 64,
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_an_unsigned_turn_is_refused(rasa: Rasa, actions: ScriptedActions, forgery: str) -> None:
    forged = FORGERIES[forgery]()
    assert rasa.post(BODY, forged).status_code == 401
    assert actions.calls == []


def test_what_web_signs_with_the_former_secret_is_taken_while_it_counts(rasa: Rasa, actions: ScriptedActions) -> None:
    assert rasa.post(BODY, sign(FORMER_SECRET, BODY, now())).status_code == 200
    assert [call["signed"] for call in actions.calls] == [True] * len(actions.calls) != []


@pytest.mark.parametrize("secret", [SECRET, FORMER_SECRET])
def test_an_answer_is_signed_for_the_call_that_it_answers(rasa: Rasa, secret: str) -> None:
    call, other = sign(secret, BODY, now()), sign(secret, BODY, now() - 1)
    answer = rasa.post(BODY, call)
    assert verify_answer(secret, answer.headers[HEADER], call, answer.content)
    assert not verify_answer(secret, answer.headers[HEADER], other, answer.content)
    assert not verify_answer(secret, answer.headers[HEADER], call, answer.content + b" ")


@pytest.mark.parametrize("path", ["/", "/version", "/status", "/model", "/model/parse", "/domain", "/webhooks/rest/",
    "/webhooks/rest/webhook", "/webhooks/amends/", "/conversations/x/tracker", "/socket.io/", "/docs"])  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_rasas_own_routes_are_not_there(rasa: Rasa, path: str, method: str) -> None:
    assert rasa.client.request(method, path, json={"sender": "x", "message": "hi"}).status_code == 404


def test_without_a_setting_the_server_listens_on_the_loopback_address_only(rasa: Rasa) -> None:
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines() if line.split()[3] == "0A"]
    ours = [address for address in listening if int(address.split(":")[1], 16) == rasa.port]
    assert [socket.inet_ntoa(bytes.fromhex(address.split(":")[0])[::-1]) for address in ours] == ["127.0.0.1"]


def launch(*options: str, secret: str = SECRET, internal_host: str = "127.0.0.1") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(PYTHON), "-m", "rasa_addons.launcher", *options],
        cwd=ROOT, env={"AMENDS_INTERNAL_SECRET": secret, "AMENDS_INTERNAL_HOST": internal_host, "PATH": ""},
        capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip


def test_an_address_that_is_none_is_refused(model: Path) -> None:
    done = launch("run", "--model", str(model), internal_host="everywhere")
    assert done.returncode == 2
    assert "AMENDS_INTERNAL_HOST is 'everywhere'" in done.stderr


def test_a_short_secret_is_refused(model: Path) -> None:
    done = launch("run", "--model", str(model), secret="short")
    assert done.returncode == 2
    assert "AMENDS_INTERNAL_SECRET" in done.stderr


def test_a_model_that_is_not_the_trained_one_is_refused(tmp_path: Path, model: Path) -> None:
    foreign = tmp_path / "m.tar.gz"
    foreign.write_bytes(model.read_bytes() + b"x")
    (tmp_path / "m.sha256").write_text(model.with_name(model.name.replace(".tar.gz", ".sha256")).read_text())
    assert launch("run", "--model", str(foreign)).returncode == 2

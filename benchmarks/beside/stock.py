"""Stock Rasa with the project of project.py, as `rasa run` and `rasa run actions` start it: SQLite, REST channel."""

import subprocess
import time
from pathlib import Path
from typing import IO

import httpx

from benchmarks.beside.project import ORDERS, order, write
from tests.ports import free_ports

RASA = Path(".venv-rasa/bin/rasa").absolute()
ANSWERS_WITHIN_S = 120.0
STARTS_WITHIN_S = 300.0
SMALL_TALK = ("hello", "what is your refund policy", "thanks")


class NoSuchAnswer(Exception):
    """The bot did not do what the talk is about: a fast wrong answer would be a good figure."""


class StockRasa:
    """One server and one action server in `folder`, which keeps the trained model from one run to the next."""

    name = "Rasa 3.6.21"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rasa_port, actions_port = free_ports(2)
        self._commands = {
            "rasa": ("run", "--port", str(self._rasa_port), "--credentials", "credentials.yml", "--endpoints",
                     "endpoints.yml", "--model", "models/shop.tar.gz"),
            "actions": ("run", "actions", "--port", str(actions_port)),
        }  # fmt: skip
        write(folder, actions_port)
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._http = httpx.Client(
            base_url=f"http://127.0.0.1:{self._rasa_port}", timeout=ANSWERS_WITHIN_S, trust_env=False
        )

    def prepare(self) -> None:
        """Train, unless it was done; minutes."""
        if not (self._folder / "models/shop.tar.gz").exists():
            training = ("train", "--domain", "domain.yml", "--data", "nlu.yml", "rules.yml", "stories.yml",
                        "--fixed-model-name", "shop")  # fmt: skip
            subprocess.run(  # noqa: S603 - our own command
                [str(RASA), *training],
                cwd=self._folder,
                check=True,
                stdout=self._log("train"),
                stderr=subprocess.STDOUT,
            )

    def start(self) -> float:
        """Seconds from nothing until the first answer was here."""
        (self._folder / "trackers.db").unlink(missing_ok=True)
        started = time.perf_counter()
        for name, command in self._commands.items():
            self._children[name] = subprocess.Popen(  # noqa: S603 - our own command
                [str(RASA), *command], cwd=self._folder, stdout=self._log(name), stderr=subprocess.STDOUT
            )
        while not self._is_up():
            if time.perf_counter() - started > STARTS_WITHIN_S:
                raise TimeoutError("Rasa did not start")
            time.sleep(0.1)
        self._say("the first", "hello")
        return time.perf_counter() - started

    def pids(self) -> dict[str, int]:
        return {name: child.pid for name, child in self._children.items()}

    def talk(self, index: int) -> list[float]:
        """A refund from the complaint to the end: the seconds of each message. `index` makes it somebody's own."""
        number, email = order(index % ORDERS)
        sender, taken = f"talk-{index}-{time.monotonic_ns()}", []
        for line in ("I want my money back", number, email, "yes, please"):
            seconds, said = self._say(sender, line)
            taken.append(seconds)
        if "refund" not in said:
            raise NoSuchAnswer(said)
        return taken

    def long_talk(self, messages: int) -> list[float]:
        """One conversation of so many messages: the seconds of each."""
        sender = f"long-{time.monotonic_ns()}"
        return [self._say(sender, SMALL_TALK[n % len(SMALL_TALK)])[0] for n in range(messages)]

    def check(self) -> None:
        """Each talk looked at its last answer itself."""

    def stop(self) -> None:
        for child in self._children.values():
            child.terminate()
        for child in self._children.values():
            child.wait()
        self._http.close()

    def _is_up(self) -> bool:
        try:
            return self._http.get("/", timeout=2).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def _say(self, sender: str, text: str) -> tuple[float, str]:
        started = time.perf_counter()
        answer = self._http.post("/webhooks/rest/webhook", json={"sender": sender, "message": text})
        seconds = time.perf_counter() - started
        said = " ".join(each.get("text", "") for each in answer.raise_for_status().json())
        if not said:
            raise NoSuchAnswer(f"nothing was said to {text!r}")
        return seconds, said

    def _log(self, name: str) -> IO[bytes]:
        return (self._folder / f"{name}.log").open("wb")

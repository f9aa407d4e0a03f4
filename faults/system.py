"""The running system with its proxies, its customers' transcripts, and the look at the invariants."""

import platform
import sqlite3
import subprocess
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Self

import httpx

from amends import clock
from amends.messages.sentences import Sentences
from amends.verification import invariants, journal, transcripts
from amends.verification.looking import one_look
from amends.verification.material import Material
from amends.verification.result import Violation
from faults import strikes
from faults.client import Transcript
from faults.proxy import Proxies
from faults.strikes import Keeper
from simulate.recognise import Recogniser
from tests.conversations.customer import Line
from tests.stack import ROOT, Stack

DISK_MB = 400
FIRST = 10_000
"""Of a run's orders, far from those of simulated customers on the same system."""
LOGS = ("web", "rasa", "actions", "worker")


@dataclass
class System:
    """`numbers` give each run an order of its own; `lines` are the messaging channels that are connected."""

    stack: Stack
    proxies: Proxies
    transcript: Transcript
    keeper: Keeper = field(default_factory=Keeper)
    recogniser: Recogniser = field(default_factory=Recogniser)
    can_fill: bool = False
    can_freeze: bool = False
    numbers: Iterator[int] = field(default_factory=lambda: count(FIRST))
    lines: dict[tuple[str, str], Any] = field(default_factory=dict)
    connecting: threading.Lock = field(default_factory=threading.Lock)
    _known: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _sentences: Sentences = field(default_factory=lambda: Sentences(ROOT / "domain"))

    def last_said(self, lines: Sequence[Line]) -> str:
        """The name of the response that stands last, empty where none is known."""
        said = next((line for line in reversed(lines) if line.author != "customer"), None)
        return "" if said is None else self.recogniser.heard(said.text, said.titles, "en").name

    def hang_up(self) -> None:
        """End the providers' stand-ins. Their channels stay."""
        for line in self.lines.values():
            line.stand_in.stop()
        self.lines.clear()

    @property
    def journal_url(self) -> str:
        """Beside the proxy: what the order system did is looked at, whatever is broken."""
        return f"http://127.0.0.1:{self.stack.settings.orders_port}/v1/journal"

    def violations(self, ids: Collection[str], *, whole: bool = True) -> list[tuple[str, Violation]]:
        """What is violated now, with the number of each invariant: of these `ids`, or `whole` whatever was not told
        before."""
        with self._lock:
            found = [
                (each.invariant.number, violation)
                for each in self._checked()
                for violation in each.result.violations
                if violation.sentence not in self._known
            ]
            mine = [each for each in found if whole or set(map(str, each[1].ids.values())) & set(ids)]
            self._known |= {violation.sentence for _number, violation in mine}
            return mine

    def _checked(self) -> list[invariants.Checked]:
        moved = journal.read(self.journal_url)
        told = transcripts.read(self.transcript.file)
        with one_look(self.stack.database) as session:
            return invariants.check(
                Material(
                    session=session,
                    now=clock.now(),
                    sentences=self._sentences,
                    journal=moved,
                    transcripts=told,
                    logs=tuple(self.stack.folder / "log" / f"{name}.log" for name in LOGS),
                    health=tuple(self.stack.health.values()),
                )
            )

    def is_well(self) -> bool:
        """Whether every process answers now."""
        with httpx.Client(timeout=5, trust_env=False) as client:
            return all(_answers(client, url) for url in self.stack.health.values())


def _answers(client: httpx.Client, url: str) -> bool:
    try:
        return client.get(url).is_success
    except httpx.HTTPError:
        return False


class Started:
    """A system of its own in a folder of its own, on a small disk where this machine lets us have one."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._stack = ExitStack()

    def __enter__(self) -> System:
        try:
            return self._start()
        except BaseException:
            self._stack.close()
            raise

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _start(self) -> System:
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="amends-faults-")))
        home = folder / "disk"
        home.mkdir()
        away = strikes.small_disk(home, DISK_MB)
        if away is not None:
            self._stack.callback(away)
        proxies = Proxies()
        self._stack.callback(proxies.stop)
        stack = Stack(home, self._say, between=proxies.between)
        self._stack.callback(stack.stop)
        stack.start()
        transcript = Transcript(folder / "transcripts.jsonl")
        return System(stack, proxies, transcript, can_fill=away is not None, can_freeze=strikes.can_be_frozen(home))


@dataclass(frozen=True)
class Versions:
    """What was run."""

    commit: str
    python: str
    sqlite: str

    @classmethod
    def present(cls) -> Self:
        """The commit, with a mark where anything but pages was changed since."""
        commit = _git("rev-parse", "--short=10", "HEAD").stdout.strip() or "unknown"
        changed = "" if _git("diff", "--quiet", "HEAD", "--", ".", ":!docs").returncode == 0 else "-dirty"
        return cls(commit + changed, platform.python_version(), sqlite3.sqlite_version)

    def as_json(self) -> dict[str, str]:
        return {"amends": self.commit, "python": self.python, "sqlite": self.sqlite}


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603, S607

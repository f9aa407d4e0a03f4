"""`amends chat` against a real web process."""

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from amends.cli import main
from amends.errors import ChatUnavailable
from amends.terminal.client import ChatClient
from amends.terminal.loop import converse
from amends.terminal.screen import Screen
from tests.ports import free_port
from tests.web.server import LATE_AFTER_S, Web, until
from tests.web.stand_in import StandInRasa

ROOT = Path(__file__).parents[2]


def chat(folder: Path, url: str, typed: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command in `folder` with these lines on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "amends", "chat", "--url", url, "--merchant", "norrnet", *options],
        input=typed,
        capture_output=True,
        text=True,
        timeout=300,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which `said` runs the command."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(url: str, typed: str, *options: str, merchant: str | None = "norrnet") -> subprocess.CompletedProcess[str]:
    """The same within this process, which starts none: its standard input is no terminal either."""
    out, errors = io.StringIO(), io.StringIO()
    named = () if merchant is None else ("--merchant", merchant)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(errors):
        patch.setattr(sys, "stdin", io.StringIO(typed))
        code = main(["chat", "--url", url, *named, *options])
    return subprocess.CompletedProcess([], code, out.getvalue(), errors.getvalue())


def test_piped_lines_are_sent_one_after_the_other_and_each_reply_is_shown(
    tmp_path: Path, web: Web, rasa: StandInRasa
) -> None:
    done = chat(tmp_path, web.url, "hello\n\nmy order is late\n")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("bot: utter_welcome [en]")
    assert lines[1] == "  1. Talk to a person"
    said = [line for line in lines[2:] if not line.startswith("  ")]
    assert said == ["you: hello", "bot: You said: hello", "you: my order is late", "bot: You said: my order is late"]


@pytest.mark.parametrize(("there", "told"), [((), "holds no merchant"), (("itnet", "norrnet"), "Talking to itnet")])
def test_without_a_name_it_is_the_first_merchant_that_is_there(
    here: Path, web: Web, rasa: StandInRasa, there: tuple[str, ...], told: str
) -> None:
    for merchant in there:
        shutil.copytree(ROOT / "policies" / merchant, here / "policies" / merchant)
    done = said(web.url, "hello\n", merchant=None)
    assert told in done.stderr
    assert (done.returncode, [turn["merchant"] for turn in rasa.turns]) == ((0, ["itnet"]) if there else (2, []))


def test_a_number_presses_the_button_and_quit_ends(here: Path, web: Web, rasa: StandInRasa) -> None:
    done = said(web.url, "1\n2\n/quit\nnever sent\n")
    assert done.returncode == 0
    assert [turn["payload"] for turn in rasa.turns] == ["/talk_to_human", None]
    assert [turn["text"] for turn in rasa.turns] == ["Talk to a person", "2"]


def test_a_conversation_is_taken_up_again(here: Path, web: Web, rasa: StandInRasa) -> None:
    said(web.url, "first\n", "--language", "nl")
    again = said(web.url, "second\n", "--resume")
    assert "you: first" in again.stdout
    assert "bot: You said: second" in again.stdout
    assert len({turn["conversation"] for turn in rasa.turns}) == 1
    assert rasa.turns[1]["language"] == "nl"


def test_only_the_owner_can_read_the_kept_secret(here: Path, web: Web) -> None:
    said(web.url, "")
    file = here / "var" / "chat.json"
    assert json.loads(file.read_text())["secret"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_delay_is_shown_and_its_answer_still_comes(here: Path, web: Web, rasa: StandInRasa) -> None:
    rasa.always = "503"

    def recover() -> None:
        until(lambda: rasa.turns)
        web.watch.forward(seconds=LATE_AFTER_S + 1)
        tried = len(rasa.turns)
        until(lambda: len(rasa.turns) > tried + 1)
        rasa.always = None
        web.watch.forward(seconds=30)

    recovery = threading.Thread(target=recover)
    recovery.start()
    done = said(web.url, "hello\n")
    recovery.join()
    lines = [line.split(" [")[0] for line in done.stdout.splitlines()]
    assert "note: utter_notice_delayed" in lines
    assert lines.index("note: utter_notice_delayed") < lines.index("bot: You said: hello")


def test_without_web_it_says_what_to_do(tmp_path: Path) -> None:
    done = chat(tmp_path, f"http://127.0.0.1:{free_port()}", "hello\n")
    assert done.returncode == 2
    assert "make run" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("options", "sentence"),
    [(("--merchant", "nobody"), "no merchant 'nobody'"), (("--resume",), "without --resume")],
)
def test_what_cannot_be_done_is_one_sentence(here: Path, web: Web, options: tuple[str, ...], sentence: str) -> None:
    done = said(web.url, "", *options)
    assert done.returncode == 2
    assert sentence in done.stderr


def test_replies_appear_while_a_person_is_typing(web: Web, rasa: StandInRasa) -> None:
    shown: list[str] = []
    client = ChatClient(web.url)
    client.open("norrnet", None)

    def typing() -> Iterator[str]:
        until(lambda: any("utter_welcome" in line for line in shown))
        yield "hello"
        until(lambda: "bot: You said: hello" in shown)
        yield "1"
        until(lambda: "bot: You said: Yes" in shown)

    converse(client, Screen(shown.append, echo=False), typing())
    assert not any(line.startswith("you:") for line in shown)
    assert rasa.turns[1]["payload"] == "/affirm"


def test_a_reply_that_does_not_come_ends_the_recital(here: Path, web: Web, rasa: StandInRasa) -> None:
    rasa.always = "503"
    done = said(web.url, "hello\n", "--patience", "1")
    assert done.returncode == 2
    assert "--resume" in done.stderr


def test_a_terminal_does_not_obey_what_others_wrote() -> None:
    shown: list[str] = []
    Screen(shown.append, echo=True).show(
        {"seq": 1, "author": "agent", "kind": "reply", "body": {"text": "a\x1b[2Jb\nc 5\u00a0kr"}, "at": ""}
    )
    assert shown == ["person: a\ufffd[2Jb\nc 5\u00a0kr"]


def test_an_error_of_another_server_is_explained(web: Web) -> None:
    client = ChatClient(f"{web.url}/pages/plain.css?")
    with pytest.raises(ChatUnavailable):
        client.open("norrnet", None)

"""`amends channel` with a mailbox: added from the environment, it answers a customer."""

import pytest
from pydantic import SecretStr

from amends.channels.listening import Listening
from amends.cli import main
from tests.channels.contract import CHANNEL, Scene
from tests.channels.email_harness import KIM, SUPPORT, EmailHarness, mail
from tests.web.server import until


@pytest.fixture
def scene(sqlite, monkeypatch):
    scene = Scene(sqlite, EmailHarness())
    monkeypatch.setenv("AMENDS_DATABASE_URL", str(sqlite.url))
    monkeypatch.setenv("AMENDS_CHANNEL_SECRET", "a secret of the tests, long enough for channels")
    monkeypatch.setenv("AMENDS_PUBLIC_URL", str(scene.http.base_url).rstrip("/"))
    monkeypatch.setenv("AMENDS_DEMO_PUBLIC", "true")
    for name, given in scene.harness.credentials():
        value = given.get_secret_value() if isinstance(given, SecretStr) else str(given)
        monkeypatch.setenv(f"AMENDS_CHANNEL_EMAIL_{name.upper()}", value)
    main(["channel", "remove", CHANNEL])  # the scene's own
    yield scene
    scene.stop()


def add(*more):
    return main(["channel", "add", "email", "--merchant", "norrnet", "--name", "Support", *more])


def test_a_mailbox_that_was_added_answers_and_is_removed(scene, capsys):
    capsys.readouterr()
    assert add("--test", KIM) == 0
    said = capsys.readouterr().out
    channel_id = said.partition(":")[0]
    assert f"connected as {SUPPORT}" in said
    assert "nobody calls: the worker asks" in said
    assert "http" not in said
    [test] = scene.harness.smtp.messages
    assert (str(test["To"]), "test message" in test.get_content()) == (KIM, True)
    listening = Listening(scene.book, scene.inbound, look_s=0.02, first_wait_s=0.01)
    listening.start()
    scene.harness.imap.deliver(bytes(mail(1, "I was charged twice")))
    until(scene.words)
    scene.do()
    listening.stop()
    assert "You said: I was charged twice" in scene.harness.smtp.messages[-1].get_content()
    assert main(["channel", "test", channel_id, "--to", KIM]) == 0
    assert SUPPORT in capsys.readouterr().out
    assert main(["channel", "remove", channel_id]) == 0


@pytest.mark.parametrize("wrong", ["imap_password", "smtp_password", "imap_port", "address", "imap_tls"])
def test_what_is_wrong_is_one_sentence_that_repeats_nothing(scene, wrong, monkeypatch, capsys):
    capsys.readouterr()
    monkeypatch.setenv(f"AMENDS_CHANNEL_EMAIL_{wrong.upper()}", "7" if wrong == "imap_port" else "of-nobody-at-all")
    assert add() == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "of-nobody-at-all" not in said

"""`amends channel` with an account of Matrix: added with a token or a password, it answers a customer."""

import builtins
import getpass
import sys

import pytest
from sqlalchemy import select

from amends.channels.listening import Listening
from amends.channels.providers.matrix import DEVICE, MatrixCredentials
from amends.channels.sealing import Seal
from amends.cli import main
from amends.db.channel_tables import ChannelRow
from demo.providers.matrix_server import BOT, PASSWORD
from tests.channels.contract import CHANNEL, Scene
from tests.channels.matrix_harness import KIM, MatrixHarness
from tests.web.server import until

SECRET = "a secret of the tests, long enough for channels"


@pytest.fixture
def scene(sqlite, monkeypatch):
    scene = Scene(sqlite, MatrixHarness())
    monkeypatch.setenv("AMENDS_DATABASE_URL", str(sqlite.url))
    monkeypatch.setenv("AMENDS_CHANNEL_SECRET", SECRET)
    monkeypatch.setenv("AMENDS_PUBLIC_URL", str(scene.http.base_url).rstrip("/"))
    main(["channel", "remove", CHANNEL])  # the scene's own
    yield scene
    scene.stop()


@pytest.fixture
def homeserver(scene):
    return scene.harness.stand_in


@pytest.fixture
def give(monkeypatch, capsys):
    """Set what the environment has of these fields."""

    def given(**fields):
        capsys.readouterr()
        for name, value in fields.items():
            monkeypatch.setenv(f"AMENDS_CHANNEL_MATRIX_{name.upper()}", value)

    return given


def add(*more):
    return main(["channel", "add", "matrix", "--merchant", "norrnet", "--name", "Support", *more])


def kept(scene):
    with scene.database.read() as session:
        row = session.scalars(select(ChannelRow).where(ChannelRow.id != CHANNEL)).one()
    return Seal(SECRET).open(row.id, row.sealed, MatrixCredentials)


def test_an_account_that_was_added_by_its_token_answers_and_is_removed(scene, homeserver, give, capsys):
    give(homeserver=homeserver.url, access_token=homeserver.token)
    assert add("--test", KIM) == 0
    said = capsys.readouterr().out
    channel_id = said.partition(":")[0]
    assert f"Matrix for norrnet, connected as {BOT}" in said
    assert "nobody calls: the worker asks" in said
    assert "without TLS" in said
    assert "test message" in homeserver.sent_to(KIM)[0].text
    listening = Listening(scene.book, scene.inbound, look_s=0.02, first_wait_s=0.01)
    listening.start()
    homeserver.say(KIM, "I was charged twice")
    until(scene.words)
    scene.do()
    listening.stop()
    assert homeserver.sent_to(KIM)[-1].text == "You said: I was charged twice"
    assert main(["channel", "list"]) == 0
    assert f"{channel_id}\tmatrix\tnorrnet\tSupport\t1 conversations\tconnected" in capsys.readouterr().out
    assert main(["channel", "test", channel_id, "--to", KIM]) == 0
    assert BOT in capsys.readouterr().out
    assert main(["channel", "remove", channel_id]) == 0
    assert "sign out the session that it is of" in capsys.readouterr().out


def test_a_password_is_changed_for_a_token_and_kept_nowhere(scene, homeserver, give, capsys):
    give(homeserver=homeserver.url, user=BOT, password=PASSWORD)
    assert add() == 0
    channel_id = capsys.readouterr().out.partition(":")[0]
    given = kept(scene)
    assert given.access_token.get_secret_value() == homeserver.token
    assert given.password.get_secret_value() == ""
    assert homeserver.device.startswith(DEVICE)
    before = homeserver.token
    assert main(["channel", "remove", channel_id]) == 0
    assert homeserver.token != before  # signed out
    assert "provider was not told" not in capsys.readouterr().out


def test_what_is_not_in_the_environment_is_asked_for_and_secrets_are_not_shown(scene, homeserver, monkeypatch, capsys):
    given = {"homeserver": homeserver.url, "access_token": homeserver.token}
    shown, hidden = [], []

    def asked(prompts):
        return lambda prompt: prompts.append(name := prompt.partition(":")[0]) or given.get(name, "")

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(builtins, "input", asked(shown))
    monkeypatch.setattr(getpass, "getpass", asked(hidden))
    assert add() == 0
    assert (shown, hidden) == (["homeserver", "user"], ["access_token", "password"])


WRONG = {
    "token": ({"access_token": "syt_of_nobody"}, "does not take the access token"),
    "password": ({"user": BOT, "password": "of-nobody-at-all"}, "does not take user and password"),
    "user": ({"user": "@of-nobody-at-all:example.com", "password": PASSWORD}, "does not take user and password"),
    "nothing": ({}, "Give an access token, or a user and its password"),
    "no-password": ({"user": BOT}, "Give an access token, or a user and its password"),
    "no-scheme": (
        {"homeserver": "of-nobody-at-all.example.com", "access_token": "a"},
        "AMENDS_CHANNEL_MATRIX_HOMESERVER",
    ),
    "nobody-there": ({"homeserver": "http://127.0.0.1:1", "access_token": "a"}, "gave no answer"),
    "no-homeserver": ({"homeserver": "{web}", "access_token": "a"}, "no Matrix homeserver at this address"),
}


@pytest.mark.parametrize(("fields", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_one_sentence_that_repeats_nothing(scene, homeserver, give, capsys, fields, says):
    web = str(scene.http.base_url).rstrip("/")
    give(**{"homeserver": homeserver.url, **{name: each.replace("{web}", web) for name, each in fields.items()}})
    assert add() == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert says in said
    assert "of-nobody-at-all" not in said
    assert "syt_of_nobody" not in said
    with scene.database.read() as session:
        assert session.scalars(select(ChannelRow).where(ChannelRow.id != CHANNEL)).all() == []


def test_an_old_homeserver_is_named_as_such(homeserver, give, capsys):
    homeserver.versions = ["r0.6.1", "v1.5"]
    give(homeserver=homeserver.url, access_token=homeserver.token)
    assert add() == 0
    assert "older than Matrix 1.11" in capsys.readouterr().out

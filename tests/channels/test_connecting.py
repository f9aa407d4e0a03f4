"""Channels added, tried and removed by the command; what is wrong is one sentence, and no secret is shown."""

import os

import pytest
from sqlalchemy import select, text

from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable
from amends.channels.registry import PROVIDERS, Provider
from amends.channels.sealing import Seal
from amends.cli import main
from amends.db.channel_tables import ChannelRow
from amends.policy import loader
from tests.channels.fake import SECRET, FakeChannel, FakeCredentials

KIND = "telegram"


@pytest.fixture
def channel(sqlite, monkeypatch, tmp_path):
    """The fake in the place of a real provider, and an installation of its own."""
    channel = FakeChannel()
    monkeypatch.setitem(PROVIDERS, KIND, Provider(FakeCredentials, lambda _credentials: channel))
    monkeypatch.setenv("AMENDS_DATABASE_URL", str(sqlite.url))
    monkeypatch.setenv("AMENDS_CHANNEL_SECRET", "a secret of the tests, long enough for channels")
    monkeypatch.setenv("AMENDS_PUBLIC_URL", "https://chat.example.com")
    monkeypatch.setenv("AMENDS_DEMO_PUBLIC", "true")
    monkeypatch.setenv("AMENDS_CHANNEL_TELEGRAM_TOKEN", SECRET)
    return channel


def add(*more):
    return main(["channel", "add", KIND, "--merchant", "norrnet", *more])


def rows(sqlite):
    with sqlite.read() as session:
        return list(session.scalars(select(ChannelRow)))


def test_a_channel_is_checked_kept_and_told_where_to_call(channel, sqlite, capsys):
    assert add() == 0
    [row] = rows(sqlite)
    said = capsys.readouterr().out
    assert channel.connected_to == f"https://chat.example.com/v1/channels/{row.id}"
    assert "Fake account" in said
    assert "Click on Publish." in said


def test_no_secret_is_readable_in_the_database_or_in_what_is_said(channel, sqlite, capsys):
    add()
    with sqlite.read() as session:
        kept = str(session.execute(text("SELECT * FROM channels")).all())
    assert SECRET not in kept
    assert SECRET not in "".join(capsys.readouterr())


def test_a_test_message_is_sent_where_an_address_is_given(channel):
    assert add("--test", "12345") == 0
    [(address, part, _, _)] = channel.sent
    assert address == "12345"
    assert "test message" in part.text


def test_a_test_message_that_reaches_nobody_says_what_to_do(channel, monkeypatch, capsys):
    def gone(*_sent):
        raise AddressGone("There is no such chat.", "400")

    monkeypatch.setattr(channel, "send", gone)
    assert add("--test", "12345") == 2
    assert "There is no such chat. Where the address is right, write to the channel from there first" in (
        capsys.readouterr().err
    )


def test_credentials_that_the_provider_refuses_are_not_kept(channel, sqlite, capsys):
    channel.faults.append(ChannelRefused("The token is not valid; make a new one at BotFather.", "401"))
    assert add() == 2
    assert rows(sqlite) == []
    assert capsys.readouterr().err == "amends: The token is not valid; make a new one at BotFather. (401)\n"


def test_an_account_that_is_added_again_keeps_its_channel_and_gets_the_new_credentials(
    channel, sqlite, monkeypatch, capsys
):
    add("--name", "Shop bot")
    [before] = rows(sqlite)
    capsys.readouterr()
    monkeypatch.setenv("AMENDS_CHANNEL_TELEGRAM_TOKEN", "a new one")
    assert add() == 0
    [after] = rows(sqlite)
    assert (after.id, after.name) == (before.id, "Shop bot")
    assert after.sealed != before.sealed
    assert capsys.readouterr().out.startswith(f"{before.id}: Telegram for norrnet, connected anew as Fake account\n")
    sealed = Seal(os.environ["AMENDS_CHANNEL_SECRET"])
    assert sealed.open(after.id, after.sealed, FakeCredentials).token.get_secret_value() == "a new one"


def test_an_account_that_cannot_be_connected_anew_keeps_what_it_had(channel, sqlite, monkeypatch):
    add()
    [before] = rows(sqlite)
    monkeypatch.setenv("AMENDS_CHANNEL_TELEGRAM_TOKEN", "a new one")

    def refuses(_url):
        raise ChannelRefused("The address has to begin with https.")

    monkeypatch.setattr(channel, "connect", refuses)
    assert add() == 2
    assert [(row.id, row.sealed) for row in rows(sqlite)] == [(before.id, before.sealed)]


def test_another_account_of_the_same_provider_is_another_channel(channel, sqlite, monkeypatch):
    add()
    monkeypatch.setenv("AMENDS_CHANNEL_TELEGRAM_ROOM", "side")
    add()
    assert len(rows(sqlite)) == 2


def test_one_account_serves_one_merchant(channel, sqlite, capsys):
    add()
    [row] = rows(sqlite)
    assert main(["channel", "add", KIND, "--merchant", "itnet"]) == 2
    said = f"amends: This account is connected for norrnet already, as {row.id}: remove that one first. (connected)\n"
    assert capsys.readouterr().err == said
    assert len(rows(sqlite)) == 1
    main(["channel", "remove", row.id])
    assert main(["channel", "add", KIND, "--merchant", "itnet"]) == 0


def test_a_channel_whose_address_the_provider_does_not_take_is_not_kept(channel, sqlite, monkeypatch):
    def refuses(_url):
        raise ChannelRefused("The address has to begin with https.")

    monkeypatch.setattr(channel, "connect", refuses)
    assert add() == 2
    assert rows(sqlite) == []


def test_what_lacks_is_named_with_its_meaning(channel, monkeypatch, capsys):
    monkeypatch.delenv("AMENDS_CHANNEL_TELEGRAM_TOKEN")
    assert add() == 2
    assert capsys.readouterr().err == "amends: AMENDS_CHANNEL_TELEGRAM_TOKEN is not set. It holds: Anything at all.\n"


@pytest.mark.parametrize("arguments", [("telegram", "nobody"), ("matrix", "norrnet")], ids=lambda pair: pair[0])
def test_an_unknown_merchant_or_a_provider_of_another_release_is_named(channel, capsys, monkeypatch, arguments):
    kind, merchant = arguments
    monkeypatch.delitem(PROVIDERS, "matrix")
    assert main(["channel", "add", kind, "--merchant", merchant]) == 2
    assert "There are: " in capsys.readouterr().err


def test_where_there_are_several_merchants_it_asks_which_and_where_there_is_one_it_is_that(
    channel, sqlite, capsys, monkeypatch
):
    assert main(["channel", "add", KIND]) == 2
    assert "--merchant" in capsys.readouterr().err
    load = loader.load_all
    monkeypatch.setattr(loader, "load_all", lambda folder: {"itnet": load(folder)["itnet"]})
    assert main(["channel", "add", KIND]) == 0
    assert [row.merchant for row in rows(sqlite)] == ["itnet"]


def test_without_a_secret_nothing_can_be_kept(channel, monkeypatch, capsys):
    monkeypatch.delenv("AMENDS_CHANNEL_SECRET")
    monkeypatch.setattr("amends.channels.sealing.made", lambda _file: pytest.fail("made in the demo alone"))
    for name, value in {
        "DEMO": "false", "INTERNAL_SECRET": "s" * 32, "ORDER_BACKEND_URL": "https://orders.example.com",
        "SMTP_HOST": "smtp.example.com", "SMTP_PORT": "587", "SMTP_FROM": "no-reply@example.com",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"AMENDS_{name}", value)
    assert add() == 2
    assert "AMENDS_CHANNEL_SECRET is not set" in capsys.readouterr().err


def test_a_list_of_none_says_how_to_begin(channel, capsys):
    assert main(["channel", "list"]) == 0
    told = capsys.readouterr()
    assert (told.out, "amends channel add" in told.err) == ("", True)


def test_the_list_has_all_of_them(channel, sqlite, capsys):
    add("--name", "Shop bot")
    [row] = rows(sqlite)
    capsys.readouterr()
    assert main(["channel", "list"]) == 0
    assert capsys.readouterr().out == f"{row.id}\ttelegram\tnorrnet\tShop bot\t0 conversations\tconnected\n"


def test_a_channel_is_tried_again_later(channel, sqlite, capsys):
    add()
    [row] = rows(sqlite)
    assert main(["channel", "test", row.id, "--to", "12345"]) == 0
    assert [address for address, *_ in channel.sent] == ["12345"]
    channel.faults.append(ChannelUnavailable("Telegram does not answer."))
    assert main(["channel", "test", row.id]) == 2
    assert main(["channel", "test", "ch_unknown"]) == 2


def test_credentials_are_sealed_anew_when_the_secret_changes(channel, sqlite, monkeypatch, capsys):
    add()
    [row] = rows(sqlite)
    former = os.environ["AMENDS_CHANNEL_SECRET"]
    monkeypatch.setenv("AMENDS_CHANNEL_SECRET", "n" * 40)
    assert main(["channel", "reseal"]) == 2
    assert [each.sealed for each in rows(sqlite)] == [row.sealed], "nothing changes"
    assert "AMENDS_FORMER_CHANNEL_SECRET" in capsys.readouterr().err

    monkeypatch.setenv("AMENDS_FORMER_CHANNEL_SECRET", former)
    assert main(["channel", "test", row.id]) == 0
    assert main(["channel", "reseal"]) == 0
    assert capsys.readouterr().out.endswith(
        "1 credentials of channels and secrets of webhooks are sealed with AMENDS_CHANNEL_SECRET as it is now\n"
    )
    monkeypatch.delenv("AMENDS_FORMER_CHANNEL_SECRET")
    assert main(["channel", "test", row.id]) == 0


def test_a_removed_channel_keeps_no_credentials(channel, sqlite):
    add()
    [row] = rows(sqlite)
    assert main(["channel", "remove", row.id]) == 0
    [row] = rows(sqlite)
    assert (row.sealed, channel.connected_to) == ("", "")
    assert row.disconnected_at is not None
    assert main(["channel", "remove", row.id]) == 2


def test_a_provider_that_does_not_answer_keeps_no_channel_connected(channel, sqlite, capsys):
    add()
    [row] = rows(sqlite)
    channel.faults.append(ChannelUnavailable("Telegram does not answer."))
    assert main(["channel", "remove", row.id]) == 0
    assert "take the address out there" in capsys.readouterr().out
    assert rows(sqlite)[0].disconnected_at is not None


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (
            "whatsapp",
            {"PHONE_NUMBER_ID": "+31 6 123", "ACCOUNT_ID": "2", "ACCESS_TOKEN": "a", "APP_SECRET": "b"},
            "AMENDS_CHANNEL_WHATSAPP_PHONE_NUMBER_ID is not right (it has digits alone). It holds:",
        ),
        (
            "slack",
            {"BOT_TOKEN": "xoxb-1-2-a", "SIGNING_SECRET": "a", "API": "api.example.com"},
            "AMENDS_CHANNEL_SLACK_API is not right (it begins with https:// and ends with the host's name)",
        ),
        (
            "twilio_sms",
            {"ACCOUNT_SID": "AC1", "AUTH_TOKEN": "a", "SENDER": "+3197010280000"},
            "AMENDS_CHANNEL_TWILIO_SMS_ACCOUNT_SID is not right (it does not look like one). It holds:",
        ),
        (
            "email",
            {
                "ADDRESS": "support@example.com", "IMAP_HOST": "imap.example.com", "IMAP_PASSWORD": "secret",
                "IMAP_PORT": "imap", "SMTP_HOST": "smtp.example.com",
            },
            "AMENDS_CHANNEL_EMAIL_IMAP_PORT is not right (it is a number). It holds:",
        ),
        (
            "email",
            {
                "ADDRESS": "support@example.com", "IMAP_HOST": "imap.example.com", "IMAP_PASSWORD": "secret",
                "IMAP_TLS": "none", "SMTP_HOST": "smtp.example.com",
            },
            "amends: imap_tls may be none for a server on this machine alone\n",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_named_with_its_meaning_and_not_repeated(
    channel, monkeypatch, capsys, kind, given, said
):
    for name, value in given.items():
        monkeypatch.setenv(f"AMENDS_CHANNEL_{kind.upper()}_{name}", value)
    assert main(["channel", "add", kind, "--merchant", "norrnet"]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Value error" not in told
    assert "pattern" not in told
    assert "+31 6 123" not in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize(("raised", "code"), [(EOFError, 2), (KeyboardInterrupt, 130)])
def test_whoever_stops_answering_gets_a_sentence_and_no_traceback(channel, monkeypatch, capsys, raised, code):
    def stops(_prompt):
        raise raised

    monkeypatch.delenv("AMENDS_CHANNEL_TELEGRAM_TOKEN")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", stops)
    assert add() == code
    assert len(capsys.readouterr().err.strip().splitlines()) == 1

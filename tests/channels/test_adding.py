"""`amends channel` against the stand-ins: what was asked for opens a channel over which a customer is answered."""

import builtins
import getpass
import sys

import pytest
from pydantic import SecretStr

from amends.channels.listening import Listening
from amends.cli import main
from tests.channels.contract import PUBLIC, Scene
from tests.channels.stand_in_harness import (
    MessengerHarness,
    SlackHarness,
    SmsHarness,
    TelegramHarness,
    TwilioWhatsAppHarness,
    WhatsAppHarness,
)
from tests.web.server import until

ACCOUNTS = {
    "telegram": "@shop_bot (Support)",
    "whatsapp": "Shop (+15550783881)",
    "messenger": "Shop",
    "twilio_sms": "Shop (+3197010280000)",
    "twilio_whatsapp": "Shop (+3197010280000)",
    "slack": "Shop (@support)",
}
HARNESSES = [TelegramHarness, WhatsAppHarness, MessengerHarness, SlackHarness, SmsHarness, TwilioWhatsAppHarness]


@pytest.fixture(params=HARNESSES, ids=lambda made: made.kind)
def harness(request):
    return request.param()


@pytest.fixture
def scene(sqlite, harness, monkeypatch):
    scene = Scene(sqlite, harness)
    harness.stand_in.https_only = False
    monkeypatch.setenv("AMENDS_DATABASE_URL", str(sqlite.url))
    monkeypatch.setenv("AMENDS_CHANNEL_SECRET", "a secret of the tests, long enough for channels")
    monkeypatch.setenv("AMENDS_PUBLIC_URL", public_url(scene))
    monkeypatch.setenv("AMENDS_DEMO_PUBLIC", "true")
    yield scene
    scene.stop()


@pytest.fixture
def given(harness):
    """What an operator has, by the names of the fields."""
    fields = {**dict(harness.credentials()), "api": harness.stand_in.url}
    in_clear = {
        name: each.get_secret_value() if isinstance(each, SecretStr) else str(each) for name, each in fields.items()
    }
    return {name: each for name, each in in_clear.items() if each}


@pytest.fixture
def environment(harness, given, monkeypatch):
    for name, value in given.items():
        monkeypatch.setenv(f"AMENDS_CHANNEL_{harness.kind.upper()}_{name.upper()}", value)


def add(harness, *more):
    return main(["channel", "add", harness.kind, "--merchant", "norrnet", "--name", "The shop", *more])


def added(capsys):
    """The id of the channel that was just added."""
    return capsys.readouterr().out.partition(":")[0]


def public_url(scene):
    """Where the scene really is; or what it goes by, where the provider signs that and knows the way."""
    return PUBLIC if hasattr(scene.harness, "answers_at") else str(scene.http.base_url).rstrip("/")


def call_it(scene, channel_id):
    """What is left to click: the addresses of Messenger, Slack and WhatsApp at Twilio are set on their pages alone."""
    url = f"{public_url(scene)}/v1/channels/{channel_id}"
    assert scene.harness.stand_in.put_in(url)
    if hasattr(scene.harness, "answers_at"):
        scene.harness.stand_in.answers_at = f"{str(scene.http.base_url).rstrip('/')}/v1/channels/{channel_id}"
    assert scene.harness.stand_in.hook_url == url


def test_a_customer_is_answered_over_a_channel_that_was_added_from_the_environment(scene, environment, capsys):
    assert add(scene.harness) == 0
    call_it(scene, added(capsys))
    scene.harness.text(1, "I was charged twice")
    scene.do()
    assert scene.harness.stand_in.statuses == [200]
    assert scene.told() == ["You said: I was charged twice"]


def test_what_is_not_in_the_environment_is_asked_for_and_secrets_are_not_shown(scene, given, monkeypatch, capsys):
    shown, hidden = [], []

    def asked(prompts):
        return lambda prompt: prompts.append(name := prompt.partition(":")[0]) or given.get(name, "")

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(builtins, "input", asked(shown))
    monkeypatch.setattr(getpass, "getpass", asked(hidden))
    assert add(scene.harness) == 0
    call_it(scene, added(capsys))
    secret = {name for name, each in scene.harness.credentials() if isinstance(each, SecretStr)}
    assert set(hidden) == secret
    assert not secret & set(shown)


def test_a_channel_is_listed_tried_and_removed(scene, environment, capsys):
    add(scene.harness)
    channel_id = added(capsys)
    call_it(scene, channel_id)
    scene.harness.text(1, "hello")
    assert main(["channel", "list"]) == 0
    assert (
        f"{channel_id}\t{scene.harness.kind}\tnorrnet\tThe shop\t1 conversations\tconnected\n"
        in capsys.readouterr().out
    )
    assert main(["channel", "test", channel_id, "--to", str(scene.harness.address)]) == 0
    assert ACCOUNTS[scene.harness.kind] in capsys.readouterr().out
    assert "test message" in scene.harness.sent()[-1].text
    assert main(["channel", "remove", channel_id]) == 0
    assert scene.harness.stand_in.deliver(scene.harness.stand_in.say(scene.harness.address, "hello?")) != 200


@pytest.mark.parametrize("wrong", ["token", "access_token", "app_secret", "bot_token", "auth_token"])
def test_a_wrong_secret_is_refused_in_one_sentence_that_repeats_none(
    scene, environment, given, wrong, monkeypatch, capsys
):
    if wrong not in given:
        pytest.skip("the provider has no such")
    value = "987654321:AAF-a-token-of-nobody"
    monkeypatch.setenv(f"AMENDS_CHANNEL_{scene.harness.kind.upper()}_{wrong.upper()}", value)
    assert add(scene.harness) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert value not in said


@pytest.mark.parametrize("harness", [TelegramHarness], indirect=True, ids=["telegram"])
def test_a_bot_that_telegram_cannot_call_is_asked_by_the_worker(scene, environment, monkeypatch, capsys):
    monkeypatch.setenv("AMENDS_CHANNEL_TELEGRAM_POLLING", "true")
    assert add(scene.harness) == 0
    assert scene.harness.stand_in.hook_url == ""
    listening = Listening(scene.book, scene.inbound, look_s=0.02, first_wait_s=0.01)
    listening.start()
    scene.harness.text(1, "I was charged twice")
    until(scene.words)
    scene.do()
    assert scene.told() == ["You said: I was charged twice"]
    listening.stop(within_s=0.1)


@pytest.mark.parametrize("harness", [SlackHarness], indirect=True, ids=["slack"])
def test_what_slack_has_no_call_for_is_left_to_the_operator(scene, environment, capsys):
    scene.harness.stand_in.scopes.remove("files:read")
    assert add(scene.harness) == 0
    said = capsys.readouterr().out
    channel_id = said.partition(":")[0]
    left = [line for line in said.splitlines() if line.startswith("left to do: ")]
    assert "files:read" in left[0]
    assert [f"/v1/channels/{channel_id}" in line for line in left].count(True) == 2
    assert main(["channel", "remove", channel_id]) == 0
    assert "switch off Event Subscriptions and Interactivity" in capsys.readouterr().out

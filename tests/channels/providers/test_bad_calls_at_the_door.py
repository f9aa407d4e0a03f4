"""Genuine calls that say something odd, bodies that are none, and calls for somebody else, at the web process: each is
answered as the provider has to be, and however often it comes, nothing is taken twice."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from amends.channels.received import Call
from amends.channels.sealing import Seal
from amends.db.channel_tables import ChannelRow
from tests.channels.contract import CHANNEL, PUBLIC, SEALED_WITH, Scene
from tests.channels.harness import Post
from tests.channels.providers import test_messenger_bad_calls as messenger
from tests.channels.providers import test_slack_bad_calls as slack
from tests.channels.providers import test_telegram_bad_calls as telegram
from tests.channels.providers import test_whatsapp_bad_calls as whatsapp
from tests.channels.providers import twilio_calls as twilio
from tests.channels.providers.bad_calls import BODIES
from tests.channels.providers.conftest import AT
from tests.channels.stand_in_harness import (
    SECRET,
    MessengerHarness,
    SlackHarness,
    SmsHarness,
    TelegramHarness,
    TwilioWhatsAppHarness,
    WhatsAppHarness,
)

ADDRESS = f"{PUBLIC}/v1/channels/{CHANNEL}"
AS_PROVIDERS_WANT_IT = {200, 404, 413}
"""Taken, or acknowledged though nobody can read it; not genuine; too large. Anything else would come again for days."""


def of_telegram(body: Any) -> Call:
    return telegram.call(body, {telegram.HEADER: SECRET})


def of_sms(fields: Any) -> Call:
    return twilio.call(fields, {twilio.SIGNATURE: twilio.mac(fields, ADDRESS)}, ADDRESS)


def of_twilio_whatsapp(fields: Any) -> Call:
    return of_sms({name: f"whatsapp:{said}" if name in {"From", "To"} else said for name, said in fields.items()})


def apart(shapes: Any) -> Iterator[Any]:
    """What each says, as a thing of its own: on the channel itself all of them go by one id."""
    for number, (said, _) in enumerate(shapes.values()):
        if not isinstance(said, dict):
            yield said
            continue
        text = re.sub(r'"update_id": 1(?=[,}])', f'"update_id": {100 + number}', json.dumps(said))
        yield json.loads(re.sub(rf'"(wamid\.1|m_1|Ev1|{twilio.SID})"', rf'"\1.{number}"', text))


def bodies(of: Callable[[Any], Call]) -> list[Call]:
    return [of(body) for body in BODIES.values()]


CALLS: dict[Any, list[Call]] = {
    TelegramHarness: [*map(of_telegram, apart(telegram.SHAPES)), *bodies(of_telegram)],
    WhatsAppHarness: [*map(whatsapp.signed, apart(whatsapp.SHAPES)), *bodies(whatsapp.signed)],
    MessengerHarness: [*map(messenger.signed, apart(messenger.SHAPES)), *bodies(messenger.signed)],
    SlackHarness: [
        *map(slack.signed, apart(slack.SHAPES)),
        *(slack.form(payload) for payload, _ in slack.TAPS.values()),
        *bodies(slack.signed),
    ],
    SmsHarness: [*map(of_sms, apart(twilio.SHAPES))],
    TwilioWhatsAppHarness: [*map(of_twilio_whatsapp, apart(twilio.SHAPES))],
}
OTHERS: dict[Any, list[dict[str, Any]]] = {
    TelegramHarness: [{"secret": "another_word"}],
    WhatsAppHarness: [{"app_secret": "another app's"}, {"phone_number_id": "106540352242999"}],
    MessengerHarness: [{"app_secret": "another app's"}, {"page_id": "109"}],
    SlackHarness: [{"signing_secret": "f" * 32}],
    SmsHarness: [{"auth_token": "f" * 32}, {"account_sid": "AC" + "9" * 32}, {"sender": "+3197010289999"}],
    TwilioWhatsAppHarness: [{"auth_token": "f" * 32}, {"account_sid": "AC" + "9" * 32}, {"sender": "+3197010289999"}],
}
"""What another merchant's channel at the same provider has of its own."""


@pytest.fixture(params=CALLS, ids=lambda made: made.kind)
def kind(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture
def scene(kind: Any, sqlite: Any) -> Iterator[Scene]:
    scene = Scene(sqlite, kind())
    scene.watch.now = AT
    yield scene
    scene.stop()


@pytest.fixture
def many(scene: Scene) -> Scene:
    """It takes however many messages a minute."""
    channels = scene.deps.channels
    object.__setattr__(channels, "inbound", replace(scene.inbound, per_minute=10_000))
    return scene


def post(scene: Scene, call: Call, path: str | None = None) -> int:
    return scene.post(Post(call.body, dict(call.headers)), path).status_code


def kept(scene: Scene) -> Any:
    return [(row.key, row.outcome) for row in scene.deliveries()], [(row.kind, row.body) for row in scene.events()]


def messages(found: Any) -> list[Any]:
    return [body for kind, body in found[1] if kind == "message"]


def test_odd_calls_are_answered_as_the_provider_wants_and_none_is_taken_twice(kind: Any, many: Scene) -> None:
    answered = [post(many, call) for call in CALLS[kind]]
    assert set(answered) <= AS_PROVIDERS_WANT_IT
    once = kept(many)
    assert len(once[0]) >= 10
    again = [post(many, call) for call in reversed(CALLS[kind])]
    assert again == answered[::-1]
    assert sorted(kept(many)[0]) == sorted(once[0])
    assert [each for each in kept(many)[1] if each[0] == "message"] == [
        each for each in once[1] if each[0] == "message"
    ]


@pytest.mark.parametrize("number", range(3))
def test_a_call_for_another_merchants_channel_is_nobodys(kind: Any, scene: Scene, number: int) -> None:
    if number >= len(OTHERS[kind]):
        pytest.skip("there are no more of them")
    other, path = "ch_" + "b" * 26, f"/v1/channels/ch_{'b' * 26}"
    given = type(scene.harness.credentials()).model_validate(dict(scene.harness.credentials()) | OTHERS[kind][number])
    with scene.database.begin() as session:
        sealed = Seal(SEALED_WITH).close(other, given)
        row = ChannelRow(id=other, merchant="itnet", kind=kind.kind, name="Other", sealed=sealed, created_at=AT)
        session.add(row)
    scene.harness.connected(PUBLIC + path)
    assert post(scene, scene.harness.text(1, "hello"), path) in AS_PROVIDERS_WANT_IT
    assert scene.deliveries() == []
    assert scene.conversations() == []

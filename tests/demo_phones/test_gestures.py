"""What a visitor does with the phone beside writing: a change, a deletion, a voice message; and a file that arrives."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from demo.phones.app import Around, create_app
from demo.phones.carriers import CARRIERS
from demo.phones.gestures import GESTURES
from demo.phones.stories import Stories
from demo.phones.switchboard import Switchboard
from demo.providers.stand_in import Sent
from tests.serving import serving

OWN, PLAYED = "12345678", {"X-Demo-Phone": "1"}
AROUND = Around("NorrNet", "http://127.0.0.1:8100", "http://127.0.0.1:8126")
CAN = {
    "telegram": ["edit"], "whatsapp": ["edit", "delete"], "messenger": ["edit"], "email": [],
    "slack": ["edit", "delete"], "matrix": ["edit", "delete"], "twilio_sms": [],
}  # fmt: skip


@pytest.fixture(params=CARRIERS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def stand_in(kind: str) -> Iterator[Any]:
    with CARRIERS[kind].begin() as stand_in:
        stand_in.signed_for = "http://127.0.0.1:8100/v1/channels/ch_1"
        yield stand_in


class Visitor:
    """What the page asks for, of this one phone."""

    def __init__(self, client: httpx.Client, kind: str) -> None:
        self._client, self._at = client, f"/phones/{kind}/{OWN}"

    def get(self, path: str = "") -> httpx.Response:
        return self._client.get(self._at + path)

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self._client.post(self._at + path, headers=PLAYED, **body)


@pytest.fixture
def phone(kind: str, stand_in: Any) -> Iterator[Visitor]:
    board = Switchboard(connecting=None, merchant="norrnet")  # type: ignore[arg-type]  # nothing is connected here
    board.stand_ins, board.connected = {kind: stand_in}, {kind: "ch_1"}
    app = create_app(board, Stories("http://127.0.0.1:9", None, ()), AROUND)
    with serving(app) as url, httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
        yield Visitor(client, kind)


def lines(phone: Visitor) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = phone.get().json()["lines"]
    return found


def test_a_line_says_what_its_channel_can_do_with_it(phone: Visitor, kind: str) -> None:
    phone.post("/say", json={"text": "hello"}).raise_for_status()
    [line] = lines(phone)
    assert line["can"] == CAN[kind]
    assert set(CAN) == set(CARRIERS) == set(GESTURES)


def test_words_are_changed_and_taken_back_where_that_can_be(phone: Visitor, kind: str) -> None:
    phone.post("/say", json={"text": "hello"}).raise_for_status()
    changed = phone.post("/lines/0/edit", json={"text": "goodbye"})
    assert changed.status_code == (204 if "edit" in CAN[kind] else 404)
    shown = ("goodbye", "edited") if "edit" in CAN[kind] else ("hello", "")
    assert [(line["text"], line["now"]) for line in lines(phone)] == [shown]
    gone = phone.post("/lines/0/delete")
    assert gone.status_code == (204 if "delete" in CAN[kind] else 404)
    if gone.status_code == 204:
        [line] = lines(phone)
        assert (line["now"], line["can"]) == ("deleted", [])
        assert phone.post("/lines/0/delete").status_code == 404
    assert phone.post("/lines/7/edit", json={"text": "x"}).status_code == 404


def test_a_voice_message_is_sent_where_there_are_such(phone: Visitor, kind: str) -> None:
    sent = phone.post("/voice")
    assert sent.status_code == (404 if kind == "email" else 204)
    assert [line["text"] for line in lines(phone)] == ([] if kind == "email" else ["[voice message]"])


@pytest.mark.parametrize("kind", ["telegram"], indirect=True)
def test_a_picture_of_the_desk_is_shown_and_nothing_else_is_there(phone: Visitor, stand_in: Any) -> None:
    address = str(CARRIERS["telegram"].address_of(OWN))
    stand_in.sent += [Sent("1", address, "label.jpg", file=b"\xff\xd8\xff\xe0"), Sent("2", address, "hello")]
    assert [(line["text"], line["has_file"]) for line in lines(phone)] == [("label.jpg", True), ("hello", False)]
    picture = phone.get("/lines/0/file")
    assert (picture.content, picture.headers["content-type"]) == (b"\xff\xd8\xff\xe0", "image/jpeg")
    assert phone.get("/lines/1/file").status_code == 404
    assert phone.post("/say", json={"text": "thanks"}).status_code == 204


def test_a_blocked_merchant_is_refused_where_a_customer_can_do_that(phone: Visitor, kind: str, stand_in: Any) -> None:
    assert phone.post("/block").status_code == 404, "nobody is blocked who was never written to"
    phone.post("/say", json={"text": "hello"}).raise_for_status()
    can = kind in {"telegram", "twilio_sms"}
    assert phone.post("/block").status_code == (204 if can else 404)
    address = CARRIERS[kind].address_of(OWN)
    if can:
        assert stand_in.customers[address].blocked if kind == "telegram" else address in stand_in.opted_out
    assert lines(phone)[-1]["text"] == ("[blocked: nothing arrives here any more]" if can else "hello")

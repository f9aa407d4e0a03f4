"""What the phone's page takes, and from whom; without a system behind it."""

from collections.abc import Iterator

import httpx
import pytest

from amends import clock
from demo.orders.app import create_app as create_orders
from demo.orders.store import Store
from demo.phones.app import MOST_BYTES, Around, create_app
from demo.phones.stories import SAYS, Stories
from demo.phones.switchboard import Switchboard
from demo.providers.email import EmailStandIn
from demo.providers.whatsapp import WhatsAppStandIn
from tests.serving import serving

OWN, AROUND = "12345678", Around("NorrNet <Services>", "http://127.0.0.1:8100", "http://127.0.0.1:8126")
PLAYED = {"X-Demo-Phone": "1"}


@pytest.fixture
def stand_in() -> Iterator[WhatsAppStandIn]:
    with WhatsAppStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def mail() -> Iterator[EmailStandIn]:
    with EmailStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def board(stand_in: WhatsAppStandIn, mail: EmailStandIn) -> Switchboard:
    board = Switchboard(connecting=None, merchant="norrnet")  # type: ignore[arg-type]  # nothing is connected here
    board.stand_ins = {"whatsapp": stand_in, "email": mail}
    board.connected = {"whatsapp": "ch_1", "email": "ch_2"}
    return board


@pytest.fixture
def orders(tmp_path) -> Iterator[str]:
    store = Store(tmp_path / "orders.db", clock.now)
    with serving(create_orders(store)) as url:
        yield url
    store.close()


@pytest.fixture
def page(board: Switchboard, orders: str) -> Iterator[httpx.Client]:
    app = create_app(board, Stories(orders, "NN-10006", SAYS), AROUND)
    with serving(app) as url, httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
        yield client


def test_the_page_names_the_merchant_as_text_and_loads_nothing_from_elsewhere(page):
    answer = page.get("/")
    assert "NorrNet &lt;Services&gt;" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert {page.get(f"/{name}").status_code for name in ("phones.css", "phones.js", "health")} == {200}
    assert page.get("/app.py").status_code == 404


def test_what_another_page_in_the_browser_could_send_is_refused(page):
    url = f"/phones/whatsapp/{OWN}"
    assert page.post(f"{url}/say", json={"text": "hello"}).status_code == 422
    assert page.post(f"{url}/photo", content=b"x").status_code == 422
    assert page.get(url).json()["lines"] == []
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Headers": "x-demo-phone"}
    answer = page.request("OPTIONS", f"{url}/say", headers={**asked, "Access-Control-Request-Method": "POST"})
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_what_nobody_takes_is_shown_as_not_delivered(page, stand_in):
    stand_in.hook_url = f"{stand_in.url}/nowhere"
    assert page.post(f"/phones/whatsapp/{OWN}/say", json={"text": "hello"}, headers=PLAYED).status_code == 204
    [line] = page.get(f"/phones/whatsapp/{OWN}").json()["lines"]
    assert (line["text"], line["mine"], line["lost"]) == ("hello", True, True)


def test_a_channel_that_is_not_connected_yet_says_so(page, board):
    board.connected.clear()
    assert page.get(f"/phones/whatsapp/{OWN}").json()["ready"] is False
    assert page.post(f"/phones/whatsapp/{OWN}/say", json={"text": "hello"}, headers=PLAYED).status_code == 503


@pytest.mark.parametrize("url", [f"/phones/pigeon/{OWN}", "/phones/whatsapp/1", "/phones/whatsapp/12345678x"])
def test_there_is_no_other_phone(page, url):
    assert page.get(url).status_code in {404, 422}


def test_a_choice_that_never_arrived_cannot_be_pressed(page):
    answer = page.post(f"/phones/whatsapp/{OWN}/press", json={"token": "made up"}, headers=PLAYED)
    assert answer.status_code == 404


def test_a_picture_is_neither_empty_nor_endless(page):
    url = f"/phones/whatsapp/{OWN}/photo"
    assert page.post(url, content=b"", headers=PLAYED).status_code == 422
    assert page.post(url, content=b"x" * (MOST_BYTES + 1), headers=PLAYED).status_code == 413


def test_a_mail_shows_its_subject_and_an_answer_that_of_the_thread(page, mail):
    url = f"/phones/email/{OWN}"
    page.post(f"{url}/say", json={"text": "Where is it?", "subject": "My\norder"}, headers=PLAYED)
    page.post(f"{url}/photo", params={"caption": "again", "subject": "Another"}, content=b"x", headers=PLAYED)
    lines = page.get(url).json()["lines"]
    assert [(each["subject"], each["text"]) for each in lines] == [
        ("My order", "Where is it?"),
        ("Another", "[picture] again"),
    ]
    assert mail.mailbox.unseen() == 2


def test_a_subject_means_nothing_where_there_are_none(page, stand_in):
    said = {"text": "hello", "subject": "My order"}
    assert page.post(f"/phones/whatsapp/{OWN}/say", json=said, headers=PLAYED).status_code == 204
    assert [line["subject"] for line in page.get(f"/phones/whatsapp/{OWN}").json()["lines"]] == [""]


@pytest.mark.parametrize("language", SAYS)
def test_a_story_begins_with_an_order_of_its_own_each_time(page, orders, language):
    begun = {page.post(f"/stories/{language}", headers=PLAYED).json()["text"] for _ in range(3)}
    assert len(begun) == 3
    number = next(iter(begun)).partition("NN-")[2][:5]
    found = httpx.get(f"{orders}/v1/orders/NN-{number}", trust_env=False, timeout=60).json()
    assert len(found["payments"]) == 2
    assert found["customer"]["email"] in next(iter(begun))


def test_stories_are_told_in_the_merchants_languages_alone(board, orders):
    app = create_app(board, Stories(orders, "NN-10006", ("en", "sv")), AROUND)
    with serving(app) as url, httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
        shown = client.get("/").text
        assert ("Svenska" in shown, "Deutsch" in shown) == (True, False)
        assert client.post("/stories/de", headers=PLAYED).status_code == 404


def test_a_story_that_cannot_begin_says_why(page, board):
    assert page.post("/stories/fr", headers=PLAYED).status_code == 404
    assert page.post("/stories/nl").status_code == 422
    app = create_app(board, Stories("http://127.0.0.1:9", "NN-10006", SAYS), AROUND)
    with serving(app) as url:
        answer = httpx.post(f"{url}/stories/nl", headers=PLAYED, trust_env=False, timeout=60)
    assert answer.status_code == 502
    assert "http://127.0.0.1:9 made none" in answer.json()["detail"]

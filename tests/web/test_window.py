"""What web has for the chat window: its files, its look, its own buttons, the right to withdraw, a copy by e-mail."""

import re
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from amends import clock
from amends.conversations import ownership
from amends.db.session import Database
from amends.db.tables import ConversationRow, MailRow
from amends.errors import BackendUnavailable, PolicyError
from amends.policy import branding
from amends.policy.branding import Branding, contrast, ink_on
from tests.shipped import policies
from tests.web.server import Customer, Web, until
from tests.web.stand_in import StandInRasa
from web.deps import Links

ROOT = Path(__file__).parents[2]
UNTIL = datetime(2026, 12, 4, 22, 59, 59, tzinfo=UTC)


def verify(database: Database, customer: Customer, email: str = "kari.holm@example.com") -> None:
    with database.begin() as session:
        row = session.get_one(ConversationRow, customer.opened["id"])
        row.verified_order, row.verified_email, row.verified_at = "NN-10006", email, clock.now()


def take_over(database: Database, customer: Customer) -> None:
    with database.begin() as session:
        row = session.get_one(ConversationRow, customer.opened["id"])
        ownership.hand_to_person(session, row, by="agent", now=clock.now())


def test_the_files_are_packed_and_kept_as_long_as_their_name_allows(web: Web) -> None:
    with httpx.Client(base_url=web.url, trust_env=False, timeout=60) as browser:
        launcher = browser.get("/widget/widget.js")
        panel = browser.get("/widget/panel.js", params={"v": "1"})
        again = browser.get("/widget/widget.js", headers={"If-None-Match": launcher.headers["etag"]})
        assert launcher.headers["content-encoding"] == "gzip"
        assert "max-age=300" in launcher.headers["cache-control"]
        assert "immutable" in panel.headers["cache-control"]
        assert panel.headers["access-control-allow-origin"] == "*"
        assert (again.status_code, again.content) == (304, b"")
        plain = browser.get("/widget/widget.js", headers={"Accept-Encoding": "identity"})
        assert plain.content == launcher.content
        assert browser.get("/widget/secrets.js").status_code == 404
        assert browser.get("/widget/..%2f..%2f__main__.py").status_code == 404


def test_the_shops_are_there_only_where_the_demo_runs(database: Database, rasa: StandInRasa) -> None:
    shops = ROOT / "demo" / "shops"
    for folder, status in ((shops, 200), (None, 404)):
        web = Web(database, rasa, shops=folder).start()
        try:
            page = httpx.get(f"{web.url}/demo/norrnet", trust_env=False, timeout=60)
            assert page.status_code == status
            if folder:
                assert page.headers["content-security-policy"].startswith("default-src 'self';")
                assert httpx.get(f"{web.url}/demo/nobody", trust_env=False, timeout=60).status_code == 404
                assert (
                    httpx.get(f"{web.url}/demo/norrnet/..%2f__init__.py", trust_env=False, timeout=60).status_code
                    == 404
                )
        finally:
            web.stop()


def test_every_merchant_has_a_shop_where_the_demo_runs(database: Database, rasa: StandInRasa, tmp_path: Path) -> None:
    (tmp_path / "norrnet").mkdir()
    (tmp_path / "norrnet" / "index.html").write_text("<!doctype html>")
    links = Links(mailbox="http://127.0.0.1:8126", orders="http://127.0.0.1:8102")
    web = Web(database, rasa, shops=tmp_path, links=links).start()
    try:
        page = httpx.get(web.url, trust_env=False, timeout=60).text
        for link in re.findall(r'href="(/(?:demo|v1/merchants)/[^"]+)"', page):
            assert httpx.get(f"{web.url}{link}", trust_env=False, timeout=60).status_code == 200, link
        assert 'href="/demo/norrnet"' in page
        assert 'href="/demo/itnet"' in page
        plain = httpx.get(f"{web.url}/demo/itnet", trust_env=False, timeout=60)  # no page of its own here
        assert plain.headers["content-security-policy"].startswith("default-src 'self';")
        assert '<html lang="en">' in plain.text
        assert 'data-merchant="itnet"' in plain.text
        assert httpx.get(f"{web.url}/demo/itnet/style.css", trust_env=False, timeout=60).status_code == 404
    finally:
        web.stop()


def test_the_look_is_the_merchants_own(database: Database, rasa: StandInRasa) -> None:
    look = branding.load(ROOT / "policies", "norrnet", policies()["norrnet"].merchant.languages)
    web = Web(database, rasa, brandings={"norrnet": look}).start()
    try:
        with httpx.Client(base_url=web.url, trust_env=False, timeout=60) as browser:
            shown = browser.get("/v1/merchants/norrnet/widget").json()
            assert (shown["colour"], shown["position"]) == (look.colour, look.position)
            logo = browser.get(shown["logo"])
            assert logo.headers["content-type"].startswith("image/svg+xml")
            assert "sandbox" in logo.headers["content-security-policy"]
            plain = browser.get("/v1/merchants/itnet/widget").json()
            assert (plain["logo"], plain["greeting"]) == (None, {})
            assert browser.get("/v1/merchants/itnet/logo").status_code == 404
    finally:
        web.stop()


@pytest.mark.parametrize("merchant", policies())
def test_every_merchants_colours_can_be_read(merchant: str) -> None:
    languages = policies()[merchant].merchant.languages
    look = branding.load(ROOT / "policies", merchant, languages)
    for colour in (look.colour, look.colour_dark):
        assert contrast(ink_on(colour), colour) >= 4.5


def test_some_ink_can_be_read_on_any_colour() -> None:
    for red in range(0, 256, 15):
        for green in range(0, 256, 15):
            for blue in range(0, 256, 51):
                colour = f"#{red:02x}{green:02x}{blue:02x}"
                assert contrast(ink_on(colour), colour) >= 4.5, colour


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"#0d5c63"', "teal"), "not a colour"),
        (("position: end", "position: left"), "not a known corner"),
        (("logo: logo.svg", "logo: ../itnet/logo.svg"), "no picture"),
        (("  nl: ", "  fi: "), "`fi` is not known"),
    ],
)
def test_a_broken_look_is_named_with_its_line(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    folder = tmp_path / "norrnet"
    folder.mkdir()
    (folder / "logo.svg").write_text("<svg/>")
    text = (ROOT / "policies" / "norrnet" / "widget.yml").read_text("utf-8")
    assert change[0] in text
    (folder / "widget.yml").write_text(text.replace(*change))
    with pytest.raises(PolicyError, match=said) as fault:
        branding.load(tmp_path, "norrnet", policies()["norrnet"].merchant.languages)
    assert fault.value.line > 1


def test_without_a_file_the_look_is_plain(tmp_path: Path) -> None:
    assert branding.load(tmp_path, "norrnet", ("en",)) == Branding()


def test_the_windows_own_buttons_reach_the_bot_as_what_they_mean(customer: Customer, rasa: StandInRasa) -> None:
    path = f"{customer.path}/messages"
    kept = customer.http.post(path, json={"action": "withdraw", "client_id": "a1"})
    assert (kept.status_code, kept.json()["body"]) == (202, {"text": "Withdraw"})
    until(lambda: rasa.turns)
    assert rasa.turns[0]["payload"] == "/withdraw"
    assert customer.http.post(path, json={"action": "approve", "client_id": "a2"}).status_code == 422


def test_the_withdrawal_works_while_a_person_has_the_chat(
    database: Database, customer: Customer, rasa: StandInRasa
) -> None:
    path = f"{customer.path}/messages"
    take_over(database, customer)
    customer.http.post(path, json={"action": "talk_to_human", "client_id": "a1"})
    assert customer.page()["owner"] == "person"
    for _ in range(2):
        assert customer.http.post(path, json={"action": "withdraw", "client_id": "a2"}).status_code == 202
    until(lambda: rasa.turns)
    assert [turn["payload"] for turn in rasa.turns] == ["/withdraw"]
    assert customer.page()["owner"] == "bot"
    take_over(database, customer)
    customer.http.post(path, json={"action": "withdraw", "client_id": "a2"})
    assert customer.page()["owner"] == "person", "a press that was heard takes the chat from nobody"


@pytest.mark.parametrize(
    "text", ["I withdraw from the contract", "Jag ångrar härmed köpet", "Hiermit widerrufe ich den Vertrag"]
)
def test_a_withdrawal_in_words_is_heard_while_a_person_has_the_chat(
    database: Database, customer: Customer, rasa: StandInRasa, text: str
) -> None:
    take_over(database, customer)
    customer.send(text=text)
    until(lambda: rasa.turns)
    assert customer.page()["owner"] == "bot"


@pytest.mark.parametrize(
    ("answer", "standing"), [(UNTIL, "open"), (None, "over"), (BackendUnavailable("away"), "unknown")]
)
def test_the_right_to_withdraw_is_told_for_a_matched_order(
    database: Database, rasa: StandInRasa, answer: datetime | BackendUnavailable | None, standing: str
) -> None:
    def withdrawal_until(_conversation: str) -> datetime | None:
        if isinstance(answer, BackendUnavailable):
            raise answer
        return answer

    web = Web(database, rasa, withdrawal_until=withdrawal_until).start()
    try:
        customer = Customer(web.url)
        assert customer.http.get(customer.path).json()["withdrawal"] == "unknown"
        verify(database, customer)
        told = customer.http.get(customer.path).json()
        assert (told["verified"], told["withdrawal"]) == (True, standing)
        assert (told["withdrawal_until"] is not None) == (standing == "open")
    finally:
        web.stop()


def test_a_copy_goes_to_the_matched_address_only_and_not_without_end(customer: Customer, database: Database) -> None:
    path = f"{customer.path}/transcript"
    customer.send("Where is my money?")
    refused = customer.http.post(path)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:amends:problem:not-verified")
    verify(database, customer)
    assert [customer.http.post(path).status_code for _ in range(4)] == [202, 202, 202, 429]
    with database.read() as session:
        mails = list(session.query(MailRow))
    assert {mail.recipient for mail in mails} == {"kari.holm@example.com"}
    assert len(mails) == 3
    assert "Where is my money?" in mails[0].text


def test_a_copy_needs_the_secret(customer: Customer) -> None:
    customer.http.headers["Authorization"] = "Bearer wrong"
    assert customer.http.post(f"{customer.path}/transcript").status_code == 401
    assert customer.http.get(customer.path).status_code == 401

"""The statutory withdrawal without the chat: pages that need no script, no account and no bot, and tell nothing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, event, select

from amends.db.session import Database
from amends.db.tables import CaseRow, MailRow, WithdrawalRow
from amends.errors import DatabaseUnavailable
from amends.orders.fake import FakeOrderBackend
from amends.policy.branding import load
from tests.shipped import policies, sentences
from tests.web.server import Web
from tests.web.stand_in import StandInRasa
from tests.withdrawals.scene import Scene
from web import withdrawal
from web.languages import preferred

ROOT = Path(__file__).parents[2]
KARI = {"name": "Kari Holm", "contract": "NN-10001", "email": "kari.holm@example.com"}


class Fields(HTMLParser):
    """The fields of a page's forms by the form's action, and its buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self.buttons: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.forms[found["action"] or ""] = {}
        elif tag == "input":
            list(self.forms.values())[-1][found["name"] or ""] = found.get("value") or ""
        self._inside = tag == "button"

    def handle_data(self, data: str) -> None:
        if self._inside and data.strip():
            self.buttons.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        self._inside = False


@pytest.fixture
def site(database: Database, rasa: StandInRasa) -> Iterator[httpx.Client]:
    """Without a bot: it is stopped before anybody comes."""
    rasa.stop()
    scene = Scene(database)
    shops = policies()
    looks = {name: load(ROOT / "policies", name, found.merchant.languages) for name, found in shops.items()}
    context = replace(scene.context, sentences=sentences())
    web = Web(database, rasa, context=context, brandings=looks).start()
    with httpx.Client(base_url=web.url, timeout=60, trust_env=False) as client:
        yield client
    web.stop()


def sent(database: Database, row: Any) -> list[Any]:
    with database.read() as session:
        return list(session.scalars(select(row).order_by(row.id)))


def looked_at(site: httpx.Client, fields: dict[str, str] = KARI, lang: str = "en") -> dict[str, str]:
    """The form behind the button of the second page."""
    page = site.post("/withdraw/norrnet", data={**fields, "lang": lang})
    assert page.status_code == 200, page.text
    return Fields(page.text).forms["/withdraw/norrnet/confirm"]


def test_three_fields_then_one_button_then_a_receipt(site: httpx.Client, database: Database) -> None:
    first = site.get("/withdraw/norrnet")
    assert "Withdraw from contract here" in first.text
    assert list(Fields(first.text).forms["/withdraw/norrnet"]) == ["lang", "name", "contract", "email"]
    second = site.post("/withdraw/norrnet", data=KARI)
    assert "Kari Holm withdraws from this contract: NN-10001" in second.text
    assert "kari.holm@example.com" in second.text
    assert Fields(second.text).buttons == ["Confirm withdrawal", "Change"]
    assert sent(database, CaseRow) == []
    last = site.post("/withdraw/norrnet/confirm", data=Fields(second.text).forms["/withdraw/norrnet/confirm"])
    (case,) = sent(database, CaseRow)
    assert last.status_code == 200
    assert "Your withdrawal has been received" in last.text
    assert case.number not in last.text
    assert [mail.recipient for mail in sent(database, MailRow)] == ["kari.holm@example.com"]


@pytest.mark.parametrize(
    ("accepts", "title", "button"),
    [
        ("nl-NL,nl;q=0.9,en;q=0.5", "Hier de overeenkomst herroepen", "Herroeping bevestigen"),
        ("nn;q=0.8, no", "Gå fra avtalen her", "Bekreft at du går fra avtalen"),
        ("sv-SE", "Ångra avtalet här", "Bekräfta att du ångrar avtalet"),
        ("fr, de;q=0.9", "Vertrag widerrufen", "Widerruf bestätigen"),
        ("fr, it;q=0.9", "Withdraw from contract here", "Confirm withdrawal"),
    ],
)
def test_it_speaks_the_languages_of_the_law(site: httpx.Client, accepts: str, title: str, button: str) -> None:
    headers = {"Accept-Language": accepts}
    assert f"<h1>{title}</h1>" in site.get("/withdraw/norrnet", headers=headers).text
    assert Fields(site.post("/withdraw/norrnet", data=KARI, headers=headers).text).buttons[0] == button


def test_a_link_changes_the_language_whatever_the_browser_says(site: httpx.Client) -> None:
    page = site.get("/withdraw/itnet?lang=nl", headers={"Accept-Language": "en"}).text
    assert '<html lang="nl">' in page
    assert 'href="/withdraw/itnet?lang=en" lang="en"' in page


def test_pressed_twice_it_counts_once(site: httpx.Client, database: Database) -> None:
    form = looked_at(site)
    pages = [site.post("/withdraw/norrnet/confirm", data=form).text for _ in range(2)]
    assert pages[0] == pages[1]
    assert (len(sent(database, CaseRow)), len(sent(database, MailRow))) == (1, 1)


def test_what_is_wrong_is_said_beside_what_was_given(site: httpx.Client, database: Database) -> None:
    given = {"name": "Kari", "contract": "see evil.com", "email": "kari"}
    answer = site.post("/withdraw/norrnet", data=given)
    assert answer.status_code == 422
    assert "Describe the contract without a web address." in answer.text
    assert "Enter one e-mail address, such as name@example.com." in answer.text
    assert Fields(answer.text).forms["/withdraw/norrnet"] == {"lang": "en", **given}
    form = {**looked_at(site), "contract": ""}
    assert site.post("/withdraw/norrnet/confirm", data=form).status_code == 422
    assert sent(database, WithdrawalRow) == []


def test_change_brings_the_form_back_with_what_was_given(site: httpx.Client) -> None:
    page = site.post("/withdraw/norrnet", data={**KARI, "lang": "nl"}).text
    back = site.post("/withdraw/norrnet/change", data=Fields(page).forms["/withdraw/norrnet/change"])
    assert Fields(back.text).forms["/withdraw/norrnet"] == {"lang": "nl", **KARI}


def test_the_receipt_is_the_same_whatever_the_order_system_knows(site: httpx.Client) -> None:
    def said(**fields: str) -> str:
        page = site.post("/withdraw/norrnet/confirm", data=looked_at(site, {**KARI, **fields})).text
        for given in (fields.get("contract", KARI["contract"]), fields.get("email", KARI["email"])):
            page = page.replace(given, "…")
        return re.sub(r"\d\d:\d\d:\d\d", "…", page)

    once = said()
    assert once == said() == said(contract="NN-99999") == said(email="ola.berg@example.com") == said(contract="a thing")


@pytest.fixture
def asks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The orders that the order system was asked for."""
    asked: list[str] = []
    read = FakeOrderBackend.order
    monkeypatch.setattr(
        FakeOrderBackend, "order", lambda backend, number: asked.append(number) or read(backend, number)
    )
    return asked


def test_the_pages_ask_no_order_system_and_do_the_same_for_every_order(
    site: httpx.Client, database: Database, asks: list[str]
) -> None:
    """Neither words nor time tell whether an order exists or whose it is: no page depends on it."""
    done: list[list[str]] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if re.search(r"\b(?:withdrawals|cases|case_entries|mails)\b", statement):  # others are the server's own
            done[-1].append(re.sub(r"\s+", " ", statement))

    try:
        for contract, email in (
            ("NN-10001", "kari.holm@example.com"),
            ("NN-10001", "stranger@example.com"),
            ("NN-99999", "stranger.too@example.com"),
            ("IT-20053", "one.more@example.com"),
        ):
            fields = {"name": "Kari Holm", "contract": contract, "email": email}
            done.append([])
            assert site.post("/withdraw/norrnet/confirm", data=looked_at(site, fields)).status_code == 200
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert asks == []
    assert done[1]
    assert done[1] == done[2]
    assert len(sent(database, CaseRow)) == 4


def test_what_people_wrote_is_text(site: httpx.Client) -> None:
    fields = {**KARI, "name": '<script>alert("1")</script>', "contract": "<b>10001</b>"}
    page = site.post("/withdraw/norrnet", data=fields)
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_another_website_cannot_press_the_button(site: httpx.Client, database: Database) -> None:
    form = looked_at(site)
    refused = site.post("/withdraw/norrnet/confirm", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    assert sent(database, WithdrawalRow) == []
    again = Fields(refused.text).forms["/withdraw/norrnet/confirm"]
    assert site.post("/withdraw/norrnet/confirm", data=again).status_code == 200


def test_too_many_are_refused_with_the_way_on(site: httpx.Client, database: Database) -> None:
    for _ in range(10):
        assert site.post("/withdraw/norrnet/confirm", data=looked_at(site)).status_code == 200
    refused = site.post("/withdraw/norrnet/confirm", data=looked_at(site))
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 80000
    assert "send the model form to" in refused.text
    assert Fields(refused.text).forms["/withdraw/norrnet/confirm"]["contract"] == "NN-10001"
    assert len(sent(database, MailRow)) == 10
    support = policies()["norrnet"].merchant.support_email
    assert f'href="mailto:{support}?subject=Withdraw%20from%20contract%20here&amp;body=Kari%20Holm%20' in refused.text
    assert "NN-10001%0Akari.holm%40example.com" in refused.text
    other = looked_at(site, {**KARI, "email": "ola.berg@example.com"})
    assert site.post("/withdraw/norrnet/confirm", data=other).status_code == 200


def test_without_the_database_nothing_is_claimed(site: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    form = looked_at(site)

    def away(*_args: Any, **_more: Any) -> None:
        raise DatabaseUnavailable("no answer")

    monkeypatch.setattr(withdrawal, "declare", away)
    answer = site.post("/withdraw/norrnet/confirm", data=form)
    assert answer.status_code == 503
    assert "Nothing was sent: statements cannot be kept at this moment." in answer.text
    monkeypatch.undo()
    assert "has been received" in site.post("/withdraw/norrnet/confirm", data=form | {"token": form["token"]}).text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Model withdrawal form"),
        ("nl", "Modelformulier voor herroeping"),
        ("nb", "Angreskjema"),
        ("sv", "Standardblankett för utövande av ångerrätten"),
        ("de", "Muster-Widerrufsformular"),
    ],
)
def test_the_model_form_is_there_to_download(site: httpx.Client, language: str, words: str) -> None:
    answer = site.get(f"/withdraw/norrnet/form.txt?lang={language}")
    assert answer.text.startswith(words)
    assert policies()["norrnet"].merchant.support_email in answer.text
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_an_unknown_merchant_has_no_page(site: httpx.Client) -> None:
    assert site.get("/withdraw/nobody").status_code == 404


def test_the_merchants_colours_are_the_chat_windows(site: httpx.Client) -> None:
    style = site.get("/withdraw/itnet/colours.css")
    assert "--brand: #4a2fbd; --brand-ink: #ffffff;" in style.text
    assert "--brand: #b9a8ff; --brand-ink: #000000;" in style.text


@pytest.mark.parametrize(
    ("accepts", "language"),
    [("", "en"), ("nl", "nl"), ("de, nb;q=0.4, nl;q=0.6", "nl"), ("NB-no", "nb"), ("nl;q=0", "en"), ("x;q=y,nl", "nl")],
)
def test_a_browser_is_answered_in_its_language(accepts: str, language: str) -> None:
    assert preferred(accepts, ("en", "nl", "nb")) == language


def test_where_no_statute_gives_the_right_there_is_no_page(database: Database, rasa: StandInRasa) -> None:
    """The colours stay, which the page for a yes by link has as well."""
    scene = Scene(database)
    shops = policies()
    unbound = replace(shops["norrnet"], merchant=replace(shops["norrnet"].merchant, statute=None))
    context = replace(scene.context, sentences=sentences(), merchants={**shops, "norrnet": unbound})
    web = Web(database, rasa, context=context).start()
    try:
        with httpx.Client(base_url=web.url, timeout=60, trust_env=False) as client:
            pages = ("norrnet", "norrnet/form.txt", "itnet", "norrnet/colours.css")
            assert [client.get(f"/withdraw/{page}").status_code for page in pages] == [404, 404, 200, 200]
            assert client.post("/withdraw/norrnet", data=KARI).status_code == 404
        assert sent(database, WithdrawalRow) == []
    finally:
        web.stop()

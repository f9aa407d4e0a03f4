"""What somebody types, or is led to by an address, comes back as text: every text of the corpus, in real Chromium."""

from urllib.parse import quote

import pytest
from sqlalchemy import text as sql

from amends.accounts import sign_in
from amends.db.tables import AuditHeadRow
from amends.desk.actor import Actor
from amends.desk.case_actions import CaseActions
from tests.web_desk.markup import EACH, Vocabulary
from tests.web_desk.poisoned import expected, squeezed
from tests.web_desk.xss import CORPUS, HIDDEN
from web.desk.visible_text import visible

GUARDS = "SELECT name FROM sqlite_master WHERE tbl_name = 'audit_heads' AND type = 'trigger'"
SIGN_IN = """text => {
  const form = document.querySelector("form");
  form.noValidate = true;
  form.elements.email.value = text;
  form.elements.next.value = `/desk?q=${text}`;
  form.elements.password.value = text;
  form.submit();
}"""


def shown_at(page, words, address, n):
    """The texts of the page as it is served; where it is one of EACH, it is opened last, and its texts come as well."""
    yield texts_of(*words.read(page, address))
    if n % EACH == 0:
        page.goto(address)
        yield texts_of(words.look(page))


def texts_of(found):
    odd, shown = found
    assert odd == []
    return squeezed(shown)


def words_of(page, *paths):
    words = Vocabulary()
    for path in paths:
        words.feed(page.request.get(path).text())
    return words


def test_an_address_of_the_queue(house, window):
    house.review()
    seen = window("anna")
    page = seen.page
    words = words_of(page, "/desk", "/desk?q=nothing")
    with seen.as_served():
        for n, text in enumerate(CORPUS):
            typed = quote(text)
            address = f"/desk?q={typed}&label={typed}&status={typed}&issue={typed}&merchant={typed}&said={typed}"
            assert all(expected("q", text.strip()) in shown for shown in shown_at(page, words, address, n))
            assert page.locator(".said").count() == 0


def test_a_search_in_the_audit_log_and_the_hash_that_ends_it(house, window):
    house.review()
    seen = window("siri")
    page = seen.page
    words = words_of(page, "/desk/audit?merchant=norrnet", "/desk/audit?merchant=norrnet&case=nothing")
    with house.database.begin() as session:
        for guard in session.scalars(sql(GUARDS)).all():
            session.execute(sql(f"DROP TRIGGER {guard}"))
    with seen.as_served():
        for n, text in enumerate(CORPUS):
            with house.database.begin() as session:
                session.query(AuditHeadRow).filter_by(merchant="norrnet").one().hash = text
            address = f"/desk/audit?merchant=norrnet&case={quote(text)}"
            for shown in shown_at(page, words, address, n):
                assert expected("case", text.strip().upper()[:80]) in shown
                assert expected("audit_heads.hash", text) in shown


def test_the_sign_in_page(house, window, monkeypatch):
    """With the refusal, what was typed comes back."""
    monkeypatch.setattr(sign_in, "TRIES_OF_ONE_ADDRESS", 3)  # the rest need not be looked up slowly
    page = window().page
    page.goto("/desk/sign-in")
    words = Vocabulary()
    for n, text in enumerate(("nobody@example.com", *CORPUS)):
        if n % EACH == 0:
            with page.expect_navigation():
                page.evaluate(SIGN_IN, text)
            if n == 0:
                words.feed(page.content())
            shown = words.look(page)
        else:
            form = {"email": text, "password": text, "next": f"/desk?q={text}"}
            [shown] = words.read(page, ("/desk/sign-in", form))
        assert expected("email", text.strip()) in texts_of(shown)


def test_what_arrives_at_an_open_page_without_a_reload(house, window):
    """By the page's own event stream: messages, notes, labels, and who is writing."""
    number, chat = house.review()
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    words = Vocabulary()
    siri = Actor("ag_x", "Siri", "supervisor", frozenset({"norrnet"}))
    say_and_note(house, chat, siri, number, ["harmless"])
    page.locator(".note-here", has_text="harmless").wait_for()
    words.feed(page.content())
    for at in range(0, len(CORPUS), 48):
        texts = CORPUS[at : at + 48]
        say_and_note(house, chat, siri, number, [*texts, f"wave {at}"])
        page.locator("#transcript .says:not(.note-here) .text", has_text=f"wave {at}").wait_for()
        page.locator(".note-here", has_text=f"wave {at}").wait_for()
        shown = texts_of(words.look(page))
        assert [text for text in texts if expected("text", text) not in shown] == []


def say_and_note(house, chat, actor, number, texts):
    for text in texts:
        house.says(chat, text)
        CaseActions(house.context).note(actor, number, text)


@pytest.mark.parametrize("text", HIDDEN)
def test_what_a_reader_cannot_see_is_shown(text):
    assert "[U+" in visible(text)


@pytest.mark.parametrize("text", ["Zoë Ångström", "👨‍👩‍👧", "日本語", "می‌خواهم", "a\nb\tc", "€ 49,99 – “hi”", "❤️"])
def test_what_people_write_stays_as_it_is(text):
    assert visible(text) == text

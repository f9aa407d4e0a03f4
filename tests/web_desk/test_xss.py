"""Whatever a customer or colleague writes stays text: in real Chromium, in every field that reaches the desk."""

from datetime import UTC, datetime

import pytest

from amends.db.tables import EventRow, EvidenceRow
from amends.desk.actor import Actor
from amends.desk.caring import Caring
from amends.errors import AmendsError
from tests.web_desk.house import Face, review_scenarios
from tests.web_desk.xss import CORPUS, HIDDEN
from web.desk.shown import visible

PER_CASE = 12


def chunks():
    return [CORPUS[at : at + PER_CASE] for at in range(0, len(CORPUS), PER_CASE)]


def evidence(house, number, chat, name):
    case = house.case(number)
    fields = {each: {"value": name, "confidence": 0.9} for each in ("error_text", name)}
    with house.database.begin() as session:
        event = session.query(EventRow).filter_by(conversation_id=chat).first()
        session.add(
            EvidenceRow(
                id=f"ev_{case.id}_{abs(hash(name)) % 10**12}", conversation_id=chat, event_id=event.id, case_id=case.id,
                name=name[:100], kind="screenshot", media_type="image/png", size=1, sha256="0" * 64, key="a" * 26,
                pages=[{}], read={"pages": 1, "fields": fields}, confirmed_by_customer=False, contradictions=[name],
                created_at=datetime.now(UTC),
            )
        )  # fmt: skip


def poisoned(house, texts):
    """A case that holds each of `texts` in each field that one can write into."""
    first = texts[0]
    face = Face(said=first, explanation=first, error_message=first, name=first, product=first)
    number, chat = house.review(review_scenarios()[0], face=face)
    everybody = Actor("ag_x", first[:80], "supervisor", frozenset({"norrnet"}))
    for text in texts:
        house.says(chat, text)
        evidence(house, number, chat, text)
        for write in (Caring(house.context).note, Caring(house.context).label):
            try:
                write(everybody, number, text)
            except AmendsError:
                continue  # too long for a label, or no text: refused is as good
    return number


def test_the_corpus_is_large_enough():
    assert len(CORPUS) >= 200


def test_no_text_runs_reports_or_reaches_out(house, window):
    numbers = [poisoned(house, texts) for texts in chunks()]
    seen = window("siri")
    for number in numbers:
        seen.page.goto(f"/desk/cases/{number}")
        for box in seen.page.locator("details > summary").all():
            box.click()
        assert seen.all_faults() == []
    seen.page.goto("/desk")
    assert seen.all_faults() == []


def test_every_text_is_shown_as_it_was_written(house, window):
    number, chat = house.review()
    plain = [text for text in CORPUS if text.isascii() and text.isprintable()]
    for text in plain:
        house.says(chat, text)
    page = window("anna").page
    page.goto(f"/desk/cases/{number}")
    shown = page.locator("#transcript .text").all_text_contents()
    assert set(plain[-150:]) <= set(shown)


@pytest.mark.parametrize("place", ["message", "search"])
def test_an_address_or_a_search_is_text_too(house, window, place):
    seen = window("anna")
    for text in CORPUS[::9]:
        if place == "search":
            seen.page.goto("/desk")
            seen.page.fill("#search", text)
            seen.page.press("#search", "Enter")
            seen.page.wait_for_load_state()
        else:
            seen.page.evaluate("text => location.assign('/desk?said=' + encodeURIComponent(text))", text)
            seen.page.wait_for_load_state()
            assert seen.page.locator(".said").count() == 0
    assert seen.all_faults() == []


@pytest.mark.parametrize("text", HIDDEN)
def test_what_a_reader_cannot_see_is_shown(text):
    assert "[U+" in visible(text)


@pytest.mark.parametrize("text", ["Zoë Ångström", "👨‍👩‍👧", "日本語", "می‌خواهم", "a\nb\tc", "€ 49,99 – “hi”", "❤️"])
def test_what_people_write_stays_as_it_is(text):
    assert visible(text) == text

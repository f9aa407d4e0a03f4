"""A supervisor files what the bot did not understand, one tap a sentence, and takes it back."""

import httpx
import pytest

from amends.accounts import sessions
from amends.conversations import not_understood
from amends.db.tables import AgentRow, CaseRow, DecisionRow, EventRow, NotUnderstoodRow, SatisfactionRow
from amends.desk.metrics.supervision import DEFINITIONS
from amends.desk.unrecognised import kept
from benchmarks.desk.year import fill
from tests.web_desk.test_access import faults_of
from tests.web_desk.xss import CORPUS
from web.desk.guard import COOKIE

TWICE = {"ages", "first_answer", "resolution_by_bot", "resolution_with_person", "satisfaction"}
"""These are a tile and a picture."""
SAID = ("the thing is broken", "where is the dog", "flurble")


@pytest.fixture
def events(house):
    """Sentences that wait, oldest first; their events' ids."""
    _, chat = house.review()
    return [keep(house, chat, text) for text in SAID]


def keep(house, chat, text):
    house.says(chat, text)
    with house.database.read() as session:
        event = session.query(EventRow.id).order_by(EventRow.id.desc()).limit(1).scalar()
    not_understood.keep(house.database, chat, str(event), "order_number")
    return event


def taken(house, event):
    with house.database.read() as session:
        return session.get_one(NotUnderstoodRow, event).taken


@pytest.fixture
def page(window):
    page = window("siri").page
    page.goto("/desk/supervision")
    return page


def row(page, text):
    return page.locator("#sentences > ul li", has_text=text)


def test_a_sentence_is_filed_with_one_tap_and_the_next_is_at_hand(house, events, page):
    row(page, SAID[1]).locator("select").select_option(label="The service is or was down")
    row(page, SAID[1]).get_by_role("button", name="File").click()
    page.get_by_role("status").filter(has_text="The sentence is off the list. 2 to look at").wait_for()
    assert taken(house, events[1]) == "outage"
    assert row(page, SAID[1]).count() == 0
    focused = page.evaluate("document.activeElement.getAttribute('aria-describedby')")
    assert focused == f"s-{events[0]}"


def test_what_was_filed_is_put_back(house, events, page):
    row(page, SAID[0]).locator("select").select_option("stop")
    row(page, SAID[0]).get_by_role("button", name="File").click()
    dealt_with = page.locator("#sentences details li", has_text=SAID[0])
    assert "Wants to stop this" in dealt_with.inner_text()
    dealt_with.get_by_role("button").click()
    row(page, SAID[0]).wait_for()
    assert taken(house, events[0]) is None


def test_one_is_set_aside_without_saying_what_it_means(house, events, page):
    row(page, SAID[2]).get_by_role("button", name="aside").click()
    page.locator("#sentences details li", has_text="set aside").wait_for()
    assert taken(house, events[2]) == kept.SET_ASIDE


def test_nothing_is_filed_without_an_intent(house, events, page):
    row(page, SAID[0]).get_by_role("button", name="File").click()
    assert page.evaluate("document.activeElement.validity.valueMissing")
    assert row(page, SAID[0]).count() == 1


def test_what_a_colleague_has_filed_meanwhile_stays(house, events, page, window):
    other = window("ada").page
    other.goto("/desk/supervision")
    for each, intent in ((other, "outage"), (page, "stop")):
        row(each, SAID[0]).locator("select").select_option(intent)
        row(each, SAID[0]).get_by_role("button", name="File").click()
        if each is other:
            other.locator("#sentences details li", has_text=SAID[0]).wait_for()
    page.locator("#fault .fault", has_text="Somebody was faster").wait_for()
    assert taken(house, events[0]) == "outage"


def test_without_scripts_the_same_forms_do_and_the_range_stays(house, events):
    with house.database.begin() as session:
        agent = session.query(AgentRow).filter_by(email="siri@example.com").one()
        token = sessions.begin(session, agent.id, house.context.clock())
    form = {"csrf": sessions.csrf_token(token), "since": "2026-01-01", "until": "2099-01-01", "merchant": "norrnet"}
    headers = {"Cookie": f"{COOKIE}={token}", "Origin": house.url}
    with httpx.Client(base_url=house.url, trust_env=False, headers=headers, timeout=60) as http:
        path = f"/desk/supervision/sentences/{events[0]}"
        assert http.post(path, data=form | {"intent": "flurble"}).status_code == 422
        answer = http.post(path, data=form | {"intent": "stop"})
    where = "/desk/supervision?since=2026-01-01&until=2099-01-01&merchant=norrnet"
    assert (answer.status_code, answer.headers["location"]) == (303, where)
    assert taken(house, events[0]) == "stop"


def test_every_figure_is_there_with_what_it_counts_and_nothing_is_left_out(house, window):
    fill(house, 200)
    seen = window("siri")
    seen.page.goto("/desk/supervision?since=2020-01-01")
    shown = {each.inner_text() for each in seen.page.locator(".tile h2, .figures h2").all()}
    assert {
        "First answer",
        "First answer, in desk time",
        "Resolution time, with a person",
        "Overrides by clause",
    } <= shown
    meanings = seen.page.locator("summary", has_text="What it counts")
    assert meanings.count() == len(DEFINITIONS) + len(TWICE) + 1
    outcomes = seen.page.locator("section", has_text="Outcomes by row")
    outcomes.locator("summary", has_text="more").click()
    numbers = [int(each.split()[0]) for each in outcomes.locator("svg .value").all_text_contents()]
    numbers += [int(each.split(": ")[1].split()[0]) for each in outcomes.locator("li").all_text_contents()]
    with house.database.read() as session:
        assert sum(numbers) == session.query(DecisionRow.case_id).distinct().count()
    assert faults_of(seen.page) == []


def test_what_customers_wrote_is_there_with_its_case(house, window):
    number, _ = house.review()
    with house.database.begin() as session:
        case = session.query(CaseRow).filter_by(number=number).one()
        session.add(SatisfactionRow(case_id=case.id, merchant=case.merchant, score=2, comment="Slow", at=house.now))
    seen = window("siri")
    seen.page.goto("/desk/supervision")
    said = seen.page.locator("#comments li")
    assert [each.split("\n")[0] for each in said.all_inner_texts()] == ["Slow"]
    assert "2 of 5" in said.inner_text()
    assert faults_of(seen.page) == []
    said.get_by_role("link", name=number).click()
    seen.page.wait_for_url(f"**/desk/cases/{number}")


def test_hostile_sentences_stay_text_and_axe_finds_nothing(house, window):
    _, chat = house.review()
    for text in CORPUS[::12]:
        keep(house, chat, text)
    seen = window("siri", scheme="dark")
    seen.page.goto("/desk/supervision")
    seen.page.locator("#sentences > ul li").first.get_by_role("button", name="aside").click()
    seen.page.locator("#sentences details li").wait_for()
    for box in seen.page.locator("details > summary").all():
        if not box.evaluate("box => box.parentElement.open"):
            box.click()
    assert faults_of(seen.page) == []
    assert seen.all_faults() == []

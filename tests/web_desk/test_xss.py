"""Whatever anybody writes stays text: in real Chromium, every text of the corpus in every field that reaches the desk.

`fields.py` says which fields those are, and test_fields.py holds it to that. Every page is parsed by Chromium, and made
of nothing but our own markup; of each EACH pages one is opened, and nothing runs in it.
"""

import re
from datetime import timedelta

import pytest

from amends import clock
from amends.db.session import Database
from tests.postgres import sqlite_url
from tests.web.server import OSLO
from tests.web.stand_in import running
from tests.web_desk.browser import Watched
from tests.web_desk.fields import (
    ACCOUNT,
    ANSWERS,
    API,
    ASSESSMENT,
    AUDIT,
    AUTOMATION,
    CASE,
    CUSTOMER,
    HEAD,
    MACROS,
    ORDER,
    PAST,
    PEOPLE,
    POLICY,
    QUALITY,
    QUEUE,
    REPORTS,
    RULES,
    SHOWN,
    STATE,
    SUPERVISION,
    TALK,
    TEAMS,
    TEST,
    TYPING,
    WEBHOOKS,
)
from tests.web_desk.house import PASSWORD, House
from tests.web_desk.markup import EACH, Vocabulary
from tests.web_desk.poison import BOOK, OTHERS, Poison
from tests.web_desk.poisoned import WHO, addresses, expected, harmful, harmless, renamed, settle, squeezed
from tests.web_desk.xss import CORPUS

EVERY = range(1, len(CORPUS) + 1)
PER_DAY = 10
"""As many cases as the shortest list of the supervision page has rows."""
PER_PAGE = 50
PLACES = re.compile(r"\{\w+\}")

EMPTY = """() => document.querySelector("#main").replaceChildren(
  ...["head", "transcript", "state", "past", "typing", "order-body", "customer", "actions"].map(
    (id) => Object.assign(document.createElement("div"), { id })))"""
FETCH = """parts => Promise.all(parts.map(
  ([from, target]) => htmx.ajax("GET", from, { source: target, target, swap: "innerHTML" })))"""
POST = """async ([where, forms]) => {
  const kept = document.querySelector("#past");
  kept.replaceChildren();
  for (const [action, values] of forms) {
    await htmx.ajax("POST", `${where}/${action}`, { values });
    kept.append(...document.querySelector("#fault").childNodes);
  }
}"""


class Desk:
    """One harmful case for each text of the corpus; `words` are what its pages are made of where all is harmless."""

    def __init__(self, house, seen):
        self.house, self.seen, self.page = house, seen, seen.page
        self.now, self.words = clock.now(), Vocabulary()
        plain = Poison(0, harmless, self.now)
        settle(house, [plain])
        empty = ("/desk?q=nothing", "/desk/audit?case=nothing", "/desk/sign-in")
        for path in (*empty, *addresses(plain).values()):
            self.words.feed(self.page.request.get(path).text())
        # The same time of the day in the merchants' zone, or cases of two days could fall on one when clocks change.
        local = self.now.astimezone(OSLO)
        self.cases = [Poison(n, harmful(n), local - timedelta(days=n // PER_DAY)) for n in EVERY]
        settle(house, self.cases)

    def shows(self, path, cases=(), fields=frozenset()):
        """Open the page, and look at it."""
        self.page.goto(path)
        self.looks(path, cases, fields)

    def looks(self, path, cases=(), fields=frozenset()):
        """Nothing but our own markup, and each case's texts of these fields as they were written."""
        self.holds(self.words.look(self.page), path, cases, fields)

    def reads(self, path, case, fields):
        """The same, where a page is opened for one of EACH cases, and for the others is read as it is served."""
        if case.n % EACH == 0:
            self.shows(path, [case], fields)
        else:
            self.holds(*self.words.read(self.page, path), path, [case], fields)

    @staticmethod
    def holds(found, path, cases, fields):
        odd, text = found
        assert odd == [], path
        whole = squeezed(text)
        asked = {(name, case.text(name)) for case in cases for name in fields if is_offered(name, case)}
        assert {each for each in asked if expected(*each) not in whole} == set(), path


def is_offered(name, case):
    """A prepared answer with a place that nothing fills is not."""
    texts = {"canned": "canned.text", "prepared_answers": "prepared_answers.texts"}.get(name.partition(".")[0])
    return texts is None or not PLACES.search(case.text(texts))


@pytest.fixture(scope="module")
def desk(browser, tmp_path_factory):
    database = Database(sqlite_url(tmp_path_factory.mktemp("desk")))
    with running() as rasa:
        house = House(database, rasa, picture=lambda _key, _part: b"")
        house.people()
        house.url = house.web.start().url
        seen = Watched(browser, house.url)
        seen.sign_in(WHO, PASSWORD)
        yield Desk(house, seen)
        seen.context.close()
        house.web.stop()
    database.close()


@pytest.fixture(autouse=True)
def nothing_ran(request):
    """No dialog, no report of the content policy, no error of a script, no request to elsewhere."""
    yield
    if "desk" in request.fixturenames:
        assert request.getfixturevalue("desk").seen.all_faults() == []


def test_the_corpus_is_large_enough():
    assert len(CORPUS) >= 200


def test_every_field_gets_every_text():
    for name in set().union(*SHOWN.values()):
        assert {harmful(n)(name) for n in EVERY} == set(CORPUS)


def test_the_page_of_a_case(desk):
    """With its reader's own name, which stands on every page. What it asks for by itself has tests of its own below."""
    with desk.seen.as_served():
        for case in desk.cases:
            renamed(desk.house, case.text("agents.name"))
            desk.reads(f"/desk/cases/{case.number}", case, CASE)


def test_the_parts_of_it_that_arrive_later(desk):
    """Asked for and put in place by htmx, as at an event.

    They are the templates of the page itself, which got every text above: one of EACH is enough here.
    On a page without events of its own, which would ask for its own parts meanwhile; test_typed.py has the real ones.
    """
    desk.page.goto("/desk/audit")
    places = {"head": "#head", "talk": "#transcript", "state": "#state", "past": "#past", "typing": "#typing"}
    places |= {"order": "#order-body"}  # which brings #customer and #actions with it
    shown = HEAD | TALK | STATE | PAST | ORDER | TYPING
    for case in desk.cases[::EACH]:
        parts = [[addresses(case)[part], place] for part, place in places.items()]
        parts += [[addresses(case)["head of a merged case"], "#fault"]]
        desk.page.evaluate(EMPTY)  # a form that is in use would not be replaced
        desk.page.evaluate(FETCH, parts)
        desk.looks(case.number, [case], shown)


def test_what_is_refused(desk):
    """The sentences that name who has the case, and what the order backend does not know."""
    desk.page.goto("/desk/audit")
    desk.page.evaluate(EMPTY)
    for case in desk.cases:
        forms = [["claim", {}], ["grant", {"remedy": "cancellation"}]]
        desk.page.evaluate(POST, [f"/desk/cases/{case.number}", forms])
        desk.looks(case.number, [case], {"desk_cases.assigned_name", "cases.order_number"})
    assert desk.page.locator(".said.fault", has_text="That cannot be done").count() == 2


@pytest.mark.parametrize("found", ["view=open", f"q={OTHERS}"])
def test_the_queue(desk, found):
    shown = QUEUE if found == "view=open" else QUEUE & {"cases.email", "cases.issue", "cases.language", "cases.number"}
    seen = ""
    pages = -(-len(desk.cases) * (1 if found == "view=open" else 2) // PER_PAGE)
    for page in range(1, pages + 1):
        desk.shows(f"/desk?{found}&page={page}")
        desk.page.evaluate(FETCH, [[f"/desk/rows?{found}&page={page}", "#rows"]])
        odd, text = desk.words.look(desk.page)
        assert odd == []
        seen += squeezed(text)
    assert {
        (name, case.n) for case in desk.cases for name in shown if expected(name, case.text(name)) not in seen
    } == set()


def test_the_supervision_page(desk):
    for first in range(0, len(desk.cases), PER_DAY):
        cases = [case for case in desk.cases if case.n // PER_DAY == first // PER_DAY]
        day = cases[0].now.date()
        desk.shows(f"/desk/supervision?since={day}&until={day}", cases, SUPERVISION)
    desk.page.get_by_role("button", name="Set sentence 1 aside").click()
    desk.page.get_by_role("status").filter(has_text="off the list").wait_for()
    desk.looks("after a sentence was set aside")


def test_the_prepared_answers(desk):
    for case in desk.cases:
        desk.reads(f"/desk/answers?merchant={case.merchant}", case, ANSWERS)


def test_the_macros(desk):
    for case in desk.cases[::EACH]:
        desk.shows(f"/desk/macros?merchant={case.merchant}", [case], MACROS)


def test_the_page_of_a_customer(desk):
    for case in desk.cases[::EACH]:
        desk.shows(addresses(case)["customer"], [case], CUSTOMER)


@pytest.mark.parametrize(
    ("page", "fields"), [("rules", RULES), ("teams", TEAMS), ("automation", AUTOMATION), ("policy", POLICY)]
)
def test_the_pages_that_set_a_desk_up(desk, page, fields):
    for case in desk.cases[::EACH]:
        desk.shows(f"/desk/{page}?merchant={case.merchant}", [case], fields)


@pytest.mark.parametrize(("page", "fields"), [("assessment", ASSESSMENT), ("test", TEST - {"conversations.language"})])
def test_the_pages_about_a_case_that_is_over(desk, page, fields):
    """In the test's file a language that is none is written as YAML escapes it."""
    for case in desk.cases[::EACH]:
        desk.shows(addresses(case)[page], [case], fields)


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("api", API),
        ("webhooks", WEBHOOKS),
        ("account", ACCOUNT),
        ("people", PEOPLE),
        ("quality", QUALITY),
        ("reports", REPORTS),
    ],
)
def test_the_pages_that_show_all_merchants_at_once(desk, page, fields):
    desk.shows(f"/desk/{page}", desk.cases, fields)


def test_the_audit_log(desk):
    for first in range(0, len(desk.cases) + 1, BOOK):
        cases = [case for case in desk.cases if case.n // BOOK == first // BOOK]
        desk.shows(f"/desk/audit?merchant=m{first}&verify=1", cases, AUDIT - {"audit_heads.hash"})

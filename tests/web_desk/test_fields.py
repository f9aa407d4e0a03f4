"""Every text that the database or a merchant's files can hold is poisoned, and where it is shown is known."""

import pytest

from amends import clock
from amends.db.types import Base
from tests.web_desk.fields import ROUTES, SHOWN, WORDLESS
from tests.web_desk.poison import KEYS, Poison
from tests.web_desk.poisoned import WHO, addresses, harmless, settle
from tests.web_desk.rows import texts
from web.desk.table import table
from web.event_hub import Hub


@pytest.fixture
def asked():
    return set()


@pytest.fixture
def case(asked):
    def text(name):
        asked.add(name)
        return harmless(name)

    return Poison(0, text, clock.now())


def test_every_column_that_can_hold_a_text_is_poisoned(case, asked):
    case.rows()
    columns = set().union(*(texts(each.class_) for each in Base.registry.mappers))
    whole = {name for name in columns if any(name == each or each.startswith(f"{name}.") for each in asked)}
    assert columns - whole == KEYS


def test_every_page_of_the_desk_is_looked_at(database):
    assert {route.path for route in table(Hub(database, 1.0)) if route.method == "GET"} == {*ROUTES, *WORDLESS}


def test_each_page_shows_the_texts_that_are_looked_for_on_it_and_no_other(house, window, case, asked):
    request = window(WHO).page.request
    settle(house, [case])
    found = {}
    for page, path in addresses(case).items():
        answer = request.get(path)
        assert answer.status == 200, page
        found[page] = {name for name in asked if harmless(name) in answer.text()}
    assert {page: sorted(names ^ SHOWN[page]) for page, names in found.items() if names != SHOWN[page]} == {}
    assert set(found) == set(SHOWN)

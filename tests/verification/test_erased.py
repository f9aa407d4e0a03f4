"""Whoever was erased raises no alarm, and hides none of anybody else's."""

import pytest

from amends.db.session import Database
from tests.desk_core.scene import EMAIL
from tests.privacy.conftest import PSEUDONYMS
from tests.privacy.scene import erase
from tests.verification.house import OTHER, House
from tests.verification.plants import entry_is


@pytest.fixture
def house(database_url, tmp_path):
    database = Database(database_url, PSEUDONYMS)
    made = House(database, tmp_path)
    made.live()
    yield made
    database.close()


@pytest.mark.parametrize("who", [EMAIL, OTHER])
def test_nothing_is_violated_by_an_erasure(house, who):
    erase(house.desk, who)
    assert house.found(transcripts=None) == {}
    assert house.found(transcripts=house.transcripts()) == {}  # of those who are left


def test_what_is_violated_elsewhere_is_still_found(house):
    erase(house.desk, OTHER)
    entry_is(confirmed_text="")(house)
    assert house.found(transcripts=None).keys() == {"I7"}

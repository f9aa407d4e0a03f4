"""A moment with a slip of the finger is the one that was meant, or none: never silently another."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from amends.facts.moments import find_moments

NOW = datetime(2026, 11, 18, 11, 0, tzinfo=ZoneInfo("Europe/Oslo"))
MEANT = {
    "en: yestreday": 17, "en: yesturday": 17, "en: the day befor yesterday": 16, "en: todya": 18,
    "en: last nigth": 17, "en: this mornign": 18,
    "nl: gisetren": 17, "nl: gistern": 17, "nl: eergistren": 16, "nl: vandaga": 18, "nl: vanmorgne": 18,
    "nl: twee dagen geledne": 16,
    "nb: i gor": 17, "nb: igår": 17, "nb: i gpr": 17, "nb: i gåår": 17, "nb: i fogårs": 16, "nb: i forgors": 16,
    "nb: i dga": 18,
}  # fmt: skip


@pytest.mark.parametrize("said", MEANT)
def test_a_slip_of_the_finger_changes_no_day(said: str) -> None:
    language, text = said.split(": ")
    [moment] = find_moments(text, language, NOW)
    assert [reading.date for reading in moment.readings] == [date(2026, 11, MEANT[said])]


def test_a_last_that_is_misspelt_stays_as_doubtful_as_it_is() -> None:
    assert find_moments("forige mandag", "nb", NOW) == find_moments("forrige mandag", "nb", NOW)


@pytest.mark.parametrize(("language", "text"), [("en", "it is mourning"), ("nl", "vandaan"), ("nl", "geladen")])
def test_other_words_that_are_as_near_name_no_moment(language: str, text: str) -> None:
    assert find_moments(text, language, NOW) == []

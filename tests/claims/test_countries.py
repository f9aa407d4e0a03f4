"""Countries in what customers write."""

import pytest

from amends.claims.countries import Country, find_countries, find_country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("calls to suriname", "SR"),
        ("bellen naar Curacao", "CW"),
        ("ringe til Storbritannia", "GB"),
        ("in the US", None),
        ("in the U.S. it works", "US"),
        ("naar Engeland", "GB"),
        ("to Côte d’Ivoire", "CI"),
        ("Marocco is out", "MA"),
        ("bestemor på Island", "IS"),
    ],
)
def test_a_country_is_known_by_what_customers_call_it(text, code):
    assert [country.code for country in find_countries(text)] == ([code] if code else [])


@pytest.mark.parametrize("text", ["an island in the sun", "a jersey for chad", "turkey sandwich", "the belgian number"])
def test_words_are_no_country(text):
    assert find_countries(text) == ()


def test_each_is_named_once_and_as_it_is_written():
    assert find_countries("ghana, Ghana en Eritrea") == (Country("GH", "ghana"), Country("ER", "Eritrea"))
    assert find_country("from spanje to Polen") == "spanje"
    assert find_country("nowhere") is None

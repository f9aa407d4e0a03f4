"""What customers' messages say by themselves, in three languages: every fact right, and nothing else found."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from amends.claims.order_numbers import OrderNumbers
from amends.facts.facts import read_facts
from tests.facts.written import amount, written

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=ZoneInfo("Europe/Oslo"))
"""A Saturday at noon."""
SHOPS = {"N": (OrderNumbers("NN", 5, "NorrNet Services"), "NO"), "I": (OrderNumbers("IT", 5, "iTNet"), "NL")}
KINDS = ("orders", "email", "amounts", "when", "countries", "phones")
_TABLE = Path(__file__).with_name("said.tsv").read_text("utf-8").splitlines()
_COLUMNS = _TABLE[0].split("\t")
SAID = [
    dict(zip(_COLUMNS, line.split("\t") + [""] * (len(_COLUMNS) - line.count("\t") - 1), strict=True))
    for line in _TABLE[1:]
]


@pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said['language']}: {said['text']}")
def test_every_fact_of_a_message_is_read_right_and_nothing_else(said):
    numbers, country = SHOPS[said["shop"]]
    facts = read_facts(said["text"], said["language"], NOW, numbers, country)
    assert {
        "orders": "|".join(facts.order_numbers),
        "email": facts.email or "",
        "amounts": facts.amounts,
        "when": written(facts.moment),
        "countries": "|".join(country.code for country in facts.countries),
        "phones": "|".join(phone.number for phone in facts.phones),
    } == {kind: said[kind] for kind in KINDS} | {
        "amounts": tuple(amount(told) for told in said["amounts"].split("|") if told)
    }


def test_the_table_has_enough_of_each_language():
    assert all(sum(said["language"] == language for said in SAID) >= 50 for language in ("en", "nl", "nb"))

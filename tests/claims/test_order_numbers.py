"""Order numbers as people type them, and figures that are none."""

import pytest

from amends.claims.extract import without_ids
from amends.claims.order_numbers import OrderNumbers

NN = OrderNumbers("NN", 5, "NorrNet Services")
IT = OrderNumbers("IT", 5, "iTNet")


@pytest.mark.parametrize(
    "text",
    [
        "NN-10023",
        "n n 1 0 0 2 3",
        "N.N.-1-0-0-2-3",
        "NN10 023",
        "nn 10 0 23",
        "NN-1 00 23.",
        "nn_10023",
        "NN – 10023",
        "NN.10023.",
        "#10023",
        "# 1 0 0 2 3",
        "order no.10023",
        "my order number is 10023",
        "Ordrenr.: 10023",
        "bestelling met nummer 10023",
        "ref 10023",
        "NorrNet 10023",
        "NORR-10023",
        "10023 hos NorrNet",
        "10023, with NN in front",
        "refund 10023",
        "NN order 10023",
    ],
)
def test_a_number_in_every_shape(text):
    assert NN.find(text) == "NN-10023"
    assert NN.find(f"Hello, {text}, thanks") == "NN-10023"


@pytest.mark.parametrize(
    "text",
    [
        "I paid for it 20 000 kr",
        "paid it 20000 kr",
        "I did it 24.11.2026 at 14:00",
        "do it 12-11-26",
        "nn 3.10.26",
        "order 1 for me, 2 for you, 34 for them",
        "order 10023 kr worth of minutes",
        "#100234",
        "ticket 10023",
        "case 10023",
        "call +31 20 1002345",
        "it 10023456",
        "bestelling van 10023,50",
    ],
)
def test_what_only_looks_like_one(text):
    assert IT.find(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("NN-10023 and NN-10024", ("NN-10023", "NN-10024")),
        ("orders 10023, 10024 and 10025", ("NN-10023", "NN-10024", "NN-10025")),
        ("NN-10023 — no, NN-10024", ("NN-10024", "NN-10023")),
        ("NN-10023, nee wacht, NN-10024", ("NN-10024", "NN-10023")),
        ("NN-10023, jeg mente NN-10024", ("NN-10024", "NN-10023")),
        ("not NN-10023 but NN-10024", ("NN-10024", "NN-10023")),
        ("wrong: nn-10023. right: nn-10024", ("NN-10024", "NN-10023")),
        ("NN-10023 was van mijn broer, de mijne is NN-10024", ("NN-10024", "NN-10023")),
        ("NN-10023 var min brors, min er NN-10024", ("NN-10024", "NN-10023")),
        ("NN-10024, niet NN-10023", ("NN-10024", "NN-10023")),
        ("NN-10023 … NN-10023", ("NN-10023",)),
    ],
)
def test_of_several_the_right_one_counts(text, numbers):
    assert NN.find_all(text) == numbers
    assert NN.find(text) == numbers[0]


def test_the_digits_alone_count_where_they_were_asked_for():
    assert NN.find("10023") is None
    assert NN.find("10023", bare=True) == "NN-10023"


def test_what_is_said_besides_has_none_of_the_numbers():
    assert without_ids("n n 1 0 0 2 3 never came", NN) == "never came"
    assert without_ids("order #10023 never came", NN) == "order never came"

"""docs/security/asvs.md names every requirement of levels 1 and 2, and every test and file that it names is there."""

import re

import pytest

from tests.setup.repository import ROOT

PAGE = ROOT / "docs/security/asvs.md"
STATES = ("met", "part", "not met", "operator", "n/a")
LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123", "2.1": "122", "2.2": "112",
    "2.3": "12223", "2.4": "23", "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333",
    "3.6": "3", "3.7": "22333", "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222", "5.1": "2", "5.2": "112333",
    "5.3": "113", "5.4": "222", "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233",
    "6.5": "22222333", "6.6": "2223", "6.7": "33", "6.8": "2222", "7.1": "222", "7.2": "1111", "7.3": "22",
    "7.4": "11222", "7.5": "223", "7.6": "22", "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23", "9.1": "111",
    "9.2": "1222", "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222",
    "10.6": "22", "10.7": "222", "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23",
    "11.6": "23", "11.7": "33", "12.1": "12233", "12.2": "11", "12.3": "22223", "13.1": "2333", "13.2": "222223",
    "13.3": "2233", "13.4": "1222233", "14.1": "22", "14.2": "12223333", "14.3": "122", "15.1": "12233",
    "15.2": "12233", "15.3": "1222222", "15.4": "3333", "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222",
    "16.5": "2223", "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip
"""The level of each requirement of a section of version 5.0.0, in their order."""
WANTED = [
    f"{section}.{number}"
    for section, levels in LEVELS.items()
    for number, level in enumerate(levels, 1)
    if level in "12"
]
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split(" | ")]
    for line in PAGE.read_text("utf-8").splitlines()
    if re.match(r"\| \d", line)
]


def named(cell):
    for number in cell.split(", "):
        if number.endswith(".*"):
            yield from (each for each in WANTED if each.startswith(number[:-1]))
        else:
            yield number


def test_they_are_as_many_as_the_standard_has():
    levels = "".join(LEVELS.values())
    assert (levels.count("1"), levels.count("2"), levels.count("3")) == (70, 183, 92)


def test_each_is_named_once():
    assert sorted(each for row in ROWS for each in named(row[0])) == sorted(WANTED)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_row_says_how_it_stands_and_names_what_is_there(row):
    _, about, state, by = row
    assert about
    assert state in STATES
    assert by
    for path, test in re.findall(r"`((?:tests|web|amends|docs|deploy|widget)/[^`:]+)(?:::(\w+))?`", by):
        assert (ROOT / path).exists(), path
        if test:
            assert re.search(rf"^def {test}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE), f"{path}::{test}"

"""Which article a question is about, and that most questions are about none: measured on a small set."""

import csv
from functools import cache
from pathlib import Path

import pytest

from amends.articles.search import Index, stems
from amends.merchants import merchant_files
from amends.reading.thresholds import OFFERS_AN_ARTICLE

ROOT = Path(__file__).parents[2]
NONE = "-"
RIGHT, WRONG = 0.9, 0.05
"""So much of what an article answers is offered it at least; so much of the rest is offered one at most."""


@cache
def libraries():
    return merchant_files.load(ROOT / "policies").articles


def questions():
    with Path(__file__).with_name("questions.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def offered(question):
    index = libraries()[question["merchant"]].index(question["language"])
    found = index.find(question["question"])
    return found[0].article.slug if found and found[0].score >= OFFERS_AN_ARTICLE else NONE


def test_most_questions_are_offered_their_article():
    asked = [each for each in questions() if each["article"] != NONE]
    missed = [(each["question"], offered(each)) for each in asked if offered(each) != each["article"]]
    assert len(missed) <= (1 - RIGHT) * len(asked), missed


def test_questions_about_something_else_are_offered_none():
    asked = [each for each in questions() if each["article"] == NONE]
    wrong = [(each["question"], offered(each)) for each in asked if offered(each) != NONE]
    assert len(wrong) <= WRONG * len(asked), wrong


def out_of_scope(language):
    """Messages that are nobody's business here, written by others for the model and its measurement."""
    folders = (f"data/messages/{language}", f"tests/nlu/{language}", f"domain/{language}/messages")
    files = [file for folder in folders for file in (ROOT / folder).glob("*.tsv")]
    rows = (line.split("\t") for file in files for line in file.read_text("utf-8").splitlines())
    return [row[-1] for row in rows if row[0] == "out_of_scope"]


@pytest.mark.parametrize(
    ("merchant", "language"),
    [("norrnet", "en"), ("norrnet", "nb"), ("norrnet", "sv"), ("norrnet", "de"), ("itnet", "en"), ("itnet", "nl")],
)
def test_messages_of_other_hands_are_hardly_ever_offered_one(merchant, language):
    asked = out_of_scope(language)
    assert len(asked) > 150
    index = libraries()[merchant].index(language)
    found = [index.find(text) for text in asked]
    given = [each for each in found if each and each[0].score >= OFFERS_AN_ARTICLE]
    assert len(given) <= 0.02 * len(asked)


def test_every_article_is_found_by_how_customers_ask_for_it():
    for name, library in libraries().items():
        for language in library.languages():
            index = library.index(language)
            for article in library.of(language):
                for asked in (*article.asked, article.title):
                    assert index.find(asked)[0].article == article, (name, asked)


@pytest.mark.parametrize("text", ["", "   ", "how do I?", "?!", "😀", "\x00"])
def test_what_says_nothing_finds_nothing(text):
    assert libraries()["norrnet"].index("en").find(text) == []


def test_without_articles_nothing_is_found():
    assert Index(()).find("refund") == []


def test_words_are_compared_by_their_beginnings():
    assert stems("Terugbetaling, terugbetaald!") == ("terugb", "terugb")

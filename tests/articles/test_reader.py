"""Articles are read strictly: whatever cannot be shown as it stands is told with its line and the way out."""

from pathlib import Path

import pytest

from amends.articles import reader
from amends.articles.article import Block, Span
from amends.articles.library import Library
from amends.errors import PolicyError
from amends.merchants import merchant_files
from tests.shipped import policies

ROOT = Path(__file__).parents[2]
FRONT = '---\ntitle: A title\nsummary: In short\nclauses: ["5"]\n---\n'


def written(folder: Path, text: str, name: str = "en/one.md") -> Path:
    path = folder / "shop" / "help" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def load(folder: Path) -> Library:
    return reader.load(folder, "shop", ("en", "nb"), {"5": None, "2b": None})


def body(folder: Path, text: str) -> tuple[Block, ...]:
    written(folder, FRONT + text)
    found = load(folder).find("en", "one")
    assert found is not None
    return found.body


def refused(folder: Path, text: str, name: str = "en/one.md") -> PolicyError:
    written(folder, text, name)
    with pytest.raises(PolicyError) as fault:
        load(folder)
    return fault.value


def test_an_article_is_read_whole(tmp_path: Path) -> None:
    written(
        tmp_path,
        '---\ntitle: "A: title"\nsummary: >-\n  In\n  short\nclauses: "2b"\nasked:\n  - where is it\n---\nHi\n',
    )
    article = load(tmp_path).find("en", "one")
    assert article is not None
    assert (article.title, article.summary, article.clauses) == ("A: title", "In short", ("2b",))
    assert article.asked == ("where is it",)
    assert [(block.kind, block.text) for block in article.body] == [("text", "Hi")]


def test_what_stands_in_it_is_pieces_and_no_markup(tmp_path: Path) -> None:
    found = body(
        tmp_path, "One\ntwo **three**.\n\n## A heading\n- a\n- [b](https://example.com)\n\n1. first\n2. second\n"
    )
    assert [(block.kind, len(block.lines)) for block in found] == [
        ("text", 1),
        ("heading", 1),
        ("list", 2),
        ("steps", 2),
    ]
    assert found[0].lines == ((Span("One two "), Span("three", strong=True), Span(".")),)
    assert found[2].lines[1] == (Span("b", link="https://example.com"),)


REFUSED = {
    "html": "<script>alert(1)</script>",
    "an entity in a tag": "a <b> c",
    "a picture": "![x](https://example.com/a.png)",
    "code": "`rm`",
    "another heading": "# Title",
    "a table": "a | b",
    "a quotation": "> a",
    "a rule": "---",
    "half an emphasis": "a **b",
    "a script as an address": "[x](javascript:alert)",
    "an address of another scheme": "[x](data:text/html,a)",
    "an address without a scheme": "[x](//evil.example.com)",
    "an unsafe address": "[x](http://example.com)",
    "a line that is indented": "  - a",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_markdown_that_is_not_read_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    fault = refused(tmp_path, f"{FRONT}Fine\n\n{text}\n")
    assert fault.line == 8
    assert fault.way_out


FRONTS = {
    "none": ("Hi\n", 1, "no front matter"),
    "no end": ("---\ntitle: a\n", 1, "no front matter"),
    "a clause that is none": (FRONT.replace('"5"', '"99"') + "Hi\n", 4, "no clause `99`"),
    "no clause": (FRONT.replace('["5"]', "[]") + "Hi\n", 4, "empty"),
    "nothing said of clauses": (FRONT.replace('clauses: ["5"]\n', "") + "Hi\n", 2, "`clauses` is missing"),
    "another key": (FRONT.replace("title:", "author: me\ntitle:") + "Hi\n", 2, "`author` is not known"),
    "a long title": (FRONT.replace("A title", "a" * 81) + "Hi\n", 2, "81 characters"),
    "no words": (FRONT + "\n\n", 5, "has no words"),
    "no YAML": ("---\ntitle: [\n---\nHi\n", 3, "not YAML"),
}


@pytest.mark.parametrize(("text", "line", "said"), FRONTS.values(), ids=FRONTS)
def test_front_matter_that_lacks_something_is_told(tmp_path: Path, text: str, line: int, said: str) -> None:
    fault = refused(tmp_path, text)
    assert said in fault.message
    assert fault.line == line


@pytest.mark.parametrize("name", ["de/one.md", "en/One.md", "en/one.txt", "one.md", "en/deep/one.md"])
def test_what_is_no_article_has_no_place_there(tmp_path: Path, name: str) -> None:
    assert "is no article" in str(refused(tmp_path, FRONT + "Hi\n", name))


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, "Hi\n", "en/two.md")
    fault = refused(tmp_path, FRONT.replace('"5"', '"99"') + "a <b>\n")
    assert len(fault.faults) == 3


def test_text_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(PolicyError, match="UTF-8"):
        load(tmp_path)


def test_a_merchant_without_articles_has_none(tmp_path: Path) -> None:
    assert list(load(tmp_path).languages()) == []


@pytest.mark.parametrize("merchant", policies())
def test_what_is_shipped_is_in_two_languages_and_names_its_clauses(merchant: str) -> None:
    library = merchant_files.load(ROOT / "policies").articles[merchant]
    languages = list(library.languages())
    assert len(languages) >= 2
    slugs = [{article.slug for article in library.of(language)} for language in languages]
    assert all(each == slugs[0] for each in slugs)
    for language in languages:
        for article in library.of(language):
            words = "\n".join(block.text for block in article.body)
            for clause in article.clauses:
                assert f"§ {clause})" in words, (article.slug, language, clause)

"""A merchant's own files and the export carry every text of the corpus as text."""

import csv
import io
import re

import pytest
import yaml

from amends import clock
from amends.errors import PolicyError
from amends.merchants import desk_rules
from tests.shipped import policies as shipped_policies
from tests.web_desk.house import ROOT
from tests.web_desk.markup import Vocabulary
from tests.web_desk.poison import OTHERS, Poison
from tests.web_desk.poisoned import WHO, expected, harmful, settle, squeezed
from tests.web_desk.xss import CORPUS

PLACES = re.compile(r"\{[^{}]*\}")
TEXTS = [text for text in CORPUS if not PLACES.search(text)]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def folder_with(tmp_path, answers, reasons=()):
    """A merchant's folder whose prepared answers and reasons are these texts."""
    ours = tmp_path / "norrnet"
    ours.mkdir()
    desk = yaml.safe_load((ROOT / "policies" / "norrnet" / "desk.yml").read_text())
    desk["reasons"] = {f"reason_{n}": text for n, text in enumerate(reasons)} or desk["reasons"]
    (ours / "desk.yml").write_text(yaml.safe_dump(desk, allow_unicode=True))
    languages = shipped_policies()["norrnet"].merchant.languages
    canned = {f"answer_{n}": dict.fromkeys(languages, text) for n, text in enumerate(answers)}
    (ours / "canned.yml").write_text(yaml.safe_dump(canned, allow_unicode=True))
    return tmp_path


def test_prepared_answers_and_reasons_are_shown_and_filled_in_as_text(house, window, tmp_path):
    number, _ = house.review()
    page, words = window("anna").page, Vocabulary()
    words.feed(page.request.get(f"/desk/cases/{number}").text())
    policies = house.context.merchants["norrnet"]
    house.context.desks["norrnet"] = desk_rules.load(folder_with(tmp_path, TEXTS, TEXTS), policies)
    page.goto(f"/desk/cases/{number}")
    odd, shown = words.look(page)
    assert odd == []
    assert [text for text in TEXTS if expected("text", text) not in squeezed(shown)] == []
    for n, text in enumerate(TEXTS):
        page.fill("#answer", "")
        page.select_option("#canned", f"answer_{n}")
        assert squeezed(page.input_value("#answer")) == expected("text", text)


def test_a_place_that_nothing_fills_is_refused(tmp_path):
    policies = shipped_policies()["norrnet"]
    for n, text in enumerate(sorted(set(CORPUS) - set(TEXTS))):
        folder = tmp_path / str(n)
        folder.mkdir()
        with pytest.raises(PolicyError):
            desk_rules.load(folder_with(folder, [text]), policies)


def test_no_field_of_the_export_is_a_formula(house, window):
    request = window(WHO).page.request
    settle(house, [Poison(n, harmful(n), clock.now()) for n in range(len(CORPUS))])
    fields = 0
    for found in ("view=open", f"q={OTHERS}"):
        text = request.get(f"/desk/export.csv?{found}").body().decode("utf-8-sig")
        for row in list(csv.reader(io.StringIO(text)))[1:]:
            fields += len(row)
            assert [each for each in row if each.lstrip(" \u200b").startswith(FORMULA)] == []
    assert fields > 3 * len(CORPUS) * len(("number", "status", "issue"))

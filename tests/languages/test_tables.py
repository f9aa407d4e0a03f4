"""The tables of the languages: each is whole, and customers are served in one of the merchant's languages."""

import shutil
from pathlib import Path

import pytest

from amends.errors import SentenceError
from amends.languages import CODES, FIRST, LANGUAGES, meant_by, own_names, read, spoken_for
from rasa_addons import languages as on_the_models_side
from tests.rasa.server import ROOT


def test_the_first_three_come_first() -> None:
    assert CODES[:3] == FIRST
    assert {"sv", "de"} <= set(CODES)


@pytest.mark.parametrize("code", [code for code in CODES if code not in FIRST])
def test_the_folder_of_a_further_language_has_all_of_it(code: str) -> None:
    folder = LANGUAGES[code].folder
    assert {each.name for each in folder.iterdir()} == {
        "language.yml",
        "said.yml",
        "pictures.yml",
        "merchant.yml",
        "window.json",
        "sentences",
        "messages",
    }


@pytest.mark.parametrize(
    ("code", "spoken", "served"),
    [
        ("sv", ("en", "sv"), "sv"),
        ("sv", ("en", "nb"), "nb"),
        ("sv", ("en", "nl"), None),
        ("de", ("en", "nl"), None),
        ("fr", ("en", "nl"), None),
        (None, ("en",), None),
    ],
)
def test_who_writes_another_language_is_served_in_what_stands_in_for_it(
    code: str | None, spoken: tuple[str, ...], served: str | None
) -> None:
    assert spoken_for(code, spoken) == served


def test_other_codes_mean_one_of_ours() -> None:
    assert [meant_by(code) for code in ("no", "nn", "sv", "xx")] == ["nb", "nb", "sv", "xx"]
    assert own_names(("en", "sv")) == "English, svenska"


def test_both_sides_know_the_same_languages() -> None:
    assert set(on_the_models_side.tables()) == set(CODES)
    assert on_the_models_side.called()["schwedisch"] == "sv"


def test_a_table_of_another_shape_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "domain" / "nl", tmp_path / "xx")
    table = tmp_path / "xx" / "language.yml"
    table.write_text(table.read_text("utf-8").replace("locale: nl_NL", "place: nl_NL"), "utf-8")
    with pytest.raises(SentenceError, match=r"xx/language\.yml"):
        read(tmp_path)

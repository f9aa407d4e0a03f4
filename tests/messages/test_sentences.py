"""Sentences: Rasa's choice of variation, no blanks, every language."""

from pathlib import Path

import pytest

from amends import yaml_file
from amends.errors import SentenceError
from amends.messages.say import Say
from amends.messages.sentences import Sentences

ROOT = Path(__file__).parents[2]
DOMAIN = """
responses:
  utter_hello:
    - text: "Hello {name}"
      buttons:
        - {title: "Yes {name}", payload: '/choose{{"who": "{name}"}}'}
    - text: "Hallo {name}"
      condition: [{type: slot, name: language, value: nl}]
    - text: "only here"
      channel: telegram
  utter_dutch_only:
    - text: "Dag"
      condition: [{type: slot, name: language, value: nl}]
"""


@pytest.fixture
def sentences(tmp_path):
    (tmp_path / "domain").mkdir()
    (tmp_path / "domain" / "a.yml").write_text(DOMAIN)
    return Sentences(tmp_path / "domain")


def test_the_condition_that_holds_wins_and_english_is_the_rest(sentences):
    say = Say("utter_hello", {"name": "Kari"})
    assert [sentences.text(say, each) for each in ("en", "nl", "nb")] == ["Hello Kari", "Hallo Kari", "Hello Kari"]


def test_buttons_are_filled_in_and_choices_follow(sentences):
    say = Say("utter_hello", {"name": "Kari"}, choices=(("Other", "/choose{}"),))
    assert sentences.buttons(say, "en") == [("Yes Kari", '/choose{"who": "Kari"}'), ("Other", "/choose{}")]


def test_an_argument_is_never_read_as_a_template(sentences):
    assert sentences.text(Say("utter_hello", {"name": "{language} {{x}}"}), "en") == "Hello {language} {{x}}"


@pytest.mark.parametrize(
    ("say", "language"),
    [
        (Say("utter_unknown"), "en"),
        (Say("utter_hello"), "en"),
        (Say("utter_hello", {"name": None}), "en"),
        (Say("utter_dutch_only"), "nb"),
    ],
)
def test_what_cannot_be_said_is_an_error_and_not_a_blank(sentences, say, language):
    with pytest.raises(SentenceError):
        sentences.text(say, language)


def test_a_response_in_two_files_is_refused(tmp_path):
    (tmp_path / "domain").mkdir()
    for name in ("a", "b"):
        (tmp_path / "domain" / f"{name}.yml").write_text(DOMAIN)
    with pytest.raises(SentenceError, match="second time"):
        Sentences(tmp_path / "domain")


@pytest.mark.parametrize("file", ["remedies.yml", "mail.yml"])
def test_every_notice_takes_the_same_arguments_in_every_language(file):
    for name, variations in yaml_file.read(ROOT / "domain" / file)["responses"].items():
        languages = [each["condition"][0]["value"] if "condition" in each else "en" for each in variations]
        assert languages == ["en", "nl", "nb"], name
        wanted = [sorted({word.split("}")[0] for word in each["text"].split("{")[1:]}) for each in variations]
        assert wanted[0] == wanted[1] == wanted[2], name

"""Rasa's generator and ours make the same of every response: one text, one set of buttons, wherever it is said from."""

import json
import os
import subprocess

import pytest

from amends.messages.say import Say
from tests import shipped
from tests.domain.reading import LANGUAGES, ROOT, SHARED, arguments, responses

PYTHON = ROOT / ".venv-rasa/bin/python"
ASKED = [
    (name, language, {argument: f"<{argument}>" for argument in sorted(arguments(variations[0]))})
    for name, variations in sorted(responses().items())
    for language in LANGUAGES
]


@pytest.fixture(scope="module")
def by_rasa(tmp_path_factory):
    """Rasa's answers, and what it logged while it made them."""
    folder = tmp_path_factory.mktemp("rasa")
    asked, said = folder / "asked.json", folder / "said.json"
    asked.write_text(json.dumps(ASKED), "utf-8")
    done = subprocess.run(
        [PYTHON, ROOT / "tests/domain/rasa_says.py", SHARED, asked, said],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    answers = [(text, [tuple(button) for button in buttons]) for text, buttons in json.loads(said.read_text("utf-8"))]
    return dict(zip([(name, language) for name, language, _ in ASKED], answers, strict=True)), done.stdout + done.stderr


@pytest.fixture(scope="module")
def sentences():
    return shipped.sentences()


def test_texts_and_buttons_are_the_same(by_rasa, sentences):
    rasas, _ = by_rasa
    for name, language, args in ASKED:
        text, buttons = rasas[name, language]
        say = Say(name, args)
        assert (text.strip(), buttons) == (sentences.text(say, language), sentences.buttons(say, language)), name


def test_rasa_fills_every_response_without_a_complaint(by_rasa):
    _, log = by_rasa
    assert "interpolator" not in log


def test_a_choice_comes_out_as_json_whether_or_not_arguments_are_passed(by_rasa):
    rasas, _ = by_rasa
    yes_no = [f'/choose{{"yes_no": "{answer}:<proposal>"}}' for answer in ("yes", "no")]
    for language in LANGUAGES:
        behind = [
            payload
            for name in ("utter_ask_withdrawal", "utter_next_problem")
            for _, payload in rasas[name, language][1]
        ]
        assert behind == [*yes_no, '/choose{"problem": "next"}']


def test_a_language_without_variations_is_answered_in_english(sentences):
    assert sentences.text(Say("utter_thank"), "fr") == sentences.text(Say("utter_thank"), "en")

"""The bot's files: Rasa finds nothing wrong in them, and every sentence is there in every language."""

import os
import subprocess

from amends import yaml_file
from tests.rasa.server import PYTHON, ROOT

LANGUAGES = {"en", "nl", "nb"}


def language(variation: dict) -> str:  # type: ignore[type-arg]
    """Of one variation of a response: that of its condition; without one it is English."""
    return next((c["value"] for c in variation.get("condition", []) if c["name"] == "language"), "en")


def test_every_sentence_is_there_in_every_language() -> None:
    files = sorted((ROOT / "domain").glob("*.yml"))
    responses = {
        name: {language(variation) for variation in variations}
        for file in files
        for name, variations in (yaml_file.read(file).get("responses") or {}).items()
    }
    assert len(responses) > 10
    assert {name: LANGUAGES - found for name, found in responses.items() if found != LANGUAGES} == {}


def test_no_rule_says_a_sentence_of_its_own() -> None:
    for file in (ROOT / "data/rules").glob("*.yml"):
        steps = [step for rule in yaml_file.read(file)["rules"] for step in rule["steps"]]
        assert [step["action"] for step in steps if step.get("action", "").startswith("utter_")] == []


def test_rasas_own_validation_finds_nothing() -> None:
    done = subprocess.run(
        [str(PYTHON), "-m", "rasa_addons.launcher", "validate"],
        cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]

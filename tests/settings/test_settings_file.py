"""The reader of Rasa's environment reads the settings file as the settings of all others are read."""

import io
import os
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import example, given
from hypothesis import strategies as st

from amends import settings
from rasa_addons import settings_file

SECRET = "a secret of 32 characters or more"
PIECES = st.sampled_from(
    ["A", "B", "AMENDS_X", "=", " = ", " ", "\t", "#", " # ", "'", '"', "\\", "\\n", "\\'", "\n", "\r\n", "export ",
     "${A}", "${NOT_THERE:-x}", "${", "}", "é", ":", "-", "\ufeff", "\x0c"],
)  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    for name in [name for name in os.environ if name.startswith("AMENDS_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def is_read_the_same(text):
    assert settings_file.read(text) == dict(dotenv_values(stream=io.StringIO(text, newline="")))


@given(st.lists(PIECES, max_size=14).map("".join))
@example("export =5\nA=1")
@example('A="x\ny" z\nB=1')
@example("A='x\nB=1")
@example("A= # nothing\nB=#something\nC=x # but this")
@example("A=1\nB=${A}${C:-2}\nC=\nD\nA=3")
def test_every_text_is_read_as_python_dotenv_reads_it(text):
    is_read_the_same(text)


@pytest.mark.parametrize(
    "line",
    [
        f"AMENDS_INTERNAL_SECRET={SECRET}",
        f"export AMENDS_INTERNAL_SECRET = '{SECRET}'   # for web and Rasa",
        f'amends_internal_secret="{SECRET}"',
        f"AMENDS_INTERNAL_SECRET=${{SOME_PART}}{SECRET[5:]}",
    ],
)
def test_the_two_readers_have_one_value(monkeypatch, line):
    monkeypatch.setenv("SOME_PART", SECRET[:5])
    Path("amends.env").write_text("\ufeff# ours\n" + line + "\n", "utf-8")
    assert settings_file.given("INTERNAL_SECRET") == SECRET
    assert settings.load().internal_secret.get_secret_value() == SECRET


@pytest.mark.parametrize("environment", ["DEBUG", ""])
def test_the_environment_wins_in_both(monkeypatch, environment):
    Path("amends.env").write_text("AMENDS_LOG_LEVEL=ERROR\n")
    assert settings_file.given("LOG_LEVEL") == settings.load().log_level == "ERROR"
    monkeypatch.setenv("AMENDS_LOG_LEVEL", environment)
    assert settings_file.given("LOG_LEVEL") == environment
    if environment:
        assert settings.load().log_level == environment


def test_a_named_file_is_read_and_one_that_is_missing_is_not_passed_over(monkeypatch, tmp_path):
    (tmp_path / "elsewhere.env").write_text("AMENDS_LOG_LEVEL=ERROR\n")
    monkeypatch.setenv("AMENDS_SETTINGS_FILE", str(tmp_path / "elsewhere.env"))
    assert settings_file.given("LOG_LEVEL") == "ERROR"
    monkeypatch.setenv("AMENDS_SETTINGS_FILE", "nowhere.env")
    with pytest.raises(settings_file.WrongFile, match=r"AMENDS_SETTINGS_FILE names nowhere\.env"):
        settings_file.given("LOG_LEVEL")


def test_without_a_file_nothing_is_given():
    assert settings_file.given("LOG_LEVEL") is None


def test_a_file_that_is_not_text_is_named():
    Path("amends.env").write_bytes(b"AMENDS_LOG_LEVEL=\xff\n")
    with pytest.raises(settings_file.WrongFile, match="not UTF-8"):
        settings_file.given("LOG_LEVEL")

"""The reader of Rasa's environment reads the settings file as the settings of all others are read."""

import io
import os
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import example, given
from hypothesis import strategies as st

from amends import settings
from amends.errors import SettingError
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


def in_a_file(monkeypatch: pytest.MonkeyPatch, text: str) -> Path:
    held = Path("secret.txt").absolute()
    held.write_text(text, "utf-8")
    monkeypatch.setenv("AMENDS_INTERNAL_SECRET_FILE", str(held))
    return held


def test_a_value_in_a_file_of_its_own_is_read_by_both(monkeypatch):
    in_a_file(monkeypatch, SECRET + "\n")
    assert settings_file.given("INTERNAL_SECRET") == SECRET
    assert settings.load().secret() == SECRET


def test_the_settings_file_may_name_it_and_json_may_stand_in_it(monkeypatch):
    Path("backends.json").write_text('{"norrnet": {"url": "https://orders.example.com", "token": "t"}}\n', "utf-8")
    Path("amends.env").write_text("AMENDS_ORDER_BACKENDS_FILE=backends.json\n", "utf-8")
    assert settings.load().order_backend("norrnet").token.get_secret_value() == "t"
    assert settings_file.given("ORDER_BACKENDS").startswith("{")


def test_a_setting_that_is_given_both_ways_in_one_place_stops_both(monkeypatch):
    held = in_a_file(monkeypatch, SECRET)
    monkeypatch.setenv("AMENDS_INTERNAL_SECRET", SECRET)
    both_refuse()
    monkeypatch.delenv("AMENDS_INTERNAL_SECRET")
    monkeypatch.delenv("AMENDS_INTERNAL_SECRET_FILE")
    both = f"AMENDS_INTERNAL_SECRET={SECRET}\nAMENDS_INTERNAL_SECRET_FILE={held}\n"
    Path("amends.env").write_text(both, "utf-8")
    both_refuse()


def both_refuse():
    with pytest.raises(SettingError, match="are both set"):
        settings.load()
    with pytest.raises(settings_file.WrongFile, match="are both set"):
        settings_file.given("INTERNAL_SECRET")


@pytest.mark.parametrize("by", ["value", "file"])
def test_the_environment_wins_over_the_settings_file_either_way(monkeypatch, by):
    """`make run` hands its processes the values, with the settings file still beside them."""
    other = Path("other.txt").absolute()
    other.write_text("of the settings file, which must not be read here\n", "utf-8")
    Path("amends.env").write_text(f"AMENDS_INTERNAL_SECRET_FILE={other}\n", "utf-8")
    if by == "value":
        monkeypatch.setenv("AMENDS_INTERNAL_SECRET", SECRET)
    else:
        in_a_file(monkeypatch, SECRET)
    assert settings.load().secret() == SECRET
    assert settings_file.given("INTERNAL_SECRET") == SECRET


def test_a_file_that_is_not_there_is_named_with_its_setting(monkeypatch):
    in_a_file(monkeypatch, SECRET).unlink()
    with pytest.raises(SettingError, match=r"AMENDS_INTERNAL_SECRET_FILE names .*cannot be read: No such file"):
        settings.load()
    with pytest.raises(settings_file.WrongFile, match=r"AMENDS_INTERNAL_SECRET_FILE names .*cannot be read: No such"):
        settings_file.given("INTERNAL_SECRET")


def test_a_setting_that_there_was_says_what_took_its_place(monkeypatch):
    monkeypatch.setenv("AMENDS_TRACKER_URL", "sqlite:///var/rasa.db")
    with pytest.raises(SettingError, match="not a setting any more"):
        settings.load()


def test_a_misspelt_name_of_a_file_is_refused(monkeypatch):
    monkeypatch.setenv("AMENDS_SMTP_PASSWORT_FILE", "secret.txt")
    with pytest.raises(SettingError, match="Did you mean AMENDS_SMTP_PASSWORD"):
        settings.load()

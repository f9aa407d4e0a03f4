"""What the pages tell to type is there: each command of `amends` with its options, and each setting."""

import argparse
import re
from unittest.mock import patch

import pytest

from amends import cli
from amends.channels.commands import PREFIX as CREDENTIALS
from amends.settings import FILE_VARIABLE, Settings
from tests.setup.repository import files, name

PAGES = files("docs/*.md", "README.md", "CONTRIBUTING.md", "SECURITY.md")
DEPLOYED = [path for path in files("deploy/*") if path.suffix != ".json"]
TYPED = re.compile(r"(?:^|`|bin/|&& |-m )amends((?: +[^\s`|&;#()]+)+)", re.MULTILINE)
SETTING = re.compile(r"\bAMENDS_[A-Z0-9_]*[A-Z0-9]\b")


class Parsed(Exception):
    """Carries the parser, once it is whole."""


def parser_of_all() -> argparse.ArgumentParser:
    def stop(parser, _arguments=None):
        raise Parsed(parser)

    with patch.object(argparse.ArgumentParser, "parse_args", stop), pytest.raises(Parsed) as caught:
        cli.main([])
    return caught.value.args[0]


ALL = parser_of_all()


def wrong(words):
    """The first of the words that is no command, or no option of it; None where all are right."""
    parser = ALL
    for word in words:
        below = next((each for each in parser._actions if isinstance(each, argparse._SubParsersAction)), None)
        if word.startswith("--"):
            if word.partition("=")[0].rstrip(".,:") not in parser._option_string_actions:
                return word
        elif below is not None:
            parser = below.choices.get(word.rstrip(".,:"))
            if parser is None:
                return word
    return None


def typed(path):
    """Each command as a list of its words."""
    return [found[1].split() for found in TYPED.finditer(path.read_text("utf-8"))]


@pytest.mark.parametrize("path", [path for path in PAGES if typed(path)], ids=name)
def test_each_command_and_each_option_is_there(path):
    assert [" ".join(words) for words in typed(path) if wrong(words)] == []


def test_a_command_that_is_not_there_is_found():
    assert wrong(["verify", "--journal", "x"]) is None
    assert wrong(["desk", "user", "add", "--name", "Anna"]) is None
    assert wrong(["verfy"]) == "verfy"
    assert wrong(["desk", "users"]) == "users"
    assert wrong(["backup", "/var/backups", "--kept", "14"]) == "--kept"


KNOWN = {f"AMENDS_{each.upper()}" for each in Settings.model_fields} | {FILE_VARIABLE}


@pytest.mark.parametrize("path", [*PAGES, *DEPLOYED], ids=name)
def test_each_setting_is_there(path):
    named = {each for each in SETTING.findall(path.read_text("utf-8")) if not each.startswith(CREDENTIALS)}
    assert {each for each in named if each not in KNOWN and each.removesuffix("_FILE") not in KNOWN} == set()

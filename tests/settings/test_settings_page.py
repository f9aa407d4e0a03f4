"""Every setting is documented, and the page is the one that the code prints."""

import re

import pytest

from amends.settings import Settings
from amends.settings_errors import OF_A_CHANNEL, OTHERS
from amends.settings_from_files import SUFFIX
from devtools.doctor.settings_page import page
from tests.setup.repository import ROOT, files, name

NAMES = re.compile(r"\bAMENDS_([A-Z][A-Z0-9_]*[A-Z0-9])\b")
# They use wrong names on purpose.
EXCEPT = {"tests/settings/test_settings.py", "tests/settings/test_settings_file.py"}


def test_the_page_is_not_stale():
    assert (ROOT / "docs/settings.md").read_text("utf-8") == page(), "run `make docs`"


@pytest.mark.parametrize("setting", Settings.model_fields)
def test_every_setting_says_what_it_holds(setting):
    description = Settings.model_fields[setting].description
    assert description, f"{setting} has no description"
    assert description.endswith(".")


@pytest.mark.parametrize("setting", [name for name in Settings.model_fields if name.endswith(("_s", "_minutes"))])
def test_a_duration_says_its_unit_in_words_too(setting):
    unit = "minutes" if setting.endswith("_minutes") else "second"
    assert unit in Settings.model_fields[setting].description.lower()


def _other(name):
    is_file = name.removesuffix(SUFFIX).lower() in Settings.model_fields
    return is_file or name.startswith(OTHERS) or OF_A_CHANNEL.fullmatch(name) is not None


def test_no_file_uses_a_setting_that_does_not_exist():
    unknown = {}
    for path in files("*.py", "*.sh", "*.md", "*.yml", "*.yaml", "Makefile", ".ci/*"):
        if name(path) in EXCEPT:
            continue
        used = {found.lower() for found in NAMES.findall(path.read_text("utf-8"))}
        strange = {one for one in used - set(Settings.model_fields) if not _other(one.upper())}
        if strange:
            unknown[name(path)] = sorted(strange)
    assert not unknown

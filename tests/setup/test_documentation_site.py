"""The documentation as a site: every page in its table of contents; where it is built, nothing comes from elsewhere."""

import re
import tomllib
from pathlib import Path

import pytest

from devtools.decision_index import page

ROOT = Path(__file__).parents[2]
SITE = ROOT / "var" / "site"
_LOADED = re.compile(r"<(?:script|img|link rel=\"?stylesheet\"?)[^>]+(?:src|href)=\"?(?:https?:)?//[^>]+>")


def test_every_page_stands_in_the_contents():
    contents = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"]
    named = set(re.findall(r"'([\w/.-]+\.md)'", str(contents)))
    pages = {str(file.relative_to(ROOT / "docs")) for file in (ROOT / "docs").rglob("*.md")}
    assert {each for each in pages if not re.match(r"decisions/\d{4}-", each)} == named


def test_every_decision_stands_in_its_index():
    assert (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8") == page(), "run `make docs`"


def test_nothing_is_loaded_from_elsewhere():
    if not SITE.is_dir():
        pytest.skip("the site is not built: make site")
    for file in SITE.rglob("*.html"):
        assert not _LOADED.search(file.read_text("utf-8")), file

"""The pages for newcomers keep up with the code."""

import re

from tests.setup.repository import ROOT, files
from tests.setup.test_imports import RINGS

ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")
GLOSSARY = (ROOT / "docs/glossary.md").read_text("utf-8")


def test_the_architecture_names_every_package_of_the_core_in_the_order_of_the_rings():
    listed = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", ARCHITECTURE, re.M)
    named = [package for cell in listed for package in re.findall(r"\w+", cell)]
    packages = [ring for ring in RINGS if (ROOT / "amends" / ring / "__init__.py").exists()]
    assert [package for package in named if package in packages] == packages
    assert set(named) <= set(RINGS)


def test_the_architecture_names_every_folder_of_code_and_is_short():
    folders = {path.relative_to(ROOT).parts[0] for path in files("*.py")} - {"tests", "benchmarks", "setup.py"}
    assert {folder for folder in folders if f"`{folder}/`" not in ARCHITECTURE} == set()
    assert len(ARCHITECTURE.splitlines()) <= 150


def test_the_glossary_is_alphabetical_and_gives_each_word_one_meaning():
    words = [word.casefold() for word in re.findall(r"^\| ([^|]+?) \| ", GLOSSARY, re.M) if word not in {"word", "---"}]
    assert len(words) > 60
    assert words == sorted(words)
    assert len(words) == len(set(words))


def test_the_readme_leads_to_them():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert {
        page for page in ("docs/architecture.md", "docs/glossary.md", "CONTRIBUTING.md") if page not in readme
    } == set()

"""House rules that hold for every file."""

import re

import pytest

from tests.setup.repository import ROOT, files, name

LONGEST = 300
WIDEST = 120
# Put together from halves, or this file would break its own rule.
MACHINE_PATH = re.compile("|".join(("/wo" + r"rk\b", "/ro" + r"ot\b", r"/ho" + r"me/[a-z]", r"/Us" + r"ers/[A-Za-z]")))
LOCKS = files("requirements/*.txt")


def text(path):
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""  # a picture


def test_no_python_file_is_longer_than_300_lines():
    long = {name(path): count for path in files("*.py") if (count := len(text(path).splitlines())) > LONGEST}
    assert not long


def test_no_line_of_a_page_is_longer_than_120_characters():
    long = [
        f"{name(path)}:{number}"
        for path in files("web/*.html")
        for number, line in enumerate(text(path).splitlines(), 1)
        if len(line) > WIDEST
    ]
    assert not long


def test_no_file_holds_a_path_of_one_machine():
    held = {name(path): found.group() for path in files() if (found := MACHINE_PATH.search(text(path)))}
    assert not held


def test_no_start_waits_for_the_parser_that_is_written_in_python():
    product = files("amends/*.py", "web/*.py", "worker/*.py", "actions/*.py", "demo/*.py", "devtools/*.py")
    slow = [name(path) for path in product if re.search(r"\bsafe_load\b|\byaml\.(Safe|Base)?Loader\b", text(path))]
    assert not slow, "read the file with amends.yaml_file"


@pytest.mark.parametrize("lock", LOCKS, ids=name)
def test_a_lock_names_no_registry_and_hashes_every_package(lock):
    assert "://" not in text(lock)
    assert "--index-url" not in text(lock)
    packages = re.findall(r"^[A-Za-z0-9].*?(?=^[A-Za-z0-9]|\Z)", text(lock), re.MULTILINE | re.DOTALL)
    assert packages
    assert not [package.split()[0] for package in packages if "--hash=sha256:" not in package]


def test_every_lock_has_what_it_was_made_from():
    assert {lock.stem for lock in LOCKS} == {path.stem for path in (ROOT / "requirements").glob("*.in")}

"""A file of ever more brackets is refused in a sentence; it does not end the process that reads it."""

import shutil
import subprocess
import sys

import pytest
import yaml

from amends import yaml_file
from amends.errors import PolicyError
from amends.policy import document
from tests.setup.repository import ROOT

MANY = 100_000
DEEP = {
    "lists": "[" * MANY + "]" * MANY,
    "lists without an end": "[" * MANY,
    "mappings": "{a: " * MANY + "1" + "}" * MANY,
    "dashes": "- " * MANY + "a",
    "keys": "? " * MANY + "a",
    "indented": "".join(f"{' ' * level}a:\n" for level in range(1000)),
    "in a key": "a: 1\nb:\n  - c\n  - " + "[" * MANY,
    "after a directive": "%YAML 1.1\n---\n" + "[" * MANY,
    "on the line of the document": "--- " + "[" * MANY,
}
READ_ALL = """
import sys
from pathlib import Path
from amends import yaml_file
from amends.policy import document, examples
for reader in (yaml_file.read, document.read, examples._read):
    for file in sys.argv[1:]:
        try:
            reader(Path(file))
        except Exception as fault:
            print("is nested too deeply" in str(fault))
"""


def test_every_reader_lives_to_say_it(tmp_path):
    files = [tmp_path / f"{number}.yml" for number in range(len(DEEP))]
    for file, text in zip(files, DEEP.values(), strict=True):
        file.write_text(text)
    command = [sys.executable, "-c", READ_ALL, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0
    assert done.stdout.split() == ["True"] * 3 * len(DEEP)


@pytest.mark.parametrize("name", ["lists", "dashes", "indented"])
def test_a_policy_file_says_where(tmp_path, name):
    (tmp_path / "merchant.yml").write_text(f"name: x\nterms:\n  {DEEP[name].replace(chr(10), chr(10) + '  ')}")
    with pytest.raises(PolicyError, match=r"merchant\.yml:\d+: .*is nested too deeply"):
        document.read(tmp_path / "merchant.yml")


@pytest.mark.parametrize("text", ["[" * 99 + "]" * 99, "- " * 99 + "a", "a: '" + "[" * 2000 + "'", "# " + "{" * 2000])
def test_what_is_not_deep_is_read(tmp_path, text):
    (tmp_path / "a.yml").write_text(text)
    assert yaml_file.read(tmp_path / "a.yml") == yaml.safe_load(text)


def test_the_policy_check_ends_with_a_sentence(tmp_path):
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    (tmp_path / "policies/norrnet/merchant.yml").write_text(DEEP["lists"])
    command = [sys.executable, "-m", "amends", "policy", "check", "--policies", str(tmp_path / "policies")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode in {1, 2}
    assert "is nested too deeply" in done.stdout + done.stderr

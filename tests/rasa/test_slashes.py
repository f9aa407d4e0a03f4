"""Rasa's own reader of commands finds none in what our inbox hands on."""

import json
import subprocess

from tests.setup.repository import ROOT
from tests.slashes import variants

PYTHON = ROOT / ".venv-rasa/bin/python"


def test_no_dress_makes_a_command_of_what_was_typed():
    done = subprocess.run(
        [PYTHON, "-m", "tests.rasa.slashes_check"],
        input=json.dumps(variants()),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    as_typed, as_read = json.loads(done.stdout.splitlines()[-1])
    assert as_typed > 100, "without our inbox Rasa takes many of them"
    assert as_read == []

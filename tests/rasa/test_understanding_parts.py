"""The parts of the model alone, in Rasa's environment: the encoder, what is kept of it, the heads, the messages."""

import subprocess

from tests.rasa.server import PYTHON, ROOT


def test_the_parts_hold_what_they_say() -> None:
    done = subprocess.run(
        [str(PYTHON), "-W", "ignore", "-m", "tests.rasa.understanding_check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert len(done.stdout.splitlines()) == 7

"""The model of the present data for the tests: trained once, found again by its fingerprint."""

import fcntl
import subprocess
from pathlib import Path

from rasa_addons.digest import digest_file
from rasa_addons.fingerprint import fingerprint
from tests.rasa.server import PYTHON, ROOT


def trained_model() -> Path:
    """models/<fingerprint>.tar.gz, trained where it is missing (about 25 s)."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "train.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        model = ROOT / "models" / f"{fingerprint(ROOT)}.tar.gz"
        if not (model.is_file() and digest_file(model).is_file()):
            _train(model)
        return model


def _train(model: Path) -> None:
    command = [str(PYTHON), "-m", "rasa_addons.launcher", "train", "--out", str(model)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]

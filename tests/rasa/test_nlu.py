"""How often the English sentences of tests/nlu/en.yml, which no training saw, get the intent they were written for."""

import json
import os
import subprocess
from pathlib import Path

from tests.rasa.server import PYTHON, ROOT

FLOOR = 0.88
EACH_FLOOR = 0.5


def test_held_out_sentences_are_understood(model: Path, tmp_path: Path) -> None:
    command = ["-m", "rasa", "test", "nlu", "--nlu", "tests/nlu/en.yml", "--model", str(model), "--no-plot", "--out"]
    done = subprocess.run(
        [str(PYTHON), *command, str(tmp_path)],
        cwd=ROOT, env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    report = json.loads((tmp_path / "intent_report.json").read_text())
    weak = {name: row["recall"] for name, row in report.items() if isinstance(row, dict) and row["support"] == 10}
    assert report["accuracy"] >= FLOOR
    assert {name: recall for name, recall in weak.items() if recall < EACH_FLOOR} == {}

"""A process's log: kept across its starts, and bounded."""

import os
import sys
from pathlib import Path

from devtools.runner import child as module
from devtools.runner.child import Child, end

WAITING = """
import sys, time
print("x" * 101, flush=True)
while not open(sys.argv[1]).read(): time.sleep(0.02)
print("on")
"""


def run(folder: Path, words: str) -> Child:
    """A process that writes `words` and ends."""
    child = Child(
        "one", (sys.executable, "-c", f"print({words!r}, flush=True)"), os.environ, folder, folder / "one.log"
    )
    child.process.wait()
    return child


def test_the_next_start_writes_behind_what_the_last_one_said(tmp_path):
    run(tmp_path, "the last words before the crash")
    later = run(tmp_path, "a new day")
    text = (tmp_path / "one.log").read_text()
    assert text.index("the last words before the crash") < text.index("a new day")
    assert text.count("--- one started, ") == 2
    assert later.new_lines() == later.tail() == ["a new day"]


def test_a_log_that_has_grown_too_large_is_put_aside_at_the_next_start(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MAX_LOG_BYTES", 100)
    run(tmp_path, "x" * 101)
    run(tmp_path, "a new day")
    assert "xxx" not in (tmp_path / "one.log").read_text()
    assert "xxx" in (tmp_path / "one.log.1").read_text()


def test_a_log_that_grows_too_large_meanwhile_is_put_aside_and_written_on(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MAX_LOG_BYTES", 100)
    go = tmp_path / "go"
    go.touch()
    log = tmp_path / "one.log"
    child = Child("one", (sys.executable, "-c", WAITING, str(go)), os.environ, tmp_path, log)
    shown: list[str] = []
    while not shown:
        shown += child.new_lines()
    child.bound_log()
    assert log.read_text() == ""
    go.write_text("go")
    child.process.wait()
    assert log.read_text() == "on\n"
    assert child.new_lines() == child.tail() == ["on"]
    end([child])

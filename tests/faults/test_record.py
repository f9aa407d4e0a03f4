"""The journal of runs, and the matrix that it is about."""

from dataclasses import replace

from faults.matrix import POINTS, PROCESSES, cells, chosen
from faults.record import Record, Run, table

RUN = Run(
    cell="kill/web/yes", seed=0, at="2026-11-30T11:00:00+00:00", versions={"amends": "abc"}, claim="a/plain/en",
    last="utter_welcome", outcome="as_owed", struck=True, seconds=4.321, recovered_s=3.2, client_errors=2,
    violations=(),
)  # fmt: skip


def test_what_stands_there_is_not_run_again(tmp_path):
    two = chosen("kill/web/yes", "kill/web/told")
    record = Record(tmp_path / "deep" / "runs.jsonl")
    assert len(record.left(two, 2)) == 4
    record.add(RUN)
    again = Record(record.file)
    left = [(cell.id, seed) for cell, seed in again.left(two, 2)]
    assert left == [("kill/web/told", 0), ("kill/web/yes", 1), ("kill/web/told", 1)]
    assert again.runs == [RUN.as_json()]


def test_without_a_number_each_cell_has_its_own(tmp_path):
    assert len(Record(tmp_path / "runs.jsonl").left(cells(), None)) == sum(cell.seeds for cell in cells())


def test_a_line_that_was_cut_off_is_run_again(tmp_path):
    record = Record(tmp_path / "runs.jsonl")
    record.add(RUN)
    record.file.write_text(record.file.read_text("utf-8") + '{"cell": "kill/web/to', "utf-8")
    again = Record(record.file)
    assert len(again.runs) == 1
    again.add(replace(RUN, seed=1))
    assert [run["seed"] for run in Record(record.file).runs] == [0, 1]


def test_the_figures_of_an_axis(tmp_path):
    bad = replace(RUN, seed=1, outcome="person", recovered_s=9.99, violations=[("I2", "Twice.")])
    lines = table([RUN.as_json(), bad.as_json(), replace(RUN, cell="backend/html/refund", recovered_s=None).as_json()])
    assert "| – | backend | html | 1 | 1 | 1 | 0 | 0 | 0 | 0 | – |" in lines
    assert "| – | kill | web | 2 | 2 | 1 | 1 | 0 | 0 | 1 | 10.0 s |" in lines
    assert "| **all** |  |  | 3 | 3 | 2 | 1 | 0 | 0 | 1 | 10.0 s |" in lines


def test_each_process_is_killed_at_each_point():
    ids = [cell.id for cell in cells()]
    assert len(ids) == len(set(ids)) > 200
    assert {f"kill/{process}/{point}" for process in PROCESSES for point in POINTS} <= set(ids)
    assert sum(cell.seeds for cell in cells()) > 4500

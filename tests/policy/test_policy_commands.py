"""`amends policy check`, `book` and `replay`: they find what they are for, and are quiet where all is well."""

import json
import shutil
from dataclasses import replace

import pytest

from amends.cli import main
from amends.policy import examples
from amends.policy.loader import DEFAULT_FOLDER
from amends.policy.terms import TERMS
from tests.policy.conftest import CASES
from tests.policy_folder import change, folder

__all__ = ["folder"]


def test_the_shipped_policies_are_in_order(capsys):
    assert main(["policy", "check"]) == 0
    assert capsys.readouterr().out.count("in order") == 2


@pytest.mark.parametrize(
    ("right", "wrong", "finding"),
    [
        (
            "  - {id: N13, when: {issue: external_problem}, outcome: deny, cites: \"2g\"}\n",
            "  - {id: N13, when: {issue: external_problem}, outcome: deny, cites: \"2g\"}\n"
            "  - {id: N13b, when: {issue: external_problem, activated: true}, outcome: deny, cites: \"2g\"}\n",
            "row N13b (line 221) can never be reached: row N13 takes all of its cases",
        ),
        ("cites: \"2f\"}", "cites: \"2g\"}", "clause 2f is cited by no row"),
        ("  - id: \"2f\"\n", "  - id: \"2f\"\n    information: true\n", "clause 2f is marked as information"),
        ("timely_fix: 24 hours", "timely_fix: 25 hours", "row N10d, example 'A minute longer is refunded'"),
    ],
)  # fmt: skip
def test_a_policy_that_is_not_in_order_is_found_out(folder, capsys, right, wrong, finding):
    change(folder / "norrnet/refund/2025-01-01.yml", right, wrong)
    assert main(["policy", "check", "--policies", str(folder)]) == 1
    found = capsys.readouterr().out
    assert finding.split(" (line")[0] in found
    assert finding.rsplit(")", 1)[-1] in found


def test_a_row_without_an_example_on_either_side_is_found_out(tmp_path, capsys):
    cases = shutil.copytree(CASES, tmp_path / "cases")
    (cases / "norrnet" / "N13.yml").unlink()
    assert main(["policy", "check", "--examples", str(cases)]) == 1
    found = capsys.readouterr().out
    assert "row N13 has no example that it decides" in found
    assert "row N13 has no example that it leaves to another" in found


@pytest.mark.parametrize(
    ("file", "right", "wrong", "said"),
    [
        ("N13.yml", "expect: {row", "hope: {row", "example 1 is not understood: hope"),
        ("N13.yml", "row: N13\n", "", "holds no examples of a row"),
        ("N13.yml", "  - name:", "  - nothing\n  - name:", "example 1 is not understood"),
        ("N13.yml", "claim: {issue: external_problem", "claim: {issue: sorrow", "is not understood: claim"),
        ("base.yml", "claim:", "plea:", "is no base of examples"),
        ("base.yml", "now:", "now: yesterday #", "'yesterday' is not an RFC 3339 instant"),
    ],
)
def test_an_example_that_nobody_understands_is_refused(tmp_path, capsys, file, right, wrong, said):
    cases = shutil.copytree(CASES, tmp_path / "cases")
    change(cases / "norrnet" / file, right, wrong)
    assert main(["policy", "check", "--examples", str(cases)]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"shows": ("paid", "unheard_of")}, "`paid_in_full` shows `unheard_of`, which has no reader. Add a reader"),
        ({"needs": "patience"}, "`paid_in_full` needs `patience`, which is no setting. Let the term need one of"),
    ],
)
def test_a_term_that_rests_on_what_is_not_there_is_named_with_the_rows_line(folder, capsys, monkeypatch, asked, said):
    term = replace(TERMS["disputed"], name="paid_in_full", **asked)
    monkeypatch.setitem(TERMS, "paid_in_full", term)
    file = folder / "norrnet/refund/2025-01-01.yml"
    row = "  - {id: N13, when: {issue: external_problem"
    line = change(file, row, f"{row}, paid_in_full: false")
    assert main(["policy", "check", "--policies", str(folder)]) == 2
    told = capsys.readouterr().err
    assert f"{file}:{line}: {said}" in told
    assert "Traceback" not in told


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_the_book_has_every_clause_and_every_row(tmp_path, policies, language):
    assert main(["policy", "book", "--language", language, "--output", str(tmp_path)]) == 0
    for merchant, versions in policies.items():
        policy = versions.newest
        for kind in ("md", "html"):
            book = (tmp_path / f"{merchant}.{kind}").read_text("utf-8")
            for clause in (*policy.clauses.values(), *policy.statute.clauses.values()):
                assert clause.heading[language] in book.replace("&#39;", "'")
            for row in (*policy.rows, *policy.statute.rows):
                assert row.id in book
    assert "24 hours" in (tmp_path / "norrnet.md").read_text("utf-8")


def test_the_book_writes_texts_as_text(folder, tmp_path):
    change(folder / "norrnet/refund/2025-01-01.yml", "en: Paid twice", "en: <script>alert(1)</script>")
    out = tmp_path / "out"
    assert main(["policy", "book", "--merchant", "norrnet", "--policies", str(folder), "--output", str(out)]) == 0
    assert "<script>" not in (out / "norrnet.html").read_text("utf-8")


def test_a_replay_lists_the_cases_that_a_draft_changes_and_no_others(folder, tmp_path, capsys):
    worked = [e for e in examples.load(CASES, "norrnet") if e.row in {"N10d", "N11b"}]
    past = tmp_path / "past.jsonl"
    past.write_text(
        "\n".join(
            json.dumps({"merchant": e.merchant, "order": e.order, "claim": e.claim, "now": e.now}) for e in worked
        )
    )
    assert main(["policy", "replay", str(past), "--draft", str(folder)]) == 0
    change(folder / "norrnet/refund/2025-01-01.yml", "timely_fix: 24 hours", "timely_fix: 25 hours")
    capsys.readouterr()
    assert main(["policy", "replay", str(past), "--draft", str(folder)]) == 1
    printed = capsys.readouterr()
    changed = [json.loads(line) for line in printed.out.splitlines()]
    assert [(case["before"]["outcome"], case["after"]["outcome"]) for case in changed] == [("approve", "deny")]
    assert f"1 of {len(worked)} cases change" in printed.err


def test_a_replay_names_a_broken_line(tmp_path, capsys):
    (tmp_path / "past.jsonl").write_text("{}\n")
    assert main(["policy", "replay", str(tmp_path / "past.jsonl"), "--draft", str(DEFAULT_FOLDER)]) == 2
    assert "line 1" in capsys.readouterr().err

"""`amends decide`, as a shell sees it."""

import io
import json
from types import SimpleNamespace

import pytest

from amends import contracts
from amends.cli import main
from amends.policy import deciding, examples
from tests.policy.conftest import CASES

NOW = "2026-11-23T12:00:00+01:00"
ORDINARY = next(e for e in examples.load(CASES, "norrnet") if e.row == "N11b")


@pytest.fixture
def files(tmp_path):
    order, claim = tmp_path / "order.json", tmp_path / "claim.json"
    order.write_text(json.dumps(ORDINARY.order))
    claim.write_text(json.dumps(ORDINARY.claim))
    return SimpleNamespace(order=str(order), claim=str(claim), folder=tmp_path)


def decide(*arguments):
    return main(["decide", "--merchant", "norrnet", *arguments])


def line(**changes):
    return json.dumps({"merchant": "norrnet", "order": ORDINARY.order, "claim": ORDINARY.claim, "now": NOW} | changes)


def stdin(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))


def test_one_decision_is_printed_in_the_contracts_shape(files, capsys):
    assert decide("--order", files.order, "--claim", files.claim, "--now", NOW) == 0
    decision = json.loads(capsys.readouterr().out)
    contracts.check("decision", decision)
    assert (decision["row"], decision["amount"]) == ("N11b", {"amount": "490.00", "currency": "NOK"})
    assert decision["policy"] == {"id": "norrnet", "version": "2025-01-01"}


def test_an_order_comes_from_standard_input_too(files, capsys, monkeypatch):
    stdin(monkeypatch, json.dumps(ORDINARY.order))
    assert decide("--order", "-", "--claim", files.claim, "--now", NOW) == 0
    assert json.loads(capsys.readouterr().out)["row"] == "N11b"


@pytest.mark.parametrize("order", ["null", None])
def test_no_such_order_is_decided_as_well(files, capsys, order):
    given = []
    if order is not None:
        (files.folder / "none.json").write_text(order)
        given = ["--order", str(files.folder / "none.json")]
    assert decide(*given, "--claim", files.claim, "--now", NOW) == 0
    assert json.loads(capsys.readouterr().out)["row"] == "N01"


def test_every_fault_of_every_file_has_its_line_with_its_path(files, capsys):
    broken = json.loads(json.dumps(ORDINARY.order))
    broken["payments"][0]["amount"]["amount"] = "12,50"
    broken["placed_at"] = "2026-11-19T09:00:00"
    (files.folder / "broken.json").write_text(json.dumps(broken))
    (files.folder / "claim.json").write_text(json.dumps(ORDINARY.claim | {"issue": "boredom"}))
    assert decide("--order", str(files.folder / "broken.json"), "--claim", files.claim, "--now", "yesterday") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    lines = printed.err.splitlines()
    for start in ("order: $.payments[0].amount.amount:", "order: $.placed_at:", "claim: $.issue:", "now: $:"):
        assert any(line.startswith(start) for line in lines), start
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("name", "content"),
    [("order", "{"), ("order", '{"number": NaN}'), ("order", "[" * 100_000), ("order", '"\\ud800"'), ("claim", "null")],
)
def test_what_is_no_document_is_a_fault_and_no_crash(files, capsys, name, content):
    (files.folder / f"{name}.json").write_text(content)
    assert decide("--order", files.order, "--claim", files.claim, "--now", NOW) == 2
    assert capsys.readouterr().err.startswith(f"{name}: $: ")


def test_two_currencies_in_one_order_are_a_fault(files, capsys):
    mixed = json.loads(json.dumps(ORDINARY.order)) | {
        "billing": {"overcharged_amount": {"amount": "0.00", "currency": "EUR"}}
    }
    (files.folder / "order.json").write_text(json.dumps(mixed))
    assert decide("--order", files.order, "--claim", files.claim, "--now", NOW) == 2
    assert "$.billing.overcharged_amount" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["order.json", "claim.json"])
def test_a_file_that_is_not_there_is_no_missing_order(files, capsys, missing):
    (files.folder / missing).unlink()
    assert decide("--order", files.order, "--claim", files.claim, "--now", NOW) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_an_unknown_merchant_is_named_with_the_known_ones(files, capsys):
    assert main(["decide", "--merchant", "nobody", "--claim", files.claim]) == 2
    assert "itnet, norrnet" in capsys.readouterr().err


def test_without_a_claim_the_command_says_what_it_needs(capsys):
    assert main(["decide", "--merchant", "norrnet"]) == 2
    assert "--claim" in capsys.readouterr().err


def test_a_batch_answers_each_line_in_its_place_and_goes_on_after_a_broken_one(files, capsys, monkeypatch):
    lines = [line(), "{", line(order=None), line(merchant="nobody", now="noon"), line(claim={}), "[]", "", line()]
    stdin(monkeypatch, "\n".join(lines) + "\n")
    assert main(["decide", "--batch", "-"]) == 1
    answers = [json.loads(answer) for answer in capsys.readouterr().out.splitlines()]
    assert [answer.get("row") for answer in answers] == ["N11b", None, "N01", None, None, None, "N11b"]
    assert [answer.get("line") for answer in answers] == [None, 2, None, 4, 5, 6, None]
    assert [fault["path"] for fault in answers[3]["faults"]] == ["$.merchant", "$.now"]
    assert len(answers[4]["faults"]) == 4  # what a claim requires
    assert all(fault["path"].startswith("$.claim") for fault in answers[4]["faults"])


def test_a_line_on_which_deciding_itself_fails_gets_an_error_and_the_rest_goes_on(capsys, monkeypatch):
    def fails_for_another(policy, order, claim, now):
        if claim.issue == "other":
            raise ArithmeticError("out of figures")
        return decide_one(policy, order, claim, now)

    decide_one = deciding.decide
    monkeypatch.setattr(deciding, "decide", fails_for_another)
    stdin(monkeypatch, "\n".join([line(), line(claim=ORDINARY.claim | {"issue": "other"}), line()]))
    assert main(["decide", "--batch", "-"]) == 1
    answers = [json.loads(answer) for answer in capsys.readouterr().out.splitlines()]
    assert [answer.get("row") for answer in answers] == ["N11b", None, "N11b"]
    (fault,) = answers[1]["faults"]
    assert (answers[1]["line"], fault["path"]) == (2, "$")
    assert "ArithmeticError: out of figures" in fault["message"]


def test_a_batch_without_a_broken_line_ends_well(files, capsys):
    (files.folder / "cases.jsonl").write_text(line() + "\n" + line())
    assert main(["decide", "--batch", str(files.folder / "cases.jsonl")]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_an_explanation_gives_outcome_clauses_and_facts_in_the_language_asked_for(files, capsys):
    arguments = ("--order", files.order, "--claim", files.claim, "--now", NOW, "--explain", "--language", "nb")
    assert decide(*arguments) == 0
    told = capsys.readouterr().out
    assert "Outcome: approve, full_refund, 490,00" in told
    assert "Clause 2d: Bestilt ved en feil" in told
    assert "- activated: false" not in told  # N11b does not ask whether the service is active: N11a did before it
    assert '- issue: "' in told

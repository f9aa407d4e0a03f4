"""A merchant's own kinds of problem: declared in issues.yml, decided by rows, and refused where they cannot be used."""

import json
from pathlib import Path

import pytest

from amends.cli import main
from amends.errors import PolicyError
from amends.policy.loader import load_merchant
from amends.policy.own_issues import FEWEST_MESSAGES
from tests.policy import own_merchants
from tests.policy_folder import change

MOVED = "Het concert is verplaatst naar een dag waarop ik niet kan"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return own_merchants.copied(tmp_path / "policies")


def fault(folder: Path) -> str:
    with pytest.raises(PolicyError) as told:
        load_merchant(folder, "podium")
    return str(told.value)


def test_a_kind_has_its_words_and_a_question_where_the_merchant_asks_one():
    own = own_merchants.policies()["podium"].merchant.issues
    assert list(own) == ["event_moved", "seat_changed"]
    assert own["event_moved"].label["nl"] == "Het evenement is verplaatst"
    assert own["event_moved"].question is not None
    assert own["seat_changed"].question is None


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("event_moved:", "Event-Moved:", "is not a name for it"),
        ("event_moved:", "outage:", "is an issue already"),
        ("label: {nl: Het evenement is verplaatst}", "label: {en: It was moved}", "nl"),
        ("label: {nl: Het evenement is verplaatst}", "label: {nl: " + "x" * 41 + "}", "41 characters"),
        (MOVED, "Jullie hebben de datum van het festival veranderd, dat past niet meer", ""),
        (MOVED, "Mijn plaatsen zijn veranderd zonder dat ik dat wilde", "stands under"),
        (f"- {MOVED}", '- ""', "a text is expected here"),
        ("seat_changed:", "event_moved:", "twice"),
    ],
)
def test_a_fault_is_told_with_its_line_and_the_way_out(folder: Path, right: str, wrong: str, told: str) -> None:
    change(folder / "podium/issues.yml", right, wrong)
    if told:
        said = fault(folder)
        assert told in said
        assert "podium/issues.yml:" in said
    else:  # eleven different messages are enough
        assert load_merchant(folder, "podium").merchant.issues


def test_too_few_messages_are_refused(folder: Path) -> None:
    change(folder / "podium/issues.yml", f"      - {MOVED}\n", "")
    change(folder / "podium/issues.yml", "      - Het balkon in plaats van de parterre, zo had ik niet besteld\n", "")
    assert f"there are {FEWEST_MESSAGES - 1} different messages" in fault(folder)


def test_faults_of_several_kinds_are_told_at_once_beside_those_of_the_other_files(folder: Path) -> None:
    change(folder / "podium/issues.yml", "label: {nl: Het evenement is verplaatst}", "label: {}")
    change(folder / "podium/issues.yml", "label: {nl: Mijn plaats is veranderd}", "label: {}")
    change(folder / "podium/merchant.yml", "currencies: [EUR]", "currencies: [euro]")
    said = fault(folder)
    assert said.count("issues.yml:") == 2
    assert "euro" in said


def test_a_row_may_ask_for_a_declared_kind_alone(folder: Path) -> None:
    change(folder / "podium/refund/2026-01-01.yml", "issue: seat_changed}", "issue: seat_gone}")
    assert "`seat_gone` is not a known answer to `issue`" in fault(folder)
    (folder / "podium/issues.yml").unlink()
    assert "`event_moved` is not a known answer to `issue`" in fault(folder)


def test_a_kind_that_no_row_decides_is_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder / "podium/refund/2026-01-01.yml", "when: {issue: seat_changed}", "when: {issue: expired_credit}")
    assert main(["policy", "check", "--policies", str(folder)]) == 1
    assert "podium: issues.yml has `seat_changed`, and no row asks for it by itself" in capsys.readouterr().out


@pytest.mark.parametrize(("issue", "code"), [("event_moved", 0), ("outage", 0), ("seat_gone", 2)])
def test_a_claim_is_about_what_its_merchant_knows(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], issue: str, code: int
) -> None:
    worked = next(each for each in own_merchants.worked("podium") if each.row == "P09")
    given = []
    for name, document in (("order", worked.order), ("claim", worked.claim | {"issue": issue})):
        (tmp_path / f"{name}.json").write_text(json.dumps(document))
        given += [f"--{name}", str(tmp_path / f"{name}.json")]
    command = ["decide", "--merchant", "podium", "--policies", str(folder), "--now", worked.now, *given]
    assert main(command) == code
    told = capsys.readouterr()
    if code:
        assert told.err.startswith('claim: $.issue: "seat_gone" is not one of not_activated, ')
        assert told.err.strip().endswith("other, event_moved, seat_changed")
    else:
        assert json.loads(told.out)["row"] == ("P09" if issue == "event_moved" else "P08")


def test_a_line_of_a_batch_about_another_merchants_kind_gets_an_error_in_its_place(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    worked = next(each for each in own_merchants.worked("takt") if each.row == "T12")
    line = {
        "merchant": "takt",
        "order": worked.order,
        "claim": worked.claim | {"issue": "event_moved"},
        "now": worked.now,
    }
    (tmp_path / "cases.jsonl").write_text(json.dumps(line))
    assert main(["decide", "--batch", str(tmp_path / "cases.jsonl"), "--policies", str(folder)]) == 1
    (told,) = json.loads(capsys.readouterr().out)["faults"]
    assert told["path"] == "$.claim.issue"

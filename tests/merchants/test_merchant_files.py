"""Files of a merchant that cannot be used: `amends policy check` tells all faults at once, and nothing is served."""

import pytest

from amends.cli import main
from amends.errors import PolicyError
from amends.merchants import merchant_files
from tests.policy_folder import change, folder

__all__ = ["folder"]

MERCHANT, DESK, CANNED, WIDGET = (f"norrnet/{name}.yml" for name in ("merchant", "desk", "canned", "widget"))
FAULTS = [
    (DESK, "first_answer_minutes: 120", "first_answer_minutes: soon", "`soon` is not a whole number", "digits"),
    (DESK, "first_answer_minutes: 120", "first_answer_minutes: 8401", "8401 minutes are more than", "Write 8400"),
    (DESK, "agent: {EUR: 1000.00", "agent: {USD: 1000.00", "`USD` is not known here", "EUR, NOK"),
    (DESK, "agent: {EUR: 1000.00", "agent: {EUR: lots", "`lots` is not an amount", "500.00"),
    (DESK, "  agent:", "  trainee:", "`agent` is missing", "Add a line"),
    (DESK, "  abuse:", "  Abuse!:", "`Abuse!` is not a code", "small letters"),
    (DESK, "goodwill_clause: \"3\"", "goodwill_clause: \"33\"", "there is no clause `33`", "every edition"),
    (DESK, "goodwill_clause: \"3\"", "set_off_clause: \"33\"", "there is no clause `33`", "every edition"),
    (DESK, "goodwill_clause:", "helpdesk: pigeon\ngoodwill_clause:", "`pigeon` is not a known helpdesk", "webhook"),
    (CANNED, "Hello {customer}", "Hello {custmer}", "has {custmer}", "customer"),
    (WIDGET, "position: end", "position: left", "`left` is not a known corner", "start, end"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "right", "wrong", "message", "way_out"), FAULTS, ids=[each[3] for each in FAULTS])
def test_check_refuses_what_would_fail_later_with_file_line_and_way_out(
    folder, capsys, file, right, wrong, message, way_out
):
    change(folder / file, right, wrong)
    assert main(["policy", "check", "--policies", str(folder)]) == 2
    told = capsys.readouterr().err
    assert f"{folder / file}:" in told
    assert message in told
    assert way_out in told


def test_an_answer_may_be_promised_for_four_weeks_of_desk_time_and_no_more(folder):
    change(folder / DESK, "first_answer_minutes: 120", "first_answer_minutes: 8400")  # 4 weeks of 5 days of 7 hours
    assert merchant_files.load(folder).desks["norrnet"].first_answer_minutes == 8400


def test_no_reason_to_choose_from_is_refused(folder):
    desk = folder / DESK
    text = desk.read_text("utf-8")
    start, end = text.index("reasons:"), text.index("goodwill_clause")
    desk.write_text(text[:start] + "reasons: {}\n" + text[end:], "utf-8")
    with pytest.raises(PolicyError, match="no reason to choose from"):
        merchant_files.load(folder)


def test_all_faults_of_merchants_are_told_at_once(folder, capsys):
    closes = change(folder / MERCHANT, 'closes: "16:00"', 'closes: "06:00"')
    zone = change(folder / MERCHANT, "Europe/Oslo", "Europe/Bergen")
    review = change(folder / "norrnet/refund/2025-01-01.yml", "review_days: 3 ", "review_days: few ")
    days = change(folder / "itnet/merchant.yml", "days: [monday, tuesday, wednesday, thursday, friday]", "days: []")
    assert main(["policy", "check", "--policies", str(folder)]) == 2
    told = capsys.readouterr().err.strip().splitlines()
    assert len(told) == 4
    for file, line in (
        (MERCHANT, closes), (MERCHANT, zone), ("norrnet/refund/2025-01-01.yml", review), ("itnet/merchant.yml", days),
    ):  # fmt: skip
        assert any(f"{folder / file}:{line}: " in each for each in told), (file, line, told)


def test_all_faults_of_the_other_files_are_told_at_once(folder):
    for file, right, wrong, _, _ in FAULTS:
        if right in (folder / file).read_text("utf-8"):
            change(folder / file, right, wrong)
    change(folder / "itnet/desk.yml", "first_answer_minutes: 240", "first_answer_minutes: soon")
    with pytest.raises(PolicyError) as caught:
        merchant_files.load(folder)
    files = {fault.file for fault in caught.value.faults}
    assert files == {str(folder / file) for file in (DESK, CANNED, WIDGET, "itnet/desk.yml")}
    assert len(caught.value.faults) >= 7


def test_faults_of_every_file_are_told_at_once_where_merchant_yml_has_some_too(folder, capsys):
    """Each file is read by what of the merchant can be: its currencies, not the hours that are wrong."""
    lines = [
        (MERCHANT, change(folder / MERCHANT, 'closes: "16:00"', 'closes: "06:00"')),
        (DESK, change(folder / DESK, "agent: {EUR: 1000.00", "agent: {USD: 1000.00")),
        (DESK, change(folder / DESK, "  abuse:", "  Abuse!:")),
        (CANNED, change(folder / CANNED, "Hello {customer}", "Hello {custmer}")),
        (WIDGET, change(folder / WIDGET, "position: end", "position: left")),
        (
            "itnet/desk.yml",
            change(folder / "itnet/desk.yml", "first_answer_minutes: 240", "first_answer_minutes: soon"),
        ),
    ]
    assert main(["policy", "check", "--policies", str(folder)]) == 2
    told = capsys.readouterr().err.strip().splitlines()
    assert len(told) == len(lines)
    for file, line in lines[:3] + lines[4:]:
        assert any(f"{folder / file}:{line}: " in each for each in told), (file, line, told)
    assert any("has {custmer}" in each for each in told)


def test_faults_of_several_rows_and_clauses_are_told_at_once(folder):
    refund = folder / "norrnet/refund/2025-01-01.yml"
    change(refund, "when: {disputed: true}", "when: {disputd: true}")
    change(refund, "{issue: withdraw}", "{issue: retreat}")
    with pytest.raises(PolicyError) as caught:
        merchant_files.load(folder)
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize("command", [["check"], ["book"], ["book", "--merchant", "norrnet"]], ids=" ".join)
def test_a_misnamed_merchant_file_is_named_and_not_a_merchant_less(folder, capsys, command):
    (folder / MERCHANT).rename(folder / "norrnet/merchant.yaml")
    assert main(["policy", *command, "--policies", str(folder)]) == 2
    assert (
        f"{folder}/norrnet/merchant.yaml:1: is not read under this name. Name it merchant.yml."
        in capsys.readouterr().err
    )


def test_a_folder_without_its_merchant_file_is_named(folder, capsys):
    (folder / MERCHANT).unlink()
    assert main(["policy", "check", "--policies", str(folder)]) == 2
    assert f"{folder / MERCHANT}:1: cannot be read: No such file" in capsys.readouterr().err


def test_one_fault_is_one_line(folder):
    change(folder / MERCHANT, "Europe/Oslo", "Europe/Bergen")
    with pytest.raises(PolicyError) as caught:
        merchant_files.load(folder)
    assert str(caught.value).count("\n") == 0
    assert caught.value.faults == (caught.value,)

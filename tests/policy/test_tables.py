"""The rows as a decision table: what a spreadsheet and an engine of rules read of them."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest

from amends.cli import main
from amends.errors import PolicyError
from amends.policy.tables.table import OUTPUTS, tables_of
from amends.policy.tables.writing import MODEL
from tests.policy import own_merchants
from tests.shipped import policies

NAMESPACE = {"": MODEL}


@pytest.fixture
def folder(tmp_path):
    return own_merchants.copied(tmp_path / "policies")


def written(folder, capsys, merchant, file_format, *more):
    given = ["policy", "table", "--merchant", merchant, "--format", file_format, "--policies", str(folder), *more]
    assert main(given) == 0
    return capsys.readouterr().out


def test_csv_has_a_line_a_rule_in_the_rows_order(folder, capsys, tmp_path):
    assert written(folder, capsys, "takt", "csv", "--output", str(tmp_path / "out")) == ""
    text = (tmp_path / "out/takt.csv").read_text("utf-8")
    lines = list(csv.DictReader(io.StringIO(text)))
    rows = [row.id for row in own_merchants.policies()["takt"].newest.rows]
    assert list(dict.fromkeys(line["row"] for line in lines)) == rows
    assert sum(line["row"] == "T05" for line in lines) == 3  # a line for each way in which it holds
    annual = next(line for line in lines if line["row"] == "T09")
    assert (annual["plan term"], annual["plan months"]) == ('not("month")', "[12..36]")
    assert (annual["period end"], annual["amount"]) == ('> date("2026-11-23")', "annual_refund")
    assert next(line for line in lines if line["row"] == "T15")["options"].startswith("month (extension) or coupon")
    assert (tmp_path / "out/takt-statute.csv").is_file()


def test_no_cell_begins_like_a_formula(folder, capsys):
    for name in own_merchants.NAMES:
        for line in csv.reader(io.StringIO(written(folder, capsys, name, "csv"))):
            assert not [cell for cell in line if cell != "-" and cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("merchant", own_merchants.NAMES)
def test_dmn_names_each_input_that_a_table_asks_and_has_an_entry_for_each_in_every_rule(folder, capsys, merchant):
    root = ET.fromstring(written(folder, capsys, merchant, "dmn"))
    assert root.tag == f"{{{MODEL}}}definitions"
    inputs = {each.attrib["name"] for each in root.findall("inputData", NAMESPACE)}
    ids = [each.attrib["id"] for each in root.iter() if "id" in each.attrib]
    assert len(ids) == len(set(ids))
    decisions = root.findall("decision", NAMESPACE)
    assert len(decisions) == 2
    for decision in decisions:
        table = decision.find("decisionTable", NAMESPACE)
        assert table.attrib["hitPolicy"] == "FIRST"
        asked = [
            each.findtext("inputExpression/text", namespaces=NAMESPACE) for each in table.findall("input", NAMESPACE)
        ]
        required = [each.attrib["href"] for each in decision.findall("informationRequirement/requiredInput", NAMESPACE)]
        assert required == [f"#input_{name}" for name in asked]
        assert set(asked) <= inputs
        for rule in table.findall("rule", NAMESPACE):
            assert len(rule.findall("inputEntry", NAMESPACE)) == len(asked)
            assert len(rule.findall("outputEntry", NAMESPACE)) == len(OUTPUTS)
        last = [each.findtext("text", namespaces=NAMESPACE) for each in table.findall("rule", NAMESPACE)[-1]]
        assert last[: len(asked)] == ["-"] * len(asked)


@pytest.mark.parametrize("merchant", sorted(policies()))
def test_the_shipped_policies_are_exported_whole(merchant):
    policy = policies()[merchant].newest
    own, statute = tables_of(policy)
    assert {rule.row.id for rule in own.rules} == {row.id for row in policy.rows}
    assert {rule.row.id for rule in statute.rules} == {row.id for row in policy.statute.rows}


def test_a_row_that_holds_in_too_many_ways_is_named(tmp_path):
    pairs = ", ".join(
        f"{{any_of: [{{price: {{above: {n}.00 EUR}}}}, {{paid: {{above: {n}.00 EUR}}}}]}}" for n in range(1, 12)
    )
    right = "when: {issue: outage}\n    outcome: offer"
    policy = own_merchants.changed(
        tmp_path, "takt", (right, right.replace("{issue: outage}", f"{{issue: outage, all_of: [{pairs}]}}"))
    )
    with pytest.raises(PolicyError, match="row T15 holds in"):
        tables_of(policy)


def test_a_merchant_that_is_not_there_is_said(capsys):
    assert main(["policy", "table", "--merchant", "nobody"]) == 2
    assert "there is no merchant 'nobody'" in capsys.readouterr().err

"""The statute that binds a merchant: the European one, another's, or none."""

import shutil

import pytest

from amends.cli import main
from amends.errors import PolicyError
from amends.policy import examples
from amends.policy.loader import load_all, load_merchant
from tests.policy import own_merchants
from tests.policy_folder import change

REFUND = "takt/refund/2026-01-01.yml"
ROW = "  - {id: T04, when: {issue: withdraw}, outcome: statute}\n"


@pytest.fixture
def folder(tmp_path):
    return own_merchants.copied(tmp_path / "policies")


def bound_by(folder, statute):
    change(folder / "takt/merchant.yml", "coupons: list", f"coupons: list\nstatute: {statute}")


def british(folder):
    """Another statute: of one country, with clauses of its own, in the merchant's language alone."""
    (text,) = (folder / "eu/withdrawal").glob("*.yml")
    own = folder / "uk/cancellation/2014-06-13.yml"
    own.parent.mkdir(parents=True)
    shutil.copy(text, own)
    written = own.read_text("utf-8").replace("eu.", "uk.")
    lines = [line for line in written.splitlines() if not line.startswith(("      nl:", "      nb:"))]
    kept = "\n".join(lines)
    start, end = kept.index("countries: ["), kept.index("]", kept.index("countries: ["))
    kept = kept[:start] + "countries: [GB" + kept[end:]
    while ", nl: " in kept:
        at = kept.index(", nl: ")
        kept = kept[:at] + kept[kept.index("}", at) :]
    own.write_text(kept + "\n", "utf-8")


def decided(folder, **order):
    policies = load_merchant(folder, "takt")
    example = next(each for each in own_merchants.worked("takt") if each.row == "T04")
    changed = {**example.order, **order, "customer": example.order["customer"] | order.get("customer", {})}
    return examples.Example(**{**example.__dict__, "order": changed}).trace(policies)


def test_without_a_word_the_european_one_binds():
    assert {each.merchant.statute for each in own_merchants.policies().values()} == {"eu/withdrawal"}


def test_another_statute_decides_by_its_own_countries_and_clauses(folder):
    british(folder)
    bound_by(folder, "uk/cancellation")
    placed = "2026-11-20T09:00:00+01:00"
    there = decided(folder, placed_at=placed, customer={"country": "GB", "consumer": True})
    assert there.rows[:2] == ("T04", "W06") or there.rows[:2] == ("T04", "W05")
    assert there.decision.clauses[0] == "uk.9"
    elsewhere = decided(folder, placed_at=placed, customer={"country": "DE", "consumer": True})
    assert "W01" in elsewhere.rows
    assert load_all(folder)["podium"].newest.statute.name == "eu/withdrawal"


def test_another_statute_is_checked_under_its_own_name(folder, capsys):
    british(folder)
    bound_by(folder, "uk/cancellation")
    change(folder / "uk/cancellation/2014-06-13.yml", "id: uk.9", "id: uk.99")
    assert main(["policy", "check", "--policies", str(folder)]) == 2
    assert "uk/cancellation/2014-06-13.yml:" in capsys.readouterr().err


@pytest.mark.parametrize("statute", ["us/nothing", "../eu/withdrawal", "eu", "eu/withdrawal/"])
def test_a_statute_that_is_not_there_is_refused(folder, statute):
    bound_by(folder, statute)
    with pytest.raises(PolicyError, match="there is no statute"):
        load_merchant(folder, "takt")


def test_without_a_statute_no_row_may_lead_to_one_nor_ask_of_its_right(folder):
    bound_by(folder, "none")
    with pytest.raises(PolicyError, match="`statute` is not a known outcome"):
        load_merchant(folder, "takt")
    change(folder / REFUND, ROW, '  - {id: T04, when: {within_withdrawal_period: true}, outcome: review, cites: "1"}\n')
    with pytest.raises(PolicyError, match="row T04 asks `within_withdrawal_period`"):
        load_merchant(folder, "takt")


def test_without_a_statute_nothing_is_told_of_a_right_beside_a_denial(folder):
    bound_by(folder, "none")
    change(folder / REFUND, ROW, "")
    policies = load_merchant(folder, "takt")
    assert policies.newest.statute.rows == ()
    example = next(each for each in own_merchants.worked("takt") if each.row == "T14" and each.decides)
    customer = example.order["customer"] | {"consumer": True, "country": "DE"}
    order = example.order | {"customer": customer, "placed_at": "2026-11-20T09:00:00+01:00"}
    bought_now = examples.Example(**{**example.__dict__, "order": order})
    assert bought_now.trace(own_merchants.policies()["takt"]).decision.rights != ()
    decision = bought_now.trace(policies).decision
    assert (decision.outcome, decision.rights) == ("deny", ())


def test_check_is_content_with_a_merchant_that_no_statute_binds(folder, capsys):
    bound_by(folder, "none")
    change(folder / REFUND, ROW, "")
    (folder / "takt/examples/T04.yml").unlink()
    assert main(["policy", "check", "--policies", str(folder)]) == 0
    assert "takt: 16 rows" in capsys.readouterr().out
    assert main(["policy", "table", "--merchant", "takt", "--policies", str(folder)]) == 0
    assert "W06" not in capsys.readouterr().out

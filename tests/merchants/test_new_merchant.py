"""`amends merchant new`: what it writes can be served and is in order; what cannot be used leaves nothing behind."""

import io
import shutil

import pytest

from amends.cli import main
from amends.merchants import merchant_files, new_merchant
from amends.policy import examples
from amends.policy.loader import DEFAULT_FOLDER
from tests.policy_folder import change

ANSWERS = {
    "name": "My shop", "country": "NL", "zone": "Europe/Amsterdam", "languages": "nl", "currencies": "EUR",
    "email": "help@shop.example", "prefix": "MS", "digits": "6",
}  # fmt: skip


@pytest.fixture
def policies(tmp_path):
    """A folder with the statute alone."""
    shutil.copytree(DEFAULT_FOLDER / "eu", tmp_path / "policies" / "eu")
    return tmp_path / "policies"


def new(folder, merchant="my-shop", **answers):
    options = [word for name, answer in (ANSWERS | answers).items() for word in (f"--{name}", answer)]
    return main(["merchant", "new", merchant, *options, "--policies", str(folder)])


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"languages": "nb,en", "country": "NO", "zone": "Europe/Oslo", "currencies": "NOK,EUR"},
        {"languages": "en", "country": "US", "zone": "America/New_York", "currencies": "USD", "prefix": "ABCD"},
        {"languages": "en", "country": "JP", "zone": "Asia/Tokyo", "currencies": "JPY", "digits": "10"},
        {"languages": "nl,nl", "currencies": "EUR, EUR,EUR"},
        {"languages": "sv,de", "country": "SE", "zone": "Europe/Stockholm", "currencies": "SEK,EUR"},
        {"orders": "stripe"},
        {"orders": "sql"},
        {"orders": "woocommerce"},
        {"name": 'Bjørn\'s "Shop": {1} #2', "languages": "nl, en, nb"},
    ],
    ids=[
        "dutch",
        "two currencies",
        "outside the area",
        "without cents",
        "answers given twice",
        "further languages",
        "stripe",
        "sql",
        "woocommerce",
        "a hard name",
    ],
)
def test_what_is_written_is_in_order_in_the_merchants_own_languages(policies, capsys, answers):
    assert new(policies, **answers) == 0
    assert "my-shop: 20 rows, 4 clauses, 26 examples: in order" in capsys.readouterr().out
    found = merchant_files.load(policies)
    newest = found.policies["my-shop"].newest
    languages = newest.merchant.languages
    assert newest.merchant.name == (ANSWERS | answers)["name"]
    for texts in (*(c.text for c in newest.clauses.values()), *found.desks["my-shop"].canned.values()):
        assert tuple(texts) == languages
    assert tuple(found.brandings["my-shop"].greeting) == languages
    assert main(["policy", "check", "--policies", str(policies)]) == 0


def test_the_examples_stand_for_the_rows(policies, capsys):
    """What somebody changes in a row and not in its examples is found."""
    assert new(policies) == 0
    (refund,) = (policies / "my-shop" / "refund").iterdir()
    change(refund, "within: 30 days after", "within: 29 days after")
    assert main(["policy", "check", "--policies", str(policies)]) == 1
    assert "my-shop: row R08, example 'On the thirtieth day all of it comes back'" in capsys.readouterr().out


def test_half_of_the_price_is_not_granted_on_top_of_what_is_back(policies):
    assert new(policies, **{"from": "2026-01-01"}) == 0
    found = merchant_files.load(policies).policies["my-shop"]
    (example,) = [
        e for e in examples.read_folder(policies / "my-shop/examples", "my-shop") if "half of it back" in e.name
    ]
    decision = example.trace(found).decision
    assert (decision.row, decision.outcome, decision.amount) == ("R09", "review", None)
    example.order["payments"][0]["refunded"]["amount"] = "0.00"
    granted = example.trace(found).decision
    assert (granted.row, granted.outcome, str(granted.amount.amount)) == ("R10", "approve", "50.00")


def test_it_is_served_beside_the_shipped_ones(tmp_path, capsys):
    folder = shutil.copytree(DEFAULT_FOLDER, tmp_path / "policies")
    assert new(folder) == 0
    assert set(merchant_files.load(folder).policies) == {"itnet", "my-shop", "norrnet"}
    assert main(["policy", "check", "--policies", str(folder)]) == 0
    assert capsys.readouterr().out.count("in order") == 4


def test_what_is_not_given_is_asked_for(policies, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(["my-shop", *ANSWERS.values()]) + "\n"))
    assert main(["merchant", "new", "--policies", str(policies)]) == 0
    asked = capsys.readouterr().err
    assert "Time zone, as Europe/Oslo: " in asked
    assert merchant_files.load(policies).policies["my-shop"].merchant.support_email == "help@shop.example"


def test_nobody_there_to_answer_is_told_what_to_give(policies, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["merchant", "new", "my-shop", "--policies", str(policies)]) == 2
    assert "nothing was written. Give --name, --country" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("merchant", "answers", "said"),
    [
        ("My Shop", {}, "small letters"),
        ("eu", {}, "small letters"),
        ("../shop", {}, "small letters"),
        ("my-shop", {"zone": "Europe/Bergen"}, "`Europe/Bergen` is not a time zone"),
        ("my-shop", {"country": "Norway"}, "`Norway` is not a country code"),
        ("my-shop", {"languages": "fi"}, "`fi` is not a known language"),
        ("my-shop", {"currencies": "KR"}, "`KR` is not a currency"),
        ("my-shop", {"email": "help"}, "`help` is not an e-mail address"),
        ("my-shop", {"prefix": "ms"}, "`ms` is not a prefix"),
        ("my-shop", {"digits": "3"}, "3 digits is not allowed"),
        ("my-shop", {"from": "9999-12-30"}, "9999-12-30 is out of reach"),
        ("my-shop", {"from": "0001-01-01"}, "0001-01-01 is out of reach"),
        ("my-shop", {"orders": "magento"}, "`magento` is not a known system with orders"),
        ("my-shop", {"digits": "six"}, "'six' is no number of digits"),
    ],
)
def test_an_answer_that_cannot_be_used_is_named_and_nothing_is_written(policies, capsys, merchant, answers, said):
    assert new(policies, merchant, **answers) == 2
    assert said in capsys.readouterr().err
    assert [each.name for each in policies.iterdir()] == ["eu"]


def test_what_a_template_made_that_cannot_be_used_is_not_put_in_its_place(policies, capsys, monkeypatch, tmp_path):
    templates = shutil.copytree(new_merchant._TEMPLATES, tmp_path / "templates")
    change(templates / "desk.yml.jinja", "first_answer_minutes: 120", "first_answer_minutes: soon")
    monkeypatch.setattr(new_merchant, "_TEMPLATES", templates)
    assert new(policies) == 2
    assert "`soon` is not a whole number" in capsys.readouterr().err
    assert [each.name for each in policies.iterdir()] == ["eu"]


def test_all_wrong_answers_are_named_at_once(policies, capsys):
    assert new(policies, zone="Mars", email="help") == 2
    told = capsys.readouterr().err
    assert "`Mars` is not a time zone" in told
    assert "`help` is not an e-mail address" in told


def test_a_merchant_that_is_there_is_left_as_it_is(policies, capsys):
    assert new(policies) == 0
    before = (policies / "my-shop" / "merchant.yml").read_bytes()
    assert new(policies, name="Another") == 2
    assert "already; nothing was changed" in capsys.readouterr().err
    assert (policies / "my-shop" / "merchant.yml").read_bytes() == before
    assert new(policies, "other-shop") == 2
    assert "order numbers of my-shop begin with MS already" in capsys.readouterr().err


@pytest.mark.parametrize("orders", ["http", "stripe", "woocommerce", "sql", "shopify", "vendure", "medusa"])
def test_its_orders_come_from_where_was_said(policies, orders):
    assert new(policies, orders=orders) == 0
    assert merchant_files.load(policies).policies["my-shop"].merchant.orders.records == orders


@pytest.mark.parametrize("typed", ["My shop\n\n", None])
def test_without_an_answer_they_come_from_a_backend_of_its_own(policies, monkeypatch, typed):
    """Asked for where somebody sits there, and not where all else is given."""
    if typed is not None:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert new(policies, name="" if typed else "My shop") == 0
    assert "orders: {from: http}" in (policies / "my-shop" / "merchant.yml").read_text("utf-8")

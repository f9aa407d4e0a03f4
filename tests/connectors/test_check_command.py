"""The command line of `amends orders check`, on a shop of its own."""

import os
from pathlib import Path

import pytest

from amends import cli
from tests.connectors.sql_house import Shop
from tests.policy_folder import change, folder

__all__ = ["folder"]

NUMBERS = "order_numbers: {prefix: NN, digits: 5}"
OWN = "order_numbers: {pattern: '[0-9]{6}', example: '100045'}\norders: {from: sql, url: 'sqlite:///shop.db'}"


@pytest.fixture
def shop(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """NorrNet with its orders in a database, and settings that say nothing else."""
    for name in [name for name in os.environ if name.startswith("AMENDS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AMENDS_POLICIES_FOLDER", str(folder))
    monkeypatch.chdir(tmp_path)
    change(folder / "norrnet/merchant.yml", NUMBERS, OWN)
    return Shop(f"sqlite:///{tmp_path}/shop.db")


def run(*arguments: str) -> int:
    return cli.main(["orders", "check", "norrnet", *arguments])


def asked(shop: Shop) -> list[str]:
    return [row["amount"] for row in shop.rows("SELECT amount FROM amends_remedies")]


def test_an_order_is_read_and_nothing_else_is_done(shop, capsys):
    assert run("100045") == 0
    said = capsys.readouterr().out
    assert "ok     Order 100045 is read, with 2 payments." in said
    assert "Not tried: refunds." in said
    assert asked(shop) == []


@pytest.mark.parametrize("flags", [(), ("--test-order", "--real-money")])
def test_a_refund_takes_a_word_on_whose_money_it_is(shop, capsys, flags):
    assert run("100045", "--refund", "1.00", "--payment", "p1", *flags) == 2
    assert "nothing was tried" in capsys.readouterr().err
    assert asked(shop) == []


@pytest.mark.parametrize("flag", ["--test-order", "--real-money"])
def test_with_it_less_than_half_is_paid_back_once(shop, capsys, flag):
    assert run("100045", "--refund", "1.00", "--payment", "p1", flag) == 0
    assert asked(shop) == ["0.49"]
    said = capsys.readouterr().out
    assert "WRONG" not in said
    assert ("More than was paid is refused" in said) is (flag == "--test-order")


def test_what_is_wrong_is_said_and_ends_in_1(shop, capsys):
    shop.run("UPDATE shop_orders SET mail = NULL")
    assert run("100045") == 1
    assert "WRONG  The order has no e-mail address" in capsys.readouterr().out


def test_an_unknown_merchant_or_order_is_said(shop, capsys):
    assert cli.main(["orders", "check", "nobody", "1"]) == 2
    assert run("100099") == 1
    assert "There is no order 100099." in capsys.readouterr().out

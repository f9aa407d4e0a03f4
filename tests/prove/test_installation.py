"""What `make prove-vendure` and `make prove-medusa` do on real shops, done on stand-ins: from chat to one refund."""

import pytest

from demo.orders.serving import serving
from prove.installation import Installation
from prove.medusa import proof as of_medusa
from prove.transcript import Transcript
from prove.vendure import proof as of_vendure
from tests.connectors.standins import medusa, vendure

EMAIL = "kari.holm@example.com"


def of_a_vendure():
    shop = vendure.VendureStandIn()
    shop.place("PK2Q5HD7XN3M8RTB", ("1", "2"), EMAIL)
    return shop, of_vendure, vendure.KEY, "PK2Q5HD7XN3M8RTB", 49000


def of_a_medusa():
    shop = medusa.MedusaStandIn()
    shop.place(1001, ("pay_1", "pay_2"), EMAIL)
    return shop, of_medusa, medusa.KEY, "#1001", 490


@pytest.mark.parametrize(("kind", "made"), [("vendure", of_a_vendure), ("medusa", of_a_medusa)])
def test_a_refund_whose_answer_was_lost_is_confirmed_once(tmp_path, kind, made):
    shop, proof, key, number, amount = made()
    with serving(shop.app) as url:
        amends = Installation(tmp_path, kind, proof.orders(url), proof.NUMBERS, {"key": key})
        chat = amends.chat()
        assert chat.say(f"I paid twice for order {number}. {EMAIL}", "duplicate_payment") == ["confirm"]
        chat.agree()
        shop.faults.next.append("lost_after")
        amends.work()
        assert (amends.remedies(), shop.bank) == ([("refund", "NOK 490.00", "confirmed")], [amount])
        chat.say(f"I paid twice for order {number}. {EMAIL}", "duplicate_payment")
        assert chat.agree() == []
        amends.work()
        assert shop.bank == [amount]
        assert amends.cases() == [("duplicate_payment", "resolved")]


def test_the_order_systems_check_is_run_as_somebody_types_it(tmp_path):
    shop, proof, key, number, _ = of_a_medusa()
    with serving(shop.app) as url:
        amends = Installation(tmp_path, "medusa", proof.orders(url), proof.NUMBERS, {"key": key})
        code, said = amends.command("orders", "check", "proved-shop", number)
        assert (code, f"ok     Order {number} is read, with 2 payments." in said) == (0, True), said
        assert amends.command("orders", "check", "proved-shop", "#9999")[0] == 1


def test_one_thing_that_is_wrong_fails_the_whole(capsys):
    told = Transcript()
    told.holds("The bank paid back", [1], [1])
    assert told.code() == 0
    told.holds("The bank paid back", [1, 1], [1])
    assert told.code() == 1
    assert "WRONG  The bank paid back: [1, 1], and not [1]" in capsys.readouterr().out

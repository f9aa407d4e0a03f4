"""What `make prove-vendure` does on a real shop, done on the stand-in: from the chat to one refund."""

from demo.orders.serving import serving
from prove.installation import Installation
from prove.transcript import Transcript
from prove.vendure.proof import NUMBERS
from tests.connectors.standins.vendure import KEY, VendureStandIn

NUMBER = "PK2Q5HD7XN3M8RTB"
EMAIL = "kari.holm@example.com"


def test_a_refund_whose_answer_was_lost_is_confirmed_once(tmp_path):
    shop = VendureStandIn()
    shop.place(NUMBER, ("1", "2"), EMAIL)
    with serving(shop.app) as url:
        amends = Installation(tmp_path, "vendure", f"{{from: vendure, url: '{url}/admin-api'}}", NUMBERS, {"key": KEY})
        chat = amends.chat()
        assert chat.say(f"I paid twice for order {NUMBER}. {EMAIL}", "duplicate_payment") == ["confirm"]
        chat.agree()
        shop.faults.next.append("lost_after")
        amends.work()
        assert (amends.remedies(), shop.bank) == ([("refund", "NOK 490.00", "confirmed")], [49000])
        chat.say(f"I paid twice for order {NUMBER}. {EMAIL}", "duplicate_payment")
        assert chat.agree() == []
        amends.work()
    assert shop.bank == [49000]
    assert amends.cases() == [("duplicate_payment", "resolved")]


def test_one_thing_that_is_wrong_fails_the_whole(capsys):
    told = Transcript()
    told.holds("The bank paid back", [1], [1])
    assert told.code() == 0
    told.holds("The bank paid back", [1, 1], [1])
    assert told.code() == 1
    assert "WRONG  The bank paid back: [1, 1], and not [1]" in capsys.readouterr().out

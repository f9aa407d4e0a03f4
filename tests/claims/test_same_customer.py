"""Who gives an address in letters is the customer whose order has it in ASCII, and the other way round, everywhere."""

import pytest

from amends.assistant.draft import Draft
from amends.assistant.identity import matching_order
from amends.claims.claim import Claim
from amends.policy.facts import Facts
from tests.remedies.scene import NOW, Scene, an_order, approval
from tests.shipped import policies

LETTERS, ASCII = "kari@blåbær.example.com", "kari@xn--blbr-roah.example.com"
POLICY = policies()["norrnet"].in_force(NOW)


@pytest.mark.parametrize(("given", "on_record"), [(LETTERS, ASCII), (ASCII, LETTERS), (LETTERS.upper(), ASCII)])
def test_an_address_in_letters_and_in_ascii_is_one_customer(database, given, on_record):
    scene = Scene(database, an_order("490.00", email=on_record))
    assert matching_order(scene.backend, "norrnet", Draft(order_number="NN-10023", email=given)) == scene.order
    assert scene.backend.orders_of(given) == (scene.order,)
    claim = Claim("not_activated", NOW, "NN-10023", given)
    assert Facts(POLICY, scene.order, claim, NOW).identified
    _, [refund] = scene.granted(approval(), email=given)
    scene.carry_out(refund)
    assert scene.states() == [("refund", "confirmed")]
    assert scene.mails()[0].recipient == given


def test_another_customer_stays_another(database):
    scene = Scene(database, an_order("490.00", email=ASCII))
    other = "kari@blabaer.example.com"
    assert matching_order(scene.backend, "norrnet", Draft(order_number="NN-10023", email=other)) is None
    assert scene.backend.orders_of(other) == ()
    assert not Facts(POLICY, scene.order, Claim("not_activated", NOW, "NN-10023", other), NOW).identified

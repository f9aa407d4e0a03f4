"""The ledger over a connector: one refund at the provider whatever breaks between, and told once it is certain."""

from collections.abc import Iterator

import pytest

from amends.connectors.registry import backend_of
from amends.connectors.source import OrderSource
from amends.errors import BackendUncertain
from amends.remedies.executor import Progress
from demo.orders.serving import serving
from tests.connectors.house import access, no_waiting
from tests.connectors.standins.stripe import StripeStandIn
from tests.connectors.standins.woocommerce import WooStandIn
from tests.remedies.scene import EMAIL, Scene, an_order, approval


@pytest.fixture
def stripe(database) -> Iterator[tuple[Scene, StripeStandIn]]:
    there = StripeStandIn()
    there.pay("pi_1", "#1234", 49000, EMAIL)
    with serving(there.app) as url:
        yield scene_of(database, "#1234", OrderSource("stripe", url=url), key="sk_test_1"), there


@pytest.fixture
def woo(database) -> Iterator[tuple[Scene, WooStandIn]]:
    there = WooStandIn()
    there.place(100045, "490.00", EMAIL)
    with serving(there.app) as url:
        source = OrderSource("woocommerce", url=url)
        yield scene_of(database, "100045", source, key="ck_1", secret="cs_1"), there


def scene_of(database, number, source, **secrets) -> Scene:
    scene = Scene(database, an_order("490.00", number=number))
    scene.backend = no_waiting(backend_of("norrnet", source, access(**secrets)))
    scene.order = scene.backend.order(number)
    return scene


def test_a_refund_goes_back_by_the_provider_and_closes_the_case(stripe):
    scene, there = stripe
    case_id, [refund] = scene.granted(approval())
    assert scene.carry_out(refund) is Progress.SETTLED
    assert [each["amount"] for each in there.refunds] == [49000]
    assert scene.remedies()[0].reference == there.refunds[0]["id"]
    assert scene.status(case_id) == "resolved"


def test_a_lost_answer_is_found_and_told_once(stripe):
    scene, there = stripe
    _, [refund] = scene.granted(approval())
    there.faults.next.append("lost_after")
    assert scene.carry_out(refund) is Progress.SETTLED
    assert scene.carry_out(refund) is Progress.SETTLED
    assert (len(there.refunds), len(scene.said()), len(scene.mails())) == (1, 1, 1)


def test_a_worker_that_is_killed_after_it_sent_leaves_one_refund(stripe, monkeypatch):
    scene, there = stripe
    _, [refund] = scene.granted(approval())
    shop = scene.backend._shop
    send = shop.carry_out

    def killed(call, order):
        send(call, order)
        raise KeyboardInterrupt

    with monkeypatch.context() as once:
        once.setattr(shop, "carry_out", killed)
        with pytest.raises(KeyboardInterrupt):
            scene.carry_out(refund)
    assert scene.states() == [("refund", "submitted")]
    assert scene.carry_out(refund) is Progress.SETTLED
    assert scene.states() == [("refund", "confirmed")]
    assert len(there.refunds) == 1


def test_what_was_not_made_is_sent_by_the_next_try(stripe):
    scene, there = stripe
    _, [refund] = scene.granted(approval())
    there.faults.next.append("lost_before")
    with pytest.raises(BackendUncertain):
        scene.carry_out(refund)
    assert scene.states() == [("refund", "unknown")]
    assert scene.carry_out(refund) is Progress.SETTLED
    assert len(there.refunds) == 1


def test_a_refund_that_fails_days_later_comes_back_to_a_person(stripe):
    scene, there = stripe
    _, [refund] = scene.granted(approval())
    scene.carry_out(refund)
    there.refunds[0]["status"] = "failed"
    scene.look(refund)
    assert scene.states() == [("refund", "bounced")]


def test_money_that_went_back_by_hand_meanwhile_stops_the_refund(stripe):
    scene, there = stripe
    _, [refund] = scene.granted(approval())
    there._made({"payment_intent": "pi_1", "amount": "1000"})
    assert scene.carry_out(refund) is Progress.SETTLED
    assert scene.states() == [("refund", "failed")]
    assert [each["amount"] for each in there.refunds] == [1000]


def test_where_the_shop_keeps_no_key_a_refund_in_doubt_stays_in_doubt(woo):
    scene, there = woo
    there.gateway_fails = True
    _, [refund] = scene.granted(approval())
    for _ in range(3):
        with pytest.raises(BackendUncertain):
            scene.carry_out(refund)
    assert scene.states() == [("refund", "unknown")]
    assert [str(each) for each in there.gateway] == ["490.00"]


def test_where_the_shop_keeps_no_key_a_refund_by_hand_does_not_end_the_doubt(woo):
    """The gateway took the money and the shop forgot it: what somebody pays back then is no reason to give it up."""
    scene, there = woo
    there.gateway_fails = True
    _, [refund] = scene.granted(approval())
    with pytest.raises(BackendUncertain):
        scene.carry_out(refund)
    there.gateway_fails = False
    there._made(100045, {"amount": "50.00", "reason": "", "api_refund": True, "meta_data": []})
    with pytest.raises(BackendUncertain):
        scene.carry_out(refund)
    assert scene.states() == [("refund", "unknown")]


def test_a_search_that_lags_behind_does_not_free_money_that_may_be_away(stripe, monkeypatch):
    scene, there = stripe
    _, [refund] = scene.granted(approval())
    there.faults.next.append("lost_after")
    with monkeypatch.context() as once:
        once.setattr(scene.backend, "_looks", ())
        with pytest.raises(BackendUncertain):
            scene.carry_out(refund)
    found = dict(there.intents)
    there.intents.clear()
    with pytest.raises(BackendUncertain):
        scene.carry_out(refund)
    assert scene.states() == [("refund", "unknown")]
    there.intents |= found
    assert scene.carry_out(refund) is Progress.SETTLED
    assert len(there.refunds) == 1

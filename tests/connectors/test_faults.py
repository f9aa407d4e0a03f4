"""Whatever breaks on the way, money goes back once: lost answers, crashes between, limits, refused keys."""

import contextlib
import uuid
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.errors import BackendError, BackendRefused, BackendUnavailable, BackendUncertain
from amends.orders.backend import RemedyCall
from tests.connectors.house import House, nok

HUNDRED = [Decimal("100.00")]


def asked_again(house: House, call: RemedyCall) -> object:
    """As the worker goes on with a remedy in doubt, in another process: by its key first, and only then once more."""
    backend = house.opened()
    return backend.receipt(call.key, call) or backend.carry_out(call)


def test_a_lost_answer_to_a_refund_that_was_made_is_found_at_once(house: House) -> None:
    house.breaks("lost_after")
    receipt = house.backend.carry_out(house.refund())
    assert house.moved() == HUNDRED
    assert asked_again(house, house.refund()) == receipt
    assert house.moved() == HUNDRED


def test_a_lost_answer_to_a_refund_that_was_not_made_is_never_taken_for_one(house: House) -> None:
    call = house.refund()
    house.breaks("lost_before")
    with pytest.raises((BackendUncertain, BackendUnavailable)):
        house.backend.carry_out(call)
    assert house.moved() == []
    if house.sends_again:
        asked_again(house, call)
        assert house.moved() == HUNDRED
    else:
        with pytest.raises(BackendUncertain, match="look at the payment provider"):
            asked_again(house, call)
        assert house.moved() == []


def test_one_call_sends_one_request_whatever_comes_back(house: House) -> None:
    if house.name == "sql":
        pytest.skip("it sends no request")
    faults = house.stand_in.faults
    for number, mode in enumerate(("lost_before", "lost_after", "limited", "forbidden", "garbled")):
        before = faults.sent
        house.breaks(mode)
        with contextlib.suppress(BackendError):
            house.backend.carry_out(house.refund(f"k-{number}", "1.00"))
        assert faults.sent == before + 1


@pytest.mark.parametrize("mode", ["limited", "forbidden"])
def test_what_was_not_taken_can_be_sent_again(house: House, mode: str) -> None:
    if house.name == "sql":
        pytest.skip("a database limits nobody")
    house.breaks(mode)
    with pytest.raises(BackendUnavailable):
        house.backend.carry_out(house.refund())
    assert house.moved() == []
    asked_again(house, house.refund())
    assert house.moved() == HUNDRED


def test_a_process_that_ends_before_it_hears_leaves_one_refund(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The request went out and was carried out, and nobody was there to read the answer."""
    backend = house.opened()
    shop = backend._shop  # type: ignore[attr-defined]
    send = shop.carry_out

    def dies(call: RemedyCall, order: object) -> str:
        send(call, order)
        raise KeyboardInterrupt

    monkeypatch.setattr(shop, "carry_out", dies)
    with pytest.raises(KeyboardInterrupt):
        backend.carry_out(house.refund())
    asked_again(house, house.refund())
    assert house.moved() == HUNDRED


def test_a_refund_by_hand_in_between_counts_and_is_not_ours(house: House) -> None:
    by_hand = RemedyCall("by-hand", "refund", house.number, house.payment, nok("100.00"))
    house.opened().carry_out(by_hand)
    house.backend.carry_out(house.refund("k-1", "390.00"))
    with pytest.raises(BackendRefused) as caught:
        house.backend.carry_out(house.refund("k-2", "0.01"))
    assert caught.value.code == "exceeds_remaining"
    assert sum(house.moved()) == Decimal("490.00")


MODES = ["", "", "lost_after", "lost_before", "limited"]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(MODES), st.booleans()), min_size=1, max_size=8
    ),
)
def test_in_any_order_of_faults_and_tries_each_key_moves_its_money_once_at_most(house: House, steps) -> None:
    """Three remedies of different amounts, tried in any order by this process or another, with any fault. What has a
    receipt moved once; what has none moved never, or is in doubt; and never more than was paid comes back."""
    amounts = {"a": "1.10", "b": "2.20", "c": "3.30"}
    before, run = list(house.moved()), uuid.uuid4()
    receipts: dict[str, set[object]] = {name: set() for name in amounts}
    for name, mode, elsewhere in steps:
        call = house.refund(f"{run}-{name}", amounts[name])
        if mode and not (house.name == "sql" and mode == "limited"):
            house.breaks(mode)
        backend = house.opened() if elsewhere else house.backend
        with contextlib.suppress(BackendError):
            receipts[name].add(backend.receipt(call.key, call) or backend.carry_out(call))
        queue = getattr(getattr(house.stand_in, "faults", None), "next", None)
        if queue is not None:
            queue.clear()  # a fault that met no call is not left for the next one
    moved = list(house.moved())
    for each in before:
        moved.remove(each)
    for name, amount in amounts.items():
        count = moved.count(Decimal(amount))
        assert len(receipts[name]) <= 1
        assert count <= 1
        assert count == 1 or not receipts[name]
    assert sum(house.moved()) <= Decimal("490.00")

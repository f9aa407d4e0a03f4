"""The demo backend as people and tests use it: its page, its journal, its fault switch, its process."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests

from amends.errors import BackendInvalid, BackendUnavailable, BackendUncertain
from amends.money import Money
from amends.orders.backend import RemedyCall
from amends.orders.http import HttpOrderBackend
from demo.orders.scenarios import orders_at
from demo.orders.store import Store

REFUND = RemedyCall("k-1", "refund", "NN-10006", "pay_2", Money(Decimal("490.00"), "NOK"), "Paid twice")


def get(address: str, path: str) -> Any:
    return requests.get(address + path, timeout=60)


def movements(address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get(address, "/v1/journal").json()["movements"]
    return found


def test_a_healthy_backend_says_so(address: str) -> None:
    assert get(address, "/health").json() == {"status": "ok"}


def test_the_journal_has_every_movement_of_money_and_nothing_else(address: str) -> None:
    backend = HttpOrderBackend(address, "", "norrnet")
    receipt = backend.carry_out(REFUND)
    backend.carry_out(REFUND)
    backend.carry_out(RemedyCall("k-2", "cancellation", "NN-10006"))
    backend.carry_out(RemedyCall("k-3", "credit", "NN-10007", amount=Money(Decimal("5.00"), "NOK")))
    first, second = movements(address)
    assert datetime.fromisoformat(first.pop("at")).tzinfo is not None
    assert first == {
        "key": "k-1",
        "kind": "refund",
        "order": "NN-10006",
        "payment": "pay_2",
        "amount": {"amount": "490.00", "currency": "NOK"},
        "reference": receipt.reference,
    }
    assert (second["kind"], second["payment"]) == ("credit", None)


def test_the_page_shows_orders_and_what_was_done_and_loads_nothing_from_elsewhere(address: str) -> None:
    assert "Nothing has been done yet" in get(address, "/").text
    HttpOrderBackend(address, "", "norrnet").carry_out(REFUND)
    page = get(address, "/")
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    journal = page.text.partition('id="orders"')[0]
    assert "NOK\N{NO-BREAK SPACE}490.00" in journal
    assert "NN-10006" in journal
    assert "Paid twice" in journal
    assert not re.search(r"(?:src|href)\s*=|https?://|url\(|@import", page.text)


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "{{ 7 * 7 }}"])
def test_the_page_shows_hostile_text_as_text(store: Store, address: str, hostile: str) -> None:
    document = orders_at(datetime.now(UTC))[0][1]
    document["customer"] |= {"name": hostile, "email": hostile}
    document["product"]["name"] = hostile
    store.put(document, hostile)
    call = RemedyCall("k-1", "account_correction", document["number"], reason=hostile)
    HttpOrderBackend(address, "", document["merchant"]).carry_out(call)
    page = get(address, "/").text
    assert "<script" not in page
    assert "<img" not in page
    assert ">49<" not in page


@pytest.mark.parametrize(
    ("mode", "error", "moved"),
    [
        ("down", BackendUnavailable, 0),
        ("html", BackendUncertain, 0),
        ("error500", BackendUncertain, 0),
        ("half", BackendUncertain, 1),
        ("after_commit_timeout", BackendUncertain, 1),
    ],
)
def test_a_fault_hits_a_remedy_as_it_says(address: str, mode: str, error: type[Exception], moved: int) -> None:
    backend = HttpOrderBackend(address, "", "norrnet", timeout=20, total=60)
    hasty = (
        HttpOrderBackend(address, "", "norrnet", timeout=2, total=2.2) if mode == "after_commit_timeout" else backend
    )
    requests.post(address + "/demo/faults", json={"mode": mode}, timeout=60).raise_for_status()
    with pytest.raises(error):
        hasty.carry_out(REFUND)
    requests.post(address + "/demo/faults", json={"mode": None}, timeout=60).raise_for_status()
    assert len(movements(address)) == moved
    assert (backend.receipt("k-1") is not None) is bool(moved)
    backend.carry_out(REFUND)
    assert len(movements(address)) == 1


@pytest.mark.parametrize(
    ("mode", "timeout", "error"),
    [("html", 20, BackendInvalid), ("slow", 0.3, BackendUnavailable), ("half", 20, BackendUnavailable)],
)
def test_a_fault_hits_a_reading_as_it_says(address: str, mode: str, timeout: float, error: type[Exception]) -> None:
    requests.post(address + "/demo/faults", json={"mode": mode}, timeout=60).raise_for_status()
    with pytest.raises(error):
        HttpOrderBackend(address, "", "norrnet", timeout, timeout * 1.3).order("NN-10006")


def test_a_slow_remedy_is_done_in_the_end(address: str) -> None:
    fault = {"mode": "slow", "count": 1, "seconds": 0.2}
    requests.post(address + "/demo/faults", json=fault, timeout=60).raise_for_status()
    HttpOrderBackend(address, "", "norrnet").carry_out(REFUND)
    assert len(movements(address)) == 1


def test_the_latest_refund_of_an_order_can_fail_afterwards(address: str) -> None:
    backend = HttpOrderBackend(address, "", "norrnet")
    backend.carry_out(REFUND)
    failed = requests.post(address + "/demo/refunds/fail", json={"order": "NN-10006"}, timeout=60)
    assert failed.status_code == 200
    order = backend.order("NN-10006")
    assert order is not None
    assert failed.json() == order.document
    assert [(each.status, each.key) for each in order.payments[1].refunds] == [("failed", "k-1")]


@pytest.mark.parametrize("wrong", [{"order": "NN-10007"}, {"order": "NN-1"}, {"order": "NN-10006", "key": "k-9"}])
def test_a_refund_that_was_not_made_cannot_fail(address: str, wrong: dict[str, Any]) -> None:
    answer = requests.post(address + "/demo/refunds/fail", json=wrong, timeout=60)
    assert (answer.status_code, answer.json()["code"]) == (404, "refund_not_found")


def test_a_counted_fault_ends_by_itself(address: str) -> None:
    requests.post(address + "/demo/faults", json={"mode": "down", "count": 2}, timeout=60).raise_for_status()
    statuses = [get(address, "/v1/orders/NN-10006").status_code for _ in range(3)]
    assert statuses == [503, 503, 200]


@pytest.mark.parametrize("wrong", [{"mode": "fire"}, {}, {"mode": "down", "count": 0}, {"mode": "down", "x": 1}])
def test_a_fault_that_is_none_is_refused(address: str, wrong: dict[str, Any]) -> None:
    assert requests.post(address + "/demo/faults", json=wrong, timeout=60).status_code == 422


def test_orders_that_nobody_touched_are_dated_anew_when_they_are_old(store: Store) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    store.carry_out(REFUND)
    before = {order.number: order.document for order in store.all()}
    store.refresh(orders_at(tomorrow), older_than=tomorrow - timedelta(days=2))
    assert {order.number: order.document for order in store.all()} == before
    store.refresh(orders_at(tomorrow), older_than=tomorrow)
    changed = {order.number for order in store.all() if order.document != before[order.number]}
    assert changed == set(before) - {"NN-10006"}


def test_seeding_anew_forgets_what_was_done(store: Store) -> None:
    store.carry_out(REFUND)
    store.reseed(orders_at(datetime.now(UTC)))
    assert store.remedies() == []


def test_the_process_seeds_itself_answers_and_keeps_what_was_done(tmp_path: Path) -> None:
    database = tmp_path / "new folder" / "orders.db"
    running(database, lambda address: HttpOrderBackend(address, "", "norrnet").carry_out(REFUND))
    found: list[Any] = []
    running(database, lambda address: found.extend(movements(address)))
    assert [movement["key"] for movement in found] == ["k-1"]
    running(database, lambda address: found.extend(movements(address)), "--reseed")
    assert len(found) == 1


def running(database: Path, use: Callable[[str], object], *more: str) -> None:
    command = [sys.executable, "-m", "demo.orders", "--port", "0", "--database", str(database), *more]
    environment = {**os.environ, "AMENDS_ORDER_BACKEND_TOKEN": ""}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        try:
            lines = iter(process.stderr.readline, "")
            address = next(found[0] for line in lines if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
            use(address)
        finally:
            process.terminate()
            process.communicate()


def test_a_copy_of_an_order_is_untouched_however_often_it_was_copied(address: str) -> None:
    made = [requests.post(f"{address}/demo/orders", json={"like": "NN-10006"}, timeout=60).json() for _ in range(5)]
    assert len({each["number"] for each in made}) == len({each["email"] for each in made}) == 5
    order = get(address, f"/v1/orders/{made[0]['number']}").json()
    assert order["customer"]["email"] == made[0]["email"]
    assert [payment["refunded"]["amount"] for payment in order["payments"]] == ["0.00", "0.00"]


def test_of_an_order_that_is_not_seeded_there_is_no_copy(address: str) -> None:
    answer = requests.post(f"{address}/demo/orders", json={"like": "NN-99999"}, timeout=60)
    assert (answer.status_code, answer.json()["code"]) == (404, "order_not_found")

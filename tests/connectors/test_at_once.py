"""Calls at the same moment, in one process and in several."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from amends.errors import BackendError, BackendRefused
from amends.orders.backend import OrderBackend, Receipt, RemedyCall
from tests.connectors.house import House
from tests.connectors.sql_house import sql
from tests.postgres import database_url

__all__ = ["database_url"]


def at_once(tries: Sequence[Callable[[], Receipt]]) -> list[Receipt | BackendError]:
    ends: list[Receipt | BackendError] = []
    start = threading.Barrier(len(tries))

    def one(act: Callable[[], Receipt]) -> None:
        start.wait()
        try:
            ends.append(act())
        except BackendError as fault:
            ends.append(fault)

    threads = [threading.Thread(target=one, args=(act,)) for act in tries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def calls(backends: Sequence[OrderBackend], asked: Sequence[RemedyCall]) -> list[Callable[[], Receipt]]:
    return [lambda b=backend, c=call: b.carry_out(c) for backend, call in zip(backends, asked, strict=True)]


def test_one_key_moves_money_once(house: House) -> None:
    ends = at_once(calls([house.backend] * 6, [house.refund()] * 6))
    assert len(set(ends)) == 1
    assert isinstance(ends[0], Receipt)
    assert house.moved() == [Decimal("100.00")]


def test_many_keys_never_return_more_than_was_paid(house: House) -> None:
    ends = at_once(calls([house.backend] * 6, [house.refund(f"k-{number}", "200.00") for number in range(6)]))
    refused = [each.code for each in ends if isinstance(each, BackendRefused)]
    assert refused == ["exceeds_remaining"] * 4
    assert house.moved() == [Decimal("200.00")] * 2


@pytest.fixture
def outbox(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """On SQLite and on PostgreSQL."""
    with sql(tmp_path, monkeypatch, database_url) as there:
        yield there


def test_several_processes_at_one_outbox_never_return_more_than_was_paid(outbox: House) -> None:
    """Here only the database stands between them."""
    backends = [outbox.opened() for _ in range(6)]
    asked = [outbox.refund(f"k-{number}", "200.00") for number in range(6)]
    ends = at_once(calls(backends, asked))
    assert len(outbox.moved()) == sum(isinstance(each, Receipt) for each in ends)
    assert 1 <= len(outbox.moved()) <= 2
    for call in asked:  # whoever lost to another tries again, as the worker does
        with contextlib.suppress(BackendRefused):
            outbox.backend.carry_out(call)
    assert outbox.moved() == [Decimal("200.00")] * 2


def test_several_processes_with_one_key_write_one_row(outbox: House) -> None:
    backends = [outbox.opened() for _ in range(6)]
    ends = at_once(calls(backends, [outbox.refund()] * 6))
    assert outbox.moved() == [Decimal("100.00")]
    assert len({each for each in ends if isinstance(each, Receipt)}) == 1

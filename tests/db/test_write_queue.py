"""Writers of one SQLite database: each in its turn, none forgotten, and whoever waits too long is told."""

import threading
import time
from collections.abc import Callable
from contextlib import nullcontext

import pytest
from sqlalchemy import text

from amends.db import session as session_module
from amends.db.session import Database
from amends.db.write_queue import WriteQueue
from amends.errors import DatabaseUnavailable
from tests.postgres import sqlite_url


def until(done: Callable[[], bool]) -> None:
    """Return when it is so; the test's own time limit is the bound."""
    while not done():
        time.sleep(0.005)


def test_threads_come_in_the_order_in_which_they_asked() -> None:
    queue, came, threads = WriteQueue(60), [], []

    def write(number: int) -> None:
        with queue.turn():
            came.append(number)

    with queue.turn():
        for number in range(6):
            threads.append(threading.Thread(target=write, args=(number,)))
            threads[-1].start()
            until(lambda: len(queue) == len(threads) + 1)
        assert came == []
    for thread in threads:
        thread.join()
    assert came == [0, 1, 2, 3, 4, 5]


def test_one_that_gives_up_lets_the_next_one_in() -> None:
    queue, told = WriteQueue(0.05), []

    def write() -> None:
        try:
            with queue.turn():
                told.append("in")
        except DatabaseUnavailable as fault:
            told.append(str(fault))

    for holds in (True, False):
        thread = threading.Thread(target=write)
        with queue.turn() if holds else nullcontext():
            thread.start()
            thread.join()
    assert told == ["the database did not answer: too many wait to write", "in"]


def test_a_block_that_fails_gives_its_turn_back() -> None:
    queue = WriteQueue(60)
    with pytest.raises(ZeroDivisionError), queue.turn():
        raise ZeroDivisionError
    with queue.turn():
        assert len(queue) == 1


def test_many_writers_that_each_take_their_time_are_all_let_in(tmp_path, monkeypatch) -> None:
    """Looking again and again, as SQLite does by itself, one of them is left out for longer than the time allowed."""
    monkeypatch.setattr(session_module, "BUSY_TIMEOUT_MS", 300)
    database = Database(sqlite_url(tmp_path))
    with database.begin() as session:
        session.execute(text("CREATE TABLE written (by INTEGER)"))
    failed: list[Exception] = []

    def write(number: int) -> None:
        try:
            for _ in range(5):
                with database.begin() as session:
                    session.execute(text("INSERT INTO written VALUES (:by)"), {"by": number})
                    time.sleep(0.03)
        except DatabaseUnavailable as fault:
            failed.append(fault)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM written")) == 45
    assert failed == []
    database.close()


def test_a_turn_inside_a_turn_of_the_same_thread_does_not_wait_for_itself() -> None:
    queue = WriteQueue(60)
    with queue.turn(), queue.turn():
        assert len(queue) == 1
    assert len(queue) == 0

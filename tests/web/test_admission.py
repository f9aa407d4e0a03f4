"""What one stranger opens or asks ends before it is what all others wait for."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from amends.db.session import Database
from tests.serving import Serving
from tests.web.server import Customer, Web, until
from tests.web.stand_in import StandInRasa
from web.admission import Crowd
from web.connections import most_connections, protocol


@contextmanager
def web_with(database: Database, rasa: StandInRasa, **crowd: int) -> Iterator[Web]:
    web = Web(database, rasa, crowd=Crowd(**crowd)).start()
    try:
        yield web
    finally:
        web.stop()


class Stream:
    """One that is open until somebody closes it."""

    def __init__(self, customer: Customer) -> None:
        self.http = httpx.Client(base_url=customer.http.base_url, headers=customer.http.headers, timeout=60)
        request = self.http.build_request("GET", f"{customer.path}/stream")
        self.answer = self.http.send(request, stream=True)
        self.lines = self.answer.iter_lines()  # one: what is dropped half-way ends the connection

    @property
    def status(self) -> int:
        return self.answer.status_code

    def to_its_end(self) -> str:
        return "".join(self.lines)

    def close(self) -> None:
        self.answer.close()
        self.http.close()


def test_a_further_stream_of_a_conversation_ends_its_oldest(database: Database, rasa: StandInRasa) -> None:
    with web_with(database, rasa, streams_each=2) as web:
        customer, other = Customer(web.url), Customer(web.url)
        streams = [Stream(other), *(Stream(customer) for _ in range(3))]
        assert "utter_welcome" in streams[1].to_its_end(), "it was there, and it ended"
        customer.send("one")
        other.send("two")
        for stream, words in ((streams[0], "two"), (streams[2], "one"), (streams[3], "one")):
            assert any(f"You said: {words}" in line for line in stream.lines)
        for stream in streams:
            stream.close()


@pytest.mark.parametrize("crowd", [{"streams_from": 2}, {"streams": 2}])
def test_no_more_streams_than_a_network_or_this_process_may_have(
    database: Database, rasa: StandInRasa, crowd: dict[str, int]
) -> None:
    with web_with(database, rasa, **crowd) as web:
        customers = [Customer(web.url) for _ in range(3)]
        first, second = Stream(customers[0]), Stream(customers[1])
        for stream in (first, second):
            assert any("utter_welcome" in line for line in stream.lines)
        refused = Stream(customers[2])
        assert (refused.status, refused.answer.headers["retry-after"]) == (429, "5")
        first.close()

        def has_place() -> bool:
            again = Stream(customers[2])
            again.close()
            return again.status == 200

        until(has_place)
        second.close()


def test_a_conversation_that_is_read_without_a_pause_is_told_to_make_one(database: Database, rasa: StandInRasa) -> None:
    with web_with(database, rasa, reads_per_minute=10) as web:
        customer, other = Customer(web.url), Customer(web.url)
        found = [customer.http.get(f"{customer.path}/events").status_code for _ in range(7)]
        assert found == [200] * 5 + [429] * 2
        assert other.events()


HEAD = b"POST /v1/conversations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 90\r\n"


@contextmanager
def serving(web: Web, **limits: Any) -> Iterator[tuple[str, int]]:
    app = Serving(web.app, http=protocol(**limits))
    try:
        yield "127.0.0.1", urlsplit(app.url).port or 0
    finally:
        app.stop()


def is_closed(connection: socket.socket) -> bool:
    """Waits for it; an answer is none."""
    try:
        return connection.recv(1000) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET / HT", b"GET /health HTTP/1.1\r\nHost: a\r\nX-A: ", HEAD, HEAD + b"\r\n", HEAD + b"\r\n{"],
    ids=["nothing", "half a line", "half a header", "half a head", "no body", "half a body"],
)
def test_a_request_that_does_not_go_on_is_closed(database: Database, rasa: StandInRasa, begun: bytes) -> None:
    with serving(Web(database, rasa), head_s=0.1, body_s=0.1) as place, socket.create_connection(place) as one:
        one.settimeout(60)
        one.sendall(begun)
        assert is_closed(one)


def test_so_is_a_second_one_on_a_connection_and_a_whole_one_is_answered(database: Database, rasa: StandInRasa) -> None:
    with serving(Web(database, rasa), head_s=0.3) as place, socket.create_connection(place) as one:
        one.settimeout(60)
        one.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
        assert one.recv(10_000).startswith(b"HTTP/1.1 200")
        one.sendall(b"GET /health HTTP/1.1\r\n")
        assert is_closed(one)


def test_half_requests_make_room_for_whole_ones(database: Database, rasa: StandInRasa) -> None:
    with serving(Web(database, rasa), most=20) as place:
        half = [socket.create_connection(place) for _ in range(40)]
        for one in half:
            one.sendall(b"GET / HT")
        for _ in range(5):
            assert httpx.get(f"http://127.0.0.1:{place[1]}/health", timeout=60).status_code == 200
        for one in half:
            one.close()


def test_connections_kept_for_a_next_request_make_room_too(database: Database, rasa: StandInRasa) -> None:
    with serving(Web(database, rasa), most=20) as place:
        kept = [socket.create_connection(place) for _ in range(20)]
        for one in kept:
            one.settimeout(60)
            one.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
            assert one.recv(10_000).startswith(b"HTTP/1.1 200")
        assert httpx.get(f"http://127.0.0.1:{place[1]}/health", timeout=60).status_code == 200
        assert is_closed(kept[0]), "the one that has waited longest"
        for one in kept:
            one.close()


def test_there_are_never_more_connections_than_descriptors() -> None:
    assert 20 <= most_connections() <= 10_000


def test_a_conversation_whose_language_is_chosen_too_often_has_to_wait(database: Database, rasa: StandInRasa) -> None:
    with web_with(database, rasa, languages_per_minute=4) as web:
        customer, other = Customer(web.url), Customer(web.url)

        def choose(who: Customer, language: str) -> httpx.Response:
            return who.http.post(f"{who.path}/language", json={"language": language})

        answers = [choose(customer, language).status_code for language in ("nb", "en", "nb", "en")]
        assert answers[:2] == [204, 204]
        assert answers[3] == 429
        assert int(choose(customer, "nb").headers["retry-after"]) > 0
        assert choose(other, "nb").status_code == 204, "it is counted for each"

"""The HTTP client against a server that does everything wrong: each fault becomes one error of the tree."""

import json
import socket
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from amends.errors import (
    BackendError,
    BackendInvalid,
    BackendRefused,
    BackendUnavailable,
    BackendUncertain,
    RecordInvalid,
    SettingError,
)
from amends.money import Money
from amends.orders.backend import Receipt, RemedyCall
from amends.orders.http import PAUSES, HttpOrderBackend
from amends.orders.wire import MAX_BODY
from tests.orders.sample import document
from tests.orders.scripted import ScriptedServer, Step, answer, drip, hang_up, problem, reset, silence

CALL = RemedyCall("k-1", "refund", "NN-70001", "pay_2", Money(Decimal("490.00"), "NOK"))
RECEIPT = {
    "key": "k-1",
    "reference": "RF-1",
    "kind": "refund",
    "order_number": "NN-70001",
    "payment_id": "pay_2",
    "amount": {"amount": "490.00", "currency": "NOK"},
}
ORDER = answer(200, document())
TRIES = len(PAUSES) + 1
PATIENCE_S = 2.0
"""Long enough for an answer on a busy machine; the faults that are waited for take as long."""

Scripted = Callable[..., tuple[ScriptedServer, HttpOrderBackend]]


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amends.orders.http.PAUSES", (0.01,) * len(PAUSES))


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    servers: list[ScriptedServer] = []

    def start(*steps: Step, timeout: float = 20.0, total: float = 50.0) -> tuple[ScriptedServer, HttpOrderBackend]:
        server = ScriptedServer(steps)
        servers.append(server)
        return server, HttpOrderBackend(server.url, "secret", "norrnet", timeout, total)

    yield start
    for server in servers:
        server.close()


def html(status: int) -> Step:
    return answer(status, b"<html>maintenance</html>", "text/html")


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in document().items() if key != name}


LOST = {
    "silence": silence,
    "reset": reset,
    "hang up": hang_up,
    "half a body": answer(200, b'{"number": "NN-7', length=4000),
    "drip of headers": drip(b"HTTP/1.1 200 OK\r\nX-A: "),
    "drip of a body with a length": drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
    "drip of a body without a length": drip(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"),
    "not HTTP": lambda connection, _over: connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "500": html(500),
    "502": html(502),
}

UNUSABLE = {
    "HTML": html(200),
    "HTML not found": html(404),
    "no JSON": answer(200, b'{"number": "NN-70001"'),
    "no UTF-8": answer(200, b'"\xff"'),
    "not a number": answer(200, b"NaN"),
    "deep nesting": answer(200, b"[" * 100_000),
    "too large": answer(200, json.dumps(document()).encode() + b" " * MAX_BODY),
    "redirect": answer(302, b"", extra="Location: /elsewhere\r\n"),
    "nothing": answer(200, b""),
    "a list": answer(200, []),
}

UNUSABLE_ORDER = {
    "schema": answer(200, without("payments")),
    "unknown field": answer(200, document(colour="red")),
    "two currencies": answer(
        200, document(payments=[{"id": "p", "amount": {"amount": "1.00", "currency": "EUR"}, "status": "captured"}])
    ),
    "another order": answer(200, document(number="NN-70002")),
    "another merchant": answer(200, document(merchant="itnet")),
}


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
def test_a_reading_that_fails_for_good_is_unavailable(scripted: Scripted, fault: Step) -> None:
    _, backend = scripted(fault, timeout=0.2, total=0.5)
    with pytest.raises(BackendUnavailable):
        backend.order("NN-70001")


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
def test_a_reading_is_tried_again(scripted: Scripted, fault: Step) -> None:
    server, backend = scripted(fault, ORDER, timeout=PATIENCE_S, total=60.0)
    order = backend.order("NN-70001")
    assert order is not None
    assert len(server.requests) == 2


@pytest.mark.parametrize("fault", [*UNUSABLE.values(), *UNUSABLE_ORDER.values()], ids=[*UNUSABLE, *UNUSABLE_ORDER])
def test_an_unusable_order_is_invalid_and_not_asked_for_again(scripted: Scripted, fault: Step) -> None:
    server, backend = scripted(fault)
    with pytest.raises(BackendInvalid):
        backend.order("NN-70001")
    assert len(server.requests) == 1


@pytest.mark.parametrize("by_email", [False, True])
def test_a_record_that_breaks_its_schema_is_told_by_order_and_place_and_not_by_what_stands_there(
    scripted: Scripted, by_email: bool
) -> None:
    broken = document(customer={"email": "kari@example.com", "country": "Norway, Storgata 1", "consumer": "Kari"})
    _, backend = scripted(answer(200, {"orders": [broken]} if by_email else broken))
    with pytest.raises(RecordInvalid) as caught:
        backend.orders_of("kari@example.com") if by_email else backend.order("NN-70001")
    assert caught.value.number == "NN-70001"
    assert [fault.path for fault in caught.value.faults] == ["$.customer.country", "$.customer.consumer"]
    assert "pattern" in caught.value.faults[0].message or "match" in caught.value.faults[0].message
    assert not [word for word in ("Norway", "Storgata", "Kari", "kari") if word in str(caught.value)]


def test_a_record_without_a_number_is_told_too(scripted: Scripted) -> None:
    _, backend = scripted(answer(200, without("number")))
    with pytest.raises(RecordInvalid, match="without a number") as caught:
        backend.order("NN-70001")
    assert caught.value.number is None


@pytest.mark.parametrize("fault", [*LOST.values(), *UNUSABLE.values()], ids=[*LOST, *UNUSABLE])
def test_a_remedy_that_went_out_without_a_clear_answer_is_uncertain_and_not_sent_again(
    scripted: Scripted, fault: Step
) -> None:
    server, backend = scripted(fault, answer(201, RECEIPT), timeout=PATIENCE_S)
    with pytest.raises(BackendUncertain):
        backend.carry_out(CALL)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("key", "k-2"),
        ("reference", ""),
        ("kind", "credit"),
        ("order_number", "NN-70002"),
        ("payment_id", "pay_1"),
        ("amount", {"amount": "490.00", "currency": "EUR"}),
        ("amount", {"amount": "49.00", "currency": "NOK"}),
    ],
)
def test_a_receipt_for_something_else_leaves_the_remedy_uncertain(scripted: Scripted, name: str, value: Any) -> None:
    _, backend = scripted(answer(201, RECEIPT | {name: value}))
    with pytest.raises(BackendUncertain):
        backend.carry_out(CALL)


@pytest.mark.parametrize("step", [problem(503, "unavailable"), problem(429, "rate_limited")], ids=["503", "429"])
def test_a_remedy_that_was_not_taken_is_sent_again_with_its_key(scripted: Scripted, step: Step) -> None:
    server, backend = scripted(step, answer(201, RECEIPT))
    assert backend.carry_out(CALL) == Receipt("k-1", "RF-1")
    assert len(server.requests) == 2
    assert server.requests[0] == server.requests[1]
    assert b"Idempotency-Key: k-1\r\n" in server.requests[0]


def test_a_remedy_that_is_never_taken_is_unavailable(scripted: Scripted) -> None:
    server, backend = scripted(problem(503, "unavailable"))
    with pytest.raises(BackendUnavailable):
        backend.carry_out(CALL)
    assert len(server.requests) == TRIES


def test_a_wait_that_would_go_past_the_total_is_not_begun(scripted: Scripted) -> None:
    server, backend = scripted(problem(503, "unavailable", extra="Retry-After: 60\r\n"))
    with pytest.raises(BackendUnavailable):
        backend.carry_out(CALL)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "step",
    [html(503), html(429), problem(500, "oops"), problem(409, "in_progress"), html(403), problem(504, "unavailable")],
    ids=["bare 503", "bare 429", "500", "in progress", "bare 403", "504"],
)
def test_an_answer_without_the_promise_that_nothing_was_done_is_uncertain(scripted: Scripted, step: Step) -> None:
    server, backend = scripted(step)
    with pytest.raises(BackendUncertain):
        backend.carry_out(CALL)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("status", "code"), [(401, "unauthorized"), (404, "order_not_found"), (409, "key_reused"), (422, "own_code")]
)
def test_a_problem_with_a_code_is_the_final_no(scripted: Scripted, status: int, code: str) -> None:
    server, backend = scripted(problem(status, code))
    with pytest.raises(BackendRefused) as caught:
        backend.carry_out(CALL)
    assert caught.value.code == code
    assert len(server.requests) == 1


def test_only_the_right_code_makes_a_404_no_order(scripted: Scripted) -> None:
    _, backend = scripted(problem(404, "order_not_found"), problem(404, "not_found"))
    assert backend.order("NN-70001") is None
    with pytest.raises(BackendRefused):
        backend.order("NN-70001")


def test_a_refused_token_is_a_refusal(scripted: Scripted) -> None:
    _, backend = scripted(problem(401, "unauthorized"))
    with pytest.raises(BackendRefused):
        backend.orders_of("kari.holm@example.com")


def test_a_list_with_another_customers_order_is_invalid(scripted: Scripted) -> None:
    _, backend = scripted(answer(200, {"orders": [document()]}))
    with pytest.raises(BackendInvalid):
        backend.orders_of("ola.berg@example.com")


def test_a_receipt_for_another_key_is_invalid(scripted: Scripted) -> None:
    _, backend = scripted(answer(200, RECEIPT))
    with pytest.raises(BackendInvalid):
        backend.receipt("k-2")


def test_the_token_goes_along_and_a_redirect_is_not_followed(scripted: Scripted) -> None:
    other, _ = scripted(ORDER)
    server, backend = scripted(answer(307, b"", extra=f"Location: {other.url}/v1/orders/NN-70001\r\n"))
    with pytest.raises(BackendInvalid):
        backend.order("NN-70001")
    assert b"Authorization: Bearer secret\r\n" in server.requests[0]
    assert b"Amends-Merchant: norrnet\r\n" in server.requests[0]
    assert other.requests == []


@pytest.mark.parametrize("call", [lambda b: b.order("NN-70001"), lambda b: b.carry_out(CALL)], ids=["read", "remedy"])
def test_a_refused_connection_is_unavailable(call: Callable[[HttpOrderBackend], object]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(BackendUnavailable):
        call(HttpOrderBackend(f"http://127.0.0.1:{port}", "", "norrnet"))


def test_an_unknown_host_is_unavailable() -> None:
    with pytest.raises(BackendUnavailable):
        HttpOrderBackend("http://a..b", "", "norrnet").carry_out(CALL)


def test_a_server_that_does_not_speak_tls_was_sent_nothing(scripted: Scripted) -> None:
    """The handshake fails, so the remedy was never put on the wire."""
    server, _ = scripted(silence)
    backend = HttpOrderBackend(server.url.replace("http:", "https:"), "", "norrnet", timeout=0.2, total=0.5)
    with pytest.raises(BackendUnavailable):
        backend.carry_out(CALL)


@pytest.mark.parametrize("key", ["", ".", "..", "a/b", "a b", "k\r\nX: y", "é", "k" * 256])
def test_a_key_that_no_header_or_path_can_hold_is_refused_unsent(scripted: Scripted, key: str) -> None:
    server, backend = scripted(answer(201, RECEIPT))
    for ask in (lambda: backend.receipt(key), lambda: backend.carry_out(RemedyCall(key, "cancellation", "NN-70001"))):
        with pytest.raises(BackendError):
            ask()
    assert server.requests == []


@pytest.mark.parametrize("url", ["", "orders.example.com", "ftp://example.com", "http://", "http://u:p@example.com"])
def test_an_address_that_is_none_is_a_setting_error(url: str) -> None:
    with pytest.raises(SettingError):
        HttpOrderBackend(url, "", "norrnet")


def test_a_token_that_no_header_can_hold_is_a_setting_error() -> None:
    with pytest.raises(SettingError):
        HttpOrderBackend("http://example.com", "a\r\nb", "norrnet")

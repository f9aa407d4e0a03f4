"""The fault proxy before a real server: what its callers see of each fault, and whether the server was asked."""

import json
import socket
from urllib.parse import urlsplit

import httpx
import pytest
from fastapi import FastAPI, Request

from faults import breakages
from faults.breakages import ACTIONS, BACKEND
from faults.proxy import Proxy, Rule
from tests.serving import Serving

TIMEOUT_S = 1.0
ORDER = {"number": "NN-1", "key": "k", "total": {"amount": "490.00", "currency": "NOK"}}


@pytest.fixture
def asked():
    """The bodies that the server got."""
    return []


@pytest.fixture
def proxy(asked):
    app = FastAPI()

    @app.post("/v1/orders/NN-1/remedies")
    async def remedies(request: Request):
        asked.append(await request.body())
        return ORDER

    @app.get("/v1/orders/NN-1")
    def order():
        return ORDER

    server = Serving(app)
    try:
        with Proxy(urlsplit(server.url).port) as proxy:
            yield proxy
    finally:
        server.stop()


@pytest.fixture
def quick(monkeypatch):
    """Nobody waits for long."""
    monkeypatch.setattr(breakages, "SLOW_S", 0.3)
    monkeypatch.setattr(breakages, "SHUT_S", 0.3)


def call(proxy, timeout=TIMEOUT_S):
    """The answer, or the name of what came instead of one."""
    try:
        with httpx.Client(timeout=timeout, trust_env=False) as client:
            return client.post(f"{proxy.url}/v1/orders/NN-1/remedies", content=b"{}")
    except httpx.HTTPError as fault:
        return type(fault).__name__


def broken(proxy, fault, times=1):
    return proxy.add(Rule(lambda asked: asked.method == "POST", fault, times))


def test_it_passes_on_what_nobody_told_it_to_break(proxy, asked):
    for number in range(20):
        assert call(proxy).json() == ORDER
        assert len(asked) == number + 1
    assert httpx.get(f"{proxy.url}/v1/orders/NN-1", trust_env=False).json() == ORDER


@pytest.mark.parametrize(
    ("fault", "seen", "done"),
    [
        ("error500", 500, 0), ("unavailable", 503, 0), ("gateway", 503, 0), ("rate_limited", 429, 0),
        ("garbage", 200, 0), ("html", 200, 0), ("reset", "ReadError", 0), ("reset_after", "ReadError", 1),
        ("half", "RemoteProtocolError", 1), ("black_hole", "ReadTimeout", 0), ("done_then_timeout", "ReadTimeout", 1),
        ("drip", "ReadTimeout", 1), ("duplicate", 200, 2), ("wrong_currency", 200, 1), ("another_key", 200, 1),
    ],
)  # fmt: skip
def test_a_fault_as_its_caller_sees_it_and_once(proxy, asked, fault, seen, done):
    rule = broken(proxy, BACKEND[fault])
    answer = call(proxy)
    assert (answer if isinstance(answer, str) else answer.status_code) == seen
    assert len(asked) == done
    assert rule.hit.is_set()
    assert call(proxy).json() == ORDER


def test_the_answer_is_another_one(proxy):
    broken(proxy, BACKEND["wrong_currency"])
    assert call(proxy).json()["total"]["currency"] == breakages.OTHER_CURRENCY
    broken(proxy, BACKEND["another_key"])
    assert call(proxy).json()["key"] != "k"
    broken(proxy, BACKEND["unavailable"])
    answer = call(proxy)
    assert (answer.json()["code"], answer.headers["Retry-After"]) == ("unavailable", "1")


def test_a_slow_call_is_done_after_its_caller_has_gone(proxy, asked, quick):
    broken(proxy, BACKEND["slow"])
    assert call(proxy, timeout=0.1) == "ReadTimeout"
    with socket.create_connection(("127.0.0.1", proxy.port)):  # it serves others meanwhile
        pass
    until = httpx.Client(timeout=5, trust_env=False)
    while len(asked) == 0:
        until.get(f"{proxy.url}/v1/orders/NN-1")
    until.close()


def test_a_refused_connection_and_another_one_when_it_listens_again(proxy, asked, quick):
    broken(proxy, BACKEND["refuse"])
    assert call(proxy) in {"ReadError", "RemoteProtocolError"}
    seen = set()
    while not isinstance(answer := call(proxy), httpx.Response):
        seen.add(answer)
    assert seen == {"ConnectError"}
    assert answer.json() == ORDER
    assert len(asked) == 1


@pytest.mark.parametrize(("when", "done"), [("before", 0), ("done", 1), ("told", 1)])
def test_a_call_that_is_held_while_something_is_struck(proxy, asked, when, done):
    seen = []
    broken(proxy, breakages.holding(lambda: seen.append(len(asked)), when))
    assert call(proxy).json() == ORDER
    while not seen:  # what is struck once it is told may come after its caller has it
        pass
    assert seen == [done]


def test_of_two_each_is_asked_in_its_turn_and_one_alone_while_the_other_is_away(asked):
    first, second = (Serving(told(asked, number)) for number in (1, 2))
    with Proxy(*(urlsplit(each.url).port for each in (first, second))) as proxy:
        for _ in range(4):
            assert call(proxy).status_code == 200
        assert sorted(asked) == [1, 1, 2, 2]
        first.stop()
        for _ in range(4):
            assert call(proxy).status_code == 200
        assert asked[4:] == [2] * 4
    second.stop()


def told(asked, number):
    app = FastAPI()

    @app.post("/v1/orders/NN-1/remedies")
    def remedies():
        asked.append(number)
        return ORDER

    return app


def test_a_rule_breaks_so_many_calls_that_fit_and_no_other(proxy):
    rule = broken(proxy, BACKEND["error500"], times=2)
    assert httpx.get(f"{proxy.url}/v1/orders/NN-1", trust_env=False).json() == ORDER
    assert [call(proxy).status_code for _ in range(3)] == [500, 500, 200]
    assert rule.broken == 2
    proxy.remove(broken(proxy, BACKEND["error500"]))
    assert call(proxy).status_code == 200


def test_a_bad_event_is_json_that_no_dialogue_knows(proxy):
    broken(proxy, ACTIONS["bad_event"])
    assert json.loads(call(proxy).content)["events"][0]["event"] == "no_such_event"

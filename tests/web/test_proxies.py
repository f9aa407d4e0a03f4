"""A proxy that no setting names is met, told of once in the log, and in health for as long as the process lives."""

from dataclasses import replace

import httpx
import pytest

from tests.web.server import Web
from web import proxies


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(proxies.log, "warning", lambda event, **_: told.append(event), raising=False)
    return told


FORWARDED = {"X-Forwarded-For": "198.51.100.7"}


def trusting(web: Web, proxy: str) -> Web:
    """`web` started again, with that one named."""
    web.stop()
    web.deps = replace(web.deps, trusted_proxy=proxy)
    return web.start()


def ask(web: Web, times: int, **headers: str) -> dict[str, object]:
    for _ in range(times):
        answer = httpx.get(f"{web.url}/health", headers=headers, timeout=60)
    return dict(answer.json())


def test_requests_that_were_forwarded_by_one_address_are_a_proxys(web: Web, lines: list[str]) -> None:
    assert "unnamed_proxy" not in ask(web, proxies.AFTER - 1, **FORWARDED)
    assert ask(web, 3, **FORWARDED)["unnamed_proxy"] is True
    assert lines == ["proxy_not_named"]


def test_requests_that_nobody_forwarded_are_not(web: Web, lines: list[str]) -> None:
    assert "unnamed_proxy" not in ask(web, proxies.AFTER + 1)
    assert lines == []


def test_many_requests_of_one_customer_behind_a_named_proxy_are_no_proxys(web: Web, lines: list[str]) -> None:
    assert "unnamed_proxy" not in ask(trusting(web, "10.0.0.5, 127.0.0.0/8"), proxies.AFTER + 5, **FORWARDED)
    assert lines == []


def test_another_proxy_than_the_named_one_is_told_of(web: Web, lines: list[str]) -> None:
    assert ask(trusting(web, "10.0.0.5"), proxies.AFTER + 1, **FORWARDED)["unnamed_proxy"] is True
    assert lines == ["proxy_not_named"]


def test_a_named_proxy_that_tells_addresses_as_nobody_reads_them_is_told_of(web: Web, lines: list[str]) -> None:
    assert ask(trusting(web, "127.0.0.1"), proxies.AFTER + 1, Forwarded="for=198.51.100.7")["unnamed_proxy"] is True


def test_a_customers_limits_go_by_the_address_that_a_named_proxy_tells(web: Web) -> None:
    web.deps = replace(web.deps, limits=replace(web.deps.limits, conversations_per_hour=1))
    trusting(web, "127.0.0.1")

    def opened(address: str) -> int:
        headers, body = {"X-Forwarded-For": address}, {"merchant": "norrnet"}
        return httpx.post(f"{web.url}/v1/conversations", json=body, headers=headers, timeout=60).status_code

    assert [opened("198.51.100.7"), opened("198.51.100.7"), opened("198.51.100.8")] == [201, 429, 201]


def test_a_request_that_was_not_forwarded_begins_the_count_anew_unless_it_watches(web: Web, lines: list[str]) -> None:
    ask(web, proxies.AFTER - 1, **FORWARDED)
    httpx.get(f"{web.url}/v1/openapi.json", timeout=60)
    assert "unnamed_proxy" not in ask(web, proxies.AFTER - 1, **FORWARDED)
    ask(web, 1)
    assert ask(web, 2, **FORWARDED)["unnamed_proxy"] is True
    assert lines == ["proxy_not_named"]

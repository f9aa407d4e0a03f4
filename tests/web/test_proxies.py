"""A proxy that no setting names is met, told of once in the log, and in health for as long as the process lives."""

import httpx
import pytest

from tests.web.server import Web
from web import proxies


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(proxies.log, "warning", lambda event, **_: told.append(event), raising=False)
    return told


def ask(web: Web, times: int, **headers: str) -> dict[str, object]:
    for _ in range(times):
        answer = httpx.get(f"{web.url}/health", headers=headers, timeout=60)
    return dict(answer.json())


def test_requests_that_were_forwarded_by_one_address_are_a_proxys(web: Web, lines: list[str]) -> None:
    forwarded = {"X-Forwarded-For": "198.51.100.7"}
    assert "unnamed_proxy" not in ask(web, proxies.AFTER - 1, **forwarded)
    assert ask(web, 3, **forwarded)["unnamed_proxy"] is True
    assert lines == ["proxy_not_named"]


def test_requests_that_nobody_forwarded_are_not(web: Web, lines: list[str]) -> None:
    assert "unnamed_proxy" not in ask(web, proxies.AFTER + 1)
    assert lines == []

"""Where `make run` asks each process how it is."""

from pathlib import Path

import pytest

from amends.settings import Settings
from devtools.runner.table import processes


@pytest.mark.parametrize(
    ("host", "asked"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("10.0.0.5", "10.0.0.5"), ("::1", "[::1]")],
)
def test_health_is_asked_where_a_process_listens(host: str, asked: str) -> None:
    found = {each.name: each.health for each in processes(Settings(internal_host=host), Path("m.tar.gz"))}
    assert {found["rasa"], found["actions"], found["worker"]} == {
        f"http://{asked}:8105/health", f"http://{asked}:8155/health", f"http://{asked}:8107/health",
    }  # fmt: skip
    assert found["web"] == "http://127.0.0.1:8100/health"

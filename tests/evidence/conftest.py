from collections.abc import Iterator
from pathlib import Path

import pytest

from amends.evidence.sandbox.pool import Sandbox
from tests.evidence.interpreter import Interpreter
from tests.postgres import database, database_url

__all__ = ["database", "database_url"]


@pytest.fixture(scope="session")
def sandboxes(tmp_path_factory: pytest.TempPathFactory) -> Interpreter:
    """What the session's sandbox is started by."""
    return Interpreter(tmp_path_factory.mktemp("interpreter"))


@pytest.fixture(scope="session")
def sandbox(sandboxes: Interpreter) -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patched:
        sandboxes.used(patched)
        sandbox = Sandbox(size=1)
    with sandbox:
        yield sandbox


@pytest.fixture
def interpreter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Interpreter:
    """What every helper of this test is started by."""
    interpreter = Interpreter(tmp_path)
    interpreter.used(monkeypatch)
    return interpreter

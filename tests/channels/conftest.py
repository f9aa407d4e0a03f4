from collections.abc import Iterator
from pathlib import Path

import pytest

from amends.db.session import Database
from amends.evidence.sandbox.pool import Sandbox
from tests.channels.contract import Scene
from tests.channels.harnesses import HARNESSES
from tests.postgres import sqlite_url


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    database = Database(sqlite_url(tmp_path))
    yield database
    database.close()


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(size=1) as sandbox:
        yield sandbox


@pytest.fixture(params=sorted(HARNESSES))
def harness(request: pytest.FixtureRequest):
    return HARNESSES[request.param]()


@pytest.fixture
def scene(sqlite: Database, harness, sandbox: Sandbox) -> Iterator[Scene]:
    scene = Scene(sqlite, harness, sandbox)
    yield scene
    scene.stop()

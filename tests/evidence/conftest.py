from collections.abc import Iterator

import pytest

from amends.evidence.sandbox.pool import Sandbox
from tests.postgres import database, database_url

__all__ = ["database", "database_url"]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(size=1) as sandbox:
        yield sandbox

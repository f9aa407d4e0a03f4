"""The newest step of the schema, killed at every statement that changes something: nothing of it stays behind."""

import pytest

from amends.db import migrate
from faults.upgrades import Killed, contents
from tests.postgres import cluster, sqlite_url


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_upgrade_that_was_killed_begins_anew(kind):
    if kind == "postgresql":  # or skipped
        cluster()
    killed = Killed(kind, migrate.head())
    killed.run()
    assert killed.found == []
    assert killed.kills > 1


def test_a_part_that_was_left_behind_would_be_seen(tmp_path):
    url = sqlite_url(tmp_path)
    before = contents(url)
    migrate.downgrade(url, migrate.steps()[-2])
    assert contents(url) != before

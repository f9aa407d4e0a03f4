"""The migrations lead to the tables, on both databases, there and back."""

from sqlalchemy import CheckConstraint, inspect

from amends.cli import main
from amends.db import migrate
from amends.db.session import Database
from amends.db.tables import Base
from tests.postgres import create_database, postgres_template


def test_the_migrated_schema_is_that_of_the_tables(database_url):
    assert migrate.current(database_url) == migrate.head()
    assert migrate.differences(database_url) == []


def test_every_check_of_the_tables_is_in_the_schema(database_url):
    database = Database(database_url)
    for name, table in Base.metadata.tables.items():
        wanted = {each.name for each in table.constraints if isinstance(each, CheckConstraint)}
        found = {each["name"] for each in inspect(database.engine).get_check_constraints(name)}
        assert wanted == found, name
    database.close()


def test_a_second_upgrade_changes_nothing(database_url):
    migrate.upgrade(database_url)
    assert migrate.current(database_url) == migrate.head()


def test_a_release_can_be_undone(database_url):
    migrate.downgrade(database_url, "base")
    assert migrate.current(database_url) is None
    migrate.upgrade(database_url)
    assert migrate.differences(database_url) == []


def test_an_empty_database_has_no_revision():
    assert migrate.current(create_database("template0")) is None
    assert postgres_template()


def test_the_command_makes_the_folder_and_brings_the_database_up(tmp_path, capsys):
    url = f"sqlite:///{tmp_path}/var/new.db"
    assert main(["db", "current", "--url", url]) == 1
    assert main(["db", "upgrade", "--url", url]) == 0
    assert main(["db", "current", "--url", url]) == 0
    assert f"empty -> {migrate.head()}" in capsys.readouterr().out

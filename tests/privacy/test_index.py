"""The index names every column, once, and says of each what happens to it."""

import pytest

from amends.db.tables import Base
from amends.privacy.fates import Fate, Road
from amends.privacy.index import BY_NAME, PLACES, TABLES
from tests.setup.repository import ROOT

COLUMNS = {table.name: set(table.columns.keys()) for table in Base.metadata.sorted_tables}


def missing(columns):
    """Columns that no entry of the index names."""
    return {
        f"{table}.{column}"
        for table, names in columns.items()
        for column in names - set(BY_NAME[table].fates if table in BY_NAME else ())
    }


def test_every_column_of_every_table_is_named():
    assert missing(COLUMNS) == set()


def test_a_column_and_a_table_that_are_not_named_are_found():
    more = COLUMNS | {"cases": {*COLUMNS["cases"], "shoe_size"}, "shoes": {"size"}}
    assert missing(more) == {"cases.shoe_size", "shoes.size"}


def test_nothing_is_named_that_is_not_there_nor_twice():
    more = {table: set(held.fates) - COLUMNS.get(table, set()) for table, held in BY_NAME.items()}
    assert {table: names for table, names in more.items() if names} == {}
    assert len(BY_NAME) == len(TABLES)


@pytest.mark.parametrize("held", TABLES, ids=lambda held: held.name)
def test_an_entry_makes_sense(held):
    assert held.is_deleted == (set(held.fates.values()) == {Fate.DELETED})
    assert held.why or held.is_deleted
    assert held.staff | held.inner <= set(held.fates)
    assert held.is_personal or set(held.fates.values()) == {Fate.KEPT}


def test_rows_are_deleted_before_those_that_they_point_at():
    gone = [held.name for held in TABLES if held.is_deleted]
    for name in gone:
        pointed = {key.column.table.name for key in Base.metadata.tables[name].foreign_keys} - {name}
        later = [each for each in pointed if each in gone and gone.index(each) < gone.index(name)]
        assert not later, f"{name} points at {later}"


def test_the_page_names_each_table_and_place():
    page = (ROOT / "docs/privacy.md").read_text("utf-8")
    names = {held.name for held in TABLES if held.road != Road.NONE} | {place.name for place in PLACES}
    assert {name for name in names if name not in page} == set()

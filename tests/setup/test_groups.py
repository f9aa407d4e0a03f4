"""The tables that say how the tests run name files that exist, and say of each what they mean to."""

from tests import groups, postgres
from tests.setup.repository import ROOT


def test_every_path_of_the_tables_exists():
    named = (*groups.LONGEST, *groups.WHOLE_FOLDERS, *groups.SHARED_FILES, *postgres.SQLITE_IS_ENOUGH)
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_what_works_side_by_side_is_tested_on_both_databases():
    excepted = {path: (ROOT / path).read_text() for path in postgres.SQLITE_IS_ENOUGH}
    assert [path for path, text in excepted.items() if "threading" in text or "ThreadPool" in text] == []


def test_a_file_that_is_not_excepted_runs_on_both_databases():
    assert postgres.databases_for("tests/db/test_outbox.py") == ("sqlite", "postgresql")
    assert postgres.databases_for("tests/messages/test_mail.py") == ("sqlite",)


def test_longest_groups_come_first():
    assert groups.place("tests/rasa/test_nlu.py::a") < groups.place("tests/web_desk/test_xss.py::a")
    assert groups.place("tests/web_desk/test_xss.py::a") < groups.place("tests/web_desk/test_work.py::a")
    assert groups.place("tests/web_desk/test_work.py::a") < groups.place("tests/accounts/test_totp.py::a")

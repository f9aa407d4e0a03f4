"""The migrations lead to the tables, on both databases, there and back."""

from datetime import UTC, datetime, timedelta

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect, select, text

from amends.cli import main
from amends.conversations import conversation
from amends.db import migrate
from amends.db.job_kinds import JobKind
from amends.db.session import Database
from amends.db.tables import Base, ConversationRow, JobRow, RemedyRow
from tests.postgres import create_database, postgres_template
from tests.remedies.scene import Scene, an_order, approval

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
BEFORE_BOUNCES = ScriptDirectory(str(migrate.FOLDER)).get_revision("0010").down_revision


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


@pytest.mark.system
def test_an_empty_database_has_no_revision():
    assert migrate.current(create_database("template0")) is None
    assert postgres_template()


def test_the_command_makes_the_folder_and_brings_the_database_up(tmp_path, capsys):
    url = f"sqlite:///{tmp_path}/var/new.db"
    assert main(["db", "current", "--url", url]) == 1
    assert main(["db", "upgrade", "--url", url]) == 0
    assert main(["db", "current", "--url", url]) == 0
    assert f"empty -> {migrate.head()}" in capsys.readouterr().out


def test_refunds_of_the_last_weeks_are_watched_after_the_upgrade_and_older_ones_are_not(database_url):
    """`database_url` is at the newest schema: back before it, with what was made then, and up again."""
    database = Database(database_url)
    scene = Scene(database, an_order("300.00", "190.00"))
    scene.now = datetime.now(UTC) - timedelta(days=2)
    case_id, made = scene.granted(approval())
    for remedy_id in made:
        scene.carry_out(remedy_id)
    with database.begin() as session:
        session.get_one(RemedyRow, made[1]).settled_at = scene.now - timedelta(days=40)
    migrate.downgrade(database_url, BEFORE_BOUNCES)
    migrate.upgrade(database_url)
    with database.read() as session:
        [job] = session.scalars(select(JobRow).where(JobRow.kind == JobKind.LOOK_AGAIN))
        watched = session.get_one(RemedyRow, made[0])
    assert job.body == {"remedy_id": made[0], "case_id": case_id}
    assert (job.dedupe, job.state) == (f"{JobKind.LOOK_AGAIN}:{watched.key}", "waiting")
    database.close()


def test_what_came_back_is_failed_to_an_older_release(database_url):
    database = Database(database_url)
    scene = Scene(database, an_order("490.00"))
    _, [refund] = scene.granted(approval())
    scene.carry_out(refund)
    scene.backend.fail_refund(scene.remedies()[0].key)
    scene.look(refund)
    assert scene.states() == [("refund", "bounced")]
    migrate.downgrade(database_url, BEFORE_BOUNCES)
    with database.begin() as session:
        assert session.execute(text("SELECT state, amount_minor FROM remedies")).all() == [("failed", 49000)]
    migrate.upgrade(database_url)
    database.close()


PROPOSAL = {"id": "p", "say": {"response": "utter_confirm", "args": {}, "choices": []}, "text": "Shall I?"}
OFFER = {"response": "utter_desk_offer", "args": {}, "choices": []}


@pytest.mark.parametrize(
    ("before", "state"),
    [
        ({"asked": "email"}, {"kind": "Collecting", "question": "email"}),
        (
            {"asked": "confirmation", "proposal": PROPOSAL},
            {"kind": "Confirming", "question": "confirmation", "proposal": PROPOSAL},
        ),
        ({"asked": "confirmation", "proposal": None}, {"kind": "Collecting", "question": None}),
        ({"parked": True}, {"kind": "Parked"}),
        (
            {"wanted": [["invoice", 0]], "asked": "invoice"},
            {"kind": "AskedByDesk", "wanted": [["invoice", 0]], "question": "invoice"},
        ),
        ({"offered": [OFFER], "asked": "offer"}, {"kind": "Offered", "put": OFFER}),
        ({"rated": "AM-1", "asked": "comment", "settled": True}, {"kind": "Commenting", "rated": "AM-1"}),
        ({"settled": True, "concluded_turn": "7"}, {"kind": "Settled", "by": "7", "left": None}),
        (
            {"settled": True, "left_at": "email"},
            {"kind": "Settled", "by": None, "left": {"kind": "Collecting", "question": "email"}},
        ),
    ],
)
def test_a_conversation_under_way_stands_where_it_stood(database_url, before, state):
    database = Database(database_url)
    migrate.downgrade(database_url, "0013")
    with database.begin() as session:
        talk, _ = conversation.create(session, merchant="norrnet", language="en", channel="web", now=NOW)
        talk.draft = {"issue": "outage", "revision": 3, "heard_turn": "7", "heard_says": [], **before}
    migrate.upgrade(database_url)
    with database.read() as session:
        draft = session.get_one(ConversationRow, talk.id).draft
    assert draft == {"issue": "outage", "revision": 3, "state": state}
    migrate.downgrade(database_url, "0013")
    migrate.upgrade(database_url)
    with database.read() as session:
        again = session.get_one(ConversationRow, talk.id).draft
    assert again["state"] == {**state, **({"by": None} if state["kind"] == "Settled" else {})}
    database.close()

"""A case as a file that the tests of whole conversations read, without who the customer is."""

from pathlib import Path

import pytest
import yaml

from amends import yaml_file
from amends.cases import store
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.db.remedy_tables import RemedyRow
from amends.db.session import Database
from amends.desk.quality import scenario
from amends.errors import CannotBeDone
from amends.orders.order import Order
from amends.remedies import states
from tests.assistant.conftest import Chat
from tests.assistant.moving_codes import proposed
from tests.conversations import scenario as files
from tests.desk_core.scene import ANNA, Desk
from tests.postgres import sqlite_url
from tests.remedies.scene import EMAIL, an_order


def file_of(desk, number):
    with desk.database.read() as session:
        return scenario.of_case(session, desk.row(number, session), desk.context.numbers["norrnet"])


def written(desk, number):
    return yaml.safe_load(file_of(desk, number).text)


def test_it_has_what_the_customer_wrote_and_what_came_of_it(desk):
    number = desk.reviewed()
    talk = desk.row(number).conversation_id
    desk.customer(talk, "It was never switched on")
    desk.presses(talk, "Yes, please", "/affirm")
    found = written(desk, number)
    assert found["steps"][-2:] == ["It was never switched on", {"press": "Yes, please"}]
    assert found["expect"]["cases"] == ["not_activated review"]
    assert found["merchant"] == "norrnet"


def test_it_is_read_as_the_tests_read_theirs(desk, tmp_path, monkeypatch):
    number = desk.reviewed()
    desk.customer(desk.row(number).conversation_id, "It was never switched on")
    found = file_of(desk, number)
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / found.name).write_text(found.text, "utf-8")
    monkeypatch.setattr(files, "FOLDER", Path(tmp_path))
    [read] = files.scenarios()
    assert (read.merchant, read.records["number"]) == ("norrnet", read.order)


def test_examples_stand_for_who_the_customer_is(database):
    order = an_order("490.00", number="NN-10077")
    customer = {**order.document["customer"], "name": "Kirsten Holm"}
    order = Order.from_json({**order.document, "customer": customer})
    desk = Desk(database, order)
    number = desk.reviewed()
    talk = desk.row(number).conversation_id
    for text in (
        f"I am Kirsten Holm, {order.number}, {EMAIL.upper()}",
        f"my number is {order.number.lower().replace('-', ' ')} and {number}",
        "call me on +47 912 34 567 or write to me@home.example",
    ):
        desk.customer(talk, text)
    found = file_of(desk, number).text
    for said in ("Kirsten", "Holm", order.number, "10077", EMAIL, number, "912 34 567", "me@home", "4242"):
        assert said.casefold() not in found.casefold()
    assert "{order}, {email}" in found
    assert "Alex Example" in found


def test_the_order_is_counted_from_when_the_conversation_began(desk):
    number = desk.reviewed()
    desk.customer(desk.row(number).conversation_id, "It was never switched on")
    records = written(desk, number)["records"]
    assert records["placed_at"].endswith(" minutes")
    assert int(records["placed_at"].split()[0]) < 0
    assert [payment["id"] for payment in records["payments"]] == ["id_1"]
    assert records["customer"]["email"] == "alex@example.com"


def test_what_comes_after_a_person_took_part_is_left_out_and_that_is_said(desk):
    number = desk.reviewed()
    talk = desk.row(number).conversation_id
    desk.customer(talk, "It was never switched on")
    desk.later(minutes=1)
    desk.takeover.take_over(ANNA, number)
    desk.customer(talk, "Thank you, Anna")
    desk.case_actions.close(ANNA, number, "Done.")
    found = file_of(desk, number)
    assert "Thank you, Anna" not in found.text
    assert "1 of the customer's messages" in found.left_out[-1]
    assert yaml.safe_load(found.text)["expect"]["cases"] == ["not_activated review"]


def test_a_case_without_a_word_of_the_customers_makes_none(desk):
    with pytest.raises(CannotBeDone, match="wrote nothing"):
        file_of(desk, desk.case(explanation=None))


def test_what_the_bot_ended_is_written_down_as_the_file_that_the_whole_system_plays(tmp_path):
    """All but the mail, which the worker sends and nobody does here."""
    chat = Chat(Database(sqlite_url(tmp_path)), "norrnet")
    proposed(chat).say("Yes, please", "affirm")
    with chat.context.database.begin() as session:
        case, remedy = session.query(CaseRow).one(), session.query(RemedyRow).one()
        remedy.state, remedy.reference, remedy.settled_at = states.CONFIRMED, "RF-1", chat.now
        store.move(session, case, CaseStatus.RESOLVED, "worker", chat.now)
    with chat.context.database.read() as session:
        found = scenario.of_case(session, session.query(CaseRow).one(), chat.context.numbers["norrnet"])
    played = yaml_file.read(files.FOLDER / "from_the_desk" / found.name)
    del played["expect"]["mails"]
    assert {**yaml.safe_load(found.text), "title": played["title"]} == played
    assert found.left_out == ()

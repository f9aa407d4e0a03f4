"""The person who has a chat sees that the customer is writing; the bot, and the customer's own window, do not."""

from datetime import UTC, datetime, timedelta

import httpx

from amends import clock
from amends.accounts import presence
from amends.conversations import ownership
from amends.db.session import Database
from amends.db.tables import ConversationRow, PresenceRow
from tests.web.server import Customer, Web

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def given_to_a_person(database: Database, conversation_id: str) -> None:
    with database.begin() as session:
        row = session.get_one(ConversationRow, conversation_id)
        ownership.hand_to_person(session, row, by="agent", now=clock.now())


def tell(web: Web, customer: Customer, secret: str | None = None) -> int:
    headers = {"Authorization": f"Bearer {secret or customer.opened['secret']}"}
    path = f"{web.url}/v1/conversations/{customer.opened['id']}/typing"
    return httpx.post(path, headers=headers, trust_env=False, timeout=60).status_code


def writing(database: Database, customer: Customer) -> list[str]:
    """As it is known, however long ago it was noted."""
    with database.read() as session:
        return [each.who for each in presence.at(session, [presence.typing(customer.opened["id"])], LONG_AGO)]


def test_a_person_who_has_the_chat_sees_it(web: Web, customer: Customer, database: Database) -> None:
    given_to_a_person(database, customer.opened["id"])
    assert tell(web, customer) == 204
    assert writing(database, customer) == [presence.CUSTOMER]
    assert not customer.page()["typing"]


def test_a_message_ends_it(web: Web, customer: Customer, database: Database) -> None:
    given_to_a_person(database, customer.opened["id"])
    tell(web, customer)
    customer.send("Here it is")
    assert writing(database, customer) == []


def test_nothing_is_kept_while_the_bot_has_the_chat(web: Web, customer: Customer, database: Database) -> None:
    assert tell(web, customer) == 204
    assert writing(database, customer) == []


def test_telling_it_again_at_once_writes_nothing(web: Web, customer: Customer, database: Database) -> None:
    given_to_a_person(database, customer.opened["id"])
    tell(web, customer)
    place = presence.typing(customer.opened["id"])
    later = clock.now() + timedelta(hours=1)
    with database.begin() as session:
        session.get_one(PresenceRow, (place, presence.CUSTOMER)).until = later
    tell(web, customer)
    with database.read() as session:
        assert session.get_one(PresenceRow, (place, presence.CUSTOMER)).until == later


def test_nobody_else_can_tell_it(web: Web, customer: Customer, database: Database) -> None:
    given_to_a_person(database, customer.opened["id"])
    assert tell(web, customer, "another secret") == 401
    assert writing(database, customer) == []


def test_a_person_is_seen_writing_by_name_until_they_stop(customer: Customer, database: Database) -> None:
    place = presence.typing(customer.opened["id"])
    with database.begin() as session:
        presence.note(session, place, "ag_1", "Anna Vik", clock.now() + timedelta(hours=1))
    page = customer.page()
    assert (page["typing"], page["typist"]) == (True, "Anna Vik")
    with database.begin() as session:
        session.get_one(PresenceRow, (place, "ag_1")).until = clock.now()
    page = customer.page()
    assert (page["typing"], page["typist"]) == (False, None)


def test_the_stream_tells_by_itself_that_a_person_stopped(customer: Customer, database: Database) -> None:
    place = presence.typing(customer.opened["id"])
    with database.begin() as session:
        presence.note(session, place, "ag_1", "Anna Vik", clock.now() + timedelta(hours=1))
    stream = customer.stream(last_event_id=1)
    told = [next(stream)[2]]
    with database.begin() as session:
        session.get_one(PresenceRow, (place, "ag_1")).until = clock.now()
    told.append(next(stream)[2])
    stream.close()
    assert told == [{"active": True, "name": "Anna Vik"}, {"active": False, "name": None}]

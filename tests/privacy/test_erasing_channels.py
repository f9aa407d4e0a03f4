"""What a person wrote on a messaging channel goes, and is not taken for new when the provider tells it again."""

from sqlalchemy import select

from amends.db import outbox
from amends.db.job_kinds import JobKind
from amends.db.tables import ChannelDeliveryRow, ChannelMessageRow, ChannelThreadRow, EventRow, JobRow
from amends.privacy import erasing
from amends.privacy.person import Person
from tests.desk_core.scene import EMAIL
from tests.privacy.canaries import dump
from tests.privacy.channels import came


def test_a_thread_of_the_address_goes_with_all_that_came_in_it(desk):
    came(desk, EMAIL, "<a-long-id@customer.example>")
    erasing.erase(desk.database, Person(EMAIL), by="x", now=desk.now)
    with desk.database.read() as session:
        assert session.scalars(select(ChannelThreadRow)).all() == []
        assert session.scalars(select(ChannelMessageRow)).all() == []
        (delivery,) = session.scalars(select(ChannelDeliveryRow)).all()
        told = (delivery.message_id, delivery.conversation_id, delivery.event_id, delivery.body)
        assert told == (None, None, None, {})
        assert len(delivery.key) == 64
        assert [row.body for row in session.scalars(select(EventRow)) if row.body] == []
    if desk.database.engine.dialect.name == "postgresql":
        assert not [word for word in (b"canary", b"customer.example", EMAIL.encode()) if word in dump(desk.database)]


def test_the_same_words_as_an_address_on_another_kind_of_channel_are_nobodys(desk):
    came(desk, EMAIL, "m1", kind="telegram")
    with desk.database.read() as session:
        assert not erasing.plan(session, Person(EMAIL)).found


def test_a_file_that_is_still_to_be_fetched_is_fetched_no_more(desk):
    channel = came(desk, EMAIL, "<a-long-id@customer.example>")
    with desk.database.begin() as session:
        body = {"channel_id": channel, "key": "<a-long-id@customer.example>"}
        outbox.enqueue(session, JobKind.FETCH_FILES, body, desk.now)
    erasing.erase(desk.database, Person(EMAIL), by="x", now=desk.now)
    with desk.database.read() as session:
        left = session.scalars(select(JobRow).where(JobRow.kind == JobKind.FETCH_FILES)).all()
        assert [job.body for job in left] == []

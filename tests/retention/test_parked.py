"""Messages of channels that could not be taken: their words go, that there was one stays known."""

from dataclasses import replace

from sqlalchemy import select

from amends.channels import deliveries
from amends.channels.deliveries import Outcome
from amends.channels.received import Received, Text
from amends.db.tables import ChannelDeliveryRow, ChannelRow
from amends.retention import rows
from tests.retention.test_rows import NOW, SECOND, sweep


def test_the_words_of_what_could_not_be_taken_go_after_a_week_and_it_is_known_again(database):
    received = Received("key", "someone", Text("my words"), NOW)
    with database.begin() as session:
        session.add(ChannelRow(id="ch", merchant="norrnet", kind="telegram", name="a", sealed="", created_at=NOW))
        session.flush()
        for key, at in (("old", NOW - rows.PARKED - SECOND), ("young", NOW - rows.PARKED)):
            row = deliveries.keep(session, "ch", replace(received, key=key), at)
            row.outcome, row.body = Outcome.PARKED, {"why": "ZeroDivisionError", "text": "my words"}
    assert not sweep(database, "parked")
    assert not sweep(database, "parked")
    with database.begin() as session:
        kept = {row.key: row.body for row in session.scalars(select(ChannelDeliveryRow))}
        assert kept == {"young": {"why": "ZeroDivisionError", "text": "my words"}, deliveries.digest_of("old"): {}}
        assert deliveries.keep(session, "ch", replace(received, key="old"), NOW) is None

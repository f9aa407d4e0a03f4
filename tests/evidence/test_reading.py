"""A file is read page by page, and the customer is asked once, in their language."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from amends.claims.extract import OrderNumbers
from amends.conversations import conversation, files, log
from amends.conversations.reading import ANSWERED_WITHIN, Reading, readable
from amends.db.tables import ButtonRow, ConversationRow, EvidenceRow, JobRow, TurnRow
from amends.errors import EvidenceUnavailable
from amends.evidence.fakes import MemoryStore
from amends.evidence.intake import Accepted, Page, place
from amends.evidence.ocr.line import Line
from amends.random_ids import random_id
from tests import shipped

NOW = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)


class Reads:
    """Reads the picture's bytes as its text, a line each."""

    def __init__(self):
        self.calls = 0

    def read(self, jpeg):
        self.calls += 1
        if jpeg == b"down":
            raise EvidenceUnavailable("the reader died")
        return [Line(text, 0.9, 0, 30 * n, 99, 30 * n + 20) for n, text in enumerate(jpeg.decode().split("\n"))]

    def close(self):
        pass


class Scene:
    def __init__(self, database, *pages, language="en"):
        self.database = database
        self.store = MemoryStore()
        self.reader = Reads()
        sentences = shipped.sentences()
        numbers = {"norrnet": OrderNumbers("NN", 5)}
        self.reading = Reading(database, self.store, self.reader, numbers, sentences, lambda: NOW)
        key = random_id()
        for number, text in enumerate(pages, start=1):
            self.store.put(place(key, str(number)), text.encode())
        kept = tuple(Page(10, 10, len(text), "0" * 64) for text in pages)
        accepted = Accepted(key, "bill.pdf", "document", "application/pdf", 99, "0" * 64, kept)
        with database.begin() as session:
            row, _ = conversation.create(session, merchant="norrnet", language=language, channel="web", now=NOW)
            self.id = row.id
            event, _ = files.keep(session, row, accepted, client_id="f", now=NOW, per_hour=5, read=True)
            self.evidence = event.body["id"]

    def work(self):
        """Do every job there is, as the worker would."""
        done = set()
        while waiting := [job for job in self.jobs() if job.id not in done]:
            self.reading.read_page(waiting[0].body["evidence_id"], waiting[0].body["page"])
            done.add(waiting[0].id)

    def jobs(self):
        with self.database.read() as session:
            return session.scalars(select(JobRow).order_by(JobRow.id)).all()

    def replies(self):
        with self.database.read() as session:
            return [event.body["text"] for event in log.since(session, self.id, 0, 50) if event.kind == "reply"]

    def read(self):
        with self.database.read() as session:
            return files.read_of(session.get_one(EvidenceRow, self.evidence))


def test_what_was_read_is_shown_for_a_yes_or_no(database):
    scene = Scene(database, "Order NN-10023\nTotal € 49,99\nDate 12 March 2026")
    scene.work()
    [said] = scene.replies()
    assert "• Order number: NN-10023" in said
    assert "• Amount: €49.99" in said
    assert "• Date: 12 March 2026" in said
    with database.read() as session:
        behind = session.scalars(select(ButtonRow.payload)).all()
    assert sorted(behind) == [f'/choose{{"evidence_read": "{scene.evidence}:{answer}"}}' for answer in ("no", "yes")]


@pytest.mark.parametrize(("language", "word"), [("nl", "Bestelnummer"), ("nb", "Bestillingsnummer")])
def test_it_is_asked_in_the_language_of_the_conversation(database, language, word):
    scene = Scene(database, "NN-10023", language=language)
    scene.work()
    assert f"• {word}: NN-10023" in scene.replies()[0]


def test_pages_are_read_one_after_the_other_and_asked_about_once(database):
    scene = Scene(database, "NN-10023", "nothing here", "NN-99999\nTotal € 5,00")
    scene.work()
    assert scene.reader.calls == 3
    assert scene.read() == {"order_number": "NN-10023", "amount": "5.00", "currency": "EUR"}
    assert len(scene.replies()) == 1


def test_a_page_that_is_read_twice_counts_once(database):
    scene = Scene(database, "NN-10023", "Total € 5,00")
    scene.work()
    scene.reading.read_page(scene.evidence, 1)
    scene.reading.read_page(scene.evidence, 2)
    assert len(scene.replies()) == 1
    assert len(scene.jobs()) == 2


def test_where_nothing_is_found_nothing_is_asked(database):
    scene = Scene(database, "a cat")
    scene.work()
    assert scene.replies() == []
    assert scene.read() == {}


def test_a_person_in_charge_is_not_interrupted(database):
    scene = Scene(database, "NN-10023")
    with database.begin() as session:
        session.get_one(ConversationRow, scene.id).owner = "person"
    scene.work()
    assert scene.replies() == []
    assert scene.read() == {"order_number": "NN-10023"}


def test_a_reader_that_is_down_leaves_the_page_unread(database):
    scene = Scene(database, "down")
    with pytest.raises(EvidenceUnavailable):
        scene.work()
    assert scene.read() == {}
    scene.store.kept = dict.fromkeys(scene.store.kept, b"NN-10023")
    scene.work()
    assert len(scene.replies()) == 1


@pytest.mark.parametrize(
    ("read", "language", "shown"),
    [
        ({"amount": "1234.50", "currency": "NOK"}, "nb", "1\N{NO-BREAK SPACE}234,50\N{NO-BREAK SPACE}kr"),
        ({"amount": "1234.50", "currency": "kr"}, "sv", "1\N{NO-BREAK SPACE}234,50\N{NO-BREAK SPACE}kr"),
        ({"amount": "1234.50", "currency": "kr"}, "en", "1,234.50\N{NO-BREAK SPACE}kr"),
        ({"amount": "1234.50"}, "nl", "1.234,50"),
        ({"amount": "1234.50"}, "en", "1,234.50"),
    ],
)
def test_an_amount_is_written_as_its_reader_writes_it(read, language, shown):
    assert readable(read, language) == {"amount": shown}


def test_that_the_file_arrived_is_said_before_what_stands_in_it(database):
    scene = Scene(database, "Amount NOK 590.00")
    assert scene.reading.is_early(scene.evidence)
    late = replace(scene.reading, clock=lambda: NOW + ANSWERED_WITHIN)
    assert not late.is_early(scene.evidence)
    with scene.database.begin() as session:
        session.execute(update(TurnRow).values(state="done"))
    assert not scene.reading.is_early(scene.evidence)

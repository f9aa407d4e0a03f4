"""A copy has everything that was said; where that is too long for a mail, the newest, and says what it lacks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from amends.conversations import log, transcript
from amends.db.session import Database
from amends.db.tables import ConversationRow
from tests.shipped import sentences

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 10, 31, tzinfo=UTC)
SENTENCES = sentences()
LEFT_OUT = {"en": "left out", "nl": "weggelaten", "nb": "utelatt"}


def copy_of(database: Database, opened: str, said: list[str], language: str = "en") -> list[str]:
    """The paragraphs of the copy of a conversation of these messages, which a silent event follows each."""
    with database.begin() as session:
        row = session.get_one(ConversationRow, opened)
        row.language = language
        for number, text in enumerate(said):
            at = NOW + timedelta(seconds=number)
            log.append(session, row, kind="message", author="customer", body={"text": text}, now=at)
            log.append(session, row, kind="typing", author="system", body={}, now=at)
        session.flush()
        return transcript.text(session, row, "NorrNet", ZoneInfo("Europe/Oslo"), SENTENCES).split("\n\n")


def test_the_last_of_very_many_messages_is_there_and_so_is_the_first(database: Database, opened: str) -> None:
    said = [f"message {number}." for number in range(1, 1301)]
    paragraphs = copy_of(database, opened, said)
    assert [paragraph.rsplit(": ", 1)[1] for paragraph in paragraphs] == said
    assert paragraphs[0] == "2026-11-22 11:31, you: message 1."


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_what_is_too_long_for_a_mail_has_the_newest_and_the_number_of_the_rest(
    database: Database, opened: str, language: str
) -> None:
    said = [f"{number:03}{'x' * 3990}" for number in range(1, 81)]
    note, *paragraphs = copy_of(database, opened, said, language)
    there = [paragraph.rsplit(": ", 1)[1] for paragraph in paragraphs]
    assert there == said[-len(there) :]
    assert LEFT_OUT[language] in note
    assert note.endswith(f": {len(said) - len(there)}.")
    assert transcript.MOST_CHARACTERS - 4100 < sum(map(len, paragraphs)) <= transcript.MOST_CHARACTERS


def test_nothing_older_than_what_was_left_out_is_kept(database: Database, opened: str) -> None:
    said = ["short", "y" * transcript.MOST_CHARACTERS, "last"]
    note, *paragraphs = copy_of(database, opened, said)
    assert [paragraph.rsplit(": ", 1)[1] for paragraph in paragraphs] == ["last"]
    assert note.endswith(": 2.")


def test_an_empty_conversation_has_an_empty_copy(database: Database, opened: str) -> None:
    assert copy_of(database, opened, []) == [""]

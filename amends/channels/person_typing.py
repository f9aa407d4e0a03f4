"""That a person at the desk is writing, shown to the customer on their channel as an answer of the bot's is."""

from dataclasses import dataclass

from amends.channels.book import Book
from amends.channels.errors import ChannelUnavailable
from amends.channels.signs import Signs
from amends.db.channel_tables import ChannelThreadRow
from amends.db.session import Database


@dataclass(frozen=True)
class PersonTyping:
    """A courtesy: nothing depends on it, and whatever comes of it is no error."""

    database: Database
    book: Book
    signs: Signs

    def show(self, conversation_id: str) -> None:
        """For some seconds. Nothing for the chat window, which looks for itself."""
        with self.database.read() as session:
            thread = session.get(ChannelThreadRow, conversation_id)
        if thread is None or thread.closed_at is not None:
            return
        try:
            opened = self.book.open(thread.channel_id)
        except ChannelUnavailable:
            return  # the log says why
        if opened is not None:
            self.signs.show_typing(opened, thread.address, thread.thread)

"""Where a channel that is asked stands, in its row."""

from dataclasses import dataclass

from sqlalchemy import select, update

from amends.db.channel_tables import ChannelRow
from amends.db.session import Database


@dataclass(frozen=True)
class StoredPlace:
    """As `amends.channels.channel.Place`. DatabaseUnavailable: what came since will come again."""

    database: Database
    channel_id: str

    def get(self) -> str:
        with self.database.read() as session:
            return session.scalar(select(ChannelRow.place).where(ChannelRow.id == self.channel_id)) or ""

    def set(self, token: str) -> None:
        with self.database.begin() as session:
            connected = (ChannelRow.id == self.channel_id, ChannelRow.disconnected_at.is_(None))
            session.execute(update(ChannelRow).where(*connected).values(place=token))

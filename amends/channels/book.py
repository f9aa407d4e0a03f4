"""Which channels there are, each opened once with its unsealed credentials."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from amends.channels.channel import Channel, Listen
from amends.channels.errors import ChannelUnavailable
from amends.channels.limits import Limits
from amends.channels.places import StoredPlace
from amends.channels.registry import PROVIDERS, Provider
from amends.channels.sealing import Seal
from amends.db.channel_tables import ChannelRow
from amends.db.session import Database
from amends.errors import SettingError

log = logging.getLogger("amends.channels")


@dataclass(frozen=True)
class Opened:
    """A channel that is connected, ready to be used."""

    id: str
    merchant: str
    kind: str
    channel: Channel
    listen: Listen | None = None


def url_of(public_url: str, channel_id: str) -> str:
    """Where the provider of a channel calls us."""
    return f"{public_url}/v1/channels/{channel_id}"


class Book:
    """Thread-safe. Without a `seal` there are no channels. What was changed in the database counts at the next look.
    `public_url`: under which providers reach the web process."""

    def __init__(
        self,
        database: Database,
        seal: Seal | None,
        providers: Mapping[str, Provider] | None = None,
        public_url: str = "",
    ) -> None:
        self._database = database
        self._seal = seal
        self._providers = PROVIDERS if providers is None else providers
        self._public_url = public_url
        self._opened: dict[str, tuple[str, Opened]] = {}
        self._lock = threading.Lock()

    def open(self, channel_id: str) -> Opened | None:
        """None where there is none, or not any more. ChannelUnavailable where it cannot be opened; the log says
        why."""
        with self._database.read() as session:
            row = session.get(ChannelRow, channel_id)
        if row is None or row.disconnected_at is not None:
            return None
        opened = self._of(row)
        if opened is None:
            raise ChannelUnavailable(f"channel {channel_id} cannot be opened; the log says why")
        return opened

    def limits(self, channel_id: str) -> Limits | None:
        """What the channel can show; None where nothing goes out on it."""
        try:
            opened = self.open(channel_id)
        except ChannelUnavailable:
            return None
        return None if opened is None else opened.channel.limits

    def connected(self) -> list[Opened]:
        """All of them that can be opened."""
        with self._database.read() as session:
            rows = session.scalars(select(ChannelRow).where(ChannelRow.disconnected_at.is_(None))).all()
        return [opened for row in rows if (opened := self._of(row)) is not None]

    def _of(self, row: ChannelRow) -> Opened | None:
        provider = self._providers.get(row.kind)
        if provider is None or self._seal is None:
            log.error("channel %s cannot be opened: no provider %s, or no AMENDS_CHANNEL_SECRET", row.id, row.kind)
            return None
        with self._lock:
            known = self._opened.get(row.id)
            if known is not None and known[0] == row.sealed:
                return known[1]
            try:
                channel = provider.make(self._seal.open(row.id, row.sealed, provider.credentials))
            except (SettingError, ValueError) as fault:
                # A ValueError of pydantic repeats what it was given, so only its kind is told.
                said = str(fault) if isinstance(fault, SettingError) else type(fault).__name__
                log.error("channel %s cannot be opened: %s", row.id, said)
                return None
            if self._public_url and hasattr(channel, "called_at"):
                channel.called_at(url_of(self._public_url, row.id))
            if hasattr(channel, "stands_at"):
                channel.stands_at(StoredPlace(self._database, row.id))
            opened = Opened(row.id, row.merchant, row.kind, channel, provider.listen(channel))
            self._opened[row.id] = (row.sealed, opened)
            return opened

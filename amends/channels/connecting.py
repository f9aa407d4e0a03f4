"""Channels added, tried and removed: asked of the provider first, kept sealed, and the provider told where to call."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from amends.channels.book import Book, url_of
from amends.channels.credentials import Credentials
from amends.channels.errors import AddressGone, ChannelRefused, ChannelUnavailable
from amends.channels.outgoing import Part
from amends.channels.registry import PROVIDERS, Provider
from amends.channels.sealing import Seal
from amends.clock import Clock
from amends.db.channel_tables import ChannelRow, ChannelThreadRow
from amends.db.session import Database
from amends.db.webhook_tables import WebhookRow
from amends.errors import ChannelError, NotFound, SettingError
from amends.random_ids import random_id


@dataclass(frozen=True)
class Added:
    """`account` is what the provider calls it; `to_do` is what is left to click. `url`: where the provider calls, empty
    where it is asked. `anew`: the channel was there, and has other credentials now."""

    id: str
    account: str
    to_do: tuple[str, ...]
    url: str
    anew: bool = False


@dataclass(frozen=True)
class Listed:
    """`conversations`: how many there have been on it."""

    id: str
    merchant: str
    kind: str
    name: str
    conversations: int
    disconnected_at: datetime | None


@dataclass(frozen=True)
class Connecting:
    """`public_url`: under which providers reach the web process."""

    database: Database
    seal: Seal
    clock: Clock
    public_url: str
    providers: Mapping[str, Provider] = field(default_factory=lambda: PROVIDERS)

    def reseal(self) -> int:
        """The credentials of all channels and the secrets of webhooks, sealed with the secret that holds now; returns
        how many. SettingError where neither it nor the former one opens one of them: then all stay as they are."""
        with self.database.begin() as session:
            channels = session.scalars(select(ChannelRow).where(ChannelRow.disconnected_at.is_(None))).all()
            webhooks = session.scalars(select(WebhookRow)).all()
            for channel in channels:
                channel.sealed = self.seal.renewed(channel.sealed)
            for webhook in webhooks:
                webhook.sealed = self.seal.renewed(webhook.sealed)
        return len(channels) + len(webhooks)

    def add(self, merchant: str, kind: str, credentials: Credentials, name: str = "") -> Added:
        """A channel whose credentials the provider takes. ChannelError says what is wrong; then nothing was changed.

        An account that is connected already keeps its channel, with its conversations, and gets these credentials: so
        are changed ones put in, and one account is never answered by two channels. It is kept before the provider is
        told the address: some call it at once to see that it is ours.
        """
        provider = self.providers[kind]
        credentials = provider.sign_in(credentials)
        channel: Any = provider.make(credentials)
        try:
            account, to_do = _who(channel)
            row, former = self._kept(merchant, kind, credentials, name)
            url = url_of(self.public_url, row.id)
            try:
                if provider.listen(channel) is not None:
                    url = ""
                elif hasattr(channel, "connect"):
                    to_click = channel.connect(url)
                    with suppress(ChannelError):  # what was lacking before is there now, as a rule
                        _, to_do = _who(channel)
                    to_do = (*to_do, *to_click)
            except ChannelError:
                self._put_back(row.id, former)
                raise
        finally:
            _close(channel)
        return Added(row.id, account, to_do, url, anew=former is not None)

    def _kept(self, merchant: str, kind: str, credentials: Credentials, name: str) -> tuple[ChannelRow, str | None]:
        """The account's channel, and what it was sealed with before; None of a new one."""
        with self.database.begin() as session:
            row = self._of_account(session, kind, credentials)
            if row is not None and row.merchant != merchant:
                said = f"This account is connected for {row.merchant} already, as {row.id}: remove that one first."
                raise ChannelRefused(said, "connected")
            former = None if row is None else row.sealed
            if row is None:
                row = ChannelRow(id=f"ch_{random_id()}", merchant=merchant, kind=kind, created_at=self.clock())
                row.name = name or kind
                session.add(row)
            elif name:
                row.name = name
            row.sealed = self.seal.close(row.id, credentials)
        return row, former

    def _of_account(self, session: Session, kind: str, credentials: Credentials) -> ChannelRow | None:
        rows = select(ChannelRow).where(ChannelRow.kind == kind, ChannelRow.disconnected_at.is_(None))
        for row in session.scalars(rows.order_by(ChannelRow.created_at.desc())):
            try:
                known: Any = self.seal.open(row.id, row.sealed, type(credentials))
            except (SettingError, ValueError):
                continue  # sealed with another secret, or of another release: nobody opens it
            if known.account and known.account == credentials.account:
                return row
        return None

    def _put_back(self, channel_id: str, former: str | None) -> None:
        with self.database.begin() as session:
            if former is None:
                session.execute(delete(ChannelRow).where(ChannelRow.id == channel_id))
            else:
                session.get_one(ChannelRow, channel_id).sealed = former

    def every(self) -> list[Listed]:
        """Oldest first, the disconnected ones too."""
        talks = select(func.count()).where(ChannelThreadRow.channel_id == ChannelRow.id).scalar_subquery()
        with self.database.read() as session:
            rows = session.execute(select(ChannelRow, talks).order_by(ChannelRow.created_at, ChannelRow.id)).all()
        return [
            Listed(row.id, row.merchant, row.kind, row.name, count or 0, row.disconnected_at) for row, count in rows
        ]

    def test(self, channel_id: str, address: str | None, text: str) -> Added:
        """Ask the provider again who we are, and send `text` to `address` where one is given."""
        opened = self._book().open(channel_id)
        if opened is None:
            raise NotFound(f"There is no channel {channel_id} that is connected. `amends channel list` has all.")
        channel: Any = opened.channel
        try:
            account, to_do = _who(channel)
            if address is not None:
                _send(channel, address, text)
        finally:
            _close(channel)
        return Added(channel_id, account, to_do, url_of(self.public_url, channel_id))

    def remove(self, channel_id: str) -> tuple[str, ...]:
        """Disconnect it for good: its credentials are gone, its conversations stay and go on by e-mail. What is left to
        do at the provider, where it did not do it."""
        to_do: tuple[str, ...] = ()
        try:
            opened = self._book().open(channel_id)
            channel: Any = None if opened is None else opened.channel
            if channel is not None and hasattr(channel, "disconnect"):
                channel.disconnect()
        except ChannelError as fault:
            to_do = (f"The provider was not told, so take the address out there: {fault}",)
        now = self.clock()
        with self.database.begin() as session:
            row = session.get(ChannelRow, channel_id)
            if row is None or row.disconnected_at is not None:
                raise NotFound(f"There is no channel {channel_id} that is connected. `amends channel list` has all.")
            row.disconnected_at, row.sealed = now, ""
            ended = update(ChannelThreadRow).where(
                ChannelThreadRow.channel_id == channel_id, ChannelThreadRow.closed_at.is_(None)
            )
            session.execute(ended.values(closed_at=now), execution_options={"synchronize_session": False})
        return to_do

    def _book(self) -> Book:
        return Book(self.database, self.seal, self.providers, self.public_url)


def _who(channel: Any) -> tuple[str, tuple[str, ...]]:
    """The account's name there and what is to do; neither where the provider cannot be asked."""
    if not hasattr(channel, "check"):
        return "", ()
    checked = channel.check()
    to_do: Sequence[str] = checked.to_do
    return str(checked.account), tuple(to_do)


def _send(channel: Any, address: str, text: str) -> None:
    """A test message. Many providers let none through to whoever has not written before."""
    try:
        channel.send(address, Part(text, "en"), f"test-{random_id()}")
    except AddressGone as gone:
        what = "Where the address is right, write to the channel from there first, and test it again."
        said = f"{str(gone).rstrip('.')}. {what}"
        raise ChannelRefused(said, gone.code) from None


def _close(channel: Any) -> None:
    if hasattr(channel, "close"):
        channel.close()


def explained(fault: ChannelError) -> str:
    """One sentence for whoever set it up."""
    if isinstance(fault, ChannelUnavailable):
        return f"{str(fault).rstrip('.')}. Look at the way from this machine to the provider, and try again."
    code = f" ({fault.code})" if isinstance(fault, ChannelRefused) and fault.code else ""
    return f"{fault}{code}"

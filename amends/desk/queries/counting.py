"""How many cases there are: in each tab, and of a list on each channel. Every page of the queue tells it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.db.tables import ApprovalRow, CaseRow, ChannelRow, ConversationRow
from amends.desk.actor import Actor
from amends.desk.queries import tabs
from amends.desk.queries.filters import Filters, parts
from amends.desk.queries.joins import joined

SHARED = ("todo", "free", "late", "snoozed", "open")
"""Tabs that are the same for everybody who works for the same merchants. The closed cases are not counted."""
TABS = ("todo", "mine", "free", "late", "second", "snoozed", "open")


def counts(session: Session, actor: Actor, now: datetime) -> dict[str, int]:
    """How many cases stand in each tab that is about work."""
    found = {**shared(session, actor.merchants, now), **own(session, actor, now)}
    return {name: found[name] for name in TABS}


def shared(session: Session, merchants: Collection[str], now: datetime) -> dict[str, int]:
    """Those of SHARED, in one pass over the plain cases and a look at the others."""
    theirs = CaseRow.merchant.in_(merchants)
    plain = select(*(func.count().filter(tabs.of_plain(name, None, now)) for name in SHARED))
    others = select(*(func.count().filter(tabs.of_any(name, None, now)) for name in SHARED))
    found: Counter[str] = Counter()
    for counted in (
        joined(plain, chat=False, reply=False).where(theirs, *tabs.PLAIN),
        joined(others, reply=False).where(theirs, tabs.others(session)),
    ):
        found.update(dict(zip(SHARED, session.execute(counted).one(), strict=True)))
    return {name: found[name] for name in SHARED}


def own(session: Session, actor: Actor, now: datetime) -> dict[str, int]:
    """The person's cases, and what waits for a second person: both are found by indexes."""
    theirs = CaseRow.merchant.in_(actor.merchants)
    mine = joined(select(func.count()), reply=False).where(theirs, tabs.of_any("mine", actor, now))
    second = select(func.count()).select_from(ApprovalRow).join(CaseRow, CaseRow.id == ApprovalRow.case_id)
    asked = ApprovalRow.state == "pending", ApprovalRow.asked_by != actor.id
    return {"mine": session.scalar(mine) or 0, "second": session.scalar(second.where(theirs, *asked)) or 0}


@dataclass(frozen=True)
class Listed:
    """How many cases a list has on each channel, whichever it is narrowed to; those without a chat are on None."""

    by_channel: dict[str | None, int]

    def total(self, channel: str) -> int:
        """Of that channel; of all where it is empty."""
        return self.by_channel.get(channel, 0) if channel else sum(self.by_channel.values())

    @property
    def channels(self) -> dict[str, int]:
        """By name."""
        return {each: self.by_channel[each] for each in sorted(filter(None, self.by_channel))}


def has_channels(session: Session, merchants: Collection[str]) -> bool:
    """Whether any of them has ever had a channel beside the chat window."""
    return session.scalar(select(ChannelRow.id).where(ChannelRow.merchant.in_(merchants)).limit(1)) is not None


def listed(session: Session, actor: Actor, filters: Filters, now: datetime) -> Listed:
    """Counted together."""
    found: Counter[str | None] = Counter()
    for part in parts(session, actor, replace(filters, channel=""), now):
        counted = joined(select(ConversationRow.channel, func.count()), reply=bool(filters.reply)).where(*part.which)
        for channel, count in session.execute(counted.group_by(ConversationRow.channel)):
            found[channel] += count
    return Listed(dict(found))


def total(session: Session, actor: Actor, filters: Filters, now: datetime) -> int:
    """How many cases a list has."""
    found = 0
    for part in parts(session, actor, filters, now):
        chat = not part.is_plain or bool(filters.channel)
        counted = joined(select(func.count()), chat=chat, reply=bool(filters.reply)).where(*part.which)
        found += session.scalar(counted) or 0
    return found

"""Conversations that are e-mail themselves: what is said in one is in the customer's mailbox already."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends import addresses
from amends.db.case_tables import CaseRow
from amends.db.channel_tables import ChannelRow, ChannelThreadRow

EMAIL = "email"
"""The kind of a channel, as it is stored: amends/channels/kinds.py."""


def is_carried(session: Session, case: CaseRow, to: str, chat: str | None = None) -> bool:
    """Whether what is said in the conversation `chat`, by default the case's own, goes out as a mail to the very
    address `to`: then a letter with the same news would be a second one."""
    thread = (
        select(ChannelThreadRow.address)
        .join(ChannelRow, ChannelRow.id == ChannelThreadRow.channel_id)
        .where(
            ChannelThreadRow.conversation_id == (chat or case.conversation_id),
            ChannelThreadRow.closed_at.is_(None),
            ChannelRow.kind == EMAIL,
            ChannelRow.disconnected_at.is_(None),
        )
    )
    return addresses.same(session.scalar(thread), to)

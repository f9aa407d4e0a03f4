"""What an erasure would do, in words for whoever runs it."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.db.tables import ChannelRow, ChannelThreadRow, HelpdeskThreadRow
from amends.privacy.erasing import Plan
from amends.privacy.fates import Fate
from amends.privacy.index import PLACES, TABLES
from amends.privacy.person import batches


def plan(session: Session, planned: Plan) -> str:
    """Some paragraphs: what goes, what stays and why, and what has to be erased elsewhere."""
    if not planned.found:
        return "Nothing is known of them here.\n"
    return "".join(f"{line}\n" for line in _lines(session, planned))


def _lines(session: Session, planned: Plan) -> Iterator[str]:
    found = planned.found
    yield f"{len(found.cases)} cases, {len(found.conversations)} conversations, {planned.pictures} files."
    if found.unproven:
        yield f"In {len(found.unproven)} of these cases and conversations the address was only typed; they go as well."
    if found.shared:
        yield f"{len(found.shared)} of the conversations were used by somebody else as well; they go for both."
    yield "Goes:"
    for held in TABLES:
        if held.name in planned.rows and held.is_deleted:
            yield f"  {held.name}: {planned.rows[held.name]} rows"
    yield "Stays, without who it was and without words:"
    for held in TABLES:
        if held.name in planned.rows and not held.is_deleted:
            taken = [*held.with_fate(Fate.PSEUDONYM), *held.with_fate(Fate.EMPTIED), *held.with_fate(Fate.WORDS)]
            without = f"; taken out: {', '.join(taken)}" if taken else ""
            yield f"  {held.name}: {planned.rows[held.name]} rows ({held.why}){without}"
    yield "Cannot be reached from here:"
    for place in PLACES:
        if not place.by_us:
            yield f"  {place.name}: {place.holds}; {place.fate}"
    yield from _outside(session, planned)


def _outside(session: Session, planned: Plan) -> Iterator[str]:
    """Tickets and channels of theirs, by the names that they have there."""
    for some in batches(planned.found.cases):
        rows = select(HelpdeskThreadRow.merchant, HelpdeskThreadRow.kind, HelpdeskThreadRow.reference)
        for merchant, kind, reference in session.execute(rows.where(HelpdeskThreadRow.case_id.in_(some))):
            yield f"  at the helpdesk ({kind}) of {merchant}: {reference}"
    for talks in batches(planned.found.conversations):
        at = (
            select(ChannelRow.kind, ChannelRow.id, ChannelThreadRow.address)
            .join(ChannelRow, ChannelRow.id == ChannelThreadRow.channel_id)
            .where(ChannelThreadRow.conversation_id.in_(talks))
        )
        for kind, channel, address in session.execute(at):
            yield f"  on the channel {channel} ({kind}): {address}"

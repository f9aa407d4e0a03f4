"""Checks of what was set aside, so that other work could go on: somebody has to look at it."""

from collections import Counter
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends import clock
from amends.channels.deliveries import Outcome
from amends.db.tables import ChannelDeliveryRow, JobRow, TurnRow
from amends.settings import Settings
from devtools.doctor.finding import Finding
from devtools.doctor.neighbours import LATELY, answered


def set_aside(_folder: Path, settings: Settings) -> list[Finding]:
    """Jobs that died, and messages that could not be taken, of the last days. Nothing where the database cannot be
    asked: that is a finding of its own."""
    found = answered(settings, _found)
    if found is None:
        return []
    wrong = [
        Finding("set aside", f"{count} of {what} in {LATELY.days} days", "The log of that time, in var/log, says why.")
        for what, count in sorted(found.items())
    ]
    return wrong or [Finding("set aside", f"nothing in {LATELY.days} days")]


def _found(session: Session) -> Counter[str]:
    since = clock.now() - LATELY
    dead = select(JobRow.kind, func.count()).where(JobRow.state == "dead", JobRow.due_at >= since).group_by(JobRow.kind)
    found = Counter({f"the job {kind}": count for kind, count in session.execute(dead)})
    failed = (TurnRow.state == "failed", TurnRow.last_error.endswith(" in web"), TurnRow.due_at >= since)
    found["messages of the chat window"] = session.scalar(select(func.count(TurnRow.event_id)).where(*failed)) or 0
    parked = (ChannelDeliveryRow.outcome == Outcome.PARKED, ChannelDeliveryRow.received_at >= since)
    found["messages of channels"] = session.scalar(select(func.count(ChannelDeliveryRow.key)).where(*parked)) or 0
    return +found

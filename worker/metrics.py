"""What to watch, as Prometheus reads it: how much waits, for how long, and what came to nothing.

Counted in the database at each call, so that any worker tells it for all processes. No label says who a customer is.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseRow
from amends.db.channel_tables import ChannelMessageRow
from amends.db.conversation_tables import ConversationRow, EventRow, TurnRow
from amends.db.remedy_tables import JobRow, MailRow, RemedyRow
from amends.db.session import Database

DAY = timedelta(days=1)
REVIEW = CaseStatus.REVIEW
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def render(database: Database, now: datetime) -> bytes:
    """All of it as text. DatabaseUnavailable where it cannot be counted."""
    registry = CollectorRegistry()
    with database.read() as session:
        registry.register(_Counted(list(gauges(session, now))))
    return generate_latest(registry)


class _Counted(Collector):
    def __init__(self, gauges: list[GaugeMetricFamily]) -> None:
        self._gauges = gauges

    def collect(self) -> Iterable[GaugeMetricFamily]:
        return self._gauges


def gauges(session: Session, now: datetime) -> Iterable[GaugeMetricFamily]:
    """Everything that is told, with its samples."""
    waiting = (
        select(func.count(), func.min(EventRow.at))
        .select_from(TurnRow)
        .join(EventRow, EventRow.id == TurnRow.event_id)
        .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
        .where(TurnRow.state == "waiting", ConversationRow.owner == "bot")
    )
    count, oldest = session.execute(waiting).one()
    yield _one("turns_waiting", "Messages of customers that wait for the bot.", count)
    yield _one("turns_oldest_seconds", "How long the first of them has waited.", _age(oldest, now))

    jobs = GaugeMetricFamily(
        "amends_jobs",
        "Work of the worker by kind: waiting, failing (a try went wrong, the next comes), or dead in the last day.",
        labels=("kind", "state"),
    )
    failing = (JobRow.state == "waiting") & JobRow.last_error.is_not(None)
    of_late = (JobRow.state == "dead") & (JobRow.due_at > now - DAY)
    for state, which in (("waiting", JobRow.state == "waiting"), ("failing", failing), ("dead", of_late)):
        by_kind = select(JobRow.kind, func.count()).where(which).group_by(JobRow.kind)
        for kind, many in session.execute(by_kind):
            jobs.add_metric((kind, state), many)
    yield jobs
    overdue = session.scalar(select(func.min(JobRow.due_at)).where(JobRow.state == "waiting"))
    yield _one("jobs_overdue_seconds", "How long the first work that waits has been due.", _age(overdue, now))

    cases = GaugeMetricFamily("amends_cases", "Cases by merchant and status.", labels=("merchant", "status"))
    of_cases = select(CaseRow.merchant, CaseRow.status, func.count())
    for merchant, status, count in session.execute(of_cases.group_by(CaseRow.merchant, CaseRow.status)):
        cases.add_metric((merchant, str(status)), count)
    yield cases
    late = GaugeMetricFamily(
        "amends_cases_overdue", "Cases past the time that a person's answer was promised for.", labels=("merchant",)
    )
    of_late_cases = select(CaseRow.merchant, func.count()).where(CaseRow.status == REVIEW, CaseRow.due_at < now)
    for merchant, count in session.execute(of_late_cases.group_by(CaseRow.merchant)):
        late.add_metric((merchant,), count)
    yield late
    remedies = GaugeMetricFamily("amends_remedies", "Remedies by kind and state.", labels=("kind", "state"))
    of_remedies = select(RemedyRow.kind, RemedyRow.state, func.count())
    for kind, state, count in session.execute(of_remedies.group_by(RemedyRow.kind, RemedyRow.state)):
        remedies.add_metric((str(kind), str(state)), count)
    yield remedies

    unsent = _count(session, MailRow, MailRow.sent_at.is_(None))
    yield _one("mails_unsent", "E-mails that were written and not yet sent.", unsent)
    refused = _count(session, ChannelMessageRow, ChannelMessageRow.state == "failed")
    yield _one("channel_messages_failed", "Messages that a channel's provider refused.", refused)


def _one(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"amends_{name}", text, value=value)


def _count(session: Session, table: type, *where: object) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*where)) or 0  # type: ignore[arg-type]


def _age(moment: datetime | None, now: datetime) -> float:
    """Seconds since then; 0 for none and for one that is ahead."""
    return 0.0 if moment is None else max(0.0, (now - moment).total_seconds())

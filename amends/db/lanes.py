"""For which messaging channel a job is, told from the name under which it is written down.

By names and not by what a job holds: one that cannot be read must keep no other from being found.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from amends.db.channel_tables import ChannelThreadRow
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import JobRow

_SENDS = f"{JobKind.SEND_ON_CHANNEL}:"


def to_send(conversation_id: str) -> str:
    """The name of the one job that sends in a conversation."""
    return f"{_SENDS}{conversation_id}"


def to_fetch(channel_id: str, client_id: str) -> str:
    """The name of the job that fetches the files of one delivery."""
    return f"{JobKind.FETCH_FILES}:{channel_id}:{client_id}"


def is_for(channels: Collection[str]) -> ColumnElement[bool]:
    """Whether a job is for one of these channels; never empty."""
    conversation = func.substr(JobRow.dedupe, len(_SENDS) + 1)
    channel = select(ChannelThreadRow.channel_id).where(ChannelThreadRow.conversation_id == conversation)
    sends = and_(
        JobRow.kind == JobKind.SEND_ON_CHANNEL,
        func.coalesce(channel.scalar_subquery(), "").in_(sorted(channels)),
    )
    fetches = [JobRow.dedupe.startswith(to_fetch(each, ""), autoescape=True) for each in sorted(channels)]
    return or_(sends, and_(JobRow.kind == JobKind.FETCH_FILES, or_(*fetches)))


def channel_of(session: Session, job_id: int) -> str | None:
    """The channel that a job is for; None where it is for none that is known."""
    name = session.scalar(select(JobRow.dedupe).where(JobRow.id == job_id)) or ""
    if name.startswith(_SENDS):
        thread = session.get(ChannelThreadRow, name.removeprefix(_SENDS))
        return None if thread is None else thread.channel_id
    kind, _, rest = name.partition(":")
    return rest.partition(":")[0] if kind == JobKind.FETCH_FILES else None

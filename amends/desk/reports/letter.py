"""What a report says: the figures of Supervision over one period, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from amends.desk.actor import Actor
from amends.desk.metrics.supervision import Supervision, supervision
from amends.desk.metrics.tiles import Tile, tiles
from amends.desk.reports.periods import Every, Period
from amends.policy.policy import MerchantPolicies


@dataclass(frozen=True)
class Letter:
    """An e-mail to somebody at the desk."""

    subject: str
    text: str


def write(
    session: Session,
    policies: Mapping[str, MerchantPolicies],
    actor: Actor,
    merchant: str,
    every: Every,
    period: Period,
    zone: ZoneInfo,
    now: datetime,
    public_url: str,
) -> Letter:
    """Of that merchant, or of all of the actor's where it is empty. A period in which nothing happened is told as
    such."""
    merchants = frozenset([merchant]) if merchant else frozenset(actor.merchants & set(policies))
    since, until = period.instants(zone)
    found = supervision(session, actor, policies, merchants, since, until, now)
    whose = " and ".join(policies[each].merchant.name for each in sorted(merchants))
    query = urlencode({"since": period.first.isoformat(), "until": period.last.isoformat(), "merchant": merchant})
    happened = "" if _something(found) else "Nothing happened in this time.\n\n"
    figures = "\n".join(map(_line, tiles(found)))
    text = (
        f"Hello {actor.name},\n\nThe support desk of {whose}, {period.in_words}:\n\n{happened}{figures}\n\n"
        "What is open, late or in 24 hours is as of this morning. The page has the same with pictures, and says what "
        f"each figure counts:\n{public_url}/desk/supervision?{query}\n\n"
        f"You get this {every.label} because you asked for it. Stop it here:\n{public_url}/desk/reports"
    )
    return Letter(f"{whose}, {period.in_words}: figures of the desk", text)


def _line(tile: Tile) -> str:
    return f"{tile.title}: none" if tile.value == "–" else f"{tile.title}: {tile.value} ({tile.more})"


def _something(found: Supervision) -> bool:
    """Whether anything that is counted over the period came up in it."""
    return any(
        (
            found.first_answer.count,
            found.first_answer.unanswered,
            found.resolution_by_bot.count,
            found.resolution_with_person.count,
            found.resolution.whole,
            found.first_reply.all,
            found.next_reply.all,
            found.not_understood,
            sum(found.satisfaction.values()),
        )
    )

"""The figures of a desk in a word each, as the page and the report by mail have them."""

from dataclasses import dataclass
from datetime import timedelta

from amends.assistant.identity_tries import ALARM_FROM
from amends.desk.metrics.replies import Kept
from amends.desk.metrics.supervision import Share, Supervision
from amends.desk.metrics.times import Times
from amends.desk.targets.clock import Waits


@dataclass(frozen=True)
class Tile:
    """`more` says what stands behind the value. `key` is that of its definition."""

    title: str
    value: str
    more: str
    key: str


def tiles(found: Supervision) -> list[Tile]:
    """The most important first."""
    answers = sum(score * count for score, count in found.satisfaction.items())
    given = sum(found.satisfaction.values())
    late = sum(age.breached for age in found.ages)
    return [
        Tile("Open now", str(sum(age.open for age in found.ages)), f"{late} late", "ages"),
        Tile("First answer", minutes(found.first_answer.median), _spread(found.first_answer), "first_answer"),
        *_in_time(found),
        _time("Closed by the bot alone", found.resolution_by_bot, "resolution_by_bot"),
        _time("Closed with a person", found.resolution_with_person, "resolution_with_person"),
        _share("Contained", found.containment, "containment"),
        _share("Resolved", found.resolution, "resolution"),
        Tile("Not understood", str(found.not_understood), "messages", "not_understood"),
        Tile("Wrong identities", str(found.wrong_identities), _guessing(found.wrong_identities), "wrong_identities"),
        Tile("Satisfaction", f"{answers / given:.1f} of 5" if given else "–", f"{given} answers", "satisfaction"),
    ]


def minutes(value: float | None) -> str:
    """Outside opening hours no desk time passes, so that an answer of a weekend takes none."""
    return "–" if value is None else "under 1 min" if value < 1 else span(timedelta(minutes=value))


def span(value: timedelta | None) -> str:
    """A length of time in the two largest units: 3 d 4 h, 25 min."""
    if value is None:
        return "–"
    minutes = int(abs(value).total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} d {hours} h" if hours and days < 10 else f"{days} d"
    if hours:
        return f"{hours} h {minutes} min" if minutes and hours < 10 else f"{hours} h"
    return f"{minutes} min"


def share(part: int, whole: int) -> str:
    """In percent; of nothing there is none."""
    return "–" if whole == 0 else f"{100 * part / whole:.0f} %"


def _in_time(found: Supervision) -> list[Tile]:
    return [
        Tile(f"{waits.label.capitalize()} in time", share(counted.kept, counted.all), _kept(counted), f"{waits}_reply")
        for waits, counted in ((Waits.FIRST, found.first_reply), (Waits.NEXT, found.next_reply))
    ]


def _kept(counted: Kept) -> str:
    late = f", {counted.late} late now" if counted.late else ""
    return f"{counted.kept} of {counted.all}{late}" if counted.all else "none yet"


def _time(title: str, times: Times, key: str) -> Tile:
    return Tile(title, minutes(times.median), _spread(times), key)


def _spread(times: Times) -> str:
    more = f", {times.unanswered} unanswered" if times.unanswered else ""
    return f"median of {times.count}; 90 % within {minutes(times.p90)}{more}" if times.count else f"none{more}"


def _share(title: str, counted: Share, key: str) -> Tile:
    return Tile(title, share(counted.part, counted.whole), f"{counted.part} of {counted.whole} cases", key)


def _guessing(pairs: int) -> str:
    return "in 24 hours; somebody may be guessing" if pairs >= ALARM_FROM else "in 24 hours"

"""When something happened, out of a customer's words: "yesterday at 3 pm", "gisteren 15:00", "21. november"."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import dateparser.search

from amends.orders.order import Order

_AGO = re.compile(r"\b(?:ago|geleden|siden)\b|\b(?:right now|just now|now|nu|nå)\b", re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\d.:/-])(?:at |om |kl\.? ?|klokken |around |about )?"
    r"(?:(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?![\d.]|-\d)(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*uur\b)?"
    r"|(?P<h12>1[0-2]|0?[1-9])\s*(?P<half12>[ap])\.?m\b\.?"
    r"|(?P<h24>[01]?\d|2[0-3])\s*(?:uur|o'clock)\b)",
    re.IGNORECASE,
)
_BARE = re.compile(r"\b(?:at|om|kl\.?|klokken)\s*(?P<h>[01]?\d|2[0-3])(?![\d:.])", re.IGNORECASE)
_NEAR = re.compile(
    r"\b(?:(?P<before>day before yesterday|eergisteren|i forgårs)|(?P<yesterday>yesterday|gisteren|i går)|"
    r"(?P<today>today|tonight|this (?:morning|evening)|vandaag|vanmorgen|vanochtend|vanmiddag|i dag|i morges))\b",
    re.IGNORECASE,
)
_NOON = re.compile(r"\b(?:at )?noon\b", re.IGNORECASE)


def read_moment(
    text: str, language: str, now: datetime, zone: ZoneInfo, order: Order | None, kind: str
) -> datetime | None:
    """The past instant that `text` names, in the merchant's zone; None where it names none, or one still to come.

    A day without a time of day means the whole day: where the order's records know an incident of `kind` on that
    day, the moment is within it; otherwise noon (or now, where noon is still to come).
    """
    local = now.astimezone(zone).replace(microsecond=0)
    languages = list(dict.fromkeys([language, "en"]))
    if _AGO.search(text):
        named = _parse(text, languages, local)
        moment = None if named is None else named.replace(tzinfo=zone, microsecond=0)
    else:
        clock_time, rest = _time_of_day(text)
        named = _parse(rest, languages, local) if rest else None
        if clock_time is not None:
            day = named.date() if named else local.date()
            moment = datetime.combine(day, clock_time, zone)
        elif named is not None:
            moment = _on_day(named.date(), local, zone, order, kind)
        else:
            return None
    if moment is None or moment > local + timedelta(minutes=5):
        return None
    return min(moment, local)


def _parse(text: str, languages: list[str], local: datetime) -> datetime | None:
    near = _NEAR.search(text)
    if near and not _AGO.search(text):
        back = {"before": 2, "yesterday": 1, "today": 0}[near.lastgroup or "today"]
        return local.replace(tzinfo=None) - timedelta(days=back)
    settings: Any = {
        "RELATIVE_BASE": local.replace(tzinfo=None),
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
        "DATE_ORDER": "YMD" if re.search(r"\d{4}-\d", text) else "DMY",
    }
    named: datetime | None = dateparser.parse(text, languages=languages, settings=settings)
    if named is None:
        found = dateparser.search.search_dates(text, languages=languages, settings=settings)
        named = found[0][1] if found else None
    return named


def _time_of_day(text: str) -> tuple[time | None, str]:
    """The time of day in `text`, and the text without it."""
    noon = _NOON.search(text)
    if noon:
        return time(12), _cut(text, noon)
    found = _TIME.search(text)
    if found:
        hour = int(found["h"] or found["h12"] or found["h24"])
        half = (found["half"] or found["half12"] or "").lower()
        if half and hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        return time(hour, int(found["m"] or 0)), _cut(text, found)
    bare = _BARE.search(text)
    return (time(int(bare["h"])), _cut(text, bare)) if bare else (None, text)


def _cut(text: str, found: re.Match[str]) -> str:
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split()).strip(" ,.;")


def _on_day(day: date, local: datetime, zone: ZoneInfo, order: Order | None, kind: str) -> datetime:
    start = datetime.combine(day, time.min, zone)
    end = start + timedelta(days=1)
    for incident in order.incidents if order else ():
        until = incident.resolved_at or local
        if incident.kind == kind and incident.started_at < end and until >= start:
            return max(start, incident.started_at.astimezone(zone))
    noon = datetime.combine(day, time(12), zone)
    return min(noon, local) if day == local.date() else noon

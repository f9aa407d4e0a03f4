"""Months, years and parts of them: «in April», «vorige maand», «begin november», «i fjor». None tells the day."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from amends.facts import words
from amends.facts.ahead import looks_ahead
from amends.facts.calendar import last_of, month_of
from amends.facts.days import Day
from amends.facts.reading import Reading
from amends.facts.scanner import Scanner

_LEAD = (
    r"in|i|since|sinds|siden|sidan|from|fra|frå|vanaf|during|tijdens|until|till|til|tot|by|for|of|van|av|last|vorige|"
    r"afgelopen|sist|siste|back in|sometime in|around|rond|rundt"
)
_SHARE = {
    1: r"(?:the )?(?:beginning|start) of|early|(?:in het )?begin(?: van)?|(?:i )?"
    r"(?:begynnelsen|starten) av|(?:tidlig|først) i",
    2: r"(?:the )?middle of|mid|half|medio|midden(?: in)?|midt i",
    3: r"(?:the )?end of|late|eind(?:e)?(?: van)?|(?:i )?slutten av|(?:sent|sist) i|ultimo",
}
_SHARES = "|".join(f"(?P<s{number}>{names})" for number, names in _SHARE.items())
_MONTH = re.compile(
    rf"(?<!\w)(?:(?:{_SHARES})[ -](?P<name>{words.MONTH})|(?:{_LEAD}) (?P<led>{words.MONTH})"
    rf"|(?P<full>{words.FULL_MONTH}))(?!\w)\.?(?:,? (?P<y>(?:19|20)\d\d)(?!\d))?"
)
_THE_MONTH = re.compile(
    rf"(?<!\w)(?:(?:{_SHARES}) )?(?:of |in |i |van )?(?:the |de |den )?"
    r"(?:(?P<last>last|previous|vorige|forrige|førre|afgelopen|siste)|(?P<this>this|deze|denne)) "
    r"(?:months?|maand|måneden?|månaden?|månad)(?!\w)"
)
_YEAR = re.compile(
    r"(?<!\w)(?:(?:in|i|since|sinds|siden|sidan|from|fra|frå|vanaf) (?P<y>20\d\d)(?![\w.,:/-]\d|\d|\s*(?:kr|eur|€))"
    r"|(?P<last>last year|vorig jaar|i ?fjor)|(?P<this>this year|dit jaar|i ?år))(?!\w)"
)
_WEEKEND = re.compile(
    r"(?<!\w)(?:(?P<last>last|vorig|vorige|forrige)|(?:the|this|dit|het|in het|"
    r"afgelopen|over the|during the|i|denne|siste|sist))"
    r" (?:weekend\w*|week-end|helg(?:en|a)?)(?!\w)"
)


def take_periods(text: Scanner, now: datetime) -> Iterator[Day]:
    """What is longer than a day, and has a name."""
    today = now.date()
    for match in text.take(_THE_MONTH):
        first = today.replace(day=1)
        first = (first - timedelta(days=1)).replace(day=1) if match["last"] else first
        yield Day(*match.span(), (_share(match, first, now),))
    for match in text.take(_MONTH):
        name = next(match[group] for group in ("name", "led", "full") if match[group])
        months = month_of(words.MONTHS[name], today, looks_ahead(text.text, match.start()))
        firsts = [date(int(match["y"]), words.MONTHS[name], 1)] if match["y"] else [first for first, _ in months]
        start = match.start("led") if match["led"] else match.start()
        yield Day(start, match.end(), tuple(_share(match, first, now) for first in firsts))
    for match in text.take(_YEAR):
        year = int(match["y"]) if match["y"] else today.year - (1 if match["last"] else 0)
        start = match.start("y") if match["y"] else match.start()
        yield Day(start, match.end(), (Reading.days(now, date(year, 1, 1), date(year, 12, 31)),))
    for match in text.take(_WEEKEND):
        saturday = today - timedelta(days=(today.weekday() - 5) % 7)
        back = [7] if today.weekday() < 5 and match["last"] is None else [7, 0] if match["last"] else [0]
        back = [0] if today.weekday() < 5 else back
        days = (saturday - timedelta(days=each) for each in back)
        yield Day(*match.span(), tuple(Reading.days(now, first, first + timedelta(days=1)) for first in days))


def _share(match: re.Match[str], first: date, now: datetime) -> Reading:
    """The month, or the third of it that is meant."""
    last = last_of(first)
    if match["s1"]:
        return Reading.days(now, first, first.replace(day=10))
    if match["s2"]:
        return Reading.days(now, first.replace(day=11), first.replace(day=20))
    return Reading.days(now, first.replace(day=21) if match["s3"] else first, last)

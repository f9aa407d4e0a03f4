"""When something is, out of a customer's words: "yesterday at 3 pm", "gisteren 15:00", "21. november"."""

import re
from datetime import datetime

from amends import addresses
from amends.facts import words
from amends.facts.amounts import AMOUNT
from amends.facts.clocks import take_clocks, take_parts, take_ranges
from amends.facts.days import take_dates
from amends.facts.joining import Piece, grouped, moments_of
from amends.facts.periods import take_periods
from amends.facts.reading import Moment
from amends.facts.relative import take_relative, take_weekdays, take_weeks
from amends.facts.scanner import Scanner
from amends.facts.spelling import mended

_NUMBERS = re.compile(r"(?<!\w)[a-z]{1,4}[-_.#]?\d{4,}(?!\w)|https?://\S+")


def find_moments(text: str, language: str, now: datetime) -> list[Moment]:
    """Every moment that `text` names, in the order of the text; those that are denied or corrected are left out.

    `now` is in the merchant's zone; `language` is how to read what the languages write alike («6/2», «half 9»).
    """
    scanner = _scanner(text)
    pieces: list[Piece] = [
        *take_relative(scanner, now),
        *take_ranges(scanner),
        *take_dates(scanner, now, language),
        *take_weeks(scanner, now),
        *take_weekdays(scanner, now),
        *take_periods(scanner, now),
        *take_parts(scanner),
        *take_clocks(scanner),
    ]
    groups = grouped(scanner.text, pieces)
    return [moment for _, moment in moments_of(scanner.text, groups, now, language)]


def _scanner(text: str) -> Scanner:
    scanner = Scanner(addresses.without(text))
    scanner.text = mended(scanner.text)
    for written, spelled_out in words.SPELLED_OUT:
        scanner.text = written.sub(spelled_out, scanner.text)
    scanner.rest = scanner.text
    scanner.take(_NUMBERS)
    scanner.take(AMOUNT)
    return scanner

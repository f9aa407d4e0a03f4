"""Dates in a text: 2026-03-12, 12.03.2026, 12.03.26, 12 March 2026. Day before month, as in all our languages."""

import re
from datetime import date

from amends.evidence.ocr.words import MONTHS

FIRST_YEAR, LAST_YEAR = 2000, 2099
_END = r"(?:(?![0-9])|(?=[0-9]{1,2}[:.][0-9]{2}(?![0-9])))"
"""Of a year: readers lose the space before a time of day."""
_YEAR_FIRST = re.compile(r"(?<![0-9])(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?![0-9])")
_YEAR_LAST = re.compile(rf"(?<![0-9])(?P<d>\d{{1,2}})[-./] ?(?P<m>\d{{1,2}})[-./] ?(?P<y>\d{{4}}){_END}")
_SHORT_YEAR = re.compile(
    rf"(?<![0-9./-])(?P<d>\d{{2}})(?P<mark>[-./])(?P<m>\d{{2}})(?P=mark)(?P<y>\d{{2}}){_END}(?![./-][0-9])"
)
"""Only with two digits for each part: 10.4.12 is rather a version of something."""
_DAY_FIRST = re.compile(
    rf"(?<![0-9])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[.,]?\s*(?P<m>[A-Za-zÀ-ÿ0]{{3,9}})[.,]?\s*(?P<y>\d{{4}}){_END}"
)
_MONTH_FIRST = re.compile(
    rf"(?<![A-Za-zÀ-ÿ])(?P<m>[A-Za-zÀ-ÿ0]{{3,9}})[.]?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[.,]?\s*(?P<y>\d{{4}}){_END}"
)
SHAPES = (_YEAR_FIRST, _YEAR_LAST, _SHORT_YEAR, _DAY_FIRST, _MONTH_FIRST)


def find_date(text: str) -> date | None:
    """The first date of a real calendar day."""
    for shape in SHAPES:
        for found in shape.finditer(text):
            named = found["m"].casefold().replace("0", "o")
            month = int(found["m"]) if found["m"].isdecimal() else MONTHS.get(named, 0)
            try:
                day = date(_year(found["y"]), month, int(found["d"]))
            except ValueError:
                continue
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
    return None


def _year(written: str) -> int:
    return FIRST_YEAR + int(written) if len(written) == 2 else int(written)


def without_dates(text: str) -> str:
    """The text with blanks in the place of its dates, whose numbers are not amounts."""
    for shape in SHAPES:
        text = shape.sub(lambda found: " " * len(found[0]), text)
    return text

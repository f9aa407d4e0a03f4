"""What a picture says, found in its text by rules: order number, payment reference, amount, date, error message.

A hint for the customer to confirm and for a person to see. Never proof: a screenshot is easily made.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from amends.claims.extract import OrderNumbers
from amends.evidence.ocr import words
from amends.evidence.ocr.amounts import Amount, find_amounts
from amends.evidence.ocr.dates import find_date
from amends.evidence.ocr.line import Line, Row, rows

FIELDS = ("order_number", "payment_reference", "amount", "currency", "date", "error_text")
LEAST_CONFIDENCE = 0.6
"""Below it a field counts as not read."""
ERROR_CHARACTERS = 300
ERROR_ROWS = 3
ERROR_GAP = 1.2
"""How far under a row, in its heights, the next one still goes on with it."""

_SLIPS = {"0": "0OoQ", "1": "1Il|!", "2": "2Z", "5": "5S", "8": "8B"}
"""What readers take for one another in digits."""
_DIGIT = "[" + "".join(_SLIPS.values()) + "34679]"
_AS_DIGIT = str.maketrans({slip: digit for digit, slips in _SLIPS.items() for slip in slips})
_DASH = r"[\s\-‐‑‒–—−_.:#/]{0,3}"
_REFERENCE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9_-]*[0-9])[A-Za-z0-9][A-Za-z0-9_-]{5,39}(?![A-Za-z0-9])")
_ERROR_CODE = re.compile(r"(?<![A-Za-z])(?:ERR[_-]?[A-Z0-9_]+|E-?[0-9]{3,}|0x[0-9A-Fa-f]{4,})")
_BEGINS = r"(?:(?<![A-Za-z0-9])|(?<=(?-i:[a-zß-ÿ]))(?=(?-i:[A-Z])))"
"""Readers lose the space before it: «BestellungNN-10009»."""


@dataclass(frozen=True)
class Field:
    """A value as text (an amount with a point, a date as in ISO 8601); `confidence` of the least certain part."""

    value: str
    confidence: float


def find_fields(lines: Iterable[Line], numbers: OrderNumbers) -> dict[str, Field]:
    """The FIELDS that the lines hold with enough confidence."""
    ordered = rows(lines)
    found = {
        "order_number": _order_number(ordered, numbers),
        "payment_reference": _payment_reference(ordered, numbers),
        **_amount(ordered),
        "date": _date(ordered),
        "error_text": _error(ordered),
    }
    return {name: field for name, field in found.items() if field and field.confidence >= LEAST_CONFIDENCE}


def _order_number(ordered: list[Row], numbers: OrderNumbers) -> Field | None:
    if numbers.pattern is not None:
        # What readers take for one another cannot be told from a pattern: only what is read exactly counts.
        for row in ordered:
            if exact := numbers.find(row.text):
                return Field(exact, row.confidence)
        return None
    prefix = "".join(f"[{_slips(letter)}]" for letter in numbers.prefix)
    number = rf"{_BEGINS}{prefix}{_DASH}({_DIGIT}{{{numbers.digits}}})(?![A-Za-z0-9])"
    for row in ordered:
        if found := re.search(number, row.text, re.IGNORECASE):
            return Field(f"{numbers.prefix}-{found[1].translate(_AS_DIGIT)}", row.confidence)
    return None


def _slips(letter: str) -> str:
    return next((slips for slips in _SLIPS.values() if letter in slips), re.escape(letter))


def _payment_reference(ordered: list[Row], numbers: OrderNumbers) -> Field | None:
    """The value beside its label, or under it."""
    for row, under in _with_next(ordered):
        label = words.REFERENCE.search(row.text)
        if label is None:
            continue
        if beside := _REFERENCE.search(row.text, label.end()):
            found, confidence = beside[0], row.confidence
        elif under and (below := _REFERENCE.match(under.text.strip())):
            found, confidence = below[0], min(row.confidence, under.confidence)
        else:
            continue
        if numbers.find(found) is None:
            return Field(found, confidence)
    return None


def _amount(ordered: list[Row]) -> dict[str, Field]:
    """The total: the last amount beside a word for it; otherwise the largest amount that has a currency."""
    totals: list[tuple[Amount, Row]] = []
    others: list[tuple[Amount, Row]] = []
    for row, under in _with_next(ordered):
        text = _without_included_tax(row)
        if words.NOT_TOTAL.search(text):
            continue
        amounts = [(amount, row) for amount in find_amounts(text)]
        others += [(amount, row) for amount, row in amounts if amount.currency]
        if not words.TOTAL.search(text):
            continue
        if not amounts and under and not words.NOT_TOTAL.search(_without_included_tax(under)):
            amounts = [(amount, under) for amount in find_amounts(_without_included_tax(under)) if amount.currency]
        totals += amounts[-1:]
    totals = [each for each in totals if each[0].value] or totals  # what is left to pay of a paid bill is nothing
    totals = [each for each in totals if each[0].currency] or totals
    best = totals[-1] if totals else max(others, default=None, key=lambda each: each[0].value)
    if best is None:
        return {}
    amount, row = best
    found = {"amount": Field(format(amount.value, "f"), row.confidence)}
    return found | ({"currency": Field(amount.currency, row.confidence)} if amount.currency else {})


def _without_included_tax(row: Row) -> str:
    """The row without the words that say that tax is in its amount: they neither make nor unmake a total."""
    return words.TAX_INCLUDED.sub(" ", row.text)


def _date(ordered: list[Row]) -> Field | None:
    """The date beside or under a word for it; otherwise the first one."""
    first: Field | None = None
    for row, under in _with_next(ordered):
        if words.NOT_DATE.search(row.text):
            continue
        labelled = words.DATE.search(row.text) is not None
        day = find_date(row.text) or (find_date(under.text) if labelled and under else None)
        if day is None:
            continue
        field = Field(day.isoformat(), row.confidence)
        if labelled:
            return field
        first = first or field
    return first


def _error(ordered: list[Row]) -> Field | None:
    """The first row that sounds like an error, with the rows that go on right under it."""
    for start, row in enumerate(ordered):
        if not (words.ERROR.search(row.text) or _ERROR_CODE.search(row.text)):
            continue
        taken = [row]
        for under in ordered[start + 1 : start + ERROR_ROWS]:
            if under.top - taken[-1].bottom > ERROR_GAP * row.height:
                break
            taken.append(under)
        text = " ".join(" ".join(each.text.split()) for each in taken)
        return Field(text[:ERROR_CHARACTERS], min(each.confidence for each in taken))
    return None


def _with_next(ordered: list[Row]) -> Iterator[tuple[Row, Row | None]]:
    return zip(ordered, [*ordered[1:], None], strict=False)

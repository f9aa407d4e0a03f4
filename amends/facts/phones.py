"""Telephone numbers in a text, as the library phonenumbers finds them by what is known of every country's."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher

_CALLED = re.compile(
    r"(?:phone|mobile|cell|tel\.?|tlf\.?|telefon\w*|telefoon\w*|mobiel\w*|mobil\w*|gsm|nummer\w*|number|whatsapp|sms|call|"
    r"bel|belle[nr]?|ring|ringe|dial\w*|reach)(?!\w)[^.!?\d]{0,30}$",
    re.IGNORECASE,
)
"""What stands before a number that only may be one of a telephone."""


@dataclass(frozen=True)
class Phone:
    """A number as E.164 has it, and the country that it belongs to (ISO 3166) where that is one."""

    number: str
    country: str | None


def find_phones(text: str, region: str) -> list[tuple[Phone, tuple[int, int]]]:
    """The numbers, and where they stand. `region` is the country from which one is dialled without its code: there it
    must be called one, or begin with 0."""
    found = []
    for match in PhoneNumberMatcher(text, region, leniency=Leniency.VALID):
        international = match.raw_string.lstrip("(").startswith(("+", "00"))
        if international or match.raw_string.startswith("0") or _CALLED.search(text[: match.start]):
            country = phonenumbers.region_code_for_number(match.number)
            number = phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
            found.append((Phone(number, country if country != "001" else None), (match.start, match.end)))
    return found

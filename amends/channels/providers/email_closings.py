"""A number that answers numbered lines, and the greeting below it: people close a mail even of one sign."""

import re

from amends.channels.choice_numbers import choice_number
from amends.languages import CODES

MOST_LINES = 5
LONGEST_LINE = 60

_CLOSING = re.compile(
    r"(?:(?:with )?(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards|best|thanks|thank you|many thanks|cheers|"
    r"sincerely|yours (?:sincerely|faithfully|truly)|"
    r"(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|groet(?:en|jes)?|m\.?v\.?g|alvast bedankt|bedankt|"
    r"dank (?:je|u)(?: wel)?|"
    r"(?:med )?(?:vennlig|beste|hjertelig|venlig) hilsen|hilsen|m\.?v\.?h|takk|på forhånd takk|tusen takk|"
    r"(?:med )?(?:vänliga?|bästa|varma|hjärtliga?) hälsning(?:ar)?|hälsningar|hälsar|tack|tack på förhand|tusen tack|"
    r"(?:mit )?(?:freundlich|best|herzlich|lieb|schön|viel)en? (?:grüße|gruß|grüßen|gruss|grüsse|grüssen)|gruß|grüße|"
    r"m\.?f\.?g|[lv]g|danke|vielen dank|danke im voraus|besten dank)\b.{0,30}",
    re.IGNORECASE,
)


def number_alone(text: str) -> str:
    """The number, where `text` is one and nothing below it but a closing and a name; else `text`."""
    first, *rest = [line.strip() for line in text.strip().split("\n")]
    below = [line for line in rest if line]
    is_closing = bool(below) and _CLOSING.fullmatch(below[0].rstrip(",.! ")) is not None
    is_short = len(below) <= MOST_LINES and all(len(line) <= LONGEST_LINE for line in below)
    return first if choice_number(first, CODES) is not None and is_closing and is_short else text

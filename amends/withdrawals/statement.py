"""A statement of withdrawal as the law lets it be made: a name, a contract, an address for the acknowledgement. Pure.

Whoever sends it may give somebody else's address, so name and contract are short lines that hold no web address:
nothing that is worth sending to strangers.
"""

import re
import unicodedata
from dataclasses import dataclass

from amends.claims.extract import find_email

NAME, CONTRACT, EMAIL = 100, 200, 254
"""The most characters of each."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:/|www\.", re.IGNORECASE)
_HOST = re.compile(
    r"(?<![\w@.])(?:[\w-]{2,}\.)+(?:com|net|org|info|biz|io|me|co|eu|nl|no|de|uk|be|fr|dk|se|at|ch|ru|cn|ly|gl|gg|to|cc|tv"
    r"|ai|xyz|app|dev|shop|site|online|store|club|top|link|click|live|page|zip)(?![\w-])",
    re.IGNORECASE,
)
_NOT_SHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True)
class Statement:
    """What a consumer declares. All of it is their word; none of it was checked against anything."""

    name: str
    contract: str
    email: str


def read(name: str, contract: str, email: str) -> tuple[Statement, dict[str, str]]:
    """The statement in plain single lines, and what is wrong with it by field: `missing`, `long`, `link` or
    `address`. Nothing wrong: an empty mapping."""
    given = Statement(_line(name), _line(contract), _line(email).replace(" ", ""))
    wrong = {
        "name": _wrong(given.name, NAME),
        "contract": _wrong(given.contract, CONTRACT),
        "email": _wrong_address(given.email),
    }
    return given, {field: fault for field, fault in wrong.items() if fault is not None}


def _wrong(line: str, most: int) -> str | None:
    if not any(character.isalnum() for character in line):
        return "missing"
    if len(line) > most:
        return "long"
    return "link" if _SCHEME.search(line) or _HOST.search(line) else None


def _wrong_address(line: str) -> str | None:
    if not line:
        return "missing"
    found = find_email(line)
    whole = found is not None and found.casefold() == line.casefold()  # a domain typed in capitals is the same one
    return None if whole and len(line) <= EMAIL else "address"


def _line(text: str) -> str:
    """One line of `text`: white space and what nobody sees, such as a mark that turns the direction, are one space."""
    plain = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if unicodedata.category(c) in _NOT_SHOWN else c for c in plain).split())

"""Order numbers, e-mail addresses and case numbers, wherever they stand in what a customer typed."""

import re
import unicodedata

from amends import addresses
from amends.claims.order_numbers import DASHES, OrderNumbers
from amends.unseen import seen

__all__ = [
    "CASE_PREFIX",
    "OrderNumbers",
    "answers_product",
    "find_case_number",
    "find_email",
    "without_case_numbers",
    "without_ids",
]

SHORT = 3
"""Words of so many letters tell nothing about a product."""
CASE_PREFIX = "AM"
_CASE = re.compile(
    rf"(?<![A-Z0-9]){CASE_PREFIX}(?:(?=[{DASHES}]{{0,3}}[A-Z]{{0,6}}[0-9])|(?=\s?[-‐‑‒–—−#]))"
    rf"[{DASHES}]{{0,3}}([0-9A-Z]{{7}})(?![0-9A-Z])",
    re.IGNORECASE,
)
"""Without a figure in it only after a dash: «I am waiting» has seven letters too."""


def find_email(text: str) -> str | None:
    """The first e-mail address in `text`, without the punctuation around it."""
    return addresses.find(text)


def find_case_number(text: str) -> str | None:
    """A case number like AM-7K3Q9DX, in its proper form."""
    found = _CASE.search(seen(unicodedata.normalize("NFKC", text))[0])
    return None if found is None else f"{CASE_PREFIX}-{found.group(1).upper()}"


def without_case_numbers(text: str) -> str:
    """`text` as it looks, with a space in the place of each case number."""
    return _CASE.sub(" ", seen(unicodedata.normalize("NFKC", text))[0])


def answers_product(text: str, product: str) -> bool:
    """Whether `text`, said when it was asked for, means `product`: by one of its words, short ones too (VPN), or by
    one that is built alike («tracker» for «tracking»)."""
    told = [word for word in _words(product.split(",", maxsplit=1)[0]) if len(word) >= SHORT]
    return any(_alike(said, word) for said in _words(text) for word in told)


def _alike(said: str, word: str) -> bool:
    return said == word or (len(said) > SHORT + 1 and said[: SHORT + 2] == word[: SHORT + 2])


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def without_ids(text: str, numbers: OrderNumbers | None) -> str:
    """What a message says besides order number and e-mail address, and the commas that stood around them. Without
    `numbers` nobody knows what an order number looks like, and all of them stay."""
    plain = addresses.without(unicodedata.normalize("NFKC", text))
    for _, (start, end) in () if numbers is None else numbers.places(plain):
        plain = f"{plain[:start]}{' ' * (end - start)}{plain[end:]}"
    words = plain.split()
    return " ".join(word for word in words if any(character.isalnum() for character in word))

"""Order numbers, e-mail addresses and case numbers, wherever they stand in what a customer typed."""

import re
import unicodedata
from dataclasses import dataclass

_DASHES = r"\s\-‐‑‒–—−_.:#/"
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?![\w-])", re.IGNORECASE)
SHORT = 3
"""Words of so many letters tell nothing about a product."""
CASE_PREFIX = "AM"
_CASE = re.compile(rf"(?<![A-Z0-9]){CASE_PREFIX}[{_DASHES}]{{0,3}}([0-9A-Z]{{7}})(?![0-9A-Z])", re.IGNORECASE)


@dataclass(frozen=True)
class OrderNumbers:
    """How a merchant's order numbers look: `prefix` and how many digits follow, as in NN-10023."""

    prefix: str
    digits: int

    @property
    def example(self) -> str:
        """One to show: NN-10023."""
        return f"{self.prefix}-{'1002345678'[: self.digits]}"

    def find(self, text: str, bare: bool = False) -> str | None:
        """The order number in `text`, in its proper form. With `bare`, the digits alone will do (it was asked for)."""
        plain = unicodedata.normalize("NFKC", text)
        named = rf"(?<![A-Z0-9@]){re.escape(self.prefix)}[{_DASHES}]{{0,3}}([0-9]{{{self.digits}}})(?![0-9A-Z@])"
        found = re.search(named, plain, re.IGNORECASE)
        if found is None and bare:
            found = re.search(rf"(?<![0-9A-Z.,@])([0-9]{{{self.digits}}})(?![0-9@])", plain, re.IGNORECASE)
        return None if found is None else f"{self.prefix}-{found.group(1)}"


def find_email(text: str) -> str | None:
    """The first e-mail address in `text`, without the punctuation around it."""
    found = _EMAIL.search(unicodedata.normalize("NFKC", text))
    return None if found is None else found.group(0).strip(".")


def find_case_number(text: str) -> str | None:
    """A case number like AM-7K3Q9DX, in its proper form."""
    found = _CASE.search(unicodedata.normalize("NFKC", text))
    return None if found is None else f"{CASE_PREFIX}-{found.group(1).upper()}"


def names_product(text: str, product: str) -> bool:
    """Whether `text` has a telling word of a product's name, such as «analytics» of «Traffic analytics, 3 months»."""
    said = _words(text)
    return any(word in said for word in _words(product.split(",", maxsplit=1)[0]) if len(word) > SHORT)


def answers_product(text: str, product: str) -> bool:
    """Whether `text`, said when it was asked for, means `product`: by one of its words, short ones too (VPN), or by
    one that is built alike («tracker» for «tracking»)."""
    told = [word for word in _words(product.split(",", maxsplit=1)[0]) if len(word) >= SHORT]
    return any(_alike(said, word) for said in _words(text) for word in told)


def _alike(said: str, word: str) -> bool:
    return said == word or (len(said) > SHORT + 1 and said[: SHORT + 2] == word[: SHORT + 2])


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def without_ids(text: str, numbers: OrderNumbers) -> str:
    """What a message says besides order number and e-mail address, and the commas that stood around them."""
    plain = _EMAIL.sub(" ", unicodedata.normalize("NFKC", text))
    pattern = rf"(?<![A-Z0-9]){re.escape(numbers.prefix)}[{_DASHES}]{{0,3}}[0-9]{{{numbers.digits}}}"
    words = re.sub(pattern, " ", plain, flags=re.IGNORECASE).split()
    return " ".join(word for word in words if any(character.isalnum() for character in word))

"""A merchant's order numbers in what people type: «NN 10023», «n n 1 0 0 2 3», «order 10023», «NorrNet 10023»."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from amends.claims.corrections import CORRECTS, the_ones_that_count
from amends.claims.pattern_numbers import SAID, SUM, PatternNumbers
from amends.unseen import seen

DASHES = r"\s\-‐‑‒–—−_.:#/"
_GAP = rf"[{DASHES}]{{0,3}}"
_VERBS = r"(?:cancel|drop|refund|return|stop|annuleer|annuleren|avbestill|kanseller|stopp|refunder|retourneer)"
_IN_FRONT = r"(?:in front|before it|foran|ervoor|vooraan)\b"
_AFTERWARDS = (
    r"(?: ?\(| (?:is|er|som er|was|var|=)? ?)(?:(?:m'n|mijn|my|min|mitt|the|het|de|is|er|som er) ){0,2}"
    r"(?:order|ordre|bestel)[\w-]*"
)
"""«73 604 (order)», «24621 som er ordrenummeret»."""
_PRICE = r"(?!\s?(?:kr\.?|kron[eo]r|nok|sek|dkk|chf|eur|euros?|€)(?!\w)(?! ?[0-9]))"
"""After «it 20000»: the price of it, and no number of an order."""
_MONEY = rf"(?!\s*(?:{SUM}|/\d|:\d))"


@dataclass(frozen=True)
class OrderNumbers:
    """How a merchant's order numbers look: `prefix` and how many digits follow, as in NN-10023. `shop` is the
    merchant's name, which some write instead of the prefix. Other shapes are a `pattern` (`pattern_numbers.py`)."""

    prefix: str = ""
    digits: int = 0
    shop: str = ""
    pattern: PatternNumbers | None = None

    @property
    def example(self) -> str:
        """One to show: NN-10023."""
        if self.pattern is not None:
            return self.pattern.example
        return f"{self.prefix}-{'1002345678'[: self.digits]}"

    def find(self, text: str, bare: bool = False) -> str | None:
        """The order number in `text` that counts, in its proper form. With `bare`, the digits alone will do (it was
        asked for)."""
        return next(iter(self.find_all(text, bare)), None)

    def find_all(self, text: str, bare: bool = False) -> tuple[str, ...]:
        """Every order number in `text`, each once: first those that count, less what is corrected or denied; then
        what was only said."""
        plain = unicodedata.normalize("NFKC", text)
        found = self.places(plain, bare)
        order = the_ones_that_count(plain, [span for _, span in found])
        return tuple(dict.fromkeys(found[place][0] for place in order))

    def places(self, plain: str, bare: bool = False) -> list[tuple[str, tuple[int, int]]]:
        """Every order number in a text of NFKC, and where it stands."""
        plain, at = seen(plain)
        if self.pattern is not None:
            found_there = self.pattern.spans(plain, bare)
            return [(number, (at[start], at[end - 1] + 1)) for number, (start, end) in found_there]
        shapes = _shapes(self.prefix, self.digits, self.shop)
        found = [match for shape in shapes for match in shape.finditer(plain)]
        if not found and bare:
            found = list(_bare(self.digits).finditer(plain))
        for match in _bare(self.digits).finditer(plain) if found else ():
            ends = [each.end("number") for each in found if each.end("number") <= match.start()]
            if ends and CORRECTS.search(plain[max(ends) : match.start()]):
                found.append(match)  # «order 71260, no sorry 71620»
        distinct: dict[tuple[str, int], tuple[int, int]] = {}
        for match in found:
            for number in _digits(match, self.digits):
                distinct.setdefault((number, match.end("number")), (match.end("at"), match.end("number")))
        named = (
            (f"{self.prefix}-{number}", (at[start], at[end - 1] + 1)) for (number, _), (start, end) in distinct.items()
        )
        return sorted(named, key=lambda each: each[1][0])


def _digits(match: re.Match[str], count: int) -> list[str]:
    """The number, and further ones of the same list: «orders 31290 and 31291»."""
    digits = re.sub(r"\D", "", match["number"])
    return [digits[start : start + count] for start in range(0, len(digits), count)]


@cache
def _bare(digits: int) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9A-Z.,@])(?P<at>)(?P<number>[0-9]{{{digits}}})(?![0-9@]){_MONEY}", re.IGNORECASE)


@cache
def _shapes(prefix: str, digits: int, shop: str) -> tuple[re.Pattern[str], ...]:
    """What is an order number wherever it stands."""
    letters = r"[\s.]{0,2}".join(map(re.escape, prefix))
    whole = rf"[0-9]{{{digits}}}"
    single = rf"[0-9](?:[\s\-.]{{1,2}}[0-9]){{{digits - 1}}}"
    halves = "|".join(rf"[0-9]{{{first}}}[\s\-.][0-9]{{{digits - first}}}" for first in range(1, digits))
    groups = ((one, two) for one in range(1, digits) for two in range(1, digits - one))
    thirds = "|".join(rf"[0-9]{{{one}}} [0-9]{{{two}}} [0-9]{{{digits - one - two}}}" for one, two in groups)
    end = r"(?![0-9A-Z@])"  # a point or a dash between three groups is a date
    apart = rf"(?:{single}|{halves}|{thirds})(?![\s\-.:/]?[0-9]){_MONEY}{end}"
    called = rf"(?:{letters}|{_name(shop)})" if shop else letters
    more = rf"(?:(?:,| and| en| og| &|, and) #?{whole})*"
    spaced = rf"[0-9](?:[ .-]?[0-9]){{{digits - 1}}}(?![\s\-.:/]?[0-9]){_MONEY}{end}"
    some = rf"(?:{whole}{more}|{single}(?![\s\-.]?[0-9])|{apart})"
    filler = rf"(?:(?:order|ordre|bestelling|no|nr|nummer|number){_GAP})?"
    sources = [
        rf"(?<![A-Z0-9@])(?P<at>){called}{_GAP}{filler}(?P<number>{whole}{more}{end}{_PRICE}|{apart}|{spaced})",
        rf"(?<![A-Z0-9@]){SAID}\s*[:#=(]{{0,2}}\s*(?P<at>)(?P<number>{some}){_MONEY}{end}",
        rf"(?<![A-Z0-9@])(?P<at>)#\s?(?P<number>{whole}|{single}){_MONEY}{end}",
        rf"(?<![A-Z0-9@.,])(?P<at>)(?P<number>{whole}|{single}),? (?:\w+ )?{letters} {_IN_FRONT}",
        rf"(?<![A-Z0-9@.,])(?P<at>)(?P<number>{whole}) {letters}(?=[.,;:!?)]|$)",
        rf"(?<![A-Z0-9@.,])(?<![0-9][ -])(?P<at>)(?P<number>{whole}|{halves}){_AFTERWARDS}",
        rf"(?<![A-Z0-9@]){_VERBS}(?: (?:order|number|nr|nummer))? (?P<at>)(?P<number>{whole}){_MONEY}{end}",
    ]
    if shop:
        of = r"\s?\(?(?:from|at|with|by|van|bij|fra|hos|@|,)?\s?\(?"
        sources.append(rf"(?<![A-Z0-9@.,])(?P<at>)(?P<number>{whole}){of}{_name(shop)}\b")
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)


def _name(shop: str) -> str:
    """The name's first word, or so much of it that it is still the name: Vividprints, Vivi."""
    name = re.escape(shop.split(maxsplit=1)[0])
    return name if len(name) < 6 else rf"{name[:4]}(?:{name[4:]})?"

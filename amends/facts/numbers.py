"""Numbers in words, in English, Dutch and Norwegian: «three», «tweeëndertig», «førtini»."""

from itertools import product

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien "
    "negentien",
    "ett to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten",
    "ein _ _ _ _ _ syv",
)
_TENS = (
    "twenty thirty forty fifty sixty seventy eighty ninety",
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "tjue tretti førti femti seksti sytti åtti nitti",
    "tjuge",
)
SIZES = {"thousand": 1000, "duizend": 1000, "tusen": 1000, "hundred": 100, "honderd": 100, "hundre": 100}
_AND = {"and", "en", "og"}
ARTICLES = {"a": 1, "an": 1, "en": 1, "et": 1, "eit": 1, "ei": 1}
"""One, too, where a unit follows: «an hour ago»."""


def _numbered(lines: tuple[str, ...], first: int, step: int = 1) -> dict[str, int]:
    named = ((word, first + step * place) for line in lines for place, word in enumerate(line.split()))
    return {word: number for word, number in named if word != "_"}


UNITS = _numbered(_UNITS, 1)
_ROUND = _numbered(_TENS, 20, 10)
HOURS = {word: number for word, number in UNITS.items() if number <= 12}


def _compounds() -> dict[str, int]:
    """«twenty-one», «eenentwintig», «tjueen»."""
    found: dict[str, int] = {}
    small = {word: number for word, number in UNITS.items() if number < 10} | {"en": 1}
    for (unit, number), (ten, tens) in product(small.items(), _ROUND.items()):
        for shape in ("{ten}-{unit}", "{ten} {unit}", "{ten}{unit}", "{unit}en{ten}", "{unit}ën{ten}"):
            found[shape.format(ten=ten, unit=unit)] = tens + number
    return found


SPELLED = _compounds() | _ROUND | UNITS


def spelled(words: str) -> int | None:
    """What `words`, in small letters, come to: «to hundre og ti» is 210. None where they are no number."""
    for name, size in SIZES.items():
        head, found, tail = words.partition(name)
        if not found:
            continue
        head, tail = head.strip(" -"), tail.strip(" -")
        first, _, rest = tail.partition(" ")
        tail = rest if first in _AND else tail
        times = _up_to_a_hundred(head) if head else 1
        more = spelled(tail) if tail else 0
        return None if times is None or more is None else times * size + more
    return _up_to_a_hundred(words)


def _up_to_a_hundred(words: str) -> int | None:
    return SPELLED.get(words, ARTICLES.get(words))

"""How people type: slips of the finger, no capitals, no punctuation, spaced numbers. Seeded."""

import re
from random import Random

KEPT = re.compile(r"\S*@\S*|\S*\d\S*|[\w.]+://\S*")
"""What a slip would turn into something else: addresses, numbers, times. A wrong number is a habit of its own."""
ORDER_NUMBER = re.compile(r"\b([A-Z]{2})-(\d{5})\b")
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
RATE = 0.04
"""Slips per letter of a hurried typist."""


def _neighbours() -> dict[str, str]:
    """The keys beside, above and below each letter."""
    near: dict[str, str] = {}
    for y, row in enumerate(ROWS):
        for x, letter in enumerate(row):
            around = [(y, x - 1), (y, x + 1), (y - 1, x), (y - 1, x + 1), (y + 1, x - 1), (y + 1, x)]
            near[letter] = "".join(ROWS[b][a] for b, a in around if 0 <= b < len(ROWS) and 0 <= a < len(ROWS[b]))
    return near


NEIGHBOURS = _neighbours()


def slips(text: str, chance: Random, rate: float = RATE) -> str:
    """Some letters are a neighbour's, missing, doubled, or changed places with the next; numbers and addresses stay."""
    parts: list[str] = []
    end = 0
    for kept in KEPT.finditer(text):
        parts += [_slipped(text[end : kept.start()], chance, rate), kept[0]]
        end = kept.end()
    return "".join([*parts, _slipped(text[end:], chance, rate)])


def _slipped(text: str, chance: Random, rate: float) -> str:
    written: list[str] = []
    letters = iter(range(len(text)))
    for at in letters:
        letter = text[at]
        if not letter.isalpha() or chance.random() >= rate:
            written.append(letter)
            continue
        match chance.choice(("neighbour", "dropped", "doubled", "swapped")):
            case "neighbour":
                written.append(chance.choice(NEIGHBOURS.get(letter.lower(), letter)))
            case "doubled":
                written.append(letter * 2)
            case "swapped" if at + 1 < len(text) and text[at + 1].isalpha():
                written += [text[at + 1], letter]
                next(letters)
            case _:
                pass
    return "".join(written)


def careless(text: str) -> str:
    """Lower case throughout, and no punctuation but what holds addresses, numbers and times together."""
    bare = re.sub(r"[,;!?\"“”«»]|\.(?=\s|$)|:(?=\s|$)", "", text)
    return re.sub(r"[^\S\n]+", " ", bare).lower().strip()


def spaced(text: str, chance: Random) -> str:
    """Order numbers as people write them: digits in groups, without the dash, or with a space for it."""

    def written(found: re.Match[str]) -> str:
        letters, digits = found.groups()
        return chance.choice(
            (f"{letters} {digits}", f"{letters}{digits}", f"{letters.lower()} {digits[:2]} {digits[2:]}", digits)
        )

    return ORDER_NUMBER.sub(written, text)

"""The very amount that is proposed, named in an answer: «ok, give me the 4.20 then» says yes to just that."""

import re
from collections.abc import Collection
from functools import reduce

from amends.money import Money
from amends.reading.plain_language import folded
from amends.reading.yes_no_phrases import THE_AMOUNT

_SIGNS = {
    "EUR": ("€", "eur", "euro", "euros"),
    "NOK": ("kr.", "kr", "nok", "kroner", "kronor"),
    "SEK": ("kr.", "kr", "sek", "kronor", "kroner"),
    "DKK": ("kr.", "kr", "dkk", "kroner", "kronor"),
}


def with_own_amount(text: str, amounts: Collection[Money]) -> str:
    """`text` with each of `amounts`, as it may be written, put as `THE_AMOUNT`; any other amount stays as it is."""
    if not any(c.isdigit() for c in text):
        return text
    return reduce(lambda said, money: _written(money).sub(f" {THE_AMOUNT} ", said), set(amounts), folded(text))


def _written(money: Money) -> re.Pattern[str]:
    """How `money` may be written: «1.490,00 kr», «kr 1490», «€4.2», «4,20»."""
    whole, _, cents = f"{money.amount:.2f}".partition(".")
    grouped = "[ .,']?".join(re.findall(r"\d{1,3}(?=(?:\d{3})*$)", whole))
    rest = {"00": r"(?:[.,]00?|,-)?"}.get(cents, rf"[.,]{cents[0]}{'0?' if cents[1] == '0' else cents[1]}")
    sign = "|".join(map(re.escape, _SIGNS.get(money.currency, (money.currency.casefold(),))))
    return re.compile(rf"(?<![\w.,+-])(?:(?:{sign}) ?)?{grouped}{rest}(?: ?(?:{sign})(?!\w))?(?![\w%]|[.,/:-]?\d)")

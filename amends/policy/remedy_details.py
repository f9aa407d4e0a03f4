"""What some remedies need beside their kind and amount, as one text: for how long, or which product.

`coupon`: how long it is valid, where it ends at all; `extension`: by how much the running period is longer; `exchange`:
the sku of the product that comes in the other's place. Lengths are durations (amends/orders/durations.py).
"""

import re
from collections.abc import Callable, Mapping

from amends.policy.decision import Remedy
from amends.policy.document import Place
from amends.policy.figures import length

_LETTERS = {"days": "D", "weeks": "W", "months": "M", "years": "Y"}
_LONGEST = {"days": 9999, "weeks": 9999, "months": 1200, "years": 100}
"""What an order system takes, and what the calendar holds."""


def _duration(place: Place) -> str:
    found = length(place)
    if found.unit not in _LETTERS or not found.count:
        place.fail(f"`{place.text()}` is too short for it", "Write days, weeks, months or years, one at least.")
    if found.count > _LONGEST[found.unit]:
        place.fail(f"`{place.text()}` is too long for it", f"Write {_LONGEST[found.unit]} {found.unit} at most.")
    return f"P{found.count}{_LETTERS[found.unit]}"


def _sku(place: Place) -> str:
    if not re.fullmatch(r"[!-~]{1,60}", place.text()):
        place.fail(f"`{place.text()}` is not a sku", "Write the product's sku as your order system has it.")
    return place.text()


KEYS: Mapping[str, tuple[str, Callable[[Place], str]]] = {
    Remedy.COUPON: ("valid_for", _duration),
    Remedy.EXTENSION: ("extend_by", _duration),
    Remedy.EXCHANGE: ("exchange_for", _sku),
}
"""By remedy: the key of a row that says it, and how that is read."""
NEEDED = frozenset({Remedy.EXTENSION, Remedy.EXCHANGE})
"""What is nothing without it."""
OF_A_PLAN = frozenset({Remedy.EXTENSION, Remedy.STOP_AT_PERIOD_END})
"""What can be done with an order alone whose records tell when the period ends that runs."""


def read_detail(row: str, remedy: str | None, entries: Mapping[str, Place]) -> str | None:
    """What a row, or an option of one, says of its remedy. PolicyError for what belongs to another, and what lacks."""
    key, reader = KEYS.get(remedy or "", ("", _sku))
    for other in {name for name, _ in KEYS.values()} - {key}:
        if other in entries:
            entries[other].fail(f"row {row}: `{other}` says nothing of {remedy or 'no remedy'}", "Take it out.")
    if key in entries:
        return reader(entries[key])
    if remedy in NEEDED:
        entries["remedy"].fail(f"row {row}: {remedy} needs `{key}`", f"Add `{key}:`.")
    return None

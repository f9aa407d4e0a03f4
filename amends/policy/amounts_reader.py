"""Reads the amounts that a policy defines under `amounts:`."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from amends.policy import figures
from amends.policy.amounts import Amount, Fixed, Part, PerItem, ProRata, Share, Tier, Tiers, Whole
from amends.policy.conditions_reader import Scope, check_free, read_conditions
from amends.policy.document import Place
from amends.policy.logic import AllOf
from amends.policy.quantities import Kind, Quantity
from amends.policy.rounding import WAYS, Rounding
from amends.policy.rules import AMOUNTS

WHERE_FROM = ("percent", "fixed", "pro_rata", "tiers", "per_item")
"""The ways to an amount, one of which a definition may name; without any it is the whole of `of`."""
HELD_TO = ("minus", "floor", "cap", "rounding")
KEYS = ("of", *WHERE_FROM, *HELD_TO)


def read_amounts(place: Place, scope: Scope) -> dict[str, Amount]:
    """By name; each may name those before it."""
    found: dict[str, Amount] = {}
    for name, definition in place.mapping().items():
        so_far = replace(scope, amounts={amount.name: amount.quantity for amount in found.values()})
        check_free(name, definition, so_far)
        if name in AMOUNTS:
            definition.fail(f"`{name}` is a word already", "Give it a name of its own.")
        found[name] = _amount(name, definition, so_far)
    return found


def _amount(name: str, place: Place, scope: Scope) -> Amount:
    entries = place.mapping(KEYS)
    return Amount(
        name,
        _part(place, {key: entry for key, entry in entries.items() if key not in HELD_TO}, scope),
        tuple(_deducted(each, scope) for each in _listed(entries["minus"])) if "minus" in entries else (),
        _bound(entries["floor"], scope) if "floor" in entries else None,
        _bound(entries["cap"], scope) if "cap" in entries else None,
        _rounding(entries["rounding"]) if "rounding" in entries else None,
    )


def _part(place: Place, entries: Mapping[str, Place], scope: Scope) -> Part:
    ways = [way for way in WHERE_FROM if way in entries]
    if len(ways) > 1:
        place.fail(f"this is both {' and '.join(ways)}", "Name one of them, and define the other as an amount before.")
    way = ways[0] if ways else None
    if way in {"fixed", "per_item"}:
        if "of" in entries:
            entries["of"].fail(f"`{way}` is of nothing else", "Leave `of` out.")
        return Fixed(figures.money(entries["fixed"])) if way == "fixed" else _per_item(entries["per_item"], scope)
    if "of" not in entries:
        place.fail("of what is this?", f"Add `of:` with one of: {', '.join(sorted(_sums(scope)))}.")
    of = _whole(entries["of"], scope)
    if way is None:
        return of
    if way == "percent":
        return Share(_percent(entries["percent"], scope), of)
    return _pro_rata(entries["pro_rata"], of, scope) if way == "pro_rata" else _tiers(entries["tiers"], of, scope)


def _whole(place: Place, scope: Scope) -> Whole:
    return Whole(_named(place, _sums(scope), "sum of money"))


def _sums(scope: Scope) -> dict[str, Quantity]:
    return {name: each for name, each in scope.quantities.items() if each.kind is Kind.MONEY}


def _named(place: Place, known: Mapping[str, Quantity], what: str) -> Quantity:
    return known[place.choice(sorted(known), what)]


def _percent(place: Place, scope: Scope) -> Decimal | Quantity:
    """A figure of 0 to 100, or the name of a number of the records that is one."""
    text = place.text()
    numbers = {name: each for name, each in scope.quantities.items() if each.kind is Kind.NUMBER}
    if text in numbers:
        return numbers[text]
    if text[0].isalpha():
        return _named(place, numbers, "number")
    percent = figures.number(place)
    if not 0 <= percent <= 100:
        place.fail(f"{percent} percent is no share", "Write 0 to 100.")
    return percent


def _per_item(place: Place, scope: Scope) -> PerItem:
    entries = place.mapping(("when",), required=("percent",))
    percent = _percent(entries["percent"], replace(scope, attributes={}, amounts={}))
    if not isinstance(percent, Decimal):
        entries["percent"].fail("a share of each item is a figure", "Write 0 to 100.")
    return PerItem(AllOf(read_conditions(entries.get("when"), replace(scope, in_item=True))), percent)


def _pro_rata(place: Place, of: Part, scope: Scope) -> ProRata:
    entries = place.mapping(("by",), required=("from", "to"))
    moments = {name: each for name, each in scope.quantities.items() if each.kind is Kind.DATE}
    by = entries["by"].choice(("days", "months"), "unit to count by") if "by" in entries else "days"
    start, end = (_named(entries[key], moments, "moment") for key in ("from", "to"))
    return ProRata(start, end, by, of)


def _tiers(place: Place, of: Part, scope: Scope) -> Tiers:
    listed = place.sequence()
    tiers = tuple(_tier(each, of, scope) for each in listed)
    if not tiers or tiers[-1].when.tests:
        place.fail("the last tier does not catch everything else", "End with a tier without `when`.")
    for tier, read in zip(tiers[:-1], listed, strict=False):
        if not tier.when.tests:
            read.fail("no tier after this one is ever reached", "Give it a `when`, or put it last.")
    return Tiers(tiers)


def _tier(place: Place, of: Part, scope: Scope) -> Tier:
    entries = place.mapping(("when", "percent", "fixed"))
    if ("percent" in entries) == ("fixed" in entries):
        place.fail("a tier has a share or a sum", "Write `percent:` or `fixed:`.")
    part: Part = (
        Share(_percent(entries["percent"], scope), of)
        if "percent" in entries
        else Fixed(figures.money(entries["fixed"]))
    )
    return Tier(AllOf(read_conditions(entries.get("when"), scope)), part)


def _deducted(place: Place, scope: Scope) -> Part:
    """The name of a sum, `{fixed: ...}`, or `{percent: ..., of: ...}`."""
    if not place.is_mapping:
        return _whole(place, scope)
    return _part(place, place.mapping(("of", "percent", "fixed")), scope)


def _bound(place: Place, scope: Scope) -> Part:
    """The name of a sum of the records, or a figure."""
    if not place.is_mapping and place.text() in _sums(scope):
        return _whole(place, scope)
    return Fixed(figures.money(place))


def _rounding(place: Place) -> Rounding:
    """`down`, or `{way: down, to: 1.00}`."""
    if not place.is_mapping:
        return Rounding(_way(place))
    entries = place.mapping((), required=("way", "to"))
    to = entries["to"].decimal()
    if not to:
        entries["to"].fail("nothing can be rounded to zero", "Write a figure such as 0.05, 0.50 or 1.00.")
    return Rounding(_way(entries["way"]), to)


def _way(place: Place) -> str:
    return place.choice(tuple(WAYS), "way to round")


def _listed(place: Place) -> list[Place]:
    return [place] if place.is_mapping else place.one_or_many()

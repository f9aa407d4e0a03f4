"""Which lines of an order a granted sum is for. Pure."""

from decimal import Decimal

from amends.money import Money
from amends.policy.amounts import Amount, PerItem
from amends.policy.facts import Facts

Shares = tuple[tuple[str, Money], ...]
"""A line's id and how much of the sum is for it; together they come to the sum."""


def shares_of(amount: Amount, granted: Money, facts: Facts) -> Shares:
    """Of an amount that is reckoned by lines: what each is granted. What was deducted or capped is borne by all of them
    in proportion, in whole minor units. None where the sum is not by lines, or a floor has made it more than theirs."""
    if not isinstance(amount.part, PerItem):
        return ()
    lines = [(name, share) for name, share in amount.part.each(facts) or () if share]
    whole = sum((share.amount for _, share in lines), Decimal(0))
    if not whole or granted > Money(whole, granted.currency).rounded():
        return ()
    a_unit = granted.minor / max(granted.amount, whole)  # a half that was rounded up makes no line more than its own
    exact = [share.amount * a_unit for _, share in lines]
    minor = [int(each) for each in exact]
    by_remainder = sorted(range(len(lines)), key=lambda n: (minor[n] - exact[n], n))
    for place in by_remainder[: granted.minor - sum(minor)]:
        minor[place] += 1
    found = zip(lines, minor, strict=True)
    return tuple((name, Money.from_minor(each, granted.currency)) for (name, _), each in found if each)

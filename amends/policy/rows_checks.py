"""What must hold of all rows of a text together. Each check raises PolicyError."""

from amends.policy.decision import Remedy
from amends.policy.document import Place
from amends.policy.policy import STATUTE, Merchant, Row
from amends.policy.terms import ACCEPTS, Condition

OF_A_RIGHT = frozenset({"consumer_in_eea", "consumer_in_eea_known", "within_withdrawal_period"})
"""Conditions whose answer is a statute's."""


def check_total(place: Place, rows: tuple[Row, ...]) -> None:
    """A decision must always come out."""
    if not rows or rows[-1].when:
        place.fail("the last row does not catch everything else", "End with a row without `when`.")


def check_guarded(place: Place, rows: tuple[Row, ...]) -> None:
    """No row may look at an order that is not there, and none may grant a refund of nothing."""
    asked = [_plain(row) for row in rows]
    if asked[0] != {"identified": frozenset({False})}:
        place.fail("the first row does not catch a claim without its order", "Begin with `when: {identified: false}`.")
    guard = {"anything_refundable": frozenset({False})}
    first = next((i for i, row in enumerate(rows) if _moves_money(row)), len(rows))
    if guard not in asked[:first]:
        way_out = "Put a row with `when: {anything_refundable: false}` before the first that names an amount."
        place.fail("a row could grant a refund of nothing", way_out)


def check_chosen(place: Place, rows: tuple[Row, ...]) -> None:
    """What is offered and granted by no option of its own is decided by another row once it was picked: without one the
    customer would be asked again for ever."""
    for number, row in enumerate(rows):
        for name in (option for option in row.options if option not in row.choices):
            if not any(_is_for(name, before) for before in rows[:number]):
                place.sequence()[number].fail(
                    f"row {row.id} offers {name}, and no row before it is for who picked that",
                    f"Put a row with `accepts: {name}` before it.",
                )


def _is_for(option: str, row: Row) -> bool:
    asked = (test for test in row.when if isinstance(test, Condition) and test.term.name == ACCEPTS)
    return any(option in test.allowed for test in asked)


def check_named(place: Place, rows: tuple[Row, ...], merchant: Merchant) -> None:
    """What comes in the place of something else is offered by its name."""
    granting = (each for row in rows for each in (row, *row.choices.values()))
    unnamed = {each.detail for each in granting if each.remedy == Remedy.EXCHANGE} - {*merchant.product_names}
    if unnamed:
        place.fail(
            f"nobody knows what {', '.join(sorted(map(str, unnamed)))} is called",
            "Add it to `product_names` in merchant.yml: the customer is asked by that name.",
        )


def check_no_right(place: Place, rows: tuple[Row, ...]) -> None:
    """Where no statute binds, nothing may be asked of the right that it gives."""
    for row in rows:
        asked = OF_A_RIGHT & frozenset().union(*(test.names for test in row.when))
        if asked:
            place.fail(
                f"row {row.id} asks `{sorted(asked)[0]}`, and merchant.yml says `statute: none`",
                "Take the condition out, or name the statute in merchant.yml.",
            )


def _moves_money(row: Row) -> bool:
    return bool(row.amount) or row.outcome == STATUTE or any(each.amount for each in row.choices.values())


def _plain(row: Row) -> dict[str, frozenset[bool | str]] | None:
    """Its conditions by name, where they are plain words of the closed list and nothing else."""
    plain = [test for test in row.when if isinstance(test, Condition)]
    return {each.term.name: each.allowed for each in plain} if len(plain) == len(row.when) else None

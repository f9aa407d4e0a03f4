"""I2 and I3: the order backend moved money once for each entry of the ledger, and never more than was paid."""

from collections import Counter, defaultdict

from sqlalchemy import func, select

from amends.db.remedy_tables import PaymentBalanceRow, RemedyRow
from amends.orders.backend import VALUED, RemedyKind
from amends.remedies import states
from amends.verification.journal import Journal, Movement
from amends.verification.material import A_PAGE, Material
from amends.verification.result import Result

MONEY = (RemedyKind.REFUND, RemedyKind.CREDIT)
"""What the order backend moves. A coupon counts against what was paid, and is no movement of its books."""
NOT_SENT = frozenset({states.REQUESTED, states.FAILED})
NO_JOURNAL = "what the order backend really moved: give --journal"


def no_money_moves_twice(material: Material) -> Result:
    """One live entry a purpose; one movement an entry, of exactly its money; none without an entry."""
    result = Result()
    purpose = (
        RemedyRow.merchant, RemedyRow.order_number, RemedyRow.kind, RemedyRow.payment_id, RemedyRow.purpose,
    )  # fmt: skip
    twice = select(*purpose, func.count()).where(RemedyRow.state.not_in(states.UNDONE)).group_by(*purpose)
    for merchant, order, kind, _payment, why, count in material.session.execute(twice.having(func.count() > 1)):
        result.found(
            f"The ledger holds {count} live entries for one purpose: {kind} of order {order} for {why}.",
            merchant=merchant, order=order,
        )  # fmt: skip
    if material.journal is None:
        result.looked_at = material.session.scalar(select(func.count()).select_from(RemedyRow)) or 0
        result.unchecked.append(NO_JOURNAL)
        return result
    _held_against(result, material, material.journal)
    return result


def _held_against(result: Result, material: Material, journal: Journal) -> None:
    result.looked_at = len(journal.movements)
    times = Counter(movement.key for movement in journal.movements)
    for key, count in times.items():
        if count > 1:
            result.found(f"The order backend moved money {count} times under the key {key}.", remedy=key)
    entries = _entries(material, times)
    for movement in {movement.key: movement for movement in journal.movements}.values():
        entry = entries.get(movement.key)
        if entry is None:
            result.found(
                f"The order backend made the {movement.kind} {movement.reference} for order {movement.order}, and the "
                "ledger has no entry for it. After a restore that is to be expected for what was done since the copy.",
                remedy=movement.key, order=movement.order,
            )  # fmt: skip
        elif (entry.kind, entry.order_number, entry.payment_id, entry.amount) != _what(movement):
            result.found(
                f"The order backend moved {movement.amount.as_json()} of order {movement.order}, and the ledger "
                f"entered {entry.amount_minor} {entry.currency} (minor units) of order {entry.order_number}.",
                remedy=movement.key, order=movement.order,
            )  # fmt: skip
        elif entry.state in NOT_SENT:
            result.found(
                f"The ledger says of the {entry.kind} of order {entry.order_number} that it is {entry.state}, and the "
                f"order backend made it as {movement.reference}.",
                remedy=movement.key, order=movement.order,
            )  # fmt: skip


def _entries(material: Material, keys: Counter[str]) -> dict[str, RemedyRow]:
    rows = material.session.scalars(
        select(RemedyRow).where(RemedyRow.kind.in_(MONEY)).execution_options(yield_per=A_PAGE)
    )
    return {row.key: row for row in rows if row.key in keys}


def _what(movement: Movement) -> tuple[object, ...]:
    return movement.kind, movement.order, movement.payment or "", movement.amount


def no_more_than_was_paid(material: Material) -> Result:
    """Of each payment, and of each order, what is returned or set aside is not more than what was paid, and the balance
    that guards it says what the ledger's entries say."""
    result = Result()
    live = _live(material)
    balances = material.session.scalars(select(PaymentBalanceRow).execution_options(yield_per=A_PAGE))
    paid: dict[str, PaymentBalanceRow] = {}
    for balance in balances:
        result.looked_at += 1
        place = (balance.merchant, balance.order_number, balance.payment_id)
        what = f"payment {balance.payment_id} of order" if balance.payment_id else "order"
        sum_of_entries = live.pop(place, 0)
        if not balance.payment_id:
            paid[balance.order_number] = balance
        if sum_of_entries + balance.elsewhere_minor > balance.paid_minor:
            result.found(
                f"Of {what} {balance.order_number} {balance.paid_minor} {balance.currency} were paid, and "
                f"{sum_of_entries + balance.elsewhere_minor} are returned or set aside (minor units).",
                merchant=balance.merchant, order=balance.order_number,
            )  # fmt: skip
        if sum_of_entries != balance.committed_minor:
            result.found(
                f"The balance of {what} {balance.order_number} counts {balance.committed_minor} {balance.currency} as "
                f"ours, and the ledger's entries come to {sum_of_entries} (minor units).",
                merchant=balance.merchant, order=balance.order_number,
            )  # fmt: skip
    for (merchant, order, _payment), amount in live.items():
        result.found(
            f"The ledger holds {amount} (minor units) of order {order}, and no balance guards it.",
            merchant=merchant, order=order,
        )  # fmt: skip
    if material.journal is None:
        result.unchecked.append(NO_JOURNAL)
    else:
        _moved_too_much(result, material.journal, paid)
    return result


def _live(material: Material) -> dict[tuple[str, str, str], int]:
    """What the ledger's live entries come to, by payment, and by order under an empty payment."""
    rows = select(RemedyRow.merchant, RemedyRow.order_number, RemedyRow.payment_id, RemedyRow.amount_minor).where(
        RemedyRow.kind.in_(VALUED), RemedyRow.state.not_in(states.UNDONE)
    )
    sums: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for merchant, order, payment, amount in material.session.execute(rows):
        sums[merchant, order, ""] += amount or 0
        if payment:
            sums[merchant, order, payment] += amount or 0
    return dict(sums)


def _moved_too_much(result: Result, journal: Journal, paid: dict[str, PaymentBalanceRow]) -> None:
    moved: defaultdict[str, int] = defaultdict(int)
    for movement in journal.movements:
        balance = paid.get(movement.order)
        if balance is not None and balance.currency == movement.amount.currency:
            moved[movement.order] += movement.amount.minor
    for order, amount in moved.items():
        if amount > paid[order].paid_minor:
            result.found(
                f"The order backend returned {amount} {paid[order].currency} of order {order}, of which "
                f"{paid[order].paid_minor} were paid (minor units).",
                merchant=paid[order].merchant, order=order,
            )  # fmt: skip

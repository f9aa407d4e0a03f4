"""`amends orders check`: proves a merchant's order system on one order, before customers meet it."""

import argparse
import sys
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amends.connectors.check import Finding


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    orders = subparsers.add_parser("orders", help="prove an order system").add_subparsers(
        required=True, metavar="command"
    )
    check = orders.add_parser(
        "check",
        help="try a merchant's order system on one order",
        description="Reads an order and says what its records lack. With --refund it also pays some of --payment back, "
        "never more than that amount, and tries the same key again.",
    )
    check.add_argument("merchant", help="the merchant's id")
    check.add_argument("number", help="number of a test order")
    check.add_argument("--refund", metavar="AMOUNT", help="the most that may go back, as 1.00")
    check.add_argument("--payment", metavar="ID", help="of which payment; the list is printed without it")
    check.add_argument(
        "--real-money", action="store_true", help="it is no test order: the amount really goes back to a customer"
    )
    check.add_argument("--test-order", action="store_true", help="the order is one of a test account: no money is real")
    check.set_defaults(run=_check)
    coupons = subparsers.add_parser(
        "coupons", help="the list of codes of a merchant whose merchant.yml has `coupons: list`"
    ).add_subparsers(required=True, metavar="command")
    add = coupons.add_parser("add", help="enter codes of one value; those that are there already stay as they are")
    add.add_argument("merchant", help="the merchant's id")
    add.add_argument("amount", help="what each is worth, as 10.00")
    add.add_argument("currency", help="three capital letters, as EUR")
    add.add_argument("codes", help="file with one code a line; - reads standard input")
    add.add_argument("--valid-until", help="their last day, as 2027-12-31 (default: they do not end)")
    add.set_defaults(run=_add_coupons)
    left = coupons.add_parser("left", help="how many of each value are free")
    left.add_argument("merchant", help="the merchant's id")
    left.set_defaults(run=_coupons_left)


def _check(given: argparse.Namespace) -> int:
    from amends import bootstrap, settings  # noqa: PLC0415
    from amends.connectors import check  # noqa: PLC0415
    from amends.errors import NotFound  # noqa: PLC0415
    from amends.money import Money  # noqa: PLC0415
    from amends.policy import loader  # noqa: PLC0415

    chosen = settings.load()
    known = loader.load_all(Path(chosen.policies_folder))
    if given.merchant not in known:
        raise NotFound(f"there is no merchant {given.merchant}; known are: {', '.join(sorted(known)) or 'none'}")
    if given.refund is not None and given.test_order == given.real_money:
        sys.stderr.write(
            "amends orders check: nothing was tried. A refund moves money: say --test-order where the account is a "
            "test account, or --real-money where it is not and the amount may go back all the same.\n"
        )
        return 2
    backend = bootstrap.order_backend_of(chosen, known[given.merchant].merchant)
    order, found = check.readings(backend, given.number)
    good = _print(found)
    if order is None or given.refund is None:
        if order is not None:
            sys.stdout.write("Not tried: refunds. Give --refund and --payment with an order of a test account.\n")
        return 0 if good else 1
    try:
        amount = Money(Decimal(given.refund), order.total.currency)
    except InvalidOperation:
        sys.stderr.write(f"amends orders check: {given.refund} is not an amount. Write it as 1.00.\n")
        return 2
    tried = _print(check.refunds(backend, order, given.payment or "", amount, beyond=given.test_order))
    return 0 if good and tried else 1


def _print(findings: "Iterable[Finding]") -> bool:
    marks = {True: "ok", False: "WRONG", None: "note"}
    good = True
    for each in findings:
        sys.stdout.write(f"{marks[each.ok]:5}  {each.text}\n")
        good = good and each.ok is not False
    return good


def _add_coupons(given: argparse.Namespace) -> int:
    from amends import settings  # noqa: PLC0415
    from amends.connectors import coupon_list  # noqa: PLC0415
    from amends.db.existing import open_existing  # noqa: PLC0415

    _of_a_list(given.merchant)
    found = coupon_list.read(given.codes, given.amount, given.currency, given.valid_until)
    with open_existing(settings.load().database_url).begin() as session:
        new = coupon_list.add(session, given.merchant, found)
    sys.stdout.write(f"{new} of {len(found.codes)} codes are new.\n")
    return 0


def _coupons_left(given: argparse.Namespace) -> int:
    from amends import clock, settings  # noqa: PLC0415
    from amends.connectors import coupon_list  # noqa: PLC0415
    from amends.db.existing import open_existing  # noqa: PLC0415

    _of_a_list(given.merchant)
    with open_existing(settings.load().database_url).read() as session:
        free = coupon_list.left(session, given.merchant, clock.now().date())
    for value, count in free:
        sys.stdout.write(f"{count} of {value.text('en')}\n")
    if not free:
        sys.stdout.write("None is left.\n")
    return 0 if free else 1


def _of_a_list(merchant: str) -> None:
    """NotFound for no merchant of ours; SettingError for one whose coupons come from elsewhere."""
    from amends import settings  # noqa: PLC0415
    from amends.errors import NotFound, SettingError  # noqa: PLC0415
    from amends.policy import loader  # noqa: PLC0415

    known = loader.load_all(Path(settings.load().policies_folder))
    if merchant not in known:
        raise NotFound(f"there is no merchant {merchant}; known are: {', '.join(sorted(known)) or 'none'}")
    if not known[merchant].merchant.lists_coupons:
        raise SettingError(
            f"the coupons of {merchant} come from its order system. Write `coupons: list` in merchant.yml."
        )

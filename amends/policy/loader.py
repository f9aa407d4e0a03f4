"""Loads a folder of policies: `<merchant>/merchant.yml`, `<merchant>/refund/<in force from>.yml` and
`eu/withdrawal/<in force from>.yml`. Every fault is a PolicyError with file, line and the way out.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amends.claims.extract import CASE_PREFIX, OrderNumbers
from amends.errors import NotFound, PolicyError
from amends.orders.backend import ORDER_DIGITS, ORDER_PREFIX
from amends.policy.calendar import has_holidays
from amends.policy.document import Place, read
from amends.policy.policy import (
    AS_CANCEL,
    STATUTE,
    Clause,
    DeskHours,
    Merchant,
    MerchantPolicies,
    Policy,
    Row,
    Settings,
    Statute,
)
from amends.policy.rows_reader import read_completeness, read_rows

LANGUAGES = ("en", "nl", "nb")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "policies"
STATUTE_FOLDER = Path("eu") / "withdrawal"


def load_all(folder: Path) -> dict[str, MerchantPolicies]:
    """Every merchant of `folder`, by id."""
    merchants = sorted(file.parent.name for file in folder.glob("*/merchant.yml"))
    if not merchants:
        raise PolicyError(str(folder), 1, "holds no merchant", "Add <merchant>/merchant.yml, as docs/policy.md shows.")
    statutes = load_statutes(folder)
    return {merchant: _load(folder, merchant, statutes) for merchant in merchants}


def load_merchant(folder: Path, merchant: str) -> MerchantPolicies:
    """One merchant's policies. NotFound where `folder` has no such merchant."""
    known = {file.parent.name for file in folder.glob("*/merchant.yml")}
    if merchant not in known:
        raise NotFound(f"there is no merchant {merchant!r}; known are: {', '.join(sorted(known)) or 'none'}")
    return _load(folder, merchant, load_statutes(folder))


def load_statutes(folder: Path) -> list[Statute]:
    """The statutory withdrawal's versions, oldest first."""
    return [_statute(file) for file in _dated_files(folder / STATUTE_FOLDER)]


def _load(folder: Path, merchant_id: str, statutes: list[Statute]) -> MerchantPolicies:
    merchant = _merchant(folder / merchant_id / "merchant.yml")
    files = _dated_files(folder / merchant_id / "refund")
    starts = sorted({*(_day_of(file) for file in files), *(statute.in_force_from for statute in statutes)})
    editions = []
    for day in starts:
        statute = next((s for s in reversed(statutes) if s.in_force_from <= day), statutes[0])
        file = next((f for f in reversed(files) if _day_of(f) <= day), files[0])
        editions.append((day, _policy(file, merchant, statute)))
    return MerchantPolicies(merchant, tuple(editions))


def _merchant(file: Path) -> Merchant:
    required = ("id", "name", "zone", "country", "languages", "currencies", "support_email", "desk", "order_numbers")
    root = read(file)
    entries = root.mapping((), required=required)
    if entries["id"].text() != file.parent.name:
        entries["id"].fail(f"the id is not the folder's name, {file.parent.name}", "Make the two the same.")
    try:
        zone = ZoneInfo(entries["zone"].text())
    except (ZoneInfoNotFoundError, ValueError):
        entries["zone"].fail(f"`{entries['zone'].text()}` is not a time zone", "Write one like Europe/Oslo.")
    desk = entries["desk"].mapping((), required=("days", "opens", "closes"))
    days = (day.choice(WEEKDAYS, "weekday") for day in desk["days"].sequence())
    return Merchant(
        id=entries["id"].text(),
        name=entries["name"].text(),
        zone=zone,
        country=_business_country(entries["country"]),
        languages=tuple(language.choice(LANGUAGES, "language") for language in entries["languages"].sequence()),
        currencies=tuple(currency.text() for currency in entries["currencies"].sequence()),
        support_email=entries["support_email"].text(),
        desk=DeskHours(tuple(WEEKDAYS.index(day) for day in days), desk["opens"].clock(), desk["closes"].clock()),
        order_numbers=_order_numbers(entries["order_numbers"]),
    )


def _order_numbers(place: Place) -> OrderNumbers:
    """Such as the order backends' contract allows, and none that could be read as a case number."""
    entries = place.mapping((), required=("prefix", "digits"))
    prefix, digits = entries["prefix"].text(), entries["digits"].integer()
    if not re.fullmatch(ORDER_PREFIX, prefix):
        entries["prefix"].fail(f"`{prefix}` is not a prefix of an order number", "Write two to four capital letters.")
    if prefix == CASE_PREFIX:
        entries["prefix"].fail(f"`{prefix}` is the prefix of our case numbers", "Order numbers need another one.")
    if digits not in ORDER_DIGITS:
        least, most = ORDER_DIGITS[0], ORDER_DIGITS[-1]
        entries["digits"].fail(f"an order number with {digits} digits is not allowed", f"Write {least} to {most}.")
    return OrderNumbers(prefix, digits)


def _policy(file: Path, merchant: Merchant, statute: Statute) -> Policy:
    entries = read(file).mapping((), required=("settings", "clauses", "completeness", "rows"))
    settings = _settings(entries["settings"])
    clauses = read_clauses(entries["clauses"])
    completeness, complete_from = read_completeness(entries["completeness"], clauses, settings)
    rows = tuple(read_rows(entries["rows"], clauses, settings, complete_from, STATUTE))
    if not any(row.completeness for row in rows):
        entries["completeness"].fail(f"there is no row {complete_from}", "Let `from` name the first row it applies to.")
    _check_total(entries["rows"], rows)
    _check_guarded(entries["rows"], rows)
    return Policy(merchant, _day_of(file), settings, clauses, rows, completeness, statute, str(file))


def _statute(file: Path) -> Statute:
    required = ("period", "months_without_information", "refund_within", "countries", "clauses", "rows")
    entries = read(file).mapping((), required=required)
    clauses = read_clauses(entries["clauses"])
    rows = tuple(read_rows(entries["rows"], clauses, Settings(0, (0, 0), {}), None, AS_CANCEL))
    _check_total(entries["rows"], rows)
    return Statute(
        in_force_from=_day_of(file),
        clauses=clauses,
        rows=rows,
        period_days=entries["period"].span().days,
        months_without_information=entries["months_without_information"].integer(),
        refund_days=entries["refund_within"].span().days,
        countries=frozenset(_country(country) for country in entries["countries"].sequence()),
    )


def read_clauses(place: Place) -> Mapping[str, Clause]:
    """Clauses by id, in the file's order."""
    clauses: dict[str, Clause] = {}
    for entry in place.sequence():
        entries = entry.mapping(("information",), required=("id", "heading", "text"))
        clause_id = entries["id"].text()
        if clause_id in clauses:
            entry.fail(f"clause {clause_id} is there twice", "Give each clause an id of its own.")
        information = "information" in entries and entries["information"].boolean()
        heading, text = entries["heading"].by_language(LANGUAGES), entries["text"].by_language(LANGUAGES)
        clauses[clause_id] = Clause(clause_id, heading, text, information)
    return clauses


def _settings(place: Place) -> Settings:
    optional = ("report_within", "activation_business_days", "timely_fix", "late_report", "reactivation_attempts")
    entries = place.mapping(optional, required=("review_days", "payout_days", "approval_limits"))
    payout = entries["payout_days"].mapping((), required=("from", "to"))
    limits = {currency: limit.decimal() for currency, limit in entries["approval_limits"].mapping().items()}

    def span(key: str) -> timedelta | None:
        return entries[key].span() if key in entries else None

    def count(key: str) -> int | None:
        return entries[key].integer() if key in entries else None

    return Settings(
        review_days=entries["review_days"].integer(),
        payout_days=(payout["from"].integer(), payout["to"].integer()),
        approval_limits=limits,
        report_within=span("report_within"),
        activation_business_days=count("activation_business_days"),
        timely_fix=span("timely_fix"),
        late_report=span("late_report"),
        reactivation_attempts=count("reactivation_attempts"),
    )


def _check_total(place: Place, rows: tuple[Row, ...]) -> None:
    """A decision must always come out."""
    if not rows or rows[-1].when:
        place.fail("the last row does not catch everything else", "End with a row without `when`.")


def _check_guarded(place: Place, rows: tuple[Row, ...]) -> None:
    """No row may look at an order that is not there, and none may grant a refund of nothing."""
    asked = [{condition.term.name: condition.allowed for condition in row.when} for row in rows]
    if asked[0] != {"identified": frozenset({False})}:
        place.fail("the first row does not catch a claim without its order", "Begin with `when: {identified: false}`.")
    guard = {"anything_refundable": frozenset({False})}
    first = next((i for i, row in enumerate(rows) if row.amount or row.outcome == STATUTE), len(rows))
    if guard not in asked[:first]:
        way_out = "Put a row with `when: {anything_refundable: false}` before the first that names an amount."
        place.fail("a row could grant a refund of nothing", way_out)


def _country(place: Place) -> str:
    code = place.text()
    if not (len(code) == 2 and code.isascii() and code.isupper()):
        place.fail(f"`{code}` is not a country code", "Write two capital letters, for example NO.")
    return code


def _business_country(place: Place) -> str:
    code = _country(place)
    if not has_holidays(code):
        place.fail(f"the public holidays of {code} are not known", "Use a country that the library `holidays` lists.")
    return code


def _dated_files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise PolicyError(str(folder), 1, "holds no policy", "Add a file <in force from>.yml, as 2025-01-01.yml.")
    return sorted(files, key=_day_of)


def _day_of(file: Path) -> date:
    try:
        return date.fromisoformat(file.stem)
    except ValueError:
        way_out = "Name it after the day from which it is in force, as 2025-01-01.yml."
        raise PolicyError(str(file), 1, "is not named after a day", way_out) from None

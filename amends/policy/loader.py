"""Loads a folder of policies: `<merchant>/merchant.yml`, `<merchant>/refund/<in force from>.yml` and
`eu/withdrawal/<in force from>.yml`. Every fault is a PolicyError with file, line and the way out.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from amends import shipped
from amends.errors import NotFound, PolicyError
from amends.policy.amounts_reader import read_amounts
from amends.policy.conditions_reader import Scope, read_named
from amends.policy.decision import Remedy
from amends.policy.document import Place, each, read
from amends.policy.merchant_reader import LANGUAGES, Declared, country_code, read_declared, read_merchant
from amends.policy.policy import (
    AS_CANCEL,
    STATUTE,
    Clause,
    Merchant,
    MerchantPolicies,
    Policy,
    Row,
    Settings,
    Statute,
)
from amends.policy.rows_reader import read_completeness, read_rows
from amends.policy.terms import ACCEPTS, Condition

MERCHANT_FILE = "merchant.yml"
DEFAULT_FOLDER = shipped.folder("policies")
STATUTE_FOLDER = Path("eu") / "withdrawal"


def load_all(folder: Path) -> dict[str, MerchantPolicies]:
    """Every merchant of `folder`, by id."""
    merchants = merchant_ids(folder)
    if not merchants:
        raise PolicyError(str(folder), 1, "holds no merchant", "Add <merchant>/merchant.yml, as docs/policy.md shows.")
    statutes = load_statutes(folder)
    return each({merchant: partial(_load, folder, merchant, statutes) for merchant in merchants})


def load_merchant(folder: Path, merchant: str) -> MerchantPolicies:
    """One merchant's policies. NotFound where `folder` has no such merchant."""
    known = merchant_ids(folder)
    if merchant not in known:
        raise NotFound(f"there is no merchant {merchant!r}; known are: {', '.join(sorted(known)) or 'none'}")
    return _load(folder, merchant, load_statutes(folder))


def merchant_ids(folder: Path) -> list[str]:
    """The ids of all merchants of `folder`, sorted; nothing is read of them.

    Every folder that holds YAML files, whether it has its merchant.yml or not: that one is misnamed is told when it
    is read, or its merchant would silently not be served.
    """
    found = (
        file for kind in ("yml", "yaml") for file in [*folder.glob(f"*/*.{kind}"), *folder.glob(f"*/refund/*.{kind}")]
    )
    return sorted({file.relative_to(folder).parts[0] for file in found})


def load_statutes(folder: Path) -> list[Statute]:
    """The statutory withdrawal's versions, oldest first."""
    return [_statute(file) for file in _dated_files(folder / STATUTE_FOLDER)]


def _load(folder: Path, merchant_id: str, statutes: list[Statute]) -> MerchantPolicies:
    own = folder / merchant_id / MERCHANT_FILE
    parts = each({"merchant": partial(read_merchant, own), "drafts": partial(_drafts, folder, merchant_id, statutes)})
    merchant: Merchant = parts["merchant"]
    editions = each({day: partial(draft, merchant) for day, draft in parts["drafts"].items()})
    return MerchantPolicies(merchant, tuple(editions.items()))


def _drafts(folder: Path, merchant_id: str, statutes: list[Statute]) -> dict[date, Callable[[Merchant], Policy]]:
    """What is in force from each day on, without its merchant: faults here are told beside those of merchant.yml."""
    files = _dated_files(folder / merchant_id / "refund")
    starts = sorted({*(_day_of(file) for file in files), *(statute.in_force_from for statute in statutes)})
    declared = read_declared(folder / merchant_id / MERCHANT_FILE)
    readers = {}
    for day in starts:
        statute = next((s for s in reversed(statutes) if s.in_force_from <= day), statutes[0])
        file = next((f for f in reversed(files) if _day_of(f) <= day), files[0])
        readers[day] = partial(_policy, file, statute, declared)
    return each(readers)


def _policy(file: Path, statute: Statute, declared: Declared) -> Callable[[Merchant], Policy]:
    entries = read(file).mapping(("conditions", "amounts"), required=("settings", "clauses", "completeness", "rows"))
    parts = each(
        {
            "settings": partial(_settings, entries["settings"]),
            "clauses": partial(read_clauses, entries["clauses"], declared.languages),
        }
    )
    settings, clauses = parts["settings"], parts["clauses"]
    attributes = {attribute.name: attribute.quantity for attribute in declared.attributes}
    scope = Scope(settings, attributes, issues=declared.issues, languages=declared.languages)
    named = read_named(entries["conditions"], scope) if "conditions" in entries else {}
    scope = replace(scope, named=named)
    amounts = read_amounts(entries["amounts"], scope) if "amounts" in entries else {}
    scope = replace(scope, amounts={name: amount.quantity for name, amount in amounts.items()})
    completeness, complete_from = read_completeness(entries["completeness"], clauses, scope)
    rows = tuple(read_rows(entries["rows"], clauses, scope, complete_from, STATUTE))
    if not any(row.completeness for row in rows):
        entries["completeness"].fail(f"there is no row {complete_from}", "Let `from` name the first row it applies to.")
    _check_total(entries["rows"], rows)
    _check_guarded(entries["rows"], rows)
    _check_chosen(entries["rows"], rows)

    def of(merchant: Merchant) -> Policy:
        limits = entries["settings"].mapping()["approval_limits"]
        limits.mapping(merchant.currencies)  # a limit in another currency is never looked at
        _check_named(entries["rows"], rows, merchant)
        return Policy(
            merchant, _day_of(file), settings, clauses, rows, completeness, statute, str(file), named, amounts
        )

    return of


def _statute(file: Path) -> Statute:
    required = ("period", "months_without_information", "refund_within", "countries", "clauses", "rows")
    entries = read(file).mapping((), required=required)
    clauses = read_clauses(entries["clauses"], LANGUAGES)
    rows = tuple(
        read_rows(entries["rows"], clauses, Scope(Settings(0, (0, 0), {}), languages=LANGUAGES), None, AS_CANCEL)
    )
    _check_total(entries["rows"], rows)
    return Statute(
        in_force_from=_day_of(file),
        clauses=clauses,
        rows=rows,
        period_days=entries["period"].span().days,
        months_without_information=entries["months_without_information"].integer(),
        refund_days=entries["refund_within"].span().days,
        countries=frozenset(country_code(country) for country in entries["countries"].sequence()),
    )


def read_clauses(place: Place, languages: tuple[str, ...]) -> Mapping[str, Clause]:
    """Clauses by id, in the file's order; each in `languages`, and in others of ours where the file has them."""
    listed = place.sequence()
    clauses: dict[str, Clause] = {}
    for entry, clause in zip(listed, each(_clause_readers(listed, languages)).values(), strict=True):
        if clause.id in clauses:
            entry.fail(f"clause {clause.id} is there twice", "Give each clause an id of its own.")
        clauses[clause.id] = clause
    return clauses


def _clause_readers(listed: list[Place], languages: tuple[str, ...]) -> dict[int, Callable[[], Clause]]:
    return {number: partial(_clause, entry, languages) for number, entry in enumerate(listed)}


def _clause(entry: Place, languages: tuple[str, ...]) -> Clause:
    entries = entry.mapping(("information",), required=("id", "heading", "text"))
    information = "information" in entries and entries["information"].boolean()
    heading, text = (entries[part].by_language(languages, LANGUAGES) for part in ("heading", "text"))
    return Clause(entries["id"].text(), heading, text, information)


def _settings(place: Place) -> Settings:
    optional = ("report_within", "activation_business_days", "timely_fix", "late_report", "reactivation_attempts")
    entries = place.mapping(optional, required=("review_days", "payout_days", "approval_limits"))
    payout = entries["payout_days"].mapping((), required=("from", "to"))
    if payout["to"].integer() < payout["from"].integer():
        payout["to"].fail("`to` is less than `from`", "Write the larger number of days behind `to`.")
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
    asked = [_plain(row) for row in rows]
    if asked[0] != {"identified": frozenset({False})}:
        place.fail("the first row does not catch a claim without its order", "Begin with `when: {identified: false}`.")
    guard = {"anything_refundable": frozenset({False})}
    first = next((i for i, row in enumerate(rows) if _moves_money(row)), len(rows))
    if guard not in asked[:first]:
        way_out = "Put a row with `when: {anything_refundable: false}` before the first that names an amount."
        place.fail("a row could grant a refund of nothing", way_out)


def _check_chosen(place: Place, rows: tuple[Row, ...]) -> None:
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


def _check_named(place: Place, rows: tuple[Row, ...], merchant: Merchant) -> None:
    """What comes in the place of something else is offered by its name."""
    granting = (each for row in rows for each in (row, *row.choices.values()))
    unnamed = {each.detail for each in granting if each.remedy == Remedy.EXCHANGE} - {*merchant.product_names}
    if unnamed:
        place.fail(
            f"nobody knows what {', '.join(sorted(map(str, unnamed)))} is called",
            "Add it to `product_names` in merchant.yml: the customer is asked by that name.",
        )


def _moves_money(row: Row) -> bool:
    return bool(row.amount) or row.outcome == STATUTE or any(each.amount for each in row.choices.values())


def _plain(row: Row) -> dict[str, frozenset[bool | str]] | None:
    """Its conditions by name, where they are plain words of the closed list and nothing else."""
    plain = [test for test in row.when if isinstance(test, Condition)]
    return {each.term.name: each.allowed for each in plain} if len(plain) == len(row.when) else None


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

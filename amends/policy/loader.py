"""Loads a folder of policies: `<merchant>/merchant.yml`, `<merchant>/refund/<in force from>.yml` and
`eu/withdrawal/<in force from>.yml`. Every fault is a PolicyError with file, line and the way out.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from amends import shipped
from amends.errors import NotFound, PolicyError
from amends.policy.amounts_reader import read_amounts
from amends.policy.clauses_reader import read_clauses
from amends.policy.conditions_reader import Scope, read_named
from amends.policy.document import Place, each, read
from amends.policy.merchant_reader import Declared, read_declared, read_merchant
from amends.policy.policy import (
    NO_STATUTE,
    STATUTE,
    Merchant,
    MerchantPolicies,
    Policy,
    Settings,
    Statute,
)
from amends.policy.rows_checks import check_chosen, check_guarded, check_named, check_no_right, check_total
from amends.policy.rows_reader import read_completeness, read_rows
from amends.policy.statutes import Statutes, dated_files, day_of

MERCHANT_FILE = "merchant.yml"
DEFAULT_FOLDER = shipped.folder("policies")


def load_all(folder: Path) -> dict[str, MerchantPolicies]:
    """Every merchant of `folder`, by id."""
    merchants = merchant_ids(folder)
    if not merchants:
        raise PolicyError(str(folder), 1, "holds no merchant", "Add <merchant>/merchant.yml, as docs/policy.md shows.")
    statutes = Statutes(folder)
    return each({merchant: partial(_load, folder, merchant, statutes) for merchant in merchants})


def load_merchant(folder: Path, merchant: str) -> MerchantPolicies:
    """One merchant's policies. NotFound where `folder` has no such merchant."""
    known = merchant_ids(folder)
    if merchant not in known:
        raise NotFound(f"there is no merchant {merchant!r}; known are: {', '.join(sorted(known)) or 'none'}")
    return _load(folder, merchant, Statutes(folder))


def merchant_ids(folder: Path) -> list[str]:
    """The ids of all merchants of `folder`, sorted; nothing is read of them.

    Every folder that holds YAML files, whether it has its merchant.yml or not: that one is misnamed is told when it
    is read, or its merchant would silently not be served.
    """
    found = (
        file for kind in ("yml", "yaml") for file in [*folder.glob(f"*/*.{kind}"), *folder.glob(f"*/refund/*.{kind}")]
    )
    return sorted({file.relative_to(folder).parts[0] for file in found})


def _load(folder: Path, merchant_id: str, statutes: Statutes) -> MerchantPolicies:
    own = folder / merchant_id / MERCHANT_FILE
    parts = each({"merchant": partial(read_merchant, own), "drafts": partial(_drafts, folder, merchant_id, statutes)})
    merchant: Merchant = parts["merchant"]
    editions = each({day: partial(draft, merchant) for day, draft in parts["drafts"].items()})
    return MerchantPolicies(merchant, tuple(editions.items()))


def _drafts(folder: Path, merchant_id: str, known: Statutes) -> dict[date, Callable[[Merchant], Policy]]:
    """What is in force from each day on, without its merchant: faults here are told beside those of merchant.yml."""
    files = dated_files(folder / merchant_id / "refund")
    declared = read_declared(folder / merchant_id / MERCHANT_FILE)
    statutes = known.of(declared.statute, declared.languages)
    changes = {statute.in_force_from for statute in statutes if statute is not NO_STATUTE}
    starts = sorted({*(day_of(file) for file in files), *changes})
    readers = {}
    for day in starts:
        statute = next((s for s in reversed(statutes) if s.in_force_from <= day), statutes[0])
        file = next((f for f in reversed(files) if day_of(f) <= day), files[0])
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
    onward = STATUTE if statute is not NO_STATUTE else None
    rows = tuple(read_rows(entries["rows"], clauses, scope, complete_from, onward))
    if onward is None:
        check_no_right(entries["rows"], rows)
    if not any(row.completeness for row in rows):
        entries["completeness"].fail(f"there is no row {complete_from}", "Let `from` name the first row it applies to.")
    check_total(entries["rows"], rows)
    check_guarded(entries["rows"], rows)
    check_chosen(entries["rows"], rows)

    def of(merchant: Merchant) -> Policy:
        limits = entries["settings"].mapping()["approval_limits"]
        limits.mapping(merchant.currencies)  # a limit in another currency is never looked at
        check_named(entries["rows"], rows, merchant)
        return Policy(merchant, day_of(file), settings, clauses, rows, completeness, statute, str(file), named, amounts)

    return of


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

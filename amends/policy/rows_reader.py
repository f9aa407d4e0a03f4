"""Reads rows, and refuses what they may not say. Faults of several rows are told together."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial

from amends.errors import PolicyError
from amends.policy import figures
from amends.policy.conditions_reader import Scope, read_conditions
from amends.policy.decision import MONEY_REMEDIES, Outcome, Remedy
from amends.policy.document import Place, settle
from amends.policy.options_reader import read_options
from amends.policy.policy import STATUTE, Cite, Clause, Completeness, Need, Row
from amends.policy.remedy_details import KEYS, read_detail
from amends.policy.rules import AMOUNTS, CLAIM_ITEMS, DUE_TIMES, GUARDS, ITEMS, MISSING

ROW_KEYS = (
    "when", "remedy", "where_all", "where_nothing", "amount", "limit", "cancels", "options", "missing", "missing_from",
    "due", "cites", "shown", *(key for key, _ in KEYS.values()),
)  # fmt: skip
# What each outcome cannot do without, and the way out where it is not there.
NEEDED: dict[str, tuple[str, str]] = {
    Outcome.APPROVE: ("remedy", "Name the remedy."),
    Outcome.OFFER: ("options", "Name at least two options."),
    Outcome.NEED_INFORMATION: ("missing", "Name the missing items, or where they come from in `missing_from`."),
    Outcome.WAIT: ("due", "Name the rule for the due time."),
}


def read_rows(
    place: Place, clauses: Mapping[str, Clause], scope: Scope, complete_from: str | None, onward: str | None
) -> list[Row]:
    """The rows in order; from the row `complete_from` on, the completeness step applies. `onward` is the outcome
    that leads out of this list: STATUTE, AS_CANCEL, or None where none does."""
    ids: list[str] = []
    rows: list[Row] = []
    faults: list[PolicyError] = []
    for entry in place.sequence():
        try:
            row_id = entry.mapping(ROW_KEYS, required=("id", "outcome"))["id"]
            if row_id.text() in ids:
                row_id.fail(f"row {row_id.text()} is there twice", "Give each row an id of its own.")
            ids.append(row_id.text())
            rows.append(_row(entry, clauses, scope, complete_from in ids, onward))
        except PolicyError as fault:
            faults += fault.faults
    settle(faults)
    return rows


def read_completeness(place: Place, clauses: Mapping[str, Clause], scope: Scope) -> tuple[Completeness, str]:
    """The completeness step, and the id of the row from which it applies."""
    entries = place.mapping((), required=("row", "from", "cites", "needs"))
    needs = tuple(_need(entry, scope) for entry in entries["needs"].sequence())
    cites = tuple(_clause(cited, clauses) for cited in entries["cites"].one_or_many())
    if not cites:
        entries["cites"].fail("the completeness step cites no clause", "Name the clause that it rests on.")
    return Completeness(entries["row"].text(), cites, needs), entries["from"].text()


def _row(place: Place, clauses: Mapping[str, Clause], scope: Scope, complete: bool, onward: str | None) -> Row:
    entries = place.mapping(ROW_KEYS, required=("id", "outcome"))
    outcome = entries["outcome"].choice((*Outcome, *([onward] if onward else [])), "outcome")
    _check_needed(place, entries, outcome)

    def maybe(key: str, allowed: tuple[str, ...], what: str) -> str | None:
        return entries[key].choice(allowed, what) if key in entries else None

    def several(key: str, allowed: tuple[str, ...], what: str) -> tuple[str, ...]:
        return tuple(item.choice(allowed, what) for item in entries[key].one_or_many()) if key in entries else ()

    granted = _granted(entries["id"].text(), place, entries, scope, entries.get("when"))
    whole = replace(
        granted,
        id=entries["id"].text(),
        when=read_conditions(entries.get("when"), scope),
        outcome=outcome,
        cites=tuple(_cite(cited, clauses, scope) for cited in entries["cites"].one_or_many())
        if "cites" in entries
        else (),
        missing=several("missing", ITEMS, "item that can be asked for"),
        missing_from=maybe("missing_from", tuple(MISSING), "source of missing items"),
        due=maybe("due", tuple(DUE_TIMES), "rule for a due time"),
        shown=several("shown", tuple(clauses), "clause of this file"),
        completeness=complete,
        line=place.line,
    )
    if "options" not in entries:
        return whole
    granting = partial(_granted, scope=scope, when=entries.get("when"))
    names, own = read_options(whole.id, entries["options"], scope.languages, granting)
    return replace(whole, options=names, choices={name: _choice(whole, each) for name, each in own.items()})


def _choice(offers: Row, granted: Row) -> Row:
    """What is decided where the customer picked this option: by the row that offered it, within its limit where the
    option has none of its own."""
    limit = offers.limit if granted.limit is None else granted.limit
    return replace(granted, id=offers.id, cites=offers.cites, shown=offers.shown, line=offers.line, limit=limit)


def _granted(row: str, place: Place, entries: Mapping[str, Place], scope: Scope, when: Place | None) -> Row:
    """What a row, or an option of one, grants; of the row nothing else yet."""
    amounts = (*AMOUNTS, *scope.amounts)
    _check_granted(row, place, entries, amounts, when)

    def maybe(key: str, allowed: tuple[str, ...], what: str) -> str | None:
        return entries[key].choice(allowed, what) if key in entries else None

    remedy = maybe("remedy", tuple(Remedy), "remedy")
    return Row(
        id=row,
        when=(),
        outcome=Outcome.APPROVE,
        cites=(),
        remedy=remedy,
        where_all=maybe("where_all", tuple(Remedy), "remedy"),
        where_nothing=maybe("where_nothing", tuple(Remedy), "remedy"),
        amount=maybe("amount", amounts, "rule for an amount"),
        cancels="cancels" in entries and entries["cancels"].boolean(),
        limit=_limit(row, entries),
        detail=read_detail(row, remedy, entries),
        label=entries["label"].by_language(scope.languages) if "label" in entries else {},
    )


def _limit(row: str, entries: Mapping[str, Place]) -> Mapping[str, Decimal] | None:
    if "limit" not in entries:
        return None
    if "amount" not in entries:
        entries["limit"].fail(f"row {row} limits no amount", "Take `limit` out, or name the `amount`.")
    return figures.money(entries["limit"])


def _check_needed(place: Place, entries: Mapping[str, Place], outcome: str) -> None:
    row = entries["id"].text()
    key, way_out = NEEDED.get(outcome, ("id", ""))
    if key not in entries and not (key == "missing" and "missing_from" in entries):
        place.fail(f"row {row}: {outcome} needs `{key}`", way_out)
    if outcome == Outcome.OFFER and len(entries["options"].one_or_many()) < 2:
        entries["options"].fail(f"row {row} offers no choice", "Name at least two options.")
    if outcome != STATUTE and "cites" not in entries:
        place.fail(f"row {row} cites no clause", "Add `cites:` with the clause that it rests on.")
    if outcome != STATUTE and not any(_always_cited(cited) for cited in entries["cites"].one_or_many()):
        way_out = "Cite one clause without `when`, which the decision rests on whatever the case."
        entries["cites"].fail(f"row {row} may cite no clause at all", way_out)
    if outcome == Outcome.NEED_INFORMATION and "missing_from" not in entries and not entries["missing"].one_or_many():
        entries["missing"].fail(f"row {row} asks for nothing", "Name the missing items.")


def _check_granted(
    row: str, place: Place, entries: Mapping[str, Place], amounts: tuple[str, ...], when: Place | None
) -> None:
    if "where_nothing" in entries and entries["where_nothing"].text() in MONEY_REMEDIES:
        others = ", ".join(each for each in Remedy if each not in MONEY_REMEDIES)
        entries["where_nothing"].fail(
            f"row {row}: {entries['where_nothing'].text()} of nothing", f"Use one of: {others}."
        )
    if "remedy" in entries and entries["remedy"].text() in MONEY_REMEDIES and "amount" not in entries:
        place.fail(f"row {row}: {entries['remedy'].text()} needs `amount`", f"Use one of: {', '.join(amounts)}.")
    for rule in (entries[name].text() for name in ("amount", "due") if name in entries):
        guard = GUARDS.get(rule)
        tested = when.mapping() if when is not None else {}
        if guard is not None and (guard not in tested or tested[guard].text() != "true"):
            place.fail(f"row {row} uses `{rule}` without being sure of it", f"Add `{guard}: true` under `when:`.")


def _cite(place: Place, clauses: Mapping[str, Clause], scope: Scope) -> Cite:
    """`"6"`, or `{clause: "5", when: {...}}` for a clause that only sometimes bears on the row."""
    entries = place.mapping(("when",), required=("clause",)) if place.is_mapping else {"clause": place}
    return Cite(_clause(entries["clause"], clauses), read_conditions(entries.get("when"), scope))


def _always_cited(place: Place) -> bool:
    return not place.is_mapping or not (when := place.entries().get("when")) or not when.entries()


def _clause(place: Place, clauses: Mapping[str, Clause]) -> str:
    if place.text() not in clauses:
        place.fail(f"there is no clause {place.text()}", f"Cite one of: {', '.join(clauses)}, or add the clause.")
    return place.text()


def _need(place: Place, scope: Scope) -> Need:
    entries = place.mapping(("when",), required=("item",))
    return Need(entries["item"].choice(CLAIM_ITEMS, "text of the claim"), read_conditions(entries.get("when"), scope))

"""Reads rows and their conditions, and refuses what the vocabulary does not hold."""

from collections.abc import Mapping
from dataclasses import fields

from amends.policy import incident_terms, order_terms, withdrawal_terms  # noqa: F401 (importing them enters their terms)
from amends.policy.decision import MONEY_REMEDIES, Outcome, Remedy
from amends.policy.document import Place
from amends.policy.policy import STATUTE, Cite, Clause, Completeness, Need, Row, Settings
from amends.policy.rules import AMOUNTS, CLAIM_ITEMS, DUE_TIMES, GUARDS, ITEMS, MISSING, RECORDS
from amends.policy.terms import TERMS, YES_OR_NO, Condition, Term

ROW_KEYS = (
    "when", "remedy", "where_all", "where_nothing", "amount", "cancels", "options", "missing", "missing_from", "due",
    "cites", "shown",
)  # fmt: skip
# What each outcome cannot do without, and the way out where it is not there.
NEEDED: dict[str, tuple[str, str]] = {
    Outcome.APPROVE: ("remedy", "Name the remedy."),
    Outcome.OFFER: ("options", "Name at least two options."),
    Outcome.NEED_INFORMATION: ("missing", "Name the missing items, or where they come from in `missing_from`."),
    Outcome.WAIT: ("due", "Name the rule for the due time."),
}


def read_rows(
    place: Place, clauses: Mapping[str, Clause], settings: Settings, complete_from: str | None, onward: str
) -> list[Row]:
    """The rows in order; from the row `complete_from` on, the completeness step applies. `onward` is the outcome
    that leads out of this list: STATUTE or AS_CANCEL."""
    rows: list[Row] = []
    complete = False
    for entry in place.sequence():
        row_id = entry.mapping(ROW_KEYS, required=("id", "outcome"))["id"]
        complete = complete or row_id.text() == complete_from
        if any(row.id == row_id.text() for row in rows):
            row_id.fail(f"row {row_id.text()} is there twice", "Give each row an id of its own.")
        rows.append(_row(entry, clauses, settings, complete, onward))
    return rows


def read_completeness(place: Place, clauses: Mapping[str, Clause], settings: Settings) -> tuple[Completeness, str]:
    """The completeness step, and the id of the row from which it applies."""
    entries = place.mapping((), required=("row", "from", "cites", "needs"))
    needs = tuple(_need(entry, settings) for entry in entries["needs"].sequence())
    cites = tuple(_clause(cited, clauses) for cited in entries["cites"].one_or_many())
    return Completeness(entries["row"].text(), cites, needs), entries["from"].text()


def _row(place: Place, clauses: Mapping[str, Clause], settings: Settings, complete: bool, onward: str) -> Row:
    entries = place.mapping(ROW_KEYS, required=("id", "outcome"))
    outcome = entries["outcome"].choice((*Outcome, onward), "outcome")
    _check_needed(place, entries, outcome)

    def maybe(key: str, allowed: tuple[str, ...], what: str) -> str | None:
        return entries[key].choice(allowed, what) if key in entries else None

    def several(key: str, allowed: tuple[str, ...], what: str) -> tuple[str, ...]:
        return tuple(item.choice(allowed, what) for item in entries[key].one_or_many()) if key in entries else ()

    return Row(
        id=entries["id"].text(),
        when=_conditions(entries.get("when"), settings),
        outcome=outcome,
        cites=tuple(_cite(cited, clauses, settings) for cited in entries["cites"].one_or_many())
        if "cites" in entries
        else (),
        remedy=maybe("remedy", tuple(Remedy), "remedy"),
        where_all=maybe("where_all", tuple(Remedy), "remedy"),
        where_nothing=maybe("where_nothing", tuple(Remedy), "remedy"),
        amount=maybe("amount", tuple(AMOUNTS), "rule for an amount"),
        cancels="cancels" in entries and entries["cancels"].boolean(),
        options=several("options", (Remedy.FULL_REFUND, Outcome.WAIT), "option"),
        missing=several("missing", ITEMS, "item that can be asked for"),
        missing_from=maybe("missing_from", tuple(MISSING), "source of missing items"),
        due=maybe("due", tuple(DUE_TIMES), "rule for a due time"),
        shown=several("shown", tuple(clauses), "clause of this file"),
        completeness=complete,
        line=place.line,
    )


def _check_needed(place: Place, entries: Mapping[str, Place], outcome: str) -> None:
    row = entries["id"].text()
    key, way_out = NEEDED.get(outcome, ("id", ""))
    if key not in entries and not (key == "missing" and "missing_from" in entries):
        place.fail(f"row {row}: {outcome} needs `{key}`", way_out)
    if outcome == Outcome.OFFER and len(entries["options"].one_or_many()) < 2:
        entries["options"].fail(f"row {row} offers no choice", "Name at least two options.")
    if outcome != STATUTE and "cites" not in entries:
        place.fail(f"row {row} cites no clause", "Add `cites:` with the clause that it rests on.")
    if "remedy" in entries and entries["remedy"].text() in MONEY_REMEDIES and "amount" not in entries:
        place.fail(f"row {row}: {entries['remedy'].text()} needs `amount`", f"Use one of: {', '.join(AMOUNTS)}.")
    for rule in (entries[name].text() for name in ("amount", "due") if name in entries):
        guard = GUARDS.get(rule)
        tested = entries["when"].mapping() if "when" in entries else {}
        if guard is not None and (guard not in tested or tested[guard].text() != "true"):
            place.fail(f"row {row} uses `{rule}` without being sure of it", f"Add `{guard}: true` under `when:`.")


def _conditions(place: Place | None, settings: Settings) -> tuple[Condition, ...]:
    if place is None:
        return ()
    return tuple(_condition(name, answers, settings) for name, answers in place.mapping().items())


def _condition(name: str, answers: Place, settings: Settings) -> Condition:
    term = TERMS.get(name)
    if term is None:
        answers.fail(f"`{name}` is not a condition", f"Use one of: {', '.join(sorted(TERMS))}.")
    _check_readable(answers, term)
    if term.needs is not None and getattr(settings, term.needs) is None:
        answers.fail(f"`{name}` needs the setting `{term.needs}`", f"Add `{term.needs}:` under `settings:`.")
    return Condition(term, frozenset(_answer(answer, term) for answer in answers.one_or_many()))


def _check_readable(place: Place, term: Term) -> None:
    """Whoever adds a term adds a reader to each fact that it shows, and names a setting that there is."""
    if unread := [fact for fact in term.shows if fact not in RECORDS]:
        way_out = f"Add a reader to RECORDS in amends/policy/rules.py, or show one of: {', '.join(RECORDS)}."
        place.fail(f"`{term.name}` shows `{'`, `'.join(unread)}`, which has no reader", way_out)
    known = [setting.name for setting in fields(Settings)]
    if term.needs is not None and term.needs not in known:
        way_out = f"Let the term need one of: {', '.join(known)}."
        place.fail(f"`{term.name}` needs `{term.needs}`, which is no setting", way_out)


def _answer(place: Place, term: Term) -> bool | str:
    if term.answers == YES_OR_NO:
        return place.boolean()
    return place.choice([str(answer) for answer in term.answers], f"answer to `{term.name}`")


def _cite(place: Place, clauses: Mapping[str, Clause], settings: Settings) -> Cite:
    """`"6"`, or `{clause: "5", when: {...}}` for a clause that only sometimes bears on the row."""
    entries = place.mapping(("when",), required=("clause",)) if place.is_mapping else {"clause": place}
    return Cite(_clause(entries["clause"], clauses), _conditions(entries.get("when"), settings))


def _clause(place: Place, clauses: Mapping[str, Clause]) -> str:
    if place.text() not in clauses:
        place.fail(f"there is no clause {place.text()}", f"Cite one of: {', '.join(clauses)}, or add the clause.")
    return place.text()


def _need(place: Place, settings: Settings) -> Need:
    entries = place.mapping(("when",), required=("item",))
    return Need(entries["item"].choice(CLAIM_ITEMS, "text of the claim"), _conditions(entries.get("when"), settings))

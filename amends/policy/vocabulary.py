"""The vocabulary part of docs/policy.md, made from the code: `python -m amends.policy.vocabulary` rewrites it.

A test fails when the page is stale.
"""

from pathlib import Path

from amends.policy import figures, rows_reader  # noqa: F401 (importing the second enters every word)
from amends.policy.moments import MOMENTS
from amends.policy.quantities import ITEM_QUANTITIES, QUANTITIES, Kind
from amends.policy.rules import AMOUNTS, CLAIM_ITEMS, DUE_TIMES, GUARDS, ITEMS, MISSING
from amends.policy.terms import TERMS, YES_OR_NO

PAGE = Path(__file__).resolve().parents[2] / "docs" / "policy.md"
CHOSEN = (Kind.TEXT, Kind.ONE_OF)
COMPARED = (Kind.NUMBER, Kind.COUNT, Kind.MONEY, Kind.DATE, Kind.SPAN)
FIGURES = {
    Kind.NUMBER: "`12`, `0.5`",
    Kind.COUNT: "`2`; beside it `within: 12 months` says how far back before the claim is counted",
    Kind.MONEY: "`200.00 EUR`, or `{EUR: 200.00, NOK: 2000.00}`; not known in a currency without a figure",
    Kind.DATE: "`2026-01-31`; `within: 30 days after` or `7 days before` says when the claim comes",
    Kind.SPAN: "`48 hours`, `30 days`, `2 weeks`, `3 months`, `1 year`",
    Kind.TEXT: "any text; letter case does not count",
    Kind.ONE_OF: "one of the declared words",
    Kind.YES_OR_NO: "`true`, `false`",
}
BEGIN, END = "<!-- vocabulary: made by amends.policy.vocabulary -->\n", "<!-- end of vocabulary -->\n"


def with_vocabulary(page: str) -> str:
    """`page` with the part between its two marks as the code has it."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{vocabulary()}{END}{after}"


def vocabulary() -> str:
    """Conditions, values, rules and items, as Markdown."""
    return "\n".join([*_conditions(), *_values(), *_operators(), *_rules()])


def _conditions() -> list[str]:
    lines = ["### Conditions", "", "| condition | answers | holds where | no answer | setting |", f"|{' --- |' * 5}"]
    for name in sorted(TERMS):
        term = TERMS[name]
        answers = "true, false" if term.answers == YES_OR_NO else ", ".join(str(answer) for answer in term.answers)
        silence = "" if term.silence is None else term.silence.value
        lines.append(f"| `{name}` | {answers} | {term.meaning} | {silence} | {term.needs or ''} |")
    return lines


def _values() -> list[str]:
    """The moments' spans are told in one line: every moment has them."""
    lines = ["", "### Values", "", "| value | kind | what it is | may be unknown |", f"|{' --- |' * 4}"]
    spans = {f"{way}_{moment}" for moment in MOMENTS for way in ("since", "until")}
    for each in (*QUANTITIES.values(), *ITEM_QUANTITIES.values()):
        if each.name not in spans:
            lines.append(f"| `{each.name}` | {each.kind} | {each.meaning} | {'' if each.always else 'yes'} |")
    named = ", ".join(f"`{moment}`" for moment in MOMENTS)
    of_items = " and ".join(f"`{name}`" for name in ITEM_QUANTITIES)
    return [
        *lines,
        "",
        f"For each moment there are two spans, `since_purchase` from it to the claim and `until_purchase` from the "
        f"claim to it: {named}.",
        "",
        f"{of_items} belong to one line of the order: they stand in `any_item`, `every_item` and `per_item` alone.",
    ]


def _operators() -> list[str]:
    lines = ["", "### Comparisons", "", "| kind | compared by | a figure |", f"|{' --- |' * 3}"]
    for kind, figure in FIGURES.items():
        named = figures.operators(kind) if kind in COMPARED else ("is", "one_of") if kind in CHOSEN else ()
        lines.append(f"| {kind} | {', '.join(f'`{each}`' for each in named) or 'nothing'} | {figure} |")
    return lines


def _rules() -> list[str]:
    lines = ["", "### Rules", "", "| key | rule | the row must test |", "| --- | --- | --- |"]
    for key, rules in (("amount", AMOUNTS), ("due", DUE_TIMES), ("missing_from", MISSING)):
        lines += [f"| `{key}` | `{rule}` | {GUARDS.get(rule, '')} |" for rule in rules]
    lines += ["", f"Items for `missing`: {', '.join(ITEMS)}.", "", f"Items for `needs`: {', '.join(CLAIM_ITEMS)}.", ""]
    return lines


if __name__ == "__main__":
    PAGE.write_text(with_vocabulary(PAGE.read_text("utf-8")), "utf-8")

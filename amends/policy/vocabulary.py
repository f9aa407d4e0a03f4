"""The vocabulary part of docs/policy.md, made from the code: `python -m amends.policy.vocabulary` rewrites it.

A test fails when the page is stale.
"""

from pathlib import Path

from amends.policy import rows_reader  # noqa: F401 (importing it enters every term)
from amends.policy.rules import AMOUNTS, CLAIM_ITEMS, DUE_TIMES, GUARDS, ITEMS, MISSING
from amends.policy.terms import TERMS, YES_OR_NO

PAGE = Path(__file__).resolve().parents[2] / "docs" / "policy.md"
BEGIN, END = "<!-- vocabulary: made by amends.policy.vocabulary -->\n", "<!-- end of vocabulary -->\n"


def with_vocabulary(page: str) -> str:
    """`page` with the part between its two marks as the code has it."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{vocabulary()}{END}{after}"


def vocabulary() -> str:
    """Conditions, rules and items, as Markdown."""
    lines = ["### Conditions", "", "| condition | answers | holds where | setting |", "| --- | --- | --- | --- |"]
    for name in sorted(TERMS):
        term = TERMS[name]
        answers = "true, false" if term.answers == YES_OR_NO else ", ".join(str(answer) for answer in term.answers)
        lines.append(f"| `{name}` | {answers} | {term.meaning} | {term.needs or ''} |")
    lines += ["", "### Rules", "", "| key | rule | the row must test |", "| --- | --- | --- |"]
    for key, rules in (("amount", AMOUNTS), ("due", DUE_TIMES), ("missing_from", MISSING)):
        lines += [f"| `{key}` | `{rule}` | {GUARDS.get(rule, '')} |" for rule in rules]
    lines += ["", f"Items for `missing`: {', '.join(ITEMS)}.", "", f"Items for `needs`: {', '.join(CLAIM_ITEMS)}.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(with_vocabulary(PAGE.read_text("utf-8")), "utf-8")

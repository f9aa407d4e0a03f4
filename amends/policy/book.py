"""`amends policy book`: clauses and rows side by side, for a lawyer to read and sign, as Markdown and as HTML."""

import argparse
import sys
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import jinja2

from amends.policy.loader import DEFAULT_FOLDER, load_all, load_merchant
from amends.policy.policy import Clause, Policy, Row
from amends.policy.terms import meanings

_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=jinja2.select_autoescape(["html.jinja"], default_for_string=False),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def run(given: argparse.Namespace) -> int:
    folder = given.policies or DEFAULT_FOLDER
    chosen = load_all(folder) if given.merchant is None else {given.merchant: load_merchant(folder, given.merchant)}
    for merchant, policies in chosen.items():
        policy = policies.newest
        if given.output is None:
            sys.stdout.write(render(policy, given.language, "md"))
            continue
        given.output.mkdir(parents=True, exist_ok=True)
        for kind in ("md", "html"):
            (given.output / f"{merchant}.{kind}").write_text(render(policy, given.language, kind), "utf-8")
    return 0


def render(policy: Policy, language: str, kind: str) -> str:
    """The book of one policy; `kind` is `md` or `html`."""
    rows = (*policy.rows, *policy.statute.rows)
    return _TEMPLATES.get_template(f"book.{kind}.jinja").render(
        policy=policy,
        language=language,
        settings=settings(policy),
        chapters=[(clause, _citing(clause, rows)) for clause in policy.clauses.values()],
        statute=[(clause, _citing(clause, rows)) for clause in policy.statute.clauses.values()],
        rows=rows,
        named=[(name, test.written()) for name, test in policy.named.items()],
        amounts=[(name, amount.written()) for name, amount in policy.amounts.items()],
        conditions=conditions,
        effect=effect,
        clauses_of=lambda row: ", ".join(cite.clause for cite in row.cites),
        meanings=meanings(),
    )


def conditions(row: Row) -> str:
    """A row's conditions as its file has them."""
    return "; ".join(test.written() for test in row.when) or "anything else"


def effect(row: Row) -> str:
    """What a row does, in the file's words."""
    parts = [row.outcome]
    parts += [f"{row.remedy}" if row.amount is None else f"{row.remedy} of {row.amount}"] if row.remedy else []
    parts += [f"{row.where_all} where that is everything"] if row.where_all else []
    parts += [f"{row.where_nothing} where that is nothing"] if row.where_nothing else []
    parts += [f"for {row.detail}"] if row.detail else []
    parts += [f"above {_sums(row.limit)} a person decides"] if row.limit else []
    parts += [" or ".join(_option(row, name) for name in row.options)] if row.options else []
    parts += [f"asks for {', '.join(row.missing) or row.missing_from}"] if row.missing or row.missing_from else []
    parts += [f"due {row.due}"] if row.due else []
    parts += ["cancels the order"] if row.cancels else []
    parts += [f"the customer is told clause {', '.join(row.shown)} only"] if row.shown else []
    return "; ".join(parts)


def _sums(limits: Mapping[str, Decimal]) -> str:
    return " or ".join(f"{limit} {currency}" for currency, limit in limits.items())


def _option(row: Row, name: str) -> str:
    own = row.choices.get(name)
    return name if own is None else f"{name} ({effect(own)})"


def _citing(clause: Clause, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if any(cite.clause == clause.id for cite in row.cites)]


def settings(policy: Policy) -> list[tuple[str, str]]:
    """The figures of a text, as its file has them."""
    given = policy.settings
    limits = ", ".join(f"{limit} {currency}" for currency, limit in given.approval_limits.items())
    figures = [
        ("approval_limits", limits),
        ("review_days", given.review_days),
        ("payout_days", f"{given.payout_days[0]} to {given.payout_days[1]}"),
        ("report_within", _span(given.report_within)),
        ("activation_business_days", given.activation_business_days),
        ("timely_fix", _span(given.timely_fix)),
        ("late_report", _span(given.late_report)),
        ("reactivation_attempts", given.reactivation_attempts),
    ]
    return [(name, str(figure)) for name, figure in figures if figure is not None]


def _span(length: timedelta | None) -> str | None:
    """In whole hours up to two days, then in days: as the files write them."""
    if length is None:
        return None
    hours = int(length.total_seconds()) // 3600
    return f"{hours} hours" if hours <= 48 else f"{hours // 24} days"

"""A draft beside the policy in force: what it says otherwise, and what it would have made of past cases. Pure but for
the files of a draft."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from amends.errors import NotFound
from amends.policy import book
from amends.policy.loader import load_merchant
from amends.policy.policy import MerchantPolicies, Policy, Row
from amends.policy.replay import Replayed, replay


class Compared(StrEnum):
    """How a row or clause of the draft stands to that in force."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Beside:
    """One row, clause or setting by its name, as it is in force and in the draft; None where it is not there."""

    name: str
    present: str | None
    draft: str | None

    @property
    def compared(self) -> Compared:
        if self.present is None:
            return Compared.NEW
        if self.draft is None:
            return Compared.GONE
        return Compared.SAME if self.present == self.draft else Compared.CHANGED


def draft_of(policies: MerchantPolicies, folder: Path | None, now: datetime) -> Policy | None:
    """The newest text of the draft folder, else one on file that is not in force yet; None where there is neither.
    PolicyError where the draft cannot be read."""
    if folder is not None:
        try:
            return load_merchant(folder, policies.merchant.id).newest
        except NotFound:
            pass  # the folder has drafts of others
    return policies.newest if policies.newest is not policies.in_force(now) else None


def rows(present: Policy, draft: Policy) -> list[Beside]:
    """In the draft's order; what is gone stands where it was."""
    return _beside(*({row.id: _written(row) for row in policy.rows} for policy in (present, draft)))


def moved(present: Policy, draft: Policy) -> bool:
    """Whether rows that both have stand in another order: each may decide other cases then."""
    ours, theirs = ([row.id for row in policy.rows] for policy in (present, draft))
    return [name for name in ours if name in theirs] != [name for name in theirs if name in ours]


def clauses(present: Policy, draft: Policy, language: str) -> list[Beside]:
    return _beside(_clauses(present, language), _clauses(draft, language))


def settings(present: Policy, draft: Policy) -> list[Beside]:
    return _beside(dict(book.settings(present)), dict(book.settings(draft)))


def definitions(present: Policy, draft: Policy) -> list[Beside]:
    """Conditions and amounts that a text defines by name: rows change with them, and look the same."""
    return _beside(_defined(present), _defined(draft))


def would_have(cases: Iterable[tuple[str, Any]], policies: MerchantPolicies, draft: Policy) -> Replayed:
    """What the draft would have made of past cases, whenever their orders were placed."""
    always = replace(policies, merchant=draft.merchant, editions=((date.min, draft),))
    return replay(cases, {policies.merchant.id: policies}, {policies.merchant.id: always})


def at_most(cases: Iterable[tuple[str, Any]], most: int) -> Iterator[tuple[str, Any]]:
    """The first of them."""
    for number, case in enumerate(cases):
        if number == most:
            return
        yield case


def _defined(policy: Policy) -> dict[str, str]:
    named = {name: test.written() for name, test in policy.named.items()}
    return named | {name: amount.written() for name, amount in policy.amounts.items()}


def _written(row: Row) -> str:
    cited = ", ".join(cite.clause for cite in row.cites)
    return f"{book.conditions(row)} → {book.effect(row)}{f' (§ {cited})' if cited else ''}"


def _clauses(policy: Policy, language: str) -> dict[str, str]:
    return {name: f"{each.heading[language]}: {each.text[language]}" for name, each in policy.clauses.items()}


def _beside(present: Mapping[str, str], draft: Mapping[str, str]) -> list[Beside]:
    names: list[str] = list(draft)
    previous = None
    for name in present:
        if name not in draft:
            names.insert(0 if previous is None else names.index(previous) + 1, name)
        previous = name
    return [Beside(name, present.get(name), draft.get(name)) for name in names]

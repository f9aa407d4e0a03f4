"""`amends policy replay`: past cases under a draft policy, and whose outcome would change.

Both sides are decided again from the same records, so that a difference comes from the texts alone.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from amends.clock import parse as instant_of
from amends.errors import InvalidDocument
from amends.policy.decision import Decision, Outcome
from amends.policy.engine import decide
from amends.policy.inputs import parse, question_of, read_bytes
from amends.policy.loader import DEFAULT_FOLDER, load_all
from amends.policy.policy import MerchantPolicies

COMPARED = ("outcome", "row", "remedy", "amount", "cancels_order", "options", "missing", "due_at")
Policies = Mapping[str, MerchantPolicies]


@dataclass(frozen=True)
class Change:
    """One case that the draft decides otherwise; `case` is its number, or its line in the file, from 1."""

    case: str | int
    order: str | None
    before: Decision
    after: Decision

    def as_json(self) -> dict[str, Any]:
        return {
            "line" if isinstance(self.case, int) else "case": self.case,
            "order": self.order,
            "before": _compared(self.before),
            "after": _compared(self.after),
        }


@dataclass
class Replayed:
    """What came of it. `unread`: cases of the database whose records can no longer be decided on, with the reason."""

    cases: int = 0
    changes: list[Change] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def money(self) -> dict[str, Decimal]:
        """By currency, how much more the draft would have granted at once; below zero, how much less."""
        more: defaultdict[str, Decimal] = defaultdict(Decimal)
        for change in self.changes:
            for decision, sign in ((change.after, 1), (change.before, -1)):
                if decision.outcome is Outcome.APPROVE and decision.amount is not None:
                    more[decision.amount.currency] += sign * decision.amount.amount
        return {currency: amount for currency, amount in sorted(more.items()) if amount}


def run(given: argparse.Namespace) -> int:
    """Prints one JSON line a change, and counts and sums on standard error. 1 where anything changes, else 0."""
    present, draft = load_all(given.policies or DEFAULT_FOLDER), load_all(given.draft)
    if given.cases is None:
        replayed = replay(_of_database(given, set(present) & set(draft)), present, draft)
    else:
        replayed = replay(_lines(given.cases), present, draft)
    for change in replayed.changes:
        sys.stdout.write(json.dumps(change.as_json()) + "\n")
    for reason in replayed.unread:
        sys.stderr.write(f"not decided again: {reason}\n")
    sys.stderr.write(f"{len(replayed.changes)} of {replayed.cases} cases change\n")
    for currency, more in replayed.money().items():
        sys.stderr.write(f"{currency} {abs(more)} {'more' if more > 0 else 'less'} granted at once\n")
    return 1 if replayed.changes else 0


def replay(cases: Iterable[tuple[str | int, Any]], present: Policies, draft: Policies) -> Replayed:
    """The cases whose decision differs in more than its version and reasons. InvalidDocument names a broken line."""
    done = Replayed()
    for case, document in cases:
        done.cases += 1
        try:
            asked = question_of(document, present)
            drafted = question_of(document, draft).policy
        except InvalidDocument as error:
            if isinstance(case, int):
                raise InvalidDocument(f"line {case}", error.faults) from error
            done.unread.append(f"{case}: {error}")
            continue
        before = decide(asked.policy, asked.order, asked.claim, asked.now)
        after = decide(drafted, asked.order, asked.claim, asked.now)
        if _compared(before) != _compared(after):
            done.changes.append(Change(case, asked.claim.order_number, before, after))
    return done


def _compared(decision: Decision) -> dict[str, Any]:
    document = decision.as_json()
    return {key: document[key] for key in COMPARED}


def _lines(source: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(read_bytes(source).splitlines(), 1):
        if line.strip():
            yield number, parse(line, f"line {number}")


def _of_database(given: argparse.Namespace, merchants: set[str]) -> Iterator[tuple[str, Any]]:
    from amends import settings  # noqa: PLC0415 - a file of cases needs no database
    from amends.db.existing import open_existing  # noqa: PLC0415
    from amends.policy.past_cases import past_cases  # noqa: PLC0415

    database = open_existing(settings.load().database_url)
    try:
        yield from past_cases(database, merchants, None if given.since is None else instant_of(given.since))
    finally:
        database.close()

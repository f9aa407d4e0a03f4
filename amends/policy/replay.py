"""`amends policy replay`: past cases under a draft policy, and whose outcome would change.

Both sides are decided again from the same records, so that a difference comes from the texts alone.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amends.errors import Fault, InvalidDocument
from amends.policy.decision import Decision
from amends.policy.engine import decide
from amends.policy.inputs import parse, question_of
from amends.policy.loader import DEFAULT_FOLDER, load_all
from amends.policy.policy import MerchantPolicies

COMPARED = ("outcome", "row", "remedy", "amount", "cancels_order", "options", "missing", "due_at")


@dataclass(frozen=True)
class Change:
    """One case that the draft decides otherwise; `line` counts from 1."""

    line: int
    order: str | None
    before: Decision
    after: Decision

    def as_json(self) -> dict[str, Any]:
        before, after = self.before.as_json(), self.after.as_json()
        return {
            "line": self.line,
            "order": self.order,
            "before": {key: before[key] for key in COMPARED},
            "after": {key: after[key] for key in COMPARED},
        }


def run(given: argparse.Namespace) -> int:
    """Prints one JSON line a change and a count on standard error. 1 where anything changes, else 0."""
    present, draft = load_all(given.policies or DEFAULT_FOLDER), load_all(given.draft)
    if given.cases == "-":
        content = sys.stdin.buffer.read()
    else:
        try:
            content = Path(given.cases).read_bytes()
        except OSError as error:
            raise InvalidDocument(given.cases, [Fault("$", f"cannot be read: {error.strerror}")]) from error
    lines = content.splitlines()
    changed = changes(lines, present, draft)
    for change in changed:
        sys.stdout.write(json.dumps(change.as_json()) + "\n")
    sys.stderr.write(f"{len(changed)} of {sum(1 for line in lines if line.strip())} cases change\n")
    return 1 if changed else 0


def changes(
    lines: Iterable[bytes], present: dict[str, MerchantPolicies], draft: dict[str, MerchantPolicies]
) -> list[Change]:
    """The cases whose decision differs in more than its version and reasons. InvalidDocument names a broken line."""
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = parse(line, f"line {number}")
            asked = question_of(document, present)
            drafted = question_of(document, draft).policy
        except InvalidDocument as error:
            raise InvalidDocument(f"line {number}", error.faults) from error
        before = decide(asked.policy, asked.order, asked.claim, asked.now)
        after = decide(drafted, asked.order, asked.claim, asked.now)
        if any(before.as_json()[key] != after.as_json()[key] for key in COMPARED):
            found.append(Change(number, asked.claim.order_number, before, after))
    return found

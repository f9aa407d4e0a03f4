"""A merchant's desk: who may decide how much, how soon a person answers, and the prepared answers.

Read from policies/<merchant>/desk.yml and canned.yml; PolicyError says what is wrong with them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from amends.desk.actor import ROLES
from amends.money import Money
from amends.policy.document import Place, read
from amends.policy.policy import MerchantPolicies

FILE, CANNED_FILE = "desk.yml", "canned.yml"
HELPDESKS = ("none", "mail", "webhook", "chatwoot")
PLACEHOLDERS = ("customer", "case", "order", "product", "agent", "merchant", "support", "due")
_BRACES = re.compile(r"\{([^{}]*)\}")
_CODE = re.compile(r"[a-z][a-z0-9_]{1,38}")


@dataclass(frozen=True)
class DeskRules:
    """Without a file: every amount needs a second person, there are no reason codes, and no clause for goodwill or
    set-off, so that neither can be granted.

    `limits`: by role and currency, how much one person may grant alone. `first_answer_minutes`: in desk hours, from
    the moment a customer asks for a person. `reasons`: codes for deciding otherwise than recommended, with their
    meaning for staff. `canned`: prepared answers by name, then by language. `helpdesk`: where cases go besides
    (docs/helpdesks.md).
    """

    limits: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    first_answer_minutes: int = 240
    reasons: Mapping[str, str] = field(default_factory=dict)
    goodwill_clause: str | None = None
    set_off_clause: str | None = None
    canned: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    helpdesk: str = "none"

    def is_within_limit(self, role: str, amount: Money | None) -> bool:
        """Whether one person of `role` may grant `amount` alone. A currency without a limit is never within it."""
        if amount is None:
            return True
        limit = self.limits.get(role, {}).get(amount.currency)
        return limit is not None and amount.amount <= limit


def load_all(folder: Path, merchants: Mapping[str, MerchantPolicies]) -> dict[str, DeskRules]:
    """The desk of every merchant."""
    return {name: load(folder, policies) for name, policies in merchants.items()}


def load(folder: Path, policies: MerchantPolicies) -> DeskRules:
    """One merchant's desk; the defaults where `folder` has no such file."""
    merchant = policies.merchant
    file = folder / merchant.id / FILE
    if not file.is_file():
        return DeskRules()
    known = ("goodwill_clause", "set_off_clause", "helpdesk")
    entries = read(file).mapping(known, required=("limits", "first_answer_minutes", "reasons"))
    return DeskRules(
        limits=_limits(entries["limits"], merchant.currencies),
        first_answer_minutes=entries["first_answer_minutes"].integer(),
        reasons={_code(name, place): place.text() for name, place in entries["reasons"].mapping().items()},
        goodwill_clause=_clause(entries.get("goodwill_clause"), policies),
        set_off_clause=_clause(entries.get("set_off_clause"), policies),
        canned=_canned(folder / merchant.id / CANNED_FILE, merchant.languages),
        helpdesk=entries["helpdesk"].choice(HELPDESKS, "helpdesk") if "helpdesk" in entries else "none",
    )


def _limits(place: Place, currencies: tuple[str, ...]) -> dict[str, dict[str, Decimal]]:
    return {
        role: {currency: amount.decimal() for currency, amount in limits.mapping(currencies).items()}
        for role, limits in place.mapping(required=ROLES).items()
    }


def _code(name: str, place: Place) -> str:
    if not _CODE.fullmatch(name):
        place.fail(f"`{name}` is not a code", "Use small letters, digits and _, for example late_records.")
    return name


def _clause(place: Place | None, policies: MerchantPolicies) -> str | None:
    if place is None:
        return None
    clause = place.text()
    if not all(clause in policy.clauses for _, policy in policies.editions):
        place.fail(f"there is no clause `{clause}`", "Name a clause that every edition of the refund policy has.")
    return clause


def _canned(file: Path, languages: tuple[str, ...]) -> dict[str, Mapping[str, str]]:
    if not file.is_file():
        return {}
    answers = {_code(name, place): place.by_language(languages) for name, place in read(file).mapping().items()}
    for name, place in read(file).mapping().items():
        unknown = {word for text in answers[name].values() for word in _BRACES.findall(text)} - set(PLACEHOLDERS)
        if unknown:
            named = ", ".join(f"{{{word}}}" for word in sorted(unknown))
            place.fail(f"`{name}` has {named}", f"Use one of: {', '.join(PLACEHOLDERS)}.")
    return answers

"""A merchant's desk: who may decide how much, how soon a person answers, and the prepared answers.

Read from policies/<merchant>/desk.yml and canned.yml; PolicyError says what is wrong with them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from amends.merchants import desk_hours, desk_targets
from amends.merchants.desk_targets import Targets
from amends.merchants.roles import Role
from amends.money import Money
from amends.policy.document import Place, each, read
from amends.policy.policy import DeskHours, Merchant, MerchantPolicies

FILE, CANNED_FILE = "desk.yml", "canned.yml"
HELPDESKS = ("none", "mail", "webhook", "chatwoot")
PLACEHOLDERS = ("customer", "case", "order", "product", "agent", "merchant", "support", "due")
_BRACES = re.compile(r"\{([^{}]*)\}")
_CODE = re.compile(r"[a-z][a-z0-9_]{1,38}")
LONGEST_PROMISE_WEEKS = 4
"""Of desk time: an answer that is promised for later is none."""


@dataclass(frozen=True)
class DeskRules:
    """Without a file: every amount needs a second person, there are no reason codes, and no clause for goodwill or
    set-off, so that neither can be granted.

    `limits`: by role and currency, how much one person may grant alone. `first_answer_minutes`: in desk hours, from
    the moment a customer asks for a person. `reasons`: codes for deciding otherwise than recommended, with their
    meaning for staff. `canned`: prepared answers by name, then by language. `helpdesk`: where cases go besides
    (docs/helpdesks.md). `targets`: how soon people reply; None: nothing is measured.
    """

    limits: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    first_answer_minutes: int = 240
    reasons: Mapping[str, str] = field(default_factory=dict)
    goodwill_clause: str | None = None
    set_off_clause: str | None = None
    canned: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    helpdesk: str = "none"
    targets: Targets | None = None

    def answer_due(self, merchant: Merchant, now: datetime) -> datetime:
        """Until when a person answers who is asked for now: in the desk's own time."""
        return desk_hours.due(merchant, now, self.first_answer_minutes)

    def is_within_limit(self, role: str, amount: Money | None) -> bool:
        """Whether one person of `role` may grant `amount` alone. A currency without a limit is never within it."""
        if amount is None:
            return True
        limit = self.limits.get(role, {}).get(amount.currency)
        return limit is not None and amount.amount <= limit


def load_all(folder: Path, merchants: Mapping[str, MerchantPolicies]) -> dict[str, DeskRules]:
    """The desk of every merchant."""
    return each({name: partial(load, folder, policies) for name, policies in merchants.items()})


def load(folder: Path, policies: MerchantPolicies) -> DeskRules:
    """One merchant's desk; the defaults where `folder` has no such file. PolicyError has the faults of both files."""
    return load_by(folder, policies.merchant.id, known_of(policies))


@dataclass(frozen=True)
class Known:
    """What the files of a desk are read by: the merchant's languages, currencies and hours, and the clauses of each of
    its texts. None where that could not be read: what hangs on it is then not looked at."""

    languages: tuple[str, ...] | None = None
    currencies: tuple[str, ...] | None = None
    desk: DeskHours | None = None
    clauses: tuple[frozenset[str], ...] = ()


def known_of(policies: MerchantPolicies) -> Known:
    """All of it."""
    merchant = policies.merchant
    clauses = tuple(frozenset(policy.clauses) for _, policy in policies.editions)
    return Known(merchant.languages, merchant.currencies, merchant.desk, clauses)


def load_by(folder: Path, merchant: str, known: Known) -> DeskRules:
    """The same of a merchant of which only so much is known."""
    file, canned = folder / merchant / FILE, folder / merchant / CANNED_FILE
    parts = each({"rules": partial(_rules, file, known), "canned": partial(_canned, canned, known.languages)})
    return DeskRules(**parts["rules"], canned=parts["canned"])


def _rules(file: Path, known: Known) -> dict[str, Any]:
    """What desk.yml has: the fields of DeskRules that it names."""
    if not file.is_file():
        return {}
    readers: dict[str, Callable[[Place], Any]] = {
        "limits": partial(_limits, currencies=known.currencies),
        "first_answer_minutes": partial(_promise, desk=known.desk),
        "reasons": _reasons,
    }
    optional: dict[str, Callable[[Place], Any]] = {
        "goodwill_clause": partial(_clause, texts=known.clauses),
        "set_off_clause": partial(_clause, texts=known.clauses),
        "helpdesk": partial(Place.choice, allowed=HELPDESKS, what="helpdesk"),
        "targets": partial(desk_targets.read, weekly_minutes=None if known.desk is None else known.desk.weekly_minutes),
    }
    entries = read(file).mapping(optional, required=readers)
    return each({name: partial({**readers, **optional}[name], place) for name, place in entries.items()})


def _limits(place: Place, currencies: tuple[str, ...] | None) -> dict[str, dict[str, Decimal]]:
    roles = place.mapping((), required=Role).items()
    return each({role: partial(_limit, limits, currencies) for role, limits in roles})


def _limit(place: Place, currencies: tuple[str, ...] | None) -> dict[str, Decimal]:
    return each({currency: amount.decimal for currency, amount in place.mapping(currencies).items()})


def _promise(place: Place, desk: DeskHours | None) -> int:
    """Minutes of desk time until the first answer: as many as the desk has within some weeks."""
    minutes = place.integer()
    if desk is None:
        return minutes
    if minutes > (most := desk.weekly_minutes * LONGEST_PROMISE_WEEKS):
        place.fail(
            f"{minutes} minutes are more than this desk is open in {LONGEST_PROMISE_WEEKS} weeks",
            f"Write {most} at most, or let the desk of merchant.yml be open longer.",
        )
    return minutes


def _reasons(place: Place) -> dict[str, str]:
    """At least one: nobody could grant anything without."""
    named = place.mapping()
    if not named:
        place.fail("there is no reason to choose from", "Add a line such as `other: Another reason`.")
    each({name: partial(_code, name, meaning) for name, meaning in named.items()})
    return each({name: meaning.text for name, meaning in named.items()})


def _code(name: str, place: Place) -> str:
    if not _CODE.fullmatch(name):
        place.fail(f"`{name}` is not a code", "Use small letters, digits and _, for example late_records.")
    return name


def _clause(place: Place, texts: tuple[frozenset[str], ...]) -> str:
    clause = place.text()
    if not all(clause in clauses for clauses in texts):
        place.fail(f"there is no clause `{clause}`", "Name a clause that every edition of the refund policy has.")
    return clause


def _canned(file: Path, languages: tuple[str, ...] | None) -> dict[str, Mapping[str, str]]:
    if not file.is_file():
        return {}
    return each({name: partial(_answer, name, place, languages) for name, place in read(file).mapping().items()})


def _answer(name: str, place: Place, languages: tuple[str, ...] | None) -> Mapping[str, str]:
    _code(name, place)
    answer = place.by_language(languages)
    unknown = {word for text in answer.values() for word in _BRACES.findall(text)} - set(PLACEHOLDERS)
    if unknown:
        named = ", ".join(f"{{{word}}}" for word in sorted(unknown))
        place.fail(f"`{name}` has {named}", f"Use one of: {', '.join(PLACEHOLDERS)}.")
    return answer

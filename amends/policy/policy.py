"""What a policy file says, as frozen values: clauses, rows, settings, and the versions of one merchant.

As in docs/policy.md, a *policy* is the merchant's text in force from a date, a *clause* its smallest citable part,
a *row* one line of the decision table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from amends.claims.claim import ISSUES
from amends.claims.extract import OrderNumbers
from amends.connectors.source import OrderSource
from amends.errors import NotFound
from amends.orders.order import Product
from amends.policy.amounts import Amount
from amends.policy.attributes import Attribute
from amends.policy.calendar import local_date
from amends.policy.decision import PolicyVersion
from amends.policy.logic import Test
from amends.policy.own_issues import OwnIssue
from amends.policy.product_names import ProductNames
from amends.policy.terms import ISSUE, Condition

STATUTE = "statute"
AS_CANCEL = "as_cancel"


@dataclass(frozen=True)
class Clause:
    """One citable clause. `heading` and `text` hold a paraphrase by language, in words for a customer: in each of the
    merchant's languages, and the first of those stands for any other."""

    id: str
    heading: Mapping[str, str]
    text: Mapping[str, str]
    information: bool = False
    """True where no row cites it: it informs, and decides nothing."""


@dataclass(frozen=True)
class Cite:
    """A clause that a row cites, always or where all of `when` hold."""

    clause: str
    when: tuple[Test, ...] = ()


@dataclass(frozen=True)
class Row:
    """One row. `outcome` is one of a decision's, or STATUTE (go on with the statute's rows), or AS_CANCEL
    (come back to the merchant's rows with issue cancel).

    `due` and `missing_from` name rules of `amends.policy.rules`, `amount` one of those or of the policy's own.
    `where_all` is the remedy where the amount is all of the refundable, `where_nothing` where it comes to zero.
    """

    id: str
    when: tuple[Test, ...]
    outcome: str
    cites: tuple[Cite, ...]
    remedy: str | None = None
    where_all: str | None = None
    where_nothing: str | None = None
    amount: str | None = None
    cancels: bool = False
    options: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    missing_from: str | None = None
    due: str | None = None
    shown: tuple[str, ...] = ()
    """The clauses that the customer is told, where not all: makes the row neutral."""
    limit: Mapping[str, Decimal] | None = None
    """By currency, above which a person decides what this row grants, beside the limits of the whole text."""
    detail: str | None = None
    """What the remedy is beside its kind and amount."""
    choices: Mapping[str, "Row"] = field(default_factory=dict)
    """The options that the row decides itself, by name: what each grants, and `label`, what its button says."""
    label: Mapping[str, str] = field(default_factory=dict)
    completeness: bool = False
    """True from the row on at which the merchant's procedure must be complete."""
    line: int = 0

    @property
    def issues(self) -> frozenset[object] | None:
        """The issues that the row can decide; None where it does not ask."""
        asked = (test for test in self.when if isinstance(test, Condition) and test.term.name == ISSUE)
        return next((condition.allowed for condition in asked), None)

    @cached_property
    def is_joined(self) -> bool:
        """Whether it has more than plain words of the closed list."""
        return any(not isinstance(test, Condition) for test in self.when)


@dataclass(frozen=True)
class Need:
    """An item that the merchant's procedure asks for, always or where all of `when` hold."""

    item: str
    when: tuple[Test, ...] = ()


@dataclass(frozen=True)
class Completeness:
    """The step after the rows (docs/decision-table.md, part 2): `row` is the id that it decides under."""

    row: str
    cites: tuple[str, ...]
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Settings:
    """The figures of a policy; None where its text has no such figure. Limits by currency, in its own units."""

    review_days: int
    payout_days: tuple[int, int]
    approval_limits: Mapping[str, Decimal]
    report_within: timedelta | None = None
    activation_business_days: int | None = None
    timely_fix: timedelta | None = None
    late_report: timedelta | None = None
    reactivation_attempts: int | None = None


@dataclass(frozen=True)
class Statute:
    """The statutory withdrawal from a date: its clauses and rows, and its periods."""

    in_force_from: date
    clauses: Mapping[str, Clause]
    rows: tuple[Row, ...]
    period_days: int
    months_without_information: int
    refund_days: int
    countries: frozenset[str]
    name: str = ""
    """The folder of its files."""


NO_STATUTE = Statute(date.min, {}, (), 0, 0, 0, frozenset())
"""Stands over the policy of a merchant whose customers have no such right."""


@dataclass(frozen=True)
class DeskHours:
    """When a person is at the desk: weekdays (Monday is 0), from `opens` until `closes` of the same day, in the
    merchant's zone. ValueError for a desk that never opens: nothing could be promised of it.
    """

    days: tuple[int, ...]
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if not self.days:
            raise ValueError("a desk opens on one day of the week at least")
        if self.closes <= self.opens:
            raise ValueError(f"a desk closes after it opens, not at {self.closes} when it opens at {self.opens}")

    @property
    def weekly_minutes(self) -> int:
        """How long it is open in a week without public holidays, in whole minutes."""
        a_day = datetime.combine(date.min, self.closes) - datetime.combine(date.min, self.opens)
        return len(set(self.days)) * (a_day // timedelta(minutes=1))


@dataclass(frozen=True)
class KeptFor:
    """Months after which words and addresses go (docs/privacy.md); None: never. `conversations` are those without a
    case, counted from the last message; `cases` with their conversations, counted from the closing."""

    conversations: int | None = 12
    cases: int | None = None


@dataclass(frozen=True)
class Merchant:
    """The seller whose policy binds. The first of `languages` is spoken where nothing else is known."""

    id: str
    name: str
    zone: ZoneInfo
    country: str
    languages: tuple[str, ...]
    currencies: tuple[str, ...]
    support_email: str
    desk: DeskHours
    order_numbers: OrderNumbers
    kept_for: KeptFor = KeptFor()
    attributes: tuple[Attribute, ...] = ()
    orders: OrderSource = field(default_factory=OrderSource)
    product_names: ProductNames = field(default_factory=dict)
    issues: Mapping[str, OwnIssue] = field(default_factory=dict)
    """Its own kinds of problem, by name."""
    statute: str | None = "eu/withdrawal"
    """The folder of the statute that gives its customers a right to withdraw; None where none does."""
    lists_coupons: bool = False
    """Whether the codes of coupons come from a list that Amends keeps, and not from the order system."""

    def takes(self, issue: str) -> bool:
        """Whether a claim of this merchant's can be about `issue`."""
        return issue in ISSUES or issue in self.issues

    def name_of(self, product: Product, language: str) -> str:
        """What customers of `language` read: the merchant's name for it, or else the order system's."""
        names = self.product_names.get(product.sku or product.name) or self.product_names.get(product.name) or {}
        return names.get(language, product.name)


@dataclass(frozen=True)
class Policy:
    """One version of a merchant's refund policy together with the statute that stands over it."""

    merchant: Merchant
    in_force_from: date
    settings: Settings
    clauses: Mapping[str, Clause]
    rows: tuple[Row, ...]
    completeness: Completeness
    statute: Statute = field(repr=False)
    file: str = ""
    named: Mapping[str, Test] = field(default_factory=dict, repr=False)
    """The conditions that the text defines by name."""
    amounts: Mapping[str, Amount] = field(default_factory=dict, repr=False)
    """Those that it defines by name."""

    @property
    def zone(self) -> ZoneInfo:
        return self.merchant.zone

    @property
    def country(self) -> str:
        return self.merchant.country

    @cached_property
    def version(self) -> PolicyVersion:
        return PolicyVersion(self.merchant.id, self.in_force_from.isoformat())

    def clause(self, clause_id: str) -> Clause:
        """A clause of the merchant's text or of the statute (`eu.9`). NotFound where there is none."""
        found = self.clauses.get(clause_id) or self.statute.clauses.get(clause_id)
        if found is None:
            raise NotFound(f"policy {self.version.id} {self.version.version} has no clause {clause_id}")
        return found

    def rows_for(self, issue: str) -> tuple[Row, ...]:
        """The rows that can decide `issue`, in order."""
        return self._by_issue.get(issue, self.rows)

    @cached_property
    def _by_issue(self) -> dict[str, tuple[Row, ...]]:
        issues = {str(issue) for row in self.rows if row.issues for issue in row.issues}
        return {issue: tuple(row for row in self.rows if row.issues is None or issue in row.issues) for issue in issues}


@dataclass(frozen=True)
class MerchantPolicies:
    """What held for one merchant's orders over time: from each date of `editions` on, that policy; oldest first."""

    merchant: Merchant
    editions: tuple[tuple[date, Policy], ...]

    @property
    def newest(self) -> Policy:
        """The last text on file, be its day still to come: to read and to check, never to decide by."""
        return self.editions[-1][1]

    def in_force(self, at: datetime) -> Policy:
        """The version in force at that instant: when the order was placed, or now where no order is known. The first
        text also holds for what is older."""
        day = local_date(at, self.merchant.zone)
        return next((policy for starts, policy in reversed(self.editions) if starts <= day), self.editions[0][1])

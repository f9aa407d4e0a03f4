"""What has to be known to read a message, as data: what was asked and shown before it, and how a merchant's orders are
numbered."""

from dataclasses import dataclass
from datetime import UTC, tzinfo

from amends.claims.extract import OrderNumbers
from amends.languages import FIRST


@dataclass(frozen=True)
class Asked:
    """`question` is the open one and `issue` the problem of the claim under way; `settled`: it is done. `country` is
    the merchant's (ISO 3166), `language` the chat's, `languages` those that the merchant speaks. `products` are the
    names that may answer the question what was ordered; `clauses` the numbers of those that the merchant's policy
    has."""

    numbers: OrderNumbers
    country: str
    language: str = "en"
    languages: tuple[str, ...] = FIRST
    zone: tzinfo = UTC
    question: str | None = None
    issue: str | None = None
    settled: bool = False
    bare_number: bool = False  # digits alone are an order number
    has_case: bool = False
    is_matched: bool = False  # the customer is known
    next_problem: bool = False  # the button to go on with a problem that was kept was shown last
    right_told: bool = False  # the right to withdraw was told last, in general
    products: tuple[str, ...] = ()
    clauses: frozenset[str] = frozenset()
    by_law: bool = True  # a statute gives the merchant's customers a right to withdraw

    @property
    def is_under_way(self) -> bool:
        """Whether a claim about a problem is being collected."""
        return self.issue is not None and not self.settled

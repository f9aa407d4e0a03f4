"""The claim while it is being collected, kept with its conversation so that no restart loses an answer."""

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from amends import clock
from amends.claims.claim import Claim, Evidence
from amends.notices.say import Say

ANSWERS = ("issue", "service_name", "explanation", "occurred_at", "destination", "error_message", "accepts")
"""What the customer can answer and correct, beside order number and e-mail."""
_SAYS = ("offered", "heard_says", "concluded_says")


@dataclass(frozen=True)
class Draft:
    """None means not said yet. `asked` is the question that is open; `tries` counts failed answers to it.

    `confirmed_by` is the message that said yes to what is about to be done, `declined` that it was a no.
    `later` are other problems the customer named, to be offered afterwards. `settled`: decided, the next problem
    begins a new draft. `parked`: the order backend was away; the worker goes on when it is back. `narrowed`: of two
    issues that one word may mean, the customer picked one. `case_id` is the case that this draft fills in.
    `left_at` is the question that was open when a person was asked for: a person who hands back has it put again.
    `wanted`: what a person wants to know, in order, and how many pieces of evidence of that kind there were before.
    `offered` is what a person offers instead of money, as it is put: the customer accepts or declines it.
    `rated` is the number of the case about which the customer is saying how it was.
    `revision` counts the writings: two at once cannot overwrite each other.
    A turn that failed on its way back is sent again: `heard_turn` and `concluded_turn` name the last ones that had
    their effect, the says what was answered, so that a second sending is answered alike and changes nothing.
    """

    order_number: str | None = None
    email: str | None = None
    issue: str | None = None
    opened_at: datetime | None = None
    opened_by: str | None = None
    service_name: str | None = None
    explanation: str | None = None
    occurred_at: datetime | None = None
    destination: str | None = None
    error_message: str | None = None
    accepts: str | None = None
    evidence: tuple[Evidence, ...] = ()
    no_evidence: bool = False
    narrowed: bool = False
    asked: str | None = None
    tries: int = 0
    identity_failures: int = 0
    confirmed_by: str | None = None
    declined: bool = False
    later: tuple[str, ...] = field(default=())
    parked: bool = False
    settled: bool = False
    case_id: int | None = None
    left_at: str | None = None
    wanted: tuple[tuple[str, int], ...] = ()
    offered: tuple[Say, ...] = ()
    rated: str | None = None
    revision: int = 0
    heard_turn: str | None = None
    heard_says: tuple[Say, ...] = ()
    concluded_turn: str | None = None
    concluded_says: tuple[Say, ...] = ()

    def claim(self, verified_order: str | None, verified_email: str | None) -> Claim:
        """The claim for the policy engine. ValueError while the issue is not known."""
        if self.issue is None or self.opened_at is None:
            raise ValueError("a claim needs its issue")
        return Claim(
            issue=self.issue,
            opened_at=self.opened_at,
            order_number=verified_order or self.order_number,
            email=verified_email or self.email,
            service_name=self.service_name,
            explanation=self.explanation,
            occurred_at=self.occurred_at,
            destination=self.destination,
            error_message=self.error_message,
            accepts=self.accepts,
            evidence=self.evidence,
        )

    def fresh(self) -> "Draft":
        """The draft of the next problem: whom it is about and what was kept for later stay, the rest goes."""
        return Draft(
            order_number=self.order_number,
            email=self.email,
            identity_failures=self.identity_failures,
            later=self.later,
            revision=self.revision,
        )

    def with_answer(self, question: str, value: Any) -> "Draft":
        """The draft with one answer set. What was offered or confirmed on other facts counts no more."""
        changes: dict[str, Any] = {"accepts": None, "confirmed_by": None, "declined": False, question: value}
        return replace(self, **changes)

    @classmethod
    def of_case(cls, claim: Claim, case_id: int) -> "Draft":
        """The draft that a case's claim amounts to, for deciding it again without the customer."""
        return cls(
            order_number=claim.order_number,
            email=claim.email,
            issue=claim.issue,
            opened_at=claim.opened_at,
            opened_by=f"claim of case {case_id}",
            service_name=claim.service_name,
            explanation=claim.explanation,
            occurred_at=claim.occurred_at,
            destination=claim.destination,
            error_message=claim.error_message,
            accepts=claim.accepts,
            evidence=claim.evidence,
            confirmed_by=f"claim of case {case_id}",
            narrowed=True,
            case_id=case_id,
        )

    def as_json(self) -> dict[str, Any]:
        document = asdict(self)
        for name in ("opened_at", "occurred_at"):
            if document[name] is not None:
                document[name] = document[name].isoformat()
        document["later"] = list(self.later)
        for name in _SAYS:
            document[name] = [asdict(say) for say in getattr(self, name)]
        return document

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Draft":
        known = {name: value for name, value in document.items() if name in {f.name for f in fields(cls)}}
        for name in ("opened_at", "occurred_at"):
            if known.get(name) is not None:
                known[name] = clock.parse(known[name])
        known["evidence"] = tuple(Evidence(**piece) for piece in known.get("evidence", ()))
        known["later"] = tuple(known.get("later", ()))
        known["wanted"] = tuple((item, before) for item, before in known.get("wanted", ()))
        for name in _SAYS:
            known[name] = tuple(_say(stored) for stored in known.get(name, ()))
        return cls(**known)


def _say(stored: dict[str, Any]) -> Say:
    return Say(stored["response"], stored["args"], tuple((title, behind) for title, behind in stored["choices"]))

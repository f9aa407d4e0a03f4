"""The claim while it is being collected, kept with its conversation so that no restart loses an answer."""

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from amends import clock
from amends.assistant import claim_state
from amends.assistant.claim_state import (
    AskedByDesk,
    Collecting,
    Commenting,
    Confirming,
    Offered,
    Parked,
    Settled,
    State,
)
from amends.assistant.proposal import Proposal
from amends.assistant.told import Told
from amends.assistant.turn import Turn
from amends.claims.claim import Claim, Evidence
from amends.messages.say import Say
from amends.remedies.confirmation import Act, Confirmation

ANSWERS = ("issue", "service_name", "explanation", "occurred_at", "destination", "error_message", "accepts")
"""What the customer can answer and correct, beside order number and e-mail."""
_INSTANTS = ("opened_at", "occurred_at", "declared")


@dataclass(frozen=True)
class Draft:
    """None means not said yet. `state` is where the claim stands, `tries` how many answers in a row came to nothing.

    `confirmed` is the customer's yes, to exactly what was proposed, `declined` a no. `declared` is when the customer
    declared the withdrawal from the contract; `sent`: in its second step too. `narrowed`: of two issues that one word
    may mean, the customer picked one; `either` is the other one where the words may mean both. `told` is what is known
    of the problem, asked for or not. `unmatched` is the address that did not belong to the order number. `later` are
    other problems the customer named, to be offered afterwards, and `told_later` what was told of them; `others` are
    claims about other orders, to be taken up then. `which` are the orders between which the customer is to choose.
    `likely` is what the last message that was not understood may have been about. `case_id` is the case that this draft
    fills in. `language_chosen`: the chat's language was asked for, or is the one in which it can be had. `proven` are
    digests of the pairs that matched in this chat (amends/assistant/proven.py). `proposed` is the id of what was put to
    the customer when a claim about another order came between, so that its buttons are known again. `turn` is what the
    last message came to. `revision` counts the writings: two at once cannot overwrite each other.
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
    either: str | None = None
    told: Told = field(default_factory=Told)
    state: State = field(default_factory=Collecting)
    tries: int = 0
    identity_failures: int = 0
    unmatched: str | None = None
    confirmed: Confirmation | None = None
    declared: datetime | None = None
    sent: bool = False
    declined: bool = False
    later: tuple[str, ...] = field(default=())
    told_later: tuple[tuple[str, Told], ...] = ()
    likely: tuple[str, ...] = ()
    others: tuple["Draft", ...] = ()
    which: tuple[str, ...] = ()
    case_id: int | None = None
    language_chosen: bool = False
    proven: tuple[str, ...] = ()
    proposed: str | None = None
    revision: int = 0
    turn: Turn | None = None

    @property
    def asked(self) -> str | None:
        """The question that is open."""
        return claim_state.question_of(self.state)

    @property
    def settled(self) -> bool:
        """Whether the next problem begins anew."""
        return isinstance(self.state, Settled | Commenting)

    @property
    def parked(self) -> bool:
        return isinstance(self.state, Parked)

    @property
    def proposal(self) -> Proposal | None:
        """What the customer is asked to say yes to."""
        return self.state.proposal if isinstance(self.state, Confirming) else None

    @property
    def wanted(self) -> tuple[tuple[str, int], ...]:
        """What a person wants to know."""
        return self.state.wanted if isinstance(self.state, AskedByDesk) else ()

    @property
    def offered(self) -> Say | None:
        """What a person offers, as it is put."""
        return self.state.put if isinstance(self.state, Offered) else None

    def settle(self, by: str | None = None) -> "Draft":
        """The draft when nothing more is asked of the customer. `by` is the message that settled it."""
        return replace(self, state=Settled(by), tries=0)

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
            unmatched=self.unmatched,
            later=self.later,
            told_later=self.told_later,
            others=self.others,
            language_chosen=self.language_chosen,
            revision=self.revision,
        )

    def keep_for_later(self, issue: str, told: Told) -> "Draft":
        """The draft with another problem to be offered afterwards, and what was told of it."""
        return replace(self, later=(*self.later, issue), told_later=(*self.told_later, (issue, told)))

    def has_for_later(self, issue: str) -> bool:
        """Whether that problem is kept for afterwards already: with this order, or with another one."""
        return issue in self.later or any(other.issue == issue for other in self.others)

    def next_problem(self) -> "Draft":
        """The draft in which the first of those problems is collected."""
        issue = self.later[0]
        told = dict(self.told_later).get(issue, Told())
        return replace(self.fresh().kept_no_longer(issue), told=told)

    def kept_no_longer(self, issue: str) -> "Draft":
        """The draft without that problem among those for afterwards."""
        rest = tuple(each for each in self.later if each != issue)
        return replace(self, later=rest, told_later=tuple(each for each in self.told_later if each[0] != issue))

    def identified_by(self, number: str | None, email: str | None) -> "Draft":
        """The draft with what a message says of who is writing. One half that is put right completes the pair that did
        not match."""
        if number is not None and number != self.order_number and email is None and self.email is None:
            email = self.unmatched
        draft = self if number is None else replace(self, order_number=number)
        if email is None or email.lower() == (draft.email or "").lower():
            return draft
        return replace(draft, email=email, unmatched=None)

    def about_one(self, number: str) -> "Draft":
        """The draft about that one of the orders to choose from; the others are kept."""
        rest = tuple(Draft(order_number=each) for each in self.which if each != number)
        return replace(self, order_number=number, which=(), others=(*self.others, *rest), tries=0)

    def not_matched(self) -> "Draft":
        """The draft after its pair of order number and address matched nothing: both are kept to be put right."""
        failures = self.identity_failures + 1
        return replace(self, email=None, unmatched=self.email, identity_failures=failures)

    def with_answer(self, question: str, value: Any) -> "Draft":
        """The draft with one answer set. What was offered or confirmed on other facts counts no more."""
        changes: dict[str, Any] = {"accepts": None, "confirmed": None, "declined": False, question: value}
        return replace(self, **changes)

    def reopened(self, question: str) -> "Draft":
        """The draft with the answer to `question` taken back, to be asked for again."""
        if question in {"order_number", "email"}:
            return replace(self, **{question: None, "tries": 0})  # type: ignore[arg-type]
        if question not in ANSWERS:
            return self
        forgotten: dict[str, Any] = {
            "occurred_at": {"when": None, "said_back": False},
            "explanation": {"explanation": None},
        }
        told = replace(self.told, **forgotten.get(question, {}))
        return replace(replace(self, told=told).with_answer(question, None), tries=0, narrowed=False)

    def agrees_to(self, act: Act) -> bool:
        """Whether the customer said yes to exactly that. A yes that was given to other facts is none."""
        return self.confirmed is not None and self.confirmed.act == act

    @classmethod
    def of_case(cls, claim: Claim, case_id: int, confirmed: Confirmation | None = None) -> "Draft":
        """The draft that a case's claim amounts to, for deciding it again without the customer. `confirmed` is a yes
        that was given beforehand."""
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
            confirmed=confirmed,
            narrowed=True,
            case_id=case_id,
        )

    def as_json(self) -> dict[str, Any]:
        document = asdict(replace(self, others=()))
        for name in _INSTANTS:
            if document[name] is not None:
                document[name] = document[name].isoformat()
        document["state"] = claim_state.as_json(self.state)
        document["confirmed"] = None if self.confirmed is None else self.confirmed.as_json()
        document["turn"] = None if self.turn is None else self.turn.as_json()
        document["later"], document["likely"] = list(self.later), list(self.likely)
        document["which"], document["proven"] = list(self.which), list(self.proven)
        document["told"] = self.told.as_json()
        document["told_later"] = [[issue, told.as_json()] for issue, told in self.told_later]
        document["others"] = [other.as_json() for other in self.others]
        return document

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Draft":
        names = {field.name for field in fields(cls)}
        known = {name: value for name, value in document.items() if name in names}
        for name in _INSTANTS:
            if known.get(name) is not None:
                known[name] = clock.parse(known[name])
        for name, kind in (("confirmed", Confirmation), ("turn", Turn)):
            if known.get(name) is not None:
                known[name] = kind.from_json(known[name])
        if "state" in known:
            known["state"] = claim_state.from_json(known["state"])
        known["evidence"] = tuple(Evidence(**piece) for piece in known.get("evidence", ()))
        known["later"], known["likely"] = tuple(known.get("later", ())), tuple(known.get("likely", ()))
        known["which"], known["proven"] = tuple(known.get("which", ())), tuple(known.get("proven", ()))
        if "told" in known:
            known["told"] = Told.from_json(known["told"])
        known["told_later"] = tuple((issue, Told.from_json(told)) for issue, told in known.get("told_later", ()))
        known["others"] = tuple(map(cls.from_json, known.get("others", ())))
        return cls(**known)

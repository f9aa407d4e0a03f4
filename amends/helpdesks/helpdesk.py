"""The seam to a helpdesk: two verbs, the same for every kind. What goes out is a view of a case, never a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

MAIL, WEBHOOK, CHATWOOT = "mail", "webhook", "chatwoot"


@dataclass(frozen=True)
class Line:
    """One thing that was said. `id` is the same on each try, so that the receiver can tell a repetition.

    `author` is customer, bot, agent or system; `kind` is message, reply, notice or file (`text` is then its name).
    """

    id: str
    at: datetime
    author: str
    kind: str
    text: str


@dataclass(frozen=True)
class CaseView:
    """A case as a helpdesk sees it. What is not known is None. `recommended`: what the policy says, for the reader."""

    number: str
    merchant: str
    merchant_name: str
    language: str
    status: str
    issue: str
    opened_at: datetime
    due_at: datetime | None
    order_number: str | None
    email: str | None
    explanation: str | None
    recommended: Mapping[str, Any] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()

    @property
    def id(self) -> str:
        """The same for every try at the first sending of this case."""
        return f"case-{self.number}"


class Helpdesk(Protocol):
    """One merchant's. HelpdeskUnavailable: try again with the same ids. HelpdeskRefused: final."""

    @property
    def kind(self) -> str: ...

    def send(self, case: CaseView) -> str:
        """Tell of a case; its reference there. A second call for the same case must not make a second one visible."""

    def update(self, reference: str, case: CaseView, line: Line) -> None:
        """Tell what the customer said or sent since."""


@dataclass(frozen=True)
class Inbound:
    """What came from a helpdesk, genuine and not yet filed. `id` is the helpdesk's own, for telling repetitions.

    The case is named by its number, or by the helpdesk's `reference`. `what` is answer, or resolved: the helpdesk has
    done with it. `remarks` are codes of what was left out, for the timeline.
    """

    id: str
    what: str
    text: str = ""
    author: str | None = None
    number: str | None = None
    reference: str | None = None
    remarks: tuple[str, ...] = ()


ANSWER, RESOLVED = "answer", "resolved"

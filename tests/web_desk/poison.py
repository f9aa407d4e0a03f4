"""A case, and all that the database and the merchant's files can have beside it, with a text of somebody's choice in
every place that takes one."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from amends.cases.notice_kinds import NoticeKind
from amends.db.channel_tables import ChannelDeliveryRow, ChannelMessageRow, ChannelRow, ChannelThreadRow
from amends.db.tables import (
    AgentRow,
    ApprovalRow,
    AuditHeadRow,
    AuditRow,
    Base,
    ButtonRow,
    CaseEntryRow,
    CaseMoveRow,
    CaseRow,
    ConversationRow,
    DecisionRow,
    DeskCaseRow,
    DeskNoticeRow,
    DeskSessionRow,
    DeskViewRow,
    EventRow,
    EvidenceRow,
    HelpdeskLineRow,
    HelpdeskReceivedRow,
    HelpdeskThreadRow,
    IdentityTryRow,
    JobRow,
    LabelRow,
    MacroRow,
    MailRow,
    NotUnderstoodRow,
    PasswordLinkRow,
    PaymentBalanceRow,
    PreparedAnswerRow,
    PresenceRow,
    ProofRow,
    RemedyRow,
    RulingRow,
    SatisfactionRow,
    SignInTryRow,
    TurnRow,
    VouchedRow,
    WithdrawalRow,
)  # fmt: skip
from amends.merchants.desk_rules import DeskRules
from amends.policy.policy import MerchantPolicies
from tests.web_desk import poison_files, poison_programs, poison_work
from tests.web_desk.documents import MOMENT, MONEY, document
from tests.web_desk.rows import Text, row

KEYS = {
    "agents.id", "agents.merchants", "approvals.case_state", "audit_entries.merchant", "audit_heads.merchant",
    "buttons.conversation_id", "buttons.token", "case_moves.conversation_id", "cases.conversation_id",
    "cases.merchant",
    "channel_deliveries.channel_id", "channel_deliveries.conversation_id", "channel_messages.channel_id",
    "channel_threads.channel_id", "channel_threads.conversation_id", "channels.id", "channels.merchant",
    "desk_notices.kind", "desk_views.merchant",
    "conversations.id",
    "conversations.merchant", "desk_presence.place", "desk_sessions.agent_id", "events.conversation_id",
    "evidence.conversation_id", "helpdesk_received.merchant", "helpdesk_threads.merchant", "not_understood.merchant",
    "identity_tries.conversation_id", "macros.merchant", "password_links.agent_id", "prepared_answers.merchant",
    "remedies.currency", "rulings.merchant", "satisfactions.merchant",
    "turns.conversation_id", "vouched_conversations.conversation_id", "withdrawals.merchant", *poison_work.KEYS,
    *poison_programs.KEYS,
}  # fmt: skip
"""Columns that a page is found by: no text of anybody's choice can stand there, or the page would not be reached."""

SENTENCE = "that is all"
"""What makes a sentence of any text: the queue shows no other words of a customer."""
SUMS = {"amount": MONEY, "items.amount": MONEY}
"""The sums of a decision, which must be numbers."""
OTHERS = "NN-30"
"""How the orders of the other cases begin: the queue finds them by it, for they are in no view of it."""
BOOK = 40
"""As many cases have their audit entries at one merchant."""

WORDS = {
    "note": ("name", "text"), "status": ("from", "to"), "opened": ("issue",), "decision": ("outcome", "row"),
    "transfer": ("to_name",), "label": ("label", "on"), "close": ("text",), "reopen": ("why",), "merge": ("into",),
    "merged_here": ("from",), "handoff": ("why",), "ruling": ("kind", "remedy", "reason_code", "asked_by"),
    "approval_settled": ("state", "why"), "remedy_failed": ("kind", "reference", "why"), "helpdesk_sent": ("helpdesk",),
    "withdrawal_acknowledged": ("at",),
}  # fmt: skip
LISTS = {"file_read": "contradictions", "ask_for_information": "items"}
"""The texts that each kind of line of a timeline has; kinds with the same words stand for one another."""


class Poison:
    """Case `n` of a merchant of its own, with one that was merged into it, one more of the same customer, one that was
    merged into a case with a number of somebody's choice, and one that is over. `now` is when everything happened."""

    def __init__(self, n: int, text: Text, now: datetime) -> None:
        self.n, self.text, self.now = n, text, now
        self.merchant, self.number, self.chat = f"m{n}", f"AM-{n:07d}", f"cv_{n}"
        self.case, self.other, self.third, self.gone, self.done = (5 * n + each for each in range(1, 6))
        self.event = 100 * n + 1
        self.gone_number, self.done_number = f"AM-9{n:06d}", f"AM-7{n:06d}"

    def rows(self) -> list[Base]:
        """In an order in which they may be written."""
        return [*self._people(), *self._talk(), *self._claim(), *self._desk(), *self._audit(), *self._behind()]

    def policies(self, like: MerchantPolicies) -> MerchantPolicies:
        """The merchant's own files, poisoned as well."""
        return poison_files.policies(self.text, self.merchant, like)

    def desk_rules(self, like: DeskRules) -> DeskRules:
        return poison_files.desk_rules(self.text, like)

    def _row[T: Base](self, table: type[T], **fixed: Any) -> T:
        return row(table, self.text, self.now, **fixed)

    def _people(self) -> Iterator[Base]:
        yield self._row(AgentRow, id=f"ag_{self.n}", merchants=[self.merchant], active=True, role="agent")
        yield self._row(DeskSessionRow, agent_id=f"ag_{self.n}")
        yield self._row(PasswordLinkRow, agent_id=f"ag_{self.n}")
        yield self._row(SignInTryRow)
        yield self._row(ProofRow)
        for place in (f"case:{self.case}", f"typing:{self.chat}"):
            yield self._row(PresenceRow, place=place, until=self.now + timedelta(days=400))

    def _talk(self) -> Iterator[Base]:
        yield self._row(ConversationRow, id=self.chat, merchant=self.merchant, case_id=None, next_seq=20)
        yield self._row(IdentityTryRow, conversation_id=self.chat, number=1)
        yield self._row(VouchedRow, conversation_id=self.chat)
        text, said = self.text, "events.body"
        yield self._event(
            1,
            "reply",
            "bot",
            {
                "text": text(f"{said}.text of the bot"),
                "buttons": [{"title": text(f"{said}.buttons.title"), "token": f"b{self.n}"}],
            },
        )
        yield self._row(ButtonRow, token=f"b{self.n}", conversation_id=self.chat, event_id=self.event + 1)
        yield self._event(2, "message", "customer", {"button": f"b{self.n}"})
        yield self._event(3, "file", "customer", {"name": text(f"{said}.name")})
        yield self._event(
            4,
            "reply",
            "agent",
            {
                "text": text(f"{said}.text of the desk"),
                "data": {"agent": text(f"{said}.data.agent")},
                "files": [{"id": "at_x", "name": text(f"{said}.files.name"), "kind": "text", "pages": 0}],
            },
        )
        yield self._event(5, text("events.kind"), "system", {"text": text(f"{said}.text of a notice")})
        yield self._row(
            EventRow,
            id=self.event + 6,
            conversation_id=self.chat,
            seq=6,
            kind="message",
            author="customer",
            body={"text": f"{text(f'{said}.text')} {SENTENCE}"},
        )
        yield self._row(TurnRow, event_id=self.event + 2, conversation_id=self.chat, state="done")
        yield self._row(NotUnderstoodRow, event_id=self.event + 6, merchant=self.merchant, taken=None)
        yield self._row(NotUnderstoodRow, event_id=self.event + 5, merchant=self.merchant)
        yield from self._channel()

    def _channel(self) -> Iterator[Base]:
        channel, chat = f"ch_{self.n}", {"conversation_id": self.chat}
        yield self._row(ChannelRow, id=channel, merchant=self.merchant)
        yield self._row(ChannelThreadRow, channel_id=channel, **chat)
        yield self._row(ChannelDeliveryRow, channel_id=channel, event_id=self.event + 6, **chat)
        yield self._row(ChannelMessageRow, channel_id=channel, event_id=self.event + 1, part=0, state="failed")

    def _event(self, seq: int, kind: str, author: str, body: dict[str, Any]) -> EventRow:
        return self._row(
            EventRow, id=self.event + seq, conversation_id=self.chat, seq=seq, kind=kind, author=author, body=body,
            client_id=None,
        )  # fmt: skip

    def _claim(self) -> Iterator[Base]:
        text = self.text
        told = {"explanation": f"{text('cases.claim.explanation')} {SENTENCE}"}
        claim = document("claim", "cases.claim", text, told, strict=False)
        order = document(
            "order", "decisions.order", text, {"number": f"NN-{10**6 + self.n}", "customer.country": "NO"}, strict=True
        )
        review = {
            "outcome": "review",
            "recommended": document(
                "decision", "decisions.decision.recommended", text, {"recommended": None, **SUMS}, strict=True
            ),
        }
        decision = document("decision", "decisions.decision", text, {**review, **SUMS}, strict=True)
        yield self._row(
            CaseRow,
            id=self.case,
            number=self.number,
            merchant=self.merchant,
            conversation_id=self.chat,
            status="review",
            claim=claim,
        )
        alone = {"merchant": self.merchant, "conversation_id": None, "claim": {}}
        yield self._row(CaseRow, id=self.other, **alone, order_number=f"{OTHERS}{self.n}", status="merged")
        yield self._row(CaseRow, id=self.third, **alone, order_number=f"{OTHERS}{self.n}", number=f"AM-8{self.n:06d}")
        yield self._row(CaseRow, id=self.gone, **alone, number=self.gone_number, status="merged", language="en")
        yield from self._over()
        yield self._row(
            DecisionRow,
            id=self.case,
            case_id=self.case,
            order=order,
            decision=decision,
            claim=document("claim", "decisions.claim", text, {}, strict=False),
        )
        for n, fixed in enumerate(({}, *self._happened())):
            yield self._row(CaseEntryRow, id=100 * self.n + n, case_id=self.case, **fixed)
        yield self._row(
            EvidenceRow, conversation_id=self.chat, event_id=self.event + 3, case_id=self.case,
            pages=[{"width": text("evidence.pages")}],
            read={"pages": 1, "fields": {text("evidence.read.name"): {"value": text("evidence.read.value")}}},
            contradictions=[text("evidence.contradictions")],
        )  # fmt: skip
        balance = {"purpose": text("remedies.purpose"), "currency": None, "amount_minor": None}
        yield self._row(RemedyRow, id=self.case, case_id=self.case, decision_id=self.case, **balance)
        yield self._row(PaymentBalanceRow, paid_minor=3)
        yield self._row(WithdrawalRow, case_id=self.case, merchant=self.merchant)

    def _over(self) -> Iterator[Base]:
        """A case that is closed, and its conversation."""
        chat, said = f"{self.chat}_over", {"text": self.text("events.body.text of a closed case")}
        yield self._row(ConversationRow, id=chat, merchant=self.merchant, case_id=None, next_seq=2)
        yield self._row(
            EventRow, id=self.event + 50, conversation_id=chat, seq=1, kind="message", author="customer", body=said,
        )  # fmt: skip
        yield self._row(
            CaseRow, id=self.done, number=self.done_number, merchant=self.merchant, conversation_id=chat, claim={},
            status="resolved", closed_at=self.now,
        )  # fmt: skip

    def _happened(self) -> Iterator[dict[str, Any]]:
        """What the timeline puts into words, each kind with the words that it takes."""
        for kind, names in WORDS.items():
            yield {"kind": kind, "body": {name: self.text(f"case_entries.body.{kind} {name}") for name in names}}
        for kind, name in LISTS.items():
            yield {"kind": kind, "body": {name: [self.text(f"case_entries.body.{kind} {name}")]}}

    def _desk(self) -> Iterator[Base]:
        text = self.text
        yield from poison_work.rows(text, self.now, self.merchant, self.case, self.done, f"ag_{self.n}")
        yield from poison_programs.rows(text, self.now, self.merchant, f"ag_{self.n}")
        yield self._row(DeskCaseRow, case_id=self.case, merged_into=None, team_id=self.case)
        yield self._row(DeskCaseRow, case_id=self.other, merged_into=self.case, team_id=None)
        yield self._row(DeskCaseRow, case_id=self.gone, merged_into=self.other, team_id=None)
        yield self._row(LabelRow, case_id=self.case)
        yield self._row(DeskNoticeRow, case_id=self.case, kind=NoticeKind.TAKEN)
        yield self._row(
            RulingRow, decision_id=self.case, case_id=self.case, merchant=self.merchant, kind="override",
            clauses=[text("rulings.clauses")],
        )  # fmt: skip
        wanted = {
            "kind": text("approvals.ruling.kind"),
            "remedy": text("approvals.ruling.remedy"),
            "amount": None,
            "reason_code": text("approvals.ruling.reason_code"),
        }
        yield self._row(ApprovalRow, id=self.case, case_id=self.case, ruling=wanted, state="pending", case_state="")
        yield self._row(DeskViewRow, id=self.case, merchant=self.merchant)
        steps = [{"kind": "note", "value": text("macros.steps")}]
        yield self._row(MacroRow, id=self.case, merchant=self.merchant, steps=steps)
        prepared = {text("cases.language"): text("prepared_answers.texts")}
        yield self._row(
            PreparedAnswerRow, merchant=self.merchant, texts=prepared, labels=[text("prepared_answers.labels")]
        )
        yield self._row(SatisfactionRow, case_id=self.case, merchant=self.merchant, score=1)

    def _audit(self) -> Iterator[Base]:
        book, seq = f"m{self.n // BOOK * BOOK}", self.n % BOOK * 2 + 1
        yield self._row(AuditRow, merchant=book, seq=seq)
        yield self._row(
            AuditRow, merchant=book, seq=seq + 1, subject=f"AM-{self.text('audit_entries.subject of a case')}"
        )
        yield self._row(AuditHeadRow, merchant=self.merchant, count=2)

    def _behind(self) -> Iterator[Base]:
        """What is not a page's: the outbox, the post, the helpdesks."""
        yield self._row(JobRow, id=self.case)
        yield self._row(MailRow, id=self.case, case_id=self.case)
        yield self._row(CaseMoveRow, case_id=self.case, conversation_id=self.chat, state="left")
        yield self._row(HelpdeskThreadRow, case_id=self.case, merchant=self.merchant)
        yield self._row(HelpdeskLineRow, event_id=self.event + 3, case_id=self.case)
        yield self._row(HelpdeskReceivedRow, id=self.case, case_id=self.case, merchant=self.merchant)


__all__ = ["KEYS", "MOMENT", "Poison"]

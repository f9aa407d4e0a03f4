"""What happened to a case, line by line, in words for staff."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends import clock
from amends.cases.entries import EntryKind
from amends.cases.handoff import HandoffReason
from amends.channels.kinds import ChannelKind
from amends.db.job_kinds import JobKind
from amends.db.tables import CaseEntryRow, CaseRow
from amends.desk.targets.clock import Waits
from amends.money import Money


@dataclass(frozen=True)
class Happened:
    """A line of the timeline, or a note. `kind` is what was done, `text` the rest of the line. `identifies`: it has the
    customer's name or address, as they gave it."""

    at: datetime
    who: str
    kind: str
    text: str
    identifies: bool = False


def timeline(session: Session, case: CaseRow, names: Mapping[str, str]) -> list[Happened]:
    """Oldest first. `names` are people's by the ids of their accounts. What a person decided is one line: a ruling."""
    entries = select(CaseEntryRow).where(CaseEntryRow.case_id == case.id).order_by(CaseEntryRow.id)
    shown = (
        entry for entry in session.scalars(entries) if entry.kind != EntryKind.DECISION or entry.actor not in names
    )
    return [_happened(entry, names) for entry in shown]


def turned_down(session: Session, case: CaseRow, names: Mapping[str, str]) -> Happened | None:
    """That a second person refused what was asked for last, or that the case changed first; None once somebody decided
    or asked again."""
    kinds = (EntryKind.APPROVAL_SETTLED, EntryKind.APPROVAL_EXPIRED, EntryKind.APPROVAL_ASKED, EntryKind.RULING)
    last = select(CaseEntryRow).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind.in_(kinds))
    entry = session.scalar(last.order_by(CaseEntryRow.id.desc()).limit(1))
    if (
        entry is None
        or entry.kind in {EntryKind.APPROVAL_ASKED, EntryKind.RULING}
        or entry.body.get("state") == "approved"
    ):
        return None
    return _happened(entry, names)


def in_words() -> frozenset[EntryKind]:
    """The kinds that staff read in words."""
    return frozenset(_REST)


def _happened(entry: CaseEntryRow, names: Mapping[str, str]) -> Happened:
    # A yes in the chat is known by its message's number: whoever gave it is the customer.
    actor = "customer" if entry.actor.isdecimal() else entry.actor
    who = str(entry.body.get("name") or names.get(actor, actor))
    rest = _REST[EntryKind(entry.kind)] if entry.kind in EntryKind else _everything
    identifies = entry.kind in _IDENTIFYING
    return Happened(entry.at, who, EntryKind.label_of(entry.kind), rest(entry.body, names), identifies)


_IDENTIFYING = frozenset({EntryKind.WITHDRAWAL_DECLARED})
Body = Mapping[str, Any]
Names = Mapping[str, str]


def _everything(body: Body, _names: Names) -> str:
    """For a kind of another release: all of it rather than nothing."""
    return ", ".join(f"{name} {value}" for name, value in body.items() if name != "name" and value not in (None, ""))


def _of(name: str, before: str = "") -> Callable[[Body, Names], str]:
    return lambda body, _names: f"{before}{body[name]}" if body.get(name) else ""


def _nothing(_body: Body, _names: Names) -> str:
    return ""


def _moved(body: Body, _names: Names) -> str:
    return f"{body['from']} → {body['to']}".replace("_", " ")


def _opened(body: Body, _names: Names) -> str:
    return str(body.get("issue", "")).replace("_", " ")


def _decided(body: Body, _names: Names) -> str:
    return f"{body['outcome']}, by row {body['row']}".replace("_", " ")


def _handed(body: Body, names: Names) -> str:
    to = body.get("to_name") or names.get(str(body.get("to")))
    return f"to {to}" if to else "to the queue"


def _team(body: Body, _names: Names) -> str:
    return str(body.get("to_name") or "none")


def _did(body: Body, _names: Names) -> str:
    return "; ".join(map(str, body.get("did") or ()))


def _suggested(body: Body, _names: Names) -> str:
    return f"the prepared answer {body.get('answer')}".replace("_", " ")


def _replied(body: Body, _names: Names) -> str:
    where = "in the chat and by e-mail" if body.get("mailed") else "in the chat"
    attached = ", ".join(map(str, body.get("attached") or ()))
    return f"{where}, with {attached}" if attached else where


def _answers(body: Body, _names: Names) -> str:
    return "1 answer" if body.get("answers") == 1 else f"{body.get('answers')} answers"


def _labelled(body: Body, _names: Names) -> str:
    return f"“{body['label']}” {'put on' if body['on'] else 'taken off'}"


def _late(body: Body, _names: Names) -> str:
    return Waits.label_of(str(body.get("waits")))


def _items(body: Body, _names: Names) -> str:
    return ", ".join(str(item) for item in body.get("items", ())).replace("_", " ")


def _why_a_person(body: Body, _names: Names) -> str:
    return HandoffReason.label_of(str(body.get("why", "")))


def _ruled(body: Body, names: Names) -> str:
    amount = body.get("amount")
    money = Money.from_json(amount).text("en") if amount else None
    asked_by = body.get("asked_by")
    parts = [
        body.get("kind"),
        body.get("remedy"),
        money,
        body.get("reason_code"),
        f"asked for by {names.get(asked_by, asked_by)}" if asked_by else None,
    ]
    return ", ".join(str(part).replace("_", " ") for part in parts if part)


def _settled(body: Body, _names: Names) -> str:
    return ": ".join(part for part in (str(body.get("state")), str(body.get("why") or "")) if part)


def _remedy(body: Body, _names: Names) -> str:
    kind = str(body.get("kind", "")).replace("_", " ")
    return ", ".join(part for part in (kind, body.get("reference"), body.get("why")) if part)


def _unreadable(body: Body, _names: Names) -> str:
    return ": ".join(str(part) for part in (body.get("order"), body.get("why")) if part)


def _gave_up(body: Body, _names: Names) -> str:
    job = str(body.get("kind", ""))
    return ": ".join(part for part in (JobKind.label_of(job, "a task"), str(body.get("why") or "")) if part)


def _declared(body: Body, _names: Names) -> str:
    return f"{body.get('name')}, for “{body.get('contract')}”; answers go to {body.get('email')}"


def _moved_on(body: Body, _names: Names) -> str:
    before, after = (ChannelKind.label_of(str(body.get(name) or "")) for name in ("from", "to"))
    return f"from {before} to {after}" if before else f"in {after}"


def _elsewhere(body: Body, _names: Names) -> str:
    return f"in {ChannelKind.label_of(str(body['to']))}" if body.get("to") else "elsewhere"


def _until(body: Body, _names: Names) -> str:
    return f"{clock.parse(str(body['until'])):%-d %B %H:%M} UTC"


def _read_off(body: Body, _names: Names) -> str:
    found = "the customer confirmed it" if body.get("confirmed") else "the customer says it is wrong"
    differs = body.get("contradictions") or ()
    return f"{found}; differs from the records: {', '.join(map(str, differs))}" if differs else found


_REST: dict[EntryKind, Callable[[Body, Names], str]] = {
    EntryKind.NOTE: _of("text"),
    EntryKind.ISSUE: _moved,
    EntryKind.OPENED: _opened,
    EntryKind.STATUS: _moved,
    EntryKind.DECISION: _decided,
    EntryKind.CLAIM: _nothing,
    EntryKind.ASSIGN: _handed,
    EntryKind.TRANSFER: _handed,
    EntryKind.TEAM: _team,
    EntryKind.REPLY: _replied,
    EntryKind.MAILED_UNREAD: _answers,
    EntryKind.LABEL: _labelled,
    EntryKind.PRIORITY: _moved,
    EntryKind.REPLY_LATE: _late,
    EntryKind.TELEPHONED: _of("text"),
    EntryKind.RULE: _did,
    EntryKind.RULE_FAILED: _of("why"),
    EntryKind.SUGGESTED: _suggested,
    EntryKind.SNOOZED: _until,
    EntryKind.WOKEN: _nothing,
    EntryKind.CLOSE: _of("text"),
    EntryKind.ERASED: _nothing,
    EntryKind.REOPEN: _of("why"),
    EntryKind.MERGE: _of("into", "into "),
    EntryKind.MERGED_HERE: _of("from"),
    EntryKind.ASK_FOR_INFORMATION: _items,
    EntryKind.IDENTIFIED: _of("order"),
    EntryKind.IDENTIFY: _of("order"),
    EntryKind.PROMISED_EARLIER: _nothing,
    EntryKind.INFORMATION_RETURNED: _items,
    EntryKind.REMINDED: _items,
    EntryKind.UNANSWERED: _items,
    EntryKind.HANDOFF: _why_a_person,
    EntryKind.APPROVAL_ASKED: _ruled,
    EntryKind.APPROVAL_SETTLED: _settled,
    EntryKind.APPROVAL_EXPIRED: _nothing,
    EntryKind.RULING: _ruled,
    EntryKind.OFFERED: _nothing,
    EntryKind.OFFER_ACCEPTED: _ruled,
    EntryKind.OFFER_DECLINED: _ruled,
    EntryKind.OFFER_ENDED: _ruled,
    EntryKind.REMEDY_REQUESTED: _remedy,
    EntryKind.REMEDY_CONFIRMED: _remedy,
    EntryKind.REMEDY_FAILED: _remedy,
    EntryKind.REMEDY_BOUNCED: _remedy,
    EntryKind.FILE: _nothing,
    EntryKind.FILE_READ: _read_off,
    EntryKind.ADDED: _nothing,
    EntryKind.PARKED: _of("why"),
    EntryKind.RECORD_UNREADABLE: _unreadable,
    EntryKind.NOT_ENTERED: _of("why"),
    EntryKind.GIVEN_UP: _gave_up,
    EntryKind.TAKE_OVER: _nothing,
    EntryKind.HAND_BACK: _nothing,
    EntryKind.HELPDESK_SENT: _of("helpdesk"),
    EntryKind.HELPDESK_REFUSED: _of("why"),
    EntryKind.HELPDESK_GAVE_UP: _of("why"),
    EntryKind.HELPDESK_ANSWER: _of("helpdesk"),
    EntryKind.HELPDESK_HELD_BACK: _of("text"),
    EntryKind.HELPDESK_RESOLVED: _of("helpdesk"),
    EntryKind.WITHDRAWAL_DECLARED: _declared,
    EntryKind.WITHDRAWAL_ACKNOWLEDGED: _of("at"),
    EntryKind.WITHDRAWAL_TAKEN_BACK: _nothing,
    EntryKind.MOVE_CODE_SENT: _elsewhere,
    EntryKind.MOVE_CODE_UNSENT: _of("why"),
    EntryKind.MOVE_REFUSED: _elsewhere,
    EntryKind.MOVED: _moved_on,
    EntryKind.CONFIRMATION_ASKED: _nothing,
    EntryKind.CONFIRMATION_TAKEN_BACK: _nothing,
    EntryKind.CONFIRMATION_DECLINED: _ruled,
}
"""How the rest of the line is told, after the label of its kind."""

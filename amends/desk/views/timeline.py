"""What happened to a case, line by line, in words for staff."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.db.tables import CaseEntryRow, CaseRow
from amends.money import Money

WHY_A_PERSON = {
    "asked": "the customer asked for a person",
    "anger": "the customer was angry",
    "appeal": "the customer disagrees with the decision",
    "tries": "the bot did not understand three times",
    "order_gone": "the order is no longer in the order system",
    "locked": "the identity could not be matched",
}


@dataclass(frozen=True)
class Happened:
    """A line of the timeline, or a note. `kind` is what was done, `text` the rest of the line."""

    at: datetime
    who: str
    kind: str
    text: str


def timeline(session: Session, case: CaseRow, names: Mapping[str, str]) -> list[Happened]:
    """Oldest first. `names` are people's by the ids of their accounts. What a person decided is one line: a ruling."""
    entries = select(CaseEntryRow).where(CaseEntryRow.case_id == case.id).order_by(CaseEntryRow.id)
    shown = (entry for entry in session.scalars(entries) if entry.kind != "decision" or entry.actor not in names)
    return [_happened(entry, names) for entry in shown]


def turned_down(session: Session, case: CaseRow, names: Mapping[str, str]) -> Happened | None:
    """That a second person refused what was asked for last, or that the case changed first; None once somebody decided
    or asked again."""
    kinds = ("approval_settled", "approval_expired", "approval_asked", "ruling")
    last = select(CaseEntryRow).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind.in_(kinds))
    entry = session.scalar(last.order_by(CaseEntryRow.id.desc()).limit(1))
    if entry is None or entry.kind in {"approval_asked", "ruling"} or entry.body.get("state") == "approved":
        return None
    return _happened(entry, names)


def in_words() -> frozenset[str]:
    """The kinds that staff read in words; what is noted is shown by itself."""
    return frozenset(_KINDS.keys() & _TOLD.keys()) | {"note"}


def _happened(entry: CaseEntryRow, names: Mapping[str, str]) -> Happened:
    who = str(entry.body.get("name") or names.get(entry.actor, entry.actor))
    told = _TOLD.get(entry.kind, _everything)
    return Happened(entry.at, who, _KINDS.get(entry.kind, entry.kind), told(entry.body, names))


Body = Mapping[str, Any]
Names = Mapping[str, str]


def _everything(body: Body, _names: Names) -> str:
    """For a kind that nobody put into words yet: all of it rather than nothing."""
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


def _replied(body: Body, _names: Names) -> str:
    return "in the chat and by e-mail" if body.get("mailed") else "in the chat"


def _answers(body: Body, _names: Names) -> str:
    return "1 answer" if body.get("answers") == 1 else f"{body.get('answers')} answers"


def _labelled(body: Body, _names: Names) -> str:
    return f"“{body['label']}” {'put on' if body['on'] else 'taken off'}"


def _items(body: Body, _names: Names) -> str:
    return ", ".join(str(item) for item in body.get("items", ())).replace("_", " ")


def _why_a_person(body: Body, _names: Names) -> str:
    return WHY_A_PERSON.get(str(body.get("why")), str(body.get("why", "")))


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


def _gave_up(body: Body, _names: Names) -> str:
    job = str(body.get("kind", ""))
    return ": ".join(part for part in (_JOBS.get(job, "a task"), str(body.get("why") or "")) if part)


def _read_off(body: Body, _names: Names) -> str:
    found = "the customer confirmed it" if body.get("confirmed") else "the customer says it is wrong"
    differs = body.get("contradictions") or ()
    return f"{found}; differs from the records: {', '.join(map(str, differs))}" if differs else found


_KINDS = {
    "opened": "opened it:",
    "status": "moved it:",
    "decision": "decided:",
    "merged_here": "merged in",
    "merge": "merged it",
    "remedy_requested": "entered in the ledger:",
    "remedy_confirmed": "carried out:",
    "remedy_failed": "could not carry out:",
    "approval_asked": "asked a second person to approve:",
    "approval_settled": "settled the request for approval:",
    "approval_expired": "ended the request for approval because the case changed",
    "ruling": "decided:",
    "offered": "offered it to the customer, who has not answered yet",
    "offer_accepted": "accepted the offer:",
    "offer_declined": "declined the offer:",
    "offer_ended": "the offer ended without an answer to it:",
    "handoff": "handed it to a person:",
    "added": "added something",
    "file": "sent a file",
    "file_read": "answered what was read from a file:",
    "parked": "put it aside:",
    "not_entered": "could not enter it:",
    "given_up": "gave up after every try, so a person has to go on:",
    "information_returned": "gave what was asked for:",
    "ask_for_information": "asked the customer for:",
    "identified": "said whose order it is:",
    "identify": "matched what the customer wrote with the order",
    "promised_earlier": "was promised an answer earlier",
    "reminded": "reminded the customer of:",
    "unanswered": "gave it back to the desk, as the customer did not answer:",
    "label": "labelled it:",
    "reply": "answered",
    "mailed_unread": "sent by e-mail what the customer had not answered:",
    "take_over": "took the chat over",
    "hand_back": "handed the chat back",
    "claim": "claimed it",
    "assign": "assigned it",
    "transfer": "transferred it",
    "close": "closed it",
    "reopen": "opened it again:",
    "helpdesk_sent": "sent to the helpdesk",
    "helpdesk_refused": "refused by the helpdesk:",
    "helpdesk_gave_up": "could not reach the helpdesk after every try, so the case stays here:",
    "helpdesk_answer": "answered from the helpdesk",
    "helpdesk_resolved": "was resolved at the helpdesk",
    "withdrawal_acknowledged": "confirmed the withdrawal by e-mail",
}

_JOBS = {
    "remedy.carry_out": "carrying out the remedy",
    "mail.send": "sending an e-mail",
    "case.decide": "deciding again",
    "evidence.read": "reading a file",
    "desk.mail_unread": "sending an unread answer by e-mail",
    "desk.look_at_silence": "looking whether the customer has answered",
}

_TOLD: dict[str, Callable[[Body, Names], str]] = {
    "note": _of("text"),
    "opened": _opened,
    "status": _moved,
    "decision": _decided,
    "claim": _nothing,
    "assign": _handed,
    "transfer": _handed,
    "reply": _replied,
    "mailed_unread": _answers,
    "label": _labelled,
    "close": _of("text"),
    "reopen": _of("why"),
    "merge": _of("into", "into "),
    "merged_here": _of("from"),
    "ask_for_information": _items,
    "identified": _of("order"),
    "identify": _of("order"),
    "promised_earlier": _nothing,
    "information_returned": _items,
    "reminded": _items,
    "unanswered": _items,
    "handoff": _why_a_person,
    "approval_asked": _ruled,
    "approval_settled": _settled,
    "approval_expired": _nothing,
    "ruling": _ruled,
    "offered": _nothing,
    "offer_accepted": _ruled,
    "offer_declined": _ruled,
    "offer_ended": _ruled,
    "remedy_requested": _remedy,
    "remedy_confirmed": _remedy,
    "remedy_failed": _remedy,
    "file": _nothing,
    "file_read": _read_off,
    "added": _nothing,
    "parked": _of("why"),
    "not_entered": _of("why"),
    "given_up": _gave_up,
    "take_over": _nothing,
    "hand_back": _nothing,
    "helpdesk_sent": _of("helpdesk"),
    "helpdesk_refused": _of("why"),
    "helpdesk_gave_up": _of("why"),
    "helpdesk_answer": _of("helpdesk"),
    "helpdesk_resolved": _of("helpdesk"),
    "withdrawal_acknowledged": _of("at"),
}

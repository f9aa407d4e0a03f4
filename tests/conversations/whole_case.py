"""A case with everything that hangs on it, as the database has it, without what is one customer's alone."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import inspect, select

from amends.db.case_tables import CaseEntryRow, CaseRow, DecisionRow
from amends.db.conversation_tables import ButtonRow, ConversationRow, EventRow, TurnRow
from amends.db.evidence_tables import EvidenceRow
from amends.db.remedy_tables import RemedyRow
from tests.stack import Stack

Record = dict[str, Any]

OWN = {
    "id", "number", "conversation_id", "case_id", "event_id", "decision_id", "key", "token", "secret_hash",
    "opened_from", "client_id", "order_number", "email", "verified_order", "verified_email", "reference", "name",
}  # fmt: skip
"""Columns that name one customer, or what belongs to them: whatever else two cases differ in is a difference."""
TRIES = {"attempts", "read"}
"""What depends on how busy the machine is: how often something was tried, and whether a picture was looked at yet."""
IDS = {"salt", "token", "button", "turn", "by", "opened_by", "decision", "remedy", "case_id", "proven"}
"""Likewise within a column."""
FILE = "{file}"
WORDS = {"text", "title", "language", "confirmed_text"}
_CHANGING = (
    (r"^\d{1,6}$", "{turn}"),
    (r"\b[0-9a-f]{32}\b", "{id}"),
    (r"\d{4}-\d\d-\d\dT[\d:.]+(?:\+00:00|Z)", "{instant}"),
    (r"\b\d{1,2}[:.]\d\d\b", "{time}"),
    (r"\bAM-[0-9A-Z]{7}\b", "{case}"),
    (r"\bRF-\d+\b", "{reference}"),
    (r"\b[a-z]{2}_[a-z2-7]{26}\b", "{id}"),
)


def whole_case(stack: Stack, names: dict[str, str]) -> Record:
    """Of the order `names["order"]`. Two customers who did the same differ in nothing of it, but that channels call the
    same file by names of their own."""
    with stack.database.read() as session:
        case = session.scalars(select(CaseRow).where(CaseRow.order_number == names["order"])).one()
        of_case = {
            "entries": select(CaseEntryRow).where(CaseEntryRow.case_id == case.id).order_by(CaseEntryRow.id),
            "decisions": select(DecisionRow).where(DecisionRow.case_id == case.id).order_by(DecisionRow.id),
            "remedies": select(RemedyRow).where(RemedyRow.case_id == case.id).order_by(RemedyRow.id),
            "evidence": select(EvidenceRow).where(EvidenceRow.case_id == case.id).order_by(EvidenceRow.created_at),
            "talks": select(ConversationRow).where(ConversationRow.case_id == case.id),
        }
        talk = case.conversation_id
        of_talk = {
            "events": select(EventRow).where(EventRow.conversation_id == talk).order_by(EventRow.seq),
            "turns": select(TurnRow).where(TurnRow.conversation_id == talk).order_by(TurnRow.event_id),
            "buttons": select(ButtonRow).where(ButtonRow.conversation_id == talk).order_by(ButtonRow.event_id),
        }
        rows = {what: session.scalars(found).all() for what, found in (of_case | of_talk).items()}
        files = {file.name for file in rows["evidence"]}
        names = {**names, **dict.fromkeys(files, FILE)}
        return {"case": _plain(case, names)} | {what: [_plain(row, names) for row in rows[what]] for what in rows}


def _plain(row: Any, names: dict[str, str]) -> Record:
    columns = inspect(type(row)).columns.keys()
    return {name: _at(name, getattr(row, name), names) for name in columns if name not in OWN | TRIES}


def _at(name: str, value: Any, names: dict[str, str]) -> Any:
    """A value by its column's or field's name: a file's own name stands in its event, and as the text of its turn."""
    is_file = name in {"name", "text"} and isinstance(value, str) and names.get(value) == FILE
    return FILE if is_file else _common(value, names)


def _common(value: Any, names: dict[str, str]) -> Any:
    match value:
        case datetime():
            return "{instant}"
        case str():
            return _without(value, names)
        case dict():
            return {key: "{id}" if key in IDS else _at(key, each, names) for key, each in value.items()}
        case list() | tuple():
            return [_common(each, names) for each in value]
        case _:
            return value


def _without(text: str, names: dict[str, str]) -> str:
    for name in ("email", "order", "order_digits"):
        text = text.replace(names[name], f"{{{name}}}")
    for pattern, shown in _CHANGING:
        text = re.sub(pattern, shown, text)
    return text


def without_words(value: Any) -> Any:
    """A record without all that is said in a language."""
    match value:
        case dict():
            return {key: "{words}" if key in WORDS else without_words(each) for key, each in value.items()}
        case list():
            return [without_words(each) for each in value]
        case str() if " " in value:
            return "{words}"
        case _:
            return value


def differences(one: Any, other: Any, where: str = "") -> list[str]:
    """Where two records differ, each place with what stands there in both."""
    match one, other:
        case dict(), dict():
            names = list(dict.fromkeys([*one, *other]))
            return [each for name in names for each in differences(one.get(name), other.get(name), f"{where}.{name}")]
        case list(), list() if len(one) == len(other):
            pairs = enumerate(zip(one, other, strict=True))
            return [each for place, (a, b) in pairs for each in differences(a, b, f"{where}[{place}]")]
        case _:
            return [] if one == other else [f"{where.lstrip('.')}: {one!r} != {other!r}"]

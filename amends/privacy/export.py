"""A copy of a person's data for them: readable JSON and their files, in one ZIP (docs/privacy.md has its contents).

The same data makes the same bytes. People at the desk are told by their role, and notes of theirs as such.
"""

import json
import os
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from amends.cases.entries import EntryKind
from amends.db.session import Database
from amends.db.tables import (
    AgentRow,
    ApprovalRow,
    AttachmentRow,
    Base,
    CaseEntryRow,
    CaseRow,
    ConversationRow,
    DeskCaseRow,
    EventRow,
    EvidenceRow,
    MailRow,
)
from amends.errors import NotFound
from amends.evidence.intake import THUMB, parts, place
from amends.evidence.store import Store
from amends.privacy.fates import Held, Road
from amends.privacy.index import BY_NAME, TABLES
from amends.privacy.person import Found, Person, find
from amends.privacy.reaching import rows_of

FORMAT = 1
NOTE = "a note that people at the desk made for themselves about this case"
STAFF_NAMES = ("agent", "asked_by", "name", "to_name")
"""Under these names stand people at the desk, in what the customer did not write."""
_CUSTOMERS = frozenset({EntryKind.WITHDRAWAL_DECLARED, EntryKind.WITHDRAWAL_ACKNOWLEDGED})
_FIRST = (1980, 1, 1, 0, 0, 0)
"""When each file in the ZIP was written, or the same data would not make the same bytes."""


@dataclass(frozen=True)
class Copy:
    """Files by path, and what was left out, as sentences."""

    files: Mapping[str, bytes]
    left_out: tuple[str, ...]

    def write(self, to: Path) -> None:
        """A ZIP where the name ends in .zip, else a folder. FileExistsError where there is one: nothing is mixed."""
        if to.suffix.lower() != ".zip":
            to.mkdir(mode=0o700, parents=True)
            for name, content in self.files.items():
                path = to / name
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                path.write_bytes(content)
            return
        with open(to, "xb", opener=_private) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.files.items():
                archive.writestr(zipfile.ZipInfo(name, _FIRST), content, zipfile.ZIP_DEFLATED)


def copy_of(database: Database, store: Store, person: Person, *, unproven: bool = False) -> Copy:
    """Everything that is theirs; empty where nothing is known of them. `unproven`: also where their address was only
    typed, which may have been somebody else. EvidenceUnavailable: try again."""
    with database.read() as session:
        whole = find(session, person, also_erased=True)
        found = whole.proven(typed=unproven)
        if not found:
            return Copy({}, _left_out(session, whole, found))
        roles = {agent.id: agent.role for agent in session.scalars(select(AgentRow))}
        copying = _Copying(session, found, whole, roles, _names(session, found))
        tables = {held.name: copying.table(held) for held in TABLES if held.is_personal}
        evidence = rows_of(session, BY_NAME[EvidenceRow.__tablename__], found, EvidenceRow)
        attached = rows_of(session, BY_NAME[AttachmentRow.__tablename__], found, AttachmentRow)
        rows: list[EvidenceRow | AttachmentRow] = [*evidence, *attached]
        kept = [(row.id, row.key, parts(len(row.pages))) for row in rows]
        left_out = _left_out(session, whole, found)
    files = {f"data/{name}.json": _json(rows) for name, rows in tables.items() if rows}
    for name, key, whole_of in kept:
        for part in whole_of:
            if part == THUMB:
                continue
            where = place(key, part)
            try:
                files[f"files/{name}-{part}{PurePath(where).suffix}"] = store.get(where)
            except NotFound:
                left_out += (f"Of the file {name}, {part} is named in the database and is not in the store.",)
    about = {
        "format": FORMAT,
        "email": person.email,
        "merchant": person.merchant,
        "order": person.order,
        "tables": {held.name: held.road.label for held in TABLES if tables.get(held.name)},
        "left_out": list(left_out),
    }
    return Copy({"index.json": _json(about), **dict(sorted(files.items()))}, left_out)


@dataclass(frozen=True)
class _Copying:
    """`names` are those of the people at the desk, `roles` theirs by the ids of their accounts."""

    session: Session
    found: Found
    whole: Found
    roles: Mapping[str, str]
    names: frozenset[str]

    def table(self, held: Held) -> list[dict[str, Any]]:
        rows = rows_of(self.session, held, self.found, held.rows)
        return [dict(self._columns(held, row)) for row in rows]

    def _columns(self, held: Held, row: Base) -> Iterator[tuple[str, Any]]:
        for column in held.rows.__table__.columns:
            if column.name in held.inner:
                continue
            value = getattr(row, inspect(held.rows).get_property_by_column(column).key)
            if column.name in held.staff:
                yield column.name, self._role(value)
            else:
                yield column.name, self._plain(value, self._is_of_us(row))
        if held.road in {Road.EMAIL, Road.VERIFIED} and self._id(row) in self.whole.unproven:
            yield "identity", "the address was only typed here: it is not proven whose this is"
        if getattr(row, "kind", None) == EntryKind.NOTE and held.name == "case_entries":
            yield "what_this_is", NOTE

    def _id(self, row: Base) -> Any:
        return row.id if isinstance(row, CaseRow | ConversationRow) else None

    def _is_of_us(self, row: Base) -> bool:
        """Whether it was written by people at the desk or by the bot, who may tell their names."""
        match row:
            case EventRow():
                return row.author != "customer"
            case CaseEntryRow():
                return row.actor != "customer" and row.kind not in _CUSTOMERS
            case _:
                return isinstance(row, MailRow)

    def _role(self, value: Any) -> Any:
        """An agent's role for their id or name; what is no agent's (`customer`, `bot`, a message's number) as it is."""
        if not isinstance(value, str):
            return value
        if value in self.roles:
            return self.roles[value]
        return "agent" if value in self.names or value.startswith("ag_") else value

    def _plain(self, value: Any, of_us: bool) -> Any:
        match value:
            case datetime():
                return value.isoformat()
            case dict():
                return {name: self._named(name, each, of_us) for name, each in value.items() if name != "salt"}
            case list() | tuple():
                return [self._plain(each, of_us) for each in value]
            case str():
                return self._without_names(self._role(value)) if of_us else value
            case _:
                return value

    def _named(self, name: str, value: Any, of_us: bool) -> Any:
        if of_us and name in STAFF_NAMES and isinstance(value, str) and value:
            return "agent"
        return self._plain(value, of_us)

    def _without_names(self, text: str) -> str:
        if not self.names:
            return text
        longest_first = sorted(self.names, key=lambda name: (-len(name), name))
        return re.sub(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", "[agent]", text)


def _names(session: Session, found: Found) -> frozenset[str]:
    """Of everybody who is or was at the desk: of accounts, and as they stood when something happened."""
    names = set(session.scalars(select(AgentRow.name)))
    for rows in (ApprovalRow, DeskCaseRow, EventRow):
        for row in rows_of(session, BY_NAME[rows.__tablename__], found, rows):
            match row:
                case ApprovalRow():
                    names.add(row.asked_name)
                case DeskCaseRow():
                    names.add(row.assigned_name or "")
                case EventRow():
                    names.add(str((row.body.get("data") or {}).get("agent", "")))
    return frozenset(name for name in names if name.strip())


def _left_out(session: Session, whole: Found, found: Found) -> tuple[str, ...]:
    sentences = []
    unproven = whole.unproven - found.cases - found.conversations
    if unproven:
        sentences.append(
            f"{len(unproven)} cases or conversations name the address and nobody was matched in them, so they may be "
            "somebody else's. --unproven takes them along."
        )
    if whole.shared:
        sentences.append(
            f"{len(whole.shared)} conversations were used by somebody else as well, whose words stand in them: they "
            "are left out. Read them at the desk."
        )
    return tuple(sentences)


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)

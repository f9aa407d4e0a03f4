"""A merchant's prepared answers: those of canned.yml, and in their stead or beside them those written at the desk.

A file's answer comes back once the one that was written in its stead is taken away.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from amends.assistant.context import Context
from amends.audit import log as audit
from amends.audit.chain import digest_of
from amends.conversations.text import clean
from amends.db.prepared_tables import PreparedAnswerRow
from amends.desk.actor import Actor
from amends.desk.permissions import check
from amends.errors import CannotBeDone, Conflict, NotFound
from amends.merchants.desk_rules import PLACEHOLDERS, DeskRules

MOST_LABELS, LONGEST_LABEL = 8, 40
_BRACES = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z][a-z0-9_]{1,38}")
_APART = re.compile(r"[\W_]+")
SAVED, HIDDEN, BACK = "answer_saved", "answer_hidden", "answer_as_in_file"
ACTIONS = (SAVED, HIDDEN, BACK)
"""What the audit log says was done to one."""


@dataclass(frozen=True)
class PreparedAnswer:
    """`texts` by language; none: it is hidden. `in_file`: canned.yml has one of this name. `changed_by` is the id of
    who wrote it at the desk, None where it is the file's as it stands there."""

    name: str
    texts: Mapping[str, str]
    labels: tuple[str, ...] = ()
    in_file: bool = False
    changed_by: str | None = None
    changed_at: datetime | None = None

    @property
    def mark(self) -> str:
        """Another one as soon as it was changed."""
        return "" if self.changed_at is None else self.changed_at.isoformat()


def of_merchant(session: Session, merchant: str, rules: DeskRules) -> list[PreparedAnswer]:
    """All of them: the file's in its order, then the others by name."""
    rows = session.scalars(select(PreparedAnswerRow).where(PreparedAnswerRow.merchant == merchant))
    written = {row.name: _of(row, in_file=row.name in rules.canned) for row in rows}
    files = [written.get(name) or PreparedAnswer(name, texts, (), True) for name, texts in rules.canned.items()]
    return [*files, *(written[name] for name in sorted(written.keys() - rules.canned.keys()))]


@dataclass(frozen=True)
class PreparedAnswers:
    """Changes of them, each in the audit log. `seen` is the mark of what was on the page: Conflict where somebody has
    changed it since."""

    context: Context

    def add(self, actor: Actor, merchant: str, name: str, texts: Mapping[str, str], labels: Sequence[str]) -> str:
        """A new one; returns its name as it is kept. CannotBeDone for a name that is taken, and as for `save`."""
        check(actor, "edit_answers", merchant)
        name = name_of(name)
        with self.context.database.read() as session:
            known = of_merchant(session, merchant, self.context.desk(merchant))
        if name in {each.name for each in known}:
            raise CannotBeDone(f"There is a prepared answer {name} already. Change that one, or choose another name.")
        self.save(actor, merchant, name, texts, labels)
        return name

    def save(
        self, actor: Actor, merchant: str, name: str, texts: Mapping[str, str], labels: Sequence[str], *, seen: str = ""
    ) -> None:
        """Write one in the stead of what is there. CannotBeDone for a text or a label that cannot be: the text says
        which. NotFound for what is no name of one."""
        check(actor, "edit_answers", merchant)
        if not _NAME.fullmatch(name):
            raise NotFound("There is no such prepared answer.")
        kept, words = self._texts(merchant, texts), _labels(labels)
        with self.context.database.begin() as session:
            row = self._row(session, merchant, name, seen)
            row.texts, row.labels = kept, words
            digest = digest_of("", kept)
            self._note(session, row, actor, SAVED, {"languages": sorted(kept), "labels": words, "sha256": digest})

    def hide(self, actor: Actor, merchant: str, name: str, *, seen: str = "") -> None:
        """It is no longer offered. NotFound where there is none."""
        check(actor, "edit_answers", merchant)
        with self.context.database.begin() as session:
            self._known(session, merchant, name)
            row = self._row(session, merchant, name, seen)
            row.texts, row.labels = {}, []
            self._note(session, row, actor, HIDDEN, {})

    def as_in_file(self, actor: Actor, merchant: str, name: str, *, seen: str = "") -> None:
        """The file's stands again. CannotBeDone where canned.yml has none of this name."""
        check(actor, "edit_answers", merchant)
        with self.context.database.begin() as session:
            self._known(session, merchant, name)
            if name not in self.context.desk(merchant).canned:
                raise CannotBeDone("canned.yml has no answer of this name.")
            row = self._row(session, merchant, name, seen)
            self._note(session, row, actor, BACK, {})
            session.delete(row)

    def _known(self, session: Session, merchant: str, name: str) -> None:
        if name not in {each.name for each in of_merchant(session, merchant, self.context.desk(merchant))}:
            raise NotFound("There is no such prepared answer.")

    def _row(self, session: Session, merchant: str, name: str, seen: str) -> PreparedAnswerRow:
        row = session.get(PreparedAnswerRow, (merchant, name), with_for_update=True)
        present = "" if row is None else row.changed_at.isoformat()
        if present != seen:
            raise Conflict(f"the prepared answer {name} was changed meanwhile")
        if row is None:
            row = PreparedAnswerRow(merchant=merchant, name=name, texts={}, labels=[])
            session.add(row)
        return row

    def _note(
        self, session: Session, row: PreparedAnswerRow, actor: Actor, action: str, body: dict[str, object]
    ) -> None:
        row.changed_by, row.changed_at = actor.id, self.context.clock()
        audit.append(
            session,
            merchant=row.merchant,
            actor=actor.id,
            action=action,
            subject=row.name,
            body=body,
            now=row.changed_at,
        )

    def _texts(self, merchant: str, texts: Mapping[str, str]) -> dict[str, str]:
        given = {language: clean(text).strip() for language, text in texts.items() if text.strip()}
        languages = self.context.merchants[merchant].merchant.languages
        if foreign := sorted(set(given) - set(languages)):
            raise CannotBeDone(f"This merchant does not write in {', '.join(foreign)}.")
        if not given:
            raise CannotBeDone("Write the answer in one language at least.")
        unknown = {word for text in given.values() for word in _BRACES.findall(text)} - set(PLACEHOLDERS)
        if unknown:
            named = ", ".join(f"{{{word}}}" for word in sorted(unknown))
            raise CannotBeDone(f"Nothing fills in {named}. Use {', '.join(f'{{{each}}}' for each in PLACEHOLDERS)}.")
        return given


def name_of(typed: str) -> str:
    """The name as it is kept: “Where is my money?” is where_is_my_money. CannotBeDone where nothing is left of it."""
    name = _APART.sub("_", typed.casefold()).strip("_")[:39].rstrip("_")
    if not _NAME.fullmatch(name):
        raise CannotBeDone("A name has two letters (a to z) or digits at least, and begins with a letter.")
    return name


def _labels(typed: Sequence[str]) -> list[str]:
    words = list(dict.fromkeys(" ".join(each.split()).casefold() for each in typed if each.strip()))
    if len(words) > MOST_LABELS:
        raise CannotBeDone(f"{MOST_LABELS} labels at most.")
    if any(len(word) > LONGEST_LABEL for word in words):
        raise CannotBeDone(f"A label has {LONGEST_LABEL} characters at most.")
    return [clean(word) for word in words]


def _of(row: PreparedAnswerRow, *, in_file: bool) -> PreparedAnswer:
    texts = {str(language): str(text) for language, text in row.texts.items()}
    return PreparedAnswer(row.name, texts, tuple(map(str, row.labels)), in_file, row.changed_by, row.changed_at)

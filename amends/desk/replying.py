"""A person writes to the customer: into the chat under their name, and by e-mail where it is not read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from amends.assistant.context import Context
from amends.cases import store
from amends.cases.entries import EntryKind
from amends.conversations.conversation import lock_conversations
from amends.conversations.text import clean
from amends.db.case_tables import CaseRow
from amends.db.desk_tables import DeskCaseRow
from amends.desk import attachments, notify
from amends.desk.actor import Actor
from amends.desk.locked_case import find, lock_case
from amends.desk.prepared.answers import of_merchant
from amends.errors import NotFound
from amends.messages import moments
from amends.orders.order import Product

_BRACES = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Canned:
    """A prepared answer, filled in for one case in its customer's language."""

    name: str
    text: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Replying:
    """An answer needs no take-over: the chat stays whose it is."""

    context: Context

    def reply(
        self, actor: Actor, number: str, text: str, *, beside: str | None = None, files: Sequence[str] = ()
    ) -> None:
        """Say `text`, in the chat where the customer wrote last, with the `files` that `actor` has attached, by their
        ids. InvalidMessage where it is blank, too long or no text; ColleagueHasIt where somebody else has the chat,
        unless `beside` names them; Conflict where one of the files is not there any more."""
        said = clean(text)
        with self.context.database.begin() as session:
            held = lock_case(session, actor, "reply", number, self.context.clock(), where_last_written=True)
            held.beside(beside)
            held.desk.suggested = None
            sent = attachments.sent_with(held, files)
            mailed = notify.answer(held, self.context, [said], sent)
            body: dict[str, Any] = {"mailed": mailed}
            words: dict[str, Any] = {"text": said}
            if sent:
                body["files"], words["attached"] = [row.sha256 for row in sent], [row.name for row in sent]
            held.write_down(EntryKind.REPLY, body, words)

    def mail_unread(self, case_id: int, conversation_id: str) -> None:
        """Mail what a person said there and the customer has not reacted to; nothing where all was read or mailed."""
        now = self.context.clock()
        with self.context.database.begin() as session:
            chats = lock_conversations(session, [conversation_id])
            case = session.get_one(CaseRow, case_id)
            mailed = sum(notify.mail_unread(session, self.context, case, chat, now) for chat in chats)
            if mailed:
                store.record(session, case, "worker", EntryKind.MAILED_UNREAD, {"answers": mailed}, now)

    def canned(self, actor: Actor, number: str) -> list[Canned]:
        """The prepared answers that this case can fill in."""
        with self.context.database.read() as session:
            case = find(session, actor, "reply", number)
            known = self._known(case, actor, store.latest_decision(session, case))
            answers = of_merchant(session, case.merchant, self.context.desk(case.merchant))
            language = case.language
        filled = ((each, _filled(each.texts[language], known)) for each in answers if language in each.texts)
        return [Canned(each.name, text, each.labels) for each, text in filled if text is not None]

    def suggested(self, actor: Actor, number: str) -> Canned | None:
        """The one that a rule laid out as a draft; None where none is, or the case lacks what it needs."""
        with self.context.database.read() as session:
            desk = session.get(DeskCaseRow, find(session, actor, "reply", number).id)
            name = None if desk is None else desk.suggested
        return None if name is None else next((each for each in self.canned(actor, number) if each.name == name), None)

    def canned_text(self, actor: Actor, number: str, name: str) -> str:
        """One of them. NotFound where there is none, or where the case lacks what it needs."""
        found = next((each.text for each in self.canned(actor, number) if each.name == name), None)
        if found is None:
            raise NotFound(f"There is no prepared answer {name} for this case.")
        return found

    def _known(self, case: CaseRow, actor: Actor, decided: object) -> dict[str, str | None]:
        merchant = self.context.merchants[case.merchant].merchant
        order = getattr(decided, "order", None) or {}
        product = order.get("product")
        due = None if case.due_at is None else moments.moment(case.due_at, merchant.zone, case.language)
        return {
            "customer": order.get("customer", {}).get("name"),
            "case": case.number,
            "order": case.order_number,
            "product": merchant.name_of(Product(**product), case.language) if product else None,
            "agent": actor.name,
            "merchant": merchant.name,
            "support": merchant.support_email,
            "due": due,
        }


def _filled(text: str, known: dict[str, str | None]) -> str | None:
    """The text with its places filled in; None where one of them stays empty."""
    if any(known.get(name) is None for name in _BRACES.findall(text)):
        return None
    return _BRACES.sub(lambda found: known[found[1]] or "", text)

"""I6: what is one customer's alone stands in nobody else's chat or letter, and in no log."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from amends import addresses
from amends.db.case_tables import CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.move_tables import CaseMoveRow
from amends.db.remedy_tables import MailRow, RemedyRow
from amends.pseudonyms import is_pseudonym
from amends.verification.material import OURS, Material
from amends.verification.result import Result

ADDRESS = re.compile(r"[^\s<>()\"',;:]+@[^\s<>()\"',;:]+\.\w+")
WORD = re.compile(r"[\w-]+")


@dataclass
class _Owned:
    """One customer's secrets: each word with the cases that it belongs to. An address belongs to all of its cases."""

    addresses: set[str] = field(default_factory=set)
    cases: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def told_in(self, text: str) -> Iterator[str]:
        """The secrets that a text holds, of whoever they are."""
        yield from (found for found in map(_plain, ADDRESS.findall(text)) if found in self.addresses)
        yield from (found for found in WORD.findall(text) if found in self.cases)


def nothing_is_told_to_a_stranger(material: Material) -> Result:
    """E-mail addresses, case numbers and references are told only where their customer was matched, or has said them
    first; the canaries of transcripts are nowhere else; and no log holds an address or a canary."""
    result = Result()
    owned = _owned(material)
    rights = _rights(material)
    for conversation, events in material.conversations():
        said_by_customer = ""
        for event in events:
            text = str(event.body.get("text") or "")
            if event.author == "customer":
                said_by_customer += "\n" + text
            elif event.author in OURS:
                result.looked_at += 1
                _told(result, owned, rights.get(conversation, _Rights()), said_by_customer, event, text)
    _letters(result, material, owned)
    _canaries(result, material)
    _in_logs(result, material, owned)
    return result


@dataclass
class _Rights:
    """Whose secrets a conversation may hold."""

    addresses: set[str] = field(default_factory=set)
    cases: set[int] = field(default_factory=set)


def _told(result: Result, owned: _Owned, rights: _Rights, before: str, event: EventRow, text: str) -> None:
    for secret in owned.told_in(text):
        may = secret in rights.addresses or bool(owned.cases.get(secret, set()) & rights.cases)
        if not may and secret.lower() not in before.lower() and not _has_proved(owned, secret, before):
            result.found(
                f"Event {event.seq} of conversation {event.conversation_id} tells {secret!r}, which is another "
                "customer's.",
                conversation=event.conversation_id, seq=event.seq,
            )  # fmt: skip


def _has_proved(owned: _Owned, secret: str, before: str) -> bool:
    """Whether the customer of this chat gave the address of that case: they were matched then, if not now."""
    given = {_plain(found) for found in ADDRESS.findall(before)}
    return any(address in given for address in owned.addresses if owned.cases[address] & owned.cases.get(secret, set()))


def _owned(material: Material) -> _Owned:
    owned = _Owned()
    numbers: dict[int, str] = {}
    for case, number, email in material.session.execute(select(CaseRow.id, CaseRow.number, CaseRow.email)):
        if email is None or is_pseudonym(email):
            continue  # nobody's yet, or nobody's any more
        numbers[case] = number
        owned.cases[number].add(case)
        owned.cases[_plain(email)].add(case)
        owned.addresses.add(_plain(email))
    references = select(RemedyRow.case_id, RemedyRow.reference).where(RemedyRow.reference.is_not(None))
    for case, reference in material.session.execute(references):
        if case in numbers and reference is not None and WORD.fullmatch(reference):
            owned.cases[reference].add(case)
    return owned


def _rights(material: Material) -> Mapping[str, _Rights]:
    by_conversation: defaultdict[str, _Rights] = defaultdict(_Rights)
    talks = select(ConversationRow.id, ConversationRow.verified_email, ConversationRow.case_id)
    emails = material.mapping(CaseRow.id, CaseRow.email)
    for conversation, email, case in material.session.execute(talks):
        _grant(by_conversation[conversation], email, case, emails)
    for number, chat in material.session.execute(select(CaseRow.id, CaseRow.conversation_id)):
        if chat is not None:
            _grant(by_conversation[chat], None, number, emails)
    moves = select(CaseMoveRow.conversation_id, CaseMoveRow.case_id).where(CaseMoveRow.state == "moved")
    for conversation, case in material.session.execute(moves):
        _grant(by_conversation[conversation], None, case, emails)
    for rights in by_conversation.values():
        rights.cases |= {case for case, email in emails.items() if email and _plain(email) in rights.addresses}
    return by_conversation


def _grant(rights: _Rights, email: str | None, case: int | None, emails: Mapping[int, str | None]) -> None:
    if case is not None:
        rights.cases.add(case)
    for address in (email, emails.get(case) if case is not None else None):
        if address:
            rights.addresses.add(_plain(address))


def _letters(result: Result, material: Material, owned: _Owned) -> None:
    of_case = material.mapping(CaseRow.id, CaseRow.email)
    mails = select(MailRow.id, MailRow.case_id, MailRow.recipient, MailRow.text)
    for mail, case, recipient, text in material.session.execute(mails):
        result.looked_at += 1
        mine = {number for number, email in of_case.items() if addresses.same(email, recipient)} | {case}
        for secret in owned.told_in(text or ""):
            if secret != _plain(recipient) and not owned.cases[secret] & mine:
                result.found(
                    f"E-mail {mail} tells {secret!r}, which is another customer's than its recipient's.", mail=mail
                )


def _canaries(result: Result, material: Material) -> None:
    if material.transcripts is None:
        result.unchecked.append("whether a customer read another one's words: give --transcripts with canaries")
        return
    for owner, words in material.transcripts.canaries.items():
        for conversation, events in material.transcripts.events.items():
            for event in events if conversation != owner else ():
                result.looked_at += 1
                for word in words:
                    if word in str(event["body"].get("text") or ""):
                        result.found(
                            f"Event {event['seq']} of conversation {conversation} holds a word of the customer of "
                            f"conversation {owner}: {word!r}.",
                            conversation=conversation, seq=event["seq"],
                        )  # fmt: skip


def _in_logs(result: Result, material: Material, owned: _Owned) -> None:
    if not material.logs:
        result.unchecked.append("whether the processes' logs hold customers' words: give --log")
        return
    told = {} if material.transcripts is None else material.transcripts.canaries
    canaries = {word for words in told.values() for word in words}
    for file in material.logs:
        with file.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                result.looked_at += 1
                has_address = any(_plain(found) in owned.addresses for found in ADDRESS.findall(line))
                if has_address or any(canary in line for canary in canaries):
                    result.found(f"Line {number} of {file} holds a customer's address or words.")


def _plain(address: str) -> str:
    return address.strip(".").casefold()

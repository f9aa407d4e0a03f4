"""I4 and I5: what a customer was told is done was done, and what was done was told, or will be."""

from datetime import datetime

from sqlalchemy import String, cast, or_, select

from amends.cases.entries import EntryKind
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import JobRow, MailRow, RemedyRow
from amends.pseudonyms import is_pseudonym
from amends.remedies import states
from amends.verification.material import OURS, Material
from amends.verification.money import MONEY, NO_JOURNAL
from amends.verification.result import Result

DONE = frozenset({states.CONFIRMED, states.BOUNCED})


def what_is_said_is_done(material: Material) -> Result:
    """Each sentence that tells of something done has an entry of the ledger with that reference; so has the timeline;
    and the order backend made what the ledger holds for confirmed."""
    result = Result()
    done: set[tuple[str, str | None]] = set()
    moved = None if material.journal is None else {(each.key, each.reference) for each in material.journal.movements}
    for remedy, case in _done(material):
        done.add((case.number, remedy.reference))
        if moved is None or remedy.kind not in MONEY or not _is_in_the_journal(remedy.settled_at, material):
            continue
        if (remedy.key, remedy.reference) not in moved:
            result.found(
                f"The ledger holds the {remedy.kind} {remedy.reference} of order {remedy.order_number} for made (case "
                f"{case.number}), and the order backend's journal has none of that key and reference.",
                remedy=remedy.key, case=case.number, order=remedy.order_number,
            )  # fmt: skip
    for announced in material.announced:
        result.looked_at += 1
        if (announced.case, announced.reference) not in done:
            result.found(
                f"A customer was told that something of case {announced.case} is done, reference {announced.reference} "
                f"({announced.where}), and the ledger has no confirmed entry of that reference.",
                case=announced.case,
            )
    _timeline(result, material)
    if material.journal is None:
        result.unchecked.append(NO_JOURNAL)
    return result


def _is_in_the_journal(settled_at: datetime | None, material: Material) -> bool:
    return settled_at is not None and material.journal is not None and settled_at <= material.journal.complete_until


def _done(material: Material) -> list[tuple[RemedyRow, CaseRow]]:
    rows = select(RemedyRow, CaseRow).join(CaseRow, CaseRow.id == RemedyRow.case_id)
    return [(remedy, case) for remedy, case in material.session.execute(rows.where(RemedyRow.state.in_(DONE)))]


def _timeline(result: Result, material: Material) -> None:
    lines = (
        select(CaseRow.number, CaseRow.email, CaseEntryRow.body)
        .join(CaseRow, CaseRow.id == CaseEntryRow.case_id)
        .where(CaseEntryRow.kind == EntryKind.REMEDY_CONFIRMED)
    )
    known = set(material.session.scalars(select(RemedyRow.id).where(RemedyRow.state.in_(DONE))))
    for number, email, body in material.session.execute(lines):
        if not is_pseudonym(email) and body.get("remedy") not in known:
            result.found(
                f"The timeline of case {number} has a {body.get('kind')} that was carried out, and the ledger has not.",
                case=number,
            )


def what_is_done_is_said(material: Material) -> Result:
    """Each confirmed entry was told in the chat or a letter; a letter that waits has a job that sends it."""
    result = Result()
    told = {(each.case, each.reference) for each in material.announced}
    for remedy, case in _done(material):
        result.looked_at += 1
        if (case.number, remedy.reference) in told or is_pseudonym(case.email):
            continue
        if not _mentioned(material, case, remedy.reference or ""):
            result.found(
                f"The {remedy.kind} {remedy.reference} of case {case.number} was made, and the customer was told "
                "neither in the chat nor by e-mail.",
                case=case.number, remedy=remedy.key,
            )  # fmt: skip
    _letters(result, material)
    return result


def _mentioned(material: Material, case: CaseRow, reference: str) -> bool:
    """Whether its words name the reference somewhere, as in a wording of before an upgrade. Where the chat was removed
    with what it said, the e-mail that was noted stands for it."""
    its = select(ConversationRow.id).where(
        or_(ConversationRow.id == case.conversation_id, ConversationRow.case_id == case.id)
    )
    said = select(EventRow.id).where(
        EventRow.conversation_id.in_(its), EventRow.author.in_(OURS), cast(EventRow.body, String).contains(reference)
    )
    mailed = select(MailRow.id).where(MailRow.case_id == case.id, MailRow.text.contains(reference))
    if any(material.session.scalar(each.limit(1)) is not None for each in (said, mailed)):
        return True
    return material.session.scalar(its.limit(1)) is None and case.conversation_id is None


def _letters(result: Result, material: Material) -> None:
    """Those that were neither sent nor given up as undeliverable, and that no job will send."""
    job = JobKind.SEND_MAIL + ":" + cast(MailRow.id, String)
    has_job = select(JobRow.id).where(JobRow.dedupe == job, JobRow.state != "done").exists()
    unsent = select(MailRow.id, MailRow.case_id, MailRow.kind).where(
        MailRow.sent_at.is_(None), MailRow.undeliverable.is_(None), ~has_job
    )
    for mail, case, kind in material.session.execute(unsent):
        result.found(
            f"E-mail {mail} ({kind}) was written and not sent, and nothing will send it.", mail=mail, case=case
        )

"""I11: whatever is not at its end is being worked on, or a person has it."""

from datetime import timedelta

from sqlalchemy import select

from amends.cases.entries import EntryKind
from amends.cases.status import CaseStatus
from amends.db.case_tables import CaseEntryRow, CaseRow
from amends.db.conversation_tables import ConversationRow, EventRow, TurnRow
from amends.db.job_kinds import JobKind
from amends.db.remedy_tables import JobRow, RemedyRow
from amends.remedies import states
from amends.verification.material import Material
from amends.verification.result import Result

SWEEP = timedelta(seconds=90)
"""A wait that is over is found by the worker's sweep, a minute and half another after its instant."""


def nothing_is_stuck(material: Material) -> Result:
    """Messages, jobs, remedies and cases that wait for longer than `grace`, with nobody behind them."""
    result = Result()
    _messages(result, material)
    _jobs(result, material)
    _remedies(result, material)
    _cases(result, material)
    return result


def _messages(result: Result, material: Material) -> None:
    waiting = (
        select(TurnRow, EventRow)
        .join(EventRow, EventRow.id == TurnRow.event_id)
        .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
        .where(TurnRow.state == "waiting", ConversationRow.owner == "bot")
    )
    for turn, event in material.session.execute(waiting):
        result.looked_at += 1
        if event.at < material.now - material.grace:
            result.found(
                f"Message {event.seq} of conversation {turn.conversation_id} has waited for an answer since "
                f"{event.at.isoformat()} (last error: {turn.last_error or 'none'}).",
                conversation=turn.conversation_id, seq=event.seq,
            )  # fmt: skip


def _jobs(result: Result, material: Material) -> None:
    now = material.now
    for job in material.session.scalars(select(JobRow).where(JobRow.state != "done")):
        result.looked_at += 1
        case = material.session.get(CaseRow, job.body["case_id"]) if job.body.get("case_id") is not None else None
        number = None if case is None else case.number
        if job.state == "dead":
            if case is None or not _came_to_a_person(material, case):
                result.found(
                    f"Job {job.id} ({job.kind}) was given up, and no person has it: {job.last_error}.",
                    job=job.id, case=number,
                )  # fmt: skip
        elif job.due_at < now - material.grace and (job.locked_until is None or job.locked_until < now):
            result.found(
                f"Job {job.id} ({job.kind}) has been due since {job.due_at.isoformat()}, and no worker does it.",
                job=job.id, case=number,
            )  # fmt: skip


def _came_to_a_person(material: Material, case: CaseRow) -> bool:
    """Whether a person has the case, or had it: what they did about it is theirs."""
    moves = select(CaseEntryRow.body).where(CaseEntryRow.case_id == case.id, CaseEntryRow.kind == EntryKind.STATUS)
    return any(body.get("to") == CaseStatus.REVIEW for body in material.session.scalars(moves))


def _remedies(result: Result, material: Material) -> None:
    has_job = (
        select(JobRow.id)
        .where(JobRow.dedupe == JobKind.CARRY_OUT + ":" + RemedyRow.key, JobRow.state == "waiting")
        .exists()
    )
    lost = (
        select(RemedyRow, CaseRow)
        .join(CaseRow, CaseRow.id == RemedyRow.case_id)
        .where(RemedyRow.state.not_in(states.FINAL), ~has_job)
    )
    for remedy, case in material.session.execute(lost):
        result.looked_at += 1
        if remedy.created_at < material.now - max(material.grace, SWEEP) and not _came_to_a_person(material, case):
            result.found(
                f"The {remedy.kind} of order {remedy.order_number} (case {case.number}) is {remedy.state}, and no job "
                "carries it out.",
                case=case.number, remedy=remedy.key, order=remedy.order_number,
            )  # fmt: skip


def _cases(result: Result, material: Material) -> None:
    under_way = (
        select(RemedyRow.id).where(RemedyRow.case_id == CaseRow.id, RemedyRow.state.not_in(states.FINAL)).exists()
    )
    ended = select(CaseRow).where(CaseRow.status == str(CaseStatus.CARRYING_OUT), ~under_way)
    for case in material.session.scalars(ended):
        result.found(f"Case {case.number} is being carried out, and nothing of it is under way.", case=case.number)
    over = select(CaseRow).where(
        CaseRow.status == str(CaseStatus.WAITING), CaseRow.due_at < material.now - max(material.grace, SWEEP)
    )
    waiting = select(JobRow.body).where(JobRow.kind == str(JobKind.DECIDE_CASE), JobRow.state == "waiting")
    woken = {body.get("case_id") for body in material.session.scalars(waiting)}
    for case in material.session.scalars(over):
        result.looked_at += 1
        if case.id not in woken:
            result.found(f"The wait of case {case.number} is over, and nothing decides it again.", case=case.number)

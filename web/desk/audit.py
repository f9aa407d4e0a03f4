"""The audit log as supervisors read it: who did what, when, and whether the chain is whole."""

from sqlalchemy import select
from starlette.responses import Response

from amends.accounts import account
from amends.audit.verify import verify
from amends.db.tables import AuditHeadRow, AuditRow
from web.desk.routing import Visit

PER_PAGE = 100
MOST_DIGITS = 9


def show(visit: Visit) -> Response:
    """The newest entries of one merchant, further back by number."""
    merchants = sorted(visit.actor.merchants & set(visit.desk.context.merchants))
    merchant = visit.query("merchant") if visit.query("merchant") in merchants else merchants[0]
    before, subject = visit.query("before"), visit.query("case").upper()[:80]
    entries = select(AuditRow).where(AuditRow.merchant == merchant).order_by(AuditRow.seq.desc())
    if subject:
        entries = entries.where(AuditRow.subject == subject)
    if before.isascii() and before.isdigit() and len(before) <= MOST_DIGITS:
        entries = entries.where(AuditRow.seq < int(before))
    with visit.desk.context.database.read() as session:
        rows = list(session.scalars(entries.limit(PER_PAGE)))
        head = session.get(AuditHeadRow, merchant)
        people = {each.id: each.name for each in account.every(session)}
        broken = [each for each in verify(session) if each.merchant == merchant] if visit.query("verify") else None
    return visit.render(
        "audit.html",
        rows=rows,
        head=head,
        broken=broken,
        people=people,
        merchant=merchant,
        subject=subject,
        zone=visit.zone(merchant),
        merchants=[(each, visit.desk.context.merchants[each].merchant.name) for each in merchants],
        more=len(rows) == PER_PAGE,
    )

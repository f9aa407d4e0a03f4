"""I10: the audit log is as it was written, and so is every decision that it names."""

from sqlalchemy import select

from amends.audit import verify
from amends.audit.chain import digest_of
from amends.cases.entries import EntryKind
from amends.db.audit_tables import AuditRow
from amends.db.case_tables import CaseEntryRow, CaseRow, DecisionRow
from amends.pseudonyms import is_pseudonym
from amends.verification.material import A_PAGE, Material
from amends.verification.result import Result


def the_audit_log_is_whole(material: Material) -> Result:
    """Each merchant's chain, and the digest of each decision with the salt that its case's timeline keeps."""
    result = Result()
    for broken in verify.verify(material.session):
        result.found(f"The audit log was tampered with: {broken}.", merchant=broken.merchant)
    result.looked_at = sum(head.count for head in verify.heads(material.session))
    digests = {
        body["decision"]: body["sha256"]
        for body in material.session.scalars(select(AuditRow.body).where(AuditRow.action == "decision"))
        if "sha256" in body
    }
    salts = {
        body["decision"]: body["salt"]
        for body in material.session.scalars(select(CaseEntryRow.body).where(CaseEntryRow.kind == EntryKind.DECISION))
        if "salt" in body
    }
    decisions = select(DecisionRow, CaseRow).join(CaseRow, CaseRow.id == DecisionRow.case_id)
    for decision, case in material.session.execute(decisions.execution_options(yield_per=A_PAGE)):
        if is_pseudonym(case.email):
            continue  # its words were erased, and its salt with them
        digest, salt = digests.get(decision.id), salts.get(decision.id)
        if digest is None or salt is None:
            where = "audit log" if digest is None else f"timeline of case {case.number}"
            result.found(f"The {where} does not know decision {decision.id}.", case=case.number, decision=decision.id)
        elif digest_of(salt, [decision.order, decision.claim, decision.decision]) != digest:
            result.found(
                f"Decision {decision.id} of case {case.number} was changed after it was taken.",
                case=case.number, decision=decision.id,
            )  # fmt: skip
    return result

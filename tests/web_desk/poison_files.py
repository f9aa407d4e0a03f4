"""The same for a merchant's files: the policy, and what the desk has of its own."""

from dataclasses import replace

from amends.merchants.desk_rules import DeskRules
from amends.policy.policy import Clause, MerchantPolicies
from tests.web_desk.rows import Text


def policies(text: Text, merchant: str, like: MerchantPolicies) -> MerchantPolicies:
    """Those of `like` as the merchant's own, with one clause, which the decisions of its cases cite."""
    ours = replace(like.merchant, id=merchant, name=text("merchant.name"), support_email=text("merchant.support_email"))
    clause = Clause(text("policy.clause.id"), {"en": text("policy.clause.heading")}, {"en": text("policy.clause.text")})
    cited = text("decisions.decision.reasons.clause")
    editions = tuple(
        (
            starts,
            replace(policy, merchant=ours, clauses={cited: clause}, statute=replace(policy.statute, clauses={})),
        )
        for starts, policy in like.editions
    )
    return MerchantPolicies(ours, editions)


def desk_rules(text: Text, like: DeskRules) -> DeskRules:
    return replace(
        like,
        reasons={text("desk.reasons.code"): text("desk.reasons.meaning")},
        goodwill_clause=text("desk.goodwill_clause"),
        set_off_clause=text("desk.set_off_clause"),
        canned={text("canned.name"): {text("cases.language"): text("canned.text")}},
    )

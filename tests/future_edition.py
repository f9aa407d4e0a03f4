"""A policy that is on file and not yet in force: it pays out and reviews far later than the present one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from amends.policy.policy import MerchantPolicies

DAY = date(2027, 9, 1)


def announced(policies: Mapping[str, MerchantPolicies]) -> dict[str, MerchantPolicies]:
    """`policies`, each with a further edition from DAY on."""
    return {name: _with_another(each) for name, each in policies.items()}


def _with_another(policies: MerchantPolicies) -> MerchantPolicies:
    newest = policies.newest
    settings = replace(newest.settings, review_days=60, payout_days=(70, 80))
    edition = (DAY, replace(newest, in_force_from=DAY, settings=settings))
    return replace(policies, editions=(*policies.editions, edition))

"""Everything that the folder of policies says of its merchants: whatever cannot be used is told at once, and before
anybody is served by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from amends.merchants import desk_rules
from amends.merchants.desk_rules import DeskRules
from amends.policy import branding, loader
from amends.policy.branding import Branding
from amends.policy.document import each
from amends.policy.policy import MerchantPolicies


@dataclass(frozen=True)
class Merchants:
    """By merchant id: `policies` of merchant.yml and refund/, `desks` of desk.yml and canned.yml, `brandings` of
    widget.yml."""

    policies: Mapping[str, MerchantPolicies]
    desks: Mapping[str, DeskRules]
    brandings: Mapping[str, Branding]


def load(folder: Path) -> Merchants:
    """PolicyError with every fault of merchant.yml and refund/; where they have none, with those of the other files,
    which are read by what these say."""
    policies = loader.load_all(folder)
    looks = {name: partial(branding.load, folder, name, found.merchant.languages) for name, found in policies.items()}
    parts = each({"desks": partial(desk_rules.load_all, folder, policies), "brandings": partial(each, looks)})
    return Merchants(policies, **parts)

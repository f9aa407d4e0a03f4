"""Everything that the folder of policies says of its merchants: whatever cannot be used is told at once, and before
anybody is served by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from amends.articles import reader as article_reader
from amends.articles.library import Library
from amends.errors import PolicyError
from amends.merchants import desk_rules
from amends.merchants.desk_rules import DeskRules, Known
from amends.policy import branding, loader
from amends.policy.branding import Branding
from amends.policy.document import each, settle
from amends.policy.merchant_reader import read_what_can_be
from amends.policy.policy import MerchantPolicies


@dataclass(frozen=True)
class Merchants:
    """By merchant id: `policies` of merchant.yml and refund/, `desks` of desk.yml and canned.yml, `brandings` of
    widget.yml, `articles` of help/."""

    policies: Mapping[str, MerchantPolicies]
    desks: Mapping[str, DeskRules]
    brandings: Mapping[str, Branding]
    articles: Mapping[str, Library]


def load(folder: Path) -> Merchants:
    """PolicyError with every fault of every merchant's merchant.yml, refund/, desk.yml, canned.yml, widget.yml and
    help/."""
    try:
        policies = loader.load_all(folder)
    except PolicyError as broken:
        settle([*broken.faults, *_faults_beside(folder)])
        raise  # settle has raised it with the others
    looks = {name: partial(branding.load, folder, name, found.merchant.languages) for name, found in policies.items()}
    helps = {
        name: partial(article_reader.load, folder, name, found.merchant.languages, found.newest.clauses)
        for name, found in policies.items()
    }
    desks = partial(desk_rules.load_all, folder, policies)
    parts = each({"desks": desks, "brandings": partial(each, looks), "articles": partial(each, helps)})
    return Merchants(policies, **parts)


def _faults_beside(folder: Path) -> list[PolicyError]:
    """Those of the other files of all merchants, where some merchant.yml or refund/ cannot be used."""
    faults: list[PolicyError] = []
    for merchant in loader.merchant_ids(folder):
        known = _known(folder, merchant)
        readers: tuple[Callable[[], object], ...] = (
            partial(desk_rules.load_by, folder, merchant, known),
            partial(branding.load, folder, merchant, known.languages),
        )
        for reader in readers:
            try:
                reader()
            except PolicyError as broken:
                faults += broken.faults
    return faults


def _known(folder: Path, merchant: str) -> Known:
    try:
        return desk_rules.known_of(loader.load_merchant(folder, merchant))
    except PolicyError:
        found = read_what_can_be(folder / merchant / loader.MERCHANT_FILE)
        return Known(found.get("languages"), found.get("currencies"), found.get("desk"))

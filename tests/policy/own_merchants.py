"""Merchants of other trades, written in data alone, beside the statute: as a shop would add its own."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from amends.policy import examples
from amends.policy.examples import Example
from amends.policy.loader import DEFAULT_FOLDER, load_all, load_merchant
from amends.policy.policy import MerchantPolicies, Policy
from tests.policy_folder import change

FOLDER = Path(__file__).with_name("merchants")
NAMES = tuple(sorted(each.name for each in FOLDER.iterdir() if each.is_dir()))


def copied(into: Path) -> Path:
    """A folder of policies with these merchants and the statute, for a test to change."""
    shutil.copytree(FOLDER, into)
    shutil.copytree(DEFAULT_FOLDER / "eu", into / "eu")
    return into


@cache
def policies() -> dict[str, MerchantPolicies]:
    """Read once; nothing changes it."""
    folder = Path(mkdtemp())
    try:
        return load_all(copied(folder / "policies"))
    finally:
        shutil.rmtree(folder)


def changed(into: Path, merchant: str, *changes: tuple[str, str]) -> Policy:
    """The merchant's text with something else in the place of what it says, as `right, wrong`."""
    folder = copied(into / "policies")
    (refund,) = (folder / merchant / "refund").glob("*.yml")
    for right, wrong in changes:
        change(refund, right, wrong)
    return load_merchant(folder, merchant).newest


@cache
def worked(merchant: str) -> tuple[Example, ...]:
    return tuple(examples.read_folder(FOLDER / merchant / "examples", merchant))

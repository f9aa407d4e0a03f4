from pathlib import Path

import pytest

from amends.policy.loader import DEFAULT_FOLDER, load_all
from amends.policy.policy import MerchantPolicies

CASES = Path(__file__).with_name("cases")


@pytest.fixture(scope="session")
def policies() -> dict[str, MerchantPolicies]:
    return load_all(DEFAULT_FOLDER)

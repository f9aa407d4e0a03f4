from pathlib import Path

import pytest

from amends.policy.policy import MerchantPolicies
from tests.shipped import policies as shipped_policies

CASES = Path(__file__).with_name("cases")


@pytest.fixture(scope="session")
def policies() -> dict[str, MerchantPolicies]:
    return shipped_policies()

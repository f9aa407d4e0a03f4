"""Every worked example comes out as it says."""

import pytest

from amends.policy import examples
from tests.policy.conftest import CASES

WORKED = [example for merchant in ("norrnet", "itnet") for example in examples.load(CASES, merchant)]


@pytest.mark.parametrize("example", WORKED, ids=lambda e: f"{e.merchant} {e.row}: {e.name}")
def test_the_example_is_decided_as_it_says(example, policies):
    assert example.differences(policies[example.merchant]) == []

"""Every file in the folders beside this one is a conversation with the whole system. Its final state is what counts."""

import pytest

from tests.conversations.conftest import Result
from tests.conversations.scenario import Scenario, scenarios


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_a_conversation_ends_as_it_should(scenario: Scenario, final: Result) -> None:
    found = final(scenario)
    assert found == {"orders": found["orders"], **scenario.expect}, scenario.title

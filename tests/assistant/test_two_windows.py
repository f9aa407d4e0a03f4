"""Two windows about one order: what one of them settled, the other says so, whenever it goes on."""

import pytest

from tests.assistant.conftest import Chat
from tests.assistant.windows import KARI, TWICE, carried_out, in_another_window


@pytest.mark.parametrize(("made", "told"), [(True, "settled_before"), (False, "status_carrying_out")])
def test_a_yes_that_comes_after_the_other_windows_is_told_what_was_settled(
    norrnet: Chat, made: bool, told: str
) -> None:
    assert norrnet.say(f"{TWICE}. {KARI}", "duplicate_payment") == ["confirm"]
    norrnet.id = in_another_window(norrnet, made=made)
    assert norrnet.say("yes", "affirm", yes_no="yes")[0] == told
    assert carried_out(norrnet) == 1


def test_a_chat_that_was_matched_before_and_goes_on_after_is_told_too(norrnet: Chat) -> None:
    norrnet.say(f"Hello, {KARI}", "greet")
    norrnet.id = in_another_window(norrnet, made=True)
    assert norrnet.say(TWICE, "duplicate_payment") == ["ask_payment_beyond_settled"]
    assert carried_out(norrnet) == 1

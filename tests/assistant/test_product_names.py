"""A customer reads what they ordered by its name in their language, and may name it so."""

from amends.messages.say import Say
from tests.assistant.conftest import Chat

OLA = "NN-10019 ola.berg@example.com"


def in_norwegian(chat: Chat, name: str) -> Say:
    found: Say = next(say for say in chat.draft.turn.says if say.response == f"utter_{name}")
    return found


def test_proposal_and_state_name_it_in_the_language_of_the_chat(norrnet: Chat) -> None:
    norrnet.say(f"Varslene ble aldri aktivert {OLA}", "not_activated", language="nb")
    assert in_norwegian(norrnet, "confirm").args["product"] == "Sikkerhetsvarsler, 6 måneder"
    norrnet.say("nei")
    assert in_norwegian(norrnet, "nothing_done").args["product"] == "Sikkerhetsvarsler, 6 måneder"
    norrnet.say("er den aktiv?", "ask_order_status")
    assert norrnet.draft.turn.says[-1].args["product"] == "Sikkerhetsvarsler, 6 måneder"


def test_in_another_language_it_bears_the_order_systems_name(norrnet: Chat) -> None:
    norrnet.say(f"The alerts were never activated {OLA}", "not_activated", language="en")
    assert in_norwegian(norrnet, "confirm").args["product"] == "Security alerts, 6 months"

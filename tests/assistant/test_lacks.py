"""A negation that describes a fault refuses nothing; one that denies the fault begins no claim."""

import pytest

from amends.reading.lacks import describes_a_lack
from tests.assistant.conftest import Chat

DESCRIBED = (
    "Hei, jeg får ikke varsler, tjenesten er nede.",
    "Ik krijg geen meldingen, de dienst ligt eruit.",
    "I do not get any alerts, the service is down.",
    "I get no alerts",
    "de app laadt niet en ik zie niets",
    "det kommer ikke noen varsler",
    "sikkerhetsvarsel virker ikke",
    "the dashboard won't load",
)
DENIED = (
    "the server isn't down, it's my own firewall",
    "er is geen storing, alles draait",
    "Sida er ikkje nede, det var berre mobildekninga",
    "no outage here",
    "not charged twice, just once",
    "kontoen er ikke sperret, jeg har bare glemt passordet",
)


@pytest.mark.parametrize("text", DESCRIBED)
def test_what_does_not_happen_is_a_fault(norrnet: Chat, text: str) -> None:
    assert describes_a_lack(text)
    said = norrnet.say(f"{text} NN-10026 ingrid.dahl@example.com", "outage", meant="negated")
    assert said[0] != "nothing_noted"
    assert norrnet.draft.issue == "outage"


@pytest.mark.parametrize("text", DENIED)
def test_a_fault_that_is_denied_begins_nothing(norrnet: Chat, text: str) -> None:
    assert norrnet.say(text, "outage", meant="negated")[0] == "nothing_noted"
    assert norrnet.draft.issue is None

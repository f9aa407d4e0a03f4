"""A denial says what the records show of that on which it rests."""

import pytest

from amends.assistant.situation import find
from tests.assistant.conftest import Chat


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "By our records the service has been active since Monday 16 November 2026."),
        ("nl", "Volgens onze gegevens is de dienst actief sinds maandag 16 november 2026."),
        ("nb", "Ifølge det vi har registrert, har tjenesten vært aktiv siden mandag 16. november 2026."),
    ],
)
def test_who_says_it_was_never_active_is_told_since_when_it_is(norrnet: Chat, language: str, told: str) -> None:
    with norrnet.context.database.begin() as session:
        find(session, norrnet.id).language = language
    assert norrnet.say("it was never activated NN-10013 ola.berg@example.com", "not_activated")[0] == "denied"
    denied = norrnet.draft.turn.says[0]
    assert told in norrnet.context.sentences.text(denied, language)


def test_where_credit_is_valid_only_that_is_told(itnet: Chat) -> None:
    itnet.say("my credit has expired IT-20045 nora.lie@example.com", "expired_credit")
    text = itnet.context.sentences.text(itnet.draft.turn.says[0], "en")
    assert "By our records it is still valid, until Tuesday 8 December 2026, 11:00." in text
    assert "active since" not in text


def test_who_withdraws_too_late_is_told_when_the_period_ended(norrnet: Chat) -> None:
    norrnet.say("I withdraw from this contract NN-10038 kari.holm@example.com", "withdraw")
    norrnet.say("yes", "affirm")
    told = " ".join(norrnet.context.sentences.text(say, "en") for say in norrnet.draft.turn.says)
    assert "The time to withdraw by law ended on Friday 23 October 2026." in told, told

"""Who is denied something is told of the right that the law gives them beside it: in the chat and by e-mail."""

import pytest

from amends.claims.claim import Claim
from amends.db.case_tables import DecisionRow
from amends.policy.engine import decide
from tests.desk_core.scene import ANNA, MERCHANTS

BUTTON = {"en": "Withdraw from contract here", "nl": "Hier de overeenkomst herroepen", "nb": "Gå fra avtalen her"}
SENTENCE = {
    "en": "the law lets you withdraw from this contract until",
    "nl": "kunt u deze overeenkomst volgens de wet herroepen tot",
    "nb": "gir loven deg rett til å gå fra avtalen frem til",
}


def the_right(desk, number, words):
    """Who tells of it in the chat, and with which buttons."""
    (told,) = (event for event in desk.events(number) if words in event.body.get("text", ""))
    return told.author, [button["title"] for button in told.body["buttons"]]


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_a_denial_of_a_person_tells_of_the_right_to_withdraw_with_its_button_and_by_mail(desk, language):
    number = desk.reviewed(language=language)
    desk.decides.deny(ANNA, number, clauses=["1"], reason_code="other")
    assert the_right(desk, number, SENTENCE[language]) == ("agent", [BUTTON[language]])
    mail = " ".join(desk.mails()[-1].text.split())
    assert SENTENCE[language] in mail
    assert BUTTON[language] in mail
    with desk.database.read() as session:
        latest = session.query(DecisionRow).order_by(DecisionRow.id.desc()).first()
    assert [right["right"] for right in latest.decision["rights"]] == ["withdrawal"]


def test_after_the_fourteen_days_nothing_is_said_of_it(desk):
    desk.later(days=30)
    number = desk.reviewed()
    desk.decides.deny(ANNA, number, clauses=["1"], reason_code="other")
    assert SENTENCE["en"] not in " ".join(text or "" for text in desk.said(number))
    assert SENTENCE["en"] not in " ".join(desk.mails()[-1].text.split())


def test_the_engine_and_a_person_tell_of_the_same_instant(desk):
    policy = MERCHANTS["norrnet"].in_force(desk.order.placed_at)
    claim = Claim("dissatisfaction", desk.now, desk.order.number, desk.order.customer.email)
    engine = decide(policy, desk.order, claim, desk.now)
    number = desk.reviewed()
    desk.decides.deny(ANNA, number, clauses=["1"], reason_code="other")
    with desk.database.read() as session:
        latest = session.query(DecisionRow).order_by(DecisionRow.id.desc()).first()
    assert latest.decision["rights"] == engine.as_json()["rights"]


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_the_bots_denial_tells_of_it_by_mail_as_well(desk, language):
    talk = desk.chat(language)
    words = "NN-10023, kari@example.com: no good"
    desk.hear(talk, words, "dissatisfaction")
    mail = " ".join(desk.mails()[-1].text.split())
    assert SENTENCE[language] in mail
    assert BUTTON[language] in mail

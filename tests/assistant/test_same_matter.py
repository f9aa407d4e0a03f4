"""The same claim said again is the same case; another disturbance, another day or more money is a new one."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from amends.assistant.situation import find
from amends.db.tables import CaseRow, RemedyRow
from tests.assistant.conftest import NOW, Chat
from tests.assistant.moved import cases, mails, moves

SANNE = "IT-20053 sanne.bakker@example.com"
DOWN = "The VPN did not connect at all"


def outages(*days_ago: int) -> list[dict[str, Any]]:
    """Disturbances of ours of four hours, from midnight on so many days ago."""
    midnight = NOW.replace(hour=0)
    return [
        {
            "kind": "outage",
            "cause": "provider",
            "started_at": (midnight - timedelta(days=days)).isoformat(),
            "resolved_at": (midnight - timedelta(days=days) + timedelta(hours=20)).isoformat(),
            "affected_amount": {"amount": "2.50", "currency": "EUR"},
        }
        for days in days_ago
    ]


def tell(chat: Chat, day: str) -> list[str]:
    chat.open()
    said = chat.say(f"{DOWN} {day}, {SANNE}", "outage")
    if said[-1] == "ask_error_message":
        said = chat.say("connection refused, it told me all the time")
    return said


@pytest.fixture
def credited(itnet: Chat) -> Chat:
    """A credit for yesterday's disturbance, granted and done."""
    itnet.change("IT-20053", incidents=outages(1))
    assert tell(itnet, "yesterday at 10:00") == ["confirm_remedy"]
    itnet.say("yes")
    assert [kind for _, kind, _ in moves(itnet)] == ["credit"]
    with itnet.context.database.begin() as session:
        session.scalars(select(CaseRow)).one().status = "resolved"
    return itnet


def test_the_same_credit_is_told_as_settled_and_not_asked_about_again(credited: Chat) -> None:
    assert tell(credited, "yesterday at 11:00")[-1] == "settled_before"
    assert cases(credited) == [("outage", "resolved")]
    assert len(moves(credited)) == 1


def test_another_disturbance_is_told_what_the_one_credit_of_an_order_was_for(credited: Chat) -> None:
    credited.change("IT-20053", incidents=outages(1, 3))
    day = (NOW - timedelta(days=3)).strftime("%-d November at 10:00")
    assert tell(credited, f"on {day}")[-1] == "covered_already_on"
    assert credited.draft.occurred_at.date() == (NOW - timedelta(days=3)).date()
    credited.open()
    assert tell(credited, "yesterday at 10:00")[-1] == "settled_before"
    assert len(moves(credited)) == 1


def test_a_denial_of_another_disturbance_is_not_told_as_the_first_one(itnet: Chat) -> None:
    external = [{**each, "cause": "external"} for each in outages(1, 3)]
    itnet.change("IT-20053", incidents=external)
    assert tell(itnet, "yesterday at 10:00")[:2] == ["understood_when", "denied"]
    assert tell(itnet, "yesterday at 11:00")[:2] == ["understood_when", "decided_before"]
    day = (NOW - timedelta(days=3)).strftime("%-d November at 10:00")
    assert tell(itnet, f"on {day}")[:2] == ["understood_when", "denied"]
    assert cases(itnet) == [("outage", "denied"), ("outage", "denied")]
    assert tell(itnet, "yesterday at 12:00")[:2] == ["understood_when", "decided_before"]
    assert len(cases(itnet)) == 2


def test_what_was_charged_too_much_since_is_a_new_case(norrnet: Chat) -> None:
    told = "I was charged twice for it, NN-10006 kari.holm@example.com"
    norrnet.say(told, "duplicate_payment")
    norrnet.say("yes")
    order = norrnet.backend.order("NN-10006")
    assert order is not None
    first, second = order.document["payments"][:2]
    third = {**second, "id": f"{second['id']}-again"}
    norrnet.change("NN-10006", payments=[first, {**second, "refunded": second["amount"]}, third])
    with norrnet.context.database.begin() as session:
        session.scalars(select(CaseRow)).one().status = "resolved"
        session.scalars(select(RemedyRow)).one().state = "confirmed"
    norrnet.open()
    assert norrnet.say(told, "duplicate_payment") == ["confirm"]
    norrnet.say("yes")
    assert [status for _, status in cases(norrnet)] == ["resolved", "carrying_out"]


def test_a_denial_is_in_the_language_of_the_chat_and_its_mail_in_that_of_the_case(itnet: Chat) -> None:
    itnet.change("IT-20053", incidents=[{**each, "cause": "external"} for each in outages(1)])
    assert itnet.say(f"{DOWN}, {SANNE}", "outage") == ["ask_occurred_at"]
    with itnet.context.database.begin() as session:
        find(session, itnet.id).language = "nl"
    assert itnet.say("gisteren om 10:00")[:2] == ["understood_when", "denied"]
    denial = itnet.draft.turn.says[1]
    policy = itnet.context.merchants["itnet"].newest
    clause = next(each for each in policy.clauses if f"(§ {each}):" in denial.args["clauses"])
    words = policy.clause(clause).text
    assert words["nl"] in denial.args["clauses"]
    mail = mails(itnet)[-1].text
    assert " ".join(words["en"].split())[:40] in " ".join(mail.split())
    assert " ".join(words["nl"].split())[:40] not in " ".join(mail.split())
